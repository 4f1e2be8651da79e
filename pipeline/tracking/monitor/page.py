"""Writes a document as a self-contained HTML file without scripts, in the style of the reports."""

from __future__ import annotations

from pathlib import Path

from pipeline.report import drawing, html_file
from pipeline.tracking.monitor.blocks import Block, Document, Heading, Picture

HERE = Path(__file__).parent


def write(document: Document, file: Path) -> None:
    """Write the file (into a staging folder, see `store.staging`)."""
    template = html_file.environment(HERE).get_template("review.html.j2")
    drawn = {
        block.name: drawing.draw(f"review-{block.name}", block.specification)
        for block in document.blocks
        if isinstance(block, Picture)
    }
    text = template.render(
        document=document,
        kind=_kind,
        drawn=drawn,
        anchors=_anchors(document),
        style=(html_file.HERE / "style.css").read_text("utf-8"),
        fonts=html_file.font_faces(),
    )
    file.write_text(text, encoding="utf-8", newline="\n")


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _anchors(document: Document) -> list[tuple[str, str]]:
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    return [(f"n{at}", text) for at, text in enumerate(headings, 1)]
