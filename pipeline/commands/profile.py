"""`ricplan profile`: draft a profile from a PDF, or check one against a PDF."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.pipes import pdf_at
from pipeline.commands.terminal import emit, say, show


@click.group("profile", short_help="Draft a profile from a PDF, or check one against it.")
def command() -> None:
    r"""Draft a profile from an unknown PDF, or check one against a PDF.

    A profile declares what is particular to a plan: its levels, the headers of its tables, names
    with commas. `extract` drafts one itself where none fits; a draft in a file can be edited.

    \b
    Example:
      ricplan profile draft plan.pdf > profiles/plan.toml
      ricplan profile check profiles/plan.toml plan.pdf
      ricplan extract plan.pdf --profile profiles/plan.toml --out plan/
    """


@command.command("draft", short_help="Print a profile for a PDF.")
@click.argument("pdf", metavar="PDF", type=options.PLACE)
@click.option("--name", help="Name of the profile; by default the file's stem.")
@options.password_file
@options.limit
def draft(pdf: Path, name: str | None, password_file: Path | None, limit: tuple[str, ...]) -> int:
    r"""Print a profile for a PDF, drafted from its headers, its ids and the contents of its cells.

    Each line is annotated with the page, the number of cells, a score and the reason; doubts are
    listed as questions at the top. The file's name has to be the profile's name.

    \b
    Example:
      ricplan profile draft plan.pdf > plan.toml
    """
    from pipeline import stages
    from pipeline.records.drafting.toml_file import text

    limits = options.limits(limit)
    with pdf_at(pdf, limits) as file:
        made = stages.drafted(
            file, name=name, password=options.password(password_file), limits=limits
        )
    for line in text(made).splitlines():
        show(line)
    if made.unsure:
        say(f"Jautājumi, uz kuriem uzmetums neatbild: {len(made.unsure)} (faila sākumā).")
    return 0


@command.command("check", short_help="Check a profile against a PDF.")
@click.argument("profile", metavar="PROFILE")
@click.argument("pdf", metavar="PDF", type=options.PLACE)
@options.password_file
@options.limit
@options.as_json
def check(
    profile: str, pdf: Path, password_file: Path | None, limit: tuple[str, ...], as_json: bool
) -> int:
    r"""List which headers of a profile the PDF has, which are missing, and which columns have no
    header in it.

    PROFILE is a name or a file. Exits with 1 when a header is missing or a column is unknown.

    \b
    Example:
      ricplan profile check plan.toml plan.pdf
    """
    from pipeline import stages

    limits = options.limits(limit)
    with pdf_at(pdf, limits) as file:
        found = stages.profile_check(
            file, profile, password=options.password(password_file), limits=limits
        )
    if as_json:
        emit(dataclasses.asdict(found))
    else:
        for column in found.columns:
            text = f"{column.times}×" if column.times else "nav atrasta"
            if column.times and column.lowest < 1:
                text += f", līdzība no {column.lowest:.2f}".replace(".", ",")
            show(f"{column.kind}.{column.field}: „{column.header}” – {text}")
        for kind, header, page in found.unknown:
            show(f"{kind}: kolonna „{header}” ({page}. lappuse) profilā nav minēta")
        say(f"Galvenes: {found.headers}, tabulu daļas: {found.fragments}")
    return int(bool(found.missing or found.unknown))
