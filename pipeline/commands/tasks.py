"""The tasks of a batch: which PDFs to read, under which ids, and which are finished already."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.model.errors import InputError
from pipeline.model.strings import readable
from pipeline.records.corrections import file
from pipeline.stages.fingerprint import fingerprint
from pipeline.stages.given import Options
from pipeline.store.params import Params
from pipeline.store.register import Register, RegisteredPlan, find_root


@dataclass(frozen=True, slots=True)
class Task:
    """One PDF and its output folder."""

    pdf: Path
    doc_id: str
    sha256: str  # empty for an unreadable file; its reading process reports why
    out: Path
    entry: RegisteredPlan | None = None
    copy_of: Path | None = None  # an earlier file of the same bytes: this one is not read
    address: str = ""  # of a PDF that is not on this machine

    @property
    def name(self) -> str:
        """The PDF's name in messages."""
        return self.address or str(self.pdf)


def pdfs(places: Iterable[Path]) -> list[Path]:
    """All PDFs of files and folders, each once, in the order given and then by name.

    InputError for a folder without any.
    """
    found: dict[Path, Path] = {}
    for place in places:
        inside = sorted(path for path in place.rglob("*") if path.suffix.lower() == ".pdf")
        if place.is_dir() and not inside:
            raise InputError(
                f"The folder {place} holds no PDF.", "There is nothing to read.", "Check its path."
            )
        for path in inside if place.is_dir() else [place]:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def tasks(
    paths: Sequence[Path], out: Path, known: Register, hashes: Mapping[Path, str] | None = None
) -> list[Task]:
    """The tasks of a batch, each PDF with a unique id.

    The id is the register's, else the file's stem; where stems collide, the path relative to their
    common folder. Of files with the same bytes only the first is read. `hashes`: SHA-256 of the
    files, where known already.
    """
    hashes = hashes or {path: _sha256(path) for path in paths}
    first: dict[str, Path] = {}
    for path in paths:
        first.setdefault(hashes[path] or str(path), path)
    own = [path for path in paths if first[hashes[path] or str(path)] == path]
    entries = {path: known.by_sha256(hashes[path]) for path in paths}
    ids = _ids(own, entries)
    made = []
    for path in paths:
        source = first[hashes[path] or str(path)]
        doc_id = ids[source]
        copy_of = source if source != path else None
        made.append(Task(path, doc_id, hashes[path], out / doc_id, entries[path], copy_of))
    return made


def _ids(paths: Sequence[Path], entries: Mapping[Path, RegisteredPlan | None]) -> dict[Path, str]:
    registered = {path: entry.id for path in paths if (entry := entries[path])}
    stems = {path: readable(path.stem) for path in paths if path not in registered}
    count = Counter([*registered.values(), *stems.values()])
    ids = dict(registered)
    taken = {*ids.values(), *(stem for stem in stems.values() if count[stem] == 1)}
    above = Path(os.path.commonpath([path.resolve().parent for path in paths]))
    for path, stem in stems.items():
        if count[stem] == 1:
            ids[path] = stem
            continue
        below = path.resolve().relative_to(above).with_suffix("")
        name = wanted = readable("-".join(below.parts))
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        ids[path] = name
    return ids


def _sha256(pdf: Path) -> str:
    import hashlib

    try:
        with pdf.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def expected(task: Task, options: Options, settings: Params) -> str:
    """The fingerprint of the result that reading the task now would give."""
    import dataclasses

    asked = dataclasses.replace(options, doc_id=task.doc_id)
    made = file.of_plan(task.doc_id, options.corrections, find_root()).digest
    return fingerprint(task.sha256, asked, settings, task.entry, find_root(), made)


def finished(task: Task, options: Options, settings: Params, with_report: bool) -> bool:
    """Whether the task's folder holds the complete result that reading it now would give."""
    wanted = expected(task, options, settings)
    if read_json(task.out / "plan.json").get("fingerprint") != wanted:
        return False
    report = task.out / "report.html"
    if with_report and not (report.is_file() and report.stat().st_size):
        return False
    return _is_whole(task.out)


def _is_whole(folder: Path) -> bool:
    """Whether every table exists with the number of rows that was recorded when it was written."""
    from pipeline.store.plan_files import row_count

    metrics = read_json(folder / "metrics.json")
    counts = dict(metrics.get("rows", {}))
    found = metrics.get("findings", {})
    counts["findings"] = sum(number for name, number in found.items() if name != "rule")
    listed = read_json(folder / "datapackage.json").get("resources", ())
    names = {resource["name"] for resource in listed}
    return bool(names) and all(
        row_count(folder / f"{name}.parquet") == counts.get(name) for name in names
    )


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file; an empty one where there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
