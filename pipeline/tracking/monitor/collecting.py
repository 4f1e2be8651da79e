"""Collects filled workbooks of a folder into tables, also those issued for earlier versions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import InputError
from pipeline.model.findings import SEVERITIES
from pipeline.model.monitoring import Monitoring
from pipeline.model.plan import Plan
from pipeline.model.strings import readable
from pipeline.tracking.monitor import checks, reading, reports
from pipeline.tracking.monitor.filled import Place, Reports
from pipeline.tracking.monitor.identity import Identity
from pipeline.tracking.monitor.merging import merged
from pipeline.tracking.monitor.reading import Workbook
from pipeline.tracking.monitor.safety import Refusal
from pipeline.tracking.monitor.versions import Versions

# Other spreadsheet formats: refused with a finding, so that their content is not lost unnoticed.
_OTHER = {".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".fods", ".numbers", ".csv"}
_LOCKS = ("~$", ".~lock.")  # lock files of Excel and LibreOffice


@dataclass(frozen=True, slots=True)
class Collected:
    """The result of collecting a folder: tables, workbooks read, other files."""

    monitoring: Monitoring
    workbooks: tuple[str, ...]
    passed_over: tuple[str, ...]


def collect(plan: Plan, folder: Path, versions: Versions | None = None) -> Collected:
    """The values reported in the workbooks of `folder`, with the ids of `plan`.

    `versions` are earlier versions that workbooks may have been issued for; by default none.
    InputError where there are no workbooks, or all are refused.
    """
    found, passed_over = _files(folder)
    out = Reports()
    versions = versions or Versions(plan)
    read: list[str] = []
    for path in found:
        name = readable(path.relative_to(folder).as_posix())
        workbook = _workbook(path, name, out)
        if workbook is not None:
            read.append(name)
            _gather(workbook, plan, versions, out)
    if not read:
        raise _nothing_read(folder, found, out)
    order = {row.activity_id: at for at, row in enumerate(plan.activities)}
    (progress, funding, indicators), differing = merged(out.filled, order)
    made = Monitoring(
        plan, progress, funding, indicators, tuple(out.proposals), tuple(out.cells)
    )  # fmt: skip
    findings = sorted(
        (*out.findings, *differing, *checks.check(made)),
        key=lambda one: SEVERITIES.index(one.severity),
    )
    whole = dataclasses.replace(made, findings=tuple(findings))
    return Collected(whole, tuple(read), passed_over)


def _files(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The workbooks of a folder and its subfolders, and other files, by name."""
    if not folder.is_dir():
        raise InputError(
            f"{folder} is no folder.", "Filled workbooks are read from one.", "Check the path."
        )
    files = [path for path in folder.rglob("*") if path.is_file()]
    files = [path for path in files if not path.name.startswith(_LOCKS)]
    files.sort(key=lambda path: path.relative_to(folder).as_posix())
    suffixes = {".xlsx", *_OTHER}
    books = [path for path in files if path.suffix.lower() in suffixes]
    rest = [path for path in files if path.suffix.lower() not in suffixes]
    return books, tuple(readable(path.relative_to(folder).as_posix()) for path in rest)


def _workbook(path: Path, name: str, out: Reports) -> Workbook | None:
    made = reading.read(path, name)
    if isinstance(made, Workbook) and path.suffix.lower() != ".xlsx":
        made = Refusal("format", path.suffix)
    if isinstance(made, Refusal):
        variant = made.variant
        if variant == "damaged" and path.suffix.lower() in _OTHER:
            variant = "format"  # another format rather than a damaged .xlsx
        out.add_finding("workbook-refused", Place(name), variant=variant, value=made.seen)
        return None
    return made


def _nothing_read(folder: Path, found: Sequence[Path], out: Reports) -> InputError:
    if not found:
        return InputError(
            f"{folder} has no .xlsx workbook.",
            "There is nothing to collect.",
            "Put the filled workbooks there; `ricplan monitor sheet` makes empty ones.",
        )
    return InputError(
        f"{folder} holds {len(found)} workbooks, and all are refused.",
        " ".join(one.message for one in out.findings),
        "Correct them, or request them again.",
    )


def _gather(workbook: Workbook, plan: Plan, versions: Versions, out: Reports) -> None:
    identity, place = workbook.identity, Place(workbook.file)
    if identity is None:
        out.add_finding("workbook-unknown", place, variant="none")
        reports.keep_all(workbook, out)
        return
    mapping = versions.mapping(identity)
    if mapping is None:
        variant = "version" if identity.doc_id in versions.family else "plan"
        out.add_finding("workbook-unknown", place, variant=variant,
                  value=_plan_and_version(identity), plan=plan.meta.doc_id)  # fmt: skip
        reports.keep_all(workbook, out)
        return
    if not mapping.same:
        out.add_finding(
            "workbook-old-version", place, value=_plan_and_version(identity), plan=plan.meta.doc_id
        )
    reports.gather(workbook, identity, mapping, out)


def _plan_and_version(identity: Identity) -> str:
    version = f", versija {identity.version}" if identity.version else ""
    return f"{identity.doc_id}{version}"
