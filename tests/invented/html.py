"""The same abstract document as one HTML page, for a browser to set and break."""

from __future__ import annotations

import html
from pathlib import Path

from tests.invented import measure
from tests.invented.document import Block, Cell, Row, Table
from tests.invented.look import Look
from tests.typeset.chromium import print_pdf

FAMILIES = {
    "serif": "'Liberation Serif',serif",
    "sans": "'Liberation Sans',sans-serif",
    "dejavu": "'DejaVu Sans',sans-serif",
    "dejavu-serif": "'DejaVu Serif',serif",
    "dejavu-condensed": "'DejaVu Sans Condensed',sans-serif",
}
TAGS = {"title": "h1", "chapter": "h2", "heading1": "h3", "heading2": "h4", "heading3": "h5"}


def as_html(blocks: list[Block], look: Look, title: str) -> str:
    """One HTML document."""
    body = "".join(_block(block, look) for block in blocks)
    return (
        f"<!doctype html><html lang=lv><meta charset=utf-8><title>{html.escape(title)}</title>"
        f"<style>{_style(look, title)}</style><body>{body}</body></html>"
    )


def print_plan(blocks: list[Block], look: Look, title: str, path: Path) -> None:
    """Have a browser print the document to a file."""
    print_pdf(as_html(blocks, look, title), path.resolve())


def _style(look: Look, title: str) -> str:
    turn = "landscape" if look.landscape else "portrait"
    above = f'@top-left{{content:"{title}"}}' if look.page_header else ""
    below = "" if look.page_footer == "none" else "@bottom-center{content:counter(page)}"
    return (
        f"@page{{size:{look.paper} {turn};margin:{look.margin + 14:g}pt {look.margin:g}pt;"
        f"font:7pt sans-serif;{above}{below}}}"
        f"body{{font:{look.size:g}pt {FAMILIES[look.font]};margin:0}}"
        "h1,h2,h3,h4,h5{margin:6pt 0 4pt} h1{font-size:190%} h2{font-size:150%} h3{font-size:135%}"
        "h4{font-size:125%} h5{font-size:115%} p{margin:3pt 0} td p,th p{margin:0}"
        "table{border-collapse:collapse;width:100%;margin-bottom:8pt}"
        f"td,th{{border:{look.border_width:g}pt solid #000;padding:{look.pad:g}pt;"
        f"vertical-align:{'middle' if look.middle else 'top'};"
        f"break-inside:{'auto' if look.cut_rows else 'avoid'}}}"
        f"th{{font-weight:{'bold' if look.header_bold else 'normal'};vertical-align:middle;"
        f"background:{_colour(look.header_fill)}}}"
        f".band,.total{{font-weight:{'bold' if look.band_bold else 'normal'}}}"
        f".total{{background:{_colour(look.band(0))}}}"
        f".number{{text-align:{'right' if look.numbers_right else 'left'}}}"
        f".band{{text-align:{'center' if look.band_centred else 'left'}}}"
        ".mark{text-align:center} .shaded{background:#8fb08c}"
        ".tight{overflow-wrap:anywhere}"
        "*{-webkit-print-color-adjust:exact}"
    )


def _colour(fill: str | None) -> str:
    return f"#{fill}" if fill else "none"


def _block(block: Block, look: Look) -> str:
    if isinstance(block, Table):
        return _table(block, look)
    if block.kind == "page":
        return "<div style='break-after:page'></div>"
    if block.kind == "bullet":
        return f"<p>• {html.escape(block.text)}</p>"
    tag = TAGS.get(block.kind, "h5" if block.kind.startswith("heading") else "p")
    return f"<{tag}>{html.escape(block.text)}</{tag}>"


def _table(table: Table, look: Look) -> str:
    room = measure.page_size(look)[0] - 2 * look.margin
    widths, size = measure.columns(table, look, room)
    cols = "".join(f"<col style='width:{100 * width / room:.2f}%'>" for width in widths)
    heads = sum(row.kind == "head" for row in table.rows)
    lead = "".join(_row(row, look) for row in table.rows[:heads])
    body = "".join(_row(row, look) for row in table.rows[heads:])
    if look.header_repeated:
        lead, body = f"<thead>{lead}</thead>", f"<tbody>{body}</tbody>"
    else:
        lead, body = "", f"<tbody>{lead}{body}</tbody>"
    return f"<table style='font-size:{size:g}pt'><colgroup>{cols}</colgroup>{lead}{body}</table>"


def _row(row: Row, look: Look) -> str:
    return f"<tr>{''.join(_cell(cell, look) for cell in row.cells)}</tr>"


def _cell(cell: Cell, look: Look) -> str:
    tag = "th" if cell.kind == "head" else "td"
    spans = f" colspan={cell.columns}" if cell.columns > 1 else ""
    spans += f" rowspan={cell.rows}" if cell.rows > 1 else ""
    kind = cell.kind + " shaded" * cell.shaded + " total" * cell.strong + " tight" * cell.tight
    fill = look.band(cell.rank) if cell.kind == "band" else None
    style = f" style='background:{_colour(fill)}'" if fill else ""
    texts = [html.escape(text) for text in cell.paragraphs]
    if cell.kind == "number":  # an amount stands on one line
        texts = [t if any(c.isalpha() for c in t) else f"<nobr>{t}</nobr>" for t in texts]
    inner = texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)
    return f"<{tag} class='{kind}'{spans}{style}>{inner}</{tag}>"
