"""`ingest`: file → Document: checks that it is a PDF and can be opened, and reads its metadata.

Runs in the reading process, as the file is untrusted.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import category

from pipeline.model.errors import InputError
from pipeline.reading import damage, streams
from pipeline.reading.document import Document
from pipeline.reading.limits import exceeded
from pipeline.reading.streams import OversizeError
from pipeline.store.params import Limits

_HEADER_WITHIN = 1024  # bytes: readers look for `%PDF-` in the first ones
_LONGEST = 1000  # characters of a title
_PASSWORD = 4  # FPDF_ERR_PASSWORD

# Texts of repairs in the table of repairs.
GARBAGE = "bytes-before-the-header"
CROSS_REFERENCES = "cross-references-broken"
SAVED_ANEW = "structure-broken"
STREAMS = "streams-damaged"


@dataclass(frozen=True, slots=True)
class Opened:
    """A readable document: its metadata, and the bytes to read it from."""

    document: Document
    original: bytes  # bytes of the file
    content: bytes  # the same, or a repaired copy
    password: str | None  # the password of `content`


def ingest(path: Path, limits: Limits, password: str | None = None) -> Opened:
    """The document in the file.

    Raises InputError where it cannot be read, LimitError where it is larger than allowed.
    """
    content = _content(path, limits)
    damaged = _check_streams(path, content, limits, password)
    repairs = [GARBAGE] if content.find(b"%PDF-") > 0 else []
    pdf, opened, key = _opened(path, content, limits, password)
    try:
        if key != password or not opened.startswith(content):
            repairs.append(SAVED_ANEW)
            _check_streams(path, opened, limits, key)
        elif not _has_cross_references(pdf):
            repairs.append(CROSS_REFERENCES)
        if damaged:
            repairs.append(STREAMS)
        _check_pages(path, pdf, limits)
        said = {name: _said(pdf, name) for name in ("Producer", "Title")}
        document = Document(
            str(path),
            hashlib.sha256(content).hexdigest(),
            len(pdf),
            said["Producer"] or None,
            said["Title"] or None,
            "; ".join(repairs) or None,
            ", ".join(name for name, value in said.items() if value is None) or None,
        )
    finally:
        pdf.close()
    return Opened(document, content, opened, key)


def _content(path: Path, limits: Limits) -> bytes:
    most = limits.file_mb * 1_000_000
    try:
        # Non-blocking, so that a pipe without a writer can be refused.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise InputError(f"{path} is no file.", "A PDF file is needed here.", "Name one.")
            if state.st_size > most:
                size = f"{path} has {state.st_size / 1e6:.0f} MB."
                raise exceeded(size, "file_mb", limits)
            content = file.read(most)
    except FileNotFoundError:
        raise InputError(
            f"There is no file {path}.", "It cannot be read.", "Check the path."
        ) from None
    except IsADirectoryError:
        raise InputError(
            f"{path} is a folder.", "A PDF file is needed here.", "Name the file."
        ) from None
    except OSError as error:
        raise InputError(
            f"{path}: {error.strerror}.", "It cannot be read.", "Check the file and its rights."
        ) from error
    if not content:
        raise InputError(f"{path} is empty.", "There is nothing to read.", "Fetch the PDF again.")
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        raise InputError(
            f"{path} is not a PDF: it begins with {content[:8]!r}.",
            "Only PDFs can be read.",
            "Check that it is the plan itself, and not a page that links to it.",
        )
    return content


def _check_streams(path: Path, content: bytes, limits: Limits, password: str | None) -> int:
    """The number of damaged streams; LimitError where one inflates to more than allowed."""
    most = limits.inflated_mb * 1_000_000
    try:
        found = streams.look(content, most)
        if not found.judged:
            streams.check_each(content, most, password)
    except OversizeError:
        seen = f"{path} holds a stream that inflates to more than {limits.inflated_mb} MB."
        raise exceeded(seen, "inflated_mb", limits) from None
    return found.damaged


def _opened(
    path: Path, content: bytes, limits: Limits, password: str | None
) -> tuple[Any, bytes, str | None]:
    """The PDF opened by pdfium, from the content or from a repaired copy."""
    import pypdfium2 as pdfium

    first: Exception | None = None
    for copy, key in damage.ways(content, password):
        try:
            found = _with_pages(pdfium.PdfDocument(copy, password=key), limits.pages)
            return found, copy, key
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD:
                raise _encrypted(path, password) from None
            first = first or error
    raise InputError(
        f"{path} is damaged: {str(first).rstrip('.')}.",
        "No reader can open it, and it could not be repaired.",
        "Fetch the PDF again, or resave it with a PDF program.",
    )


def _with_pages(pdf: Any, most: int) -> Any:
    """The PDF itself. PdfiumError where one of its pages, up to `most`, is missing."""
    import pypdfium2 as pdfium

    try:
        count = len(pdf)
        if not count:
            raise pdfium.PdfiumError("it has no pages")
        for index in range(min(count, most)):
            pdf.get_page_size(index)
    except pdfium.PdfiumError:
        pdf.close()
        raise
    return pdf


def _said(pdf: Any, name: str) -> str | None:
    """An entry of the PDF's metadata; "" where it is missing, None where it is not text.

    It may contain anything: lone surrogates, control characters, very long text.
    """
    try:
        value: str = pdf.get_metadata_value(name)
    except UnicodeError:
        return None
    text = value.rstrip("\0")
    strange = any(category(char) in ("Cc", "Cs") and not char.isspace() for char in text)
    return None if strange or len(text) > _LONGEST or "\ufffd" in text else text


def _has_cross_references(pdf: Any) -> bool:
    import pypdfium2.raw as raw

    return bool(raw.FPDF_DocumentHasValidCrossReferenceTable(pdf.raw))


def _check_pages(path: Path, pdf: Any, limits: Limits) -> None:
    count = len(pdf)
    if count > limits.pages:
        raise exceeded(f"{path} has {count} pages.", "pages", limits)
    for index in range(count):
        width, height = pdf.get_page_size(index)
        if not max(width, height) <= limits.page_points:
            size = f"Page {index + 1} of {path} is {width:.0f} × {height:.0f} points large."
            raise exceeded(size, "page_points", limits)


def _encrypted(path: Path, password: str | None) -> InputError:
    return InputError(
        f"{path} is encrypted.",
        "The password given does not open it." if password else "It opens with a password alone.",
        "Give the password with --password-file, or save a copy without one.",
    )
