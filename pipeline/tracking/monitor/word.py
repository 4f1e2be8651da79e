"""Writes a document as .docx with the styles of a customisable template.

`{{nosaukums}}`, `{{stāvoklis}}`, `{{rindas}}` and `{{plāns}}` in the template, its header and its
footer are replaced; the blocks replace the paragraph `{{saturs}}`, or follow at the end where there
is none. The same blocks and template give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pipeline import __version__
from pipeline.model.errors import InputError
from pipeline.store.export.xlsx import writable
from pipeline.tracking.monitor.blocks import Block, Document, Heading, Paragraph, Picture, Table

TEMPLATE = Path(__file__).with_name("review.docx")
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)  # fixed timestamp of every part, for reproducible output
_CONTENT = "{{saturs}}"
_WIDE = 5000  # fiftieths of a per cent: tables are as wide as the text
_SMALL, _HEAD = 18, 16  # font sizes of a table and of its header, in half points
_PICTURE = 0.72  # of the text width, so that the table still fits on the page
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SCALE = 2.0  # scale of a picture's pixels


def write(
    document: Document, file: Path, said: Mapping[str, str], template: Path | None = None
) -> None:
    """Write the file (into a staging folder, see `store.staging`). InputError where the template is
    not a .docx.
    """
    made = _opened(template or TEMPLATE)
    _fill(
        made,
        {
            **said,
            "nosaukums": document.title,
            "stāvoklis": document.lines[0],
            "rindas": "; ".join(document.lines),
        },
    )
    place = _place(made)
    for block in document.blocks:
        for element in _elements(made, block):
            place.addprevious(element)
    place.getparent().remove(place)
    properties = made.core_properties
    properties.title = writable(document.title)
    properties.author = properties.last_modified_by = f"ricplan {__version__}"
    properties.created = properties.modified = datetime.datetime(2000, 1, 1)
    properties.revision = 1
    stream = io.BytesIO()
    made.save(stream)
    _with_fixed_times(stream, file)


def _opened(template: Path) -> Any:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise InputError(
            f"{template} is not a .docx document ({error}).",
            "The review takes its styles from it.",
            "Give another template, or leave --template out.",
        ) from error


def _fill(made: Any, said: Mapping[str, str]) -> None:
    """Replace the placeholders in the text and in headers and footers."""
    parts = [made, *(part for s in made.sections for part in (s.header, s.footer))]
    for part in parts:
        for paragraph in part.paragraphs:
            text = paragraph.text
            if "{{" not in text or text.strip() == _CONTENT or not paragraph.runs:
                continue
            for name, value in said.items():
                text = text.replace(f"{{{{{name}}}}}", writable(value))
            paragraph.runs[0].text = text
            for run in paragraph.runs[1:]:
                run.text = ""


def _place(made: Any) -> Any:
    """The element before which the blocks are inserted and which is then removed."""
    for paragraph in made.paragraphs:
        if paragraph.text.strip() == _CONTENT:
            return paragraph._p
    return made.add_paragraph()._p


def _elements(made: Any, block: Block) -> Iterator[Any]:
    match block:
        case Heading():
            yield _taken(made.add_heading(writable(block.text), block.level)._p)
        case Paragraph():
            yield _taken(made.add_paragraph(writable(block.text))._p)
        case Table():
            yield _table(block)
            yield _taken(made.add_paragraph()._p)
        case Picture():
            picture = _picture(made, block)
            if picture is not None:
                yield picture


def _taken(element: Any) -> Any:
    element.getparent().remove(element)
    return element


def _picture(made: Any, block: Picture) -> Any:
    """A paragraph with the picture; None without vl-convert."""
    from pipeline.report import drawing

    png = drawing.draw_png(block.specification, _SCALE)
    if png is None:
        return None
    paragraph = made.add_paragraph()
    section = made.sections[0]
    shape = paragraph.add_run().add_picture(
        io.BytesIO(png),
        round(_PICTURE * (section.page_width - section.left_margin - section.right_margin)),
    )
    shape._inline.docPr.set("descr", writable(block.text))
    return _taken(paragraph._p)


# ── tables, written as XML: cell by cell through the library takes minutes ─────


def _table(block: Table) -> Any:
    from docx.oxml import parse_xml

    widths = [round(share * _WIDE) for share in block.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(block.rows) - 1
    rows = [_row(block, widths, block.header, head=True)]
    rows += [
        _row(block, widths, row, bold=block.summed and at == last)
        for at, row in enumerate(block.rows)
    ]
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{_WIDE}" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    block: Table, widths: list[int], texts: tuple[str, ...], head: bool = False, bold: bool = False
) -> str:
    cells = "".join(
        _cell(text, width, at in block.right, head, bold or head)
        for at, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, right: bool, head: bool, bold: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E9EFF0"/>' if head else ""
    aligned = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:b/>" if bold else ""
    letters = _HEAD if head else _SMALL
    size = f'<w:sz w:val="{letters}"/><w:szCs w:val="{letters}"/>'
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(
        escape(line) for line in re.split(r"\r\n|\r|\n", writable(text))
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{aligned}</w:pPr>'
        f'<w:r><w:rPr>{weight}{size}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r></w:p>'
        "</w:tc>"
    )


def _with_fixed_times(stream: io.BytesIO, file: Path) -> None:
    """Rewrite the archive with a fixed timestamp for each part."""
    with (
        zipfile.ZipFile(stream) as made,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            about = zipfile.ZipInfo(name, _TIMESTAMP)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            kept.writestr(about, made.read(name))
