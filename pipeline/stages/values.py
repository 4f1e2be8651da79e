"""How the values of stages are stored on disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.store import register

# name → module and class of the value: a single one, or many
_ONE = {
    "document": ("pipeline.reading.document", "Document"),
    "assembly": ("pipeline.tables.logical", "Assembly"),
}
_MANY = {
    "pages": ("pipeline.text.page", "Page"),
    "disagreements": ("pipeline.model.schema", "Finding"),
    "profile_findings": ("pipeline.model.schema", "Finding"),
    "layouts": ("pipeline.layout.fragment", "Layout"),
}
_PLANS = ("plan", "corrected", "checked")
_FILES = {
    "entry": "entry.json",
    "profile": "profile.json",
    "layers": "layers.parquet",
    **dict.fromkeys(_PLANS, ""),
}


def file_in(folder: Path, name: str) -> Path:
    """The path of a value in the folder of its stage: a file, or the folder itself."""
    return folder / _FILES.get(name, f"{name}.parquet")


def save(name: str, value: Any, folder: Path) -> None:
    """Store a value in the folder of its stage."""
    folder.mkdir(parents=True, exist_ok=True)
    if name in _PLANS:
        from pipeline.store import plan_files

        plan_files.write(value, folder)
    elif name == "layers":
        from pipeline.store import layers

        layers.write(value, folder)
    elif name == "profile":
        from pipeline.model import profile
        from pipeline.store import plan_files

        plan_files.write_json(profile.data_of(value), file_in(folder, name))
    elif name == "entry":
        from pipeline.store import plan_files

        plan_files.write_json(register.as_json(value), file_in(folder, name))
    else:
        from pipeline.store import interim

        values: Sequence[Any] = [value] if name in _ONE else list(value)
        interim.write(values, _kind(name), file_in(folder, name))


def load(name: str, folder: Path) -> Any:
    """The value that `save` stored."""
    if name in _PLANS:
        from pipeline.store import plan_files

        return plan_files.read(folder)
    if name == "layers":
        from pipeline.store import layers

        return layers.read(folder) or ()
    if name == "profile":
        from pipeline.model import profile

        file = file_in(folder, name)
        return profile.parse(json.loads(file.read_text(encoding="utf-8")), str(file))
    if name == "entry":
        return register.from_json(file_in(folder, name).read_text(encoding="utf-8"))
    from pipeline.store import interim

    found: list[Any] = interim.read(_kind(name), file_in(folder, name))
    return found[0] if name in _ONE else found


def _kind(name: str) -> type:
    module, attribute = (_ONE | _MANY)[name]
    kind: type = getattr(import_module(module), attribute)
    return kind
