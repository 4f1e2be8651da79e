"""`ricplan diff`: what changed between two versions of a plan."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import options
from pipeline.commands.terminal import emit, say

if TYPE_CHECKING:
    from pipeline.model.plan import Plan


@click.command("diff", short_help="Show what changed between two versions of a plan.")
@click.argument("old", metavar="OLD", type=options.PLACE)
@click.argument("new", metavar="NEW", type=options.PLACE)
@click.option(
    "--out",
    type=options.PLACE,
    help="Folder for changes.parquet, changes.xlsx, changes.md and diff.html.",
)
@options.as_json
def command(old: Path, new: Path, out: Path | None, as_json: bool) -> int:
    r"""Compare two versions of a plan: OLD and NEW are output folders or PDFs.

    Rows are matched by id and by similarity, so that an inserted row does not make all later ones
    count as changed. Exits with 1 when something changed in substance, with 0 when nothing or only
    the typography did.

    \b
    Example:
      ricplan diff raw/zpr-2015-2020.pdf raw/zpr-2015-2020-am1.pdf --out changes/
      ricplan diff output/zpr-2015-2020 output/zpr-2015-2020-am1 --json
    """
    from pipeline.commands.pipes import pdf_at

    limits = options.limits(())
    with pdf_at(old, limits) as before, pdf_at(new, limits) as after:
        return _compare(before, after, out, as_json)


def _compare(old: Path, new: Path, out: Path | None, as_json: bool) -> int:
    from pipeline.commands.plans import plan_at
    from pipeline.tracking.diff.comparison import compared

    before, after = plan_at(old), plan_at(new)
    if before.meta.version != after.meta.version:
        say(
            f"Uzmanību: vecā versija nolasīta ar ricplan {before.meta.version}, jaunā – ar "
            f"{after.meta.version}. Daļa atšķirību var būt programmas, nevis plāna izmaiņas; "
            "nolasiet abas ar vienu versiju."
        )
    comparison = compared(before, after)
    if out is not None:
        from pipeline.tracking.diff.files import write_files

        written = write_files(
            comparison,
            out,
            old_pdf=_pdf(old, before),
            new_pdf=_pdf(new, after),
            old_report=old / "report.html",
            new_report=new / "report.html",
        )
        say(f"Izmaiņas: {', '.join(str(out / name) for name in written.files)}")
        if written.missing:
            say(written.missing)
    if as_json:
        from pipeline.tracking.diff.json_document import as_object

        emit(as_object(comparison))
    else:
        from pipeline.tracking.diff import summary

        summary.write(comparison, sys.stdout, colour=_coloured())
    return 1 if comparison.substantive else 0


def _pdf(place: Path, plan: Plan) -> Path | None:
    """The PDF whose pages are shown: the one given, else the registered one of these tables."""
    from pipeline.commands.plans import registered_pdf

    return place if place.is_file() else registered_pdf(plan.meta)


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
