"""Batches of PDFs: one process per document, forked from a prepared process, so that a bad file
ends no other reading.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.commands import outcomes, plans
from pipeline.commands.command_runs import CommandRuns, run_alone
from pipeline.commands.outcomes import Outcome
from pipeline.commands.pipes import is_pipe
from pipeline.commands.request import Wanted
from pipeline.commands.tasks import Task, finished, pdfs, read_json, tasks
from pipeline.commands.terminal import emit
from pipeline.reading.limits import raised
from pipeline.stages.given import Options
from pipeline.store import params, register


@dataclass(frozen=True, slots=True)
class Batch:
    """Settings shared by all documents of one batch."""

    out: Path
    wanted: Wanted
    force: bool  # reread documents that are already finished


def extract_all(
    places: Sequence[Path], batch: Batch, *, jobs: int, fail_on: str, as_json: bool
) -> int:
    """Read all PDFs of `places` (files and folders) and return the highest exit code."""
    settings = params.load()
    settings = replace(settings, limits=raised(settings.limits, batch.wanted.limits))
    work = tasks(pdfs(places), batch.out, register.load())
    ended: dict[Path, Outcome] = {}
    with (
        CommandRuns(sys.executable) as runs,
        outcomes.bar(len(work)) as advance,
        ThreadPoolExecutor(min(jobs, len(work))) as pool,
    ):
        futures = [pool.submit(_outcome, task, batch, settings, runs) for task in work]
        try:
            for future in as_completed(futures):
                outcome = future.result()
                ended[outcome.task.pdf] = outcome
                advance(outcome)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    ordered = [ended[task.pdf] for task in work]
    outcomes.write(ordered, batch.out)
    outcomes.print_outcomes(ordered)
    if as_json:
        emit({"documents": [outcomes.record(outcome) for outcome in ordered]})
    reached = any(plans.reaches(outcome.findings, fail_on) for outcome in ordered)
    return max(*(outcome.exit_code for outcome in ordered), int(reached))


def options_of(wanted: Wanted) -> Options:
    """The options of a call in the form that the stages take."""
    return Options(
        wanted.engine,
        wanted.cross_check,
        wanted.ocr,
        wanted.profile,
        corrections=wanted.corrections,
    )


def _outcome(task: Task, batch: Batch, settings: params.Params, runs: CommandRuns) -> Outcome:
    if task.copy_of is not None:
        return Outcome(task, "copy", 0, f"tā pati datne kā {task.copy_of}")
    wanted = batch.wanted
    if not batch.force and finished(task, options_of(wanted), settings, wanted.with_report):
        return _read(task, "skipped", None)
    command = ["extract", str(task.pdf), "--out", str(task.out), "--doc-id", task.doc_id]
    command += wanted.arguments()
    begun = time.monotonic()
    # A PDF from a pipe may be this process's stdin, which processes of the fork server lack.
    alone = is_pipe(task.pdf)
    code, stderr = run_alone(sys.executable, command) if alone else runs.run(command)
    seconds = round(time.monotonic() - begun, 3)
    if code == 0:
        return _read(task, "done", seconds)
    message = stderr.strip()
    if code < 0:
        # Killed by a signal, most often by the kernel because memory ran out.
        code, message = 70, f"The process that read it was killed by signal {-code}."
    return Outcome(task, "failed", code, message, seconds=seconds)


def _read(task: Task, state: str, seconds: float | None) -> Outcome:
    """The outcome of a task, from the result in its output folder."""
    pages = read_json(task.out / "plan.json").get("pages")
    metrics = read_json(task.out / "metrics.json")
    return Outcome(task, state, 0, metrics=metrics, seconds=seconds, pages=pages)
