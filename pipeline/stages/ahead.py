"""Imports all modules of reading a plan and writing its tables ahead of their use.

The reading process takes a while to deliver the first page, and this process would be idle.
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
    """Import the modules of all stages from `cells` to `export`."""
    for name in _NEEDED:
        import_module(name)
