"""The reliability of a reading: one score, and a sentence that explains it.

Each part is a share from 0 (nothing right) to 1. Parts that do not apply to a plan (it prints no
totals) are left out. The score is their product. The strongest evidence is printed totals that add
up.

Faults of the plan itself (a sum that is not that of its rows, a repeated id) are distinguished from
those of reading and do not lower the score: see `_Reading.is_faithful`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.lineage import PrintedSum, printed_sums
from pipeline.model.numbers import grouped
from pipeline.model.plan import Metrics, Plan
from pipeline.model.schema import Finding, Text
from pipeline.validate.confidence import BANDS, CellKey, cell_confidence, row_confidence

TRUSTED, DOUBTED = 0.98, 0.9
_SURE = BANDS["high"]  # cells of lower confidence may be wrong
_PARTS = {  # the part that findings of a rule concern
    "id-sequence": "ids",
    "duplicate-id": "ids",
    "page-missing": "ids",
    "malformed-amount": "values",
    "unparsed-value": "values",
    "total-differs": "totals",
    "sources-differ": "sources",
}
# Findings on a whole page, whose words may be wrong or lost.
_OF_PAGES = frozenset({"unmapped-glyph", "overprinted-text", "engines-disagree", "page-repeated"})
_LOST = frozenset({"unaccounted-text", "page-missing", "page-without-text"})


@dataclass(frozen=True, slots=True)
class Trust:
    """The reliability of a reading: its score, and the parts by name.

    `totals`: number of printed sums that could be compared with their rows; `differing`: of those
    that differ; `own`: number of the plan's own faults, by part.
    """

    score: float
    parts: Mapping[str, float]
    totals: int
    differing: int
    words: int
    own: Mapping[str, int]
    is_drafted: bool

    @property
    def reading(self) -> Text:
        """The sentence on the reading."""
        proofs = [proof for proof in (self._words, self._sums) if proof is not None]
        doubts = [_WORDS[name] for name, value in self.parts.items() if value < 1]
        told = [*proofs, *doubts, *([_DRAFTED] if self.is_drafted else [])]
        if not told:
            return Text(f"{self._verdict.lv}.", f"{self._verdict.en}.")
        return Text(
            f"{self._verdict.lv}: {'; '.join(part.lv for part in told)}.",
            f"{self._verdict.en}: {'; '.join(part.en for part in told)}.",
        )

    @property
    def sentence(self) -> Text:
        """The same with the faults of the plan itself."""
        faults = [(_OWN[name], number) for name, number in self.own.items()]
        if not faults:
            return self.reading
        lv = "; ".join(f"{text.lv} ({number})" for text, number in faults)
        en = "; ".join(f"{text.en} ({number})" for text, number in faults)
        return Text(
            f"{self.reading.lv} Kļūdas pašā plānā: {lv}.",
            f"{self.reading.en} Faults of the plan itself: {en}.",
        )

    @property
    def _verdict(self) -> Text:
        if self.score >= TRUSTED:
            return Text("Nolasījumam var uzticēties", "The reading can be trusted")
        if self.score >= DOUBTED:
            return Text(
                "Nolasījumam var uzticēties ar atrunām", "The reading can be trusted with caution"
            )
        return Text("Nolasījums jāpārbauda", "The reading has to be checked")

    @property
    def _words(self) -> Text | None:
        if self.parts.get("words") != 1:
            return None
        return Text(
            f"uzskaitīti visi vārdi ({grouped(self.words)})",
            f"all words are accounted for ({grouped(self.words)})",
        )

    @property
    def _sums(self) -> Text | None:
        if self.parts.get("totals") != 1 or not self.totals:
            return None
        if not self.differing:
            return Text(
                f"visas iespiestās kopsummas ({self.totals}) saskan ar rindām",
                f"all printed totals ({self.totals}) are the sums of their rows",
            )
        fitting = f"{self.totals - self.differing}"
        return Text(
            f"ar rindām saskan {fitting} no {self.totals} iespiestajām kopsummām",
            f"{fitting} of {self.totals} printed totals are the sums of their rows",
        )


_WORDS = {
    "words": Text("uzskaitīti nav visi vārdi", "not all words are accounted for"),
    "columns": Text("ir kolonnas, kuru nozīme nav zināma", "some columns have no known meaning"),
    "ids": Text(
        "numerācijā ir pārrāvumi, un rindas var būt zudušas",
        "the numbering has breaks, and rows may be lost",
    ),
    "values": Text(
        "ir vērtības, kas, iespējams, nolasītas kļūdaini", "some values may have been misread"
    ),
    "totals": Text(
        "ne visas kopsummas saskan ar rindām, un vainīgs var būt nolasījums",
        "not all totals are the sums of their rows, and the reading may be at fault",
    ),
    "sources": Text(
        "ne visu avotu summas saskan, un vainīgs var būt nolasījums",
        "not all sources add up, and the reading may be at fault",
    ),
    "repairs": Text(
        "lappušu pārdalītās rindas saliktas kopā", "rows cut by pages were put together"
    ),
}
_OWN = {
    "ids": Text("kļūdas numerācijā", "faults in its numbering"),
    "values": Text("neviennozīmīgi pierakstītas vērtības", "values written ambiguously"),
    "totals": Text("kopsummas, kas nesaskan ar rindām", "totals that differ from their rows"),
    "sources": Text("summas, kas nesaskan ar avotiem", "amounts that differ from their sources"),
}
_DRAFTED = Text(
    "līmeņus un kolonnas programma noteica pati",
    "the program told levels and columns apart by itself",
)


def trust(plan: Plan) -> Trust:
    """The reliability of the reading of a validated plan."""
    found = Counter(item.rule for item in plan.open_findings)
    words = {name: int(value) for name, value in dict(plan.metrics.get("words", {})).items()}
    count = sum(words.values())
    rows = sum(len(plan.rows(name)) for name in ("actions", "activities", "directions"))
    values = sum(1 for row in plan.activities if row.amount_raw or row.deadline_raw)
    split = {row.activity_id for row in plan.activity_amounts}
    columns = sum(len(shape.columns) for shape in plan.profile.tables)
    sure = row_confidence(plan).values()
    reading = _Reading.of(plan)
    faults = {True: Counter[str](), False: Counter[str]()}
    for item in plan.findings:
        if item.rule in _PARTS:
            faults[reading.is_faithful(item)][_PARTS[item.rule]] += 1
    own, ours = faults[True], faults[False]
    parts = {
        "words": _share(words.get("unaccounted", 0), count),
        "columns": _share(found["unknown-column"], columns + found["unknown-column"]),
        "ids": _share(ours["ids"], rows),
        "values": _share(ours["values"], values),
        "totals": _share(ours["totals"], len({sum_.total.scope for sum_ in reading.sums})),
        "sources": _share(ours["sources"], len(split)),
        "repairs": sum(sure) / len(sure) if sure else None,
    }
    told = {name: round(value, 4) for name, value in parts.items() if value is not None}
    score = 1.0
    for value in told.values():
        score *= value
    held = [sum_ for sum_ in reading.sums if sum_.summed is not None]
    return Trust(
        round(score, 4),
        told,
        len(held),
        sum(sum_.differs for sum_ in held),
        count,
        {name: own[name] for name in _OWN if own[name]},
        plan.profile.drafted,
    )


def trust_metrics(plan: Plan) -> Metrics:
    """The score and its parts, as in `metrics.json`."""
    found = trust(plan)
    return {"trust": {"score": found.score, **found.parts}}


@dataclass(frozen=True, slots=True)
class _Reading:
    """Facts about the reading with which faults are attributed to it or to the plan."""

    cells: Mapping[CellKey, float]  # confidence of each printed cell
    doubtful: frozenset[int | None]  # pages whose words may be wrong; None: all
    is_whole: bool  # nothing was lost
    sums: tuple[PrintedSum, ...]
    most_split: bool  # whether most amounts are the sum of their sources

    @classmethod
    def of(cls, plan: Plan) -> _Reading:
        found = Counter(item.rule for item in plan.findings)
        split = {row.activity_id for row in plan.activity_amounts}
        return cls(
            cells=cell_confidence(plan),
            doubtful=frozenset(_doubtful(plan)),
            is_whole=not any(found[rule] for rule in _LOST),
            sums=tuple(printed_sums(plan)),
            most_split=2 * found["sources-differ"] < len(split),
        )

    def is_faithful(self, item: Finding) -> bool:
        """Whether a fault is certainly the plan's own: nothing of the page was lost, and each cell
        involved was read with certainty. Sums count only where most of them add up; otherwise a
        column was probably misinterpreted.
        """
        if not self.is_whole or not self._is_sure(
            item.page, item.table, item.key, item.position, item.column
        ):
            return False
        if item.rule == "sources-differ":
            return self.most_split
        return item.rule != "total-differs" or self._is_misprinted(item)

    def _is_misprinted(self, item: Finding) -> bool:
        held = [sum_ for sum_ in self.sums if sum_.summed is not None]
        if 2 * sum(sum_.differs for sum_ in held) >= len(held):
            return False
        own = next(
            (
                sum_
                for sum_ in held
                if (sum_.total.scope or "") == (item.key or "")
                and sum_.total.position == item.position
            ),
            None,
        )
        return own is not None and all(
            self._is_sure(None, *cell) for row in own.rows for cell in _cells_of(row)
        )

    def _is_sure(
        self,
        page: int | None,
        table: str | None,
        key: str | None,
        position: int | None,
        column: str | None,
    ) -> bool:
        if None in self.doubtful or (page is not None and page in self.doubtful):
            return False
        place = (table or "", key or "", position, column or "")
        return self.cells.get(place, 1.0) >= _SURE


def _cells_of(row: object) -> Iterator[tuple[str, str, int | None, str]]:
    position = getattr(row, "position", None)
    table = "activities" if position is None else "activity_amounts"
    yield table, str(getattr(row, "activity_id", "")), position, "amount_raw"


def _doubtful(plan: Plan) -> Iterator[int | None]:
    """Pages whose letters are doubtful, by findings or because they were recognised by OCR."""
    for item in plan.findings:
        if item.rule in _OF_PAGES:
            yield item.page
    for repair in plan.repairs:
        if repair.table is None and repair.confidence < _SURE:
            yield repair.page


def _share(wrong: int, whole: int) -> float | None:
    """The share that is right; None where there is nothing to count."""
    return max(0.0, 1 - wrong / whole) if whole else None
