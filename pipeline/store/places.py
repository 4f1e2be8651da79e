"""Files on any storage: local disk, S3, GCS, or whatever else fsspec supports.

A place is a string: a path, or an address such as `s3://bucket/plans`. fsspec takes keys and
endpoints from the environment and its own configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.model.errors import InputError, UsageError

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
LIST = ".txt"  # suffix of files that list PDFs, one a line


def is_address(place: str) -> bool:
    """Whether a place is an address rather than a path."""
    return _ADDRESS.match(place) is not None


def absolute(place: str) -> str:
    """The place as an absolute path or address."""
    return place if is_address(place) else str(Path(place).absolute())


def opened(place: str) -> tuple[Any, str]:
    """The file system of a place and its path there. UsageError where none supports it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(
            f"{place} needs fsspec.", "It is not installed.", "pip install 'ricplan[cluster]'"
        ) from error
    try:
        system, name = url_to_fs(place)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{place} cannot be opened: {error}.",
            "No installed package supports such addresses.",
            "Install it (s3fs for s3://, gcsfs for gs://), or give a path.",
        ) from error
    return system, str(name)


def below(place: str, *parts: str) -> str:
    """A place inside another."""
    return "/".join([place.rstrip("/"), *parts])


def pdfs(places: Iterable[str]) -> list[str]:
    """All PDFs of the places, each once, in the order given and then by name.

    A place is a PDF, a folder, or a list (`.txt`) of places, one a line, in which relative paths
    are relative to the list. InputError for a folder without PDFs, and for an unreadable list.
    """
    found = dict.fromkeys(pdf for place in places for pdf in _pdfs_of(place))
    return list(found)


def named(place: str) -> list[str]:
    """The places of a list; any other place as it is."""
    is_list = place.lower().endswith(LIST) and Path(place).is_file()
    return listed(place) if is_list else [place]


def _pdfs_of(place: str) -> list[str]:
    if place.lower().endswith(LIST):
        return pdfs(listed(place))
    if place.lower().endswith(".pdf"):
        return [absolute(place)]
    system, name = opened(place)
    inside = sorted(one for one in system.find(name) if str(one).lower().endswith(".pdf"))
    if inside:
        return [str(system.unstrip_protocol(one)) if is_address(place) else one for one in inside]
    if system.isfile(name):
        return [absolute(place)]
    raise InputError(
        f"The folder {place} holds no PDF.", "There is nothing to read.", "Check its path."
    )


def listed(place: str) -> list[str]:
    """The places in a list; relative ones are relative to the list.

    InputError where it cannot be read, or lists anything but PDFs and folders.
    """
    try:
        if is_address(place):
            system, name = opened(place)
            content: bytes = system.cat_file(name)
        else:
            content = Path(place).read_bytes()
        lines = content.decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The list {place} cannot be read: {error}.", "It lists what to read.", "Check it."
        ) from error
    folder = place.replace("\\", "/").rpartition("/")[0]
    named = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    found = [
        one if is_address(one) or Path(one).is_absolute() or not folder else below(folder, one)
        for one in named
    ]
    for one in found:
        if not (one.lower().endswith(".pdf") or is_address(one) or Path(one).is_dir()):
            raise InputError(
                f"{place} is neither a PDF nor a list of them: it has the line {one!r}.",
                "A list contains PDFs or folders, one a line.",
                "Check the file.",
            )
    return found


def take(place: str, target: Path, most: int) -> None:
    """Copy a file to a path, at most `most` + 1 bytes. OSError where there is no such file."""
    system, name = opened(place)
    with system.open(name, "rb") as source, target.open("wb") as file:
        left = most + 1
        while left > 0 and (part := source.read(min(left, 1 << 20))):
            file.write(part)
            left -= len(part)


def put(files: Mapping[str, Path], place: str) -> None:
    """Copy files into a place, under the names that are the keys."""
    system, name = opened(place)
    targets = [below(name, one) for one in files]
    for folder in dict.fromkeys(target.rpartition("/")[0] for target in targets):
        system.makedirs(folder, exist_ok=True)
    system.put([str(path) for path in files.values()], targets)


def read_all(place: str, pattern: str) -> dict[str, bytes]:
    """The contents of files in a place that match a pattern, by relative name."""
    system, name = opened(place)
    names = system.glob(below(name, pattern))
    if not names:
        return {}
    found = system.cat(names) if len(names) > 1 else {names[0]: system.cat_file(names[0])}
    start = str(system._strip_protocol(name)).rstrip("/")
    return {str(key)[len(start) + 1 :]: value for key, value in sorted(found.items())}


def remove(place: str, names: Sequence[str]) -> None:
    """Remove files or folders of a place; missing ones are ignored."""
    system, name = opened(place)
    for one in names:
        if system.exists(below(name, one)):
            system.rm(below(name, one), recursive=True)
