"""Declension of Latvian nouns by their endings, in the cases that texts need.

A plan's profile has its own noun for rows (*Aktivitāte*, *Pasākums*, *Investīciju projekts*), which
texts need declined. Only the last word is declined, as the words before it are genitives. Nouns of
other forms are replaced by *rinda*.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.schema import Text
from pipeline.model.strings import uncapitalised

# Palatalisation of the stem's last consonants in the genitive plural of nouns in -e (aktivitāšu).
_SOFTENED = (
    ("sn", "šņ"), ("zn", "žņ"), ("sl", "šļ"), ("zl", "žļ"), ("ll", "ļļ"), ("nn", "ņņ"),
    ("dz", "dž"), ("b", "bj"), ("p", "pj"), ("m", "mj"), ("v", "vj"), ("t", "š"), ("d", "ž"),
    ("s", "š"), ("z", "ž"), ("c", "č"), ("n", "ņ"), ("l", "ļ"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms of a noun, in lower case."""

    one: str  # nominative: aktivitāte
    many: str  # aktivitātes
    of_one: str  # genitive: aktivitātes
    of_many: str  # aktivitāšu
    to_one: str  # dative: aktivitātei
    to_many: str  # aktivitātēm
    feminine: bool

    @property
    def forms(self) -> tuple[str, str, str]:
        """Nominative, as `numbers.counted` takes it."""
        return self.of_many, self.one, self.many

    @property
    def dative_forms(self) -> tuple[str, str, str]:
        """Dative, as `numbers.counted` takes it."""
        return self.to_many, self.to_one, self.to_many

    def either(self, feminine: str, masculine: str) -> str:
        """The given form that agrees with the noun in gender."""
        return feminine if self.feminine else masculine


def noun(one: Text, many: Text) -> Noun:
    """The declined noun of a profile's labels for a row and for several rows."""
    return _declined(uncapitalised(one.lv), uncapitalised(many.lv)) or _ROW


def _declined(one: str, many: str) -> Noun | None:
    if one.split()[:-1] != many.split()[:-1]:
        return None
    if one.endswith("a") and many == one[:-1] + "as":
        stem = one[:-1]
        return Noun(one, many, many, stem + "u", stem + "ai", stem + "ām", True)
    if one.endswith("e") and many == one[:-1] + "es":
        stem = one[:-1]
        return Noun(one, many, many, _softened(stem) + "u", stem + "ei", stem + "ēm", True)
    if one.endswith(("s", "š")) and many.endswith("i"):
        stem = many[:-1]  # the plural has the changed stem: brālis, brāļi
        to_one = one[:-2] + "im" if one.endswith("is") else one[:-1] + "am"
        return Noun(one, many, stem + "a", stem + "u", to_one, stem + "iem", False)
    return None


def _softened(stem: str) -> str:
    found = next((pair for pair in _SOFTENED if stem.endswith(pair[0])), None)
    return stem[: -len(found[0])] + found[1] if found else stem


_ROW = Noun("rinda", "rindas", "rindas", "rindu", "rindai", "rindām", True)
