"""Ligatures (`fi`, `ffi`), whose letters pdfium returns separately."""

from __future__ import annotations

from typing import Any

import numpy as np

_CORNERS = ((0, 1), (0, 3), (2, 1), (2, 3))  # columns of a box: left, top, right, bottom


def moved_in_forms(
    objects: Any,
    boxes: Any,
    origins: Any,
    texts: dict[int, Any],
    lines: dict[int, tuple[int, float, float]],
) -> None:
    """Correct the positions of the letters of ligatures within forms, in place.

    pdfium ignores the form's matrix for them. They are recognised by a common origin; letters that
    the correction would move off the line of their text are left. `lines` has the direction and
    origin of each text object.
    """
    same = (objects[1:] == objects[:-1]) & (origins[1:] == origins[:-1]).all(axis=1)
    pieces = np.zeros(len(objects), bool)
    pieces[1:] |= same
    pieces[:-1] |= same
    for pointer in sorted(set(objects[pieces].tolist())):
        outer, (angle, *place) = texts.get(pointer), lines[pointer]
        if outer is None or np.allclose(outer, np.eye(3)):
            continue
        own = np.flatnonzero(pieces & (objects == pointer))
        moved = origins[own] @ outer[:2, :2].T + outer[:2, 2]
        across = 1 if angle % 180 == 0 else 0
        line = place[across]
        nearer = abs(moved[:, across] - line) < abs(origins[own][:, across] - line)
        own = own[nearer]
        origins[own] = moved[nearer]
        corners = [boxes[own][:, [a, b]] @ outer[:2, :2].T + outer[:2, 2] for a, b in _CORNERS]
        xs, ys = (np.stack([corner[:, axis] for corner in corners]) for axis in (0, 1))
        boxes[own] = np.stack([xs.min(0), ys.max(0), xs.max(0), ys.min(0)], axis=1)


def gathered(
    text: list[str], objects: Any, boxes: Any, origins: Any, advance: Any, marks: Any
) -> tuple[Any, Any]:
    """Merge the letters of ligatures (`ti`, `ffi`) into their first one.

    pdfium gives them the same origin, and boxes that are equal or divide the glyph's width; `marks`
    are combining marks, which are excluded. Returns the indexes to keep and the advances of all.
    """
    again = np.zeros(len(text), bool)
    again[1:] = (objects[1:] == objects[:-1]) & (origins[1:] == origins[:-1]).all(axis=1)
    again &= (boxes[:, 2] > boxes[:, 0]) & ~marks
    wide = advance.copy()
    for index in np.flatnonzero(again)[::-1].tolist():
        text[index - 1] += text[index]
        apart = (boxes[index] != boxes[index - 1]).any()
        wide[index - 1] = (
            wide[index] + wide[index - 1] if apart else max(wide[index], wide[index - 1])
        )
    return np.flatnonzero(~again), wide
