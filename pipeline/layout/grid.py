"""The grid of a ruled table: from borders to cells, including merged cells and open edges."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.layout.borders import closed_up
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.geometry import Border, Box
from pipeline.text.page import Word


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as drawn: its first elementary row and column, and its spans."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a table on a page."""

    borders: tuple[float, ...]  # x of columns' sides
    rows: tuple[float, ...]  # y of rows' sides
    cells: tuple[GridCell, ...]
    open_head: bool
    open_foot: bool
    inner_verticals: bool  # whether there are rules between columns

    @property
    def box(self) -> Box:
        """The outline of the table."""
        return Box(self.borders[0], self.rows[0], self.borders[-1], self.rows[-1])


def without_underlines(horizontal: Sequence[Border], words: Sequence[Word]) -> list[Border]:
    """The rules without underlines of text.

    Underlines are above the bottom of letters and not wider than them; rules of cells extend to the
    sides, and are below the letters.
    """
    by_foot: dict[int, list[Word]] = {}
    for word in words:
        by_foot.setdefault(int(word.bottom // LAYOUT.grid.bucket), []).append(word)
    return [rule for rule in horizontal if not _underlines(rule, by_foot)]


def _underlines(rule: Border, by_foot: Mapping[int, Sequence[Word]]) -> bool:
    limits = LAYOUT.grid
    first = int(rule.at // limits.bucket)
    crossed = [
        word
        for bucket in range(first, first + int(limits.tallest / limits.bucket) + 1)
        for word in by_foot.get(bucket, ())
        if word.bottom - limits.above * word.size < rule.at < word.bottom - limits.below * word.size
        and word.x0 < rule.end
        and word.x1 > rule.start
    ]
    if not crossed:
        return False
    left, right = min(word.x0 for word in crossed), max(word.x1 for word in crossed)
    after = max(limits.outside, limits.blank * crossed[0].size)
    return rule.start >= left - limits.outside and rule.end <= right + after


def grids(horizontal: Sequence[Border], vertical: Sequence[Border]) -> list[Grid]:
    """The tables drawn by the rules of a page, top to bottom."""
    across, down = closed_up(horizontal, vertical)
    found = [_grid(hs, vs) for hs, vs in _components(across, down)]
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.box.top, grid.box.x0))


class _Groups:
    """Disjoint sets (union–find)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, member: int) -> int:
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, member: int, other: int) -> None:
        self._parent[self.root(member)] = self.root(other)

    def all(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for member in range(len(self._parent)):
            groups.setdefault(self.root(member), []).append(member)
        return list(groups.values())


def _components(
    across: list[Border], down: list[Border]
) -> list[tuple[list[Border], list[Border]]]:
    """Group rules that touch. Those that touch none are grouped by common ends: rules between rows
    without verticals, and verticals of a row that fills the whole page.
    """
    rules, levels = across + down, len(across)
    groups = _Groups(len(rules))
    touched: set[int] = set()
    for i, j in itertools.product(range(levels), range(levels, len(rules))):
        if _touch(rules[i], rules[j]):
            groups.join(i, j)
            touched.update((i, j))
    for first, last in ((0, levels), (levels, len(rules))):
        lonely = [member for member in range(first, last) if member not in touched]
        for member, other in itertools.pairwise(lonely):
            if _same_ends(rules[member], rules[other]):
                groups.join(member, other)
    return [
        ([rules[i] for i in group if i < levels], [rules[i] for i in group if i >= levels])
        for group in groups.all()
    ]


def _touch(level: Border, upright: Border) -> bool:
    limits = LAYOUT.grid
    return (
        level.start - limits.touch <= upright.at <= level.end + limits.touch
        and upright.start - limits.touch <= level.at <= upright.end + limits.touch
    )


def _same_ends(rule: Border, other: Border) -> bool:
    near = LAYOUT.grid.same_end
    return abs(rule.start - other.start) <= near and abs(rule.end - other.end) <= near


def _grid(across: list[Border], down: list[Border]) -> Grid | None:
    limits = LAYOUT.grid
    if not across and len(down) < 2:
        return None
    if not down and len(across) < 2:
        return None
    left = min([rule.start for rule in across] + [rule.at for rule in down])
    right = max([rule.end for rule in across] + [rule.at for rule in down])
    top = min([rule.at for rule in across] + [rule.start for rule in down])
    bottom = max([rule.at for rule in across] + [rule.end for rule in down])
    borders = _places([rule.at for rule in down], left, right)
    rows = _places([rule.at for rule in across], top, bottom)
    if len(borders) < 2 or len(rows) < 2 or len(borders) * len(rows) > limits.mesh:
        return None
    inner = any(left + limits.inside < rule.at < right - limits.inside for rule in down)
    cells = _cells(borders, rows, across, down)
    has = [rule.at for rule in across]
    return Grid(
        tuple(borders),
        tuple(rows),
        tuple(cells),
        open_head=not any(abs(at - rows[0]) <= limits.touch for at in has),
        open_foot=not any(abs(at - rows[-1]) <= limits.touch for at in has),
        inner_verticals=inner,
    )


def _places(values: list[float], low: float, high: float) -> list[float]:
    """Distinct places of borders in order; the outline counts even where it is not drawn."""
    result: list[float] = []
    for value in sorted([*values, low, high]):
        if not result or value - result[-1] > LAYOUT.grid.touch:
            result.append(value)
    return result


def _cells(
    borders: list[float], rows: list[float], across: list[Border], down: list[Border]
) -> list[GridCell]:
    """Elementary cells merged wherever no rule is between two of them."""
    limits = LAYOUT.grid
    width, height = len(borders) - 1, len(rows) - 1
    groups = _Groups(width * height)
    by_border = [[rule for rule in down if abs(rule.at - at) <= limits.touch] for at in borders]
    by_row = [[rule for rule in across if abs(rule.at - at) <= limits.touch] for at in rows]
    for j, i in itertools.product(range(height), range(width)):
        here = j * width + i
        if i + 1 < width and not _covered(by_border[i + 1], rows[j], rows[j + 1]):
            groups.join(here, here + 1)
        if j + 1 < height and not _covered(by_row[j + 1], borders[i], borders[i + 1]):
            groups.join(here, here + width)
    cells = [cell for group in groups.all() for cell in _spanned(group, width)]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _spanned(members: list[int], width: int) -> list[GridCell]:
    """The cell formed by merged elementary cells."""
    places = [divmod(member, width) for member in members]
    j0, j1 = min(j for j, _ in places), max(j for j, _ in places)
    i0, i1 = min(i for _, i in places), max(i for _, i in places)
    if len(members) == (j1 - j0 + 1) * (i1 - i0 + 1):
        return [GridCell(j0, i0, j1 - j0 + 1, i1 - i0 + 1)]
    # Not a rectangle: a border is missing by mistake, so the parts are not merged.
    return [GridCell(j, i, 1, 1) for j, i in places]


def _covered(rules: list[Border], start: float, end: float) -> bool:
    total = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return total >= LAYOUT.grid.cover * (end - start)
