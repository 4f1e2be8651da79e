"""Files that a stranger might send: broken, locked, turned, and made to do harm."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.scans import some_pages

TESTS = Path(__file__).parent.parent
BASE = TESTS.parent / "raw" / "zpr-2015-2020.pdf"
SAMPLES = TESTS / "samples"
OWNER, USER = "īpašnieks", "lietotājs"


@cache
def base() -> bytes:
    return BASE.read_bytes()


def changed(change: Callable[[pikepdf.Pdf], object], **save: object) -> bytes:
    """The base plan after a change of its pages."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(base())) as pdf:
        change(pdf)
        pdf.save(target, **save)  # type: ignore[arg-type]
    return target.getvalue()


PART = (1, 5, 15, 16, 17)  # text, and both kinds of table over a page break


@cache
def part() -> bytes:
    """A few pages of the base plan, for what is done very often."""
    return some_pages(BASE, PART)


SHEETS = (5, 16)


@cache
def sheets() -> bytes:
    """A page of actions and one of activities."""
    return some_pages(BASE, SHEETS)


@cache
def sheet(page: int) -> bytes:
    """A page of the base plan, for what is done hundreds of times."""
    return some_pages(BASE, (page,))


def mutated(seed: int) -> bytes:
    """A page of actions or of activities with one to a hundred bytes changed at random."""
    chance = random.Random(seed)
    content = bytearray(sheet(SHEETS[seed % 2]))
    for _ in range(chance.choice((1, 2, 5, 20, 100))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def titled(title: bytes) -> bytes:
    """The part of the plan with a title in its information dictionary, byte for byte."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(part())) as pdf:
        pdf.docinfo["/Title"] = pikepdf.String(title)
        pdf.save(target)
    return target.getvalue()


# ── no PDF at all ───────────────────────────────────────────────────────────────────────────────

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU"
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TEXT = "Rīcības plāns 2015.–2020. gadam".encode()


# ── damaged ─────────────────────────────────────────────────────────────────────────────────────


def halved() -> bytes:
    return base()[: len(base()) // 2]


def without_end() -> bytes:
    """All objects are there, the table of cross-references and the trailer are not."""
    return base()[: base().rindex(b"xref\n", 0, base().rindex(b"startxref"))]


def wrong_startxref() -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n77", base())


def shifted_cross_references() -> bytes:
    """Every entry points 9 bytes past its object."""
    return re.sub(
        rb"(?m)^(\d{10}) (\d{5}) n", lambda m: b"%010d %s n" % (int(m[1]) + 9, m[2]), base()
    )


def garbage_in_front() -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + base()


def rootless() -> bytes:
    """The trailer has lost the way to the catalogue; only a look at every object finds it."""
    return wrong_startxref().replace(b"/Root", b"/Roof")


def object_streams_without_end() -> bytes:
    modern = changed(lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return modern[: modern.rindex(b"startxref")]


# ── locked ──────────────────────────────────────────────────────────────────────────────────────


def owner_password() -> bytes:
    encryption = pikepdf.Encryption(owner=OWNER, user="", R=6)
    return changed(lambda pdf: None, encryption=encryption)


def user_password() -> bytes:
    encryption = pikepdf.Encryption(owner=OWNER, user=USER, R=6)
    return changed(lambda pdf: None, encryption=encryption)


def old_user_password() -> bytes:
    """RC4, as programs of 2005 lock a file."""
    encryption = pikepdf.Encryption(owner="owner", user="user", R=3, aes=False, metadata=False)
    return changed(lambda pdf: None, encryption=encryption)


# ── turned ──────────────────────────────────────────────────────────────────────────────────────


def turned(degrees: int) -> bytes:
    def turn(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.rotate(degrees, relative=True)

    return changed(turn)


def page_twice() -> bytes:
    return changed(lambda pdf: pdf.pages.insert(20, pdf.pages[19]))


def page_missing(page: int) -> bytes:
    return changed(lambda pdf: pdf.pages.__delitem__(page - 1))


# ── made to do harm ─────────────────────────────────────────────────────────────────────────────


def page_of(content: bytes, *, size: float = 595, filters: object = None, **keys: object) -> bytes:
    """A PDF of one page with this content stream."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(max(min(size, 14400), 3), 842))
    page = pdf.pages[0]
    page.obj["/MediaBox"] = Array([0, 0, size, 842])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    stream = pikepdf.Stream(pdf, b"")
    if filters is None:
        stream.write(content)
    else:
        stream.write(content, filter=filters)  # type: ignore[arg-type]
    page.obj["/Contents"] = pdf.make_indirect(stream)
    for name, value in keys.items():
        page.obj[f"/{name}"] = value
    target = io.BytesIO()
    pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


@cache
def deflated(megabytes: int) -> bytes:
    """Blanks that inflate to so many million bytes."""
    deflater = zlib.compressobj(9)
    parts = [deflater.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return b"".join([*parts, deflater.flush()])


def bomb() -> bytes:
    return page_of(deflated(250), filters=Name.FlateDecode)


def nested_bomb() -> bytes:
    """Deflated twice: half a kilobyte that inflates to 60 MB."""
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    return page_of(zlib.compress(deflated(60), 9), filters=twice)


def printable_bomb() -> bytes:
    import base64

    text = base64.a85encode(deflated(60)) + b"~>"
    return page_of(text, filters=Array([Name.ASCII85Decode, Name.FlateDecode]))


def hidden_bomb() -> bytes:
    """The names of its filters are written with escapes, and stand in an object of their own."""
    plain = nested_bomb()
    return plain.replace(b"/Filter", b"/F#69lter").replace(b"/FlateDecode", b"/Fl#61teDecode")


def locked_bomb() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(nested_bomb())) as pdf:
        pdf.save(
            target,
            encryption=pikepdf.Encryption(owner=OWNER, user="", R=6),
            compress_streams=False,
        )
    return target.getvalue()


def picture_bomb() -> bytes:
    """A picture within the content, compressed: 250 MB that are unpacked to find its end."""
    data = b"q BI /W 30000 /H 10000 /CS /G /BPC 8 /F /Fl ID " + deflated(250) + b" EI Q"
    return page_of(zlib.compress(data), filters=Name.FlateDecode)


def rectangles(count: int) -> bytes:
    content = b"".join(
        b"%d %d 2 2 re f\n" % (number % 590, number // 590 % 840) for number in range(count)
    )
    return page_of(zlib.compress(content), filters=Name.FlateDecode)


def letters(count: int) -> bytes:
    lines = b"".join(b"0 -9 Td (%s) Tj\n" % (b"abcdefgh " * 100) for _ in range(count // 900))
    content = b"BT /F1 8 Tf 20 800 Td\n" + lines + b"ET"
    return page_of(zlib.compress(content), filters=Name.FlateDecode)


def nested_forms(depth: int = 7, width: int = 10) -> bytes:
    """Forms that draw forms: width ** depth rectangles out of a kilobyte."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    inner = pikepdf.Stream(pdf, b"10 10 20 20 re f\n" * width)
    keys = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 595, 842])}
    for key, value in keys.items():
        inner[key] = value
    form = pdf.make_indirect(inner)
    for _ in range(depth - 1):
        outer = pikepdf.Stream(pdf, b"/X Do\n" * width)
        for key, value in keys.items():
            outer[key] = value
        outer["/Resources"] = Dictionary(XObject=Dictionary(X=form))
        form = pdf.make_indirect(outer)
    page = pdf.pages[0]
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    page.obj["/Contents"] = pdf.make_indirect(pikepdf.Stream(pdf, b"/X Do\n" * width))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def form_in_itself() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    form = pdf.make_indirect(pikepdf.Stream(pdf, b"/X Do /X Do\n"))
    form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
    form["/BBox"] = Array([0, 0, 595, 842])
    form["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    page = pdf.pages[0]
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(X=form))
    page.obj["/Contents"] = pdf.make_indirect(pikepdf.Stream(pdf, b"/X Do\n"))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def huge_page() -> bytes:
    return page_of(b"BT /F1 8 Tf 20 800 Td (vardi) Tj ET", size=10_000_000)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def page_tree_loop() -> bytes:
    """The tree of pages is its own child."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 40 /Kids [3 0 R] >>",
        b"<< /Type /Pages /Parent 2 0 R /Count 40 /Kids [2 0 R] >>",
    )


def page_tree_loop_with_page() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 3 /Kids [2 0 R 3 0 R 2 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


def deep_page_tree(depth: int = 100_000) -> bytes:
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    nodes += [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (n + 3) for n in range(depth)]
    nodes.append(b"<< /Type /Page /MediaBox [0 0 595 842] >>")
    return raw_pdf(*nodes)


def million_pages() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1000000 /Kids [%s] >>" % (b"3 0 R " * 1_000_000),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


# ── without text ────────────────────────────────────────────────────────────────────────────────


def pictures(pages: int, text: frozenset[int] = frozenset()) -> bytes:
    """Pages that are pictures, but for those numbered in `text`, which are of the base plan."""
    pdf = pikepdf.new()
    with pikepdf.open(io.BytesIO(base())) as plan:
        for number in range(1, pages + 1):
            if number in text:
                pdf.pages.append(plan.pages[number - 1])
                continue
            pdf.add_blank_page(page_size=(842, 595))
            page = pdf.pages[-1]
            picture = pikepdf.Stream(pdf, b"\xaa" * 100)
            picture["/Type"], picture["/Subtype"] = Name.XObject, Name.Image
            picture["/Width"], picture["/Height"] = 10, 10
            picture["/ColorSpace"], picture["/BitsPerComponent"] = Name.DeviceGray, 8
            page.obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(picture)))
            content = b"q 842 0 0 595 0 0 cm /Im0 Do Q"
            page.obj["/Contents"] = pdf.make_indirect(pikepdf.Stream(pdf, content))
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def with_fonts(
    content: bytes, pages: range, change: Callable[[pikepdf.Pdf, Dictionary], None]
) -> bytes:
    """The PDF with fonts of their own on these pages (from 1), each changed."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for number in pages:
            page = pdf.pages[number - 1].obj
            fonts, resources = Dictionary(), Dictionary(page.Resources)
            for name, font in page.Resources.Font.items():
                own = pdf.make_indirect(Dictionary(font))
                change(pdf, own)
                fonts[name] = own
            resources["/Font"] = fonts
            page["/Resources"] = resources
        pdf.save(target)
    return target.getvalue()


def without_to_unicode(pages: range) -> bytes:
    """The base plan; on these pages the fonts say nothing of letters beyond ASCII."""

    def strip(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        if "/ToUnicode" in font:
            del font["/ToUnicode"]
        names = Array([0, *(Name(f"/g{code}") for code in range(256))])
        font["/Encoding"] = Dictionary(Type=Name.Encoding, Differences=names)

    return with_fonts(base(), pages, strip)


def private_use(page: int) -> bytes:
    """The base plan; on one page the fonts map all letters to characters of a private meaning."""
    table = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <00> <FF> <E000> endbfrange
endcmap end end"""

    def change(pdf: pikepdf.Pdf, font: Dictionary) -> None:
        font["/ToUnicode"] = pdf.make_indirect(pikepdf.Stream(pdf, table))

    return with_fonts(base(), range(page, page + 1), change)


def stamped(content: bytes, text: str) -> bytes:
    """A PDF with a text printed near the foot of its first page, over all that it shows."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources[Name.Font] = Dictionary(F1=pdf.make_indirect(font))
        page.contents_add(f"BT /F1 11 Tf 300 15 Td ({text}) Tj ET".encode())
        pdf.save(target)
    return target.getvalue()


def subset_fonts_without_to_unicode() -> bytes:
    """A page of LibreOffice: its fonts number letters from 1, and nothing says which is which."""
    content = some_pages(SAMPLES / "libreoffice-a4.pdf", (6,))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = range(1, len(pdf.pages) + 1)
    return with_fonts(content, pages, lambda pdf, font: font.__delitem__("/ToUnicode"))


# ── much, and within the limits ─────────────────────────────────────────────────────────────────


def scattered(letters: int, uprights: int) -> bytes:
    """Letters and upright rules strewn over a page."""
    chance = random.Random(1)
    text = b"".join(
        b"1 0 0 1 %.1f %.1f Tm (a) Tj\n" % (chance.uniform(0, 590), chance.uniform(0, 840))
        for _ in range(letters)
    )
    rules = b"".join(
        b"%.1f %.1f 0.3 %.1f re f\n"
        % (chance.uniform(0, 590), chance.uniform(0, 700), chance.uniform(1, 140))
        for _ in range(uprights)
    )
    content = b"BT /F1 2 Tf " + text + b"ET " + rules
    return page_of(zlib.compress(content), filters=Name.FlateDecode)


def mesh(lines: int) -> bytes:
    """Paper ruled in squares, far finer than any table."""
    end = lines * 4
    rules = b"".join(
        b"0 %d %d 0.3 re f %d 0 0.3 %d re f\n" % (n * 4, end, n * 4, end) for n in range(lines)
    )
    content = b"BT /F1 8 Tf 10 10 Td (vards) Tj ET " + rules
    return page_of(zlib.compress(content), filters=Name.FlateDecode, size=14_000)


def far_away() -> bytes:
    """A table some of whose rules end beyond the moon."""
    content = b"".join(
        b"0 %d 72960696 0.5 re f %d 0 0.5 99999999999 re f\n" % (n * 100, n * 100) for n in range(5)
    )
    return page_of(content + b"BT /F1 8 Tf 10 10 Td (vards) Tj 1e20 0 Td (vards) Tj ET")
