"""The options of `ricplan extract` that apply to one PDF and to batches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.model.errors import UsageError


@dataclass(frozen=True, slots=True)
class Wanted:
    """How PDFs are read, and whether reports are made."""

    profile: str | None
    engine: str
    password_file: Path | None
    with_report: bool
    limits: tuple[str, ...] = ()  # as given with --limit
    cross_check: bool = False  # read with the other engine too
    ocr: bool = False  # recognise scanned pages
    corrections: Path | None = None  # a file, or a folder of <doc_id>.toml

    def arguments(self) -> list[str]:
        """The same as command-line options."""
        given = ["--engine", self.engine]
        given += ["--profile", self.profile] if self.profile else []
        given += ["--password-file", str(self.password_file)] if self.password_file else []
        for limit in self.limits:
            given += ["--limit", limit]
        given += ["--cross-check"] if self.cross_check else []
        given += ["--ocr"] if self.ocr else []
        given += ["--corrections", str(self.corrections)] if self.corrections else []
        return given if self.with_report else [*given, "--no-report"]


def check_id(doc_id: str) -> None:
    """UsageError for an id that cannot be a folder's name, as output folders are named by ids."""
    if doc_id in {"", ".", ".."} or any(letter in doc_id for letter in "/\\\0"):
        raise UsageError(
            f"'{doc_id}' cannot be the id of a plan.",
            "Output folders are named by ids.",
            "Use letters, digits, stops and hyphens.",
        )
