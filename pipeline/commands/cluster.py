"""Batches on any storage (fsspec addresses), read by the workers of a Dask cluster or by local
processes into one data set. Tasks, fingerprints and outcomes are those of a local batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.commands import cluster_worker, outcomes, plans
from pipeline.commands.batch import options_of
from pipeline.commands.cluster_worker import Done, Job
from pipeline.commands.outcomes import Outcome
from pipeline.commands.request import Wanted
from pipeline.commands.tasks import Task, expected, tasks
from pipeline.commands.terminal import emit, say
from pipeline.model import profile
from pipeline.model.errors import UsageError
from pipeline.reading.limits import raised
from pipeline.store import params, partitions, places, register

_WAIT = 30  # seconds for a scheduler to answer, and for its first worker
_PROJECT = (register.REGISTER.as_posix(), params.PARAMS, f"{profile.FOLDER}/*.toml",
            "corrections/*.toml")  # fmt: skip
_ASKED = "asked"  # project folder for files named on the command line

Result = Any
Ended = tuple[Any, Result | BaseException]  # an item of work, and its result or error
Each = Callable[[Callable[..., Result], Sequence[Any]], Iterator[Ended]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Settings shared by all documents of one batch."""

    out: str  # a path or an address
    wanted: Wanted
    force: bool  # reread documents that are already finished


def extract_all(
    given: Sequence[str],
    batch: Dataset,
    *,
    scheduler: str | None,
    jobs: int,
    fail_on: str,
    as_json: bool,
) -> int:
    """Read all PDFs of `given` into the data set; return the highest exit code.

    The workers of `scheduler` read them; without one this machine does, `jobs` at a time.
    """
    settings = params.load()
    settings = replace(settings, limits=raised(settings.limits, batch.wanted.limits))
    batch = replace(batch, out=places.absolute(batch.out))
    files = {_path_of(pdf): pdf for pdf in places.pdfs(given)}
    workers = _cluster(scheduler) if scheduler else _threads(jobs)
    with workers as each:
        hashes = dict.fromkeys(files, "")
        for path, found in each(partial(_hash, files=files), list(files)):
            hashes[path] = found if isinstance(found, str) else ""
        work = [
            replace(task, address=files[task.pdf])
            for task in tasks(list(files), Path(partitions.DOCUMENTS), register.load(), hashes)
        ]
        ordered = _outcomes(work, batch, settings, each)
    _write(ordered, batch.out)
    outcomes.print_outcomes(ordered)
    if as_json:
        emit({"documents": [_record(outcome, batch.out) for outcome in ordered]})
    reached = any(plans.reaches(outcome.findings, fail_on) for outcome in ordered)
    return max(*(outcome.exit_code for outcome in ordered), int(reached))


def _path_of(pdf: str) -> Path:
    """A local-looking path of an address, from whose name and folders the id is derived."""
    return Path("/" + pdf.partition("://")[2]) if places.is_address(pdf) else Path(pdf)


def _hash(path: Path, files: Mapping[Path, str]) -> str:
    return cluster_worker.hash_of(files[path])


def _outcomes(
    work: Sequence[Task], batch: Dataset, settings: params.Params, each: Each
) -> list[Outcome]:
    options = options_of(batch.wanted)
    there = partitions.fingerprints(batch.out)
    reports = partitions.with_reports(batch.out) if batch.wanted.with_report else set()
    ended: dict[str, Outcome] = {}
    jobs: dict[Job, Task] = {}
    project, arguments = _project(batch.wanted)
    for task in work:
        lacks_report = batch.wanted.with_report and partitions.partition(task.doc_id) not in reports
        if task.copy_of is not None:
            ended[task.name] = Outcome(task, "copy", 0, f"tā pati datne kā {task.copy_of}")
        elif (
            not (batch.force or lacks_report)
            and there.get(task.doc_id) is not None
            and there[task.doc_id] == expected(task, options, settings)
        ):
            ended[task.name] = Outcome(task, "skipped", 0, **_kept(task, batch.out))
        else:
            limit = settings.limits.file_mb
            jobs[Job(task.address, task.doc_id, arguments, batch.out, limit)] = task
    with outcomes.bar(len(work)) as advance:
        for outcome in ended.values():
            advance(outcome)
        for job, done in each(partial(cluster_worker.read_document, project=project), list(jobs)):
            outcome = _outcome(jobs[job], done)
            ended[outcome.task.name] = outcome
            advance(outcome)
    return [ended[task.name] for task in work]


def _outcome(task: Task, done: Done | BaseException) -> Outcome:
    if isinstance(done, BaseException):
        # Every worker that took this document died, or the data set is not writable.
        return Outcome(task, "failed", 70, f"{type(done).__name__}: {done}")
    if done.code == 0:
        metrics = dict(done.metrics or {})
        return Outcome(task, "done", 0, metrics=metrics, seconds=done.seconds, pages=done.pages)
    code, message = done.code, done.stderr.strip()
    if code < 0:
        code, message = 70, f"Its process was killed by signal {-code}."
    return Outcome(task, "failed", code, message, seconds=done.seconds)


def _kept(task: Task, out: str) -> dict[str, Any]:
    """Pages and metrics of a plan that is in the data set already."""
    import json

    found = places.read_all(
        out, f"{partitions.DOCUMENTS}/{partitions.partition(task.doc_id)}/[mp]*.json"
    )
    named = {name.rpartition("/")[2]: json.loads(text) for name, text in found.items()}
    return {"metrics": named.get("metrics.json"), "pages": named.get("plan.json", {}).get("pages")}


def _record(outcome: Outcome, out: str) -> dict[str, Any]:
    """The outcome as an object of `--json`, with paths in the data set."""
    made = outcomes.record(outcome)
    if outcome.state in outcomes.RESULTS:
        own = partitions.partition(outcome.task.doc_id)
        made["out"] = places.below(out, partitions.DOCUMENTS, own)
    return made


def _write(ordered: Sequence[Outcome], out: str) -> None:
    with TemporaryDirectory(prefix="ricplan-batch-") as folder:
        outcomes.write(ordered, Path(folder))
        places.put({outcomes.FILE: Path(folder) / outcomes.FILE}, out)
    partitions.write_manifest(out)


def _project(wanted: Wanted) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The project files that a reading depends on, and command-line options that refer to the
    copies on the worker.
    """
    root = register.find_root()
    files: dict[str, bytes] = {}
    if root is not None:
        found = (path for pattern in _PROJECT for path in sorted(root.glob(pattern)))
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found}

    def sent(path: Path) -> Path:
        inside = Path(_ASKED, path.name)
        if path.is_dir():
            for file in sorted(path.glob("*.toml")):
                files[(inside / file.name).as_posix()] = file.read_bytes()
        else:
            files[inside.as_posix()] = path.read_bytes()
        return inside

    if wanted.profile and Path(wanted.profile).is_file():
        wanted = replace(wanted, profile=sent(Path(wanted.profile)).as_posix())
    if wanted.password_file is not None:
        wanted = replace(wanted, password_file=sent(wanted.password_file))
    if wanted.corrections is not None:
        wanted = replace(wanted, corrections=sent(wanted.corrections))
    return files, tuple(wanted.arguments())


# ── executors ───────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _threads(jobs: int) -> Iterator[Each]:
    """An executor on this machine: a thread per document, each waiting for a forked process."""
    with ThreadPoolExecutor(jobs) as pool:

        def each(work: Callable[..., Result], items: Sequence[Any]) -> Iterator[Ended]:
            futures = {pool.submit(work, item): item for item in items}
            for future in as_completed(futures):
                error = future.exception()
                yield futures[future], future.result() if error is None else error

        try:
            yield each
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


@contextmanager
def _cluster(scheduler: str) -> Iterator[Each]:
    """An executor on the workers of a Dask scheduler. UsageError where no scheduler answers, or a
    worker runs another version.
    """
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            f"--dask {scheduler} needs Dask.",
            "dask.distributed is not installed.",
            "pip install 'ricplan[cluster]'",
        ) from error
    try:
        client: Any = distributed.Client(  # type: ignore[no-untyped-call]
            scheduler, timeout=_WAIT, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise UsageError(
            f"No scheduler answers at {scheduler}.",
            f"{error}.",
            "Start one (`dask scheduler`), and check its address.",
        ) from error
    with client:
        _check_workers(client, scheduler)

        def each(work: Callable[..., Result], items: Sequence[Any]) -> Iterator[Ended]:
            futures = client.map(work, items, pure=False)
            asked = dict(zip((future.key for future in futures), items, strict=True))
            ends: Any = distributed.as_completed  # untyped
            for future in ends(futures, loop=client.loop, raise_errors=False):
                error = future.exception()
                yield asked[future.key], future.result() if error is None else error

        yield each


def _check_workers(client: Any, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError as error:
        raise UsageError(
            f"The scheduler at {scheduler} has no workers.",
            "No worker would read the plans.",
            f"Start some: `dask worker {scheduler} --nthreads 1`.",
        ) from error
    own = cluster_worker.program()
    for worker, found in client.run(cluster_worker.program).items():
        if tuple(found) != own:
            raise UsageError(
                f"The worker {worker} runs another ricplan ({found[0]}, {found[1][:12]}…).",
                f"This one is {own[0]} ({own[1][:12]}…): results would differ.",
                "Install the same version everywhere.",
            )
    say(f"Dask: {scheduler}, {len(client.scheduler_info()['workers'])} izpildītāji")
