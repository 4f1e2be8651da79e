"""The plan as it grows: rows as they are found, and where each printed value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.layout.page_doubts import Span
from pipeline.model.findings import finding
from pipeline.model.geometry import Box
from pipeline.model.profile import Profile
from pipeline.model.schema import Provenance
from pipeline.records.printed import Printed
from pipeline.text.page import PageFacts


@dataclass(slots=True)
class Draft:
    """Rows as they are found, table by table; the only mutable thing of this stage."""

    profile: Profile
    pages: Mapping[int, PageFacts]
    rows: dict[str, list[Any]] = field(default_factory=dict)
    seen: dict[str, dict[str, int]] = field(default_factory=dict)  # table → id → how often printed
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # (table, id) → its first name
    differing: set[tuple[str, str]] = field(default_factory=set)
    headers: set[tuple[str, str]] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    priority: str | None = None
    direction: str | None = None
    chapter: str = "0"
    positions: dict[str, int] = field(default_factory=dict)  # paragraphs so far, by chapter

    def add(self, table: str, row: Any) -> None:
        """One more row of a table."""
        self.rows.setdefault(table, []).append(row)

    def key(self, table: str, name: str) -> str:
        """The id, or the id with #2, #3 … where rows before carry it too."""
        counts = self.seen.setdefault(table, {})
        counts[name] = counts.get(name, 0) + 1
        return name if counts[name] == 1 else f"{name}#{counts[name]}"

    def place(self, page: int, box: Box) -> Box:
        """A box of the reading frame on the page as it is shown."""
        return self.pages[page].shown(box)

    def stands(
        self, table: str, key: str, position: int | None, column: str, value: Printed
    ) -> None:
        """Note where each line of a printed value stands."""
        for number, line in enumerate(value.lines, 1):
            box = self.place(line.page, line.box)
            self.add(
                "provenance",
                Provenance(table, key, position, column, number, line.page, *box, line.text),
            )

    def doubt(self, rule: str, value: Printed, **where: Any) -> None:
        """A finding at a printed value, around its lines on the page where it begins."""
        page = value.lines[0].page if value.lines else None
        boxes = [line.box for line in value.lines if line.page == page]
        around = (
            Box(
                min(box.x0 for box in boxes),
                min(box.top for box in boxes),
                max(box.x1 for box in boxes),
                max(box.bottom for box in boxes),
            )
            if boxes
            else None
        )
        self.add(
            "findings",
            finding(
                rule,
                value=value.tidied or None,
                page=page,
                box=self.place(page, around) if page and around else None,
                **where,
            ),
        )
