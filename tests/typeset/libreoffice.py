"""Prints the gold plan with LibreOffice Writer: a flat OpenDocument text, Writer's page breaks.

`python -m tests.typeset.libreoffice OUTDIR [--part]` needs LibreOffice on the machine; the samples
made with it stand in `tests/samples/`, so no test does.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from tests.typeset.matter import NO_BREAK, Cell, PlanData, TableMatter, Text, matter
from tests.typeset.style import Style

SOFFICE = "soffice"
SPACES = (
    "office:urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style:urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text:urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table:urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo:urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
)


@dataclass(frozen=True)
class Sheet:
    """How Writer prints: the matter's switches, and the properties of cells and text."""

    style: Style
    font: str
    size: float
    width: float = 25.7  # of a landscape page without margins, cm
    cell: str = 'fo:border="0.5pt solid #000000" fo:padding="0.08cm"'
    repeated: bool = True


SHEETS = {
    "libreoffice-a4": Sheet(
        Style(narrow=True), "Liberation Serif", 9,
        cell='fo:border="0.5pt solid #000000" fo:padding="0.08cm" style:vertical-align="middle"',
    ),
    "libreoffice-lines": Sheet(
        Style(header="table", direction="row-after-header", bullet="-"), "DejaVu Sans Condensed", 8,
        cell='fo:border-left="none" fo:border-right="none" fo:border-top="0.7pt solid #000000" '
             'fo:border-bottom="0.7pt solid #000000" fo:padding="0.1cm"',
        repeated=False,
    ),
}  # fmt: skip


def as_fodt(plan: PlanData, sheet: Sheet) -> str:
    """The plan as a flat OpenDocument text."""
    names = " ".join(f'xmlns:{space.split(":")[0]}="{space.split(":", 1)[1]}"' for space in SPACES)
    blocks = matter(plan, sheet.style)
    widths = [block.columns for block in blocks if isinstance(block, TableMatter)]
    automatic = "".join(_column_styles(number, columns, sheet) for number, columns in
                        enumerate(widths))  # fmt: skip
    body, number, section = [], 0, ""
    for block in blocks:
        if isinstance(block, str):
            section = "" if block == "same" else block
        elif isinstance(block, Text):
            body.append(_paragraph(block, section))
            section = ""
        else:
            body.append(_table(block, number, sheet))
            number += 1
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_styles(sheet)}</office:styles>"
        f"<office:automatic-styles>{_pages()}{automatic}{_cells(sheet)}</office:automatic-styles>"
        f"<office:master-styles>{_masters()}</office:master-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document>"
    )


# ── styles ──────────────────────────────────────────────────────────────────────────────────────


def _styles(sheet: Sheet) -> str:
    def style(name: str, text: str, paragraph: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f"<style:paragraph-properties {paragraph}/>"
            f'<style:text-properties style:font-name="{sheet.font}" fo:font-family="{sheet.font}" '
            f'fo:language="lv" fo:country="LV" {text}/></style:style>'
        )

    size, bold = f'fo:font-size="{sheet.size}pt"', 'fo:font-weight="bold"'
    after = 'fo:margin-bottom="0.15cm"'
    return "".join([
        style("paragraph", f'fo:font-size="{sheet.size + 1.5}pt"', after),
        style("bullet", f'fo:font-size="{sheet.size + 1.5}pt"', after),
        style("title", f'fo:font-size="{sheet.size * 1.7}pt" {bold}', after),
        style("heading1", f'fo:font-size="{sheet.size * 1.4}pt" {bold}',
              f'{after} fo:margin-top="0.3cm" fo:keep-with-next="always"'),
        style("heading2", f'fo:font-size="{sheet.size * 1.1}pt" {bold}',
              f'{after} fo:margin-top="0.2cm" fo:keep-with-next="always"'),
        style("cell", size),
        style("item", size, 'fo:margin-left="0.3cm" fo:text-indent="-0.3cm"'),
        style("centred", size, 'fo:text-align="center"'),
        style("header", f"{size} {bold}", 'fo:text-align="center"'),
        style("group", f"{size} {bold}"),
        style("footer", size, 'fo:text-align="end"'),
    ])  # fmt: skip


def _pages() -> str:
    def layout(name: str, width: str, height: str, turned: str) -> str:
        return (
            f'<style:page-layout style:name="L{name}"><style:page-layout-properties '
            f'fo:page-width="{width}" fo:page-height="{height}" fo:margin="2cm" '
            f'style:print-orientation="{turned}"/><style:footer-style>'
            '<style:header-footer-properties fo:min-height="0.6cm"/></style:footer-style>'
            "</style:page-layout>"
        )

    breaks = "".join(
        f'<style:style style:name="{level}-{section}" style:family="paragraph" '
        f'style:parent-style-name="{level}" style:master-page-name="{section}"/>'
        for level in ("title", "heading1")
        for section in ("intro", "tables")
    )
    return (
        layout("intro", "21cm", "29.7cm", "portrait")
        + layout("tables", "29.7cm", "21cm", "landscape")
        + breaks
    )


def _masters() -> str:
    footer = (
        '<style:footer><text:p text:style-name="footer"><text:page-number/> / <text:page-count/>'
        "</text:p></style:footer>"
    )
    return "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="L{name}">{footer}'
        "</style:master-page>"
        for name in ("intro", "tables")
    )


def _column_styles(number: int, columns: tuple[tuple[str, float], ...], sheet: Sheet) -> str:
    total = sum(weight for _, weight in columns)
    table = (
        f'<style:style style:name="T{number}" style:family="table"><style:table-properties '
        f'style:width="{sheet.width}cm" table:align="left" fo:margin-bottom="0.3cm" '
        'table:border-model="collapsing"/></style:style>'
    )
    return table + "".join(
        f'<style:style style:name="T{number}.{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{sheet.width * weight / total:.2f}cm"'
        "/>"
        "</style:style>"
        for place, (_, weight) in enumerate(columns)
    )


def _cells(sheet: Sheet) -> str:
    return (
        '<style:style style:name="C" style:family="table-cell">'
        f"<style:table-cell-properties {sheet.cell}/></style:style>"
    )


# ── content ─────────────────────────────────────────────────────────────────────────────────────


def _paragraph(block: Text, section: str) -> str:
    name = f"{block.level}-{section}" if section else block.level
    mark = "• " if block.level == "bullet" else ""
    return f'<text:p text:style-name="{name}">{mark}{_escaped(block.text)}</text:p>'


def _table(table: TableMatter, number: int, sheet: Sheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="T{number}.{place}"/>'
        for place in range(len(table.columns))
    )
    rows = ""
    for row in table.rows:
        if row.kind == "group":
            covered = "<table:covered-table-cell/>" * (len(table.columns) - 1)
            span = f' table:number-columns-spanned="{len(table.columns)}"'
            line = f"<table:table-row>{_cell(row.cells[0], 'group', span)}{covered}"
        else:
            line = "<table:table-row>" + "".join(
                _cell(cell, "header" if row.kind == "header" else "cell") for cell in row.cells
            )
        line += "</table:table-row>"
        if row.kind == "header" and sheet.repeated:
            line = f"<table:table-header-rows>{line}</table:table-header-rows>"
        rows += line
    return (
        f'<table:table table:name="Table{number}" table:style-name="T{number}">'
        f"{columns}{rows}</table:table>"
    )


def _cell(cell: Cell, kind: str, span: str = "") -> str:
    name = "centred" if cell.centred and kind == "cell" else kind
    texts = [
        f'<text:p text:style-name="item">{item.bullet} {_escaped(item.text)}</text:p>'
        if item.bullet
        else f'<text:p text:style-name="{name}">{_escaped(item.text)}</text:p>'
        for item in cell.items
    ]
    inside = "".join(texts) or f'<text:p text:style-name="{name}"/>'
    return (
        f'<table:table-cell table:style-name="C" office:value-type="string"{span}>{inside}'
        "</table:table-cell>"
    )


def _escaped(text: str) -> str:
    return escape(text).replace(NO_BREAK, "\u00a0")


def print_pdf(source: str, pdf: Path) -> None:
    """Have Writer print a flat OpenDocument text."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{pdf.stem}.fodt"
        page.write_text(source, encoding="utf-8")
        command = [
            SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "pdf", "--outdir", str(pdf.parent), str(page),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.typeset.libreoffice", description=__doc__
    )
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--part", action="store_true", help="only a few pages of the plan")
    options = parser.parse_args()
    options.outdir.mkdir(parents=True, exist_ok=True)
    plan = PlanData.gold()
    plan = plan.part(6, 20) if options.part else plan
    for name, sheet in SHEETS.items():
        print_pdf(as_fodt(plan, sheet), options.outdir.resolve() / f"{name}.pdf")
        print(name)


if __name__ == "__main__":
    main()
