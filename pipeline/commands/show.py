"""`ricplan show`: one row with its lists, links, findings and pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.commands import options
from pipeline.commands.ids import canonical, keys
from pipeline.commands.terminal import COLOURS, SEVERITIES, emit, record, show
from pipeline.model import relations, schema
from pipeline.model.errors import UsageError
from pipeline.model.levels import ROLE_OF_TABLE, TABLES
from pipeline.model.plan import Plan

OWNERS = tuple(TABLES.values())


@click.command("show", short_help="Show one row with its links, findings and pages.")
@options.folder
@options.row_id
@options.as_json
def command(folder: Path, row_id: tuple[str, ...], as_json: bool) -> int:
    r"""Show the row ID of the tables in DIR: its values, lists, links, findings and pages.

    \b
    Example:
      ricplan show output/zpr-2015-2020 A 1.4
      ricplan show output/zpr-2015-2020 a1.4 --json
    """
    from pipeline.store import plan_files

    plan = plan_files.read(folder)
    shown = row_with_links(plan, canonical(plan, row_id))
    if as_json:
        emit(shown)
    else:
        _print(plan, shown)
    return 0


def row_with_links(plan: Plan, key: str) -> dict[str, Any]:
    """A row and everything that refers to it.

    `row`: its values; `lists`: its rows in list tables, by table; `links`: the rows that it refers
    to or that refer to it, each with table, id and name; `findings`: its findings; `pages`: the
    pages that it is printed on. UsageError when there is no such row.
    """
    table, row = _find(plan, key)
    known = relations.declared()
    lists = _lists(plan, table, key)
    return {
        "table": table,
        "key": key,
        "row": record(row),
        "lists": lists,
        "links": _links(plan, table, key, record(row), lists),
        "findings": [
            record(found)
            for found in plan.findings
            if known.is_on(found.table, found.key, table, key)
        ],
        "pages": sorted(
            {line.page for line in plan.provenance if known.is_on(line.table, line.key, table, key)}
        ),
    }


def _find(plan: Plan, key: str) -> tuple[str, Any]:
    for table in OWNERS:
        column = schema.tables()[table].key[0]
        for row in plan.rows(table):
            if getattr(row, column) == key:
                return table, row
    kind = key.rstrip("0123456789.# ")
    same = [known for known in keys(plan) if known.rstrip("0123456789.# ") == kind]
    known = f"Its ids of that kind run from {same[0]} to {same[-1]}." if same else "It has none."
    raise UsageError(
        f"The plan {plan.meta.doc_id} has no row '{key}'.", known, "Check the id, or another plan."
    )


def _lists(plan: Plan, table: str, key: str) -> dict[str, list[dict[str, Any]]]:
    """Rows of other tables whose foreign key refers to this row, by table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, declared in plan.declared.items():
        for foreign in declared.foreign:
            if foreign.table != table:
                continue
            rows = [record(r) for r in plan.rows(name) if getattr(r, foreign.columns[0]) == key]
            if rows:
                found[name] = rows
    return found


def _links(
    plan: Plan, table: str, key: str, row: dict[str, Any], lists: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Every other row with an id that this one refers to or that refers to it, each once."""
    names = {
        getattr(other, schema.tables()[owner].key[0]): (owner, getattr(other, "name", None))
        for owner in OWNERS
        for other in plan.rows(owner)
    }
    linked: dict[str, None] = {}
    for source, rows in {table: [row], **lists}.items():
        declared = schema.tables()[source]
        columns = [foreign.columns[0] for foreign in declared.foreign]
        if source in OWNERS:
            columns.append(declared.key[0])
        for values in rows:
            linked.update(dict.fromkeys(values[column] for column in columns if values[column]))
    linked.pop(key, None)
    return [
        {"table": names[other][0], "key": other, "name": names[other][1]}
        if other in names
        else {"table": None, "key": other, "name": None}
        for other in linked
    ]


def _print(plan: Plan, shown: dict[str, Any]) -> None:
    declared = plan.declared[shown["table"]]
    level = plan.profile.level(ROLE_OF_TABLE[declared.name])
    show(f"{shown['key']}  {level.label.lv if level else declared.label.lv}", bold=True)
    for column in declared.columns:
        value = shown["row"][column.name]
        if value is not None and column.name not in declared.key:
            show(f"  {column.label.lv}: {value}")
    for name, rows in shown["lists"].items():
        _print_list(schema.tables()[name], rows, shown["key"])
    if shown["links"]:
        show("Saites", bold=True)
        for link in shown["links"]:
            show(f"  {link['key']}  {link['name'] or '(plānā nav)'}")
    if shown["findings"]:
        show("Konstatējumi", bold=True)
        for found in shown["findings"]:
            severity = found["severity"]
            show(
                f"  {SEVERITIES[severity]}, {found['rule']}: {found['message']}",
                fg=COLOURS[severity],
            )
    pages = ", ".join(map(str, shown["pages"])) or "nav zināmas"
    show(f"Lappuses: {pages}", bold=True)


def _print_list(declared: schema.Table, rows: list[dict[str, Any]], key: str) -> None:
    """Print the row's entries in a list table, without its id; other rows are printed as links."""
    if declared.name in OWNERS or rows[0][declared.key[0]] != key:
        return
    show(declared.label.lv, bold=True)
    for row in rows:
        values = [str(value) for value in row.values() if value is not None and value != key]
        show(f"  {'  '.join(values)}")
