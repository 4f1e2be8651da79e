"""The role of a column of a sheet, with a score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a column."""

    field: str  # of `fields.NAMES`; "" where unknown
    score: float
    why: str
    name: str | None = None
    source: str | None = None
    year: int | None = None
    unit: str | None = None
    partners: bool = False


UNKNOWN = Role("", 0.0, "neither its header nor its cells indicate its role")
