"""The project folder: its plans, and the paths of their files.

    raw/plans.toml        the register (created empty where missing) plans/<id>.pdf        uploaded
    PDFs corrections/<id>.toml corrections output/<id>/          tables and report interim/app/<id>/
    results of stages, and pictures of pages

An unknown id is a KeyError: no path is ever made from text that a browser sends.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.records.corrections import file
from pipeline.store import register

DROPPED = "plans"
_NAME = regex.compile(r"[^\p{L}\p{N}]+")
_LONGEST = 60  # characters of an id
_EMPTY = "# The register of plans; raw/README.md of ricplan explains its entries.\n"


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan of the project."""

    id: str
    pdf: Path
    title: str
    registered: bool
    amends: str | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A project's folder."""

    root: Path

    @classmethod
    def of(cls, root: Path) -> Folder:
        """The project in a folder, created where there is none."""
        root = root.resolve()
        place = root / register.REGISTER
        if not place.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(_EMPTY, encoding="utf-8")
        for name in (DROPPED, file.FOLDER):
            (root / name).mkdir(exist_ok=True)
        return cls(root)

    def plans(self) -> dict[str, Listed]:
        """All plans by id: those of the register, then uploaded ones."""
        known = register.load(self.root / register.REGISTER)
        found = {
            plan.id: Listed(plan.id, known.pdf(plan), plan.title, True, plan.amends)
            for plan in known.plans
            if known.pdf(plan).is_file()
        }
        for pdf in sorted((self.root / DROPPED).glob("*.pdf")):
            if pdf.is_file() and not pdf.is_symlink() and pdf.stem not in found:
                found[pdf.stem] = Listed(pdf.stem, pdf, pdf.stem, False)
        return found

    def plan(self, doc_id: str) -> Listed:
        """The plan of that id; KeyError where there is none."""
        return self.plans()[doc_id]

    def corrections(self, plan: Listed) -> Path:
        """The file of a plan's corrections."""
        return self.root / file.FOLDER / f"{plan.id}.toml"

    def output(self, plan: Listed) -> Path:
        """The folder of a plan's tables."""
        return self.root / "output" / plan.id

    def own_files(self, plan: Listed) -> Path:
        """The folder of the application's own files of a plan."""
        return self.root / "interim" / "app" / plan.id

    def drop(self, name: str, content: bytes) -> Listed:
        """Store an uploaded PDF under an id made from its name; the same bytes are one plan."""
        digest = hashlib.sha256(content).digest()
        for plan in self.plans().values():
            same = plan.pdf.stat().st_size == len(content)
            if same and hashlib.sha256(plan.pdf.read_bytes()).digest() == digest:
                return plan
        stem = _NAME.sub("-", Path(name.replace("\\", "/")).name.rpartition(".")[0]).strip("-")
        stem = wanted = stem[:_LONGEST] or "plan"
        number = 1
        while stem in self.plans() or (self.root / DROPPED / f"{stem}.pdf").exists():
            number += 1
            stem = f"{wanted}-{number}"
        target = self.root / DROPPED / f"{stem}.pdf"
        descriptor, aside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(aside).replace(target)
        return self.plan(stem)
