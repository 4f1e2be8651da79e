"""`ricplan register`: add a PDF to the register of plans."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.request import check_id
from pipeline.commands.terminal import emit, say
from pipeline.model.errors import InputError, UsageError

_YEARS = re.compile(r"\b(20\d\d)\b")


@click.command("register", short_help="Add a PDF to the register of plans.")
@click.argument("pdf", metavar="PDF", type=options.PLACE)
@click.option("--id", "doc_id", metavar="ID", help="Id of the plan; by default the file's stem.")
@click.option("--title", metavar="TEXT", help="Title; by default the one found in the PDF.")
@click.option("--region", metavar="TEXT", default="", help="Region or municipality.")
@click.option("--period", metavar="Y-Y", help="First and last year; by default those of the title.")
@click.option(
    "--profile", metavar="NAME", help="Profile; by default the written one that fits, if any."
)
@click.option("--amends", metavar="ID", help="The version that this one amends.")
@click.option("--made-up", is_flag=True, help="The document was made up, not published.")
@options.as_json
def command(
    pdf: Path,
    doc_id: str | None,
    title: str | None,
    region: str,
    period: str | None,
    profile: str | None,
    amends: str | None,
    made_up: bool,
    as_json: bool,
) -> int:
    r"""Add PDF, a file in raw/, to the register raw/plans.toml.

    Where the register has the file's name, its hash is updated and the rest of the entry kept.
    Otherwise an entry is added; check it and complete it (date and number of the decision, numbers
    of rows counted by hand).

    \b
    Example:
      ricplan register raw/plan.pdf --id zpr-2021-2027 --region "Zemgales plānošanas reģions"
      ricplan register raw/amended.pdf --id zpr-2021-2027-am1 --amends zpr-2021-2027
    """
    from pipeline.store import register, registration

    known = register.load()
    sha256 = _sha256(pdf)
    here = [plan for plan in known.plans if known.pdf(plan).resolve() == pdf.resolve()]
    same = known.by_sha256(sha256)
    if same is not None:
        done, plan_id = "unchanged", same.id
        say(f"Reģistrā jau ir: {same.id}")
    elif here:
        registration.replace_file(known, here[0], sha256)
        done, plan_id = "replaced", here[0].id
        say(f"Reģistrā nomainīta datne: {plan_id}, sha256 {sha256}")
    else:
        folder = (known.root or Path()) / register.REGISTER.parent
        if pdf.resolve().parent != folder.resolve():
            raise UsageError(
                f"{pdf} does not lie in {folder}.",
                "Registered PDFs lie beside the register.",
                f"Copy it there: cp {pdf} {folder}/",
            )
        plan_id = doc_id or pdf.stem
        check_id(plan_id)
        found = _found(pdf, title, period, profile)
        new = registration.NewPlan(
            plan_id, pdf.name, found[0], region, found[1], found[2], sha256, amends, made_up
        )
        registration.add(known, new)
        done = "added"
        say(f"Reģistrā pievienots: {plan_id}")
    if as_json:
        emit({"id": plan_id, "sha256": sha256, "done": done})
    return 0


def _found(
    pdf: Path, title: str | None, period: str | None, profile: str | None
) -> tuple[str, tuple[int, int], str | None]:
    """Title, period and profile: those given, else those found by reading the PDF.

    A drafted profile is not registered, as it has no file; it is drafted anew at each reading.
    """
    from pipeline import stages

    meta = stages.extract(pdf, profile=profile).meta
    title = title or meta.title or pdf.stem
    years = [int(year) for year in _YEARS.findall(period or title)]
    if len(years) < 2 or years[0] > years[-1]:
        raise UsageError(
            f"No period is given, and there is none in the title “{title}”."
            if period is None
            else f"'{period}' is no period.",
            "Deadlines are checked against it.",
            "Give it, such as --period 2021-2027.",
        )
    drafted = meta.model is not None and meta.model.drafted
    return title, (years[0], years[-1]), None if drafted else meta.profile


def _sha256(pdf: Path) -> str:
    import hashlib

    try:
        with pdf.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(
            f"{pdf}: {error.strerror}.", "It cannot be read.", "Check the path."
        ) from error
