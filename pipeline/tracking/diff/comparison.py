"""Two versions with their changes, and the facts of both that every way of showing needs."""

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
    """What is known of one version: from the PDF, and from the register where it knows the PDF.

    `note` is what the register wants every reader to know, such as that an amendment is made up.
    """

    meta: PlanMeta
    adopted: str | None
    decision: str | None
    note: str | None

    @property
    def title(self) -> str:
        """The title, else the id."""
        return self.meta.title or self.meta.doc_id


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and the changes from one to the other."""

    old: Plan
    new: Plan
    before: Version
    after: Version
    changes: tuple[Change, ...]
    totals: tuple[Total, ...]
    contributions: tuple[Contribution, ...]  # of money, activity by activity

    @property
    def substantive(self) -> bool:
        """Whether any change is more than typography."""
        return is_substantive(self.changes)

    @property
    def counts(self) -> Counts:
        """How much changed: rows, values, entries of lists, text, and print alone."""
        return counts(self.changes)


def compared(old: Plan, new: Plan, known: register.Register | None = None) -> Comparison:
    """Compare two versions; `known` is the register to ask about them, else the project's own."""
    known = register.load() if known is None else known
    return Comparison(
        old, new, version(old.meta, known), version(new.meta, known),
        compare(old, new), totals(old, new), contributions(old, new),
    )  # fmt: skip


def version(meta: PlanMeta, known: register.Register) -> Version:
    """A version with what the register says of its PDF."""
    entry = known.by_sha256(meta.sha256) if meta.sha256 else None
    if entry is None:
        return Version(meta, None, None, None)
    adopted = entry.adopted.isoformat() if entry.adopted else None
    return Version(meta, adopted, entry.decision, entry.note)
