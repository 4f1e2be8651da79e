"""`python scripts/lexicon.py lv_LV.aff lv_LV.dic`: all word forms of a Hunspell dictionary as one
automaton, `pipeline/text/latvian/forms.dawg`.

Needs the package DAWG2 (the program itself reads the file with DAWG2-Python, pure Python). Both
files come with Debian's package hunspell-lv 1.4.0.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).parent.parent / "pipeline" / "text" / "latvian" / "forms.dawg"
NEEDS_AFFIX, CIRCUMFIX = "{", "|"


class Affix(NamedTuple):
    """What is taken off a word, what is put on, further affixes, and where it fits."""

    prefix: bool
    strip: str
    add: str
    more: str
    condition: str

    def on(self, word: str) -> str | None:
        """The word with the affix; None where it does not fit."""
        if not matching(self.condition, self.prefix).search(word):
            return None
        if self.prefix:
            return self.add + word.removeprefix(self.strip)
        return word[: len(word) - len(self.strip)] + self.add


@cache
def matching(condition: str, prefix: bool) -> re.Pattern[str]:
    """A condition of an affix file as a pattern."""
    return re.compile(f"^(?:{condition})" if prefix else f"(?:{condition})$")


def affixes(lines: Iterable[str]) -> dict[str, list[Affix]]:
    """The affixes of an affix file by their flags."""
    found: dict[str, list[Affix]] = defaultdict(list)
    for line in lines:
        parts = line.split()
        if len(parts) < 4 or parts[0] not in ("SFX", "PFX") or parts[2] in ("Y", "N"):
            continue
        add, _, more = parts[3].partition("/")
        condition = parts[4] if len(parts) > 4 else "."
        strip, add = ("" if part == "0" else part for part in (parts[2], add))
        found[parts[1]].append(Affix(parts[0] == "PFX", strip, add, more, condition))
    return found


def forms(word: str, flags: str, known: dict[str, list[Affix]]) -> Iterator[str]:
    """All forms of a word of the dictionary."""
    if NEEDS_AFFIX not in flags:
        yield word
    own = [affix for flag in flags for affix in known.get(flag, ())]
    for affix in own:
        form = affix.on(word)
        if form is None or CIRCUMFIX in affix.more:
            continue
        yield form
        further = [more for flag in affix.more for more in known.get(flag, ())]
        further += [other for other in own if other.prefix and not affix.prefix]
        yield from (twice for more in further if (twice := more.on(form)) is not None)


def main() -> None:
    """Write the automaton."""
    import dawg

    known = affixes(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    words = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()[1:]
    found: set[str] = set()
    for line in words:
        word, _, flags = (line.split() or [""])[0].partition("/")
        if word:
            found.update(form.casefold() for form in forms(word, flags, known))
    dawg.DAWG(sorted(found)).save(str(OUT))
    print(f"{OUT}: {len(found)} forms, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
