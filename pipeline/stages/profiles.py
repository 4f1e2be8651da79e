"""Which profiles a plan may be read with, and which one it is: a written one that fits, else one
that is drafted from the document itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import profile

if TYPE_CHECKING:
    from pipeline.layout.bands import HeaderWords
    from pipeline.layout.fragment import Layout
    from pipeline.model.profile import Profile

CLOSE = 0.1  # share of the columns: a written profile that knows this much less is a close second


@dataclass(frozen=True)
class Choice:
    """The profile that a document is read with, and the written one that came close to it.

    `second_fit` is the share of the document's columns that the second knows.
    """

    profile: Profile
    second: str | None = None  # its name
    second_fit: float = 0.0


def candidates(asked: str | None, registered: str | None, root: Path | None) -> tuple[Profile, ...]:
    """The profiles that may fit: the one asked for, else the register's, else all there are.

    `root` is the project, in whose folder `profiles/` those of its plans lie.
    UsageError, naming the known ones, for a name that is none, and where a file is wrong.
    """
    name = asked or registered
    return (profile.load(name, root),) if name else profile.every(root)


def chosen(
    layouts: Sequence[Layout], among: Sequence[Profile], named: bool, name: str
) -> Choice | None:
    """The profile that a document is read with; None where it holds no table of a plan.

    One that was `named` is taken as it is. Else the one that fits best, if it fits well; else one
    is drafted under the name `name`; else whichever fits at all.
    """
    if named:
        return Choice(among[0])
    from pipeline.records.drafting.draft import draft
    from pipeline.records.drafting.fit import fit
    from pipeline.records.drafting.sheets import document_of
    from pipeline.records.drafting.thresholds import DRAFTING

    document = document_of(layouts)
    fits = sorted(
        ((fit(document, candidate), candidate) for candidate in among),
        key=lambda item: item[0],
        reverse=True,
    )
    best, written = fits[0]
    if best >= DRAFTING.fit.known:
        return _with_second(Choice(written), best, fits[1:])
    made = draft(document, name)
    if made is not None:
        drafted = Choice(profile.parse(made.data, f"drafted for {name}"))
        return _with_second(drafted, DRAFTING.fit.known, fits)
    return Choice(written) if best > 0 or _recognised(layouts, written) else None


def _with_second(choice: Choice, needed: float, others: Sequence[tuple[float, Profile]]) -> Choice:
    """The choice with the best of the others, where that knows nearly as many columns as needed."""
    known, second = others[0] if others else (0.0, None)
    if second is None or known < needed - CLOSE:
        return choice
    return replace(choice, second=second.name, second_fit=known)


def _recognised(layouts: Sequence[Layout], written: Profile) -> bool:
    """Whether headers of a profile are in a document whose tables drafting does not see."""
    from pipeline.tables.headers import headers_found

    return headers_found(layouts, written) > 0


def headers(among: Sequence[Profile]) -> list[HeaderWords]:
    """The words of the headers of all candidates, for telling tables from text."""
    from pipeline.layout.bands import HeaderWords

    return [
        HeaderWords(shape.header, _letters(known) if shape.kind == "principles" else None)
        for known in among
        for shape in known.tables
    ]


def are_headers(texts: Sequence[str]) -> bool:
    """Whether texts, one a column, are the headers of a plan's table, whichever plan it is."""
    from pipeline.records.drafting.header_rows import head_columns

    return head_columns(texts)


def _letters(known: Profile) -> str | None:
    level = known.level("principle")
    return level.pattern.letters.casefold() if level and level.pattern else None


def digest(asked: str | None, registered: str | None, root: Path | None) -> str:
    """A hash of the profiles that `candidates` gives, as they are written: for fingerprints."""
    name = asked or registered
    shipped = files("pipeline.model") / "profiles"
    found = hashlib.sha256()
    for one in (name,) if name else profile.names(root):
        own = [Path(one), root / profile.FOLDER / f"{one}.toml" if root else Path(one)]
        file = next((path for path in own if path.is_file()), shipped / f"{one}.toml")
        found.update(file.read_bytes() if file.is_file() else one.encode())
    return found.hexdigest()
