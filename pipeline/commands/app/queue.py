"""The review queue: findings and doubtful rows, by severity and then by confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.model import findings, relations
from pipeline.model.findings import SEVERITIES
from pipeline.model.plan import Plan
from pipeline.model.rules import RULES
from pipeline.model.schema import Finding
from pipeline.validate.confidence import row_confidence

DOUBTFUL = 0.97  # rows of a lower confidence are put into the queue
ROW = "row"  # the kind of an item that is a doubtful row
_KINDS = (*SEVERITIES, ROW)


def queue(plan: Plan) -> list[dict[str, Any]]:
    """All items: open ones by severity, confidence and kind, then settled ones."""
    sure = row_confidence(plan)
    places = _places(plan)
    items = [*_findings(plan, sure, places), *_rows(plan, sure, places)]
    items.sort(key=lambda one: (one["done"], _KINDS.index(one["severity"]), one["confidence"],
                                one["rule"]))  # fmt: skip
    return items


Places = Mapping[tuple[str, str], list[tuple[int, tuple[float, float, float, float]]]]


def _places(plan: Plan) -> Places:
    """Page and box of the printed lines of each row."""
    found: dict[tuple[str, str], list[tuple[int, tuple[float, float, float, float]]]] = {}
    for line in plan.provenance:
        box = (line.x0, line.top, line.x1, line.bottom)
        found.setdefault((line.table, line.key), []).append((line.page, box))
    return found


def around(places: Places, table: str, key: str) -> tuple[int, tuple[float, ...]] | None:
    """The page on which a row begins, and the box around its lines on it."""
    lines = places.get((table, key))
    if not lines:
        return None
    page = lines[0][0]
    boxes = [box for number, box in lines if number == page]
    return page, (min(b[0] for b in boxes), min(b[1] for b in boxes),
                  max(b[2] for b in boxes), max(b[3] for b in boxes))  # fmt: skip


def _findings(
    plan: Plan, sure: Mapping[tuple[str, str], float], places: Places
) -> Iterator[dict[str, Any]]:
    for found in plan.findings:
        rule = RULES.get(found.rule)
        table, key = _row_of(plan, found)
        place = around(places, table, key) if table and key else None
        box = _box(found) or (list(place[1]) if place else None)
        yield {
            "id": "|".join(str(part) for part in (
                found.rule, found.table, found.key, found.position, found.column, found.value)),
            "severity": found.severity,
            "rule": found.rule,
            "title": [rule.title.lv, rule.title.en] if rule else [found.rule, found.rule],
            "about": [rule.about.lv, rule.about.en] if rule else ["", ""],
            "message": [findings.message(found, "lv"), findings.message(found, "en")],
            "table": found.table,
            "row_table": table,
            "key": found.key,
            "row": key,
            "position": found.position,
            "column": found.column,
            "value": found.value,
            "page": found.page or (place[0] if place else None),
            "box": box,
            "confidence": sure.get((table or "", key or ""), 1.0),
            "done": found.accepted,
            "why": found.accepted_why,
        }  # fmt: skip


def _rows(
    plan: Plan, sure: Mapping[tuple[str, str], float], places: Places
) -> Iterator[dict[str, Any]]:
    checked = {(r.table, r.key): r.reason for r in plan.repairs if r.kind == "row-checked"}
    for (table, key), value in sure.items():
        done = (table, key) in checked
        if (value >= DOUBTFUL and not done) or table not in relations.declared().keys:
            continue
        place = around(places, table, key)
        yield {
            "id": f"{ROW}|{table}|{key}",
            "severity": ROW,
            "rule": ROW,
            "title": ["Apšaubāmi nolasīta rinda", "Row read with doubt"],
            "about": ["Rinda salikta no daļām; salīdziniet to ar lappusi.",
                      "The row was joined from parts; compare it with its page."],
            "message": [f"{key}: ticamība {value * 100:.0f} %",
                        f"{key}: confidence {value * 100:.0f} %"],
            "table": table,
            "row_table": table,
            "key": key,
            "row": key,
            "position": None,
            "column": None,
            "value": None,
            "page": place[0] if place else None,
            "box": list(place[1]) if place else None,
            "confidence": value,
            "done": done,
            "why": checked.get((table, key)),
        }  # fmt: skip


def _row_of(plan: Plan, found: Finding) -> tuple[str | None, str | None]:
    """Table and id of the row of a finding; for an item of a list those of its owner."""
    known = relations.of(plan)
    if found.table is None or not found.key:
        return (found.table if found.table in known.keys else None), found.key
    table, key = known.owner(found.table, found.key)
    return (table if table in known.keys else None), key


def _box(found: Finding) -> list[float] | None:
    if found.x0 is None or found.top is None or found.x1 is None or found.bottom is None:
        return None
    return [found.x0, found.top, found.x1, found.bottom]
