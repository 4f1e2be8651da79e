"""Files of corrections: their paths and their parser.

Every error in a file is a UsageError with the file's name and the line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import regex

from pipeline.model import schema
from pipeline.model.errors import UsageError
from pipeline.model.rules import RULES
from pipeline.records.corrections.entries import NONE, Acceptance, Correction, Corrections, Entry

FOLDER = "corrections"

_MOST_ITEMS = 1000  # of one list
_PATH = regex.compile(r"\$\.(\w+)\[(\d+)\](?:\.(\w+))?")
_HEAD = regex.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
_FENCE = regex.compile(r'"""|\'\'\'')
_UNKNOWN = regex.compile(r"unknown field `(\w+)`")
_AT_LINE = regex.compile(r"\(at line (\d+), column \d+\)$")


class WrongFileError(UsageError):
    """An invalid file of corrections: its name, the line (from 1) if known, and what is wrong."""

    def __init__(self, name: str, line: int | None, what: str) -> None:
        where = f"{name}:{line}" if line else name
        super().__init__(
            f"The corrections {where} {what}.",
            "Plans are not corrected by an invalid file.",
            "Correct it; docs/correcting.md explains each entry.",
        )
        self.name = name
        self.line = line
        self.what = what


def place_of(doc_id: str, asked: Path | None, root: Path | None) -> Path | None:
    """The path of a plan's corrections: in the file or folder `asked` for, else beside the
    register; None without a project.
    """
    if asked is not None:
        return asked / f"{doc_id}.toml" if asked.is_dir() else asked
    return root / FOLDER / f"{doc_id}.toml" if root is not None else None


def of_plan(doc_id: str, asked: Path | None, root: Path | None) -> Corrections:
    """The corrections of a plan; empty where it has no file. UsageError where a requested file is
    missing, and for an invalid one.
    """
    if "/" in doc_id or "\\" in doc_id or doc_id.startswith("."):
        return NONE  # such an id has no file beside the register
    file = place_of(doc_id, asked, root)
    if file is None:
        return NONE
    if file.is_file():
        return read(file)
    if asked is None or asked.is_dir():
        return NONE
    raise UsageError(
        f"There is no file of corrections at {asked}.",
        "It was given with --corrections.",
        "Check its path.",
    )


def read(file: Path) -> Corrections:
    """The corrections in a file."""
    return parse(text_of(file), str(file))


def text_of(file: Path) -> str:
    """The text of a file; WrongFileError where it is not UTF-8."""
    content = file.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WrongFileError(str(file), line, f"is not UTF-8: {error}") from error


def parse(text: str, name: str) -> Corrections:
    """The corrections in a text; `name` is the file's name for messages."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = (
            int(at.group(1)) if at else len(text.rstrip().split("\n"))
        )  # else the error is at the end
        raise WrongFileError(name, line, f"is not valid TOML: {error}") from error
    try:
        found = msgspec.convert(content, Corrections)
    except msgspec.ValidationError as error:
        raise _unfit(text, name, content, str(error)) from error
    _check(text, name, found)
    return found


def lines(text: str) -> dict[tuple[str, int], int]:
    """The first line (from 1) of each entry, by kind and index."""
    counts: dict[str, int] = {}
    found: dict[tuple[str, int], int] = {}
    for number, line in _outside_texts(text):
        head = _HEAD.match(line)
        if head:
            kind = head.group(1)
            found[kind, counts.get(kind, 0)] = number
            counts[kind] = counts.get(kind, 0) + 1
    return found


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """Numbers and texts of the lines that do not start inside a multi-line string."""
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            yield number, line
        for fence in _FENCE.findall(line):
            inside = "" if inside == fence else inside or fence


def _unfit(text: str, name: str, content: dict[str, Any], message: str) -> WrongFileError:
    """The error for msgspec's message, which has the path: `… - at `$.correction[0].fault``."""
    what, _, where = message.partition(" - at ")
    unknown = _UNKNOWN.search(what)
    path = _PATH.search(where)
    if path is None:
        known = ", ".join(Corrections.__struct_fields__)
        key = unknown.group(1) if unknown else next(iter(content), "")
        return WrongFileError(
            name, _line_of(text, 1, key), f"has an unknown '{key}' (known: {known})"
        )
    kind, nth, key = path.group(1), int(path.group(2)), path.group(3)
    start = lines(text).get((kind, nth), 1)
    key = key or (unknown.group(1) if unknown else "")
    what = what[:1].lower() + what[1:]
    about = f", '{key}'" if key else ""
    return WrongFileError(name, _line_of(text, start, key), f"has in [[{kind}]]{about}: {what}")


def _line_of(text: str, start: int, key: str) -> int:
    """The line of a key in the entry that begins at line `start`; `start` if it has none."""
    mark = regex.compile(rf"\s*(?:\[+\s*)?{regex.escape(key)}\s*[=\]]") if key else None
    for number, line in _outside_texts(text):
        if number > start and _HEAD.match(line):
            break
        if number >= start and mark is not None and mark.match(line):
            return number
    return start


def _check(text: str, name: str, found: Corrections) -> None:
    begins = lines(text)
    for kind in Corrections.__struct_fields__:
        seen: dict[tuple[object, ...], tuple[int | None, Entry]] = {}
        for nth, entry in enumerate(getattr(found, kind)):
            line = begins.get((kind, nth))
            _check_words(name, line, entry)
            for target in _targets(entry):
                before, other = seen.setdefault(target, (line, entry))
                if _differ(other, entry):
                    raise WrongFileError(
                        name,
                        line,
                        f"has two [[{kind}]] that contradict each other: {_description(other)} "
                        f"in line {before}, {_description(entry)} in line {line}",
                    )


def _targets(entry: Any) -> Iterator[tuple[object, ...]]:
    """The targets of an entry. A whole list conflicts with each of its items."""
    yield entry.target
    if isinstance(entry, Correction) and entry.whole_list:
        yield from ((entry.table, entry.key, n, entry.column) for n in range(1, _MOST_ITEMS))


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two entries of the same target differ."""
    if isinstance(one, Correction) and isinstance(other, Correction):
        said = [(entry.printed, entry.value, entry.fault) for entry in (one, other)]
        return said[0] != said[1]
    return one != other and not isinstance(one, Acceptance)


def _description(entry: Entry) -> str:
    match entry:
        case Correction():
            return f"{entry.table} {entry.key} {entry.column} → {entry.value!r}"
        case _:
            return " ".join(str(part) for part in entry.target if part is not None)


def _check_words(name: str, line: int | None, entry: Entry) -> None:
    if not entry.why.strip():
        raise WrongFileError(name, line, f"has a [[{entry.NAME}]] without a reason in 'why'")
    rule = getattr(entry, "rule", None)
    if rule is not None and rule not in RULES:
        raise WrongFileError(name, line, f"accepts an unknown rule '{rule}'")
    table = getattr(entry, "table", None)
    if table is not None and table not in schema.plan_tables():
        known = ", ".join(schema.plan_tables())
        raise WrongFileError(name, line, f"has an unknown table '{table}' (known: {known})")
    if isinstance(entry, Correction):
        lists = isinstance(entry.value, list), isinstance(entry.printed, list)
        if lists[0] != lists[1] or (lists[0] and entry.position is not None):
            raise WrongFileError(
                name,
                line,
                "has a list where 'printed', 'value' and a missing 'position' do not go together: "
                "a whole list has both as lists and no position",
            )
