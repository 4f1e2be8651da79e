"""`ricplan rules`: the list of rules."""

from __future__ import annotations

import click

from pipeline.commands import options
from pipeline.commands.terminal import COLOURS, emit


@click.command("rules", short_help="List the rules.")
@click.option("--monitoring", is_flag=True, help="List the rules on filled workbooks instead.")
@options.as_json
def command(monitoring: bool, as_json: bool) -> int:
    r"""List the rules: name, severity and what each one finds.

    \b
    Example:
      ricplan rules
      ricplan rules --json
      ricplan rules --monitoring
    """
    from pipeline.model.findings import MONITORING, RULES

    rules = MONITORING if monitoring else RULES
    if as_json:
        emit(
            {
                "rules": [
                    {
                        "id": name,
                        "severity": rule.severity,
                        "title": {"lv": rule.title.lv, "en": rule.title.en},
                        "about": {"lv": rule.about.lv, "en": rule.about.en},
                    }
                    for name, rule in rules.items()
                ]
            }
        )
        return 0
    width = max(map(len, rules))
    for name, rule in rules.items():
        severity = click.style(rule.severity.ljust(8), fg=COLOURS[rule.severity])
        click.echo(f"{name.ljust(width)}  {severity} {rule.title.lv} / {rule.title.en}")
    return 0
