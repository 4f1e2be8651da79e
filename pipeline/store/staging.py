"""Atomic output: files are written to a staging folder and moved into place together.

The staging folder is inside the output folder, so that moving is renaming within one file system
and nothing is written outside it. A run that fails removes its staging folder; that of a killed run
is removed by the next one. Moving many files is not atomic, so the finished folder is first renamed
to `READY`, which is: the next run that finds it completes the move.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.model.errors import UsageError

PARTIAL = ".ricplan-partial-"
READY = ".ricplan-ready"


@contextmanager
def staged(out: Path, derived: Iterable[str] = ()) -> Iterator[Path]:
    """An empty staging folder; at the end of the context its files are moved to `out`.

    `out` is created if missing. Files of the same names in `out` are replaced, others are kept.
    `derived` names files made from those written (a report): an earlier one in `out` is removed
    when its sources have changed and it was not made again. Raises `UsageError` where `out` is not
    writable. If the block raises, `out` is left unchanged.
    """
    made = _make(out)
    try:
        settle(out)
        _sweep(out)
        folder = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=out))
        lock = _lock(folder)
        try:
            yield folder
            _check_places(folder, out)
            _drop_stale(folder, out, derived)
            folder.rename(out / READY)
        except BaseException:
            shutil.rmtree(folder)
            raise
        finally:
            if lock is not None:
                os.close(lock)
    except BaseException:
        _unmake(made)
        raise
    settle(out)


def settle(out: Path) -> None:
    """Complete an interrupted move into `out`, if there is one."""
    ready = out / READY
    if not ready.is_dir():
        return
    for source in _files(ready):
        target = out / source.relative_to(ready)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    shutil.rmtree(ready)


def _make(out: Path) -> list[Path]:
    """Create `out` and its parents; return the created folders, innermost first."""
    if out.exists() and not out.is_dir():
        raise UsageError(
            f"{out} is a file.", "The output needs a folder.", "Give another folder with --out."
        )
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise _unwritable(out, PermissionError("Permission denied"))
    return made


def _unwritable(out: Path, error: OSError) -> UsageError:
    return UsageError(
        f"{out} cannot be written to: {error.strerror or error}.",
        "The output is written there.",
        "Give a folder of your own with --out.",
    )


def _unmake(made: list[Path]) -> None:
    for folder in made:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _sweep(out: Path) -> None:
    """Remove staging folders of killed runs; a running process holds a lock on its own."""
    for folder in sorted(out.glob(f"{PARTIAL}*")):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Lock `folder` until the descriptor is closed or the process ends; None where it is locked.

    Without file locks on the system, every staging folder counts as left over.
    """
    if sys.platform == "win32":
        return os.open(os.devnull, os.O_RDONLY)
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _check_places(folder: Path, out: Path) -> None:
    """UsageError where a folder has the name of an output file, before anything is moved."""
    for source in _files(folder):
        target = out / source.relative_to(folder)
        if target.is_dir() and not target.is_symlink():
            raise UsageError(
                f"{target} is a folder.",
                "A file of that name has to be written there.",
                "Move it away, or give another folder with --out.",
            )


def _drop_stale(folder: Path, out: Path, derived: Iterable[str]) -> None:
    stale = [out / name for name in derived if not (folder / name).exists()]
    stale = [file for file in stale if file.is_file()]
    if stale and not _same(folder, out):
        for file in stale:
            file.unlink()


def _same(folder: Path, out: Path) -> bool:
    """Whether `out` has every file of `folder` with the same bytes already."""
    return all(
        target.is_file() and filecmp.cmp(source, target, shallow=False)
        for source in _files(folder)
        for target in [out / source.relative_to(folder)]
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir())
