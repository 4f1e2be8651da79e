"""Facts about a plan that the checks share, computed once; and the places of values on pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.model import fields, schema
from pipeline.model.findings import Box, finding
from pipeline.model.ids import Id, key_parts, plain
from pipeline.model.levels import ROLES, TABLES, Level
from pipeline.model.lineage import above, parent, scopes
from pipeline.model.plan import Plan
from pipeline.model.schema import Action, ActionActivity, Finding, Provenance
from pipeline.model.strings import tidy

# Table and column with a list as printed, by the table of its items.
CELL_OF_LIST: Mapping[str, tuple[str, str]] = {
    own.items[0]: (table, own.raw)
    for table, known in fields.BY_TABLE.items()
    for own in known.values()
    if own.items and own.raw
}
# The table of the owners of a list's rows, and its column with their printed ids.
OWNER: Mapping[str, str] = {
    name: table.owner for name, table in schema.plan_tables().items() if table.owner
}
ID_COLUMN: Mapping[str, str] = {
    name: table.id_column for name, table in schema.plan_tables().items() if table.id_column
}

Lines = tuple[Provenance, ...]
Cell = tuple[str, str, int | None, str]  # table, key, position, column


@dataclass(frozen=True, slots=True)
class Facts:
    """A plan with its indexes. Repeated ids have their marks (`#2`)."""

    plan: Plan
    required: frozenset[str]  # columns that must not be empty, as "table.column"
    period: tuple[int, int] | None  # of the plan itself
    references: Mapping[str, tuple[ActionActivity, ...]]  # by action
    leading: Mapping[str, tuple[Action, ...]]  # actions that refer to an activity, by activity
    stated: Mapping[str, tuple[str, ...]]  # priorities that an activity states, by activity
    priorities_of: Mapping[
        str, tuple[str, ...]
    ]  # of an action: by its heading, and by its number if different
    lines: Mapping[Cell, Lines]
    numbered_anew: frozenset[str]  # roles whose numbering restarts under each parent

    def level(self, role: str) -> Level | None:
        """The level of a role; None where the plan has none."""
        return self.plan.profile.level(role)

    def has(self, role: str) -> bool:
        """Whether the plan has rows of a level."""
        return bool(self.plan.rows(TABLES[role]))

    def prints(self, table: str, field: str) -> bool:
        """Whether a table of the plan has a column of a field, by its profile."""
        shapes = self.plan.profile.shapes(table)
        return any(column.field == field for shape in shapes for column in shape.columns)

    @property
    def refers_back(self) -> bool:
        """Whether activities refer to actions, rather than the other way round."""
        return self.prints("activities", "references")

    def canonical(self, role: str, key: str | None) -> bool:
        """Whether an id has the canonical form of a level."""
        level = self.level(role)
        return level is not None and level.is_key(key)

    def id(self, role: str, key: str | None) -> Id | None:
        """The parsed id of a level; None where it is not in canonical form."""
        level = self.level(role)
        return level.id(key) if level else None

    def found(
        self,
        rule: str,
        table: str,
        key: str | None,
        column: str | None = None,
        value: str | None = None,
        *,
        position: int | None = None,
        variant: str = "",
        spot: str = "",
        at: Cell | None = None,
        **args: object,
    ) -> Finding:
        """A finding with its page and box.

        `spot` is the faulty part of the value, which selects the page if the value is cut by a page
        break. `at` is the cell that prints the value, if it is another one.
        """
        page, box = _hull(self.lines.get(at, ()), spot) if at else (None, None)
        if page is None:
            page, box = self.place(table, key, column, value, position, spot)
        return finding(
            rule,
            table=table,
            key=key,
            position=position,
            column=column,
            value=value,
            page=page,
            box=box,
            variant=variant,
            declared=self.plan.declared,
            **args,
        )

    def place(
        self,
        table: str,
        key: str | None,
        column: str | None,
        value: str | None,
        position: int | None,
        spot: str = "",
    ) -> tuple[int | None, Box | None]:
        """Page and box of a value, else of the id of its row or owner."""
        if key is None:
            return None, None
        candidates = []
        if column is not None and value is not None:
            candidates.append(self.lines.get((table, key, position, column), ()))
            candidates.append(self._lines_of_item(table, key, value))
        candidates += [self.lines.get(place, ()) for place in _ids(table, key)]
        lines = next((found for found in candidates if found), ())
        return _hull(lines, spot)

    def printed(self, table: str, key: str, position: int | None, column: str) -> Lines:
        """The printed lines of a value."""
        return self.lines.get((table, key, position, column), ())

    def _lines_of_item(self, table: str, key: str, value: str) -> Lines:
        """The fewest lines of the owner's cell that contain the item."""
        owner = CELL_OF_LIST.get(table)
        if owner is None:
            return ()
        lines = self.lines.get((owner[0], key, None, owner[1]), ())
        wanted = _letters(value)
        for size in range(1, len(lines) + 1):
            for start in range(len(lines) - size + 1):
                part = lines[start : start + size]
                if wanted in _letters("".join(line.text for line in part)):
                    return part
        return lines


def gather(plan: Plan, required: Iterable[str]) -> Facts:
    """The facts of a plan."""
    references: dict[str, list[ActionActivity]] = defaultdict(list)
    leading: dict[str, list[Action]] = defaultdict(list)
    actions = {row.action_id: row for row in plan.actions}
    for reference in plan.action_activities:
        references[reference.action_id].append(reference)
        action = actions.get(reference.action_id)
        if reference.activity_id and action and action not in leading[reference.activity_id]:
            leading[reference.activity_id].append(action)
    stated: dict[str, list[str]] = defaultdict(list)
    for row in plan.activity_priorities:
        stated[row.activity_id].append(row.priority_id)
    nested = above(plan)
    lines: dict[Cell, list[Provenance]] = defaultdict(list)
    for line in plan.provenance:
        lines[line.table, line.key, line.position, line.column].append(line)
    return Facts(
        plan=plan,
        required=frozenset(required),
        period=plan.meta.period or _usual_period(plan.actions),
        references=_frozen(references),
        leading=_frozen(leading),
        stated=_frozen(stated),
        priorities_of={
            row.action_id: _priorities(plan, row, _priority_above(plan, row, nested))
            for row in plan.actions
        },
        lines=_frozen(lines),
        numbered_anew=frozenset(role for role in ROLES if _starts_anew(plan, role)),
    )


def _starts_anew(plan: Plan, role: str) -> bool:
    """Whether the rows under most of the parents begin with the same id."""
    firsts: dict[str | None, str] = {}
    for row in plan.rows(TABLES[role]):
        firsts.setdefault(parent(role, row), plain(getattr(row, f"{role}_id") or ""))
    most = max(Counter(firsts.values()).values(), default=0)
    return most > 1 and 2 * most > len(firsts)


def _priority_above(plan: Plan, action: Action, nested: Mapping[str, str]) -> str | None:
    """The priority under which an action is printed, directly or through its direction."""
    level = plan.profile.level("priority")
    known = {row.priority_id for row in plan.priorities}
    return next(
        (
            key
            for key in scopes(action.action_id, nested)
            if key in known or (level and level.pattern and level.is_key(key))
        ),
        None,
    )


def key_of(table: str, row: Any) -> str:
    """The key of a row in findings and provenance: its id, or its owner's for rows of lists."""
    return schema.tables()[table].key_of(row)


def position_of(row: Any) -> int | None:
    """The row's position in its list; None for rows of other tables."""
    position: int | None = getattr(row, "position", None)
    return position


def texts(plan: Plan) -> Iterator[tuple[str, Any, str, str]]:
    """Every name, text and `_raw` value: its table, row, column and value.

    Running text is not included, since it has no ids and is not data.
    """
    for name, table in plan.declared.items():
        if name in ("extras", "paragraphs", "provenance", "repairs", "findings"):
            continue
        columns = [
            column.name
            for column in table.columns
            if column.name in ("name", "text") or column.name.endswith("_raw")
        ]
        for row in plan.rows(name):
            for column in columns:
                value = getattr(row, column)
                if value:
                    yield name, row, column, value


def _priorities(plan: Plan, action: Action, heading: str | None) -> tuple[str, ...]:
    """The priority of an action by its heading, and the one of its number where it differs."""
    found = [plain(heading)] if heading else []
    actions, priorities = plan.profile.level("action"), plan.profile.level("priority")
    own = actions.id(action.action_id) if actions else None
    # The number includes that of the priority only where it has enough parts.
    expected = own.at(priorities.pattern) if own and priorities and priorities.pattern else None
    if expected is not None and str(expected) not in found and plan.priorities:
        found.append(str(expected))
    return tuple(found)


def _usual_period(actions: tuple[Action, ...]) -> tuple[int, int] | None:
    """The period of most actions, taken as the plan's where the register has none."""
    periods = Counter(
        (row.period_start, row.period_end)
        for row in actions
        if row.period_start is not None and row.period_end is not None
    )
    if not periods:
        return None
    period, count = min(periods.items(), key=lambda item: (-item[1], item[0]))
    return period if 2 * count > len(actions) else None


def _ids(table: str, key: str) -> list[Cell]:
    """The cells with the printed id of the row or its owner, best first."""
    if table == "horizontal_measures":
        priority, principle = ("", *key_parts(key, 2))[-2:]
        return [
            ("principles", principle, None, "principle_id"),
            ("priorities", priority, None, "priority_id"),
        ]
    owner = OWNER.get(table, table)
    if owner not in ID_COLUMN:
        return []
    return [(owner, key, None, ID_COLUMN[owner]), (owner, key, None, "name")]


def _hull(lines: Lines, spot: str) -> tuple[int | None, Box | None]:
    """The box around the lines of one page: the page of the spot, else the first."""
    if not lines:
        return None, None
    page = lines[0].page
    if spot:
        wanted = _letters(spot)
        for number in dict.fromkeys(line.page for line in lines):
            if wanted in _letters("".join(line.text for line in lines if line.page == number)):
                page = number
                break
    here = [line for line in lines if line.page == page]
    return page, (
        min(line.x0 for line in here),
        min(line.top for line in here),
        max(line.x1 for line in here),
        max(line.bottom for line in here),
    )


def _letters(text: str) -> str:
    """A text without spaces and soft hyphens, independent of line breaks."""
    return tidy(text).replace(" ", "").replace("\u00ad", "")


def _frozen(index: Mapping[Any, list[Any]]) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(values) for key, values in index.items()}
