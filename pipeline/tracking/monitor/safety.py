"""Refuses workbooks with macros, links to other files, embedded files, or zip bombs.

The file is checked as a zip archive, before a library for spreadsheets opens it.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import regex

_MOST_BYTES = 50_000_000  # of the file
_MOST_INFLATED = 400_000_000  # bytes of all its parts, uncompressed
_MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # signature of .xls, and of .xlsx with a password
_MACROS = regex.compile(r"(?i)vbaproject|/macrosheets/|/dialogsheets/|vbadata")
_LINKS = regex.compile(r"(?i)/externallinks/|/connections\.xml$|/querytables/|/webextensions/")
_OBJECTS = regex.compile(r"(?i)/embeddings/|/activex/|/ctrlprops/|/oleobject|\.bin$")
_PRINTER = regex.compile(r"(?i)/printersettings/")
_RELATION = regex.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL = regex.compile(rb"""TargetMode\s*=\s*["']External["']""")
_TYPE = regex.compile(rb"""\bType\s*=\s*["'][^"']*/(\w+)["']""")
_TARGET = regex.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
_DTD = regex.compile(rb"<!(?:DOCTYPE|ENTITY)", regex.I)
_MACRO_TYPE = regex.compile(rb"(?i)macroEnabled")
# Formulas that read from another workbook, a web page or a program (DDE).
_FORMULA = regex.compile(rb"(?i)<(?:\w+:)?f\b[^>]*>[^<]*(?:\[\d+\]|\bWEBSERVICE\s*\(|\bDDE\s*\()")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a workbook is refused: a variant of the rule `workbook-refused`, and what was found."""

    variant: str
    seen: str


def refusal(file: Path) -> Refusal | None:
    """The reason to refuse a workbook; None where it is harmless."""
    size = file.stat().st_size
    if size > _MOST_BYTES:
        return Refusal("size", f"{size / 1e6:.0f} MB")
    with file.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:
            return Refusal("password", "OLE")
    try:
        with zipfile.ZipFile(file) as archive:
            return _of_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        return Refusal("damaged", str(error) or type(error).__name__)
    except RuntimeError as error:  # raised by zipfile for encrypted parts
        return Refusal("password", str(error))


def has_hyperlinks(file: Path) -> bool:
    """Whether a harmless workbook has hyperlinks."""
    with zipfile.ZipFile(file) as archive:
        return any(
            b"/hyperlink" in archive.read(name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/_rels/")
        )


def _of_parts(archive: zipfile.ZipFile) -> Refusal | None:
    parts = archive.infolist()
    inflated = sum(part.file_size for part in parts)
    if inflated > _MOST_INFLATED or len(parts) > _MOST_PARTS:
        return Refusal("size", f"{inflated / 1e6:.0f} MB, {len(parts)}")
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        return Refusal("format", "")
    for part in parts:
        found = _of_name(part.filename)
        if found is not None:
            return found
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            found = _of_content(part.filename, archive.read(part))
            if found is not None:
                return found
    return None


def _of_name(name: str) -> Refusal | None:
    if _PRINTER.search(name):
        return None
    for variant, pattern in (("macro", _MACROS), ("link", _LINKS), ("object", _OBJECTS)):
        if pattern.search(f"/{name}"):
            return Refusal(variant, name)
    return None


def _of_content(name: str, content: bytes) -> Refusal | None:
    if _DTD.search(content):
        return Refusal("damaged", f"{name}: DOCTYPE")
    if name == "[Content_Types].xml" and _MACRO_TYPE.search(content):
        return Refusal("macro", name)
    if name.endswith(".rels"):
        return _of_relations(name, content)
    if name.startswith("xl/worksheets/") and (reaching := _FORMULA.search(content)):
        return Refusal("link", reaching[0].decode("utf-8", "replace")[-60:])
    return None


def _of_relations(name: str, content: bytes) -> Refusal | None:
    """The first external relation that is not a hyperlink: others are loaded automatically."""
    for relation in _RELATION.findall(content):
        if not _EXTERNAL.search(relation):
            continue
        kind = _TYPE.search(relation)
        if kind is None or kind[1] != b"hyperlink":
            target = _TARGET.search(relation)
            return Refusal("link", target[1].decode("utf-8", "replace") if target else name)
    return None
