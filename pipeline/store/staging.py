"""Files of a run are written aside and moved into place, all of them or none.

The folder aside lies inside the output folder, so that moving is renaming on one file system and
nothing is ever written outside it. A run that fails takes its folder aside with it. A run that is
killed leaves it, and the next run sweeps it up. Moving a score of files is not one step, so the
finished folder first gets the name `READY` (that is one step): whoever comes next and finds it
ends the move instead of seeing half of it.
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
    """An empty folder to write into; what it holds at the end is moved to `out`.

    `out` is made when missing. Files of the same names in `out` are replaced, others are kept.
    `derived` names files made from those that are written (a report): one that an earlier run left
    in `out` is removed when anything it was made from has changed and it was not made anew.
    Raises `UsageError` where `out` cannot be written to. Whatever the block raises, `out` is left
    as it was.
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
    """End a move into `out` that was interrupted; nothing to do in any other case."""
    ready = out / READY
    if not ready.is_dir():
        return
    for source in _files(ready):
        target = out / source.relative_to(ready)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    shutil.rmtree(ready)


def _make(out: Path) -> list[Path]:
    """Make `out` and its parents; the folders that were made, innermost first."""
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
        "The output has no other place.",
        "Give a folder of your own with --out.",
    )


def _unmake(made: list[Path]) -> None:
    for folder in made:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _sweep(out: Path) -> None:
    """Remove the folders aside that killed runs left; a run that is at work holds its own."""
    for folder in sorted(out.glob(f"{PARTIAL}*")):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Hold `folder` until the descriptor is closed or the process ends; None when another does.

    Where the system has no such lock, every folder aside counts as left over.
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
    """A stranger's folder where a file is to stand stops the run before anything is moved."""
    for source in _files(folder):
        target = out / source.relative_to(folder)
        if target.is_dir() and not target.is_symlink():
            raise UsageError(
                f"{target} is a folder.",
                "A file of that name is to be written there.",
                "Move it away, or give another folder with --out.",
            )


def _drop_stale(folder: Path, out: Path, derived: Iterable[str]) -> None:
    stale = [out / name for name in derived if not (folder / name).exists()]
    stale = [file for file in stale if file.is_file()]
    if stale and not _same(folder, out):
        for file in stale:
            file.unlink()


def _same(folder: Path, out: Path) -> bool:
    """Whether `out` holds every file of `folder` with the same bytes already."""
    return all(
        target.is_file() and filecmp.cmp(source, target, shallow=False)
        for source in _files(folder)
        for target in [out / source.relative_to(folder)]
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir())
