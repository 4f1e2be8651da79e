"""Excel: a sheet per table after a first sheet that describes them.

Headings are Latvian with the column's name below; findings are comments on their cells; ids are
links to their rows. Text is always written as text, also where it starts like a formula. The same
tables give the same bytes.
"""

from __future__ import annotations

import datetime
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.model import schema
from pipeline.model.errors import UsageError
from pipeline.model.ids import joined_key
from pipeline.model.numbers import counted
from pipeline.model.schema import Column, Table
from pipeline.store import datapackage, staging
from pipeline.store.export.csv import CHUNK, is_formula
from pipeline.store.export.dataset import Dataset

CONTENTS = "Saturs"
HEAD = 2  # rows of headings on each sheet
MOST_ROWS = 1_048_576 - HEAD
MOST_LINKS = 65_000  # Excel allows 65,530 per sheet
A4 = 9  # Excel's code of the paper size
LINE = 15.0  # points of a line of text
HIGHEST = 409.0  # points of a row's height
LONGEST = 32_767  # characters of a cell
LONGEST_COMMENT = 4_000
CREATED = datetime.datetime(2000, 1, 1)  # fixed creation date, so that output is reproducible
SEVERITY = {"error": "KĻŪDA", "warning": "BRĪDINĀJUMS", "info": "PIEZĪME"}
COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#DDEBF7"}

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# Columns of keys that are not part of the key that findings use.
_BESIDE = ("position", "as_of", "source")

Place = tuple[str, str, str, int | None]  # table, doc_id, key, position
Found = tuple[str, str]  # severity, message


def write(data: Dataset, out: Path) -> None:
    """Write the workbook `out`. Raises `UsageError` where a table has more rows than a sheet."""
    import xlsxwriter
    import xlsxwriter.exceptions

    for name, table in data.tables.items():
        if table.num_rows > MOST_ROWS:
            raise UsageError(
                f"The table {name} has {table.num_rows} rows.",
                f"A sheet of Excel has at most {MOST_ROWS}.",
                "Export to csv, sqlite or duckdb instead.",
            )
    with staging.staged(out.parent) as folder:
        # written row by row: provenance would take gigabytes of memory
        options = {"constant_memory": True, "tmpdir": str(folder)}
        try:
            with xlsxwriter.Workbook(str(folder / out.name), options) as book:
                book.set_properties(
                    {
                        "title": _title(data),
                        "author": f"ricplan {__version__}",
                        "created": CREATED,
                    }
                )
                _Book(book, data).write()
        except xlsxwriter.exceptions.FileCreateError as error:
            # it wraps an OSError, most often of a full disk
            raise error.args[0] if isinstance(error.args[0], OSError) else error from error


class _Book:
    """A workbook while it is written: its formats and the place of each row."""

    def __init__(self, book: Any, data: Dataset) -> None:
        self.book = book
        self.data = data
        self.places = {table.name: _places(data, table) for table in data.declared}
        self.found = _found(data, self.places)
        top = {"valign": "top"}
        self.formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF"}
                | top
            ),
            "name": book.add_format({"italic": True, "font_color": "#595959", "bottom": 1} | top),
            "link": book.add_format({"font_color": "#0563C1", "underline": 1} | top),
        }
        # a quote prefix keeps the cell a text when it is edited
        kinds: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "formula": {"text_wrap": True, "quote_prefix": True},
            "int": {"num_format": "0"},
            "amount": {"num_format": "#,##0.00\\ [$€-426]"},
            "float": {"num_format": "0.00"},
            "date": {"num_format": "dd.mm.yyyy."},
        }
        for kind, properties in kinds.items():
            self.formats[kind] = book.add_format(properties | top)
            for severity, colour in COLOURS.items():
                marked = properties | top | {"bg_color": colour}
                self.formats[f"{kind} {severity}"] = book.add_format(marked)

    def write(self) -> None:
        """Write every sheet."""
        self._contents()
        for table in self.data.declared:
            self._sheet(table)

    def _contents(self) -> None:
        sheet = self.book.add_worksheet(CONTENTS)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 2, 28)
        sheet.set_column(3, 3, 10)
        sheet.set_column(4, 4, 70)
        sheet.write_string(0, 0, _clean(_title(self.data)), self.formats["title"])
        row = 1
        for line in _explanation(self.data):
            sheet.write_string(row, 0, _clean(line))
            row += 1
        row += 1
        for column, heading in enumerate(("Lapa", "Tabula", "Table", "Rindas", "Kas tajā ir")):
            sheet.write_string(row, column, heading, self.formats["head"])
        for table in self.data.declared:
            row += 1
            link = f"internal:'{table.name}'!A1"
            sheet.write_url(row, 0, link, self.formats["link"], table.name)
            sheet.write_string(row, 1, table.label.lv, self.formats["text"])
            sheet.write_string(row, 2, table.label.en, self.formats["text"])
            sheet.write_number(row, 3, self.data.tables[table.name].num_rows, self.formats["int"])
            sheet.write_string(row, 4, table.about.lv, self.formats["text"])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)

    def _sheet(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        columns = datapackage.columns(table)
        arrow = self.data.tables[table.name]
        widths = [_width(column, arrow) for column in columns]
        sheet.set_row(0, height([column.label.lv for column in columns], widths))
        for index, column in enumerate(columns):
            sheet.set_column(index, index, widths[index])
            sheet.write_string(0, index, column.label.lv, self.formats["head"])
        for index, column in enumerate(columns):
            sheet.write_string(1, index, column.name, self.formats["name"])
        links = 0
        for number, values in enumerate(_rows(arrow)):
            row = number + HEAD
            targets = self._targets(table, values) if links < MOST_LINKS else {}
            links += len(targets)
            sheet.set_row(row, height(values.values(), widths))
            for index, (column, value) in enumerate(zip(columns, values.values(), strict=True)):
                found = self.found.get((table.name, number, column.name), ())
                self._cell(sheet, row, index, column, value, found, targets.get(column.name))
        sheet.freeze_panes(HEAD, 0)
        sheet.autofilter(1, 0, arrow.num_rows + 1, len(columns) - 1)
        sheet.repeat_rows(0, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)

    def _cell(
        self,
        sheet: Any,
        row: int,
        index: int,
        column: Column,
        value: Any,
        found: list[Found] | tuple[()],
        target: str | None,
    ) -> None:
        mark = f" {min(found, key=lambda one: list(SEVERITY).index(one[0]))[0]}" if found else ""
        if value is None:
            if found:
                sheet.write_blank(row, index, None, self.formats[f"text{mark}"])
        elif column.kind is str:
            text = _clean(value)
            kind = "formula" if is_formula(text) else "text"
            if target and not found:
                sheet.write_url(row, index, target, self.formats["link"], text)
            elif target:
                sheet.write_url(row, index, target, self.formats[f"{kind}{mark}"], text)
            else:
                sheet.write_string(row, index, text, self.formats[f"{kind}{mark}"])
        elif column.kind is bool:
            sheet.write_boolean(row, index, value, self.formats[f"text{mark}"])
        elif column.kind is datetime.date:
            sheet.write_datetime(row, index, value, self.formats[f"date{mark}"])
        else:
            kind = {int: "int", float: "float", Decimal: "amount"}[column.kind]
            sheet.write_number(row, index, value, self.formats[f"{kind}{mark}"])
        if found:
            lines = "\n".join(f"{SEVERITY[severity]}: {message}" for severity, message in found)
            options = {"author": "ricplan", "x_scale": 2.5, "y_scale": 0.6 + 0.6 * len(found)}
            sheet.write_comment(row, index, _clean(lines, LONGEST_COMMENT), options)

    def _targets(self, table: Table, values: Mapping[str, Any]) -> dict[str, str]:
        """The places of the rows that a row's ids refer to, by column."""
        doc_id = values["doc_id"]
        targets: dict[str, str] = {}
        for foreign in table.foreign:
            if not foreign.columns or values[foreign.columns[0]] is None:
                continue
            place = (foreign.table, doc_id, values[foreign.columns[0]], None)
            targets |= self._link(foreign.columns[0], foreign.table, place)
        if table.name == "findings" and values["table"] in self.places:
            place = (values["table"], doc_id, values["key"] or "", values["position"])
            targets |= self._link("key", values["table"], place)
        return targets

    def _link(self, column: str, name: str, place: Place) -> dict[str, str]:
        number = self.places[name].get(place)
        return {} if number is None else {column: f"internal:'{name}'!A{number + HEAD + 1}"}


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=CHUNK):
        yield from batch.to_pylist()


def _places(data: Dataset, table: Table) -> dict[Place, int]:
    """The row number (from 0) of each key; a key without position stands for its first row."""
    if table.name == "plans" or not table.key:
        return {}
    places: dict[Place, int] = {}
    owner = [name for name in table.key if name not in _BESIDE]
    wanted = data.tables[table.name].select(datapackage.full(table.key))
    for number, row in enumerate(_rows(wanted)):
        key = joined_key(row[name] or "" for name in owner)
        place = (table.name, row["doc_id"], key)
        places.setdefault((*place, row.get("position")), number)
        places.setdefault((*place, None), number)
    return places


def _found(
    data: Dataset, places: Mapping[str, Mapping[Place, int]]
) -> dict[tuple[str, int, str], list[Found]]:
    """The findings of each cell: (table, row from 0, column) → findings.

    Findings on a whole row are put on its id.
    """
    found: dict[tuple[str, int, str], list[Found]] = defaultdict(list)
    declared = schema.tables()
    for row in _rows(data.tables["findings"]):
        table = declared.get(row["table"])
        if table is None or row["accepted"] or table.name not in places:
            continue
        place = (table.name, row["doc_id"], row["key"] or "", row["position"])
        number = places[table.name].get(place)
        if number is None:
            number = places[table.name].get((*place[:3], None))
        if number is not None:
            column = row["column"] if row["column"] in table.names else table.key[0]
            found[table.name, number, column].append((row["severity"], row["message"]))
    return found


def _width(column: Column, table: Any) -> float:
    """A width that fits most values; long texts are wrapped."""
    if column.kind is not str:
        return 16
    sample = table[column.name].slice(0, 500).to_pylist()
    lengths = sorted(len(value) for value in sample if value is not None) or [0]
    usual = lengths[int(len(lengths) * 0.9)]
    return min(60, max(10, len(column.label.lv) * 0.7, len(column.name) + 3, usual + 2))


def height(values: Iterable[Any], widths: Sequence[float]) -> float:
    """The height in points of a row with wrapped texts.

    Excel computes it when it opens the file; LibreOffice and converters assume one line, and the
    rest of the text is cut or overlaps the next row.
    """
    lines = (
        sum(_lines(part, width) for part in value.split("\n"))
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    )
    return min(HIGHEST, LINE * max((1, *lines)))


def _lines(text: str, width: float) -> int:
    """The number of lines of a text in a column of `width` characters, broken between words."""
    room = max(1, int(width) - 1)  # one less, since letters differ in width
    parts = textwrap.wrap(text, room, break_on_hyphens=False)
    return max(1, len(parts))


def writable(text: str) -> str:
    """The text with characters that XML does not allow replaced by �."""
    return _NOT_XML.sub("\ufffd", text)


def _clean(text: str, longest: int = LONGEST) -> str:
    """Text for a cell: characters that XML does not allow become �; a text that is too long is cut
    and ends in ….
    """
    text = writable(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _title(data: Dataset) -> str:
    if len(data.plans) == 1:
        return data.plans[0].title or data.plans[0].doc_id
    return "Rīcības plānu visas versijas"


_PAGES = ("lappušu", "lappuse", "lappuses")


def _explanation(data: Dataset) -> Iterator[str]:
    for plan in data.plans:
        period = f", {plan.period[0]}.–{plan.period[1]}. gads" if plan.period else ""
        source = f", no datnes {plan.file}" if plan.file else ""
        pages = counted(plan.pages, _PAGES)
        yield f"{plan.doc_id}: {plan.title or plan.doc_id}{period}{source}, {pages}"
    yield f"Nolasīts ar ricplan {__version__}."
    licence = datapackage.licence_text(data.plans)
    if licence:
        yield f"Licence: {licence}."
    yield "Katrā lapā pirmajā rindā ir kolonnu virsraksti, otrajā – kolonnu nosaukumi datos."
    yield "Zilie ID ir saites uz rindu, kuru tie nosauc."
    yield (
        "Iekrāsota šūna ar komentāru: konstatējums par šo vērtību; visi – lapā “findings”. "
        "Oranža – kļūda, dzeltena – brīdinājums, zila – piezīme."
    )
    yield "Vērtības ir tādas, kā iespiestas plānā; avota kļūdas nav labotas."
