"""The pictures of the overview, described in Vega-Lite and drawn to SVG by vl-convert.

The charts hold no words of either language: what they show is told beside them in both, and the
same numbers stand under each as a table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.model.plan import Plan
from pipeline.report import network
from pipeline.report.drawing import INK, MUTED, TEAL, draw, shortened, stand_in

TOP_SOURCES = 10
WIDTH = 440
LETTERS = 62  # letters of a label that fit into WIDTH


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `label` over it, `shown` behind it; `extra` at the right edge."""

    label: str
    value: float
    shown: str
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """Money by priority; `unread` are the activities without a readable amount."""

    svg: str | None
    bars: tuple[Bar, ...]
    total: str
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts; `svg` is None where vl-convert is not installed or there is nothing to draw."""

    money: Money
    funding_svg: str | None
    funding: tuple[Bar, ...]
    deadlines_svg: str | None
    deadlines: tuple[Bar, ...]
    network: network.Drawn


def charts(plan: Plan) -> Charts:
    """Draw all charts of a plan."""
    money, sources, years = _money(plan), _funding(plan), _deadlines(plan)
    total = sum(
        (row.amount_eur for row in plan.activities if row.amount_eur is not None), Decimal(0)
    )
    unread = tuple(row.activity_id for row in plan.activities if row.amount_eur is None)
    return Charts(
        money=Money(_bars("money", money), money, euros(total), unread),
        funding_svg=_bars("funding", sources[:TOP_SOURCES]),
        funding=sources,
        deadlines_svg=_columns("deadlines", years),
        deadlines=years,
        network=network.drawn(plan),
    )


def euros(value: Decimal) -> str:
    """`12 345 678 €`, cents left out: the tables hold them."""
    return f"{value:,.0f} €".replace(",", "\u202f").replace(" €", "\u00a0€")


def _money(plan: Plan) -> tuple[Bar, ...]:
    """The whole sum of each activity once, under the priority that its own id names."""
    sums: dict[str, Decimal] = {row.priority_id: Decimal(0) for row in plan.priorities}
    for row in plan.activities:
        if row.amount_eur is not None:
            priority = "P" + row.activity_id.removeprefix("A ").split(".")[0]
            sums[priority] = sums.get(priority, Decimal(0)) + row.amount_eur
    names = {row.priority_id: row.name or "" for row in plan.priorities}
    return tuple(
        Bar(f"{priority}  {names.get(priority, '')}".strip(), float(amount), euros(amount))
        for priority, amount in sums.items()
    )


def _funding(plan: Plan) -> tuple[Bar, ...]:
    """Activities by source, most first; a sum only of those that have no other source."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    of: dict[str, list[str]] = defaultdict(list)
    for row in plan.activity_funding:
        folded = row.source.casefold()
        spelled[folded][row.source] += 1
        if row.activity_id not in of[folded]:
            of[folded].append(row.activity_id)
    sources = Counter(row.activity_id for row in plan.activity_funding)
    amounts = {row.activity_id: row.amount_eur for row in plan.activities}
    bars = []
    for folded, ids in sorted(of.items(), key=lambda item: (-len(item[1]), item[0])):
        alone = [amounts.get(id_) for id_ in ids if sources[id_] == 1]
        known = [amount for amount in alone if amount is not None]
        extra = f"{euros(sum(known, Decimal(0)))} ({len(known)})" if known else "–"
        bars.append(Bar(spelled[folded].most_common(1)[0][0], len(ids), str(len(ids)), extra))
    return tuple(bars)


def _deadlines(plan: Plan) -> tuple[Bar, ...]:
    counted = Counter(row.deadline_year for row in plan.activities)
    years = [year for year in counted if year is not None]
    span = range(min(years), max(years) + 1) if years else range(0)
    # a year misread by centuries must not stretch the axis
    span_years = sorted(years) if len(span) > 40 else list(span)
    bars = [Bar(str(year), counted[year], str(counted[year])) for year in span_years]
    if counted[None]:
        bars.append(Bar("–", counted[None], str(counted[None])))
    return tuple(bars)


def _bars(name: str, bars: tuple[Bar, ...]) -> str | None:
    """Thin bars under their labels: long names stay whole, on a phone too."""
    if not bars:
        return None
    room = 0.5 if any(bar.extra for bar in bars) else 0.72
    top = max(bar.value for bar in bars) / room or 1
    text = {"type": "text", "align": "left", "baseline": "middle"}
    position = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, top]},
    }
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": 9, "yOffset": 8, "cornerRadiusEnd": 2, "color": TEAL},
            "encoding": {"x": position},
        },
        {
            "mark": {**text, "dy": -9, "color": INK},
            "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
        },
        {
            "mark": {**text, "dx": 7, "dy": 8, "color": INK, "fontWeight": 600},
            "encoding": {"x": position, "text": {"field": "shown"}},
        },
        {
            "mark": {**text, "align": "right", "dy": 8, "color": MUTED},
            "encoding": {"x": {"value": WIDTH}, "text": {"field": "extra"}},
        },
    ]
    return draw(
        name,
        {
            "width": WIDTH,
            "height": {"step": 42},
            "data": {"values": _values(bars, labels=False)},
            "encoding": {"y": {"field": "row", "type": "ordinal", "axis": None}},
            "layer": layers,
        },
        [shortened(bar.label, LETTERS) for bar in bars],
    )


def _columns(name: str, bars: tuple[Bar, ...]) -> str | None:
    if not bars:
        return None
    top = max(bar.value for bar in bars) * 1.12 or 1
    height = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, top]}}
    axis = {
        "labelAngle": 0,
        "title": None,
        "ticks": False,
        "domainColor": "#c9c5ba",
        "labelPadding": 8,
    }
    return draw(
        name,
        {
            "width": WIDTH,
            "height": 220,
            "data": {"values": _values(bars)},
            "encoding": {
                "x": {
                    "field": "label",
                    "type": "ordinal",
                    "sort": None,
                    "axis": axis,
                    "scale": {"paddingInner": 0.45, "paddingOuter": 0.2},
                },
                "y": height,
            },
            "layer": [
                {"mark": {"type": "bar", "color": TEAL, "cornerRadiusEnd": 2}},
                {
                    "mark": {
                        "type": "text",
                        "baseline": "bottom",
                        "dy": -5,
                        "color": INK,
                        "fontWeight": 600,
                    },
                    "encoding": {"text": {"field": "shown"}},
                },
            ],
        },
    )


def _values(bars: tuple[Bar, ...], *, labels: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "row": n,
            "label": bar.label if labels else stand_in(n),
            "value": bar.value,
            "shown": bar.shown,
            "extra": bar.extra,
        }
        for n, bar in enumerate(bars)
    ]
