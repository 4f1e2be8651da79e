"""From pictures of pages to `Page`s with their words and rules."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

import numpy as np

from pipeline.layout.recognition import picture as pictures
from pipeline.layout.recognition.letter_shapes import Alphabet, Vote, readings
from pipeline.layout.recognition.mending import Known, Reading
from pipeline.layout.recognition.regions import Region, Straight, bordered, regions_of
from pipeline.layout.recognition.rules import rules_in, through_dark, with_dark_sides
from pipeline.layout.recognition.short_lines import ShortLine, lone_dash, parted, short_lines
from pipeline.layout.recognition.tesseract import BLOCK, LINE, PAGE, RAW_LINE, ReadWord, Tesseract
from pipeline.layout.recognition.words import (
    TextLine,
    text_lines,
    words_as_read,
    words_of,
    words_of_short,
)
from pipeline.reading.page_pictures import Picture
from pipeline.text.page import Page, Word, in_reading_order

In = TypeVar("In")
Out = TypeVar("Out")

_DOUBTFUL = 0.65  # pages of lower confidence may be rotated by 90 or 180 degrees
# White margins of a line read in raw mode, in units of the height of its capitals.
_ABOVE, _BELOW = 0.05, 0.4


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A recognised page, with all readings of its short lines."""

    page: Straight
    lines: tuple[TextLine, ...]
    short: tuple[tuple[ShortLine, tuple[Vote, ...]], ...]

    @property
    def sure(self) -> float:
        """Tesseract's mean confidence of its words, weighted by length."""
        votes = (vote for _, found in self.short for vote in found[:1])
        return _sure([*(word for line in self.lines for word in line.words), *votes])


def recognised(found: Iterable[Picture], tesseract: Tesseract) -> list[Page]:
    """The pages of pictures. LimitError where it takes too long."""
    read = list(_side_by_side(lambda one: read_page(one, tesseract), found))
    alphabet = Alphabet([line for page in read for line in page.short])
    letters = iter(alphabet.letters())
    known = Known(
        Reading(word.text, word.sure) for page in read for line in page.lines for word in line.words
    )
    pages = []
    for page in read:
        words = list(words_of(page.lines, page.page, alphabet, known))
        for line, votes in page.short:
            own = next(letters)
            if all(letter.text for letter in own):
                words.extend(words_of_short(line, own, page.page))
            else:
                words.extend(words_as_read(line, max(votes, key=_trust), page.page))
        pages.append(_page(page.page, words))
    return pages


def _trust(vote: Vote) -> float:
    return vote.sure if vote.text else -1.0


def _page(page: Straight, words: list[Word]) -> Page:
    height, width = page.grey.shape
    return Page(
        page.number,
        width / page.scale,
        height / page.scale,
        page.turn,
        in_reading_order(words),
        tuple(sorted(page.horizontal)),
        tuple(sorted(page.vertical)),
        0,
        1.0,
        skew=page.skew,
    )


def _side_by_side(work: Callable[[In], Out], inputs: Iterable[In]) -> Iterator[Out]:
    """The results in order, computed in parallel on all processors."""
    workers = os.cpu_count() or 1
    under_way: deque[Future[Out]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for one in inputs:
            under_way.append(pool.submit(work, one))
            if len(under_way) > workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def read_page(picture: Picture, tesseract: Tesseract) -> ReadPage:
    """A recognised page, rotated upright first if necessary."""
    upright = _read(picture, 0, tesseract)
    if upright.sure >= _DOUBTFUL or not (upright.lines or upright.short):
        return upright
    turn = max((90, 180, 270), key=lambda degrees: _glance(picture, degrees, tesseract))
    other = _read(picture, turn, tesseract)
    return other if other.sure > upright.sure else upright


def _glance(picture: Picture, turn: int, tesseract: Tesseract) -> float:
    """Tesseract's confidence in a page rotated by `turn`, at a reduced resolution."""
    half = pictures.turned(picture.grey[::2, ::2].copy(), turn)
    (words,) = tesseract.read([half], BLOCK, picture.scale * 36)
    return _sure(words)


def _sure(words: Sequence[ReadWord | Vote]) -> float:
    """The mean confidence of words, weighted by length; 0 where there are none."""
    total = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.sure for word in words) / total if total else 0.0


def straightened(picture: Picture, turn: int) -> Straight:
    """The picture rotated upright and level, on white paper, with its rules detected and
    removed.
    """
    scale = picture.scale
    grey = pictures.turned(picture.grey, turn) if turn else picture.grey
    grey, dark = pictures.levelled(grey, scale)
    grey = pictures.smoothed(grey)
    skew = pictures.skew_of(pictures.ink_of(grey))
    if skew:
        grey = pictures.turned(grey, skew)
        dark = pictures.turned(dark.astype(np.uint8), skew, paper=0) > 0
    rules = with_dark_sides(rules_in(grey, scale), dark, scale)
    grey = np.where(rules.pixels, np.uint8(255), grey)
    grey = pictures.without_sides(grey, dark, scale)
    ink = pictures.ink_of(grey)
    vertical = through_dark(rules.vertical, dark, ink, scale)
    return Straight(picture.number, scale, turn, skew, grey, ink, rules.horizontal, vertical)


def _read(picture: Picture, turn: int, tesseract: Tesseract) -> ReadPage:
    page = straightened(picture, turn)
    regions = list(regions_of(page))
    short: list[ShortLine] = []
    texts: list[Region] = []
    for region in regions:
        own = short_lines(region, page.number) if region.cell else []
        short.extend(own)
        if not own:
            texts.append(region)
    lines: list[TextLine] = []
    if short:
        capital = round(median(line.capital for line in short))
        dashes = [lone_dash(region, page.number, capital) for region in texts]
        texts = [region for region, own in zip(texts, dashes, strict=True) if not own]
        short.extend(line for own in dashes for line in own)
    for cell, mode in ((False, PAGE), (True, BLOCK)):
        chosen = [region for region in texts if region.cell == cell]
        found = tesseract.read([region.grey for region in chosen], mode, page.dpi)
        for region, words in zip(chosen, found, strict=True):
            lines.extend(text_lines(words, region))
    return ReadPage(page, tuple(lines), tuple(_voted(short, tesseract, page.dpi)))


def _voted(
    lines: list[ShortLine], tesseract: Tesseract, dpi: float
) -> Iterator[tuple[ShortLine, tuple[Vote, ...]]]:
    """Each short line with its readings, in line mode and in raw mode."""
    raw = [
        bordered(line.grey, round(_ABOVE * line.capital), round(_BELOW * line.capital))
        for line in lines
    ]
    as_lines = tesseract.read([bordered(line.grey) for line in lines], LINE, dpi)
    as_raw = tesseract.read(raw, RAW_LINE, dpi)
    for line, *found in zip(lines, as_lines, as_raw, strict=True):
        votes = tuple(_vote(words) for words in found)
        yield _as_counted(line, votes), votes


def _as_counted(line: ShortLine, votes: Sequence[Vote]) -> ShortLine:
    """The line with as many shapes as letters were read, where some of them touch."""
    for vote in sorted(votes, key=_trust, reverse=True):
        if len(vote.letters) == len(line.letters):
            return line
        other = parted(line, len(vote.letters))
        if other is not line:
            return other
    return line


def _vote(words: list[ReadWord]) -> Vote:
    return readings((word.text, word.sure) for word in words)
