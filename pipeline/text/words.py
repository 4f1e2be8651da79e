"""From glyphs to words: letters composed, doubled glyphs dropped, words separated by gaps relative
to the font's size.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.model.averages import median
from pipeline.model.geometry import Border
from pipeline.model.strings import is_blank, nfc
from pipeline.reading.glyphs import ASCENT, DESCENT, Floats, Frame, Glyphs
from pipeline.text.doubts import Stretch, doubts_of
from pipeline.text.letters import Placed, composed_letters
from pipeline.text.page import Word, in_reading_order
from pipeline.text.runs import covered, untangled
from pipeline.text.small_capitals import with_small_letters
from pipeline.text.thresholds import TEXT

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}


def build(
    glyphs: Glyphs, frame: Frame, vertical: tuple[Border, ...]
) -> tuple[tuple[Word, ...], int]:
    """The words of a page in its reading frame, top to bottom and left to right.

    Glyphs of another direction than the page's text (a label along the margin, a rotated header)
    become words too. Returns the words and the number of glyphs that the font does not map to
    characters.
    """
    text, unmapped = _readable(glyphs.text)
    directions = (frame.rotate - frame.turn - glyphs.angle) % 360
    words: list[Word] = []
    for direction in sorted(set(directions.tolist())):
        chosen = np.flatnonzero(directions == direction)
        part = Frame(frame.crop, frame.rotate, (frame.turn + direction) % 360)
        x, y = part.apply(glyphs.x[chosen], glyphs.y[chosen])
        placed = Placed(
            [text[index] for index in chosen.tolist()],
            x,
            x + glyphs.advance[chosen],
            y,
            glyphs.size[chosen],
            glyphs.bold[chosen],
            chosen,
        )
        found = _words(placed, vertical if direction == 0 else (), glyphs.told)
        words.extend(found if direction == 0 else (_turn(word, part, direction) for word in found))
    return in_reading_order(words), unmapped


def _readable(text: Sequence[str]) -> tuple[Sequence[str], int]:
    """The glyphs' texts with U+FFFD for unmapped glyphs, and the number of these. Where they are
    most of the page, it has no text.
    """
    wrong = {char for char in set(text) if _is_unmapped(char)}
    # A space in a glyph with a letter is not a printed space; the gap before the letter decides.
    mixed = {char for char in set(text) if len(char) > 1 and char.strip() and char != char.strip()}
    if mixed:
        text = [char.strip() if char in mixed else char for char in text]
    if not wrong:
        return text, 0
    count = sum(1 for char in text if char in wrong)
    stand_in = "" if 2 * count > len(text) else "\ufffd"
    return [stand_in if char in wrong else char for char in text], count


def _without_covered_blanks(
    placed: Placed, runs: NDArray[np.int64]
) -> tuple[Placed, NDArray[np.int64]]:
    """The glyphs without spaces drawn over a letter, which some typesetters print for an unused
    soft hyphen.
    """
    limits = TEXT.words
    if len(placed.text) < 2:
        return placed, runs
    blanks = {char for char in set(placed.text) if is_blank(char)}
    blank = np.fromiter(map(blanks.__contains__, placed.text), bool, len(placed.text))
    if not blank.any():
        return placed, runs
    near = limits.covered * (placed.x1 - placed.x0)
    size = np.maximum(placed.size[1:], limits.smallest)
    level = np.abs(np.diff(placed.y)) <= limits.same_baseline * size
    level &= runs[1:] == runs[:-1]
    after = level & ~blank[1:] & (placed.x0[1:] < placed.x0[:-1] + near[:-1])
    before = level & ~blank[:-1] & (placed.x1[:-1] > placed.x1[1:] - near[1:])
    covered = np.zeros(len(blank), bool)
    covered[:-1] |= after
    covered[1:] |= before
    ghost = blank & covered
    kept = np.flatnonzero(~ghost)
    return (placed.take(kept), runs[kept]) if ghost.any() else (placed, runs)


def _is_unmapped(char: str) -> bool:
    # Private-use characters have no meaning outside their font; those from F000 on are bullets of
    # symbol fonts. Lone surrogates are halves of characters.
    return char in ("", "\ufffd") or "\ue000" <= char < "\uf000" or "\ud800" <= char < "\ue000"


def _words(placed: Placed, vertical: tuple[Border, ...], told: NDArray[np.bool_]) -> list[Word]:
    limits = TEXT.words
    placed, line = _ordered(composed_letters(placed))
    placed, runs = untangled(with_small_letters(placed, line), line)
    placed, runs = _without_covered_blanks(placed, runs)
    count = len(placed.text)
    if not count:
        return []
    blanks = {char for char in set(placed.text) if is_blank(char)}
    blank = np.fromiter(map(blanks.__contains__, placed.text), bool, count)
    printed = blank.mean() > limits.enough_blanks
    limit = limits.gap_with_blanks if printed else limits.gap_without_blanks
    size = np.maximum(np.minimum(placed.size[1:], placed.size[:-1]), limits.smallest)
    gap = placed.x0[1:] - placed.x1[:-1]
    same_line = np.abs(placed.y[1:] - placed.y[:-1]) <= limits.same_baseline * size
    wide = limit * size + _tracking(placed, gap, size, same_line, blank)
    parted = ~same_line | (gap > wide) | (gap < -limits.backwards * size) | blank[1:] | blank[:-1]
    parted |= runs[1:] != runs[:-1]
    parted |= _ruled(placed, gap > limits.open * size, vertical) | _overrun(placed, vertical)
    starts = np.concatenate([[0], np.flatnonzero(parted) + 1])
    ends = np.concatenate([starts[1:], [count]])
    bold = np.add.reduceat(placed.bold, starts) * 2 > ends - starts
    tallest = np.maximum.reduceat(placed.size, starts)
    widest = np.maximum.reduceat(placed.x1, starts)
    columns = (starts, ends, blank[starts], bold, tallest, widest, placed.y[starts])
    level = same_line & ~blank[1:] & ~blank[:-1]
    stretch = Stretch(
        placed.text,
        placed.x1 - placed.x0,
        placed.size,
        blank,
        gap,
        wide,
        size,
        ~parted,
        level,
        told[placed.order],
    )
    doubts = doubts_of(stretch, starts)
    lefts, rights, sizes = placed.x0.tolist(), placed.x1.tolist(), placed.size.tolist()
    lines = same_line.tolist()
    plain = _plain(placed.text)
    found: list[tuple[str, float, float, float, float, bool, tuple[float, ...]]] = []
    after: list[int] = []  # number of spaces after each word
    first: list[int] = []  # first glyph of each word
    ends_at = 0.0
    for start, end, is_gap, heavy, high, right, y in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        if is_gap:
            near = limits.blank_after * sizes[start]
            if after and start and lines[start - 1] and lefts[start] - ends_at < near:
                after[-1] += end - start
            continue
        text, edges = _letters(
            placed.text[start:end],
            lefts[start:end],
            rights[start:end],
            right,
            plain[start:end] if plain else None,
        )
        if text:
            first.append(start)
            after.append(0)
            ends_at = right
            found.append((text, lefts[start], right, y, high, heavy, edges))
    words = [
        Word(text, left, right, y - ASCENT * high, y + DESCENT * high, high, heavy, many, edges)
        for (text, left, right, y, high, heavy, edges), many in zip(found, after, strict=True)
    ]
    if doubts:
        of = {start: doubts[at] for at, start in enumerate(starts.tolist()) if at in doubts}
        words = [
            word._replace(doubt=of[start]) if start in of else word
            for word, start in zip(words, first, strict=True)
        ]
    return _marked(words, first, same_line, runs) if runs.any() else words


def _marked(
    words: list[Word],
    first: list[int],
    same_line: NDArray[np.bool_],
    runs: NDArray[np.int64],
) -> list[Word]:
    """The words, with overlapping ones marked; `first` has the first glyph of each."""
    line = np.concatenate([[0], np.cumsum(~same_line)])
    over = covered(words, line[first].tolist(), runs[first].tolist())
    return [word._replace(over=own) for word, own in zip(words, over, strict=True)]


def _tracking(
    placed: Placed,
    gap: Floats,
    size: Floats,
    same_line: NDArray[np.bool_],
    blank: NDArray[np.bool_],
) -> Floats:
    """The letter spacing around each gap where letters are spaced out (headings), else 0: the
    median gap of a stretch of evenly spaced letters.
    """
    limits = TEXT.words
    result = np.zeros(len(gap))
    letters = ~blank[1:] & ~blank[:-1]
    spaced = letters & same_line & (gap > limits.tracked * size) & (gap <= limits.stretch * size)
    if spaced.sum() < limits.letters:
        return result
    ends = np.flatnonzero(~same_line | (gap > limits.stretch * size))
    for start, end in itertools.pairwise([-1, *ends.tolist(), len(gap)]):
        inside = np.arange(start + 1, end)
        pairs = inside[letters[inside]]
        if len(pairs) < limits.letters or 2 * spaced[pairs].sum() <= len(pairs):
            continue
        text = placed.text[start + 1 : end + 1]
        # consecutive numbers with gaps instead of spaces are not spaced out
        if 2 * sum(char.isalpha() for char in text) > len(text):
            result[inside] = max(median(gap[pairs].tolist()), 0.0)
    return result


def _plain(text: Sequence[str]) -> str | None:
    """The letters of a page as one text; "" where glyphs have several letters or ligatures."""
    kinds = set(text)
    if any(len(char) != 1 for char in kinds) or not _LIGATURES.keys().isdisjoint(kinds):
        return None
    return "".join(text)


def _letters(
    chars: list[str],
    lefts: list[float],
    rights: list[float],
    right: float,
    plain: str | None,
) -> tuple[str, tuple[float, ...]]:
    """The composed text of a word and the edges of its letters; `plain` is the printed text, where
    each glyph is one letter.
    """
    joined = "".join(chars) if plain is None else plain
    if plain is not None or (len(joined) == len(chars) and _LIGATURES.keys().isdisjoint(joined)):
        composed = nfc(joined)
        if len(composed) == len(chars):
            return composed, (*lefts, right)
    text: list[str] = []
    edges: list[float] = []
    for char, x0, x1 in zip(chars, lefts, rights, strict=True):
        whole = nfc("".join(_LIGATURES.get(part, part) for part in char))
        step = (x1 - x0) / max(len(whole), 1)
        text.append(whole)
        edges.extend(x0 + step * index for index in range(len(whole)))
    composed = nfc("".join(text))
    if len(composed) != len(edges):  # a separate mark was composed: redistribute the edges
        edges = np.linspace(lefts[0], right, len(composed) + 1)[:-1].tolist()
    return composed, (*edges, right)


def _ordered(placed: Placed) -> tuple[Placed, NDArray[np.int64]]:
    """The order by line, then from left to right, and the line number of each glyph. Baselines that
    differ by at most `same_baseline` are one line.
    """
    limits = TEXT.words
    if not placed.text:
        return placed, np.zeros(0, np.int64)
    by_y = np.argsort(placed.y, kind="stable")
    size = np.maximum(placed.size[by_y][1:], limits.smallest)
    steps = np.diff(placed.y[by_y]) > limits.same_baseline * size
    line = np.empty(len(by_y), np.int64)
    line[by_y] = np.concatenate([[0], np.cumsum(steps)])
    order = np.lexsort((placed.x0, line))
    return placed.take(order), line[order]


def _ruled(
    placed: Placed, open_gap: NDArray[np.bool_], vertical: tuple[Border, ...]
) -> NDArray[np.bool_]:
    """Whether a vertical rule passes through the gap between neighbouring glyphs."""
    result = np.zeros(len(placed.text) - 1, bool)
    gaps, beside = np.flatnonzero(open_gap), TEXT.words.beside
    y = placed.y[gaps] - TEXT.words.middle * placed.size[gaps]
    result[gaps] = _crossed(placed.x1[gaps] - beside, placed.x0[gaps + 1] + beside, y, vertical)
    return result


def _overrun(placed: Placed, vertical: tuple[Border, ...]) -> NDArray[np.bool_]:
    """Whether a word overflows into the next cell: near a vertical rule, a glyph touches one that
    was not printed directly after it.
    """
    limits = TEXT.words
    result = np.zeros(len(placed.text) - 1, bool)
    jumps = np.flatnonzero(np.abs(placed.order[1:] - placed.order[:-1]) > limits.jump)
    x, size = placed.x0[jumps + 1], placed.size[jumps]
    y = placed.y[jumps] - limits.middle * size
    result[jumps] = _crossed(x - limits.overrun * size, x + limits.overrun * size, y, vertical)
    return result


def _crossed(
    left: Floats, right: Floats, y: Floats, vertical: tuple[Border, ...]
) -> NDArray[np.bool_]:
    """Whether a vertical rule crosses each stretch from `left` to `right` at height `y`."""
    result = np.zeros(len(y), bool)
    if not vertical or not len(y):
        return result
    rules = np.array(sorted(vertical))
    first = np.searchsorted(rules[:, 0], left, "left")
    count = np.maximum(np.searchsorted(rules[:, 0], right, "right") - first, 0)
    # In portions, as a drawing may have very many stretches and rules.
    portions = np.cumsum(count) // TEXT.words.portion
    for portion in sorted(set(portions[count > 0].tolist())):
        some = np.flatnonzero((portions == portion) & (count > 0))
        times = count[some]
        pair = np.repeat(some, times)
        place = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
        rule = rules[first[pair] + place]
        result[pair[(rule[:, 1] <= y[pair]) & (y[pair] <= rule[:, 2])]] = True
    return result


def _turn(word: Word, part: Frame, direction: int) -> Word:
    """A word of another direction, with its box in the page's reading frame."""
    width, height = part.size()
    corners = [(word.x0, word.top), (word.x1, word.bottom)]
    if direction == 90:
        corners = [(height - y, x) for x, y in corners]
    elif direction == 180:
        corners = [(width - x, height - y) for x, y in corners]
    else:
        corners = [(y, width - x) for x, y in corners]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    edges = tuple(np.linspace(xs[0], xs[1], len(word.text) + 1).tolist())
    return word._replace(x0=xs[0], x1=xs[1], top=ys[0], bottom=ys[1], edges=edges, turn=direction)
