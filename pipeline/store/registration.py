"""Edits the register: adds a plan, or updates the hash of a registered one.

People maintain the register by hand, so the text is edited in place and keeps their comments.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import UsageError
from pipeline.store import register
from pipeline.store.register import Register, RegisteredPlan

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The data of a new entry."""

    id: str
    file: str  # name of the PDF, beside the register
    title: str
    region: str
    period: tuple[int, int]
    profile: str | None  # None: the one that fits, else one drafted at each reading
    sha256: str
    amends: str | None = None
    made_up: bool = False


def replace_file(known: Register, plan: RegisteredPlan, sha256: str) -> None:
    """Change the hash in the entry of a plan."""
    file = _file(known)
    _save(file, file.read_text(encoding="utf-8").replace(plan.sha256, sha256))


def add(known: Register, plan: NewPlan) -> None:
    """Add an entry. UsageError where its id is taken, or the version that it amends is unknown."""
    if plan.id in known.ids:
        raise UsageError(
            f"The register has a plan '{plan.id}' already.",
            "Ids are permanent.",
            "Give another one with --id.",
        )
    version = known.by_id(plan.amends).version + 1 if plan.amends else 1
    file = _file(known)
    key = _key(plan.id)
    lines = [
        f"[plans.{key}]",
        f"file = {_text(plan.file)}",
        f"title = {_text(plan.title)}",
        f"region = {_text(plan.region)}",
        f"period = [{plan.period[0]}, {plan.period[1]}]",
        f"version = {version}",
        *([f"profile = {_text(plan.profile)}"] if plan.profile else []),
        f"sha256 = {_text(plan.sha256)}",
        *(["made_up = true"] if plan.made_up else []),
    ]
    text = file.read_text(encoding="utf-8").rstrip("\n")
    if plan.amends:
        entry = f"{key} = {_text(plan.amends)}"
        text, found = re.subn(r"(?m)^\[amends\][^\n]*$", lambda m: f"{m[0]}\n{entry}", text)
        text += "" if found else f"\n\n[amends]\n{entry}"
    _save(file, "\n".join([text, "", *lines, ""]))


def _save(file: Path, text: str) -> None:
    """Replace the register by the text, after checking that it is valid."""
    aside = file.with_name(f".{file.name}.new")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        register.load(aside)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _file(known: Register) -> Path:
    if known.root is None:
        raise UsageError(
            f"There is no {register.REGISTER} here or above.",
            "Plans are registered in it.",
            "Go to the project's folder.",
        )
    return known.root / register.REGISTER


def _key(doc_id: str) -> str:
    return doc_id if _BARE.fullmatch(doc_id) else _text(doc_id)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
