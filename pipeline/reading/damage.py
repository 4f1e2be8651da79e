"""What is broken in the structure of a PDF, and copies of it in which that is put right."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

_CATALOGUE = re.compile(rb"\b(\d+ \d+) obj\s*<<[^>]*?/Type\s*/Catalog\b")
_INFO = re.compile(rb"\b(\d+ \d+) obj\s*<<[^>]*?/(?:Producer|CreationDate)\b")
_START = re.compile(rb"startxref\s+(\d+)")
_SECTION = re.compile(rb"\s*(\d+) (\d+)\s+")
_ENTRY = 20  # bytes


def ways(content: bytes, password: str | None) -> Iterator[tuple[bytes, str | None]]:
    """The PDF as it is, then copies that may open where it is damaged; each with its password."""
    if is_sound(content):
        yield content, password
    completed = _completed(content)
    yield completed, password
    copy = _saved_anew(completed, password)
    if copy is not None:
        yield copy, None


def is_sound(content: bytes) -> bool:
    """Whether each entry of the last table of cross-references, if there is one, is true.

    pdfium believes a table that it can read, and shows a page as blank whose entry is wrong.
    """
    starts = _START.findall(content)
    header = max(content.find(b"%PDF-"), 0)  # places count from it
    place = int(starts[-1]) + header if starts else len(content)
    if content[place : place + 4] != b"xref":
        return True  # a compressed one, or none: pdfium says so itself
    place += 4
    while section := _SECTION.match(content, place):
        first, count = int(section[1]), int(section[2])
        place = section.end()
        for number in range(first, first + min(count, (len(content) - place) // _ENTRY)):
            entry = content[place : place + _ENTRY]
            place += _ENTRY
            if entry[17:18] == b"n" and not _stands(content, entry, number, header):
                return False
    return True


def _stands(content: bytes, entry: bytes, number: int, header: int) -> bool:
    try:
        at = int(entry[:10]) + header
    except ValueError:
        return False
    words = content[at : at + 40].split(maxsplit=2)
    return len(words) == 3 and words[0] == b"%d" % number and words[2].startswith(b"obj")


def lost_pages(content: bytes, password: str | None) -> frozenset[int]:
    """Pages, from 1, that name a content which the file does not hold: they would seem blank."""
    import pikepdf

    lost: set[int] = set()
    try:
        pdf = pikepdf.open(io.BytesIO(_completed(content)), password=password or "")
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return frozenset()
    with pdf:
        for index, page in enumerate(pdf.pages):
            if "/Contents" not in page.obj:
                number, generation = page.obj.objgen
                own = re.compile(rb"\b%d %d obj\b.*?endobj" % (number, generation), re.DOTALL)
                if any(b"/Contents" in found for found in own.findall(content)):
                    lost.add(index + 1)
    return frozenset(lost)


def _completed(content: bytes) -> bytes:
    """The content with an end from which no table is found, so that one is built anew.

    Where the file has lost the end that names its catalogue, the new one does.
    """
    named = b""
    if b"trailer" not in content and b"/XRef" not in content:
        catalogues, infos = _CATALOGUE.findall(content), _INFO.findall(content)
        root = b"/Root %s R" % catalogues[-1] if catalogues else b""
        info = b" /Info %s R" % infos[-1] if infos else b""
        named = b"trailer\n<< %s%s >>\n" % (root, info)
    return content + b"\n%sstartxref\n0\n%%%%EOF\n" % named


def _saved_anew(content: bytes, password: str | None) -> bytes | None:
    """A copy of the PDF that pikepdf put in order; None where it cannot."""
    import pikepdf

    copy = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content), password=password or "") as pdf:
            pdf.save(copy, encryption=False)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError):
        return None  # it is told what pdfium says of it
    return copy.getvalue()


def copied(content: bytes, password: str | None) -> bytes:
    """The PDF as pdfium understood it, written anew and unlocked, for other libraries to read."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    copy = io.BytesIO()
    with pdfium.PdfDocument(content, password=password) as pdf:
        pdf.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return copy.getvalue()
