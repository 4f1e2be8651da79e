"""The register `raw/plans.toml`: facts about plans that their PDFs do not contain.

A plan is looked up by the sha256 of its PDF or by its id. A register is optional: `load` gives an
empty one where there is none.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.errors import InputError, UsageError

REGISTER = Path("raw") / "plans.toml"

_REQUIRED = {"file": str, "title": str, "region": str, "sha256": str}
_OPTIONAL = {
    "profile": str,
    "adopted": datetime.date,
    "decision": str,
    "note": str,
    "licence": str,
    "made_up": bool,
}
_KNOWN = {*_REQUIRED, *_OPTIONAL, "period", "version", "rows"}


@dataclass(frozen=True, slots=True)
class RegisteredPlan:
    """The entry of one version of a plan."""

    id: str  # the `doc_id` of its rows
    file: str  # name of the PDF, in the register's folder
    title: str
    region: str
    period: tuple[int, int]  # first and last year
    version: int  # 1 for the plan as first adopted
    profile: str | None  # None: the written one that fits, else one drafted from the plan
    sha256: str  # lower-case hex
    adopted: datetime.date | None = None  # date of the decision, where known
    decision: str | None = None
    amends: str | None = None  # id of the version that this one amends
    note: str | None = None
    licence: str | None = None  # of the tables: an SPDX name or a sentence; no default
    made_up: bool = False  # not a published document, but one for demonstrations
    rows: tuple[tuple[str, int], ...] = ()  # expected rows per table


@dataclass(frozen=True, slots=True)
class Register:
    """All registered versions in the order of the file. `root` is the project folder."""

    plans: tuple[RegisteredPlan, ...] = ()
    root: Path | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all versions."""
        return tuple(plan.id for plan in self.plans)

    def by_id(self, doc_id: str) -> RegisteredPlan:
        """The version of an id; UsageError, which lists the known ids, where there is none."""
        for plan in self.plans:
            if plan.id == doc_id:
                return plan
        known = ", ".join(self.ids) or "none"
        raise UsageError(
            f"There is no plan '{doc_id}' in the register.",
            f"Its ids: {known}.",
            f"Use one of them, or add [plans.{doc_id}] to {REGISTER}.",
        )

    def by_sha256(self, sha256: str) -> RegisteredPlan | None:
        """The version whose PDF has this hash; None where there is none."""
        return next((plan for plan in self.plans if plan.sha256 == sha256.lower()), None)

    def entry_of(self, path: Path, sha256: str) -> RegisteredPlan | None:
        """The entry of the PDF at `path` with hash `sha256`; None where it is not registered.

        InputError where the file of a registered plan has another hash.
        """
        here = [plan for plan in self.plans if self.pdf(plan).resolve() == path.resolve()]
        if here and all(plan.sha256 != sha256 for plan in here):
            raise InputError(
                f"{path} is not the file that the register has as '{here[0].id}': its sha256 is "
                f"{sha256}, expected was {here[0].sha256}.",
                "The entry (title, period, rows) may be wrong for this file.",
                f"Put the registered file back; or, if this one is right, take it over with "
                f"`ricplan register {path}`.",
            )
        return self.by_sha256(sha256)

    def pdf(self, plan: RegisteredPlan) -> Path:
        """The path of a version's PDF."""
        return (self.root or Path()) / REGISTER.parent / plan.file

    def workbooks(self, doc_id: str) -> Path:
        """The folder of a plan's filled workbooks, with a folder per date:
        `raw/progress/<doc_id>/`.
        """
        return (self.root or Path()) / REGISTER.parent / "progress" / doc_id

    def collected(self, doc_id: str) -> Path:
        """The folder of a plan's monitoring tables, with a folder per date. Not below `output/`,
        where a pattern over all plans would match the copies of plans in them.
        """
        return (self.root or Path()) / "progress" / doc_id

    def monitored(self) -> tuple[RegisteredPlan, ...]:
        """The versions that have workbooks."""
        return tuple(plan for plan in self.plans if any(self.workbooks(plan.id).glob("*/")))

    def amendments(self) -> tuple[tuple[RegisteredPlan, RegisteredPlan], ...]:
        """All pairs (old, new) in which new amends old, in the order of the register."""
        return tuple((self.by_id(plan.amends), plan) for plan in self.plans if plan.amends)

    def versions(self, doc_id: str) -> tuple[RegisteredPlan, ...]:
        """All versions of the plan of `doc_id`, oldest first."""
        first = self._first(self.by_id(doc_id))
        family = [plan for plan in self.plans if self._first(plan) == first]
        return tuple(sorted(family, key=lambda plan: plan.version))

    def _first(self, plan: RegisteredPlan) -> RegisteredPlan:
        while plan.amends:
            plan = self.by_id(plan.amends)
        return plan


def find_root(start: Path | None = None) -> Path | None:
    """The folder with `raw/plans.toml`: this one or a parent, else that of the package."""
    here = (start or Path.cwd()).resolve()
    beside_package = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, beside_package):
        if (folder / REGISTER).is_file():
            return folder
    return None


def load(path: Path | None = None) -> Register:
    """The register at `path`; without a path the one of the project, or an empty one.

    UsageError where an entry is incomplete, has an unknown key or contradicts another one.
    """
    if path is None:
        root = find_root()
        return Register() if root is None else load(root / REGISTER)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"There is no register at {path}.",
            "Plans are looked up in it.",
            "Check the path.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, f"is not valid TOML: {error}") from error
    for key in content.keys() - {"plans", "amends"}:
        raise _wrong(path, f"has an unknown table '{key}' (known: plans, amends)")
    plans = content.get("plans", {})
    amends = content.get("amends", {})
    register = Register(
        tuple(_plan(path, doc_id, entry, amends.get(doc_id)) for doc_id, entry in plans.items()),
        path.resolve().parent.parent,
    )
    _check(path, register, amends)
    return register


def as_json(plan: RegisteredPlan) -> dict[str, Any]:
    """The entry as JSON with every key, for the stages after `ingest`; dates are YYYY-MM-DD."""
    values = dataclasses.asdict(plan)
    adopted = plan.adopted.isoformat() if plan.adopted else None
    return values | {"adopted": adopted, "rows": dict(plan.rows)}


def from_json(text: str) -> RegisteredPlan:
    """The entry from `as_json`."""
    values = json.loads(text)
    if values["adopted"] is not None:
        values["adopted"] = datetime.date.fromisoformat(values["adopted"])
    values["period"] = tuple(values["period"])
    values["rows"] = tuple(values["rows"].items())
    return RegisteredPlan(**values)


def _plan(path: Path, doc_id: str, entry: object, amends: str | None) -> RegisteredPlan:
    if not isinstance(entry, Mapping):
        raise _wrong(path, f"has no table for '{doc_id}', but a value")
    where = f"has in [plans.{doc_id}]"
    for key in sorted(entry.keys() - _KNOWN):
        raise _wrong(path, f"{where} an unknown key '{key}' (known: {', '.join(sorted(_KNOWN))})")
    for key, kind in (_REQUIRED | _OPTIONAL).items():
        if key not in entry and key in _OPTIONAL:
            continue
        if not isinstance(entry.get(key), kind):
            raise _wrong(path, f"{where} no '{key}' of the kind {kind.__name__}")
    version = entry.get("version")
    if not isinstance(version, int) or version < 1:
        raise _wrong(path, f"{where} no 'version' that is a whole number from 1")
    sha256 = str(entry["sha256"]).lower()
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise _wrong(path, f"{where} a 'sha256' that is not 64 hexadecimal digits")
    if Path(entry["file"]).name != entry["file"]:
        raise _wrong(path, f"{where} a 'file' with a folder; it lies beside the register")
    return RegisteredPlan(
        id=doc_id,
        file=entry["file"],
        title=entry["title"],
        region=entry["region"],
        period=_period(path, where, entry.get("period")),
        version=version,
        profile=entry.get("profile"),
        sha256=sha256,
        adopted=entry.get("adopted"),
        decision=entry.get("decision"),
        amends=amends,
        note=entry["note"].strip() if "note" in entry else None,
        licence=entry.get("licence"),
        made_up=entry.get("made_up", False),
        rows=_rows(path, where, entry.get("rows", {})),
    )


def _period(path: Path, where: str, value: object) -> tuple[int, int]:
    match value:
        case [int(first), int(last)] if first <= last:
            return first, last
    raise _wrong(path, f"{where} no 'period' of two years, the first and the last")


def _rows(path: Path, where: str, value: object) -> tuple[tuple[str, int], ...]:
    from pipeline.model import schema

    if not isinstance(value, Mapping):
        raise _wrong(path, f"{where} a 'rows' that is no table of numbers")
    for table, count in value.items():
        if table not in schema.plan_tables():
            known = ", ".join(schema.plan_tables())
            raise _wrong(path, f"{where} rows of an unknown table '{table}' (known: {known})")
        if not isinstance(count, int) or count < 0:
            raise _wrong(path, f"{where} rows of '{table}' that are no whole number")
    return tuple(value.items())


def _check(path: Path, register: Register, amends: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for plan in register.plans:
        if plan.sha256 in seen:
            raise _wrong(path, f"has one sha256 for '{seen[plan.sha256]}' and for '{plan.id}'")
        seen[plan.sha256] = plan.id
    for new, old in amends.items():
        for doc_id in (new, old):
            if doc_id not in register.ids:
                known = ", ".join(register.ids) or "none"
                raise _wrong(path, f"names '{doc_id}' in [amends], not a plan (known: {known})")
        # Versions increase, so that following `amends` terminates.
        if register.by_id(old).version >= register.by_id(new).version:
            raise _wrong(path, f"says '{new}' amends '{old}', whose version is not lower")


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(
        f"The register {path} {what}.",
        "Plans are not read with an inconsistent register.",
        f"Correct it; the comment at the head of {REGISTER} explains each key.",
    )
