"""The network direction → action → activity, with broken and missing links marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.plan import Plan
from pipeline.report.drawing import INK, MUTED, RED, draw, shortened, stand_in

ROW = 15  # points from one activity to the next
COLUMNS = (330.0, 560.0, 800.0)  # x of directions, actions and activities
WIDTH = 1180
LETTERS = (40, 0, 54)  # of a name that fit beside its node, by column
LARGEST = 240  # activities; of a larger plan only what is wrong is drawn
HUES = ("#2c6e7a", "#8a5a2b", "#5b5f97", "#4c7a3f", "#96497a", "#3f6fa3", "#7a6a1f", "#5c5c5c")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing, and in words what is wrong in it."""

    svg: str | None
    whole: bool  # False where the plan is too large and only what is wrong is drawn
    broken: tuple[tuple[str, str], ...]  # action, activity that does not exist
    unreached: tuple[str, ...]  # activities that no action leads to
    idle: tuple[str, ...]  # actions that lead to no activity
    homeless: tuple[str, ...]  # actions under no known direction


def drawn(plan: Plan) -> Drawn:
    """Find what is broken and draw it all."""
    known = {row.activity_id for row in plan.activities}
    directions = {row.direction_id for row in plan.directions}
    links = tuple(
        dict.fromkeys(
            (row.action_id, target)
            for row in plan.action_activities
            if (target := row.activity_id or row.ref_raw) is not None
        )
    )
    reached = {activity for _, activity in links}
    leading = {action for action, activity in links if activity in known}
    broken = tuple(link for link in links if link[1] not in known)
    unreached = tuple(row.activity_id for row in plan.activities if row.activity_id not in reached)
    idle = tuple(row.action_id for row in plan.actions if row.action_id not in leading)
    whole = len(plan.activities) <= LARGEST
    wrong = {*unreached, *idle, *(activity for _, activity in broken)}
    shown = None if whole else wrong | {action for action, _ in broken}
    return Drawn(
        svg=_svg(plan, links, wrong, shown) if plan.actions else None,
        whole=whole,
        broken=broken,
        unreached=unreached,
        idle=idle,
        homeless=tuple(row.action_id for row in plan.actions if row.direction_id not in directions),
    )


def _svg(
    plan: Plan, links: Sequence[tuple[str, str]], wrong: set[str], shown: set[str] | None
) -> str | None:
    """Draw the nodes in `shown` (None: all) in three columns, and the links among them."""
    activities = [row.activity_id for row in plan.activities]
    ghosts = tuple(
        dict.fromkeys(activity for _, activity in links if activity not in set(activities))
    )
    actions = [row for row in plan.actions if shown is None or row.action_id in shown]
    above = {row.direction_id for row in actions}
    ids = (
        [row.direction_id for row in plan.directions if shown is None or row.direction_id in above],
        [row.action_id for row in actions],
        [id_ for id_ in (*activities, *ghosts) if shown is None or id_ in shown],
    )
    height = max(len(column) for column in ids) * ROW
    if not height:
        return None
    places = [
        {id_: (x, _spread(n, len(column), height)) for n, id_ in enumerate(column)}
        for x, column in zip(COLUMNS, ids, strict=True)
    ]
    names = {row.direction_id: row.name for row in plan.directions}
    names |= {row.activity_id: row.name for row in plan.activities}
    joined = [(row.direction_id, row.action_id) for row in actions if row.direction_id]
    curves = list(_curves(joined, places[0], places[1], set()))
    curves += _curves(links, places[1], places[2], set(ghosts))
    placed = [(id_, *place) for column in places for id_, place in column.items()]
    nodes = [
        {
            "id": id_,
            "x": x,
            "y": y,
            "wrong": id_ in wrong,
            "hue": RED if id_ in wrong else _hue(id_),
            "label": stand_in(n),
        }
        for n, (id_, x, y) in enumerate(placed)
    ]
    letters = dict(zip(COLUMNS, LETTERS, strict=True))
    words = [f"{id_} {shortened(names.get(id_) or '', letters[x])}".strip() for id_, x, _ in placed]
    return draw("network", _specification(height, curves, nodes), words)


def _spread(n: int, count: int, height: int) -> float:
    return round((n + 0.5) * height / count, 1)


def _hue(id_: str) -> str:
    """One hue a priority, told by the first number of any id."""
    first = id_.split(" ")[-1].split(".")[0]
    return HUES[(int(first) - 1) % len(HUES)] if first.isdecimal() else HUES[-1]


def _curves(
    links: Iterable[tuple[str, str]],
    left: dict[str, tuple[float, float]],
    right: dict[str, tuple[float, float]],
    broken: set[str],
) -> list[dict[str, Any]]:
    """Four points a link, which the drawing rounds off; links to unknown places are left out."""
    points = []
    for start, end in links:
        if start not in left or end not in right:
            continue
        (x0, y0), (x1, y1) = left[start], right[end]
        bend = (x1 - x0) * 0.45
        for n, (x, y) in enumerate(((x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1))):
            points.append(
                {
                    "link": f"{start} → {end}",
                    "n": n,
                    "x": x,
                    "y": y,
                    "hue": RED if end in broken else _hue(start),
                    "broken": end in broken,
                }
            )
    return points


def _specification(
    height: int, curves: list[dict[str, Any]], nodes: list[dict[str, Any]]
) -> dict[str, Any]:
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, WIDTH], "nice": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, height], "reverse": True, "nice": False},
    }
    hue = {"field": "hue", "type": "nominal", "scale": None, "legend": None}
    text = {"type": "text", "baseline": "middle", "fontSize": 11.5}
    left, middle, right = (f"datum.x === {column}" for column in COLUMNS)
    line = {"type": "line", "interpolate": "basis", "strokeWidth": 1.2}
    path = {
        "x": x,
        "y": y,
        "detail": {"field": "link"},
        "order": {"field": "n"},
        "color": hue,
        "description": {"field": "link"},
    }
    label = {
        "x": x,
        "y": y,
        "text": {"field": "label"},
        "description": {"field": "id"},
        "color": {"condition": {"test": "datum.wrong", "value": RED}, "value": INK},
    }
    return {
        "width": WIDTH,
        "height": height,
        "layer": [
            {
                "data": {"values": curves},
                "transform": [{"filter": "!datum.broken"}],
                "mark": {**line, "opacity": 0.55, "aria": True},
                "encoding": path,
            },
            {
                "data": {"values": curves},
                "transform": [{"filter": "datum.broken"}],
                "mark": {**line, "strokeDash": [5, 3], "strokeWidth": 1.6, "aria": True},
                "encoding": path,
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "circle", "size": 46, "opacity": 1},
                "encoding": {"x": x, "y": y, "color": hue},
            },
            {
                "data": {"values": nodes},
                "transform": [{"filter": left}],
                "mark": {**text, "align": "right", "dx": -9, "aria": True},
                "encoding": label,
            },
            {
                "data": {"values": nodes},
                "transform": [{"filter": middle}],
                "mark": {
                    **text,
                    "align": "center",
                    "dy": -9,
                    "fontSize": 10.5,
                    "fill": MUTED,
                    "aria": True,
                },
                "encoding": label,
            },
            {
                "data": {"values": nodes},
                "transform": [{"filter": right}],
                "mark": {**text, "align": "left", "dx": 9, "aria": True},
                "encoding": label,
            },
        ],
    }
