"""How a plan looks on paper, drawn from the same seed as its shape."""

from __future__ import annotations

import random
from dataclasses import dataclass

FONTS = ("serif", "sans", "dejavu-condensed", "dejavu", "dejavu-serif")

BANDS = (
    (),
    (),
    ("e7e6e6",),
    ("d0e0c0",),
    ("8eaadb", "b4c6e7", "dbe5f1", "edf2f9"),
    ("a8d08d", "c5e0b3", "e2efd9"),
    ("bfbfbf", "d9d9d9", "f2f2f2"),
)


@dataclass(frozen=True)
class Look:
    """The switches of the typesetter; lengths in points."""

    paper: str
    landscape: bool
    margin: float
    font: str
    size: float
    border: str  # stroke, fill
    border_width: float
    pad: float
    middle: bool
    header_repeated: bool
    header_bold: bool
    header_fill: str | None
    band_bold: bool
    band_fills: tuple[str, ...]  # by level, the last one for all below; none: unshaded
    cut_rows: bool
    open_foot: bool
    keep: bool  # bands and headings are not left alone at a page's foot
    trailing_blank: bool
    page_header: bool
    page_footer: str  # none, number, pages, text
    mark: str  # x, X, shade: how a year is marked
    numbers_right: bool
    band_centred: bool
    narrow: bool  # words of header cells may be broken inside

    def band(self, rank: int) -> str | None:
        """The shade of a band, by its place among the levels."""
        return self.band_fills[min(rank, len(self.band_fills) - 1)] if self.band_fills else None

    def describe(self) -> str:
        """A few words for a person."""
        turn = "landscape" if self.landscape else "portrait"
        return f"{self.paper} {turn} {self.font} {self.size:g} {self.border}"


def draw_look(rng: random.Random, columns: int) -> Look:
    """Wide tables stand on wide paper."""
    paper = "A3" if columns > 14 or rng.random() < 0.15 else "A4"
    landscape = columns > 9 or rng.random() < 0.6
    return Look(
        paper=paper,
        landscape=landscape,
        margin=rng.choice([28.0, 36.0, 50.0]),
        font=rng.choice(FONTS),
        size=rng.choice([6.5, 7.0, 8.0, 9.0]) + (1.0 if paper == "A3" else 0.0),
        border=rng.choice(["stroke", "fill"]),
        border_width=rng.choice([0.4, 0.5, 0.75]),
        pad=rng.choice([2.0, 3.0, 4.5]),
        middle=rng.random() < 0.4,
        header_repeated=rng.random() < 0.7,
        header_bold=rng.random() < 0.8,
        header_fill=rng.choice([None, "d9e2f3", "e2e2e2", "c6e0b4", "fff2cc"]),
        band_bold=rng.random() < 0.75,
        band_fills=rng.choice(BANDS),
        cut_rows=rng.random() < 0.75,
        open_foot=rng.random() < 0.3,
        keep=rng.random() < 0.7,
        trailing_blank=rng.random() < 0.6,
        page_header=rng.random() < 0.4,
        page_footer=rng.choice(["none", "number", "number", "pages", "text"]),
        mark=rng.choice(["x", "X", "shade"]),
        numbers_right=rng.random() < 0.6,
        band_centred=rng.random() < 0.2,
        narrow=rng.random() < 0.15,
    )
