"""The project's folder: which plans it has, and where everything of each lies.

    raw/plans.toml        the register (made where there is none, empty)
    plans/<id>.pdf        PDFs that were dropped
    corrections/<id>.toml what people put right
    output/<id>/          tables and report
    interim/app/<id>/     what stages left, and pictures of pages

An id that is not one of the plans is a KeyError: no path is ever made of what a browser sends.
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
_LONGEST = 60  # letters of an id
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
        """The folder, made a project where it is none."""
        root = root.resolve()
        place = root / register.REGISTER
        if not place.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(_EMPTY, encoding="utf-8")
        for name in (DROPPED, file.FOLDER):
            (root / name).mkdir(exist_ok=True)
        return cls(root)

    def plans(self) -> dict[str, Listed]:
        """All plans by their ids: those of the register, then those that were dropped."""
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
        """The file of its corrections."""
        return self.root / file.FOLDER / f"{plan.id}.toml"

    def output(self, plan: Listed) -> Path:
        """The folder of its tables."""
        return self.root / "output" / plan.id

    def kept(self, plan: Listed) -> Path:
        """The folder of what the application keeps of it."""
        return self.root / "interim" / "app" / plan.id

    def drop(self, name: str, content: bytes) -> Listed:
        """Keep a PDF that was dropped, under an id made of its name; same bytes are one plan."""
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
