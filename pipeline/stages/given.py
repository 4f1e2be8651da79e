"""A stage, and what it is given: the values and parameters that it declares, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: a pure function from what it reads to what it writes.

    `reads` are names of values; `params` are sections of `params.yaml` ("limits"), keys of the
    plan's entry in the register ("entry.title"), options of the command ("options.ocr"). `writes`
    are names of values. A stage whose `place` is not "interim" writes files for people and other
    programs instead, straight into the folder `given.out`: "output" is the plan's own,
    "output/diff" lies in it, "progress" is what was reported of the plan, "combined" is that of
    all plans.
    """

    name: str
    reads: tuple[str, ...]
    params: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Given], Mapping[str, Any]]
    place: str = "interim"


class UndeclaredError(LookupError):
    """A stage asked for what it does not declare: DVC and the fingerprint would not know of it."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a call of `ricplan extract` asks for, besides limits; the defaults hold for stages."""

    engine: str = "pdfium"
    cross_check: bool = False
    ocr: bool = False
    profile: str | None = None  # None: the register's, else the one that fits
    doc_id: str | None = None  # None: the register's, else the file's stem
    corrections: Path | None = None  # file, or folder of <doc_id>.toml; None: beside the register


class Given:
    """The inputs of one stage. `used` tells afterwards which of them it asked for."""

    def __init__(
        self,
        stage: Stage,
        value: Callable[[str], Any],
        param: Callable[[str], Any],
        out: Path | None = None,
    ) -> None:
        self._stage, self._value, self._param, self._out = stage, value, param, out
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        """A value that the stage reads. UndeclaredError for one that it does not declare."""
        return self._asked(name, self._stage.reads, self._value)

    def param(self, name: str) -> Any:
        """A parameter that the stage depends on. UndeclaredError for one it does not declare."""
        return self._asked(name, self._stage.params, self._param)

    @property
    def out(self) -> Path:
        """The folder that a stage which makes files writes to."""
        if self._out is None:
            raise UndeclaredError(f"the stage {self._stage.name} has no folder of its own")
        return self._out

    def _asked(self, name: str, declared: tuple[str, ...], get: Callable[[str], Any]) -> Any:
        if name not in declared:
            raise UndeclaredError(f"the stage {self._stage.name} does not declare '{name}'")
        self.used.add(name)
        return get(name)
