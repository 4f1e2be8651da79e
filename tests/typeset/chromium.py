"""Prints the gold plan with a real browser: HTML tables, Chromium's own page breaks.

`python -m tests.typeset.chromium OUTDIR [--part]` needs a Chromium on the machine; the samples
made with it stand in `tests/samples/`, so no test does.
"""

from __future__ import annotations

import argparse
import html
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.typeset.matter import NO_BREAK, Block, Cell, PlanData, TableMatter, Text, matter
from tests.typeset.style import Style

CHROMIUM = "chromium"


@dataclass(frozen=True)
class Sheet:
    """How the browser prints: the matter's switches, and the style sheet."""

    style: Style
    css: str
    repeated: bool = True  # the header is a thead, which the browser prints on each page


SHEETS = {
    "chromium-a4": Sheet(
        Style(),
        "@page{size:A4 landscape;margin:14mm 12mm} body{font:8pt 'Liberation Serif',serif}"
        "td{vertical-align:top}",
    ),
    "chromium-middle": Sheet(
        Style(header="table", direction="row-after-header", priority="row", whole_table=True),
        "@page{size:A4 landscape;margin:15mm} body{font:7.5pt 'Liberation Sans',sans-serif}"
        "td{vertical-align:middle} th{background:#ddd}",
        repeated=False,
    ),
    "chromium-a3-lines": Sheet(
        Style(direction="row-after-header"),
        "@page{size:A3 portrait;margin:18mm} body{font:9pt 'DejaVu Sans Condensed',sans-serif}"
        "td,th{border-width:0.6pt 0;overflow-wrap:anywhere} table{table-layout:fixed}",
    ),
}
BASE = (
    "table{border-collapse:collapse;width:100%;margin-bottom:8pt}"
    "td,th{border:0.6pt solid #000;padding:2pt 3pt} h1{font-size:130%} h2{font-size:110%}"
    "p{margin:3pt 0} td p,th p{margin:0} .c{text-align:center} .m{font-weight:bold}"
    ".b{padding-left:1em;text-indent:-1em} section{break-before:page}"
    "section:first-child{break-before:avoid}"
)


def as_html(plan: PlanData, sheet: Sheet) -> str:
    """The plan as an HTML document."""
    body = "".join(_block(block, sheet) for block in matter(plan, sheet.style))
    sections = "<section>" + body.removeprefix("</section><section>") + "</section>"
    return (
        "<!doctype html><html lang=lv><meta charset=utf-8>"
        "<title>Zemgales plānošanas reģiona Rīcības plāns 2015.-2020.gadam</title>"
        f"<style>{BASE}{sheet.css}</style><body>{sections}</body></html>"
    )


def _block(block: Block, sheet: Sheet) -> str:
    if isinstance(block, str):
        return "" if block == "same" else "</section><section>"
    if isinstance(block, Text):
        tag = {"title": "h1", "heading1": "h1", "heading2": "h2"}.get(block.level, "p")
        mark = "• " if block.level == "bullet" else ""
        return f"<{tag}>{mark}{_escaped(block.text)}</{tag}>"
    return _table(block, sheet)


def _table(table: TableMatter, sheet: Sheet) -> str:
    total = sum(weight for _, weight in table.columns)
    widths = "".join(f"<col style='width:{100 * w / total:.2f}%'>" for _, w in table.columns)
    lead, body = "", ""
    for row in table.rows:
        if row.kind == "group":
            span = f"<td class=m colspan={len(table.columns)}>{_items(row.cells[0])}</td>"
            line = f"<tr>{span}</tr>"
        else:
            tag = "th" if row.kind == "header" else "td"
            cells = "".join(
                f"<{tag}{' class=c' if cell.centred else ''}>{_items(cell)}</{tag}>"
                for cell in row.cells
            )
            line = f"<tr>{cells}</tr>"
        if row.kind == "header" and sheet.repeated:
            lead += line
        else:
            body += line
    head = f"<thead>{lead}</thead>" if lead else ""
    return f"<table><colgroup>{widths}</colgroup>{head}<tbody>{body}</tbody></table>"


def _items(cell: Cell) -> str:
    return "".join(
        f"<p class=b>{item.bullet} {_escaped(item.text)}</p>"
        if item.bullet
        else f"<p>{_escaped(item.text)}</p>"
        for item in cell.items
    )


def _escaped(text: str) -> str:
    return html.escape(text).replace(NO_BREAK, "&nbsp;")


def print_pdf(source: str, pdf: Path) -> None:
    """Have Chromium print an HTML document."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plan.html"
        page.write_text(source, encoding="utf-8")
        command = [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--no-pdf-header-footer", "--disable-pdf-tagging",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.typeset.chromium", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--sheet", choices=sorted(SHEETS), action="append")
    parser.add_argument("--part", action="store_true", help="only a few pages of the plan")
    options = parser.parse_args()
    options.outdir.mkdir(parents=True, exist_ok=True)
    plan = PlanData.gold()
    plan = plan.part(6, 20) if options.part else plan
    for name in options.sheet or SHEETS:
        print_pdf(as_html(plan, SHEETS[name]), options.outdir.resolve() / f"{name}.pdf")
        print(name)


if __name__ == "__main__":
    main()
