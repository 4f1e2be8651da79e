"""Readings with stored intermediate values, so that a correction reruns only the stages after it.

The values are stored as `ricplan stage` stores them. A fingerprint of the program and the file
beside them tells whether they are still valid.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.plan import Plan
from pipeline.records.corrections import Corrections
from pipeline.stages import chain, graph, values
from pipeline.stages.fingerprint import code_digest, fingerprint, param
from pipeline.stages.given import Given, Options, Stage
from pipeline.stages.source import Pdf
from pipeline.store import params, plan_files, register
from pipeline.store.layers import Layer

_KEPT = (
    "document",
    "entry",
    "profile",
    "profile_findings",
    "assembly",
    "disagreements",
    "plan",
    "layers",
)
_MARK = "kept.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A plan with its corrections, and without those of values."""

    plan: Plan
    before: Plan
    layers: tuple[Layer, ...]


def read(
    pdf: Path,
    folder: Path,
    doc_id: str,
    corrections: Corrections,
    on_page: Callable[[int, int], None],
    on_stage: Callable[[str], None],
) -> Made:
    """Read a PDF and store the values of its stages in `folder`. Raises RicplanError."""
    settings = params.load()
    options = Options(doc_id=doc_id)
    before: list[Plan] = []

    def done(stage: Stage, made: dict[str, Any]) -> None:
        following = graph.NAMES.index(stage.name) + 1
        on_stage(graph.NAMES[following])
        if (
            "assembly" in stage.writes
        ):  # an iterator can be consumed only once: it is stored and then loaded
            made["assembly"] = dataclasses.replace(
                made["assembly"], flow=tuple(made["assembly"].flow)
            )
        if "plan" in stage.writes:
            before.append(made["plan"])
        for name in stage.writes:
            if name in _KEPT and made[name] is not None:
                values.save(name, made[name], folder / stage.name)

    (folder / _MARK).unlink(missing_ok=True)
    on_stage(graph.NAMES[0])
    with Pdf(pdf, settings.limits) as opened:
        opened.on_page = on_page
        sources = {
            "pdf": opened,
            "register": register.load(),
            "profiles": register.find_root(),
            "corrections": corrections,
        }
        found = chain.run(sources, options, settings, done)
    plan_files.write_json(_mark(pdf, corrections), folder / _MARK)
    return Made(found["checked"], before[0], tuple(found["layers"]))


def is_there(folder: Path, pdf: Path) -> bool:
    """Whether the folder has the values of this file, read by this version of the program."""
    kept = _read_mark(folder)
    return kept.get("code") == code_digest() and kept.get("pdf") == _sha256(pdf)


def with_other_corrections(folder: Path, doc_id: str, corrections: Corrections) -> Made:
    """The plan with other corrections, from the stored values."""
    settings, options = params.load(), Options(doc_id=doc_id)
    known: dict[str, Any] = {"corrections": corrections}

    def value(name: str) -> Any:
        if name == "entry" and not values.file_in(folder / "ingest", name).is_file():
            return None  # an unregistered PDF
        if name not in known:
            known[name] = values.load(name, folder / graph.writer(name).name)
        return known[name]

    def parameter(name: str) -> Any:
        entry = value("entry")
        if name == graph.FINGERPRINT:
            sha256 = value("document").sha256
            root = register.find_root()
            return fingerprint(sha256, options, settings, entry, root, corrections.digest)
        return param(name, options, settings, entry)

    mark = _read_mark(folder)
    shape = _shape(corrections)
    first = "correct" if mark.get("shape") == shape else "records"
    for stage in graph.CHAIN[graph.NAMES.index(first) :]:
        made = stage.run(Given(stage, value, parameter))
        known |= made
        if stage.name == "records":
            for name in stage.writes:
                values.save(name, made[name], folder / stage.name)
            plan_files.write_json({**mark, "shape": shape}, folder / _MARK)
    return Made(known["checked"], value("plan"), tuple(value("layers")))


def _mark(pdf: Path, corrections: Corrections) -> Mapping[str, Any]:
    return {"pdf": _sha256(pdf), "code": code_digest(), "shape": _shape(corrections)}


def _read_mark(folder: Path) -> dict[str, Any]:
    import json

    place = folder / _MARK
    found: dict[str, Any] = json.loads(place.read_text("utf-8")) if place.is_file() else {}
    return found


def _shape(corrections: Corrections) -> str | None:
    """A hash of the corrections that the stage `records` applies."""
    return _structural(corrections).digest


def _structural(corrections: Corrections) -> Corrections:
    """The corrections of rows, tables and headings only."""
    import msgspec

    return msgspec.structs.replace(corrections, correction=(), accepted=(), checked=())


def _sha256(pdf: Path) -> str:
    with pdf.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
