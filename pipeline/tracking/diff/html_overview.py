"""The first screen of `diff.html`: numbers of changes, where they are, and money before and
after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.model import relations, schema
from pipeline.model.numbers import euros, percent
from pipeline.model.schema import Text
from pipeline.report.drawing import INK, MUTED, PALE, TEAL, draw
from pipeline.tracking.diff.comparison import Comparison
from pipeline.tracking.diff.counts import ROWS, SORTS, in_words
from pipeline.tracking.diff.descriptions import MONEY_REASONS, Described, owner
from pipeline.tracking.diff.money import (
    APART,
    NEWLY_READABLE,
    NO_LONGER_READABLE,
    REAL,
    Contribution,
    Total,
    whole,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of changes of one sort or in one table."""

    name: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row of the totals as shown: the difference of the plan itself, and separately (`apart`)
    that of amounts readable in one version only.
    """

    key: str
    name: str
    activities: str
    before: str
    after: str
    change: str
    percent: str
    apart: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Differences with one reason: their sum, and the difference of each row."""

    name: str
    label: Text
    is_real: bool
    sum: str
    rows: tuple[tuple[str, str, str], ...]  # id, name, euros


def context(comparison: Comparison, changes: list[Described]) -> dict[str, Any]:
    """The variables of the template."""
    found = comparison.counts
    tables = Counter(owner(item.change)[0] for item in changes)
    total = whole(comparison.totals)
    return {
        "before": comparison.before,
        "after": comparison.after,
        "verdict": in_words(found),
        "substantive": found.substantive,
        "counts": [
            Tally(name, SORTS[name][1], number)
            for name, number in found.sorts.items()
            if number or name in ROWS
        ],
        "rows_changed": found.rows_changed,
        "typographic": found.typographic,
        "tables": [
            Tally(name, relations.label(comparison.new, name), tables[name])
            for name in schema.plan_tables()
            if tables[name]
        ],
        "priorities": relations.label(comparison.new, "priorities"),
        "money": [_money(total) for total in comparison.totals],
        "sum": _money(total),
        "real": _signed(total.real),
        "reasons": _reasons(comparison.contributions),
        "apart": bool(total.apart),
        "unread": (total.unread_before, total.unread_after),
        "chart": _chart(comparison.totals),
        "total": len(changes),
    }


def _money(total: Total) -> MoneyRow:
    before, after = total.activities_before, total.activities_after
    share = float(total.real / total.comparable * 100) if total.real and total.comparable else None
    return MoneyRow(
        key=" → ".join(key for key in dict.fromkeys((total.key_old, total.key_new)) if key),
        name=total.name,
        activities=f"{before}" if before == after else f"{before} → {after}",
        before=euros(total.before),
        after=euros(total.after),
        change=_signed(total.real),
        percent="" if share is None else percent(share, signed=True),
        apart=_signed(total.apart) if total.apart else "",
    )


def _signed(value: Decimal) -> str:
    return euros(value, signed=True) if value else "–"


def _reasons(contributions: Iterable[Contribution]) -> list[Reason]:
    contributions = tuple(contributions)
    found = []
    for reason in (*REAL, *APART):
        rows = [item for item in contributions if item.reason == reason]
        if rows:
            amount = sum((item.euros for item in rows), Decimal(0))
            shown = tuple(
                (item.key_new or item.key_old or "", item.name, _signed(item.euros))
                for item in rows
            )
            found.append(
                Reason(reason, MONEY_REASONS[reason], reason in REAL, _signed(amount), shown)
            )
    return found


def _chart(totals: tuple[Total, ...]) -> str | None:
    """Two bars for each priority, before above after; None where there is nothing to draw.

    Money readable in one version only is the pale end of a bar, so that the difference of the full
    bars is that of the plan itself.
    """
    if not totals:
        return None
    values = [
        {
            "row": f"{total.key_new or total.key_old} {side}",
            "label": (total.key_new or total.key_old) if side == 0 else "",
            "side": side,
            "value": float(whole_sum - apart),
            "end": float(whole_sum),
            "shown": f"{euros(whole_sum - apart)} + {euros(apart)}" if apart else euros(whole_sum),
        }
        for total in totals
        for side, (whole_sum, apart) in enumerate(
            (
                (total.before, -total.parts.get(NO_LONGER_READABLE, Decimal(0))),
                (total.after, total.parts.get(NEWLY_READABLE, Decimal(0))),
            )
        )
    ]
    top = max(float(max(total.before, total.after)) for total in totals) * 1.45 or 1
    return draw("money", _specification(values, top))


def _specification(values: list[dict[str, Any]], top: float) -> dict[str, Any]:
    scale = {"domain": [0, top], "range": [34, 520]}  # the labels are on the left
    colour = {
        "field": "side",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": [0, 1], "range": [PALE, TEAL]},
    }
    text = {"type": "text", "align": "left", "baseline": "middle"}
    bar = {"type": "bar", "height": 11, "cornerRadiusEnd": 2}

    def across(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "axis": None, "scale": scale}

    return {
        "width": 520,
        "height": {"step": 17},
        "data": {"values": values},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None, "sort": None}},
        "layer": [
            {"mark": {**bar, "opacity": 0.3}, "encoding": {"x": across("end"), "color": colour}},
            {"mark": bar, "encoding": {"x": across("value"), "color": colour}},
            {
                "mark": {**text, "dy": 8, "color": INK, "fontWeight": 600},
                "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
            },
            {
                "mark": {**text, "dx": 6, "color": MUTED},
                "encoding": {"x": across("end"), "text": {"field": "shown"}},
            },
        ],
    }
