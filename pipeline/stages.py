"""The run: the one place that knows the order of the stages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.layout import cells
from pipeline.layout.fragment import Fragment, Layout
from pipeline.layout.gutters import HeaderWords
from pipeline.layout.page_doubts import PICTURE, lacks_text
from pipeline.model import profile
from pipeline.model.errors import InputError, NoTableError, UsageError
from pipeline.model.metrics import merged
from pipeline.model.plan import Plan, PlanMeta
from pipeline.model.profile import Profile
from pipeline.model.schema import Finding
from pipeline.model.strings import tidy
from pipeline.reading.document import Document
from pipeline.reading.parent import Reader
from pipeline.records import plan_records
from pipeline.store import params, register
from pipeline.store.layers import Layer
from pipeline.tables import cell_texts, row_assembly
from pipeline.tables.headers import headers_found
from pipeline.tables.logical import Assembly
from pipeline.text.page import Page
from pipeline.text.pages import page_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, and what each part of each page was taken for (for the report)."""

    plan: Plan
    layers: tuple[Layer, ...]


def extract(
    pdf: Path, *, doc_id: str | None = None, profile: str | None = None, **options: Any
) -> Plan:
    """The plan in a PDF: all its tables, with findings and metrics. Options are those of `read`."""
    return read(pdf, doc_id=doc_id, profile=profile, **options).plan


def read(
    pdf: Path,
    *,
    doc_id: str | None = None,
    profile: str | None = None,
    engine: str = "pdfium",
    password: str | None = None,
    limits: params.Limits | None = None,
    reader: Reader | None = None,
    checker: Reader | None = None,
    ocr: bool = False,
) -> Reading:
    """All stages in memory, from the PDF to the checked plan.

    `doc_id` and `profile` default to what the register knows of the file, then to the file's stem
    and to the profile whose headers match best, `limits` to the project's. `reader` is one that
    was started for this PDF before, `checker` one of another engine whose words are held against
    its own. `ocr` says whether pages that are pictures are to be recognised. Raises RicplanError,
    by its kind of exit code.
    """
    settings = params.load()
    if profile is not None:
        _profile_named(profile)
    with reader or _reader(pdf, settings, engine, password, limits) as source:
        document = source.document()
        known = register.load().by_sha256(document.sha256)
        candidates = _profiles(profile or (known.profile if known else None))
        disagreements: list[Finding] = []
        pages = pages_of(source) if checker is None else _checked(source, checker, disagreements)
        layouts = cells.layouts(pages, _headers(candidates))
    pictures = [item.facts.number for item in layouts if ocr and lacks_text(item.facts)]
    if pictures:
        layouts = _recognised(pdf, pictures, limits or settings.limits, _headers(candidates))
    assembly, chosen = _assembled(pdf, layouts, candidates)
    meta = meta_of(document, chosen, known, doc_id)
    plan = mended(plan_records.plan_of(assembly, chosen, meta), document, pictures)
    plan = counted(plan)
    plan = dataclasses.replace(plan, findings=(*disagreements, *plan.findings))
    return Reading(validated(plan, settings), assembly.layers)


def tables(
    pdf: Path,
    *,
    engine: str = "pdfium",
    password: str | None = None,
    limits: params.Limits | None = None,
) -> list[dict[str, Any]]:
    """The table fragments of any PDF, before any meaning: page, bbox and rows of cell texts.

    The text of a merged cell stands at its top left; its other places are None.
    """
    with _reader(pdf, params.load(), engine, password, limits) as source:
        source.document()
        layouts = cells.layouts(pages_of(source), _headers(_profiles(None)))
    _check_text(pdf, layouts)
    words = cell_texts.fragment_words(layouts)
    return [
        {
            "page": item.page,
            "bbox": [round(side, 2) for side in layout.facts.shown(item.box)],
            "rows": cell_texts.texts(item, words),
        }
        for layout in layouts
        for item in layout.items
        if isinstance(item, Fragment)
    ]


# ── what the stages need to know of each other's results ────────────────────────────────────────


def _reader(
    pdf: Path,
    settings: params.Params,
    engine: str = "pdfium",
    password: str | None = None,
    limits: params.Limits | None = None,
) -> Reader:
    return Reader(pdf, engine=engine, password=password, limits=limits or settings.limits)


def pages_of(source: Reader) -> Iterator[Page]:
    """The pages that the process reads, as they come."""
    return map(page_of, source.drawings())


def _checked(source: Reader, checker: Reader, found: list[Finding]) -> Iterator[Page]:
    """The pages of the source; where the checker reads other words, a finding is added."""
    from pipeline.text.crosscheck import checked

    checker.document()
    return checked(pages_of(source), pages_of(checker), found)


def _profile_named(name: str) -> Profile:
    return profile.load(name)


def _profiles(name: str | None) -> tuple[Profile, ...]:
    return (profile.load(name),) if name else profile.every()


def _headers(profiles: Sequence[Profile]) -> list[HeaderWords]:
    return [
        HeaderWords(
            shape.header,
            _letters(known, "principle") if shape.kind == "principles" else None,
        )
        for known in profiles
        for shape in known.tables
    ]


def _letters(known: Profile, role: str) -> str | None:
    level = known.level(role)
    return level.pattern.letters.casefold() if level and level.pattern else None


def _check_text(pdf: Path, layouts: Sequence[Layout]) -> None:
    """A PDF of pictures alone has nothing to read."""
    if any(layout.facts.words for layout in layouts):
        return
    pictures = sum(layout.facts.picture >= PICTURE for layout in layouts)
    coded = sum(layout.facts.unmapped > 0 for layout in layouts)
    raise InputError(
        f"{pdf} has no text: of {len(layouts)} pages {pictures} are pictures, and {coded} have "
        "fonts that do not tell their letters.",
        "Tables are read from text, not from pictures.",
        "Ask for the PDF that the plan was exported to, or have this one recognised with --ocr.",
    )


def _assembled(
    pdf: Path, layouts: list[Layout], candidates: Sequence[Profile]
) -> tuple[Assembly, Profile]:
    """The document read through with the profile of which most headers are found in it.

    `layouts` is empty afterwards: pages are let go as they are read.
    """
    _check_text(pdf, layouts)
    chosen = candidates[0]
    if len(candidates) > 1:
        chosen = max(candidates, key=lambda candidate: headers_found(layouts, candidate))
    fragments = sum(isinstance(item, Fragment) for layout in layouts for item in layout.items)
    assembly = row_assembly.assemble(_let_go(layouts), chosen)
    if not assembly.rows:
        raise NoTableError(
            f"{pdf} holds {fragments} table fragments, and none has the headers of a known plan.",
            f"Profiles tried: {', '.join(item.name for item in candidates)}.",
            "Look at it with `ricplan tables`; write a profile for this plan (docs/profile.md).",
        )
    return assembly, chosen


def _let_go(layouts: list[Layout]) -> Iterator[Layout]:
    layouts.reverse()
    while layouts:
        yield layouts.pop()


def meta_of(
    document: Document, chosen: Profile, known: register.RegisteredPlan | None, doc_id: str | None
) -> PlanMeta:
    """What is known of the document: from the register by its hash, else from the file itself."""
    path = Path(document.path)
    return PlanMeta(
        doc_id=doc_id or (known.id if known else path.stem),
        title=known.title if known else tidy(document.title or "") or None,
        period=known.period if known else chosen.period,
        sha256=document.sha256,
        pages=document.pages,
        producer=tidy(document.producer or "") or None,
        profile=chosen.name,
        file=path.name,
        expected_rows=known.rows if known else (),
        model=chosen,
    )


def _recognised(
    pdf: Path, pictures: Sequence[int], limits: params.Limits, headers: Sequence[HeaderWords]
) -> list[Layout]:
    """The pages again, after those that are pictures were recognised."""
    from pipeline.reading import ocr

    with (
        ocr.recognised(pdf, pictures, limits) as copy,
        Reader(copy, limits=limits, pictures=pictures) as source,
    ):
        source.document()
        return cells.layouts(pages_of(source), headers)


def mended(plan: Plan, document: Document, pictures: Sequence[int] = ()) -> Plan:
    """The plan with what was repaired in the file itself, before the other repairs, and with what
    was recognised on `pictures`, after them.
    """
    if pictures:
        from pipeline.reading import ocr

        plan = ocr.marked(plan, pictures)
    from pipeline.model.schema import Repair

    if document.repair is None:
        return plan
    row = Repair("file-repaired", None, None, None, None, None, None, document.repair, 0.9)
    return dataclasses.replace(plan, repairs=(row, *plan.repairs))


def counted(plan: Plan) -> Plan:
    """The plan with its rows per table and its repairs by kind in the metrics."""
    from collections import Counter

    from pipeline.model import schema

    counts = {name: len(plan.rows(name)) for name in schema.plan_tables() if name != "findings"}
    kinds = Counter(repair.kind for repair in plan.repairs)
    metrics = merged(plan.metrics, {"rows": counts, "repairs": dict(sorted(kinds.items()))})
    return dataclasses.replace(plan, metrics=metrics)


def validated(plan: Plan, settings: params.Params) -> Plan:
    """The plan with the findings of all rules."""
    from pipeline.validate import validate

    return validate(plan, skip=settings.validate.skip)


# ── one stage at a time, as dvc.yaml calls them ─────────────────────────────────────────────────


def stage(name: str, doc_id: str, root: Path) -> None:
    """Run one stage of a registered plan, from what the stage before left in `interim/`."""
    known = register.load(root / register.REGISTER)
    plan = known.by_id(doc_id)
    _STAGES[name](_Place(root, known, plan, params.load(root / params.PARAMS)))


@dataclass(frozen=True, slots=True)
class _Place:
    """A plan of the register, and where its files are."""

    root: Path
    known: register.Register
    plan: register.RegisteredPlan
    settings: params.Params

    def interim(self, stage_name: str, plan: register.RegisteredPlan | None = None) -> Path:
        return self.root / "interim" / (plan or self.plan).id / stage_name

    @property
    def out(self) -> Path:
        return self.root / "output" / self.plan.id

    @property
    def pdf(self) -> Path:
        return self.known.pdf(self.plan)

    def values(self, stage_name: str, kind: type) -> list[Any]:
        from pipeline.store import interim

        return interim.read(kind, self.interim(stage_name) / f"{stage_name}.parquet")

    def keep(self, stage_name: str, kind: type, values: Sequence[Any]) -> None:
        from pipeline.store import interim

        interim.write(values, kind, self.interim(stage_name) / f"{stage_name}.parquet")


def _ingest(place: _Place) -> None:
    with Reader(place.pdf, limits=place.settings.limits, pages=False) as source:
        document = source.document()
    # The path is the register's, so that the result is the same wherever the project lies.
    place.keep("ingest", Document, [_relative(document, place.root)])


def _relative(document: Document, root: Path) -> Document:
    return dataclasses.replace(document, path=Path(document.path).relative_to(root).as_posix())


def _pages(place: _Place) -> None:
    with _reader(place.pdf, place.settings) as source:
        source.document()
        place.keep("pages", Page, list(pages_of(source)))


def _cells(place: _Place) -> None:
    headers = _headers(_profiles(place.plan.profile))
    place.keep("cells", Layout, cells.layouts(place.values("pages", Page), headers))


def _rows(place: _Place) -> None:
    assembly, _ = _assembled(
        place.pdf, place.values("cells", Layout), _profiles(place.plan.profile)
    )
    place.keep("rows", Assembly, [assembly])


def _records(place: _Place) -> None:
    from pipeline.store import layers, plan_files

    assembly: Assembly = place.values("rows", Assembly)[0]
    chosen = profile.load(place.plan.profile)
    document = place.values("ingest", Document)[0]
    known = place.known.by_sha256(document.sha256)
    meta = meta_of(document, chosen, known, place.plan.id)
    plan = mended(plan_records.plan_of(assembly, chosen, meta), document)
    plan_files.write(counted(plan), place.interim("records"))
    layers.write(assembly.layers, place.interim("records"))


def _validate(place: _Place) -> None:
    from pipeline.store import layers, plan_files

    plan_files.write(
        validated(plan_files.read(place.interim("records")), place.settings),
        place.interim("validate"),
    )
    layers.write(layers.read(place.interim("records")) or (), place.interim("validate"))


def _export(place: _Place) -> None:
    from pipeline.store import layers, plan_files

    plan_files.write(plan_files.read(place.interim("validate")), place.out)
    layers.write(layers.read(place.interim("validate")) or (), place.out)


def _report(place: _Place) -> None:
    from pipeline import report
    from pipeline.store import layers, plan_files

    folder = place.interim("validate")
    place.out.mkdir(parents=True, exist_ok=True)
    report.write(plan_files.read(folder), place.pdf, place.out, layers.read(folder))


def _diff(place: _Place) -> None:
    from pipeline import diff
    from pipeline.store import plan_files

    if place.plan.amends is None:
        raise UsageError(
            f"{place.plan.id} amends no plan.",
            "There is nothing to compare it with.",
            "Name an amendment.",
        )
    old = place.known.by_id(place.plan.amends)
    diff.write(
        plan_files.read(place.interim("validate", old)),
        plan_files.read(place.interim("validate")),
        place.out / "diff",
        old_pdf=place.known.pdf(old),
        new_pdf=place.pdf,
    )


_STAGES = {
    "ingest": _ingest,
    "pages": _pages,
    "cells": _cells,
    "rows": _rows,
    "records": _records,
    "validate": _validate,
    "export": _export,
    "report": _report,
    "diff": _diff,
}
