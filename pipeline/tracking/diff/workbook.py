"""The changes as an Excel workbook: a summary, and all changes with redlines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.model import relations
from pipeline.model.strings import capitalised, day
from pipeline.store.export.xlsx import CREATED, LONGEST, writable
from pipeline.tracking.diff.comparison import Comparison
from pipeline.tracking.diff.counts import ROWS, SORTS
from pipeline.tracking.diff.descriptions import KINDS, MONEY_REASONS, Described, described
from pipeline.tracking.diff.money import whole
from pipeline.tracking.diff.redline import DELETED, INSERTED, SAME, Piece

_EURO = "#,##0.00\\ [$€-426]"
_COLUMNS = (  # heading, width
    ("Nr.", 6), ("Tabula", 20), ("Izmaiņa", 14), ("Būtība", 16), ("ID bija", 11), ("ID ir", 11),
    ("Rinda", 44), ("Kas mainīts", 22), ("Vieta sarakstā", 9), ("Bija", 40), ("Ir", 40),
    ("Teksta izmaiņas", 60), ("Starpība, EUR", 17), ("Starpība, %", 12), ("Līdzība", 9),
    ("Lappuse bija", 9), ("Lappuse ir", 9),
)  # fmt: skip


def write(comparison: Comparison, file: Path) -> None:
    """Write the workbook. ModuleNotFoundError where xlsxwriter is not installed."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file)) as book:
        title = f"Izmaiņas: {comparison.after.title}"
        book.set_properties(
            {"title": title, "author": f"ricplan {__version__}", "created": CREATED}
        )
        formats = _formats(book)
        _summary(book.add_worksheet("Kopsavilkums"), comparison, formats)
        _changes(book.add_worksheet("Izmaiņas"), described(comparison), formats)


def _formats(book: Any) -> dict[str, Any]:
    properties: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "head": {"bold": True, "text_wrap": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF"},
        "bold": {"bold": True},
        "note": {"font_color": "#9C5700", "text_wrap": True},
        # a quote prefix keeps the cell a text when it is edited
        "text": {"text_wrap": True, "quote_prefix": True},
        "int": {"num_format": "0"},
        "euro": {"num_format": _EURO},
        "change": {"num_format": f"+{_EURO};-{_EURO};–"},
        "percent": {"num_format": "+0.0%;-0.0%;0%"},
        "share": {"num_format": "0.00"},
        SAME: {},
        DELETED: {"font_color": "#A8322D", "font_strikeout": True},
        INSERTED: {"font_color": "#2F6B3C", "underline": 1},
    }
    return {name: book.add_format({"valign": "top", **own}) for name, own in properties.items()}


def _summary(sheet: Any, comparison: Comparison, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 6, 17)
    row = 0
    _text(sheet, row, 0, f"Izmaiņas: {comparison.after.title}", formats["title"])
    for label, version in (("Bija", comparison.before), ("Ir", comparison.after)):
        row += 1
        adopted = day(version.adopted) if version.adopted else None
        facts = [version.meta.doc_id, adopted, version.decision]
        known = " · ".join(fact for fact in facts if fact)
        _text(sheet, row, 0, f"{label}: {version.title} ({known})", formats["bold"])
        if version.note:
            row += 1
            _text(sheet, row, 0, version.note, formats["note"])
    row += 2
    for column, heading in enumerate(("Izmaiņas", "Skaits")):
        _text(sheet, row, column, heading, formats["head"])
    for label, number in _counted(comparison):
        row += 1
        _text(sheet, row, 0, label, formats["text"])
        sheet.write_number(row, 1, number, formats["int"])
    row += 2
    row = _totals(sheet, row, comparison, formats)
    _differences(sheet, row + 2, comparison, formats)


def _counted(comparison: Comparison) -> Iterator[tuple[str, int]]:
    """The counts of the summary; sorts other than of rows only where not zero."""
    found = comparison.counts
    for name, number in found.sorts.items():
        if number or name in ROWS:
            yield capitalised(SORTS[name][1].lv), number
    yield "Rindas, kurās kaut kas grozīts", found.rows_changed
    yield "Tikai noformējums", found.typographic


def _totals(sheet: Any, row: int, comparison: Comparison, formats: dict[str, Any]) -> int:
    """Write the totals: sums, the difference of the plan itself, and that of readability."""
    headings = (relations.label(comparison.new, "priorities").lv, "Rindas bija", "Rindas ir",
                "Finansējums bija", "Finansējums ir", "Izmaiņa plānā",
                "Tikai nolasāmība")  # fmt: skip
    for column, heading in enumerate(headings):
        _text(sheet, row, column, heading, formats["head"])
    for total in (*comparison.totals, whole(comparison.totals)):
        row += 1
        keys = " → ".join(k for k in dict.fromkeys((total.key_old, total.key_new)) if k)
        _text(sheet, row, 0, f"{keys} {total.name}".strip() or "Kopā", formats["text"])
        sheet.write_number(row, 1, total.activities_before, formats["int"])
        sheet.write_number(row, 2, total.activities_after, formats["int"])
        sheet.write_number(row, 3, float(total.before), formats["euro"])
        sheet.write_number(row, 4, float(total.after), formats["euro"])
        sheet.write_number(row, 5, float(total.real), formats["change"])
        sheet.write_number(row, 6, float(total.apart), formats["change"])
    return row


def _differences(sheet: Any, row: int, comparison: Comparison, formats: dict[str, Any]) -> None:
    """Write the contributions to the difference."""
    for column, heading in enumerate(("Kāpēc", "ID bija", "ID ir", "Bija", "Ir", "Starpība")):
        _text(sheet, row, column, heading, formats["head"])
    for item in comparison.contributions:
        row += 1
        _text(sheet, row, 0, MONEY_REASONS[item.reason].lv, formats["text"])
        _text(sheet, row, 1, item.key_old or "", formats["text"])
        _text(sheet, row, 2, item.key_new or "", formats["text"])
        for column, amount in ((3, item.before), (4, item.after)):
            if amount is not None:
                sheet.write_number(row, column, float(amount), formats["euro"])
        sheet.write_number(row, 5, float(item.euros), formats["change"])


def _changes(sheet: Any, changes: tuple[Described, ...], formats: dict[str, Any]) -> None:
    for column, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        _text(sheet, 0, column, heading, formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(changes)), len(_COLUMNS) - 1)
    for row, item in enumerate(changes, 1):
        for column, value in enumerate(_values(row, item)):
            if isinstance(value, str):
                _text(sheet, row, column, value, formats["text"])
            elif isinstance(value, tuple):
                sheet.write_number(row, column, float(value[0]), formats[value[1]])
            elif value is not None:
                sheet.write_number(row, column, value, formats["int"])
        _redline(sheet, row, 11, item.pieces, formats)


_Value = str | int | None | tuple[Decimal | float, str]  # last, a number with its format


def _values(number: int, item: Described) -> Iterator[_Value]:
    change = item.change
    old, new = (
        (Decimal(text), "euro") if text is not None and item.is_amount else text
        for text in (change.old, change.new)
    )
    if item.row:
        content = "\n".join(f"{label.lv}: {'; '.join(values)}" for label, values in item.row)
        old, new = (content, None) if change.change == "removed" else (None, content)
    yield from (number, item.table.lv, capitalised(item.sort.lv))
    yield from (KINDS[change.kind].lv, change.key_old, change.key_new, item.name)
    yield from (item.column.lv if item.column else None, change.position, old, new, None)
    difference = item.difference
    yield (difference.euros, "change") if difference else None
    known = difference is not None and difference.percent is not None
    yield (difference.percent / 100, "percent") if known else None  # type: ignore[union-attr,operator]
    yield (change.similarity, "share") if change.similarity is not None else None
    yield from (change.page_old, change.page_new)


def _redline(
    sheet: Any, row: int, column: int, pieces: tuple[Piece, ...], formats: dict[str, Any]
) -> None:
    """Write a redline into one cell. Rich text needs at least two runs, none of them empty."""
    runs = [(formats[piece.op], writable(piece.text)) for piece in pieces]
    runs = [run for run in runs if run[1]]
    if sum(len(text) for _, text in runs) > LONGEST:
        return
    if len(runs) == 1:
        sheet.write_string(row, column, runs[0][1], runs[0][0])
    elif runs:
        parts = [part for run in runs for part in run]
        sheet.write_rich_string(row, column, *parts, formats["text"])


def _text(sheet: Any, row: int, column: int, text: str, form: Any) -> None:
    sheet.write_string(row, column, writable(text)[:LONGEST], form)
