"""The fingerprint of a result: a hash of its inputs, which decides whether a plan is reread.

Inputs are the file, the parameters of all stages up to the result (from the graph), the profiles,
the corrections, the program's version and source code. Results with the same fingerprint have the
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
    """The fingerprint, in hex, of the checked plan of a PDF with hash `sha256`; `root` is the
    project with the profiles, `corrections` the digest of the corrections.
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
    """The value of a parameter by the name that stages declare; see `graph.Stage`.

    Keys of the entry are None for an unregistered plan.
    """
    section, _, key = name.partition(".")
    if section == "options":
        return getattr(options, key)
    if section == "entry":
        return getattr(entry, key) if entry else None
    return getattr(settings, section)


@cache
def code_digest() -> str:
    """A hash of the program's source files on disk."""
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
