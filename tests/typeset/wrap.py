"""Fonts, widths, and the breaking of a paragraph into lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.typeset.matter import NO_BREAK, Item
from tests.typeset.style import Style

FOLDER = Path(__file__).parent.parent / "fonts"
FONTS = {
    "serif": ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    "sans": ("LiberationSans-Regular", "LiberationSans-Bold"),
    "dejavu": ("DejaVuSans", "DejaVuSans-Bold"),
    "dejavu-serif": ("DejaVuSerif", "DejaVuSerif-Bold"),
    "dejavu-condensed": ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold"),
}
SOFT_HYPHEN = "\u00ad"
VOWELS = "aāeēiīoōuūAĀEĒIĪOOUŪ"


@cache
def _registered(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    return name


@dataclass(frozen=True)
class Face:
    """One face at one size."""

    name: str
    size: float
    bold: bool = False  # printed twice when there is no bold face of its own
    char_space: float = 0.0

    def width(self, text: str) -> float:
        """Of the text as composed; combining marks of these fonts have no width of their own."""
        plain = text.replace(NO_BREAK, " ")
        width: float = pdfmetrics.stringWidth(plain, self.name, self.size)
        return width + self.char_space * len(plain)


def face(style: Style, size: float, bold: bool = False) -> Face:
    """The face of a style at a size."""
    regular, heavy = FONTS[style.font]
    doubled = bold and style.fake_bold
    name = heavy if bold and not doubled else regular
    return Face(_registered(name), size, doubled, style.char_space)


@dataclass(frozen=True)
class Line:
    """A printed line. `end` tells what follows: a blank, a part of the same word, or nothing."""

    text: str
    end: str  # blank, inside, last
    bullet: str | None = None
    indent: float = 0.0

    @property
    def doubtful(self) -> bool:
        """Nobody sees whether a blank follows this hyphen or slash."""
        return self.end != "last" and bool(re.search(r"\S-$|/$", self.text))


@dataclass
class _Breaker:
    width: float
    face: Face
    style: Style
    lines: list[tuple[str, str]] = field(default_factory=list)
    line: str = ""

    def fits(self, text: str) -> bool:
        return self.face.width(text) <= self.width

    def word(self, word: str) -> None:
        joiner = " " if self.line else ""
        for piece in _pieces(word, self.style.break_after):
            self._piece(joiner, piece)
            joiner = ""

    def _piece(self, joiner: str, piece: str) -> None:
        if self.fits(self.line + joiner + piece):
            self.line += joiner + piece
            return
        head = self._divided(self.line + joiner, piece)
        if head:
            self.lines.append((self.line + joiner + head + SOFT_HYPHEN, "inside"))
            self.line = ""
            piece = piece[len(head) :]
        elif self.line:
            self.lines.append((self.line, "blank" if joiner else "inside"))
        self.line = ""
        while not self.fits(piece):
            head = self._divided("", piece)
            mark = SOFT_HYPHEN if head else ""
            head = head or self._filled(piece)
            self.lines.append((head + mark, "inside"))
            piece = piece[len(head) :]
        self.line = piece

    def _divided(self, before: str, word: str) -> str:
        """The longest first part of a word that fits with a soft hyphen, cut after a vowel."""
        if self.style.hyphenation == "none":
            return ""
        for length in range(len(word) - 2, 1, -1):
            whole = word[: length + 2].isalpha() and word[length - 1] in VOWELS
            consonant = word[length] not in VOWELS and word[length + 1] in VOWELS
            if whole and consonant and self.fits(before + word[:length] + SOFT_HYPHEN):
                return word[:length]
        return ""

    def _filled(self, piece: str) -> str:
        length = 1
        while length < len(piece) and self.fits(piece[: length + 1]):
            length += 1
        return piece[:length]


def _pieces(word: str, break_after: str) -> list[str]:
    """Parts of a word between which a line may end: `e-veselība` → `e-`, `veselība`."""
    if not break_after:
        return [word]
    marks = re.escape(break_after)
    return [
        part for part in re.split(rf"(?<=\w[{marks}])(?=\w)|(?<=\.[{marks}])(?=\w)", word) if part
    ]


def wrap(item: Item, width: float, font: Face, style: Style) -> list[Line]:
    """The lines of one paragraph."""
    indent = 0.0
    if item.bullet:
        indent = font.width(item.bullet + " ") if not style.bullet_gap else font.size * 1.4
    breaker = _Breaker(width - indent, font, style)
    for word in item.text.split(" "):
        breaker.word(word)
    raw = [*breaker.lines, (breaker.line, "last")]
    return [
        Line(text, end, item.bullet if number == 0 else None, indent)
        for number, (text, end) in enumerate(raw)
    ]


def as_printed(text: str, style: Style) -> str:
    """The characters that the PDF holds for a line."""
    text = text.replace(NO_BREAK, " ")
    return text if style.diacritics == "composed" else unicodedata.normalize("NFD", text)
