"""The files of a comparison: Parquet, Excel, minutes, and the page of changes."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from pipeline.diff.comparison import Comparison, compared
from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan

FILES = ("changes.parquet", "changes.xlsx", "changes.md", "diff.html")


def write(
    old: Plan,
    new: Plan,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
) -> Comparison:
    """Compare two versions and write `FILES` to the folder `out`: all of them or, when anything
    fails, none. Pages are shown of the PDFs that are given.
    """
    comparison = compared(old, new)
    write_files(comparison, out, old_pdf=old_pdf, new_pdf=new_pdf)
    return comparison


def write_files(
    comparison: Comparison,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
    old_report: Path | None = None,
    new_report: Path | None = None,
) -> None:
    """Write the files of a comparison; see `write`. UsageError where xlsxwriter is missing.

    The reports of the versions are linked where they are given and exist.
    """
    from pipeline.diff import html_page, minutes, workbook
    from pipeline.store import plan_files, staging

    with staging.staged(out) as folder:
        plan_files.write_table(
            plan_files.arrow_changes(comparison.changes), folder / "changes.parquet"
        )
        try:
            workbook.write(comparison, folder / "changes.xlsx")
        except ModuleNotFoundError as error:
            raise UsageError(
                f"The workbook of changes needs the package '{error.name}'.",
                "It is not installed.",
                "Install it with the extra: pip install 'ricplan[export]'.",
            ) from error
        minutes.write(comparison, folder / "changes.md")
        html_page.write(
            comparison,
            folder,
            old_pdf=old_pdf,
            new_pdf=new_pdf,
            old_report=_address(old_report, out),
            new_report=_address(new_report, out),
        )


def _address(report: Path | None, out: Path) -> str | None:
    """The address of a report as seen from the folder `out`."""
    if report is None or not report.is_file():
        return None
    return quote(Path(os.path.relpath(report.resolve(), out.resolve())).as_posix())
