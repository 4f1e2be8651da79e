"""What a workbook says of itself: of which plan it is, of which version, of which day, for whom.

It stands twice: as properties of the document, and on the sheet of instructions, because some
programs drop the properties when they save.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.plan import PlanMeta
from pipeline.store.register import Register
from pipeline.tracking.monitor import values

INSTRUCTIONS = "Norādes"
_LABELS = {  # property → label on the sheet of instructions
    "doc_id": "Plāna ID",
    "version": "Plāna versija",
    "sha256": "Plāna SHA-256",
    "as_of": "Stāvoklis uz",
    "part": "Ziņotājs",
}
_PREFIX = "ricplan_"


@dataclass(frozen=True, slots=True)
class Identity:
    """Of which plan, version and day a workbook is; `part` is the body or priority it is for."""

    doc_id: str
    version: str
    sha256: str
    as_of: datetime.date
    part: str

    def properties(self) -> dict[str, str]:
        """The properties of the document."""
        return {_PREFIX + name: text for name, text in self._texts().items()}

    def lines(self) -> list[tuple[str, str]]:
        """The lines on the sheet of instructions: label and text."""
        shown = self._texts() | {"as_of": values.day(self.as_of)}
        return [(_LABELS[name], text) for name, text in shown.items()]

    def _texts(self) -> dict[str, str]:
        return {
            "doc_id": self.doc_id,
            "version": self.version,
            "sha256": self.sha256,
            "as_of": self.as_of.isoformat(),
            "part": self.part,
        }


def of_plan(meta: PlanMeta, known: Register, as_of: datetime.date, part: str) -> Identity:
    """The identity of a workbook that is issued for a plan now."""
    return Identity(meta.doc_id, version_of(meta, known), meta.sha256 or "", as_of, part)


def version_of(meta: PlanMeta, known: Register) -> str:
    """The version of a plan in the register; empty where the register does not know it."""
    entry = known.by_sha256(meta.sha256) if meta.sha256 else None
    return str(entry.version) if entry else ""


def read(properties: Mapping[str, str], lines: Mapping[str, str]) -> Identity | None:
    """The identity that a workbook tells: by its properties, else by its lines. None where it does
    not say of which plan and of which day it is.
    """
    said = {name: properties.get(_PREFIX + name, "").strip() for name in _LABELS}
    if not said["doc_id"]:
        said = {name: lines.get(label, "").strip() for name, label in _LABELS.items()}
    as_of = values.date(said["as_of"])
    if as_of is None or not said["doc_id"]:
        return None
    return Identity(said["doc_id"], said["version"], said["sha256"].lower(), as_of, said["part"])
