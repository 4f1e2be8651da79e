"""Provenance for plans that were never drawn: each printed value on lines of its own."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Mapping

from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.model.schema import Provenance
from pipeline.validate.facts import key_of, position_of

LINES_PER_PAGE = 60
Place = tuple[str, str, int | None, str]  # table, key, position, column


def drawn(plan: Plan, as_printed: Mapping[Place, str] | None = None) -> Plan:
    """The plan with a line on a page for every 30 letters of every printed value.

    `as_printed` holds the texts that the tables do not show: doubled blanks, a missing stop.
    """
    lines: list[Provenance] = []
    for table, declared in schema.plan_tables().items():
        for column in declared.columns:
            if not column.printed or table == "paragraphs":
                continue
            for row in plan.rows(table):
                value = getattr(row, column.name)
                if value is None:
                    continue
                place = (table, key_of(table, row), position_of(row), column.name)
                text = f"{value}." if column.name == "number_raw" else str(value).split("#")[0]
                text = (as_printed or {}).get(place, text)
                parts = [text] if "  " in text else textwrap.wrap(text, 30)
                for number, part in enumerate(parts, start=1):
                    page, line = divmod(len(lines), LINES_PER_PAGE)
                    top = 50.0 + 12.0 * line
                    lines.append(
                        Provenance(*place, number, page + 1, 60.0, top, 260.0, top + 10.0, part)
                    )
    return dataclasses.replace(plan, provenance=tuple(lines))


def text_in(plan: Plan, page: int, box: tuple[float, float, float, float]) -> str:
    """What stands in a box, read from provenance."""
    x0, top, x1, bottom = box
    inside = [
        line
        for line in plan.provenance
        if line.page == page
        and x0 - 0.5 <= line.x0 and line.x1 <= x1 + 0.5
        and top - 0.5 <= line.top and line.bottom <= bottom + 0.5
    ]  # fmt: skip
    return " ".join(line.text for line in sorted(inside, key=lambda line: (line.top, line.x0)))
