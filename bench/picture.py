"""The picture in `docs/benchmarks.md`: seconds of the processor a plan, each program a bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "img" / "benchmarks.svg"
_OWN, _OTHER = "#2c6e7a", "#c3bfb3"


def bars(sections: Iterable[str]) -> list[tuple[str, float]]:
    """Seconds of the processor a plan, as the tables of these sections of the page tell them: of
    each program on one plan, of ricplan on many.
    """
    return [bar for section in sections for bar in _bars_of(section)]


def _bars_of(section: str) -> Iterator[tuple[str, float]]:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    if len(rows) < 3:
        return
    head, _, *body = rows
    own = next(at for at, name in enumerate(head) if name.startswith("processor, s"))
    for name, *cells in body:
        seconds = cells[own - 1]
        # The peer that a batch is held against is among the programs already.
        if seconds and not name.endswith(", one plan"):
            yield f"ricplan extract {name}" if name.startswith("--") else name, float(seconds)


def draw(bars: Sequence[tuple[str, float]], file: Path = FILE) -> None:
    """Write the picture of names and seconds of the processor a plan; the quickest first."""
    import vl_convert

    quickest_first = [name for name, _ in sorted(bars, key=lambda bar: bar[1])]

    svg: str = vl_convert.vegalite_to_svg(
        {
            "width": 460,
            "height": {"step": 24},
            "background": "white",
            "config": {"view": {"stroke": None}, "axis": {"grid": False}},
            "data": {
                "values": [
                    {"name": name, "seconds": round(seconds, 3), "own": name.startswith("ricplan")}
                    for name, seconds in bars
                ]
            },
            "encoding": {
                "y": {"field": "name", "type": "nominal", "sort": quickest_first, "title": None,
                      "axis": {"labelLimit": 320, "domain": False, "ticks": False}},
                "x": {"field": "seconds", "type": "quantitative",
                      "title": "seconds of the processor a plan, all processes",
                      "axis": {"tickCount": 6}},
            },
            "layer": [
                {"mark": {"type": "bar", "height": 16},
                 "encoding": {"color": {"field": "own", "type": "nominal", "legend": None,
                                        "scale": {"domain": [True, False],
                                                  "range": [_OWN, _OTHER]}}}},
                {"mark": {"type": "text", "align": "left", "dx": 4},
                 "encoding": {"text": {"field": "seconds", "format": ".2f"}}},
            ],
        },
        allowed_base_urls=[],
    )  # fmt: skip
    file.write_text(svg, encoding="utf-8")
