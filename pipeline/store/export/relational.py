"""Shared by SQLite and DuckDB: tables with keys, indexes, views for common queries.

Keys that the plan itself violates are not declared, so that all declared keys hold and no row is
lost; the view `dangling_references` lists references without a target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pipeline import __version__
from pipeline.model import schema
from pipeline.model.levels import TABLES
from pipeline.model.schema import ForeignKey, Table, Text
from pipeline.store import datapackage
from pipeline.store.datapackage import Keys
from pipeline.store.export.dataset import Dataset

ABOUT = "about"
SEARCH_TEXTS = "search_texts"
SEARCHED = (
    *((table, "name") for table in TABLES.values()),
    ("indicators", "text"),
    ("horizontal_measures", "text"),
)

# The priority of an activity, as in `model.lineage`: the one that it is nested in, else the first
# that it states and that exists, else that of the first action that refers to it.
_OWN_PRIORITY = """coalesce(
  (SELECT min(p.priority_id) FROM priorities p
    WHERE p.doc_id = a.doc_id AND p.priority_id = a.parent_id),
  (SELECT min(d.priority_id) FROM directions d
    WHERE d.doc_id = a.doc_id AND d.direction_id = a.parent_id),
  (SELECT min(coalesce(d.priority_id, r.parent_id)) FROM actions r
    LEFT JOIN directions d ON d.doc_id = r.doc_id AND d.direction_id = r.direction_id
    WHERE r.doc_id = a.doc_id AND r.action_id = a.parent_id),
  (SELECT x.priority_id FROM activity_priorities x
    JOIN priorities p ON p.doc_id = x.doc_id AND p.priority_id = x.priority_id
    WHERE x.doc_id = a.doc_id AND x.activity_id = a.activity_id ORDER BY x.position LIMIT 1),
  (SELECT coalesce(d.priority_id, r.parent_id) FROM action_activities x
    JOIN actions r ON r.doc_id = x.doc_id AND r.action_id = x.action_id
    LEFT JOIN directions d ON d.doc_id = r.doc_id AND d.direction_id = r.direction_id
    WHERE x.doc_id = a.doc_id AND x.activity_id = a.activity_id ORDER BY x.rowid LIMIT 1)
)"""


class Listed(Protocol):
    """SQL of a subquery that joins `value` of the rows of `source` by commas, in the order
    given.
    """

    def __call__(self, value: str, source: str, order: str) -> str:
        """The subquery in parentheses."""


class Connection(Protocol):
    """The interface that connections of `sqlite3` and DuckDB share."""

    def execute(self, sql: str, /) -> object:
        """Run one statement."""

    def executemany(self, sql: str, rows: list[tuple[str | None, ...]], /) -> object:
        """Run one statement for each row."""


@dataclass(frozen=True, slots=True)
class View:
    """A view for a common query."""

    name: str
    about: Text
    sql: str


def quoted(name: str) -> str:
    """A quoted identifier, since `table` and `column` are used as names."""
    return f'"{name}"'


def names(columns: tuple[str, ...]) -> str:
    """Quoted names, with commas."""
    return ", ".join(map(quoted, columns))


def targets_first(tables: tuple[Table, ...]) -> Iterator[Table]:
    """The tables in an order in which each comes after those that it refers to."""
    waiting, made = list(tables), set[str]()
    while waiting:
        table = next(one for one in waiting if {key.table for key in one.foreign} <= made)
        waiting.remove(table)
        made.add(table.name)
        yield table


def create_table(table: Table, keys: Keys, types: Mapping[type, str]) -> str:
    """The CREATE TABLE of a declared table with the keys that hold."""
    lines = [
        f"{quoted(column.name)} {types[column.kind]}{'' if column.nullable else ' NOT NULL'}"
        for column in datapackage.columns(table)
    ]
    if keys.primary:
        lines.append(f"PRIMARY KEY ({names(keys.primary)})")
    lines += [
        f"FOREIGN KEY ({names(key.columns)}) "
        f"REFERENCES {quoted(key.table)} ({names(key.reference)})"
        for key in keys.foreign
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _indexes(data: Dataset) -> Iterator[str]:
    """Indexes on foreign keys, and on the keys by which findings and provenance name rows."""
    for table in data.declared:
        for key in table.foreign:
            if key.columns and key.columns != table.key[:1]:
                yield _index(table.name, datapackage.full(key.columns))
        if {"table", "key"} <= set(table.names):
            yield _index(table.name, datapackage.full(("table", "key")))


def _index(table: str, columns: tuple[str, ...]) -> str:
    name = quoted("_".join((table, "by", *columns[1:])))
    return f"CREATE INDEX {name} ON {quoted(table)} ({names(columns)})"


def _views(data: Dataset, listed: Listed) -> tuple[View, ...]:
    """The views, in the order in which they are created."""

    def of_activity(value: str, table: str) -> str:
        source = f"{table} x WHERE x.doc_id = a.doc_id AND x.activity_id = a.activity_id"
        return listed(f"x.{value}", source, "x.position")

    def of_action(value: str, table: str) -> str:
        source = f"{table} x WHERE x.doc_id = r.doc_id AND x.action_id = r.action_id"
        return listed(f"x.{value}", source, "x.position")

    actions = listed(
        "x.action_id",
        "action_activities x WHERE x.doc_id = a.doc_id AND x.activity_id = a.activity_id",
        "x.rowid",
    )
    # not IS NOT DISTINCT FROM, which SQLite before 3.39 cannot parse; it could not open the file
    rules = listed(
        "x.rule",
        "(SELECT DISTINCT x.rule FROM findings x WHERE x.doc_id = f.doc_id "
        """AND coalesce(x."table", '') = coalesce(f."table", '') """
        "AND coalesce(x.key, '') = coalesce(f.key, '')) x",
        "x.rule",
    )
    return (
        View(
            "activity_overview",
            Text(
                "Aktivitātes ar prioritātēm, rīcībām un izpildītājiem",
                "Activities with their priorities, actions and bodies",
            ),
            f"""SELECT a.doc_id, a.activity_id, a.name, a.amount_eur, a.deadline_year,
  {of_activity("priority_id", "activity_priorities")} AS priorities,
  {actions} AS actions,
  {of_activity("organisation", "activity_responsible")} AS responsible,
  {of_activity("partner", "activity_partners")} AS partners,
  {of_activity("source", "activity_funding")} AS funding
FROM activities a
ORDER BY a.rowid""",
        ),
        View(
            "action_overview",
            Text(
                "Rīcības ar virzienu, prioritāti, aktivitātēm un dalībniekiem",
                "Actions with their direction, priority, activities and participants",
            ),
            f"""SELECT r.doc_id, d.priority_id, r.direction_id, d.name AS direction, r.action_id,
  r.name, r.period_start, r.period_end,
  {of_action("activity_id", "action_activities")} AS activities,
  {of_action("participant", "action_participants")} AS participants
FROM actions r
LEFT JOIN directions d ON d.doc_id = r.doc_id AND d.direction_id = r.direction_id
ORDER BY r.rowid""",
        ),
        View(
            "money_by_priority",
            Text(
                "Nauda pa prioritātēm: katra summa vienreiz, prioritātē, kurai aktivitāte pieder",
                "Money by priority: each sum once, under the priority that it belongs to",
            ),
            f"""SELECT a.doc_id, a.priority_id, p.name, count(*) AS activities,
  count(a.amount_eur) AS with_amount, round(sum(a.amount_eur), 2) AS amount_eur
FROM (SELECT a.doc_id, {_OWN_PRIORITY} AS priority_id, a.amount_eur FROM activities a) a
LEFT JOIN priorities p ON p.doc_id = a.doc_id AND p.priority_id = a.priority_id
GROUP BY a.doc_id, a.priority_id, p.name
ORDER BY a.doc_id, length(a.priority_id), a.priority_id""",
        ),
        View(
            "money_by_stated_priority",
            Text(
                "Nauda pa norādītajām prioritātēm: summa ir pie katras, tāpēc kopā vairāk",
                "Money by stated priorities: a sum stands under each, so the total is more",
            ),
            """SELECT s.doc_id, s.priority_id, p.name, count(*) AS activities,
  count(a.amount_eur) AS with_amount, round(sum(a.amount_eur), 2) AS amount_eur
FROM (SELECT DISTINCT doc_id, activity_id, priority_id FROM activity_priorities) s
LEFT JOIN activities a ON a.doc_id = s.doc_id AND a.activity_id = s.activity_id
LEFT JOIN priorities p ON p.doc_id = s.doc_id AND p.priority_id = s.priority_id
GROUP BY s.doc_id, s.priority_id, p.name
ORDER BY s.doc_id, length(s.priority_id), s.priority_id""",
        ),
        View(
            "findings_by_row",
            Text("Konstatējumi pa plāna rindām", "Findings by row of the plan"),
            f"""SELECT f.doc_id, f."table", f.key,
  count(*) FILTER (WHERE f.severity = 'error') AS errors,
  count(*) FILTER (WHERE f.severity = 'warning') AS warnings,
  count(*) FILTER (WHERE f.severity = 'info') AS infos,
  min(f.page) AS page,
  {rules} AS rules
FROM findings f
GROUP BY f.doc_id, f."table", f.key
ORDER BY min(f.rowid)""",
        ),
        View(
            "dangling_references",
            Text("Norādes, kas nekur neved", "References that lead to no row"),
            "\nUNION ALL\n".join(
                _dangling(table, key) for table in data.declared for key in table.foreign
            ),
        ),
    )


def _dangling(table: Table, key: ForeignKey) -> str:
    position = "x.position" if "position" in table.names else "NULL"
    column, target = (key.columns or ("doc_id",))[0], (key.reference or ("doc_id",))[0]
    same_plan = "" if target == "doc_id" else "t.doc_id = x.doc_id AND "
    return f"""SELECT x.doc_id, '{table.name}' AS "table", {row_key(table, "x")} AS key,
  {position} AS position, '{column}' AS "column", x.{quoted(column)} AS value,
  '{key.table}' AS target
FROM {quoted(table.name)} x
WHERE x.{quoted(column)} IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM {quoted(key.table)} t WHERE {same_plan}t.{quoted(target)} = x.{quoted(column)})"""


def row_key(table: Table, alias: str) -> str:
    """SQL of the key by which findings name a row: `P1/HP1`."""
    columns = [name for name in table.key if name != "position"]
    own = [name for name in ("key",) if name in table.names]
    return " || '/' || ".join(f"{alias}.{quoted(name)}" for name in columns or own) or "NULL"


def search_texts(types: Mapping[type, str]) -> Iterator[str]:
    """A table of every name, indicator and measure with the key of its row."""
    text, number = types[str], types[int]
    yield (
        f"CREATE TABLE {SEARCH_TEXTS} (id {number} PRIMARY KEY, doc_id {text} NOT NULL, "
        f'"table" {text} NOT NULL, key {text} NOT NULL, position {number}, '
        f'"column" {text} NOT NULL, text {text} NOT NULL)'
    )
    for name, column in SEARCHED:
        table = schema.plan_tables()[name]
        position = "x.position" if "position" in table.names else "NULL"
        yield (
            f"INSERT INTO {SEARCH_TEXTS} SELECT "
            f"(SELECT count(*) FROM {SEARCH_TEXTS}) + row_number() OVER (ORDER BY x.rowid), "
            f"x.doc_id, '{name}', {row_key(table, 'x')}, {position}, '{column}', x.{column} "
            f"FROM {name} x WHERE x.{column} IS NOT NULL ORDER BY x.rowid"
        )


def explain(
    base: Connection, data: Dataset, listed: Listed, types: Mapping[type, str]
) -> tuple[View, ...]:
    """Create the indexes, the views, and the table that describes all tables and views."""
    for statement in _indexes(data):
        base.execute(statement)
    made = _views(data, listed)
    for view in made:
        base.execute(f"CREATE VIEW {view.name} AS {view.sql}")
    base.execute(_create_about(types))
    rows = _about_rows(data, made)
    base.executemany(f"INSERT INTO {ABOUT} VALUES (?, ?, ?, ?, ?, ?)", rows)
    return made


def _create_about(types: Mapping[type, str]) -> str:
    """Create the table of descriptions: `column` is null for a whole table, `table` * for all."""
    text = types[str]
    return (
        f'CREATE TABLE {ABOUT} ("table" {text} NOT NULL, "column" {text}, title_lv {text}, '
        f"title_en {text}, description_lv {text}, description_en {text})"
    )


def _about_rows(data: Dataset, made: tuple[View, ...]) -> list[tuple[str | None, ...]]:
    """The rows of the table of descriptions."""
    rows: list[tuple[str | None, ...]] = []
    licence = datapackage.licence_text(data.plans)
    if licence:
        rows.append(("*", None, "Licence", "Licence", licence, licence))
    rows.append(("*", None, "Programma", "Program", *[f"ricplan {__version__}"] * 2))
    for table in data.declared:
        rows.append((table.name, None, *_both(table.label), *_both(table.about)))
        rows += [
            (table.name, column.name, *_both(column.label), *_both(column.about))
            for column in datapackage.columns(table)
        ]
    rows += [(view.name, None, None, None, *_both(view.about)) for view in made]
    return rows


def _both(text: Text) -> tuple[str, str]:
    return text.lv, text.en
