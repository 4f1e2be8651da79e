"""One hash of all that a result depends on: it decides whether a plan has to be read again.

The file, every parameter of every stage on the way (the graph knows them), the profiles, the
corrections, the version of the program and its source code. Two results of one fingerprint are the
same bytes.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.stages import graph, profiles

if TYPE_CHECKING:
    from pipeline.stages.given import Options
    from pipeline.store.params import Params
    from pipeline.store.register import RegisteredPlan

_CODE = {".py", ".toml", ".js", ".css", ".j2"}


def fingerprint(
    sha256: str,
    options: Options,
    settings: Params,
    entry: RegisteredPlan | None,
    root: Path | None,
    corrections: str | None = None,
) -> str:
    """The fingerprint, in hex, of the checked plan that a PDF of that hash gives; `root` is the
    project that has the profiles, `corrections` the digest of those that are made.
    """
    parts = {
        "pdf": sha256,
        "version": pipeline.__version__,
        "code": code_digest(),
        "corrections": corrections,
        "profiles": profiles.digest(options.profile, entry.profile if entry else None, root),
        **{
            name: param(name, options, settings, entry)
            for name in graph.required_params("validate")
        },
    }
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def param(name: str, options: Options, settings: Params, entry: RegisteredPlan | None) -> Any:
    """The value of a parameter by the name that stages declare it under; see `graph.Stage`.

    A key of a plan that the register does not have is None.
    """
    section, _, key = name.partition(".")
    if section == "options":
        return getattr(options, key)
    if section == "entry":
        return getattr(entry, key) if entry else None
    return getattr(settings, section)


@cache
def code_digest() -> str:
    """A hash of the program's own source, as it lies on disk."""
    package = Path(pipeline.__file__).parent
    found = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.suffix in _CODE:
            found.update(file.relative_to(package).as_posix().encode() + b"\0")
            found.update(file.read_bytes() + b"\0")
    return found.hexdigest()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be part of a fingerprint")
