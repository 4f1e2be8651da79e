"""Named styles, each a mix of switches as one real typesetter would give it."""

from __future__ import annotations

from tests.typeset.style import Style

PRESETS: dict[str, Style] = {
    "plain-stroked": Style(),
    "word-filled": Style(
        border="segments", border_width=0.48, valign="middle", pad=4, narrow=True,
        producer="Microsoft Word", page_footer="{page}",
    ),
    "no-verticals": Style(
        verticals="none", paper="A3", size=9, pad=5, font="sans", trailing_blank=False,
        blanks="gap", page_header="Zemgales plānošanas reģions",
    ),
    "open-foot": Style(
        border="fill", open_foot=True, open_head=True, font="sans", size=7.5, trailing_blank=True,
        page_footer="Zemgales plānošanas reģiona attīstības programma. Rīcības plāns  |  {page}",
        producer="Skia/PDF",
    ),
    "header-once": Style(header="table", font="dejavu-condensed", size=7, page_footer="- {page} -"),
    "merged-direction": Style(
        direction="row-after-header", border="box", font="serif", valign="middle", shade=True,
        direction_repeat=True,
    ),
}
