"""`ricplan monitor`: workbooks to fill in, their collection, the review, the draft amendment."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import options
from pipeline.commands.terminal import (
    COLOURS,
    SEVERITIES,
    emit,
    record,
    say,
    severities,
    show,
)
from pipeline.model.errors import UsageError
from pipeline.model.numbers import counted, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.plan import Plan
    from pipeline.model.schema import Finding
    from pipeline.tracking.monitor.versions import Versions

_WORKBOOKS = ("darbgrāmatu", "darbgrāmata", "darbgrāmatas")
_MADE = ("Izveidotas", "Izveidota", "Izveidotas")
_READ = ("Nolasītas", "Nolasīta", "Nolasītas")


@click.group("monitor", short_help="Monitor the implementation of a plan.")
def command() -> None:
    r"""Monitor the implementation of a plan: workbooks to fill in, collection, review, draft
    amendment.

    docs/monitoring.md walks through a year of it.

    \b
    Example:
      ricplan monitor sheet output/zpr-2015-2020 --out sheets/ --as-of 31.12.2018
      ricplan monitor collect output/zpr-2015-2020 filled/ --out progress/2018
      ricplan monitor report progress/2016 progress/2018 --out review/
      ricplan monitor amend progress/2018 --out amendment/
    """


@command.command("sheet", short_help="Make Excel workbooks to fill in.")
@options.folder
@click.option("--out", required=True, type=options.PLACE, help="Folder for the workbooks.")
@click.option(
    "--by",
    type=click.Choice(["responsible", "priority", "one"]),
    default="responsible",
    show_default=True,
    help="A workbook for each responsible body, for each priority, or one.",
)
@options.as_of
@click.option("--overwrite", is_flag=True, help="Replace existing workbooks.")
@options.as_json
def sheet(
    folder: Path, out: Path, by: str, as_of: str | None, overwrite: bool, as_json: bool
) -> int:
    r"""Make workbooks in which the responsible bodies report on the plan in DIR.

    Cells with the plan's own values are locked; status, dates, money, values reached and proposals
    are to be filled in. The date of reporting defaults to today.

    \b
    Example:
      ricplan monitor sheet output/zpr-2015-2020 --out sheets/ --as-of 31.12.2018
      ricplan monitor sheet output/zpr-2015-2020 --out sheets/ --by one
    """
    from typing import cast

    from pipeline.commands.plans import plan_at
    from pipeline.store import register

    with _extra():
        from pipeline.tracking.monitor import sheets
        from pipeline.tracking.monitor.parts import By

        made = sheets.write(
            plan_at(folder), out, cast(By, by), _day(as_of) or datetime.date.today(),
            register.load(), overwrite=overwrite,
        )  # fmt: skip
    if as_json:
        emit({"workbooks": made})
    else:
        for path in made:
            show(str(path))
    say(f"{plural(len(made), _MADE)} {counted(len(made), _WORKBOOKS)}: {out}")
    return 0


@command.command("collect", short_help="Read filled workbooks back into tables.")
@options.folder
@click.argument("workbooks", metavar="FOLDER", type=options.PLACE)
@click.option("--out", required=True, type=options.PLACE, help="Folder for the tables.")
@click.option(
    "--from",
    "olds",
    multiple=True,
    metavar="OLD_DIR",
    type=options.PLACE,
    help="Tables of an earlier version that workbooks were made for; may be repeated.",
)
@options.fail_on
@options.as_json
def collect(
    folder: Path, workbooks: Path, out: Path, olds: tuple[Path, ...], fail_on: str, as_json: bool
) -> int:
    r"""Read the workbooks in FOLDER into tables, by the ids of the plan in DIR.

    Ids of workbooks made for an earlier version are mapped to the current ones; where the register
    has that version, --from is not needed. Nothing is guessed: a value that cannot be parsed is a
    finding, and every filled cell is kept in progress_cells.

    \b
    Example:
      ricplan monitor collect output/zpr-2015-2020 filled/ --out progress/2018
      ricplan monitor collect output/zpr-2015-2020-am1 filled/ --from output/zpr-2015-2020 --out p/
    """
    from pipeline.commands.plans import plan_at, reaches

    plan = plan_at(folder)
    with _extra():
        from pipeline.store import progress_files
        from pipeline.tracking.monitor.collecting import collect as collected

        made = collected(plan, workbooks, _versions(plan, olds))
        progress_files.write(made.monitoring, out, made.workbooks)
    findings = made.monitoring.findings
    counts = dict(Counter(found.severity for found in findings))
    rows = {name: len(made.monitoring.rows(name)) for name in progress_files.tables()}
    if as_json:
        emit(
            {
                "doc_id": plan.meta.doc_id,
                "out": out,
                "workbooks": made.workbooks,
                "passed_over": made.passed_over,
                "rows": rows,
                "findings": [record(found) for found in findings],
            }
        )
    else:
        _print_findings(findings)
    for name in made.passed_over:
        say(f"Nav darbgrāmata, izlaista: {name}")
    number = len(made.workbooks)
    say(f"{plural(number, _READ)} {counted(number, _WORKBOOKS)}; tabulas: {out}")
    say(f"Konstatējumi: {severities(counts)}")
    return 1 if reaches(counts, fail_on) else 0


@command.command("report", short_help="Draft the review of what was reported.")
@click.argument("progress", metavar="PROGRESS...", nargs=-1, required=True, type=options.PLACE)
@click.option("--out", required=True, type=options.PLACE, help="Folder for the review.")
@options.as_of
@click.option(
    "--template", type=options.PLACE, metavar="DOCX", help="Word document that supplies the styles."
)
@options.as_json
def report(
    progress: tuple[Path, ...], out: Path, as_of: str | None, template: Path | None, as_json: bool
) -> int:
    r"""Draft the review of the latest PROGRESS, with what changed since the one before it.

    Writes review.docx and review.html. Deadlines are compared with --as-of, by default the latest
    date of reporting. The template can be changed, see docs/monitoring.md.

    \b
    Example:
      ricplan monitor report progress/2016 progress/2018 --out review/
      ricplan monitor report progress/2018 --out review/ --as-of 31.12.2018
    """
    from pipeline.store import progress_files

    with _extra():
        from pipeline.tracking.monitor.reporting import write

        made = write([progress_files.read(one) for one in progress], out, _day(as_of), template)
    if as_json:
        emit({"files": made.files, "review": made.numbers})
    say(f"Pārskats: {', '.join(str(path) for path in made.files)}")
    return 0


@command.command("amend", short_help="Draft an amendment from proposals.")
@click.argument("proposals", metavar="PROPOSALS", type=options.PLACE)
@click.option("--out", required=True, type=options.PLACE, help="Folder for the draft.")
@click.option(
    "--printed",
    type=options.PLACE,
    metavar="NEW_DIR",
    help="Tables of the adopted amendment, to report the outcome of each proposal.",
)
@options.as_json
def amend(proposals: Path, out: Path, printed: Path | None, as_json: bool) -> int:
    r"""Draft the next amendment from the proposals in PROPOSALS, a folder that collect wrote.

    Writes changes.parquet, in the format of `ricplan diff`, and a table old | new as amendment.docx
    and amendment.html. A proposal without a new value, or one that contradicts another, is listed
    as text.

    \b
    Example:
      ricplan monitor amend progress/2018 --out amendment/
      ricplan monitor amend progress/2018 --printed output/zpr-2015-2020-am1 --out amendment/
    """
    from pipeline.commands.plans import plan_at
    from pipeline.store import progress_files

    with _extra():
        from pipeline.tracking.monitor import agenda
        from pipeline.tracking.monitor.amending import amendment

        draft = amendment(progress_files.read(proposals))
        proposals_outcomes = agenda.outcomes(draft, plan_at(printed)) if printed else ()
        made = agenda.write(draft, out, proposals_outcomes)
    if as_json:
        emit(
            {
                "files": made,
                "changes": [record(change) for change in draft.changes],
                "findings": [record(found) for found in draft.findings],
                "outcomes": [record(one) for one in proposals_outcomes],
            }
        )
    else:
        _print_findings(draft.findings)
        for state, number in Counter(one.state for one in proposals_outcomes).items():
            show(f"{state}: {number}")
    say(f"Grozījumu projekts: {', '.join(map(str, made))}")
    return 0


def _print_findings(findings: Sequence[Finding]) -> None:
    """Print errors and warnings one by one, notes as counts per rule."""
    for found in findings:
        if found.severity != "info":
            line = f"{SEVERITIES[found.severity]}, {found.rule}: {found.message}"
            show(line, fg=COLOURS[found.severity])
    notes = Counter(found.rule for found in findings if found.severity == "info")
    for rule, number in notes.items():
        show(f"{SEVERITIES['info']}, {rule}: {number}×", fg=COLOURS["info"])


def _versions(plan: Plan, olds: Sequence[Path]) -> Versions:
    """The versions of a plan: those given and those of the register."""
    from pipeline import stages
    from pipeline.commands.plans import plan_at
    from pipeline.store import plan_files, register
    from pipeline.tracking.monitor.versions import Versions

    known = register.load()
    entry = known.by_sha256(plan.meta.sha256) if plan.meta.sha256 else None
    versions = known.versions(entry.id) if entry else ()

    def find(sha256: str) -> Plan | None:
        version = next((one for one in versions if one.sha256 == sha256), None)
        if version is None:
            return None
        folder = (known.root or Path()) / "output" / version.id
        if (folder / "plan.json").is_file() and plan_files.read_meta(folder).sha256 == sha256:
            return plan_files.read(folder)
        return stages.extract(known.pdf(version))

    family = [version.id for version in versions]
    return Versions(plan, [plan_at(place) for place in olds], find, family)


def _day(text: str | None) -> datetime.date | None:
    from pipeline.tracking.monitor.values import date

    found = date(text) if text else None
    if text and found is None:
        raise UsageError(
            f"'{text}' is no day.", "The date of reporting is needed.",
            "Give it as 31.12.2026 or 2026-12-31.",
        )  # fmt: skip
    return found


@contextmanager
def _extra() -> Iterator[None]:
    """UsageError that names the extra to install where a package of it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise UsageError(
            f"Monitoring needs the package '{error.name}', which is not installed.",
            "It is an optional dependency.",
            "Install it with the extra: pip install 'ricplan[monitor]'.",
        ) from error
