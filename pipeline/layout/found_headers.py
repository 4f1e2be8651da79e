"""Headers that no profile knows, among the rows of tables without vertical rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.layout.bands import Bands, HeaderWords, header_of, stretches_of, united
from pipeline.layout.thresholds import LAYOUT
from pipeline.model.strings import squeeze, tidy
from pipeline.text.lines import rows_of
from pipeline.text.page import Word

IsHeader = Callable[[Sequence[str]], bool]


def found_headers(
    tables: Iterable[Bands], known: Sequence[HeaderWords], is_header: IsHeader
) -> list[HeaderWords]:
    """The headers among the bands of tables that none of the known ones is: `is_header` says
    whether texts, one a column, are headers.
    """
    found: list[HeaderWords] = []
    for table in tables:
        for words in table.words:
            if not words or header_of(words, [*known, *found]) is not None:
                continue
            if _is_unknown_header(words, is_header):
                found.append(HeaderWords(squeeze(" ".join(word.text for word in words))))
    return found


def tells_header(
    words: Sequence[Word], known: Sequence[HeaderWords], is_header: IsHeader | None
) -> bool:
    """Whether words are those of a header: a known one, or any other that is bold, as remainders of
    rows can resemble headers.
    """
    if header_of(words, known) is not None:
        return True
    if is_header is None or not all(word.bold for word in words):
        return False
    return _is_unknown_header(words, is_header)


def _is_unknown_header(words: Sequence[Word], is_header: IsHeader) -> bool:
    texts = _texts(words)
    return len(texts) >= LAYOUT.bands.fewest and is_header(texts)


def _texts(words: Sequence[Word]) -> list[str]:
    """The words of a band by column, as determined by gaps."""
    columns = united(stretches_of(words))
    rows = rows_of(words)
    return [
        tidy(" ".join(word.text for row in rows for word in row if x0 - 1 <= word.x0 <= x1))
        for x0, x1 in columns
    ]
