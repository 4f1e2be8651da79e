"""`ricplan validate`: check the tables of an output folder."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.terminal import COLOURS, SEVERITIES, emit, record, say, severities, show


@click.command("validate", short_help="Check the tables in a folder against all rules.")
@options.folder
@options.fail_on
@options.as_json
def command(folder: Path, fail_on: str, as_json: bool) -> int:
    r"""Check the tables in DIR against all rules, print the findings and write them to DIR.

    Findings made while reading the PDF are kept. An outdated report is removed; `ricplan report
    DIR` makes a new one.

    \b
    Example:
      ricplan validate output/zpr-2015-2020 --fail-on error
    """
    from pipeline.commands import plans
    from pipeline.store import params, plan_files
    from pipeline.validate import validate

    plan = validate(plan_files.read(folder), skip=params.load().validate.skip)
    plan_files.write(plan, folder)
    counts = plans.severity_counts(plan)
    if as_json:
        emit({"doc_id": plan.meta.doc_id, "findings": [record(row) for row in plan.findings]})
    else:
        for found in plan.findings:
            page = f", {found.page}. lpp." if found.page else ""
            line = f"{SEVERITIES[found.severity]}, {found.rule}{page}: {found.message}"
            if found.accepted:
                show(f"{line} (pieņemts: {found.accepted_why})")
                continue
            show(line, fg=COLOURS[found.severity])
    say(f"Konstatējumi: {severities(counts)}")
    return 1 if plans.reaches(counts, fail_on) else 0
