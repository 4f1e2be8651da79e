"""Misprints: unknown words that differ by one letter from a known word.

Known words are the forms of a dictionary, words that the plan uses several times, and the names of
its profile. Names, abbreviations and parts of hyphenated words are not checked, as dictionaries
lack them. The text is not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from pipeline.model.plan import Plan
from pipeline.model.schema import Finding
from pipeline.model.strings import unmarked
from pipeline.text.dictionary import is_known, one_edit_away
from pipeline.validate.facts import Facts, key_of, position_of, texts
from pipeline.validate.registry import check

_WORD = regex.compile(r"(?<![\p{L}\p{N}.@/‐‑’'-])\p{L}+(?:-\p{L}+)*(?![\p{L}\p{N}@‐‑’'-]|\.\p{L})")
_SENTENCE = regex.compile(
    r"(?:^|[.!?:;•])\s*[\p{N}.)]*\s*$"
)  # what precedes the first word of a sentence
_SHORTEST = 5  # letters: nearly every shorter word differs from another by one letter
_STEM, _ENDING = 5, 3  # letters: words with the same stem are forms of one word
_SUFFIX = 5  # letters, including the ending
_NOT = "ne"
_LONG = 8  # letters: words of this length rarely resemble another by chance
_BEGINNING = regex.compile(
    "aero|agro|anti|audio|auto|avio|bio|eko|eiro|elektro|ekstra|foto|geo|hidro|infra|inter|kiber|"
    "kontr|makro|meta|mikro|mini|mono|multi|nano|neo|piro|pirms|pēc|poli|pseido|psiho|radio|retro|"
    "re|socio|super|tele|termo|trans|ultra|velo|video"
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    key: "".join(
        other
        for near in _ROWS[max(line - 1, 0) : line + 2]
        for other in near[max(place - 1, 0) : place + 2]
        if other != key
    )
    for line, row in enumerate(_ROWS)
    for place, key in enumerate(row)
}


@dataclass(frozen=True, slots=True)
class _Uses:
    """The words of a plan in lower case, with their frequencies."""

    words: Mapping[str, int]
    stems: Mapping[str, int]  # stems of words that the dictionary lacks
    own: tuple[str, ...]  # words that it lacks and the plan uses more than once

    def knows(self, word: str) -> bool:
        """Whether the plan has the word at another place, in any form."""
        if self.words[word] > 1:
            return True
        return any(self.stems[stem] > 1 for stem in _stems(word))


@check("spelling")
def spelling(facts: Facts) -> Iterator[Finding]:
    """A word unknown to dictionary, plan and profile that differs by one letter from a known
    one.
    """
    uses = _uses(facts.plan)
    for table, row, column, value in texts(facts.plan):
        found = {word: near for word in _judged(value) if (near := _meant(word, uses)) is not None}
        if found:
            yield facts.found(
                "spelling",
                table,
                key_of(table, row),
                column,
                value,
                position=position_of(row),
                spot=next(iter(found)),
                words=", ".join(f"{word} → {near}" for word, near in found.items()),
            )


def _uses(plan: Plan) -> _Uses:
    """The words known from the plan itself and its profile."""
    profile = plan.profile
    names = (*profile.whole, *profile.sources, *profile.bodies)
    printed = [value for _, _, _, value in texts(plan)]
    # Headings of the running text repeat names from tables.
    printed += [row.text for row in plan.paragraphs if row.kind != "heading"]
    words = Counter(word.casefold() for value in printed for word in _words(value))
    words.update({word.casefold(): 2 for name in names for word in _words(name)})
    unknown = [word for word in words if not is_known(word)]
    stems = Counter(stem for word in unknown for stem in _stems(word))
    return _Uses(words, stems, tuple(word for word in unknown if words[word] > 1))


def _stems(word: str) -> list[str]:
    """The stems that a word may share with its other forms."""
    return [word[:-cut] for cut in range(1, _ENDING + 1) if len(word) - cut >= _STEM]


def _words(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(text))


def _judged(text: str) -> Iterator[str]:
    """The words of a text that a dictionary could contain."""
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < _SHORTEST or word[1:] != word[1:].lower():
            continue
        name = word[0].isupper() and not _SENTENCE.search(text[: match.start()])
        if not name:
            yield word


def _meant(word: str, uses: _Uses) -> str | None:
    """The known word that was most likely meant; None where the word is known or resembles none."""
    low = word.casefold()
    if is_known(low.rpartition("-")[2]) or uses.knows(low):
        return None
    if _is_negated(low) or _is_composed(low):
        return None
    near = {form for form in one_edit_away(low) if len(form) >= _SHORTEST - 1}
    if low.startswith(_NOT):
        near |= {_NOT + form for form in one_edit_away(low.removeprefix(_NOT))}
    near |= {form for form in uses.own if _one_apart(form, low)}
    near = {form for form in near if _is_likely(form, low, uses)}
    best = min(near, key=lambda form: _rank(form, low, uses), default=None)
    return best.capitalize() if best and word[0].isupper() else best


def _is_negated(word: str) -> bool:
    """Whether it is a known word with the prefix `ne`, which nearly every word can take.

    Not where another diacritic in its suffix also gives a word (`neizmantotājās` for
    `neizmantotajās`): such negations are too rare.
    """
    rest = word.removeprefix(_NOT)
    if rest == word or not is_known(rest):
        return False
    marked = unmarked(rest)
    return not any(
        unmarked(form) == marked and _differ_in_suffix(form, rest) for form in one_edit_away(rest)
    )


def _is_composed(word: str) -> bool:
    """Whether it is a known word with a productive prefix, whose words no dictionary lists in full:
    `re-`, `velo-`.
    """
    head = _BEGINNING.match(word)
    rest = word[head.end() :] if head else ""
    return len(rest) >= _SHORTEST and is_known(rest)


def _is_likely(form: str, word: str, uses: _Uses) -> bool:
    """Whether a word is a likely misprint of a form. Any difference is, where the plan uses the
    form. Otherwise the word has to be long, as short ones and other endings resemble some form by
    chance, and the difference a typical typing error: a missing, additional or swapped letter, a
    diacritic, a neighbouring key.
    """
    if uses.words.get(form):
        return True
    if len(word) < _LONG or (len(form) == len(word) and form[:-2] == word[:-2]):
        return False
    a, b = unmarked(form), unmarked(word)
    if len(a) != len(b) or a == b or sorted(a) == sorted(b):
        return True
    return any(
        left != right and right in _BESIDE.get(left, "") for left, right in zip(a, b, strict=True)
    )


def _differ_in_suffix(a: str, b: str) -> bool:
    """Whether two forms differ after the stem and before the last two letters."""
    return a[:-_SUFFIX] == b[:-_SUFFIX] and a[:-2] != b[:-2]


def _one_apart(a: str, b: str) -> bool:
    """Whether two different words differ by one letter or by two swapped letters."""
    if abs(len(a) - len(b)) > 1 or a == b or len(a) < _SHORTEST:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rests = (a[start:], b[start:])
    if len(a) == len(b):
        swapped = rests[0][1::-1] + rests[0][2:]
        return rests[0][1:] == rests[1][1:] or (len(rests[0]) > 1 and swapped == rests[1])
    longer, shorter = sorted(rests, key=len, reverse=True)
    return longer[1:] == shorter


def _rank(form: str, word: str, uses: _Uses) -> tuple[bool, int, bool, str]:
    """The sort key of candidates for a misprint, most likely first."""
    slip = (
        0
        if unmarked(form) == unmarked(word) or sorted(form) == sorted(word)
        else 1
        if len(form) != len(word)
        else 2
    )
    ending = form[: len(word) - 2] == word[: len(word) - 2]
    return ending, slip, uses.words.get(form, 0) == 0, form
