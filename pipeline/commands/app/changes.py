"""Corrections made in the browser: written to the file, merged with others' changes, undone."""

from __future__ import annotations

import datetime
import getpass
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from pipeline.commands.app.folder import Listed
from pipeline.commands.app.readings import Held, Readings
from pipeline.commands.app.rows import beginning, fault_of, stitched_at
from pipeline.commands.app.trouble import BilingualError
from pipeline.model import relations, values
from pipeline.model.errors import UsageError
from pipeline.model.levels import ROLE_OF_TABLE
from pipeline.model.schema import Column
from pipeline.records.corrections import Acceptance, Correction, Corrections, editing, file
from pipeline.records.corrections.entries import Checked, Entry, JoinRow, PartRow
from pipeline.records.corrections.tables import Tables
from pipeline.records.corrections.values import corrected, guard_of

_MOST_TEXTS = 200  # versions of a file that are kept for merging with changes based on them


class ConflictError(Exception):
    """Another user changed the same correction meanwhile."""


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A change as requested by the browser; `do` is correct, accept, check, part or join."""

    do: str
    seen: str  # version of the file of corrections that the page was made from
    table: str | None = None
    key: str | None = None
    position: int | None = None
    column: str | None = None
    value: str | list[str] | None = None
    rule: str | None = None
    fault: str | None = None
    why: str = ""
    by: str = ""


@dataclass(slots=True)
class Step:
    """A change that can be undone: the entry that was written and the one that it replaced."""

    made: Entry
    before: Entry | None


@dataclass(slots=True)
class Changes:
    """Writes the corrections of the plans of a project."""

    readings: Readings
    steps: dict[str, list[Step]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # by version

    def version(self, text: str) -> str:
        """The version of a file of corrections: a digest of its contents."""
        import hashlib

        version = hashlib.sha256(text.encode()).hexdigest()[:16]
        self.texts[version] = text
        while len(self.texts) > _MOST_TEXTS:
            del self.texts[next(iter(self.texts))]
        return version

    def make(self, plan: Listed, asked: Asked) -> None:
        """Write a change, merged with other changes made meanwhile. UsageError where it is not
        possible; ConflictError where the same correction was changed.
        """
        with self.readings.lock(plan.id):
            held = self._held(plan)
            entry = self._entry(held, asked)
            name = str(self.readings.folder.corrections(plan))
            now = file.parse(held.text, name)
            seen = file.parse(self.texts.get(asked.seen, held.text), name)
            before = _of_target(now, entry)
            if before != _of_target(seen, entry):
                raise ConflictError(str(entry.target))
            trial = editing.added(held.text, entry, name)
            corrected(
                held.before, file.parse(trial, name)
            )  # a change that cannot be applied is not written
            self._write(plan, held, trial)
            self.steps.setdefault(plan.id, []).append(Step(entry, before))

    def undo(self, plan: Listed) -> bool:
        """Undo the last change; False where there is none."""
        with self.readings.lock(plan.id):
            steps = self.steps.get(plan.id, [])
            if not steps:
                return False
            step = steps[-1]
            held = self._held(plan)
            name = str(self.readings.folder.corrections(plan))
            if _of_target(file.parse(held.text, name), step.made) != step.made:
                steps.pop()
                raise ConflictError(str(step.made.target))
            text = editing.removed(held.text, step.made, name)
            if step.before is not None:
                text = editing.added(text, step.before, name)
            self._write(plan, held, text)
            steps.pop()
            return True

    def _held(self, plan: Listed) -> Held:
        held = self.readings.plan(plan)
        if held is None:
            raise UsageError("The plan is not read.", "Nothing can be corrected.", "Read it first.")
        return held

    def _write(self, plan: Listed, held: Held, text: str) -> None:
        try:
            editing.change(self.readings.folder.corrections(plan), lambda _: text, held.text)
        except editing.ChangedError as error:
            raise ConflictError(str(error)) from error

    def _entry(self, held: Held, asked: Asked) -> Entry:
        made: dict[str, Any] = {
            "by": asked.by.strip() or getpass.getuser(),
            "on": datetime.date.today(),
        }
        match asked.do:
            case "accept":
                why = asked.why.strip() or "Apskatīts, pieņemts."
                value = asked.value if isinstance(asked.value, str) else None
                return Acceptance(rule=_needed(asked.rule, "rule"), key=asked.key,
                                  table=asked.table, position=asked.position,
                                  column=asked.column, value=value, why=why, **made)  # fmt: skip
            case "check":
                table, key = _needed(asked.table, "table"), _needed(asked.key, "key")
                why = asked.why.strip() or "Salīdzināts ar lappusi."
                return Checked(table=table, key=key, printed=_name(held, table, key), why=why,
                               **made)  # fmt: skip
            case "correct":
                return _correction(held, asked, made)
            case "part" | "join":
                return _structural(held, asked, made)
        raise UsageError(f"'{asked.do}' is no change.", "It is not known.", "Reload the page.")


def _correction(held: Held, asked: Asked, made: dict[str, Any]) -> Correction:
    table, key = _needed(asked.table, "table"), _needed(asked.key, "key")
    column = _needed(asked.column, "column")
    if table not in held.plan.declared or column not in held.plan.declared[table].names:
        raise UsageError(f"There is no {table}.{column}.", "It is not known.", "Reload the page.")
    if asked.value is None:
        raise UsageError("A value is missing.", "It cannot be corrected.", "Give one.")
    value = _as_kept(asked.value, held.plan.declared[table].column(column))
    key = _as_read(held, table, key)
    why = asked.why.strip() or "Salīdzināts ar lappusi."
    fault = asked.fault if asked.fault in ("plan", "reading") else None
    entry = Correction(
        table=table, key=key, position=asked.position, column=column,
        printed=[] if isinstance(asked.value, list) else "", value=value,
        fault=fault or fault_of(held.plan, table, column),  # type: ignore[arg-type]
        why=why, **made,
    )  # fmt: skip
    others = file.parse(held.text, "")
    # Corrections of ids are applied last; all others name the row by the id as read.
    keys = {*relations.of(held.before).keys.values(), "id_raw"} - {column}
    others = msgspec.structs.replace(
        others,
        correction=tuple(
            one
            for one in others.correction
            if one.target != entry.target and one.column not in keys
        ),
        checked=(),
    )
    guard = guard_of(Tables(corrected(held.before, others)), entry)
    return msgspec.structs.replace(entry, printed=guard)


def _as_kept(value: str | list[str], column: Column) -> str | list[str]:
    """A value as typed, in the form of the file: `1 375 000,50` is the amount `1375000.50`.

    BilingualError where a column of numbers gets something that is not a number.
    """
    if isinstance(value, list) or not value.strip() or column.kind not in (Decimal, float, int):
        return value
    text = " ".join(value.split())
    if column.kind is Decimal:
        amount = values.amount(text)
        kept = None if amount is None else str(amount)
    else:
        try:
            kept = str(column.kind(text.replace(",", ".")))
        except ValueError:
            kept = None
    if kept is None:
        raise BilingualError(
            f"„{text}” nav skaitlis. Summu raksta kā 1 375 000,50, gadu kā 2018.",
            f"'{text}' is no number.", "The column holds numbers.",
            "Write an amount as 1 375 000.50, a year as 2018.",
        )  # fmt: skip
    return kept


def _structural(held: Held, asked: Asked, made: dict[str, Any]) -> Entry:
    """The correction that splits a row at a page break or joins it to the row before."""
    table, key = _needed(asked.table, "table"), _needed(asked.key, "key")
    begins = beginning(held.plan, table, key)
    if begins is None:
        raise UsageError(f"{key} has no place on a page.", "It is not changed.", "See its page.")
    page, printed = begins
    why = asked.why.strip() or "Salīdzināts ar lappusi."
    if asked.do == "join":
        return JoinRow(page=page, printed=printed, why=why, **made)
    at = stitched_at(held.plan, table, key)
    if at is None:
        raise UsageError(f"{key} is not joined from parts.", "There is no place to split it at.",
                         "Correct its values.")  # fmt: skip
    return PartRow(page=page, printed=printed, at=at, why=why, **made)


def _as_read(held: Held, table: str, key: str) -> str:
    """The key of a row as read, by which corrections name it, also where its id is corrected."""
    known = relations.of(held.before)
    spec = known.lists.get(table)
    owner = spec.owners[0][0] if spec else table
    role = ROLE_OF_TABLE.get(owner)
    level = held.before.profile.level(role) if role else None
    for entry in file.parse(held.text, "").correction:
        if entry.table != owner or entry.column not in ("id_raw", known.keys.get(owner)):
            continue
        new: str | None = str(entry.value)
        if entry.column == "id_raw" and level is not None and level.pattern is not None:
            new = level.pattern.parse(str(entry.value), bare=True)
        if new == key:
            return entry.key
    return key


def _name(held: Held, table: str, key: str) -> str:
    tables = Tables(held.plan)
    places = tables.places(table, key)
    return str(getattr(tables.of(table)[places[0]], "name", None) or "") if places else ""


def _of_target(found: Corrections, entry: Entry) -> Entry | None:
    return next(
        (one for one in found.entries if one.NAME == entry.NAME and one.target == entry.target),
        None,
    )


def _needed(value: str | None, name: str) -> str:
    if not value:
        raise UsageError(f"'{name}' is missing.", "The change is not clear.", "Reload the page.")
    return value
