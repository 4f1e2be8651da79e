"""`ricplan export`: the tables for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.terminal import say


@click.command("export", short_help="Write the tables as CSV, Excel, SQLite or DuckDB.")
@options.folder
@click.option(
    "--to",
    required=True,
    type=click.Choice(["csv", "xlsx", "sqlite", "duckdb"]),
    help="Format to write.",
)
@click.option(
    "--out",
    type=options.PLACE,
    metavar="PATH",
    help="Folder for CSV, file for the others; by default in DIR.",
)
@click.option("--excel-lv", is_flag=True, help="CSV for Latvian Excel: ';', decimal comma, mark.")
@click.option(
    "--formula-safe", is_flag=True, help="CSV in which no text can be taken for a formula."
)
@click.option("--overwrite", is_flag=True, help="Replace an existing export.")
def command(
    folder: Path, to: str, out: Path | None, excel_lv: bool, formula_safe: bool, overwrite: bool
) -> int:
    r"""Write the tables in DIR for other tools.

    DIR is the output folder of a plan, or combined/ with all plans of the register.

    \b
    Example:
      ricplan export output/zpr-2015-2020 --to xlsx
      ricplan export combined --to sqlite --out plans.sqlite
      ricplan export output/zpr-2015-2020 --to csv --excel-lv
    """
    from pipeline.store import export

    made = export.write(
        folder, out, to, excel_lv=excel_lv, formula_safe=formula_safe, overwrite=overwrite
    )
    say(f"Izveidots: {made}")
    return 0
