"""What reading a plan and writing its tables import, imported before it is needed.

The process that reads takes a while until its first page comes; this one has nothing else to do.
"""

from __future__ import annotations

from importlib import import_module

_NEEDED = (
    "pipeline.layout.cells",
    "pipeline.records.corrections.flow",
    "pipeline.records.corrections.structure",
    "pipeline.records.corrections.values",
    "pipeline.records.plan_records",
    "pipeline.store.layers",
    "pipeline.store.plan_files",
    "pipeline.tables.row_assembly",
    "pipeline.text.crosscheck",
    "pipeline.text.wire",
    "pipeline.validate",
)


def import_stages() -> None:
    """Import what all stages from the cells to the tables on disk need."""
    for name in _NEEDED:
        import_module(name)
