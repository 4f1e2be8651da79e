"""Fonts, the breaking of cells into lines, and the widths of columns."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.invented.document import Cell, Table
from tests.invented.look import Look

FOLDER = Path(__file__).parent.parent / "fonts"
FACES = {
    "serif": ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    "sans": ("LiberationSans-Regular", "LiberationSans-Bold"),
    "dejavu": ("DejaVuSans", "DejaVuSans-Bold"),
    "dejavu-serif": ("DejaVuSerif", "DejaVuSerif-Bold"),
    "dejavu-condensed": ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold"),
}
PAPER = {"A4": (595.276, 841.89), "A3": (841.89, 1190.551)}
LEADING = 1.2


@cache
def _registered(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    return name


def face(look: Look, bold: bool) -> str:
    """The name of a face."""
    return _registered(FACES[look.font][bold])


def bold(cell: Cell, look: Look) -> bool:
    """Whether a cell is set in bold."""
    if cell.kind == "head":
        return look.header_bold
    return (cell.strong or cell.kind in ("band", "total")) and look.band_bold


@lru_cache(maxsize=100_000)
def _unit(word: str, name: str) -> float:
    width: float = pdfmetrics.stringWidth(word, name, 1.0)
    return width


def width(text: str, name: str, size: float) -> float:
    """Of one line."""
    return sum(_unit(word, name) for word in text.split(" ")) * size + (
        text.count(" ") * _unit(" ", name) * size
    )


def page_size(look: Look) -> tuple[float, float]:
    """Width and height of a page."""
    short, long = PAPER[look.paper]
    return (long, short) if look.landscape else (short, long)


def wrap(text: str, room: float, name: str, size: float) -> list[str]:
    """Lines that fit; a word too long for its column is broken at its last letter that fits."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, name, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line + " ")
        while width(word, name, size) > room and len(word) > 1:
            length = len(word) - 1
            while length > 1 and width(word[:length], name, size) > room:
                length -= 1
            lines.append(word[:length])
            word = word[length:]
        line = word
    return [*lines, line]


def tokens(cell: Cell) -> list[str]:
    """What should not be broken: words, and amounts as a whole."""
    if cell.kind == "number":
        return list(cell.paragraphs) if any(c.isdigit() for c in cell.paragraphs[0]) else []
    return [word for text in cell.paragraphs for word in text.split(" ")]


def columns(table: Table, look: Look, room: float) -> tuple[list[float], float]:
    """Widths of the columns and a size of type with which every word fits."""
    least = [0.0] * table.width  # at a size of one point
    weight = [1.0] * table.width
    for place, cell in placed(table):
        if cell.columns > 1:
            continue
        name = face(look, bold(cell, look))
        words = [width(token, name, 1.0) for token in tokens(cell)]
        if cell.tight:  # room for some letters only
            words = [min(word, 4.2) for word in words]
        least[place] = max([least[place], *words])
        letters = sum(len(text) for text in cell.paragraphs)
        weight[place] = max(weight[place], min(letters, 160) ** 0.7)
    size = look.size
    while True:
        floor = [w * size + 2 * look.pad + 0.6 for w in least]
        spare = room - sum(floor)
        if spare >= 0:
            break
        if size <= 4.5:  # words of the widest columns are broken
            scale = room / sum(floor)
            return [w * scale for w in floor], size
        size -= 0.5
    total = sum(weight)
    return [f + spare * w / total for f, w in zip(floor, weight, strict=True)], size


def placed(table: Table) -> list[tuple[int, Cell]]:
    """Each cell with the number of its first column."""
    return [(column, cell) for row in grid(table) for column, cell in row]


def grid(table: Table) -> list[list[tuple[int, Cell]]]:
    """The cells of each row with their first columns, those covered from above left out."""
    covered = [0] * table.width  # rows still covered, by column
    result = []
    for row in table.rows:
        places = []
        column = 0
        for cell in row.cells:
            while covered[column]:
                column += 1
            places.append((column, cell))
            for number in range(column, column + cell.columns):
                covered[number] = cell.rows
            column += cell.columns
        covered = [max(0, left - 1) for left in covered]
        result.append(places)
    return result
