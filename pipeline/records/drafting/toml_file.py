"""Writes a drafted profile as TOML, annotated with evidence, and with questions at the top."""

from __future__ import annotations

from typing import Any

import tomlkit

from pipeline.records.drafting.entries import Draft

_HEAD = (
    "Uzmetums, ko programma izveidoja no paša PDF. Pārbaudiet to un izdzēsiet rindu `drafted`.",
    "Drafted from the PDF itself. Check it, then delete the line `drafted`; docs/profile.md helps.",
)


def text(draft: Draft) -> str:
    """The text of the file. Comments on columns give page, number of cells, score and reason."""
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    for question in draft.unsure:
        document.add(tomlkit.comment(f"? {question}"))
    document.add(tomlkit.nl())
    data = draft.data
    for key in ("name", "title", "period", "drafted"):
        if key in data:
            document.add(key, data[key])
    document.add("levels", _levels(draft))
    document.add("tables", _tables(draft))
    if "names" in data:
        document.add("names", _names(data["names"]))
    return tomlkit.dumps(document)


def _levels(draft: Draft) -> Any:
    levels = tomlkit.table(is_super_table=True)
    for role, entry in draft.data["levels"].items():
        level = tomlkit.table()
        why = draft.evidence.get(f"levels.{role}")
        if why:
            level.comment(why)
        for key, value in entry.items():
            level.add(key, value)
        levels.add(role, level)
    return levels


def _tables(draft: Draft) -> Any:
    tables = tomlkit.aot()
    for number, entry in enumerate(draft.data["tables"]):
        table = tomlkit.table()
        table.add("kind", entry["kind"])
        columns = tomlkit.array()
        for place, column in enumerate(entry["columns"]):
            item = tomlkit.inline_table()
            item.update(column)
            why = draft.evidence.get(f"tables.{number}.{place}")
            columns.add_line(item, indent="    ", comment=why)
        columns.add_line(indent="")
        table.add("columns", columns)
        for key in ("nested", "required"):
            if entry.get(key):
                table.add(key, entry[key])
        tables.append(table)
    return tables


def _names(entry: dict[str, Any]) -> Any:
    names = tomlkit.table()
    for key, value in entry.items():
        if isinstance(value, list):
            array = tomlkit.array()
            for name in value:
                array.add_line(name, indent="    ")
            array.add_line(indent="")
            names.add(key, array)
        else:
            names.add(key, value)
    return names
