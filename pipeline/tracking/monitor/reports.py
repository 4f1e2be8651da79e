"""Turns the sheets of a workbook into values with places, under the plan's current ids.

Rows are identified by key, and their ids must agree with it. Every filled cell becomes a value, or
is kept with a finding that gives the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.model.plan import Plan
from pipeline.model.schema import ProgressCell, Proposal
from pipeline.model.strings import squeeze, tidy
from pipeline.tracking.monitor import forms, values
from pipeline.tracking.monitor.filled import Filled, Place, Reports, Target
from pipeline.tracking.monitor.forms import FormColumn, FormRow, canonical
from pipeline.tracking.monitor.identity import Identity
from pipeline.tracking.monitor.reading import Cell, Row, Sheet, Workbook
from pipeline.tracking.monitor.texts import agrees, coordinate, shown
from pipeline.tracking.monitor.version_mapping import VersionMapping


def keep_all(workbook: Workbook, out: Reports) -> None:
    """Keep all cells of a workbook from which no values are taken."""
    for title, rows in workbook.sheets.items():
        for row in rows:
            for cell in row.cells.values():
                out.keep(Place(workbook.file, title, cell.place), None, cell)


def gather(workbook: Workbook, identity: Identity, mapping: VersionMapping, out: Reports) -> None:
    """Add the values of a workbook, possibly of an earlier version, to `out`."""
    expected = forms.rows(mapping.old)
    for sheet in workbook.recognised(forms.forms(mapping.old)):
        if sheet.form is None:
            _unknown_sheet(workbook.file, sheet, out)
            continue
        reader = _SheetReader(workbook.file, identity, mapping, sheet, out)
        reader.read(expected[sheet.form.sheet])


def _unknown_sheet(file: str, sheet: Sheet, out: Reports) -> None:
    count = sum(len(row.cells) for row in sheet.rows)
    if not count:
        return
    first = next(iter(sheet.rows[0].cells.values()))
    place = Place(file, sheet.name, first.place)
    out.add_finding("sheet-unknown", place, value=sheet.name, count=count)
    for row in sheet.rows:
        for cell in row.cells.values():
            out.keep(Place(file, sheet.name, cell.place), None, cell)


def activity_id(plan: Plan, text: str) -> str | None:
    """The activity of an id as typed by a user (`A1.4.`); None where there is none."""
    known = {row.activity_id for row in plan.activities}
    said = tidy(text)
    if said in known:
        return said
    level = plan.profile.level("activity")
    key = level.typed(said) if level else None
    return key if key in known else None


class _SheetReader:
    """Turns the rows of one sheet into values, proposals, kept cells and findings."""

    def __init__(
        self, file: str, identity: Identity, mapping: VersionMapping, sheet: Sheet, out: Reports
    ) -> None:
        self.file, self.identity, self.mapping = file, identity, mapping
        assert sheet.form is not None
        self.sheet, self.form, self.out = sheet, sheet.form, out
        by_header = {squeeze(column.header): column for column in self.form.columns}
        self.columns: dict[int, FormColumn] = {}
        for at, header in sheet.headers.items():
            column = by_header.pop(squeeze(header), None)
            if column is not None:
                self.columns[at] = column
        plans = [c.name for c in self.columns.values() if c.kind in ("id", "source", "plan")]
        self.texts = tuple(plans)  # the columns that identify a row without a key
        self.by_text: dict[tuple[str, ...], list[FormRow]] | None = None
        self.missing = [c for c in by_header.values() if c.filled or c.kind in ("id", "source")]

    def read(self, expected: Mapping[str, FormRow]) -> None:
        """Read all rows of the sheet."""
        self._check_columns()
        for row in self.sheet.rows:
            cells = {
                column.name: row.cells[at] for at, column in self.columns.items() if at in row.cells
            }
            for at, cell in row.cells.items():
                if at not in self.columns:
                    self.out.keep(self.place(cell), self.sheet.headers.get(at), cell)
            if not cells:
                continue
            if self.form.table == "proposals":
                self._proposal(row, cells)
            else:
                self._row(row, cells, expected)

    def place(self, cell: Cell) -> Place:
        """The place of a cell of the sheet."""
        return Place(self.file, self.sheet.name, cell.place)

    def _check_columns(self) -> None:
        for column in self.missing:
            place = Place(self.file)
            self.out.add_finding("sheet-unknown", place, variant="missing", value=column.header,
                           sheet=self.sheet.name)  # fmt: skip
        strange: dict[int, list[Cell]] = {}
        for row in self.sheet.rows:
            for at, cell in row.cells.items():
                if at not in self.columns:
                    strange.setdefault(at, []).append(cell)
        for at, cells in sorted(strange.items()):
            value = self.sheet.headers.get(at, "")
            self.out.add_finding("sheet-unknown", self.place(cells[0]), variant="column",
                           value=value, count=len(cells))  # fmt: skip

    # ── rows of the plan ──────────────────────────────────────────────────────────────────

    def _row(self, row: Row, cells: dict[str, Cell], expected: Mapping[str, FormRow]) -> None:
        filled = [c for c in self.form.columns if c.filled and c.name in cells]
        issued = self._issued(cells, expected)
        if issued is None and self.form.sheet == "Funding" and "key" not in cells:
            issued = self._typed(cells)
        if issued is None:
            self._unknown_row(cells, filled)
            return
        wrong = self._contradicting_id(cells, issued)
        if filled and wrong is not None:
            self.out.add_finding(
                "row-unknown", self.place(cells["id"]), variant="differs", value=wrong,
                other=issued.key, table=self.form.table,
            )  # fmt: skip
            self._keep(cells)
            return
        if "key" in cells:
            self._check_texts(row, cells, issued)
        if filled:
            self._take(row, cells, filled, issued)

    def _issued(self, cells: Mapping[str, Cell], expected: Mapping[str, FormRow]) -> FormRow | None:
        """The row as issued, found by its key, else by the plan's values in it."""
        if "key" in cells:
            return expected.get(tidy(cells["key"].text))
        said = tuple(canonical(cells[n].value if n in cells else None) for n in self.texts)
        if not any(said):
            return None
        if self.by_text is None:
            self.by_text = {}
            for row in expected.values():
                own = tuple(shown(row.values.get(name)) for name in self.texts)
                self.by_text.setdefault(own, []).append(row)
        fitting = self.by_text.get(said, [])
        return fitting[0] if len(fitting) == 1 else None

    def _typed(self, cells: Mapping[str, Cell]) -> FormRow | None:
        """A row with an additional source, entered below the issued ones."""
        if "id" not in cells or "source" not in cells:
            return None
        key = activity_id(self.mapping.old, cells["id"].text)
        source = tidy(cells["source"].text)
        return FormRow(key, key, None, {"id": cells["id"].text, "source": source}) if key else None

    def _unknown_row(self, cells: Mapping[str, Cell], filled: list[FormColumn]) -> None:
        named = cells.get("key") or cells.get("id")
        first = named or next(iter(cells.values()))
        if named is not None:
            self.out.add_finding("row-unknown", self.place(first), value=named.text,
                           table=self.form.table)  # fmt: skip
        else:
            self.out.add_finding("row-unknown", self.place(first), variant="missing",
                           table=self.form.table)  # fmt: skip
        self._keep(cells)

    def _contradicting_id(self, cells: Mapping[str, Cell], issued: FormRow) -> str | None:
        """The id in the row, where it contradicts the key."""
        if "id" not in cells or "id" not in issued.values or "key" not in cells:
            return None
        said = cells["id"].text
        if (
            tidy(said) == issued.activity_id
            or activity_id(self.mapping.old, said) == issued.activity_id
        ):
            return None
        return said

    def _check_texts(self, row: Row, cells: Mapping[str, Cell], issued: FormRow) -> None:
        """Whether the locked cells still have the plan's values."""
        columns = {c.name: c for c in self.columns.values() if c.name in issued.values}
        changed = [
            (column, cells.get(name))
            for name, column in columns.items()
            if not agrees(cells.get(name), issued.values[name])
        ]
        whole = len(columns) == len(issued.values)
        if whole and "hash" in cells:
            said = {name: cells[name].value if name in cells else None for name in issued.values}
            own = FormRow(issued.key, None, None, said).digest
            if tidy(cells["hash"].text) == own != issued.digest:
                self.out.add_finding("plan-text-changed", self.place(cells["hash"]), variant="hash",
                               table=self.form.table, key=issued.key)  # fmt: skip
                return
        for column, cell in changed:
            at = next(place for place, known in self.columns.items() if known is column)
            place = (
                self.place(cell)
                if cell
                else Place(self.file, self.sheet.name, coordinate(at, row.number))
            )
            self.out.add_finding(
                "plan-text-changed", place, table=self.form.table, key=issued.key,
                value=cell.text if cell else None, header=column.header,
                expected=values.written(issued.values[column.name] or "–"),
            )  # fmt: skip
            if cell is not None:
                self.out.keep(place, column.header, cell)

    def _keep(self, cells: Mapping[str, Cell]) -> None:
        """Keep all cells of a row, except its key, without taking values."""
        headers = {column.name: column for column in self.columns.values()}
        for name, cell in cells.items():
            if headers[name].kind not in ("key", "hash"):
                self.out.keep(self.place(cell), headers[name].header, cell)

    def _take(
        self, row: Row, cells: dict[str, Cell], filled: list[FormColumn], issued: FormRow
    ) -> None:
        target = self._target(cells, issued)
        if target is None:
            self._keep({column.name: cells[column.name] for column in filled})
            return
        if "source" in issued.values and "key" not in cells:
            for name in ("id", "source"):
                self._record(cells[name], self.form.column(name), target, name)
        for column in filled:
            cell = cells[column.name]
            value = self._value(column, cell, target)
            if value is None:
                self.out.keep(self.place(cell), column.header, cell)
                continue
            self._record(cell, column, target, column.name)
            self.out.filled.append(
                Filled(target, column.name, value, cell.text, self.place(cell), row.number,
                       self.identity.part)
            )  # fmt: skip

    def _record(self, cell: Cell, column: FormColumn, target: Target, name: str) -> None:
        key, position = target.activity_id, target.position
        own = "activity_id" if name == "id" else name
        self.out.cells.append(
            ProgressCell(*self.place(cell), column.header, cell.text, target.table, key, position,
                         own)
        )  # fmt: skip

    def _target(self, cells: Mapping[str, Cell], issued: FormRow) -> Target | None:
        """The current key of a filled row; None where the row no longer exists."""
        place = self.place(cells.get("id") or next(iter(cells.values())))
        table, as_of = self.form.table, self.identity.as_of
        key = issued.activity_id
        if key is not None:
            mapped = self.mapping.activity(key)
            if mapped.key is None:
                self.out.add_finding(
                    "row-removed", place, variant="split" if mapped.parts else "", table=table,
                    key=key, value=key, parts=", ".join(mapped.parts),
                )  # fmt: skip
                return None
            if mapped.parts and table == "progress":
                self.out.add_finding("row-split", place, table=table, key=mapped.key, value=key,
                               parts=", ".join(mapped.parts))  # fmt: skip
            key = mapped.key
        if table == "progress_funding":
            return Target(table, as_of, key, None, str(issued.values["source"]))
        if table != "progress_indicators":
            return Target(table, as_of, key)
        assert issued.position is not None
        item = self.mapping.indicator(issued.activity_id, issued.position)
        if item.position is None:
            number = str(issued.values["number"])
            self.out.add_finding("row-removed", place, variant="item", table=table, key=key or "–",
                           position=issued.position, value=number)  # fmt: skip
            return None
        if item.replaced is not None:
            self.out.add_finding(
                "indicator-changed", place, table=table, key=key, position=item.position,
                old=item.replaced[0], new=item.replaced[1],
            )  # fmt: skip
        return Target(table, as_of, key, item.position)

    def _value(self, column: FormColumn, cell: Cell, target: Target) -> Any:
        """The value of a cell; None, with a finding, where it cannot be parsed."""
        said = {"table": target.table, "key": target.activity_id, "position": target.position,
                "column": column.name, "value": cell.text, "header": column.header}  # fmt: skip
        if cell.formula:
            self.out.add_finding("report-unparsed", self.place(cell), variant="formula", **said)
            return None
        value: Any
        if column.kind == "share":
            value = values.share(cell.value, cell.percent)
        elif column.kind in values.PARSERS:
            value = values.PARSERS[column.kind](cell.value)
        else:
            value = cell.text if column.kind == "value" else str(cell.text).strip()
        if value is None:
            self._unparsed(cell, column, said)
        elif column.kind == "value" and not values.sayable(cell.text):
            self._unparsed(cell, column, said)  # the value is kept as written, without a number
        return value

    def _unparsed(self, cell: Cell, column: FormColumn, said: Mapping[str, Any]) -> None:
        self.out.add_finding("report-unparsed", self.place(cell), variant=column.kind, **said)

    # ── proposals ───────────────────────────────────────────────────────────────────────────────

    def _proposal(self, row: Row, cells: Mapping[str, Cell]) -> None:
        position = len(self.out.proposals) + 1
        said = {name: cell.text for name, cell in cells.items()}
        named = said.get("proposed_id")
        key = activity_id(self.mapping.old, named) if named else None
        mapped = self.mapping.activity(key) if key else None
        if mapped is not None and mapped.key is None:
            place = self.place(cells["proposed_id"])
            self.out.add_finding("row-removed", place, variant="split" if mapped.parts else "",
                           table="proposals", position=position, value=key,
                           parts=", ".join(mapped.parts))  # fmt: skip
        first = self.place(next(iter(cells.values())))
        kind = values.choice(cells["kind"].value) if "kind" in cells else None
        if kind is None:
            at = self.place(cells["kind"]) if "kind" in cells else first
            self.out.add_finding("proposal-unclear", at, variant="kind", table="proposals",
                           position=position, column="kind", value=said.get("kind"))  # fmt: skip
        today = mapped.key if mapped else None
        self.out.proposals.append(
            Proposal(
                position, today, kind or said.get("kind"), said.get("text"), said.get("by"),
                said.get("reason"), named, self.identity.as_of, self.file, self.sheet.name,
                row.number,
            )
        )  # fmt: skip
        for name, cell in cells.items():
            self.out.cells.append(
                ProgressCell(*self.place(cell), self.form.column(name).header, cell.text,
                             "proposals", today, position, name)
            )  # fmt: skip
