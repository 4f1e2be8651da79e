"""Pictures of pages, rendered once by separate processes and cached on disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

from pipeline.commands.app.folder import Folder, Listed
from pipeline.report.pictures import DPI, Album, Picture, Size, UndrawableError, album

_SIZES = "sizes.json"
_lock = threading.Lock()  # one document is rendered at a time


def drawn(folder: Folder, plan: Listed) -> Album | None:
    """The pictures of all pages of a plan; None where they cannot be rendered."""
    place = folder.own_files(plan) / "pictures"
    with _lock:
        if not (place / _SIZES).is_file() and not _draw(plan.pdf, place):
            return None
    sizes = tuple(Size(*size) for size in json.loads((place / _SIZES).read_text("utf-8")))
    return Album(sizes, _pictures(place, len(sizes)))


def page(folder: Folder, plan: Listed, number: int) -> bytes | None:
    """One page as a PNG; None where there is none."""
    found = drawn(folder, plan)
    if found is None or not 1 <= number <= len(found.sizes):
        return None
    file = folder.own_files(plan) / "pictures" / f"{number}.png"
    return file.read_bytes() if file.is_file() else None


def _draw(pdf: Path, place: Path) -> bool:
    place.mkdir(parents=True, exist_ok=True)
    try:
        with album(pdf, dpi=DPI) as made:
            sizes = [list(size) for size in made.sizes]
            for picture in made.pictures:
                if picture.png is not None:
                    (place / f"{picture.page}.png").write_bytes(picture.png)
    except UndrawableError:
        return False
    (place / _SIZES).write_text(json.dumps(sizes), encoding="utf-8")
    return True


def _pictures(place: Path, count: int) -> Iterator[Picture]:
    for number in range(1, count + 1):
        file = place / f"{number}.png"
        yield Picture(number, file.read_bytes() if file.is_file() else None)
