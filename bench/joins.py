"""Line ends of words that the weights of joins were not tuned on: precision and recall.

The texts of `held_out.txt` are set in narrow columns of several widths and fonts, where a word
wider than its column is broken anywhere, as typesetters do without hyphenation. Each setting is a
document.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.geometry import Box
from pipeline.tables.line_joins import join, lexicon, measure
from pipeline.text.page import Edges
from pipeline.text.page import Line as Read
from tests.typeset.matter import Item
from tests.typeset.style import Style
from tests.typeset.wrap import Face, Line, face, wrap

TEXTS = Path(__file__).parent / "held_out.txt"
WIDTHS = (42.0, 50.0, 60.0, 75.0, 100.0)  # points
SIZE = 9.0
FONTS = ("serif", "sans", "dejavu-condensed")


@dataclass(frozen=True, slots=True)
class Joins:
    """Line ends counted: words broken and rejoined, and the wrong ones that a finding tells of."""

    ends: int = 0
    broken: int = 0
    rejoined: int = 0
    right: int = 0  # rejoined and broken
    wrong: int = 0
    told: int = 0  # wrong, and both readings are in a finding

    def __add__(self, other: Joins) -> Joins:
        return Joins(
            self.ends + other.ends,
            self.broken + other.broken,
            self.rejoined + other.rejoined,
            self.right + other.right,
            self.wrong + other.wrong,
            self.told + other.told,
        )

    @property
    def precision(self) -> float:
        """The share of the rejoined that were broken."""
        return self.right / self.rejoined if self.rejoined else 1.0

    @property
    def recall(self) -> float:
        """The share of the broken that were rejoined."""
        return self.right / self.broken if self.broken else 1.0


def measured(width: float, font: str, blank: bool) -> Joins:
    """The line ends of the texts in columns of a width; `blank` ends lines between words."""
    style = Style(font=font, hyphenation="none", break_after="")
    letters = face(style, SIZE)
    cells = [
        wrap(Item(text), width, letters, style)
        for text in TEXTS.read_text(encoding="utf-8").splitlines()
    ]
    read = [[_read(line, place, letters, blank) for place, line in enumerate(own)] for own in cells]
    room = measure(Box(0.0, 0.0, width, 100.0), ())
    words = lexicon([[(line, room) for line in own] for own in read])
    found = Joins()
    for printed, lines in zip(cells, read, strict=True):
        for place, (line, after) in enumerate(itertools.pairwise(lines)):
            made = join(line, after, room, words)
            broken, rejoined = printed[place].end == "inside", made.glue == ""
            wrong = broken != rejoined
            found += Joins(
                1, broken, rejoined, broken and rejoined, wrong, wrong and made.doubt is not None
            )
    return found


def _read(line: Line, place: int, letters: Face, blank: bool) -> Read:
    """A printed line as it is read."""
    edges = Edges("f", [letters.width(line.text[:at]) for at in range(len(line.text) + 1)])
    box = Box(0.0, 12.0 * place, edges[-1], 12.0 * place + SIZE)
    return Read(line.text, 1, box, SIZE, False, blank and line.end == "blank", edges)


def table(widths: Sequence[float] = WIDTHS) -> Iterator[str]:
    """A line for each width of a column, with and without blanks at line ends."""
    yield "| column, pt | line ends | words broken | precision | recall | wrong | told |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    for width, blank in itertools.product(widths, (True, False)):
        own = sum((measured(width, font, blank) for font in FONTS), Joins())
        named = f"{width:g}{' (blanks)' if blank else ''}"
        yield (
            f"| {named} | {own.ends} | {own.broken} | {own.precision:.3f} | {own.recall:.3f} "
            f"| {own.wrong} | {own.told} |"
        )
