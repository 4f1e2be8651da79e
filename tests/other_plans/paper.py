# ruff: noqa: E501
"""A plan being written: its page of HTML and its true tables."""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]
BASE = (
    "table{border-collapse:collapse;width:100%;margin:4pt 0 10pt}"
    "td,th{border:0.6pt solid #000;padding:2pt 3pt;vertical-align:top;overflow-wrap:break-word}th{background:#e7e6e6}"
    ".band td{background:#d9e2f3}td.band{background:#d9e2f3}.m{text-align:center;vertical-align:middle}"
)


@dataclass(frozen=True)
class Cell:
    """A cell with spans."""

    text: str
    columns: int = 1
    rows: int = 1
    css: str = ""
    head: bool = False


@dataclass
class Paper:
    """One plan: `parts` of HTML in order, `gold` tables."""

    title: str
    css: str = "@page{size:A4 landscape;margin:15mm}body{font:8.5pt 'Liberation Serif',serif}"
    setter: str = "chromium"  # weasyprint, libreoffice
    parts: list[str] = field(default_factory=list)
    gold: dict[str, list[Row]] = field(default_factory=dict)
    title_page: bool = True

    def put(self, tag: str, text: str) -> None:
        """A heading or a paragraph."""
        self.parts.append(f"<{tag}>{_text(text)}</{tag}>")

    def table(
        self,
        head: Sequence[Sequence[str | Cell]],
        rows: Sequence[Sequence[str | Cell]],
        widths: Sequence[float] = (),
        repeated: bool = True,
    ) -> None:
        """A table: rows of the header, then the others."""
        columns = "".join(f"<col style='width:{width}%'>" for width in widths)
        lead = "".join(_row(row, "th") for row in head)
        body = "".join(_row(row, "td") for row in rows)
        lead = f"<thead>{lead}</thead>" if repeated and lead else lead
        fixed = " style='table-layout:fixed'" if widths else ""
        # LibreOffice reads no borders from style sheets
        fixed += " border=1 cellspacing=0 cellpadding=3" if self.setter == "libreoffice" else ""
        self.parts.append(f"<table{fixed}><colgroup>{columns}</colgroup>{lead}{body}</table>")

    def add(self, table: str, **row: Any) -> None:
        """A row of the truth."""
        self.gold.setdefault(table, []).append(row)

    def direction(self, ident: str, parent: str, name: str) -> None:
        """A direction of a priority."""
        self.add("directions", direction_id=ident, priority_id=parent, parent_id=parent, name=name)

    def task(self, ident: str, raw: str | None, parent: str, name: str) -> None:
        """A task of a direction; `raw` is its id as printed."""
        self.add(
            "actions", action_id=ident, id_raw=raw, direction_id=parent, parent_id=parent, name=name
        )

    def items(self, table: str, owner: str, column: str, values: Sequence[str]) -> None:
        """List rows of an activity."""
        for number, value in enumerate(values, 1):
            more = {"number_raw": None} if table == "indicators" else {}
            self.add(table, activity_id=owner, position=number, **more, **{column: value})

    def activity(
        self, ident: str, raw: str | None, parent: str | None, name: str, **columns: Any
    ) -> None:
        """An activity with its lists; `columns` are those of `activities` and the list tables."""
        lists = {
            "responsible": ("activity_responsible", "organisation"),
            "partners": ("activity_partners", "partner"),
            "funding": ("activity_funding", "source"),
            "results": ("indicators", "text"),
        }
        joint = columns.pop("joint", ", ")
        own: Row = {}
        for key, (table, column) in lists.items():
            values = columns.pop(key, None)
            if values:
                self.items(table, ident, column, values)
                if key != "results":
                    own[f"{key}_raw"] = joint.join(values)
        for number, (source, year, text, value, share) in enumerate(columns.pop("money", ()), 1):
            self.add(
                "activity_amounts", activity_id=ident, position=number, source=source, year=year,
                amount_raw=text, amount_eur=value, share=share,
            )  # fmt: skip
        own = {"amount_raw": None, "amount_eur": None, "deadline_raw": None, "start_year": None,
               "deadline_year": None, "responsible_raw": None, "partners_raw": None,
               "funding_raw": None, **own, **columns}  # fmt: skip
        self.add("activities", activity_id=ident, id_raw=raw, parent_id=parent, name=name, **own)
        if parent in [row["action_id"] for row in self.gold.get("actions", ())]:
            links = self.gold.setdefault("action_activities", [])
            position = 1 + sum(link["action_id"] == parent for link in links)
            self.add(
                "action_activities",
                action_id=parent,
                position=position,
                activity_id=ident,
                ref_raw=None,
            )

    @property
    def source(self) -> str:
        """The document as HTML."""
        return (
            f"<!doctype html><html lang=lv><meta charset=utf-8><title>{_text(self.title)}</title>"
            f"<style>{BASE}{self.css}</style><body>{''.join(self.parts)}</body></html>"
        )

    def print(self, pdf: Path) -> None:
        """Have the page typeset."""
        if self.setter == "chromium":
            from tests.typeset.chromium import print_pdf

            print_pdf(self.source, pdf)
            return
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / f"{pdf.stem}.html"
            page.write_text(self.source, encoding="utf-8")
            if self.setter == "weasyprint":
                command = ["weasyprint", str(page), str(pdf)]
            else:
                command = [
                    "soffice", "--headless", f"-env:UserInstallation=file://{folder}/user",
                    "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_web_pdf_Export",
                    "--outdir", str(pdf.parent), str(page),
                ]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=180)


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>").replace("\u00a0", "&nbsp;")


def _row(cells: Sequence[str | Cell], tag: str) -> str:
    return "<tr>" + "".join(_cell(cell, tag) for cell in cells) + "</tr>"


def _cell(cell: str | Cell, tag: str) -> str:
    if isinstance(cell, str):
        return f"<{tag}>{_text(cell)}</{tag}>"
    tag = "th" if cell.head else tag
    spans = (f" colspan={cell.columns}" if cell.columns > 1 else "") + (
        f" rowspan={cell.rows}" if cell.rows > 1 else ""
    )
    style = f" style='{cell.css}'" if cell.css else ""
    return f"<{tag}{spans}{style}>{_text(cell.text)}</{tag}>"
