"""Two versions with their changes and metadata, as all output formats need them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.schema import Change
from pipeline.store import register
from pipeline.tracking.diff.counts import Counts, counts
from pipeline.tracking.diff.engine import compare, is_substantive
from pipeline.tracking.diff.money import Contribution, Total, contributions, totals


@dataclass(frozen=True, slots=True)
class Version:
    """Metadata of a version, from the PDF and from its entry in the register.

    `note` is a remark of the register for all readers, such as that an amendment is made up.
    """

    meta: PlanMeta
    adopted: str | None
    decision: str | None
    note: str | None

    @property
    def title(self) -> str:
        """The title; the id where there is none."""
        return self.meta.title or self.meta.doc_id


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and the changes between them."""

    old: Plan
    new: Plan
    before: Version
    after: Version
    changes: tuple[Change, ...]
    totals: tuple[Total, ...]
    contributions: tuple[Contribution, ...]  # to the difference of money, by activity

    @property
    def substantive(self) -> bool:
        """Whether any change is substantive."""
        return is_substantive(self.changes)

    @property
    def counts(self) -> Counts:
        """Numbers of changes: rows, values, entries of lists, text, and typography."""
        return counts(self.changes)


def compared(old: Plan, new: Plan, known: register.Register | None = None) -> Comparison:
    """Compare two versions; `known` is the register with their entries, by default the
    project's.
    """
    known = register.load() if known is None else known
    return Comparison(
        old, new, version(old.meta, known), version(new.meta, known),
        compare(old, new), totals(old, new), contributions(old, new),
    )  # fmt: skip


def version(meta: PlanMeta, known: register.Register) -> Version:
    """A version with the data of its entry in the register."""
    entry = known.by_sha256(meta.sha256) if meta.sha256 else None
    if entry is None:
        return Version(meta, None, None, None)
    adopted = entry.adopted.isoformat() if entry.adopted else None
    return Version(meta, adopted, entry.decision, entry.note)
