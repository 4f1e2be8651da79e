"""Plans for commands: from an output folder or a PDF, and the registered PDF of a plan."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.findings import SEVERITIES
from pipeline.model.plan import Plan, PlanMeta
from pipeline.store import register


def plan_at(place: Path, profile: str | None = None) -> Plan:
    """The plan of an output folder or of a PDF."""
    if place.is_dir():
        from pipeline.store import plan_files

        return plan_files.read(place)
    from pipeline import stages

    return stages.extract(place, profile=profile)


def registered_pdf(meta: PlanMeta) -> Path | None:
    """The PDF that a plan was read from, where it is registered and the file exists."""
    known = register.load()
    plan = known.by_sha256(meta.sha256) if meta.sha256 else None
    if plan is None or not known.pdf(plan).is_file():
        return None
    return known.pdf(plan)


def severity_counts(plan: Plan) -> dict[str, int]:
    """Number of findings that are not accepted, by severity."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for found in plan.findings:
        counts[found.severity] += not found.accepted
    return counts


def reaches(counts: dict[str, int], fail_on: str) -> bool:
    """Whether there is a finding of at least the severity `fail_on`; False for `never`."""
    if fail_on == "never":
        return False
    return any(counts.get(name, 0) for name in SEVERITIES[: SEVERITIES.index(fail_on) + 1])
