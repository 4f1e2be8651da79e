"""Text helpers shared by several stages: spaces, NFC, keys for comparing headers."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import lru_cache

import regex

# All kinds of spaces (tab, no-break, thin, ideographic …), including zero-width ones.
_BLANKS = regex.compile(r"[\p{Z}\s\u200b\u2060\ufeff]+")
# C0, DEL and C1, and characters that change the direction of writing.
_CONTROL = regex.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNMARKED = str.maketrans("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "acegiklnsuzACEGIKLNSUZ")
_NOT_ALNUM = regex.compile(r"[^\p{L}\p{N}]+")


def nfc(text: str) -> str:
    """The text in NFC, so that `a` + macron is one letter `ā`."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """The text in NFC, with runs of spaces collapsed, and trimmed."""
    return str(_BLANKS.sub(" ", nfc(text))).strip(" ")


def is_blank(text: str) -> bool:
    """Whether the text consists of spaces only."""
    return _BLANKS.fullmatch(text) is not None


def without_blanks(text: str) -> str:
    """The text in NFC without spaces."""
    return str(_BLANKS.sub("", nfc(text)))


def for_terminal(text: str) -> str:
    """The text with control characters replaced by �, as text of a PDF must not control the
    terminal.
    """
    return str(_CONTROL.sub("\ufffd", text))


@lru_cache(maxsize=16_384)
def squeeze(text: str) -> str:
    """Only letters and digits, in lower case, so that line breaks in headers do not matter."""
    return str(_NOT_ALNUM.sub("", nfc(text))).casefold()


def uncapitalised(text: str) -> str:
    """A name for use inside a sentence, with a small first letter unless it is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """The text with a capital first letter; all others are unchanged."""
    return text[:1].upper() + text[1:]


def day(value: date | str) -> str:
    """A date in Latvian format, `12.05.2016.`; other text is unchanged."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{found:%d.%m.%Y}."


def unmarked(text: str) -> str:
    """Latvian letters without diacritics; for comparisons only, never for output."""
    return text.translate(_UNMARKED)


def readable(text: str) -> str:
    """The text with undecodable bytes of a file name replaced by �."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
