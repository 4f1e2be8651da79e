"""Edits files of corrections so that entries are ordered and diffs are small.

Entries are ordered by kind, table and id. Existing text (comments, order, other entries) is kept
byte for byte.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tomlkit

from pipeline.model import schema
from pipeline.model.errors import UsageError
from pipeline.records.corrections import file as files
from pipeline.records.corrections.entries import Correction, Corrections, Entry

HEAD = "# Corrections of this plan: docs/correcting.md explains each entry.\n"
_FIRST = ("rule", "table", "key", "position", "column", "page", "printed", "value", "fault")
_LAST = ("why", "by", "on")


def text_of(entry: Entry) -> str:
    """An entry as text for the file."""
    table = tomlkit.table()
    values = {name: getattr(entry, name) for name in entry.__struct_fields__}
    names = [name for name in values if name not in (*_FIRST, *_LAST)]
    for name in (*_FIRST, *names, *_LAST):
        value = values.get(name)
        if value is not None:
            table.add(name, _plain(value))
    document = tomlkit.document()
    many = tomlkit.aot()
    many.append(table)
    document.add(entry.NAME, many)
    return tomlkit.dumps(document).strip() + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    return list(value) if isinstance(value, tuple) else value


def added(text: str, entry: Entry, name: str = "") -> str:
    """The text with an entry inserted at its place, replacing one of the same target.

    UsageError where the result would contradict itself.
    """
    text = removed(text, entry, name) if text.strip() else HEAD
    spans = _spans(text, files.parse(text, name))
    block = text_of(entry)
    after = next((start for start, _, other in spans if _order(other) > _order(entry)), None)
    if after is None:
        made = text.rstrip("\n") + "\n\n" + block
    else:
        lines = _lines(text)
        lines.insert(after, block + "\n")
        made = "".join(lines)
    files.parse(made, name)
    return made


def removed(text: str, entry: Entry, name: str = "") -> str:
    """The text without the entry of a target; unchanged where there is none."""
    spans = _spans(text, files.parse(text, name))
    lines = _lines(text)
    target = _target(entry)
    for start, end, other in reversed(spans):
        if _target(other) == target:
            del lines[start:end]
    return "".join(lines).rstrip("\n") + "\n" if lines else text


def _target(entry: Any) -> tuple[object, ...]:
    return entry.NAME, *entry.target


def _spans(text: str, found: Corrections) -> list[tuple[int, int, Entry]]:
    """Each entry with its range of lines (from 0), up to the next entry; comments above it belong
    to it.
    """
    lines = _lines(text)
    begins: list[tuple[int, Entry]] = []
    for (kind, nth), line in sorted(files.lines(text).items(), key=lambda item: item[1]):
        start = line - 1
        while start and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        begins.append((start, getattr(found, kind)[nth]))
    ends = [*(start for start, _ in begins), len(lines)][1:]
    return [(start, end, entry) for (start, entry), end in zip(begins, ends, strict=bool(begins))]


def _lines(text: str) -> list[str]:
    """The lines with line ends, split as by TOML and git."""
    return [line + "\n" for line in text.removesuffix("\n").split("\n")] if text else []


def _order(entry: Entry) -> tuple[Any, ...]:
    kinds = Corrections.__struct_fields__
    tables = list(schema.plan_tables())
    table = getattr(entry, "table", None)
    key = getattr(entry, "key", None) or ""
    words = key.replace(".", " ").replace("/", " ").split()
    return (
        kinds.index(entry.NAME),
        tables.index(table) if isinstance(entry, Correction) and table else 0,
        [(part.isdigit(), part.zfill(6) if part.isdigit() else part) for part in words],
        getattr(entry, "page", 0),
        getattr(entry, "position", None) or 0,
        str(getattr(entry, "column", None) or getattr(entry, "rule", None) or ""),
    )


# ── on disk ─────────────────────────────────────────────────────────────────────────────────────


class ChangedError(Exception):
    """The file is another one than the change was made for."""


def change(place: Path, made: Callable[[str], str], seen: str | None = None) -> str:
    """Change a file atomically by a function on its text; return the new text.

    Writers are serialised by a lock. ChangedError, without writing, where `seen` is given and
    differs from the current text. An empty result deletes the file.
    """
    with _locked(place.parent):
        text = files.text_of(place) if place.is_file() else ""
        if seen is not None and text != seen:
            raise ChangedError(str(place))
        after = made(text)
        if after != text:
            _write(place, after)
    return after


def _write(place: Path, text: str) -> None:
    """Atomic: written to a temporary file, synced, renamed. Readers see the old or the new file."""
    descriptor, aside = tempfile.mkstemp(prefix=".", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        mode = place.stat().st_mode & 0o777 if place.is_file() else 0o644
        Path(aside).chmod(mode)
        Path(aside).replace(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(aside).unlink()
        raise


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """An exclusive lock on the folder: one writer at a time. It ends with the process."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be made: {error.strerror}.",
            "Corrections are kept there.",
            "Check its path and permissions.",
        ) from error
    if sys.platform == "win32":
        yield
        return
    import fcntl

    for old in folder.glob(".*.part"):
        if old.stat().st_mtime < folder.stat().st_mtime - _LEFT_OVER:
            old.unlink(missing_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


_LEFT_OVER = 60  # seconds: an older temporary file is of a writer that was killed
