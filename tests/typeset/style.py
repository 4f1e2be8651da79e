"""Every way in which a typesetter may print one and the same plan, as a switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PAPER = {"A4": (595.276, 841.89), "A3": (841.89, 1190.551), "Letter": (612.0, 792.0)}


@dataclass(frozen=True)
class Cut:
    """A page break that must come inside or before one row.

    `table` is actions, activities or horizontal_measures, `row` counts its body rows from 0 over
    the whole plan. `lines` tells how many lines each column keeps on the page before the break,
    in printed order of columns (one number: the same for all); no line at all breaks before the
    row. Several cuts of one row follow each other, each counting from the remainder's first line.
    """

    table: str
    row: int
    lines: int | tuple[int, ...]


@dataclass(frozen=True)
class Style:
    """The switches; lengths in points. The defaults print a plain plan with every rule stroked."""

    # paper
    paper: str = "A4"
    landscape: bool = True
    intro_landscape: bool = False
    margin: float = 42.0
    rotate: int = 0  # /Rotate, content drawn so that the page still displays upright
    turned: int = 0  # /Rotate set on top of that, so that the page displays turned
    bleed: float = 0.0  # the MediaBox is wider than the CropBox by this much on each side
    page_header: str | None = None  # `{page}` and `{pages}` are filled in
    page_footer: str | None = "{page}"
    producer: str = "ReportLab"

    # type
    font: str = "serif"  # a key of FONTS
    size: float = 8.0
    leading: float = 1.2  # times the size
    # a base and its mark: one glyph; two glyphs of one string; two glyphs placed one by one; the
    # same with all marks of a run after all its bases
    diacritics: Literal["composed", "decomposed", "placed", "last"] = "composed"
    runs: Literal["line", "word", "glyph"] = "line"  # what one text operator draws
    blanks: Literal["glyph", "gap"] = "glyph"  # a blank is a glyph, or mere distance
    trailing_blank: bool = True  # a glyph at the end of wrapped lines
    nbsp_numbers: bool = False  # 100 000 with a no-break space
    fake_bold: bool = False  # bold is the regular face printed twice
    char_space: float = 0.0
    justify: bool = False  # running text and cells set to both edges
    hyphenation: Literal["none", "soft"] = "none"  # words divided with U+00AD at the line's end
    break_after: str = "-"  # characters inside a word after which a line may end

    # table
    # how each border is drawn: see `borders.py`
    border: Literal[
        "stroke", "fill", "segments", "box", "none",
        "dots", "dotted", "dashes", "dashed", "double", "pieces", "rounded", "cards",
    ] = "stroke"  # fmt: skip
    border_grey: float = 0.0  # 0 black, 1 white
    border_width: float = 0.5
    verticals: Literal["all", "outer", "none"] = "all"
    # between which rows rules are drawn: all; under the header, and over the first and under the
    # last row of a table; under the header alone; below or above each row; around each group's row
    levels: Literal["all", "booktabs", "header", "below", "above", "groups"] = "all"
    open_foot: bool = False  # no rule under the last row of a page
    open_head: bool = False  # no rule over a remainder that begins a page
    pad: float = 3.0
    shade: bool = False  # header cells on grey
    shade_all: bool = False  # every cell on grey
    shade_rows: bool = False  # every other row on grey
    # the text of header cells runs up (90) or down (270), in lines of a length of its own, and the
    # row may be lower than they are long
    turn_header: Literal[0, 90, 270] = 0
    header_length: float = 90.0
    header_height: float = 60.0
    underline: Literal["none", "headings", "ids"] = "none"
    valign: Literal["top", "middle"] = "top"
    centre_whole: bool = False  # centred over the whole cut row, not over each part
    split_rows: bool = True
    ragged_cut: bool = False  # a page break leaves another number of lines in each column
    narrow: bool = False  # columns so narrow that words break inside
    text_first: bool = False  # rules are painted over the text

    # matter
    header: Literal["page", "table", "first"] = "page"  # where the header row is printed
    direction: Literal["heading", "row-before-header", "row-after-header"] = "heading"
    whole_table: bool = False  # one table for all directions, with merged rows between
    direction_repeat: bool = False  # the merged rows come again on each page
    priority: Literal["heading", "row"] = "heading"
    action_columns: tuple[str, ...] = ()  # printed order; empty: as in the base plan
    activity_columns: tuple[str, ...] = ()
    extra_column: str | None = None  # header of a column of activities that no profile knows
    bullet: str = "•"
    bullet_gap: bool = False  # the text after a bullet is set at a tab stop, without a blank
    numbered_gap: bool = True  # `1. text` or `1.text`
    funding_lines: bool = True  # sources printed without comma stand on a line each
    chapters_on_new_page: bool = True
    keep_with_next: bool = True  # headings and headers are not left alone at a page's foot
    cut_at: tuple[Cut, ...] = ()
