"""What an invented plan says: its levels and activities, each value printed and understood."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from tests.invented import stock
from tests.invented.shape import Level, Shape


@dataclass(frozen=True)
class Money:
    """One cell that holds an amount or a share."""

    column: int
    raw: str
    value: Decimal  # in euro, or per cent


@dataclass(frozen=True)
class Activity:
    """One activity; `cells` holds the printed paragraphs of each column, `marks` the years."""

    ident: str
    printed: str | None
    parent: str | None
    name: str
    cells: dict[int, tuple[str, ...]] = field(default_factory=dict)
    responsible: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    sources: tuple[str, ...] | None = None
    amount: Decimal | None = None
    money: tuple[Money, ...] = ()
    deadline: str | None = None
    start: int | None = None
    end: int | None = None
    marks: tuple[int, ...] = ()
    results: tuple[tuple[str | None, str], ...] = ()
    references: tuple[tuple[str, str], ...] = ()  # the id of a task, and how it is printed


@dataclass
class Node:
    """One goal, priority, direction or task."""

    level: Level
    ident: str
    printed: str | None
    number: tuple[int, ...]
    name: str
    parent: Node | None
    theme: stock.Field
    children: list[Node] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As it is printed where id and name stand together."""
        label = f"{self.level.label} " if self.level.labelled else ""
        return f"{label}{self.printed}{self.level.joint}{self.name}" if self.printed else self.name

    def below(self) -> list[Activity]:
        """The activities of this node and of all below it."""
        return [*self.activities, *(a for child in self.children for a in child.below())]


@dataclass(frozen=True)
class Total:
    """A printed sum row: its scope, its label, and the sums of the money columns."""

    scope: str | None
    label: str
    sums: tuple[Money, ...]


@dataclass(frozen=True)
class Outcome:
    """A row of the table of outcome indicators."""

    number: str
    name: str
    unit: str
    base: str
    target: str
    source: str


@dataclass
class Content:
    """A whole plan."""

    shape: Shape
    title: str
    roots: list[Node]
    loose: list[Activity]  # of a plan without levels
    totals: list[Total] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    abbreviations: list[tuple[str, str]] = field(default_factory=list)
    years: tuple[int, int] = (0, 0)  # of the outcome indicators: base and target

    def activities(self) -> list[Activity]:
        """All of them, as printed."""
        return self.loose + [a for root in self.roots for a in root.below()]

    def nodes(self, role: str) -> list[Node]:
        """The nodes of a role, as printed."""
        found: list[Node] = []
        queue = list(self.roots)
        while queue:
            node = queue.pop(0)
            if node.level.role == role:
                found.append(node)
            queue = [*node.children, *queue]
        return found


class Tree:
    """Makes up the levels of a plan."""

    def __init__(self, shape: Shape, rng: random.Random) -> None:
        self.shape = shape
        self.rng = rng
        self.counts: Counter[tuple[str, str]] = Counter()
        self.used: set[str] = set()
        self.themes = rng.sample(stock.FIELDS, len(stock.FIELDS))

    def roots(self) -> list[Node]:
        """The top nodes, with all that is below them."""
        if not self.shape.levels:
            return []
        top = self.shape.levels[0].role
        count = 2 if top == "goal" else self._priorities()
        return [self._node(0, None, place) for place in range(1, count + 1)]

    def _priorities(self) -> int:
        return 2 if self.shape.size < 15 else self.rng.choice([2, 3, 3, 4])

    def _node(self, depth: int, parent: Node | None, place: int) -> Node:
        level = self.shape.levels[depth]
        if level.role == "priority":
            theme = self.themes[self.counts["theme", ""] % len(self.themes)]
            self.counts["theme", ""] += 1
        else:
            theme = parent.theme if parent else self.themes[0]
        number = self._number(level, parent)
        printed = None
        ident = f"{parent.ident if parent else ''}/{place}"
        if level.numbered:
            ident = level.prefix + ".".join(map(str, number))
            printed = ident + ("." if level.stop else "")
        node = Node(level, ident, printed, number, self._name(level, theme), parent, theme)
        if depth + 1 < len(self.shape.levels):
            for below in range(1, self._count(self.shape.levels[depth + 1].role) + 1):
                node.children.append(self._node(depth + 1, node, below))
        return node

    def _number(self, level: Level, parent: Node | None) -> tuple[int, ...]:
        """Counted within the nearest numbered level above; a level without ids passes it on."""
        base = parent.number if parent else ()
        if level.role == "priority" and not self.shape.goals_numbered_in:
            base = ()
        if not level.numbered:
            return base
        key = (level.role, str(base))
        self.counts[key] += 1
        return (*base, self.counts[key])

    def _count(self, role: str) -> int:
        small = self.shape.size < 20
        if role == "priority":
            return self.rng.choice([1, 2]) if small else 2
        if role == "direction":
            return 2 if small else self.rng.choice([2, 2, 3])
        return self.rng.choice([1, 2]) if small else self.rng.choice([1, 2, 2, 3])

    def _name(self, level: Level, theme: stock.Field) -> str:
        names = {
            "goal": stock.GOALS,
            "priority": theme.priorities,
            "direction": theme.directions,
            "action": theme.tasks,
        }[level.role]
        free = [name for name in names if name not in self.used]
        name = self.rng.choice(free or names)
        while name in self.used:
            name = f"{self.rng.choice(names)} {self.rng.choice(stock.PLACES)} apkaimē"
        self.used.add(name)
        top = level.role in ("goal", "priority") and level.seen in ("heading", "band")
        capitals = self.shape.capitals and top and not self.shape.hierarchy
        return name.upper() if capitals else name
