"""Plans for commands: from an output folder or straight from a PDF, and the way back to the PDF."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.findings import SEVERITIES
from pipeline.model.plan import Plan, PlanMeta
from pipeline.store import register


def plan_at(place: Path, profile: str | None = None) -> Plan:
    """The plan in an output folder, or the plan that a PDF holds."""
    if place.is_dir():
        from pipeline.store import plan_files

        return plan_files.read(place)
    from pipeline import stages

    return stages.extract(place, profile=profile)


def registered_pdf(meta: PlanMeta) -> Path | None:
    """The PDF that a plan was read from, when the register knows it and the file is there."""
    known = register.load()
    plan = known.by_sha256(meta.sha256) if meta.sha256 else None
    if plan is None or not known.pdf(plan).is_file():
        return None
    return known.pdf(plan)


def severity_counts(plan: Plan) -> dict[str, int]:
    """How many findings of each severity a plan has that nobody accepted."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for found in plan.findings:
        counts[found.severity] += not found.accepted
    return counts


def reaches(counts: dict[str, int], fail_on: str) -> bool:
    """Whether there is a finding at least as severe as `fail_on`; never, for `never`."""
    if fail_on == "never":
        return False
    return any(counts.get(name, 0) for name in SEVERITIES[: SEVERITIES.index(fail_on) + 1])
