"""What reading a plan and writing its tables import, imported before it is needed.

The process that reads takes a while until its first page comes; this one has nothing else to do.
"""

from __future__ import annotations

from importlib import import_module

import pipeline

_NEEDED = (
    "corrections.flow",
    "corrections.structure",
    "corrections.values",
    "layout.cells",
    "records.plan_records",
    "store.layers",
    "store.plan_files",
    "tables.row_assembly",
    "text.crosscheck",
    "text.wire",
    "validate",
)


def import_stages() -> None:
    """Import what all stages from the cells to the tables on disk need."""
    for name in _NEEDED:
        import_module(f"{pipeline.__name__}.{name}")
