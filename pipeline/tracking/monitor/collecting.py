"""Filled workbooks back into tables: every file of a folder, whatever version it was issued for."""

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
    """What a folder holds: the tables, the workbooks that were read, files that are none."""

    monitoring: Monitoring
    workbooks: tuple[str, ...]
    passed_over: tuple[str, ...]


def collect(plan: Plan, folder: Path, versions: Versions | None = None) -> Collected:
    """What the workbooks in `folder` report, by the ids of `plan`.

    `versions` knows earlier ones that workbooks may have been issued for; without it there are
    none. InputError where there is no workbook, or all of them are refused.
    """
    found, passed_over = _files(folder)
    told = Reports()
    versions = versions or Versions(plan)
    read: list[str] = []
    for path in found:
        name = readable(path.relative_to(folder).as_posix())
        workbook = _workbook(path, name, told)
        if workbook is not None:
            read.append(name)
            _gather(workbook, plan, versions, told)
    if not read:
        raise _nothing_read(folder, found, told)
    order = {row.activity_id: at for at, row in enumerate(plan.activities)}
    (progress, funding, indicators), differing = merged(told.filled, order)
    made = Monitoring(
        plan, progress, funding, indicators, tuple(told.proposals), tuple(told.cells)
    )  # fmt: skip
    findings = sorted(
        (*told.findings, *differing, *checks.check(made)),
        key=lambda one: SEVERITIES.index(one.severity),
    )
    whole = dataclasses.replace(made, findings=tuple(findings))
    return Collected(whole, tuple(read), passed_over)


def _files(folder: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The workbooks of a folder and the folders in it, and what else lies there, by name."""
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


def _workbook(path: Path, name: str, told: Reports) -> Workbook | None:
    made = reading.read(path, name)
    if isinstance(made, Workbook) and path.suffix.lower() != ".xlsx":
        made = Refusal("format", path.suffix)
    if isinstance(made, Refusal):
        variant = made.variant
        if variant == "damaged" and path.suffix.lower() in _OTHER:
            variant = "format"  # another format, not a damaged .xlsx
        told.tell("workbook-refused", Place(name), variant=variant, value=made.seen)
        return None
    return made


def _nothing_read(folder: Path, found: Sequence[Path], told: Reports) -> InputError:
    if not found:
        return InputError(
            f"{folder} holds no .xlsx workbook.",
            "There is nothing to collect.",
            "Put the filled workbooks there; `ricplan monitor sheet` makes empty ones.",
        )
    return InputError(
        f"{folder} holds {len(found)} workbooks, and all are refused.",
        " ".join(one.message for one in told.findings),
        "Put them right, or ask for them again.",
    )


def _gather(workbook: Workbook, plan: Plan, versions: Versions, told: Reports) -> None:
    identity, place = workbook.identity, Place(workbook.file)
    if identity is None:
        told.tell("workbook-unknown", place, variant="none")
        reports.keep_all(workbook, told)
        return
    mapping = versions.mapping(identity)
    if mapping is None:
        variant = "version" if identity.doc_id in versions.family else "plan"
        told.tell("workbook-unknown", place, variant=variant, value=_plan_and_version(identity),
                  plan=plan.meta.doc_id)  # fmt: skip
        reports.keep_all(workbook, told)
        return
    if not mapping.same:
        told.tell(
            "workbook-old-version", place, value=_plan_and_version(identity), plan=plan.meta.doc_id
        )
    reports.gather(workbook, identity, mapping, told)


def _plan_and_version(identity: Identity) -> str:
    version = f", versija {identity.version}" if identity.version else ""
    return f"{identity.doc_id}{version}"
