"""The charts of the overview: Vega-Lite specifications, rendered to SVG by vl-convert.

The charts contain no text in either language; captions are beside them in both, and a table under
each has the same numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from pipeline.model import lineage
from pipeline.model.numbers import NO_BREAK, whole_euros
from pipeline.model.plan import Plan
from pipeline.report import network
from pipeline.report.drawing import INK, MUTED, TEAL, draw, placeholder, shortened

NO_PRIORITY = "–"  # priority of activities that have none
TOP_SOURCES = 10
LONGEST_SPAN = 40  # years on the axis; a misread year must not stretch it
WIDTH = 440
LETTERS = 62  # characters of a label that fit into WIDTH


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its `label` above, its value as text (`shown`) behind it, `extra` at the right
    edge.

    `link`: address of its rows in the report.
    """

    label: str
    value: float
    shown: str
    extra: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """Money by priority; `unread` are the activities without a readable amount."""

    svg: str | None
    bars: tuple[Bar, ...]
    total: str
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Activities by source of funding, or money where the plan divides it by source.

    `known`: the money of activities with a single source, all money, and its per cent; None where
    there is none.
    """

    svg: str | None
    bars: tuple[Bar, ...]
    are_sums: bool
    known: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class Years:
    """Money by year; empty where the plan does not divide it."""

    svg: str | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts; `svg` is None where vl-convert is not installed or there is nothing to draw."""

    money: Money
    sources: Sources
    money_years: Years
    deadlines_svg: str | None
    deadlines: tuple[Bar, ...]
    network: network.Drawn


def charts(plan: Plan) -> Charts:
    """Draw all charts of a plan."""
    amounts = amounts_of(plan)
    money, sources, years = _money(plan, amounts), _sources(plan, amounts), _deadlines(plan)
    money_years = _money_years(plan)
    total = sum((amount for amount in amounts.values() if amount is not None), Decimal(0))
    unread = tuple(key for key, amount in amounts.items() if amount is None)
    return Charts(
        money=Money(_bars("money", money) if total else None, money, whole_euros(total), unread),
        sources=sources,
        money_years=Years(_columns("money-years", money_years), money_years),
        deadlines_svg=_columns("deadlines", years),
        deadlines=years,
        network=network.drawn(plan),
    )


def amounts_of(plan: Plan) -> dict[str, Decimal | None]:
    """The amount by activity: its own, else the sum of its columns by source or year."""
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.activity_amounts:
        if row.amount_eur is not None:
            parts[row.activity_id] += row.amount_eur
    return {
        row.activity_id: parts.get(row.activity_id) if row.amount_eur is None else row.amount_eur
        for row in plan.activities
    }


def _rows(**wanted: str) -> str:
    """The address of the joined view of activities with filters."""
    return "rows?" + urlencode(wanted)


def _money(plan: Plan, amounts: Mapping[str, Decimal | None]) -> tuple[Bar, ...]:
    """Money by priority; each activity's amount counts once, under its own priority."""
    sums: dict[str, Decimal] = {row.priority_id: Decimal(0) for row in plan.priorities}
    for key, priority in lineage.activity_priorities(plan).items():
        amount = amounts[key]
        if amount is not None:
            sums[priority or NO_PRIORITY] = sums.get(priority or NO_PRIORITY, Decimal(0)) + amount
    names = {row.priority_id: row.name or "" for row in plan.priorities}
    return tuple(
        Bar(
            f"{priority}  {names.get(priority, '')}".strip(),
            float(amount),
            whole_euros(amount),
            link=_rows(priority=priority),
        )
        for priority, amount in sums.items()
    )


def _sources(plan: Plan, amounts: Mapping[str, Decimal | None]) -> Sources:
    sums = _by_source(plan)
    bars = sums or _by_count(plan, amounts)
    shown = _bars("funding", bars[:TOP_SOURCES])
    return Sources(shown, bars, bool(sums), None if sums else _of_one_source(plan, amounts))


def _by_source(plan: Plan) -> tuple[Bar, ...]:
    """Money by source where the plan divides it, largest first."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.activity_amounts:
        if row.source is not None and row.amount_eur is not None:
            sums[row.source] += row.amount_eur
    total = sum(sums.values(), Decimal(0))
    return tuple(
        Bar(
            source,
            float(amount),
            whole_euros(amount),
            _whole_percent(amount, total) if total else "",
            _rows(source=source),
        )
        for source, amount in sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    )


def _by_count(plan: Plan, amounts: Mapping[str, Decimal | None]) -> tuple[Bar, ...]:
    """Activities by source, most first, with the sum of those that have no other source."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    of: dict[str, list[str]] = defaultdict(list)
    for row in plan.activity_funding:
        folded = row.source.casefold()
        spelled[folded][row.source] += 1
        if row.activity_id not in of[folded]:
            of[folded].append(row.activity_id)
    sources = Counter(row.activity_id for row in plan.activity_funding)
    bars = []
    for folded, ids in sorted(of.items(), key=lambda item: (-len(item[1]), item[0])):
        alone = [amounts.get(id_) for id_ in ids if sources[id_] == 1]
        known = [amount for amount in alone if amount is not None]
        extra = f"{whole_euros(sum(known, Decimal(0)))} ({len(known)})" if known else "–"
        name = spelled[folded].most_common(1)[0][0]
        bars.append(Bar(name, len(ids), str(len(ids)), extra, _rows(source=name)))
    return tuple(bars)


def _of_one_source(
    plan: Plan, amounts: Mapping[str, Decimal | None]
) -> tuple[str, str, str] | None:
    """The money of activities with a single source, which is known to be from it; see `Sources`."""
    sources = Counter(row.activity_id for row in plan.activity_funding)
    known = sum(
        (amount for key, amount in amounts.items() if amount is not None and sources[key] == 1),
        Decimal(0),
    )
    total = sum((amount for amount in amounts.values() if amount is not None), Decimal(0))
    if not total or not sources:
        return None
    return whole_euros(known), whole_euros(total), _whole_percent(known, total)


def _money_years(plan: Plan) -> tuple[Bar, ...]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in plan.activity_amounts:
        if row.year is not None and row.amount_eur is not None:
            sums[row.year] += row.amount_eur
    return tuple(
        Bar(str(year), float(sums[year]), _short_euros(sums[year])) for year in sorted(sums)
    )


def _whole_percent(part: Decimal, whole: Decimal) -> str:
    return f"{part / whole:.0%}".replace("%", f"{NO_BREAK}%")


def _short_euros(value: Decimal) -> str:
    """`12,3 M€`, short enough for a column's label."""
    if value >= 1_000_000:
        return f"{value / 1_000_000:.1f}".replace(".", ",") + f"{NO_BREAK}M€"
    return f"{value / 1000:.0f}{NO_BREAK}k€"


def _deadlines(plan: Plan) -> tuple[Bar, ...]:
    counted = Counter(row.deadline_year for row in plan.activities)
    years = [year for year in counted if year is not None]
    span = range(min(years), max(years) + 1) if years else range(0)
    shown = sorted(years) if len(span) > LONGEST_SPAN else list(span)
    bars = [
        Bar(str(year), counted[year], str(counted[year]), link=_rows(year=str(year)))
        for year in shown
    ]
    if counted[None]:
        bars.append(Bar("–", counted[None], str(counted[None])))
    return tuple(bars)


def _bars(name: str, bars: tuple[Bar, ...]) -> str | None:
    """Thin bars under their labels, so that long names fit on narrow screens."""
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
            "label": bar.label if labels else placeholder(n),
            "value": bar.value,
            "shown": bar.shown,
            "extra": bar.extra,
        }
        for n, bar in enumerate(bars)
    ]
