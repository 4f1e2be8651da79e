"""The files of a comparison: Parquet, Excel, minutes, and the page of changes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pipeline.model.plan import Plan
from pipeline.store.register import Register
from pipeline.tracking.diff.comparison import Comparison, compared

WORKBOOK = "changes.xlsx"
FILES = ("changes.parquet", WORKBOOK, "changes.md", "diff.html")


def write(
    old: Plan,
    new: Plan,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
    known: Register | None = None,
) -> Comparison:
    """Compare two versions and write `FILES` to the folder `out` atomically. Pages are shown from
    the PDFs given; `known` is the register with the versions' entries, by default the project's.
    """
    comparison = compared(old, new, known)
    write_files(comparison, out, old_pdf=old_pdf, new_pdf=new_pdf)
    return comparison


@dataclass(frozen=True, slots=True)
class Written:
    """Which of `FILES` were written, and a message on missing ones (None where there are none)."""

    files: tuple[str, ...]
    missing: str | None = None


def write_files(
    comparison: Comparison,
    out: Path,
    *,
    old_pdf: Path | None = None,
    new_pdf: Path | None = None,
    old_report: Path | None = None,
    new_report: Path | None = None,
) -> Written:
    """Write the files of a comparison; see `write`. Without xlsxwriter there is no workbook, and an
    earlier one is removed.

    The reports of the versions are linked if given and existing.
    """
    from pipeline.store import plan_files, staging
    from pipeline.tracking.diff import html_page, minutes, workbook

    missing = None
    with staging.staged(out, FILES) as folder:
        plan_files.write_table(
            plan_files.arrow_changes(comparison.changes), folder / "changes.parquet"
        )
        try:
            workbook.write(comparison, folder / WORKBOOK)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.startswith("pipeline"):
                raise
            missing = (
                f"{WORKBOOK} was not written: it needs the package '{error.name}', which is not "
                "installed. Install it with the extra: pip install 'ricplan[export]'."
            )
        minutes.write(comparison, folder / "changes.md")
        html_page.write(
            comparison,
            folder,
            old_pdf=old_pdf,
            new_pdf=new_pdf,
            old_report=_address(old_report, out),
            new_report=_address(new_report, out),
        )
        files = tuple(name for name in FILES if (folder / name).is_file())
    return Written(files, missing)


def _address(report: Path | None, out: Path) -> str | None:
    """The address of a report relative to the folder `out`."""
    if report is None or not report.is_file():
        return None
    return quote(Path(os.path.relpath(report.resolve(), out.resolve())).as_posix())
