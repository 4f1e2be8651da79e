"""`ricplan extract`: from PDFs to tables, findings, metrics and reports."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import options
from pipeline.commands.request import Wanted, check_id
from pipeline.commands.terminal import detail, emit, say, severities
from pipeline.model.errors import UsageError
from pipeline.model.numbers import counted

if TYPE_CHECKING:
    from pipeline.model.plan import Plan
    from pipeline.report.pictures import Drawers
    from pipeline.stages import Reading
    from pipeline.stages.source import Pdf


@click.command("extract", short_help="Read PDFs into tables, findings, metrics and a report.")
@click.argument("pdfs", metavar="PDF...", nargs=-1, required=True)
@click.option("--out", required=True, metavar="DIR", help="Folder or address to write to.")
@click.option(
    "--doc-id",
    metavar="ID",
    help="Id of the plan; by default the register's, else the file's stem.",
)
@click.option(
    "--profile", metavar="NAME", help="Profile to read with; by default the one that fits best."
)
@options.engine
@options.cross_check
@options.ocr
@options.password_file
@options.limit
@options.corrections
@click.option("--no-report", is_flag=True, help="Write the tables alone, without report.html.")
@options.fail_on
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    default=lambda: os.cpu_count() or 1,
    show_default="processors",
    help="How many PDFs are read in parallel.",
)
@click.option("--force", is_flag=True, help="Reread PDFs of a batch that are already finished.")
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Scheduler of a Dask cluster whose workers read, such as tcp://host:8786.",
)
@options.as_json
def command(
    pdfs: tuple[str, ...],
    out: str,
    doc_id: str | None,
    profile: str | None,
    engine: str,
    cross_check: bool,
    ocr: bool,
    password_file: Path | None,
    limit: tuple[str, ...],
    corrections: Path | None,
    no_report: bool,
    fail_on: str,
    jobs: int,
    force: bool,
    dask: str | None,
    as_json: bool,
) -> int:
    r"""Read PDF into tables, findings, metrics and report.html in DIR.

    Several PDFs, or a folder of them, are read in a process each into DIR/<doc_id>/;
    DIR/batch.parquet lists their outcomes. One that fails does not stop the others. One that is
    finished already (same file, options and program version) is skipped, and so are copies. The
    exit code is the highest of all.

    A .txt file lists PDFs or folders, one a line. PDF and DIR may be addresses (s3://, gs://,
    whatever fsspec supports): then, and with --dask, all plans go into one data set in which each
    table is partitioned by plan (activities/doc_id=…/), with documents.parquet; see
    docs/many-plans.md.

    \b
    Example:
      ricplan extract raw/zpr-2015-2020.pdf --out output/zpr-2015-2020
      ricplan extract plans/ --out output --jobs 4
      ricplan extract s3://plans/raw --out s3://plans/all --dask tcp://scheduler:8786
    """
    wanted = Wanted(
        profile, engine, password_file, not no_report, limit, cross_check, ocr, corrections
    )
    from pipeline.store import places

    if dask is not None or any(map(places.is_address, (out, *pdfs))):
        from pipeline.commands import cluster

        _check_many(doc_id, corrections)
        data = cluster.Dataset(out, wanted, force)
        return cluster.extract_all(
            pdfs, data, scheduler=dask, jobs=jobs, fail_on=fail_on, as_json=as_json
        )
    paths = [Path(one) for pdf in pdfs for one in places.named(pdf)]
    if len(paths) > 1 or paths[0].is_dir() or paths != [Path(pdf) for pdf in pdfs]:
        from pipeline.commands import batch

        _check_many(doc_id, corrections)
        job = batch.Batch(Path(out), wanted, force)
        return batch.extract_all(paths, job, jobs=jobs, fail_on=fail_on, as_json=as_json)
    if doc_id is not None:
        check_id(doc_id)
    return _extract_one(paths[0], Path(out), doc_id, wanted, fail_on, as_json)


def _check_many(doc_id: str | None, corrections: Path | None) -> None:
    """UsageError for options that apply to a single PDF only."""
    if doc_id is not None:
        raise UsageError(
            "--doc-id was given for several PDFs.",
            "They cannot share one id.",
            "Leave it out, or read one PDF at a time.",
        )
    if corrections is not None and not corrections.is_dir():
        raise UsageError(
            f"--corrections {corrections} was given for several PDFs.",
            "One file holds the corrections of one plan.",
            "Give a folder of files named by the plans' ids, or read one PDF at a time.",
        )


def _extract_one(
    pdf: Path, out: Path, doc_id: str | None, wanted: Wanted, fail_on: str, as_json: bool
) -> int:
    if out.exists() and not out.is_dir():
        raise UsageError(
            f"{out} is a file.", "The output needs a folder.", "Give another folder with --out."
        )
    from pipeline.commands.pipes import pdf_at
    from pipeline.commands.progress import shown_pages
    from pipeline.stages.source import Pdf

    password = options.password(wanted.password_file)
    limits = options.limits(wanted.limits)
    chosen: dict[str, Any] = {"engine": wanted.engine, "cross_check": wanted.cross_check}
    with ExitStack() as stack:
        stack.enter_context(_without_collector())
        file = stack.enter_context(pdf_at(pdf, limits))
        source = stack.enter_context(Pdf(file, limits, password=password, **chosen))
        drawers = _drawers(stack, source, wanted)
        # The reading process starts up and begins while this one imports the rest.
        with source.start(), shown_pages(source):
            from pipeline import stages
            from pipeline.commands import plans
            from pipeline.stages.ahead import import_stages

            import_stages()
            reading = stages.read(
                file,
                doc_id=doc_id,
                profile=wanted.profile,
                limits=limits,
                ocr=wanted.ocr,
                corrections=wanted.corrections,
                source=source,
                **chosen,
            )
        detail(f"Profils: {reading.plan.meta.profile}")
        _write(reading, file, out, drawers)
    _say_summary(reading.plan, out, wanted.with_report)
    counts = plans.severity_counts(reading.plan)
    code = 1 if plans.reaches(counts, fail_on) else 0
    if as_json:
        document = {
            "doc_id": reading.plan.meta.doc_id,
            "pdf": pdf,
            "state": "done",
            "exit_code": 0,
            "message": None,
            "out": out,
            "report": out / "report.html" if wanted.with_report else None,
            "metrics": reading.plan.metrics,
            "findings": counts,
        }
        emit({"documents": [document]})
    return code


@contextmanager
def _without_collector() -> Iterator[None]:
    """Switch off the cyclic garbage collector: rows form no cycles, and are many to search."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _drawers(stack: ExitStack, source: Pdf, wanted: Wanted) -> Drawers | None:
    """The processes that draw pages and charts for the report, started in parallel with the
    reading.
    """
    if not wanted.with_report:
        return None
    from pipeline.report import chart_process
    from pipeline.report.pictures import Drawers

    stack.enter_context(chart_process.beside())
    drawers = stack.enter_context(Drawers())
    source.on_document = lambda: drawers.draw(source.path, password=source.password)
    return drawers


def _write(reading: Reading, pdf: Path, out: Path, drawers: Drawers | None) -> None:
    """Write a plan's tables, and its report where pages are drawn, into `out` atomically."""
    from pipeline.store import layers, plan_files, staging

    with staging.staged(out, plan_files.DERIVED) as folder:
        plan_files.write_files(reading.plan, folder)
        layers.write(reading.layers, folder)
        if drawers is not None:
            from pipeline import report

            report.write(reading.plan, pdf, folder, reading.layers, drawers=drawers)


def _say_summary(plan: Plan, out: Path, with_report: bool) -> None:
    from pipeline.commands.plans import severity_counts
    from pipeline.model import schema
    from pipeline.validate.trust import trust

    filled = [len(plan.rows(name)) for name in schema.plan_tables() if plan.rows(name)]
    words = plan.metrics.get("words", {})
    say(click.style(plan.meta.title or plan.meta.doc_id, bold=True))
    say(
        f"Nolasīts: {counted(plan.meta.pages, ('lappušu', 'lappuse', 'lappuses'))}, "
        f"{counted(len(filled), ('tabulu', 'tabula', 'tabulas'))}, "
        f"{counted(sum(filled), ('rindu', 'rinda', 'rindas'))}, "
        f"{counted(sum(words.values()), ('vārdu', 'vārds', 'vārdi'))}, "
        f"no tiem neuzskaitīti {words.get('unaccounted', 0)}"
    )
    say(f"Konstatējumi: {severities(severity_counts(plan))}")
    say(trust(plan).sentence.lv)
    say(f"Pārskats: {out / 'report.html'}" if with_report else f"Tabulas: {out}")
