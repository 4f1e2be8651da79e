"""A file that was found to be a readable PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was found to be a readable PDF."""

    path: str
    sha256: str
    pages: int
    producer: str | None
    title: str | None
    repair: str | None = None  # what was damaged in the file and put right, in English
    unreadable: str | None = None  # what it says of itself that cannot be read: "Title"
