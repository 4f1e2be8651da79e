"""Stages: the way from a PDF to tables, as one graph.

`graph` lists every stage once: what it reads, which parameters it depends on, what it writes. From
that list come the chain in memory (`extract`), one stage at a time (`ricplan stage`), `dvc.yaml`,
and the fingerprint of a result. A stage gets its inputs through `given`, which hands out what it
declares and nothing else.
"""

from __future__ import annotations

from pipeline.stages.chain import Reading, drafted, extract, profile_check, read
from pipeline.stages.project import run as stage
from pipeline.stages.raw_tables import tables

__all__ = ["Reading", "drafted", "extract", "profile_check", "read", "stage", "tables"]
