"""The functions of the stages. Each takes its inputs from `given` and does not depend on others.

Heavy modules are imported inside the functions, so that importing the graph stays fast.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.model import schema
from pipeline.model.errors import InputError, NoTableError
from pipeline.model.findings import finding
from pipeline.model.strings import readable, tidy
from pipeline.stages import profiles
from pipeline.stages.given import Given

if TYPE_CHECKING:
    from pipeline.layout.fragment import Layout
    from pipeline.model.plan import Plan
    from pipeline.model.profile import Profile
    from pipeline.reading.document import Document
    from pipeline.stages.source import Pdf
    from pipeline.text.page import Page

Values = Mapping[str, Any]


def ingest(given: Given) -> Values:
    """The document's metadata, and its entry in the register (None if not registered)."""
    _ = given.param("limits")  # the reading process enforces them
    pdf = given["pdf"]
    document = pdf.document
    return {"document": document, "entry": given["register"].entry_of(pdf.path, document.sha256)}


def pages(given: Given) -> Values:
    """The pages as they are read. All words, or only doubtful ones, are compared with the other
    engine; each difference is added to `disagreements`. Scanned pages are recognised if requested.
    """
    from pipeline.text.crosscheck import checked, checked_where_in_doubt

    _ = (
        given.param("limits"),
        given.param("options.engine"),
    )  # the reading process was started with them
    pdf = given["pdf"]
    disagreements: list[schema.Finding] = []
    found = pdf.pages()
    if given.param("options.cross_check"):
        found = checked(found, pdf.pages_again(), disagreements)
    else:
        found = checked_where_in_doubt(found, pdf.reread_pages, disagreements)
    if given.param("options.ocr"):
        found = with_pictures_read(pdf, found)
    return {"pages": found, "disagreements": disagreements}


def cells(given: Given) -> Values:
    """The grids of tables and the running text, page by page."""
    from pipeline.layout import cells

    asked, registered = given.param("options.profile"), given.param("entry.profile")
    among = profiles.candidates(asked, registered, given["profiles"])
    return {"layouts": cells.layouts(given["pages"], profiles.headers(among), profiles.are_headers)}


def profile(given: Given) -> Values:
    """The profile to read the plan with (named, fitting or drafted), and findings on the choice.

    NoTableError where the document has no table of a plan.
    """
    from pathlib import Path

    layouts, path = given["layouts"], given["document"].path
    check_text(path, layouts)
    asked, registered = given.param("options.profile"), given.param("entry.profile")
    among = profiles.candidates(asked, registered, given["profiles"])
    name = readable(Path(path).stem)
    found = profiles.chosen(layouts, among, bool(asked or registered), name)
    if found is None:
        raise no_table(path, layouts, among)
    return {"profile": found.profile, "profile_findings": _of_choice(found)}


def _of_choice(choice: profiles.Choice) -> list[schema.Finding]:
    """Findings that the profile is drafted, or that another one fits nearly as well."""
    found = []
    if choice.profile.drafted:
        found.append(finding("profile-drafted", tables=_levels_and_tables(choice.profile)))
    if choice.second is not None:
        found.append(
            finding(
                "close-profile",
                value=choice.second,
                share=f"{choice.second_fit * 100:.0f}",
                profile=choice.profile.name,
            )
        )
    return found


def rows(given: Given) -> Values:
    """The document interpreted with its profile.

    `layouts` is empty afterwards: pages are released as they are processed.
    """
    from pipeline.tables import row_assembly

    layouts, chosen = given["layouts"], given["profile"]
    refused = no_table(given["document"].path, layouts, (chosen,))
    assembly = row_assembly.assemble(_released(layouts), chosen)
    if not assembly.rows:
        raise refused
    return {"assembly": assembly}


def no_table(path: str, layouts: Sequence[Layout], among: Sequence[Profile]) -> NoTableError:
    """The error for a document without a table of a plan."""
    from pipeline.layout.fragment import Fragment

    fragments = sum(isinstance(item, Fragment) for layout in layouts for item in layout.items)
    return NoTableError(
        f"{path} holds {fragments} table fragments, and none has the headers of a plan.",
        f"Profiles tried: {', '.join(item.name for item in among)}; none could be drafted.",
        "Look at it with `ricplan tables`; write a profile for this plan (docs/profile.md).",
    )


def records(given: Given) -> Values:
    """The plan of the tables, with corrections of rows applied; and the boxes on pages by kind of
    content.
    """
    from pathlib import Path

    from pipeline.model.plan import PlanMeta
    from pipeline.records import plan_records
    from pipeline.records.corrections import flow, structure

    document, assembly = given["document"], given["assembly"]
    path = Path(document.path)
    known = given.param("entry.id")  # None for an unregistered PDF
    chosen = given["profile"]
    meta = PlanMeta(
        doc_id=given.param("options.doc_id") or known or readable(path.stem),
        title=given.param("entry.title")
        or (chosen.title if chosen.drafted else None)  # title and period of the title page
        or tidy(document.title or "")
        or None,
        period=given.param("entry.period") or chosen.period,
        sha256=document.sha256,
        pages=document.pages,
        producer=tidy(document.producer or "") or None,
        profile=chosen.name,
        file=readable(path.name),
        expected_rows=given.param("entry.rows") or (),
        licence=given.param("entry.licence"),
        model=chosen,
    )
    told = flow.Told()
    assembly = structure.corrected(assembly, given["corrections"], chosen, told)
    plan = plan_records.plan_of(assembly, chosen, meta)
    plan = dataclasses.replace(plan, repairs=(*plan.repairs, *told.repairs))
    plan = _counted(_with_repairs(plan, document))
    found = [*given["profile_findings"], *given["disagreements"], *plan.findings]
    found += told.findings
    if document.unreadable:
        found.insert(0, finding("damaged-metadata", value=document.unreadable))
    plan = dataclasses.replace(plan, findings=tuple(found))
    return {"plan": plan, "layers": assembly.layers}


def _levels_and_tables(chosen: Profile) -> str:
    """The levels and tables of a drafted profile as short text."""
    levels = [
        f"{level.label.lv} ({level.pattern.text})" if level.pattern else level.label.lv
        for level in chosen.levels.values()
    ]
    named = chosen.declared
    columns = [
        f"{chosen.label(shape.kind).lv} ({len(shape.columns)})"
        for shape in chosen.tables
        if shape.kind in named  # a table of levels only is described by its levels
    ]
    return f"{', '.join(levels)}; {', '.join(columns)}"


def correct(given: Given) -> Values:
    """The plan with corrections of values applied."""
    from pipeline.records.corrections.values import corrected

    plan, corrections = given["plan"], given["corrections"]
    made = corrected(plan, corrections)
    return {"corrected": made if made is plan else _counted(made)}


def validate(given: Given) -> Values:
    """The plan with the findings of all rules, accepted ones marked, and with its fingerprint."""
    from pipeline.validate import validate

    own, corrections = given["corrected"], given["corrections"]
    skip = (*given.param("validate").skip, *own.profile.skip)
    plan = validate(own, skip=skip, acceptances=corrections.accepted)
    meta = dataclasses.replace(plan.meta, fingerprint=given.param("fingerprint"))
    return {"checked": dataclasses.replace(plan, meta=meta)}


def export(given: Given) -> Values:
    """Write the plan's tables."""
    from pipeline.store import layers, plan_files

    plan_files.write(given["checked"], given.out)
    layers.write(given["layers"], given.out)
    return {}


def report(given: Given) -> Values:
    """Write the quality report."""
    from pipeline import report

    given.out.mkdir(parents=True, exist_ok=True)
    pdf, dpi = given["pdf"], given.param("report").dpi
    report.write(given["checked"], pdf.path, given.out, given["layers"], dpi=dpi)
    return {}


def diff(given: Given) -> Values:
    """Write the changes since the amended version."""
    from pipeline.store.register import Register
    from pipeline.tracking import diff

    diff.write(
        given["old/checked"],
        given["checked"],
        given.out,
        old_pdf=given["old/pdf"].path,
        new_pdf=given["pdf"].path,
        known=Register((given["old/entry"], given["entry"])),
    )
    return {}


def monitor(given: Given) -> Values:
    """Collect the plan's registered workbooks, a folder per date, and write the review of the
    latest.

    Workbooks made for another registered version are mapped to this one.
    """
    from pipeline.store import plan_files, progress_files
    from pipeline.tracking.monitor import reporting
    from pipeline.tracking.monitor.collecting import collect
    from pipeline.tracking.monitor.versions import Versions

    folders = given["every/checked"]
    plan = plan_files.read(folders[given.param("entry.id")])

    def find(sha256: str) -> Plan | None:
        for folder in folders.values():
            if plan_files.read_meta(folder).sha256 == sha256:
                return plan_files.read(folder)
        return None

    reports = []
    for day in sorted(path for path in given["workbooks"].iterdir() if path.is_dir()):
        made = collect(plan, day, Versions(plan, find=find, family=tuple(folders)))
        progress_files.write(made.monitoring, given.out / day.name, made.workbooks)
        reports.append(made.monitoring)
    reporting.write(reports, given.out / "review")
    return {}


def combine(given: Given) -> Values:
    """Write the data set of all registered plans; made-up ones only if the parameter says so."""
    from pipeline.store.export import combined

    known = given["register"]
    asked = given.param("combine").made_up
    wanted = [plan.id for plan in known.plans if asked or not plan.made_up]
    combined.write([given["every/checked"][doc_id] for doc_id in wanted], given.out, known)
    return {}


# ── helpers ──────────────────────────────────────────────────────────────────────


def check_text(path: str, layouts: Sequence[Layout]) -> None:
    """InputError for a PDF without text."""
    from pipeline.layout.thresholds import LAYOUT

    if any(layout.facts.words for layout in layouts):
        return
    pictures = sum(layout.facts.picture >= LAYOUT.pages.picture for layout in layouts)
    coded = sum(layout.facts.unmapped > 0 for layout in layouts)
    raise InputError(
        f"{path} has no text: of {len(layouts)} pages {pictures} are pictures, and {coded} have "
        "fonts that do not tell their letters.",
        "Tables are read from text, not from pictures.",
        "Get the PDF that the plan was exported to, or recognise this one with --ocr.",
    )


def with_pictures_read(pdf: Pdf, pages: Iterable[Page]) -> list[Page]:
    """The pages of a PDF, those that are pictures recognised.

    UsageError where Tesseract or its Latvian is missing, LimitError where it takes too long.
    """
    found = list(pages)
    pictures = [page.number for page in found if _is_picture(page)]
    return pdf.recognised(pictures, found) if pictures else found


def _is_picture(page: Page) -> bool:
    """Whether the page has a picture to recognise, also behind printed words."""
    from pipeline.layout.page_doubts import lacks_text
    from pipeline.layout.thresholds import LAYOUT
    from pipeline.text.page import PageFacts

    size = (page.number, page.width, page.height, page.turn)
    facts = PageFacts(*size, len(page.words), page.unmapped, page.picture, "", None)
    return page.picture >= LAYOUT.pages.picture or lacks_text(facts)


def _released(layouts: list[Layout]) -> Iterator[Layout]:
    layouts.reverse()
    while layouts:
        yield layouts.pop()


def _with_repairs(plan: Plan, document: Document) -> Plan:
    """The plan with the repairs of the file itself before its other repairs."""
    if document.repair is None:
        return plan
    row = schema.Repair("file-repaired", None, None, None, None, None, None, document.repair, 0.9)
    return dataclasses.replace(plan, repairs=(row, *plan.repairs))


def _counted(plan: Plan) -> Plan:
    """The plan with its rows per table and its repairs by kind in the metrics."""
    from pipeline.model.metrics import merged

    counts = {name: len(plan.rows(name)) for name in schema.plan_tables() if name != "findings"}
    kinds = Counter(repair.kind for repair in plan.repairs)
    metrics = merged(plan.metrics, {"rows": counts, "repairs": dict(sorted(kinds.items()))})
    return dataclasses.replace(plan, metrics=metrics)
