"""Which PDFs of a batch are to be read, under which ids, and which are finished already."""

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
    """One PDF and the folder that its tables go to."""

    pdf: Path
    doc_id: str
    sha256: str  # empty for a file that cannot be read: its own process tells why
    out: Path
    entry: RegisteredPlan | None = None
    copy_of: Path | None = None  # the same bytes, named before: not read again
    address: str = ""  # where the PDF lies, if `pdf` is no path of this machine

    @property
    def name(self) -> str:
        """How the PDF is called in what is told of it."""
        return self.address or str(self.pdf)


def pdfs(places: Iterable[Path]) -> list[Path]:
    """All PDFs of the places, each once, in the order of the places and of their names.

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
    """What to read and where to, each PDF under an id of its own.

    The id is the register's, else the file's stem; where stems meet, the path below the folder
    that holds them all. Of files with the same bytes the first is read. `hashes` are those of the
    files, where they are known.
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
    met = Counter([*registered.values(), *stems.values()])
    ids = dict(registered)
    taken = {*ids.values(), *(stem for stem in stems.values() if met[stem] == 1)}
    above = Path(os.path.commonpath([path.resolve().parent for path in paths]))
    for path, stem in stems.items():
        if met[stem] == 1:
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
    """The fingerprint of what reading the task now would give."""
    import dataclasses

    asked = dataclasses.replace(options, doc_id=task.doc_id)
    made = file.of_plan(task.doc_id, options.corrections, find_root()).digest
    return fingerprint(task.sha256, asked, settings, task.entry, find_root(), made)


def finished(task: Task, options: Options, settings: Params, with_report: bool) -> bool:
    """Whether the folder of the task holds, whole, what reading it now would give."""
    wanted = expected(task, options, settings)
    if read_json(task.out / "plan.json").get("fingerprint") != wanted:
        return False
    report = task.out / "report.html"
    if with_report and not (report.is_file() and report.stat().st_size):
        return False
    return _is_whole(task.out)


def _is_whole(folder: Path) -> bool:
    """Whether every table is there, with as many rows as were counted when it was written."""
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
    """The object in a file, an empty one where there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
