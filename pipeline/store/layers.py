"""Layers: boxes on pages by kind of content, which the report draws over the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FILE = "layers.parquet"
KINDS = ("cell", "header", "heading", "paragraph", "furniture", "unaccounted", "stitch")


class Layer(NamedTuple):
    """A box on a page (from 1) in points, origin top left; `kind` is one of KINDS.

    `stitch` marks a row cut by a page break, at its last edge before the break or its first after
    it.
    """

    page: int
    kind: str
    x0: float
    top: float
    x1: float
    bottom: float


def write(layers: Sequence[Layer], folder: Path) -> None:
    """Write `layers.parquet` into the folder of a plan's tables."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from pipeline.store.arrays import array

    kinds = (int, str, float, float, float, float)
    columns = [array([layer[n] for layer in layers], kind) for n, kind in enumerate(kinds)]
    pq.write_table(pa.table(columns, names=list(Layer._fields)), folder / FILE, compression="zstd")


def read(folder: Path) -> tuple[Layer, ...] | None:
    """The layers of a folder; None where it has none (tables of another program)."""
    if not (folder / FILE).is_file():
        return None
    import pyarrow.parquet as pq

    columns = pq.read_table(folder / FILE).to_pydict()
    return tuple(map(Layer, *(columns[name] for name in Layer._fields)))
