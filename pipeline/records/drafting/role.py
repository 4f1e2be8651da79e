"""What a column of a sheet holds, and how surely that is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds."""

    field: str  # of `fields.NAMES`; "" where nothing tells it
    score: float
    why: str
    name: str | None = None
    source: str | None = None
    year: int | None = None
    unit: str | None = None
    partners: bool = False


UNTOLD = Role("", 0.0, "no word of its header and nothing in its cells tells its role")
