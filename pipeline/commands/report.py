"""`ricplan report`: the quality report of tables from disk."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.terminal import say
from pipeline.model.errors import InputError


@click.command("report", short_help="Make report.html from the tables in a folder.")
@options.folder
@click.option(
    "--pdf",
    type=options.PLACE,
    help="The PDF that was read; by default the registered one with the same sha256.",
)
@options.password_file
def command(folder: Path, pdf: Path | None, password_file: Path | None) -> int:
    r"""Make DIR/report.html from the tables in DIR.

    The pictures of the pages come from the PDF. Without it the report is made without pictures.

    \b
    Example:
      ricplan report output/zpr-2015-2020 --pdf raw/zpr-2015-2020.pdf
    """
    from pipeline import report
    from pipeline.commands import plans
    from pipeline.store import layers, plan_files

    plan = plan_files.read(folder)
    if pdf is None:
        pdf = plans.registered_pdf(plan.meta)
        if pdf is None:
            say("The register does not have the PDF of this plan: the report has no page pictures.")
    else:
        _check(pdf, plan.meta.sha256)
    password = options.password(password_file)
    report.write(plan, pdf, folder, layers.read(folder), password=password)
    say(f"Pārskats: {folder / 'report.html'}")
    return 0


def _check(pdf: Path, sha256: str | None) -> None:
    """UsageError for a PDF other than the one read: boxes would mark the wrong places."""
    import hashlib

    if not pdf.is_file():
        raise InputError(f"There is no file {pdf}.", "Its pages are shown.", "Check the path.")
    with pdf.open("rb") as file:
        seen = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 is not None and seen != sha256:
        raise InputError(
            f"{pdf} is another file than the one that was read (sha256 {seen[:12]}…).",
            "Places on its pages would be wrong.",
            "Give the file that was read, or extract this one.",
        )
