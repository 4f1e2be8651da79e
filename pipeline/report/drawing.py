"""Renders Vega-Lite specifications to SVG elements for a page."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from pipeline.report.chart_process import drawn

INK, MUTED, PALE, TEAL, RED = "#23282b", "#5f6568", "#c3bfb3", "#2c6e7a", "#a8322d"
FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
CONFIG = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "text": {"fontSize": 13},
    "axis": {"labelFontSize": 13, "labelColor": INK, "grid": False},
    "aria": False,
}


def shortened(text: str, letters: int) -> str:
    """The text, or its first whole words and an ellipsis."""
    if len(text) <= letters:
        return text
    return text[:letters].rsplit(" ", 1)[0] + " …"


def placeholder(number: int) -> str:
    """The placeholder of word `number` in a specification.

    Measuring long text takes most of the rendering time, so words are inserted afterwards.
    """
    return f"@{number}@"


def draw(name: str, specification: dict[str, Any], words: Sequence[str] = ()) -> str | None:
    """The chart as an SVG element that fills its container's width; None without vl-convert.

    `name` prefixes the ids in it, which have to be unique on the page; `words` replace the
    placeholders (`placeholder`).
    """
    try:
        svg = drawn({"config": CONFIG, "padding": 2, **specification})
    except ImportError:  # optional extra; the tables under the charts have the same numbers
        return None
    width, height = re.findall(r'(?:width|height)="([\d.]+)"', svg[:600])[:2]
    # vl-convert numbers ids on from chart to chart; renumbered for reproducible output.
    ids: dict[str, int] = {}
    svg = re.sub(
        r"""(\bid="|url\(#)([^")]+)""",
        lambda found: f"{found[1]}{name}-{ids.setdefault(found[2], len(ids) + 1)}",
        svg,
    )
    svg = re.sub(r' (?:role|aria-roledescription|aria-hidden)="[^"]*"', "", svg)
    svg = re.sub(r">@(\d+)@<", lambda found: f">{html.escape(words[int(found[1])])}<", svg)
    head = f'<svg class="chart" viewBox="0 0 {width} {height}" style="--w:{width}px"'
    return re.sub(r"^<svg[^>]*>", f'{head} aria-hidden="true" focusable="false">', svg, count=1)


def draw_png(specification: dict[str, Any], scale: float) -> bytes | None:
    """The chart as a PNG, for documents without SVG; None without vl-convert."""
    try:
        import vl_convert
    except ImportError:
        return None
    png: bytes = vl_convert.vegalite_to_png(
        {"config": {**CONFIG, "background": "white"}, "padding": 2, **specification},
        scale=scale,
        allowed_base_urls=[],
    )
    return png
