"""Checks a profile against a document: headers found, missing, and unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.layout.fragment import Fragment, Layout
from pipeline.model.profile import Profile
from pipeline.model.strings import tidy
from pipeline.tables.headers import Header, recognise


@dataclass(frozen=True, slots=True)
class ColumnFound:
    """A column of the profile: how often its header is printed, and its similarity to the
    wording.
    """

    kind: str
    field: str
    header: str  # the profile's first wording
    times: int
    lowest: float  # lowest similarity, 0 to 1; 1.0 where it is never printed


@dataclass(frozen=True, slots=True)
class Check:
    """The result of checking a profile against a document."""

    columns: tuple[ColumnFound, ...]
    unknown: tuple[tuple[str, str, int], ...]  # kind of table, header, first page
    headers: int  # printed headers of its tables
    fragments: int  # of tables in the document

    @property
    def missing(self) -> tuple[ColumnFound, ...]:
        """The columns whose headers are not in the document."""
        return tuple(column for column in self.columns if not column.times)


def check(layouts: Sequence[Layout], profile: Profile) -> Check:
    """Check a profile against a document."""
    times: Counter[tuple[int, str]] = Counter()
    lowest: dict[tuple[int, str], float] = {}
    unknown: dict[tuple[str, str], int] = {}
    headers = fragments = 0
    for layout in layouts:
        for item in layout.items:
            if not isinstance(item, Fragment):
                continue
            fragments += 1
            for header in _headers(item, profile):
                headers += 1
                for cell in header.columns:
                    text = tidy(" ".join(line.text for line in cell.lines))
                    if cell.field is None:
                        if text:
                            unknown.setdefault((header.kind, text), item.page)
                        continue
                    key = (header.shape, cell.field)
                    times[key] += 1
                    lowest[key] = min(lowest.get(key, 1.0), cell.score)
    columns = tuple(
        ColumnFound(
            shape.kind,
            column.key,
            column.wordings[0],
            times[number, column.key],
            lowest.get((number, column.key), 1.0),
        )
        for number, shape in enumerate(profile.tables)
        for column in shape.columns
    )
    left = tuple((kind, text, page) for (kind, text), page in unknown.items())
    return Check(columns, left, headers, fragments)


def _headers(fragment: Fragment, profile: Profile) -> Iterator[Header]:
    row = 0
    while row < len(fragment.rows) - 1:
        header = recognise(fragment, row, profile)
        if header is not None:
            yield header
        row += header.rows if header is not None else 1
