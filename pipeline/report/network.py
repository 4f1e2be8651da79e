"""The network of the levels above the activities, with broken and missing links marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import lineage, relations
from pipeline.model.levels import TABLES
from pipeline.model.plan import Plan
from pipeline.model.schema import Text
from pipeline.report.drawing import INK, MUTED, RED, draw, placeholder, shortened

ROW = 15  # points between activities
COLUMNS = (330.0, 560.0, 800.0)  # x of each level and of the activities
WIDTH = 1180
LETTERS = (40, 0, 54)  # characters of a name that fit beside its node, by column
LARGEST = 240  # activities; of a larger plan only faulty parts are drawn
HUES = ("#2c6e7a", "#8a5a2b", "#5b5f97", "#4c7a3f", "#96497a", "#3f6fa3", "#7a6a1f", "#5c5c5c")
_ABOVE = ("action", "direction", "priority")  # levels above the activities, the nearest first
_MOST_ABOVE = 2

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawing, and its faults as lists."""

    svg: str | None
    whole: bool  # False where the plan is too large and only faulty parts are drawn
    levels: tuple[Text, ...]  # the plan's names of the levels drawn, topmost first
    above: Text | None  # the plan's name of one row of the level above the activities
    broken: tuple[Link, ...]  # pairs of a row and an activity that does not exist
    unreached: tuple[str, ...]  # activities to which no row refers
    idle: tuple[str, ...]  # rows of the level above without an activity
    orphans: tuple[str, ...]  # rows of that level without a known parent


@dataclass(frozen=True, slots=True)
class _Network:
    """Nodes by column, topmost level first, and the links between neighbouring columns."""

    columns: tuple[tuple[str, ...], ...]
    links: tuple[tuple[Link, ...], ...]
    names: Mapping[str, str]
    hues: tuple[Mapping[str, str], ...]  # colour of each node, by column
    wrong: frozenset[str]
    ghosts: frozenset[str]  # activities that are referred to but do not exist


def drawn(plan: Plan) -> Drawn:
    """Find the faults and draw the network."""
    roles = [role for role in _ABOVE if plan.rows(TABLES[role])][:_MOST_ABOVE]
    levels = tuple(relations.label(plan, TABLES[role]) for role in (*reversed(roles), "activity"))
    whole = len(plan.activities) <= LARGEST
    if not roles:
        return Drawn(None, whole, levels, None, (), (), (), ())
    if len(roles) > 1 and not _between(plan, roles):
        del roles[1]  # no table relates its rows to these
        levels = levels[1:]
    known = {row.activity_id for row in plan.activities}
    links = _to_activities(plan, roles[0])
    reached = {activity for _, activity in links}
    leading = {row for row, activity in links if activity in known}
    nearest = _ids(plan, roles[0])
    upper = _between(plan, roles) if len(roles) > 1 else ()
    with_parent = {row for _, row in upper}
    broken = tuple(link for link in links if link[1] not in known)
    unreached = tuple(row.activity_id for row in plan.activities if row.activity_id not in reached)
    idle = tuple(id_ for id_ in nearest if id_ not in leading)
    wrong = frozenset((*unreached, *idle, *(activity for _, activity in broken)))
    shown = None if whole else wrong | {row for row, _ in broken}
    return Drawn(
        svg=_svg(_network(plan, roles, upper, links, wrong, shown)),
        whole=whole,
        levels=levels,
        above=relations.label_of_one(plan, roles[0]),
        broken=broken,
        unreached=unreached,
        idle=idle,
        orphans=tuple(id_ for id_ in nearest if id_ not in with_parent) if len(roles) > 1 else (),
    )


def _ids(plan: Plan, role: str) -> tuple[str, ...]:
    return tuple(getattr(row, f"{role}_id") for row in plan.rows(TABLES[role]))


def _to_activities(plan: Plan, role: str) -> tuple[Link, ...]:
    """Links from the level directly above to the activities, by reference and by nesting."""
    links: list[Link] = []
    if role == "action":
        links = [
            (row.action_id, row.activity_id or row.ref_raw or "") for row in plan.action_activities
        ]
    links += _nested(plan, "activity", role)
    return tuple(dict.fromkeys(links))


def _between(plan: Plan, roles: Sequence[str]) -> tuple[Link, ...]:
    """Links from the rows of the higher of two levels to those of the lower."""
    return tuple(dict.fromkeys(_nested(plan, roles[0], roles[1])))


def _nested(plan: Plan, role: str, above: str) -> list[Link]:
    known = set(_ids(plan, above))
    links = []
    for row in plan.rows(TABLES[role]):
        for column in ("parent_id", f"{above}_id"):
            parent = getattr(row, column, None)
            if parent in known:
                links.append((parent, getattr(row, f"{role}_id")))
    return links


def _network(
    plan: Plan,
    roles: Sequence[str],
    upper: tuple[Link, ...],
    links: tuple[Link, ...],
    wrong: frozenset[str],
    shown: frozenset[str] | None,
) -> _Network:
    """The nodes in `shown` (None: all) with their ancestors, and the links between them."""
    activities = _ids(plan, "activity")
    ghosts = tuple(dict.fromkeys(end for _, end in links if end not in set(activities)))
    nearest = tuple(id_ for id_ in _ids(plan, roles[0]) if shown is None or id_ in shown)
    columns = [
        nearest,
        tuple(id_ for id_ in (*activities, *ghosts) if shown is None or id_ in shown),
    ]
    joined = [links]
    if len(roles) > 1:
        above = {start for start, end in upper if end in set(nearest)}
        wider = _ids(plan, roles[1])
        columns.insert(0, tuple(id_ for id_ in wider if shown is None or id_ in above))
        joined.insert(0, upper)
    tables = [TABLES[role] for role in (*reversed(roles), "activity")]
    under = lineage.priorities(plan)
    order = [row.priority_id for row in plan.priorities]
    names = {
        getattr(row, f"{role}_id"): row.name or ""
        for role in (*roles[1:], "activity")
        for row in plan.rows(TABLES[role])
    }
    if len(roles) == 1:
        names |= {getattr(row, f"{roles[0]}_id"): row.name for row in plan.rows(TABLES[roles[0]])}
    return _Network(
        tuple(columns),
        tuple(joined),
        names,
        tuple(
            {id_: RED if id_ in wrong else _hue(under.get((table, id_)), order) for id_ in ids}
            for table, ids in zip(tables, columns, strict=True)
        ),
        wrong,
        frozenset(ghosts),
    )


def _svg(network: _Network) -> str | None:
    """Draw the nodes in columns and the links between them; None where there are no nodes."""
    height = max(len(column) for column in network.columns) * ROW
    if not height:
        return None
    used = COLUMNS[-len(network.columns) :]
    places = [
        {id_: (x, _spread(n, len(column), height)) for n, id_ in enumerate(column)}
        for x, column in zip(used, network.columns, strict=True)
    ]
    curves = [
        curve
        for n, links in enumerate(network.links)
        for curve in _curves(links, places[n], places[n + 1], network.hues[n], network.ghosts)
    ]
    placed = [
        (id_, x, y, hues[id_])
        for column, hues in zip(places, network.hues, strict=True)
        for id_, (x, y) in column.items()
    ]
    nodes = [
        {
            "id": id_,
            "x": x,
            "y": y,
            "wrong": id_ in network.wrong,
            "hue": hue,
            "label": placeholder(n),
        }
        for n, (id_, x, y, hue) in enumerate(placed)
    ]
    letters = dict(zip(COLUMNS, LETTERS, strict=True))
    if len(used) < len(COLUMNS):  # a single level above has room for its names
        letters[used[0]] = LETTERS[0]
    words = [
        f"{id_} {shortened(network.names.get(id_) or '', letters[x])}".strip()
        for id_, x, _, _ in placed
    ]
    return draw("network", _specification(height, curves, nodes, used), words)


def _spread(n: int, count: int, height: int) -> float:
    return round((n + 0.5) * height / count, 1)


def _hue(priority: str | None, order: Sequence[str]) -> str:
    """The hue of a priority."""
    return HUES[order.index(priority) % len(HUES)] if priority in order else HUES[-1]


def _curves(
    links: Iterable[Link],
    left: Mapping[str, tuple[float, float]],
    right: Mapping[str, tuple[float, float]],
    hues: Mapping[str, str],
    ghosts: frozenset[str],
) -> list[dict[str, Any]]:
    """The four control points of each link; links to nodes that are not drawn are left out."""
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
                    "hue": RED if end in ghosts else hues[start],
                    "broken": end in ghosts,
                }
            )
    return points


def _specification(
    height: int,
    curves: list[dict[str, Any]],
    nodes: list[dict[str, Any]],
    columns: Sequence[float],
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
    left, right = (f"datum.x === {column}" for column in (columns[0], columns[-1]))
    middle = f"datum.x > {columns[0]} && datum.x < {columns[-1]}"
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
