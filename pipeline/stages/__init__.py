"""The stages from a PDF to tables, as one graph.

`graph` lists every stage once with its inputs, parameters and outputs. The chain in memory
(`extract`), single stages (`ricplan stage`), `dvc.yaml` and the fingerprint of a result are derived
from it. A stage gets its inputs through `given`, which refuses undeclared ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["Reading", "drafted", "extract", "profile_check", "read", "stage", "tables"]

if TYPE_CHECKING:
    from pipeline.stages.chain import Reading, drafted, extract, profile_check, read
    from pipeline.stages.project import run as stage
    from pipeline.stages.raw_tables import tables


def __getattr__(name: str) -> Any:
    # Lazy, so that reading a PDF (`source`) starts while the rest is imported.
    if name not in __all__:
        raise AttributeError(f"module 'pipeline.stages' has no attribute '{name}'")
    if name == "stage":
        from pipeline.stages import project

        return project.run
    if name == "tables":
        from pipeline.stages import raw_tables

        return raw_tables.tables
    from pipeline.stages import chain

    return getattr(chain, name)
