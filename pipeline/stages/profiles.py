"""Selects the profile of a plan: a written one that fits, else one drafted from the document."""

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

CLOSE = 0.1  # share of the columns by which a close second profile may fit less


@dataclass(frozen=True)
class Choice:
    """The profile selected, and a written one that fits nearly as well.

    `second_fit`: the share of the document's columns that the second one has.
    """

    profile: Profile
    second: str | None = None  # its name
    second_fit: float = 0.0


def candidates(asked: str | None, registered: str | None, root: Path | None) -> tuple[Profile, ...]:
    """The candidate profiles: the one requested, else the register's, else all.

    `root` is the project, which may have a folder `profiles/`. UsageError for an unknown name, with
    the known ones, and for an invalid file.
    """
    name = asked or registered
    return (profile.load(name, root),) if name else profile.every(root)


def chosen(
    layouts: Sequence[Layout], among: Sequence[Profile], named: bool, name: str
) -> Choice | None:
    """The profile to read a document with; None where it has no table of a plan.

    A profile given by name (`named`) is taken as it is. Otherwise the one that fits best, if it
    fits well; else one drafted under the name `name`; else any that fits at all.
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
        return _with_runner_up(Choice(written), best, fits[1:])
    made = draft(document, name)
    if made is not None:
        drafted = Choice(profile.parse(made.data, f"drafted for {name}"))
        return _with_runner_up(drafted, DRAFTING.fit.known, fits)
    return Choice(written) if best > 0 or _recognised(layouts, written) else None


def _with_runner_up(
    choice: Choice, needed: float, others: Sequence[tuple[float, Profile]]
) -> Choice:
    """The choice with the best of the others, where that fits nearly as well."""
    known, second = others[0] if others else (0.0, None)
    if second is None or known < needed - CLOSE:
        return choice
    return replace(choice, second=second.name, second_fit=known)


def _recognised(layouts: Sequence[Layout], written: Profile) -> bool:
    """Whether a document without tables to draft from has headers of a profile."""
    from pipeline.tables.headers import headers_found

    return headers_found(layouts, written) > 0


def headers(among: Sequence[Profile]) -> list[HeaderWords]:
    """The words of the headers of all candidates, to distinguish tables from text."""
    from pipeline.layout.bands import HeaderWords

    return [
        HeaderWords(shape.header, _letters(known) if shape.kind == "principles" else None)
        for known in among
        for shape in known.tables
    ]


def are_headers(texts: Sequence[str]) -> bool:
    """Whether texts, one per column, are the headers of a table of any plan."""
    from pipeline.records.drafting.header_rows import head_columns

    return head_columns(texts)


def _letters(known: Profile) -> str | None:
    level = known.level("principle")
    return level.pattern.letters.casefold() if level and level.pattern else None


def digest(asked: str | None, registered: str | None, root: Path | None) -> str:
    """A hash of the files of the profiles from `candidates`, for fingerprints."""
    name = asked or registered
    shipped = files("pipeline.model") / "profiles"
    found = hashlib.sha256()
    for one in (name,) if name else profile.names(root):
        own = [Path(one), root / profile.FOLDER / f"{one}.toml" if root else Path(one)]
        file = next((path for path in own if path.is_file()), shipped / f"{one}.toml")
        found.update(file.read_bytes() if file.is_file() else one.encode())
    return found.hexdigest()
