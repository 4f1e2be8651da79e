"""`ingest`: file → Document. Is it a PDF, can it be opened, what does it say of itself?"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.errors import InputError, LimitError
from pipeline.model import Document

_HEADER_WITHIN = 1024  # bytes: readers look for `%PDF-` in the first ones


def ingest(path: Path, *, most_bytes: int, most_pages: int, password: str | None = None) -> Document:
    """The document in the file.

    Raises InputError where it cannot be read, LimitError where it is larger than allowed.
    """
    content = _content(path, most_bytes)
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(path, password=password)
        pages = len(pdf)
    except pdfium.PdfiumError as error:
        raise _unreadable(path, error, password) from error
    try:
        if pages == 0:
            raise InputError(f"{path} has no pages.", "There is nothing to read.", "Check that the PDF is whole.")
        if pages > most_pages:
            raise LimitError(
                f"{path} has {pages} pages.", f"The limit is {most_pages}.", "Raise it with limits.pages in params.yaml."
            )
        producer = pdf.get_metadata_value("Producer") or None
        title = pdf.get_metadata_value("Title") or None
    finally:
        pdf.close()
    return Document(str(path), hashlib.sha256(content).hexdigest(), pages, producer, title)


def _content(path: Path, most_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path} is a folder.", "A PDF file is needed here.", "Name the file.")
        if size > most_bytes:
            raise LimitError(
                f"{path} has {size / 1e6:.0f} MB.", f"The limit is {most_bytes / 1e6:.0f} MB.",
                "Raise it with limits.file_mb in params.yaml.",
            )
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.", "It cannot be read.", "Check the path.") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}.", "It cannot be read.", "Check the file and its rights.") from error
    if not content:
        raise InputError(f"{path} is empty.", "There is nothing to read.", "Fetch the PDF again.")
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        raise InputError(
            f"{path} is not a PDF: it begins with {content[:8]!r}.", "Only PDFs can be read.",
            "Check that it is the plan itself, and not a page that links to it.",
        )
    return content


def _unreadable(path: Path, error: Exception, password: str | None) -> InputError:
    if getattr(error, "err_code", None) == 4:  # FPDF_ERR_PASSWORD
        told = "The password given does not open it." if password else "It opens with a password alone."
        return InputError(f"{path} is encrypted.", told, "Give the password with --password-file, or save a copy without one.")
    return InputError(
        f"{path} is damaged: {error}.", "No reader can open it.", "Fetch the PDF again, or save it anew with a PDF program."
    )
