"""Pages to PDF bytes, with reportlab's canvas; the same input gives the same bytes."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from tests.typeset.borders import draw_rules
from tests.typeset.layout import Print, Sheet
from tests.typeset.style import Style
from tests.typeset.wrap import Face, Line, as_printed, face

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LEVEL = str.maketrans(RAISED, "0123456789")


def paint(sheets: list[Sheet], style: Style, title: str) -> bytes:
    """The PDF of these pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setCreator("tests.typeset")
    canvas.setProducer(style.producer)
    for number, sheet in enumerate(sheets, 1):
        _orient(canvas, sheet, style)
        _furniture(sheet, style, number, len(sheets))
        for shade in sheet.shades:
            canvas.setFillGray(shade.grey)
            canvas.rect(shade.x0, shade.y0, shade.x1 - shade.x0, shade.y1 - shade.y0, 0, 1)
        canvas.setFillGray(0)
        steps = [
            lambda s=sheet: draw_rules(canvas, s.rules, style),
            lambda s=sheet: _texts(canvas, s, style),
        ]
        for step in reversed(steps) if style.text_first else steps:
            step()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _orient(canvas: Canvas, sheet: Sheet, style: Style) -> None:
    width, height = sheet.width, sheet.height
    swap = style.rotate in (90, 270)
    bleed = style.bleed
    if bleed:
        canvas.setPageSize((width + 2 * bleed, height + 2 * bleed))
        canvas.setCropBox((bleed, bleed, width + bleed, height + bleed))
        canvas.translate(bleed, bleed)
        return
    total = (style.rotate + style.turned) % 360
    media = (height, width) if swap else (width, height)
    # reportlab itself exchanges the sides of a page that it turns by a quarter
    canvas.setPageSize(media[::-1] if total in (90, 270) else media)
    canvas.setPageRotation(total)
    moves = {
        90: (0, 1, -1, 0, height, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, width),
    }
    if style.rotate:
        canvas.transform(*moves[style.rotate])


def _furniture(sheet: Sheet, style: Style, number: int, pages: int) -> None:
    font = face(style, style.size)
    for text, y in (
        (style.page_header, sheet.height - style.margin * 0.55),
        (style.page_footer, style.margin * 0.45),
    ):
        if text:
            line = Line(text.format(page=number, pages=pages), "last")
            x = (sheet.width - font.width(line.text)) / 2
            sheet.prints.append(Print(x, y, line, font))


# ── text ────────────────────────────────────────────────────────────────────────────────────────


def _texts(canvas: Canvas, sheet: Sheet, style: Style) -> None:
    for item in sheet.prints:
        if item.turn:
            canvas.saveState()
            canvas.translate(item.x, item.y)
            canvas.rotate(item.turn)
            _print(canvas, replace(item, x=0.0, y=0.0, turn=0), style, 0.0)
            canvas.restoreState()
            continue
        _print(canvas, item, style, 0.0)
        if item.face.bold:
            _print(canvas, item, style, item.face.size * 0.03)
        if item.underlined:
            width = item.face.width(item.line.text)
            canvas.rect(item.x, item.y - item.face.size * 0.14, width, 0.5, stroke=0, fill=1)


def _print(canvas: Canvas, item: Print, style: Style, shift: float) -> None:
    line, font = item.line, item.face
    x = item.x + shift
    if line.bullet:
        blank = " " if not style.bullet_gap and style.blanks == "glyph" else ""
        _draw(canvas, x, item.y, line.bullet + blank, font, style)
    x += line.indent
    text = as_printed(line.text, style)
    if line.end == "blank" and style.trailing_blank and style.blanks == "glyph":
        text += " "
    whole = style.runs == "line" and style.blanks == "glyph" and not item.stretch
    if whole:
        _draw(canvas, x, item.y, text, font, style)
        return
    words = text.split(" ")
    for number, word in enumerate(words):
        blank = " " if number + 1 < len(words) and style.blanks == "glyph" else ""
        if word or blank:
            _draw(canvas, x, item.y, word + blank, font, style)
        x += font.width(unicodedata.normalize("NFC", word) + " ") + item.stretch


def _draw(canvas: Canvas, x: float, y: float, text: str, font: Face, style: Style) -> None:
    """One run of text, or each of its glyphs by itself, or its marks by themselves."""
    if style.runs == "glyph":
        for cluster in _clusters(text):
            _show(canvas, x, y, cluster, font)
            x += font.width(unicodedata.normalize("NFC", cluster))
    elif style.diacritics in ("placed", "last"):
        _placed(canvas, x, y, text, font, style.diacritics == "last")
    else:
        _show(canvas, x, y, text, font)


def _placed(canvas: Canvas, x: float, y: float, text: str, font: Face, last: bool) -> None:
    """Each mark with a text operator of its own: at once, or after the bases of the whole run."""
    marks: list[tuple[float, str]] = []
    run, start, at = "", x, x
    for cluster in _clusters(text):
        run += cluster[0]
        at += font.width(cluster[0])
        marks += [(at, mark) for mark in cluster[1:]]
        if marks and not last:
            _show(canvas, start, y, run, font)
            _marks(canvas, y, marks, font)
            run, start, marks = "", at, []
    if run:
        _show(canvas, start, y, run, font)
    _marks(canvas, y, marks, font)


def _marks(canvas: Canvas, y: float, marks: list[tuple[float, str]], font: Face) -> None:
    for place, mark in marks:
        _show(canvas, place, y, mark, font)


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for character in text:
        if unicodedata.combining(character) and clusters:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _show(canvas: Canvas, x: float, y: float, text: str, font: Face) -> None:
    """A text; raised digits in it are small ones that stand higher, as typesetters print them."""
    for part in re.findall(f"[{RAISED}]+|[^{RAISED}]+", text):
        if part[0] in RAISED:
            small = replace(font, size=0.6 * font.size)
            _show_level(canvas, x, y + 0.35 * font.size, part.translate(_LEVEL), small)
        else:
            _show_level(canvas, x, y, part, font)
        x += font.width(part)


def _show_level(canvas: Canvas, x: float, y: float, text: str, font: Face) -> None:
    run = canvas.beginText(x, y)
    run.setFont(font.name, font.size)
    if font.char_space:
        run.setCharSpace(font.char_space)
    run.textOut(text)
    canvas.drawText(run)
