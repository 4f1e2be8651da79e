"""The pictures of the review: states by priority, money planned and spent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.report.drawing import INK, MUTED, PALE, RED, TEAL
from pipeline.tracking.monitor.blocks import Picture
from pipeline.tracking.monitor.review import NOT_REPORTED, STATES, Group

_WIDTH = 560
_ROW = 34  # points per bar with its label
_COLOURS = {  # in the order of STATES, the order of the parts of a bar
    "nav sākta": "#d9c27a", "tiek īstenota": "#86b6be", "īstenota": TEAL, "pārtraukta": RED,
    NOT_REPORTED: PALE,
}  # fmt: skip
_MOST = 14  # bars at most; more priorities are only in the table


def states(groups: Sequence[Group]) -> Picture | None:
    """A stacked bar chart of activities by priority and state."""
    shown = [group for group in groups if group.activities][:_MOST]
    if not shown:
        return None
    data = [
        {"group": group.key, "state": state, "at": STATES.index(state), "count": number}
        for group in shown
        for state, number in group.states.items()
        if number
    ]
    told = "; ".join(
        f"{group.key}: " + ", ".join(f"{state} {n}" for state, n in group.states.items() if n)
        for group in shown
    )
    colour = {"domain": list(_COLOURS), "range": list(_COLOURS.values())}
    specification = {
        "width": _WIDTH,
        "height": _ROW * len(shown),
        "data": {"values": data},
        "mark": {"type": "bar", "height": 18},
        "encoding": {
            "y": {"field": "group", "type": "nominal", "sort": None, "title": None,
                  "axis": {"domain": False, "ticks": False, "labelFontSize": 13}},
            "x": {"field": "count", "type": "quantitative", "title": None, "stack": "zero",
                  "axis": {"grid": True, "gridColor": "#c9c5ba", "domain": False, "ticks": False,
                           "tickMinStep": 1, "labelColor": MUTED}},
            "order": {"field": "at", "type": "quantitative"},
            "color": {"field": "state", "type": "nominal", "scale": colour,
                      "legend": {"title": None, "orient": "bottom", "labelFontSize": 13,
                                 "labelColor": INK, "symbolType": "square"}},
        },
    }  # fmt: skip
    return Picture("states", specification, told)


def money(groups: Sequence[Group], text: str) -> Picture | None:
    """A bar chart of money planned (pale) and spent (on it) by priority."""
    shown = [group for group in groups if group.planned or group.spent][:_MOST]
    if not shown:
        return None
    data = [
        {"group": group.key, "planned": float(group.planned), "spent": float(group.spent)}
        for group in shown
    ]
    y: dict[str, Any] = {
        "field": "group", "type": "nominal", "sort": None, "title": None,
        "axis": {"domain": False, "ticks": False, "labelFontSize": 13},
    }  # fmt: skip
    axis = {"format": "~s", "grid": True, "gridColor": "#c9c5ba", "domain": False, "ticks": False,
            "labelColor": MUTED, "tickCount": 6, "labelExpr": _MILLIONS}  # fmt: skip

    def bars(field: str, height: int, colour: str) -> dict[str, Any]:
        x = {"field": field, "type": "quantitative", "title": None, "axis": axis}
        mark = {"type": "bar", "height": height, "color": colour}
        return {"mark": mark, "encoding": {"y": y, "x": x}}

    specification = {
        "width": _WIDTH,
        "height": _ROW * len(shown),
        "data": {"values": data},
        "layer": [bars("planned", 20, PALE), bars("spent", 9, TEAL)],
    }
    return Picture("money", specification, text)


# 1 500 000 as "1,5 milj.", 20 000 as "20 tūkst."
_MILLIONS = (
    "datum.value >= 1e6 ? replace(format(datum.value / 1e6, '~f'), '.', ',') + ' milj.' : "
    "datum.value >= 1e3 ? replace(format(datum.value / 1e3, '~f'), '.', ',') + ' tūkst.' : "
    "format(datum.value, '~f')"
)
