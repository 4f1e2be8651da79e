"""The chain of stages in memory, from a PDF to the checked plan; values are released after their
last use.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model.strings import readable
from pipeline.records.corrections import Corrections, file
from pipeline.stages import graph, profiles
from pipeline.stages.fingerprint import fingerprint, param
from pipeline.stages.given import Given, Options, Stage
from pipeline.stages.source import Pdf
from pipeline.stages.steps import check_text
from pipeline.store import params, register

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.layout.fragment import Layout
    from pipeline.model.plan import Plan
    from pipeline.records.drafting.check import Check
    from pipeline.records.drafting.entries import Draft
    from pipeline.store.layers import Layer
    from pipeline.store.register import RegisteredPlan


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, and the boxes on its pages by kind of content (for the report)."""

    plan: Plan
    layers: tuple[Layer, ...]


def extract(pdf: Path, **options: Any) -> Plan:
    """The plan of a PDF: all tables, findings and metrics. Options are those of `read`."""
    return read(pdf, **options).plan


def read(
    pdf: Path,
    *,
    doc_id: str | None = None,
    profile: str | None = None,
    engine: str = "pdfium",
    password: str | None = None,
    limits: params.Limits | None = None,
    cross_check: bool = False,
    ocr: bool = False,
    corrections: Path | Corrections | None = None,
    source: Pdf | None = None,
) -> Reading:
    """All stages in memory, from the PDF to the checked plan.

    `doc_id` and `profile` default to those of the register, else to the file's stem and the profile
    that fits best; `limits` to the project's. `cross_check` compares the words of both engines;
    `ocr` recognises scanned pages. `corrections` are corrections, a file or a folder of files; by
    default those beside the register. `source` is this PDF, opened before with the same options.
    Raises RicplanError, whose classes have exit codes.
    """
    settings = params.load()
    if limits is not None:
        settings = dataclasses.replace(settings, limits=limits)
    if profile is not None:
        # an unknown name stops the run before reading
        profiles.candidates(profile, None, register.find_root())
    given = corrections if isinstance(corrections, Corrections) else None
    asked = corrections if isinstance(corrections, Path) else None
    options = Options(engine, cross_check, ocr, profile, doc_id, asked)
    opened = source or Pdf(
        pdf, settings.limits, engine=engine, password=password, cross_check=cross_check
    )
    with opened:
        sources: dict[str, Any] = {
            "pdf": opened,
            "register": register.load(),
            "profiles": register.find_root(),
        }
        if given is not None:
            sources["corrections"] = given
        values = run(sources, options, settings)
    return Reading(values["checked"], values["layers"])


def run(
    sources: Mapping[str, Any],
    options: Options,
    settings: params.Params,
    done: Callable[[Stage, dict[str, Any]], None] | None = None,
) -> Mapping[str, Any]:
    """`done` is called after each stage with the current values, and may replace them by equivalent
    ones (such as an iterator by a list).
    """
    values = dict(sources)

    def param_of(name: str) -> Any:
        entry = values["entry"]
        if name == graph.FINGERPRINT:
            sha256 = values["pdf"].document.sha256
            made = values["corrections"].digest
            return fingerprint(sha256, options, settings, entry, values["profiles"], made)
        return param(name, options, settings, entry)

    values["entry"] = None  # known once the first stage has run
    for place, stage in enumerate(graph.CHAIN):
        made = stage.run(Given(stage, values.__getitem__, param_of))
        values |= {name: made[name] for name in stage.writes}
        if "corrections" not in values:  # depends on the id, which the first stage determines
            values["corrections"] = _corrections(values["pdf"], values["entry"], options)
        if done is not None:
            done(stage, values)
        later = {name for coming in graph.CHAIN[place + 1 :] for name in coming.reads}
        for name in set(stage.reads) - later - {*graph.SOURCES, "entry"}:
            del values[name]
    return values


def _corrections(pdf: Pdf, entry: RegisteredPlan | None, options: Options) -> Corrections:
    doc_id = options.doc_id or (entry.id if entry else readable(pdf.path.stem))
    return file.of_plan(doc_id, options.corrections, register.find_root())


def drafted(
    pdf: Path,
    *,
    name: str | None = None,
    password: str | None = None,
    limits: params.Limits | None = None,
) -> Draft:
    """A profile drafted from a PDF. NoTableError where it has no table of a plan."""
    from pipeline.records.drafting.draft import draft
    from pipeline.records.drafting.sheets import document_of
    from pipeline.stages.steps import no_table

    layouts = _layouts(pdf, None, password, limits)
    made = draft(document_of(layouts), name or readable(pdf.stem))
    if made is None:
        raise no_table(str(pdf), layouts, ())
    return made


def profile_check(
    pdf: Path,
    profile: str,
    *,
    password: str | None = None,
    limits: params.Limits | None = None,
) -> Check:
    """The check of a profile, given by name or file, against a PDF."""
    from pipeline.records.drafting.check import check

    (wanted,) = profiles.candidates(profile, None, register.find_root())
    return check(_layouts(pdf, profile, password, limits), wanted)


def _layouts(
    pdf: Path, profile: str | None, password: str | None, limits: params.Limits | None
) -> list[Layout]:
    from pipeline.layout import cells

    with Pdf(pdf, limits or params.load().limits, password=password) as source:
        among = profiles.candidates(profile, None, register.find_root())
        layouts = cells.layouts(source.pages(), profiles.headers(among), profiles.are_headers)
    check_text(str(pdf), layouts)
    return layouts
