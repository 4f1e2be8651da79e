"""The declaration of a stage, and its access to the values and parameters that it declares."""

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
    programs into the folder `given.out`: "output" is the plan's folder, "output/diff" is inside it,
    "progress" has the plan's monitoring, "combined" all plans.
    """

    name: str
    reads: tuple[str, ...]
    params: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Given], Mapping[str, Any]]
    place: str = "interim"


class UndeclaredError(LookupError):
    """A stage used an undeclared input, which DVC and the fingerprint would miss."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `ricplan extract` except limits; single stages use the defaults."""

    engine: str = "pdfium"
    cross_check: bool = False
    ocr: bool = False
    profile: str | None = None  # None: the register's, else the one that fits
    doc_id: str | None = None  # None: the register's, else the file's stem
    corrections: Path | None = None  # file, or folder of <doc_id>.toml; None: beside the register


class Given:
    """The inputs of one stage. `used` records which of them it has accessed."""

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
        """A value that the stage reads. UndeclaredError where it is not declared."""
        return self._declared(name, self._stage.reads, self._value)

    def param(self, name: str) -> Any:
        """A parameter that the stage depends on. UndeclaredError where it is not declared."""
        return self._declared(name, self._stage.params, self._param)

    @property
    def out(self) -> Path:
        """The folder for the files of the stage."""
        if self._out is None:
            raise UndeclaredError(f"the stage {self._stage.name} has no folder of its own")
        return self._out

    def _declared(self, name: str, declared: tuple[str, ...], get: Callable[[str], Any]) -> Any:
        if name not in declared:
            raise UndeclaredError(f"the stage {self._stage.name} does not declare '{name}'")
        self.used.add(name)
        return get(name)
