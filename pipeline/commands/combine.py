"""`ricplan combine`: output folders into one data set for all plans."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands import options
from pipeline.commands.terminal import emit, say
from pipeline.model.errors import InputError, UsageError
from pipeline.model.numbers import counted


@click.command("combine", short_help="Put output folders into one data set of all plans.")
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=options.PLACE)
@click.option("--out", required=True, metavar="URL", help="Folder or address of the data set.")
@options.as_json
def command(folders: tuple[Path, ...], out: str, as_json: bool) -> int:
    r"""Put the output folders DIR, or all those inside them, into one data set at URL.

    Each table becomes a folder with a part for each plan (activities/doc_id=…/), which DuckDB,
    Arrow, Spark and Dask read as one table; documents.parquet lists the plans. A plan that is in it
    already is replaced. `ricplan extract --dask` writes the same format.

    \b
    Example:
      ricplan combine output/ --out all/
      ricplan combine output/zpr-2015-2020 --out s3://plans/all
    """
    from pipeline.store import partitions, places, plan_files

    found = [
        plan.parent
        for folder in folders
        for plan in sorted([*folder.glob("plan.json"), *folder.glob("*/plan.json")])
    ]
    if not found:
        raise InputError(
            f"{folders[0]} holds no tables of a plan.",
            "There is nothing to combine.",
            "Make some with `ricplan extract`.",
        )
    ids: dict[str, Path] = {}
    for folder in found:
        doc_id = plan_files.read_meta(folder).doc_id
        if doc_id in ids:
            raise UsageError(
                f"{ids[doc_id]} and {folder} hold the plan '{doc_id}'.",
                "Their rows could not be distinguished.",
                "Give each version its own id (`ricplan extract --doc-id`).",
            )
        ids[doc_id] = folder
    target = places.absolute(out)
    for doc_id, folder in ids.items():
        partitions.put(folder, doc_id, target)
    many = partitions.write_manifest(target)
    say(f"{counted(many, ('plānu', 'plāns', 'plāni'))}: {target}")
    if as_json:
        emit({"out": target, "documents": many, "put": list(ids)})
    return 0
