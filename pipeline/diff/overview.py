"""The first screen of `diff.html`: how much changed, where, and the money before and after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.diff.comparison import Comparison, Total
from pipeline.diff.telling import CHANGES, Told, difference, euros, in_words, owner, percent
from pipeline.model import schema
from pipeline.model.schema import Text


@dataclass(frozen=True, slots=True)
class Tally:
    """Changes of one sort, or in one table."""

    name: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True)
class Money:
    """A row of the totals as shown; `share` of the greatest sum, 0 to 1, before and after."""

    key: str
    name: str
    activities: str
    before: str
    after: str
    change: str
    percent: str


def context(comparison: Comparison, changes: list[Told]) -> dict[str, Any]:
    """All that the template fills in."""
    counts = comparison.counts
    typographic = counts.pop("typographic")
    labels = {name: CHANGES[name] for name in counts}
    tables = Counter(owner(item.change)[0] for item in changes)
    return {
        "before": comparison.before,
        "after": comparison.after,
        "verdict": _verdict(sum(counts.values()), typographic),
        "substantive": sum(counts.values()),
        "counts": [Tally(name, labels[name], count) for name, count in counts.items()],
        "typographic": typographic,
        "tables": [
            Tally(name, schema.tables()[name].label, tables[name])
            for name in schema.tables()
            if tables[name]
        ],
        "money": [_money(total) for total in comparison.totals],
        "sum": _money(_whole(comparison.totals)),
        "unread": (
            sum(total.unread_before for total in comparison.totals),
            sum(total.unread_after for total in comparison.totals),
        ),
        "chart": _chart(comparison.totals),
        "total": len(changes),
    }


def _verdict(substantive: int, typographic: int) -> Text:
    if substantive:
        nouns = ("izmaiņu", "izmaiņa", "izmaiņas")
        return Text(
            f"{in_words(substantive, nouns)} pēc būtības.",
            f"{substantive} substantive change{'s' if substantive != 1 else ''}.",
        )
    if typographic:
        return Text(
            "Pēc būtības nekas nav mainījies, tikai noformējums.",
            "Nothing has changed in substance, only in print.",
        )
    return Text("Nekas nav mainījies.", "Nothing has changed.")


def _whole(totals: tuple[Total, ...]) -> Total:
    return Total(
        None,
        None,
        "",
        sum((total.before for total in totals), Decimal(0)),
        sum((total.after for total in totals), Decimal(0)),
        sum(total.activities_before for total in totals),
        sum(total.activities_after for total in totals),
        sum(total.unread_before for total in totals),
        sum(total.unread_after for total in totals),
    )


def _money(total: Total) -> Money:
    change = difference(total.before, total.after)
    same = total.before == total.after
    rows = total.activities_before, total.activities_after
    return Money(
        key=" → ".join(key for key in dict.fromkeys((total.key_old, total.key_new)) if key),
        name=total.name,
        activities=f"{rows[0]}" if rows[0] == rows[1] else f"{rows[0]} → {rows[1]}",
        before=euros(total.before),
        after=euros(total.after),
        change="–" if same else euros(total.after - total.before, signed=True),
        percent=percent(change.percent) if change and change.percent and not same else "",
    )


def _chart(totals: tuple[Total, ...]) -> str | None:
    """Two bars for each priority, before over after; None where there is nothing to draw."""
    from pipeline.report.drawing import INK, MUTED, TEAL, draw

    if not totals:
        return None
    values = [
        {
            "row": f"{total.key_new or total.key_old} {side}",
            "label": (total.key_new or total.key_old) if side == 0 else "",
            "side": side,
            "value": float(value),
            "shown": euros(value),
        }
        for total in totals
        for side, value in enumerate((total.before, total.after))
    ]
    top = max(float(max(total.before, total.after)) for total in totals) * 1.3 or 1
    scale = {"domain": [0, top], "range": [34, 520]}  # the labels stand to the left
    across = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    colour = {"field": "side", "type": "nominal", "legend": None,
              "scale": {"domain": [0, 1], "range": ["#c3bfb3", TEAL]}}  # fmt: skip
    text = {"type": "text", "align": "left", "baseline": "middle"}
    return draw(
        "money",
        {
            "width": 520,
            "height": {"step": 17},
            "data": {"values": values},
            "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None, "sort": None}},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 11, "cornerRadiusEnd": 2},
                    "encoding": {"x": across, "color": colour},
                },
                {
                    "mark": {**text, "dy": 8, "color": INK, "fontWeight": 600},
                    "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
                },
                {
                    "mark": {**text, "dx": 6, "color": MUTED},
                    "encoding": {"x": across, "text": {"field": "shown"}},
                },
            ],
        },
    )
