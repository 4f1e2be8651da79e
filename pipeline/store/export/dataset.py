"""Data sets to export: the tables of one or more versions of plans, with their declarations.

Besides the tables of a plan a data set has `plans`, a row for each version. What the PDF does not
contain (version, decision, the version amended) comes from the register.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.model import schema
from pipeline.model.errors import UsageError
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import ForeignKey, Table, described
from pipeline.store import datapackage, plan_files, progress_files, staging
from pipeline.store.arrays import array
from pipeline.store.datapackage import Keys
from pipeline.store.register import Register

PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a plan: a row of `plans`."""

    title: str | None = described("Nosaukums", "Title")
    region: str | None = described("Reģions", "Region")
    period_start: int | None = described("Perioda sākums", "First year")
    period_end: int | None = described("Perioda beigas", "Last year")
    version: int | None = described(
        "Versija", "Version", ("1 – kā sākotnēji apstiprināts", "1 for the plan as first adopted")
    )
    adopted: str | None = described("Apstiprināts", "Adopted", ("GGGG-MM-DD", "YYYY-MM-DD"))
    decision: str | None = described("Lēmums", "Decision")
    amends: str | None = described(
        "Groza", "Amends", ("Versija, ko šī groza", "The version that this one amends")
    )
    note: str | None = described("Piezīme", "Note")
    file: str | None = described("Datne", "File", ("PDF nosaukums", "Name of the PDF"))
    sha256: str | None = described(
        "SHA-256", "SHA-256", ("PDF kontrolsumma", "Checksum of the PDF")
    )
    pages: int = described("Lappuses", "Pages")
    producer: str | None = described(
        "Salikuma programma", "Producer", ("No PDF metadatiem", "From the metadata of the PDF")
    )
    profile: str = described("Profils", "Profile")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Tables as declared, `plans` first, and the keys that hold for their rows."""

    plans: tuple[PlanMeta, ...]
    declared: tuple[Table, ...]
    tables: Mapping[str, pa.Table]
    keys: Mapping[str, Keys]

    @property
    def name(self) -> str:
        """The plan's id, `all` where there are several plans."""
        return self.plans[0].doc_id if len(self.plans) == 1 else "all"


def declared(plans: Iterable[PlanMeta] = ()) -> tuple[Table, ...]:
    """The declarations of all tables of a data set; each refers to `plans` by doc_id.

    Tables have the additional columns of all `plans`.
    """
    label, about = schema.Text("Plāni", "Plans"), schema.Text("Plānu versijas", "Versions of plans")
    columns = schema.columns_of(Version)
    first = Table(PLANS, Version, label, about, ("doc_id",), (), columns)
    to_plans = ForeignKey((), PLANS, ())
    versions = tuple(plans)
    return first, *(
        dataclasses.replace(table, foreign=(to_plans, *table.foreign))
        for table in (_united(name, versions) for name in schema.plan_tables())
    )


def _united(name: str, plans: Sequence[PlanMeta]) -> Table:
    """A table with the columns of all plans: the common ones, then those of single plans."""
    if len(plans) == 1:
        return _own(plans[0], name)
    usual = schema.plan_tables()[name]
    more = {
        column.name: column
        for plan in plans
        for column in _own(plan, name).columns
        if column.name not in usual.names
    }
    return schema.widened(name, tuple(more.values())) if more else usual


def _own(plan: PlanMeta, name: str) -> Table:
    return plan.model.declared[name] if plan.model else schema.plan_tables()[name]


def of_plan(plan: Plan, register: Register) -> Dataset:
    """The data set of a plan in memory."""
    tables = {name: plan_files.arrow(plan, name) for name in schema.plan_tables()}
    return _dataset((plan.meta,), tables, register)


def of_folders(folders: Sequence[Path], register: Register) -> Dataset:
    """The data set of one or more output folders, in the order given.

    Raises `InputError` where a folder is not an output folder, `UsageError` where two have the same
    doc_id.
    """
    plans: dict[str, PlanMeta] = {}
    for folder in folders:
        meta = plan_files.read_meta(folder)
        if meta.doc_id in plans:
            raise UsageError(
                f"Two folders have the plan '{meta.doc_id}'.",
                "Their rows could not be distinguished.",
                "Give each version its own id (`ricplan extract --doc-id`).",
            )
        plans[meta.doc_id] = meta
    tables = {
        name: _stacked(
            _united(name, tuple(plans.values())),
            [
                plan_files.read_table(folder, _own(meta, name))
                for folder, meta in zip(folders, plans.values(), strict=True)
            ],
        )
        for name in schema.plan_tables()
    }
    return _dataset(tuple(plans.values()), tables, register)


def _stacked(declared: Table, parts: Sequence[pa.Table]) -> pa.Table:
    """The rows of several plans; columns that a plan lacks are null in its rows."""
    wanted = plan_files.arrow_schema(declared)
    bare = pa.concat_tables(
        [part.replace_schema_metadata(None) for part in parts], promote_options="permissive"
    )
    return bare.select(wanted.names).cast(wanted)


def with_progress(data: Dataset, folders: Sequence[Path]) -> Dataset:
    """The data set of a plan with the rows of folders of monitoring appended in order.

    Their findings follow those of the plan.
    """
    if not folders:
        return data
    tables = dict(data.tables)
    for name, table in progress_files.tables().items():
        parts = [progress_files.read_table(folder, table) for folder in folders]
        known = [tables[name]] if name in tables else []
        tables[name] = pa.concat_tables([*known, *parts])
    to_plans = ForeignKey((), PLANS, ())
    own = (*data.declared, *(
        dataclasses.replace(table, foreign=(to_plans, *table.foreign))
        for table in schema.monitoring_tables().values()
    ))  # fmt: skip
    return Dataset(data.plans, own, tables, datapackage.kept_keys(tables, own))


def of_combined(folder: Path) -> Dataset:
    """The data set that `combined.write` put into `folder`."""
    staging.settle(folder)
    found = tuple(plan_files.with_own_columns(folder, table) for table in declared())
    tables = {table.name: plan_files.read_table(folder, table) for table in found}
    plans = tuple(
        PlanMeta(
            doc_id=row["doc_id"],
            title=row["title"],
            period=(row["period_start"], row["period_end"]) if row["period_start"] else None,
            **{name: row[name] for name in ("sha256", "pages", "producer", "profile", "file")},
        )
        for row in tables[PLANS].to_pylist()
    )
    return Dataset(plans, found, tables, datapackage.kept_keys(tables, found))


def is_combined(folder: Path) -> bool:
    """Whether `folder` has a combined data set rather than one plan."""
    return (folder / f"{PLANS}.parquet").is_file()


def _dataset(
    plans: tuple[PlanMeta, ...], tables: Mapping[str, pa.Table], register: Register
) -> Dataset:
    everything = {PLANS: _plans_table(plans, register), **tables}
    own = declared(plans)
    return Dataset(plans, own, everything, datapackage.kept_keys(everything, own))


def _plans_table(plans: Iterable[PlanMeta], register: Register) -> pa.Table:
    plans = tuple(plans)
    table = declared()[0]
    arrays = plan_files.arrays(table, [_version(plan, register) for plan in plans])
    doc_id = array([plan.doc_id for plan in plans], str)
    return pa.Table.from_arrays([doc_id, *arrays], schema=plan_files.arrow_schema(table))


def _version(plan: PlanMeta, register: Register) -> Version:
    known = register.by_sha256(plan.sha256) if plan.sha256 else None
    start, end = plan.period or (None, None)
    return Version(
        title=plan.title,
        region=known.region if known else None,
        period_start=start,
        period_end=end,
        version=known.version if known else None,
        adopted=known.adopted.isoformat() if known and known.adopted else None,
        decision=known.decision if known else None,
        amends=known.amends if known else None,
        note=known.note if known else None,
        file=plan.file,
        sha256=plan.sha256,
        pages=plan.pages,
        producer=plan.producer,
        profile=plan.profile,
    )
