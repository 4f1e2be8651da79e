"""Periods of invented activities, and how they are printed."""

from __future__ import annotations

import random

from tests.invented import stock
from tests.invented.shape import Shape

RANGES = {
    "dash": "{a}–{b}",
    "stops": "{a}.–{b}.",
    "spaced": "{a}. – {b}.",
    "words": "{a}. – {b}. gads",
    "hyphen": "{a}.-{b}.",
    "abbr": "{a}.–{b}. g.",
    "date": "01.01.{a}.–31.12.{b}.",
}
SINGLES = {
    "dash": "{b}",
    "stops": "{b}.",
    "spaced": "{b}.",
    "words": "{b}. gads",
    "hyphen": "{b}.",
    "abbr": "{b}. g.",
    "date": "31.12.{b}.",
}


def period_cells(
    shape: Shape,
    rng: random.Random,
    cells: dict[int, tuple[str, ...]],
    values: dict[str, object],
) -> None:
    """Fill the columns of time, and tell what they mean."""
    start = rng.randint(shape.years[0], shape.years[1] - 1)
    end = rng.randint(start, shape.years[1])
    gap = rng.random() < shape.gaps
    places = {column.role: n for n, column in enumerate(shape.columns)}
    if shape.period == "period":
        single = start == end and shape.period_form != "date"
        form = SINGLES if single else RANGES
        text = form[shape.period_form].format(a=start, b=end)
        text = rng.choice(stock.PERIOD_WORDS) if gap else text
        cells[places["period"]] = (text,)
        values["deadline"] = text
    elif shape.period == "deadline":
        text = SINGLES[shape.period_form].format(b=end)
        text = rng.choice(stock.PERIOD_WORDS) if gap else text
        cells[places["deadline"]] = (text,)
        values["deadline"] = text
    elif shape.period == "span":
        stop = "." if shape.period_form in ("stops", "hyphen") else ""
        texts = (shape.dash, shape.dash) if gap else (f"{start}{stop}", f"{end}{stop}")
        cells[places["start"]], cells[places["end"]] = (texts[0],), (texts[1],)
        values["deadline"] = texts[1]
    elif shape.period == "marks":
        # a plan that marks years marks each activity's, or nobody knew when it runs
        gap = False
        values["marks"] = tuple(range(start, end + 1))
    if gap or shape.period == "none":
        return
    values["end"] = end
    if shape.period != "deadline":
        values["start"] = start
