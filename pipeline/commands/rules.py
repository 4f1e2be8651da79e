"""`ricplan rules`: what is checked."""

from __future__ import annotations

import click

from pipeline.commands import options
from pipeline.commands.terminal import COLOURS, emit


@click.command("rules", short_help="List the rules.")
@options.as_json
def command(as_json: bool) -> int:
    r"""List the rules: name, severity and what each one finds.

    \b
    Example:
      ricplan rules
      ricplan rules --json
    """
    from pipeline.model.findings import RULES

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
                    for name, rule in RULES.items()
                ]
            }
        )
        return 0
    width = max(map(len, RULES))
    for name, rule in RULES.items():
        severity = click.style(rule.severity.ljust(8), fg=COLOURS[rule.severity])
        click.echo(f"{name.ljust(width)}  {severity} {rule.title.lv} / {rule.title.en}")
    return 0
