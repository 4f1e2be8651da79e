"""The true tables of an invented plan, in the form of the gold files."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.invented.columns import EXTRAS
from tests.invented.content import Activity, Content, Node

Tables = dict[str, list[dict[str, Any]]]


def truth(plan: Content) -> Tables:
    """Every table that has rows."""
    tables: Tables = {
        "goals": [{"goal_id": n.ident, "name": n.name} for n in plan.nodes("goal")],
        "priorities": [_priority(plan, node) for node in plan.nodes("priority")],
        "directions": [_direction(node) for node in plan.nodes("direction")],
        "actions": [_action(n) for n in plan.nodes("action") if n.level.seen != "bullets"],
        "activities": [_activity(plan, activity) for activity in plan.activities()],
        "action_activities": _links(plan),
        "activity_responsible": [],
        "activity_partners": [],
        "activity_funding": [],
        "activity_amounts": [],
        "indicators": [],
        "totals": _totals(plan),
        "outcome_indicators": _outcomes(plan),
        "abbreviations": [
            {"position": n, "short": short, "long": long}
            for n, (short, long) in enumerate(plan.abbreviations, 1)
        ],
    }
    for activity in plan.activities():
        _lists(plan, activity, tables)
    return {name: rows for name, rows in tables.items() if rows}


def _priority(plan: Content, node: Node) -> dict[str, Any]:
    goal = {"goal_id": node.parent.ident} if node.parent else {}
    return {"priority_id": node.ident, "name": node.name, **goal}


def _direction(node: Node) -> dict[str, Any]:
    assert node.parent
    return {
        "direction_id": node.ident,
        "priority_id": node.parent.ident,
        "parent_id": node.parent.ident,
        "name": node.name,
    }


def _action(node: Node) -> dict[str, Any]:
    assert node.parent
    inside = node.parent.level.role == "direction"
    return {
        "action_id": node.ident,
        "id_raw": node.printed,
        "direction_id": node.parent.ident if inside else None,
        "parent_id": node.parent.ident,
        "name": node.name,
        "participants_raw": None,
        "period_raw": None,
        "period_start": None,
        "period_end": None,
    }


def _raw(plan: Content, activity: Activity, role: str) -> str | None:
    """A cell as the tables hold it: its paragraphs joined, null where nothing is printed."""
    for number, column in enumerate(plan.shape.columns):
        if column.role == role:
            return " ".join(activity.cells[number]) or None
    return None


def _activity(plan: Content, activity: Activity) -> dict[str, Any]:
    roles = [column.role for column in plan.shape.columns]
    return {
        "activity_id": activity.ident,
        "id_raw": activity.printed,
        "parent_id": activity.parent,
        "name": activity.name,
        "responsible_raw": _raw(plan, activity, "responsible"),
        "partners_raw": _raw(plan, activity, "partners"),
        "amount_raw": _raw(plan, activity, "amount"),
        "amount_eur": None if activity.amount is None else float(activity.amount),
        "funding_raw": _raw(plan, activity, "funding"),
        "deadline_raw": activity.deadline,
        "start_year": activity.start,
        "deadline_year": activity.end,
        **{role: _raw(plan, activity, role) for role in EXTRAS if role in roles},
    }


def _links(plan: Content) -> list[dict[str, Any]]:
    """Nested activities first come from the tree; references count within their task."""
    rows: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    tasks = {node.ident for node in plan.nodes("action")}
    for activity in plan.activities():
        nested = [(activity.parent, None)] if activity.parent in tasks else []
        for task, raw in (*nested, *activity.references):
            counts[str(task)] += 1
            rows.append(
                {
                    "action_id": task,
                    "position": counts[str(task)],
                    "activity_id": activity.ident,
                    "ref_raw": raw,
                }
            )
    return rows


def _lists(plan: Content, activity: Activity, tables: Tables) -> None:
    def rows(table: str, column: str, values: Any) -> None:
        tables[table] += [
            {"activity_id": activity.ident, "position": n, column: value}
            for n, value in enumerate(values, 1)
        ]

    rows("activity_responsible", "organisation", activity.responsible)
    rows("activity_partners", "partner", activity.partners)
    columns = plan.shape.columns
    held = [(columns[money.column], money) for money in activity.money]
    sources: Any = activity.sources
    if sources is None:
        # whether a share makes its source one of the activity's is not said: left out
        sources = dict.fromkeys(c.source for c, _ in held if c.source and not c.share)
    rows("activity_funding", "source", sources)
    tables["activity_amounts"] += [
        {
            "activity_id": activity.ident,
            "position": n,
            "source": column.source,
            "year": column.year,
            "amount_raw": money.raw,
            "amount_eur": None if column.share else float(money.value),
            "share": float(money.value) if column.share else None,
        }
        for n, (column, money) in enumerate(held, 1)
    ]
    tables["indicators"] += [
        {"activity_id": activity.ident, "position": n, "number_raw": number, "text": text}
        for n, (number, text) in enumerate(activity.results, 1)
    ]


def _totals(plan: Content) -> list[dict[str, Any]]:
    columns = plan.shape.columns
    return [
        {
            "scope": total.scope,
            "position": n,
            "label_raw": total.label,
            "source": columns[money.column].source,
            "year": columns[money.column].year,
            "amount_raw": money.raw,
            "amount_eur": float(money.value),
        }
        for total in plan.totals
        for n, money in enumerate(total.sums, 1)
    ]


def _outcomes(plan: Content) -> list[dict[str, Any]]:
    def value(text: str) -> float:
        return float(text.replace(" ", "").replace(",", "."))

    return [
        {
            "position": n,
            "number_raw": row.number,
            "name": row.name,
            "unit": row.unit,
            "base_raw": row.base,
            "base_value": value(row.base),
            "base_year": plan.years[0],
            "target_raw": row.target,
            "target_value": value(row.target),
            "target_year": plan.years[1],
            "data_source": row.source,
        }
        for n, row in enumerate(plan.outcomes, 1)
    ]
