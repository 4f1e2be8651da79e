"""Labels of tables and columns in the terms of a plan: its names of levels and its headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model.levels import LABELS, ROLES, Level
from pipeline.model.schema import Table, Text
from pipeline.model.strings import uncapitalised


def renamed(table: Table, labels: Mapping[str, str | Text]) -> Table:
    """The table with other labels for some columns."""
    columns = []
    for column in table.columns:
        found = labels.get(column.name)
        if found is not None:
            label = found if isinstance(found, Text) else Text(found, column.label.en)
            column = replace(column, label=label)
        columns.append(column)
    return replace(table, columns=tuple(columns))


def by_levels(table: Table, called: Mapping[str, Level], known: Mapping[str, Level]) -> Table:
    """The table with the plan's own names of levels: `called` are those levels by id column,
    `known` all levels of the plan by role.

    Id columns are labelled with them; labels of lists name the owner's level and the items' level.
    """
    headings = {
        key: Text(f"ID ({uncapitalised(level.label.lv)})", f"Id ({uncapitalised(level.label.en)})")
        for key, level in called.items()
        if key in table.names
    }
    if not headings:
        return table
    named = renamed(table, headings)
    own = next((level for level in called.values() if level.table == table.name), None)
    if own is not None:
        if table.column("name").label.lv == LABELS[own.role][0].lv:  # the plan prints no header
            named = renamed(named, {"name": own.label})
        return replace(named, label=own.plural, about=own.plural)
    if table.owner is None:
        return named
    ends = [level for level in map(known.get, ROLES) if level and level.key in table.names]
    ends.sort(key=lambda level: level.key not in table.key)  # the owner comes first
    if len(ends) > 1:
        label = Text(
            " → ".join(level.plural.lv for level in ends),
            " → ".join(level.plural.en for level in ends),
        )
        return replace(named, label=label, about=label)
    owner = ends[0].plural
    about = Text(
        f"{owner.lv}: {uncapitalised(table.label.lv)}",
        f"{owner.en}: {uncapitalised(table.label.en)}",
    )
    return replace(named, about=about)
