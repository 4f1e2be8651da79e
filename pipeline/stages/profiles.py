"""Which profiles a plan may be read with, and which one it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.model import profile

if TYPE_CHECKING:
    from pipeline.layout.fragment import Layout
    from pipeline.layout.gutters import HeaderWords
    from pipeline.model.profile import Profile


def candidates(asked: str | None, registered: str | None) -> tuple[Profile, ...]:
    """The profiles that may fit: the one asked for, else the register's, else all there are.

    UsageError, naming the known ones, for a name that is none.
    """
    name = asked or registered
    return (profile.load(name),) if name else profile.every()


def chosen(layouts: Sequence[Layout], among: Sequence[Profile]) -> Profile:
    """The profile of which most headers are found in the document."""
    if len(among) == 1:
        return among[0]
    from pipeline.tables.headers import headers_found

    return max(among, key=lambda candidate: headers_found(layouts, candidate))


def headers(among: Sequence[Profile]) -> list[HeaderWords]:
    """The words of the headers of all candidates, for telling tables from text."""
    from pipeline.layout.gutters import HeaderWords

    return [
        HeaderWords(
            shape.header, known.ids["principle"].casefold() if shape.kind == "principles" else None
        )
        for known in among
        for shape in known.tables
    ]


def digest(asked: str | None, registered: str | None) -> str:
    """A hash of the profiles that `candidates` gives, as they are written: for fingerprints."""
    name = asked or registered
    folder = files("pipeline.model") / "profiles"
    found = hashlib.sha256()
    for one in (name,) if name else profile.names():
        file = folder / f"{one}.toml"
        found.update(file.read_bytes() if file.is_file() else one.encode())
    return found.hexdigest()
