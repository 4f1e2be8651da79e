"""Can this reading be trusted? One number for the whole, and a sentence that says why.

Each part is a share from 0 (nothing right) to 1. A part that a plan gives no occasion for (totals
that it does not print) is left out. The whole is the product: it is as sure as all of it together.
Nothing proves a reading better than printed totals that add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.plan import Metrics, Plan
from pipeline.model.schema import Text
from pipeline.validate.confidence import row_confidence

TRUSTED, DOUBTED = 0.98, 0.9
_ID_RULES = ("id-sequence", "duplicate-id", "page-missing")
_VALUE_RULES = ("malformed-amount", "unparsed-value")


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a reading can be trusted: the whole, and its parts by name."""

    score: float
    parts: Mapping[str, float]
    totals: int  # printed sums, by scope
    words: int

    @property
    def sentence(self) -> Text:
        """What a reader is told of it."""
        lv = [_WORDS[name].lv for name, value in self.parts.items() if value < 1]
        en = [_WORDS[name].en for name, value in self.parts.items() if value < 1]
        whole = [f"uzskaitīti visi {_grouped(self.words)} vārdi"] if self._is_one("words") else []
        whole_en = [f"all {self.words:,} words are accounted for"] if self._is_one("words") else []
        if self._is_one("totals"):
            whole.append(f"visas iespiestās kopsummas ({self.totals}) saskan")
            whole_en.append(f"all printed totals ({self.totals}) add up")
        return Text(
            f"{self._verdict.lv}: {'; '.join([*whole, *lv])}.",
            f"{self._verdict.en}: {'; '.join([*whole_en, *en])}.",
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

    def _is_one(self, name: str) -> bool:
        return self.parts.get(name) == 1


_WORDS = {
    "words": Text("ne visi vārdi uzskaitīti", "not all words are accounted for"),
    "columns": Text("ir kolonnas bez zināmas nozīmes", "some columns have no known meaning"),
    "ids": Text("numerācijā ir pārtraukumi", "the numbering has breaks"),
    "values": Text("ir vērtības, kas nav nolasāmas", "some values do not parse"),
    "totals": Text("ne visas kopsummas saskan", "not all totals add up"),
    "sources": Text("ne visu avotu summas saskan", "not all sources add up"),
    "repairs": Text("rindas saliktas pāri lappusēm", "rows were put together across pages"),
}


def trust(plan: Plan) -> Trust:
    """How far the reading of a checked plan can be trusted."""
    found = Counter(item.rule for item in plan.open_findings)
    words = {name: int(value) for name, value in dict(plan.metrics.get("words", {})).items()}
    count = sum(words.values())
    rows = sum(len(plan.rows(name)) for name in ("actions", "activities", "directions"))
    values = sum(1 for row in plan.activities if row.amount_raw or row.deadline_raw)
    scopes = {row.scope for row in plan.totals}
    split = {row.activity_id for row in plan.activity_amounts}
    columns = sum(len(shape.columns) for shape in plan.profile.tables)
    sure = row_confidence(plan).values()
    parts = {
        "words": _share(words.get("unaccounted", 0), count),
        "columns": _share(found["unknown-column"], columns + found["unknown-column"]),
        "ids": _share(sum(found[rule] for rule in _ID_RULES), rows),
        "values": _share(sum(found[rule] for rule in _VALUE_RULES), values),
        "totals": _share(found["total-differs"], len(scopes)),
        "sources": _share(found["sources-differ"], len(split)),
        "repairs": sum(sure) / len(sure) if sure else None,
    }
    told = {name: round(value, 4) for name, value in parts.items() if value is not None}
    score = 1.0
    for value in told.values():
        score *= value
    return Trust(round(score, 4), told, len(scopes), count)


def trust_metrics(plan: Plan) -> Metrics:
    """The number and its parts, as `metrics.json` holds them."""
    found = trust(plan)
    return {"trust": {"score": found.score, **found.parts}}


def _share(wrong: int, whole: int) -> float | None:
    """The share that is right; None where there is nothing to be right."""
    return max(0.0, 1 - wrong / whole) if whole else None


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
