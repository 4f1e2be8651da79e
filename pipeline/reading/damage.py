"""Detects structural damage of PDFs, and makes repaired copies."""

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
    """The PDF itself, then repaired copies that may open; each with its password."""
    if is_sound(content):
        yield content, password
    completed = _completed(content)
    yield completed, password
    copy = _saved_anew(completed, password)
    if copy is not None:
        yield copy, None


def is_sound(content: bytes) -> bool:
    """Whether all entries of the last cross-reference table, if there is one, are correct.

    pdfium trusts any table that it can parse, and shows pages with wrong entries as blank.
    """
    starts = _START.findall(content)
    header = max(content.find(b"%PDF-"), 0)  # offsets are relative to it
    place = int(starts[-1]) + header if starts else len(content)
    if content[place : place + 4] != b"xref":
        return True  # a compressed one, or none: pdfium reports errors itself
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
    """Pages (from 1) whose content is missing from the file, so that they would look blank."""
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
    """The content with a trailer without a cross-reference table, so that it is rebuilt.

    The trailer refers to the catalogue where the file's own is lost.
    """
    named = b""
    if b"trailer" not in content and b"/XRef" not in content:
        catalogues, infos = _CATALOGUE.findall(content), _INFO.findall(content)
        root = b"/Root %s R" % catalogues[-1] if catalogues else b""
        info = b" /Info %s R" % infos[-1] if infos else b""
        named = b"trailer\n<< %s%s >>\n" % (root, info)
    return content + b"\n%sstartxref\n0\n%%%%EOF\n" % named


def _saved_anew(content: bytes, password: str | None) -> bytes | None:
    """A copy of the PDF repaired by pikepdf; None where it cannot."""
    import pikepdf

    copy = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content), password=password or "") as pdf:
            pdf.save(copy, encryption=False)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError):
        return None  # pdfium's error is reported instead
    return copy.getvalue()


def copied(content: bytes, password: str | None) -> bytes:
    """The PDF resaved by pdfium without encryption, for other libraries to read."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    copy = io.BytesIO()
    with pdfium.PdfDocument(content, password=password) as pdf:
        pdf.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return copy.getvalue()
