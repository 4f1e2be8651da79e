"""The metadata of a readable PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """The metadata of a readable PDF."""

    path: str
    sha256: str
    pages: int
    producer: str | None
    title: str | None
    repair: str | None = None  # description of repaired damage, in English
    unreadable: str | None = None  # names of unreadable metadata: "Title"
