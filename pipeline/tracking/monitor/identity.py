"""The identity of a workbook: plan, version, date of reporting, and reporting body.

It is stored twice: as document properties and on the sheet of instructions, since some programs
drop the properties on saving.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.plan import PlanMeta
from pipeline.model.strings import day
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
    """The identity of a workbook; `part` is the body or priority that it is for."""

    doc_id: str
    version: str
    sha256: str
    as_of: datetime.date
    part: str

    def properties(self) -> dict[str, str]:
        """The document properties."""
        return {_PREFIX + name: text for name, text in self._texts().items()}

    def lines(self) -> list[tuple[str, str]]:
        """The lines of the sheet of instructions: label and text."""
        shown = self._texts() | {"as_of": day(self.as_of)}
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
    """The identity of a workbook to be issued for a plan."""
    return Identity(meta.doc_id, version_of(meta, known), meta.sha256 or "", as_of, part)


def version_of(meta: PlanMeta, known: Register) -> str:
    """The version of a plan from the register; empty where it is not registered."""
    entry = known.by_sha256(meta.sha256) if meta.sha256 else None
    return str(entry.version) if entry else ""


def read(properties: Mapping[str, str], lines: Mapping[str, str]) -> Identity | None:
    """The identity of a workbook from its properties, else from its lines. None where plan or date
    are missing.
    """
    said = {name: properties.get(_PREFIX + name, "").strip() for name in _LABELS}
    if not said["doc_id"]:
        said = {name: lines.get(label, "").strip() for name, label in _LABELS.items()}
    as_of = values.date(said["as_of"])
    if as_of is None or not said["doc_id"]:
        return None
    return Identity(said["doc_id"], said["version"], said["sha256"].lower(), as_of, said["part"])
