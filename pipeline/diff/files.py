"""The files of a comparison: Parquet, Excel, minutes, and the page of changes."""

from __future__ import annotations

from pathlib import Path

from pipeline.diff.comparison import Comparison, compared
from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan
from pipeline.store.register import Register

FILES = ("changes.parquet", "changes.xlsx", "changes.md", "diff.html")


def write(
    old: Plan,
    new: Plan,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
    known: Register | None = None,
) -> Comparison:
    """Compare two versions and write `FILES` to the folder `out`: all of them or, when anything
    fails, none. Pages are shown of the PDFs that are given; `known` is the register to ask about
    the versions, else the project's own.
    """
    comparison = compared(old, new, known)
    write_files(comparison, out, old_pdf=old_pdf, new_pdf=new_pdf)
    return comparison


def write_files(
    comparison: Comparison,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
) -> None:
    """Write the files of a comparison; see `write`. UsageError where xlsxwriter is missing."""
    from pipeline.diff import minutes, page, workbook
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
        page.write(comparison, folder, old_pdf=old_pdf, new_pdf=new_pdf)
