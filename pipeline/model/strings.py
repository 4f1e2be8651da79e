"""Small text helpers that several stages share: blanks, NFC, keys for comparing headers."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import lru_cache

import regex

# Every kind of blank (tab, no-break, thin, ideographic …) and the zero-width ones.
_BLANKS = regex.compile(r"[\p{Z}\s\u200b\u2060\ufeff]+")
# C0, DEL and C1, and the marks that turn the direction of writing.
_CONTROL = regex.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNMARKED = str.maketrans("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "acegiklnsuzACEGIKLNSUZ")
_NOT_ALNUM = regex.compile(r"[^\p{L}\p{N}]+")


def nfc(text: str) -> str:
    """The text composed, so that `a` + macron is one letter `ā`."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """NFC, every run of blanks one space, ends trimmed."""
    return str(_BLANKS.sub(" ", nfc(text))).strip(" ")


def is_blank(text: str) -> bool:
    """Whether the glyph prints nothing but a blank."""
    return _BLANKS.fullmatch(text) is not None


def without_blanks(text: str) -> str:
    """The text composed, with no blank left in it."""
    return str(_BLANKS.sub("", nfc(text)))


def for_terminal(text: str) -> str:
    """Text of a PDF must not steer the terminal: each control character becomes �."""
    return str(_CONTROL.sub("\ufffd", text))


@lru_cache(maxsize=16_384)
def squeeze(text: str) -> str:
    """Letters and digits alone, in lower case: equal however the words of a header are broken."""
    return str(_NOT_ALNUM.sub("", nfc(text))).casefold()


def uncapitalised(text: str) -> str:
    """A name as it stands inside a sentence: its first letter small, unless it is an acronym's."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def day(value: date | str) -> str:
    """A day as Latvians write it: `12.05.2016.`; a text that is no day stays as it is."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{found:%d.%m.%Y}."


def unmarked(text: str) -> str:
    """The letters of Latvian without their marks: to compare with, never for what is printed."""
    return text.translate(_UNMARKED)


def readable(text: str) -> str:
    """The text with what no file in UTF-8 can hold (bytes of a file name that are none) as �."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
