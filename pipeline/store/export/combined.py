"""One data set of all registered versions, for analyses over time.

The same tables as those of a plan, with the rows of all versions, distinguished by `doc_id`;
`plans` describes the versions. Written as Parquet with a data package; `ricplan export` accepts the
folder like that of a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.store import datapackage, plan_files, staging
from pipeline.store.export import dataset
from pipeline.store.register import Register


def write(folders: Sequence[Path], out: Path, register: Register) -> None:
    """Combine the output folders, in their order, into the folder `out`.

    Raises `InputError` where a folder holds no tables of a plan, `UsageError` where two hold one
    doc_id.
    """
    data = dataset.of_folders(folders, register)
    with staging.staged(out) as folder:
        for name, table in data.tables.items():
            plan_files.write_table(table.combine_chunks(), folder / f"{name}.parquet")
        descriptor = datapackage.describe(data.plans, data.declared, data.keys, folder)
        plan_files.write_json(descriptor, folder / datapackage.NAME)
