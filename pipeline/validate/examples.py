"""An example of each rule: a small plan without faults, modified to violate the rule.

`docs/rules.md` shows them; tests check that each violates its rule, and that the plan without
faults has no findings.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.findings import finding
from pipeline.model.plan import Plan
from pipeline.model.rules import RULES
from pipeline.model.schema import (
    ActionActivity,
    ActivityAmount,
    ActivityPriority,
    Finding,
    Indicator,
    Provenance,
    Total,
)
from pipeline.model.values import amount
from pipeline.validate.example_plans import END, also, changed, misprinted, sound_plan, without


@dataclass(frozen=True, slots=True)
class Example:
    """A description of the fault and the plan with it; examples of reading rules have the
    finding.
    """

    printed: str
    plan: Plan
    found: Finding | None = None


def _split(plan: Plan, *parts: str) -> Plan:
    """The plan with the amount of an activity split by source."""
    rows = [
        ActivityAmount("A 1.1", position, source, None, raw, amount(raw), None)
        for position, (source, raw) in enumerate(zip(("Pašvaldība", "ETS"), parts, strict=True), 1)
    ]
    return also(plan, "activity_amounts", *rows)


def _line(table: str, key: str, column: str, text: str, position: int | None) -> Provenance:
    return Provenance(table, key, position, column, 1, 1, 72.0, 100.0, 172.0, 112.0, text)


def examples() -> dict[str, Example]:
    """An example of each rule by the rule's id, in the order of the rules."""
    shown = {**_examples(sound_plan()), **_reading_examples(sound_plan())}
    return {rule: shown[rule] for rule in RULES}


def _examples(plan: Plan) -> dict[str, Example]:
    return {
        "unknown-activity": Example(
            "R 1.1.2 refers to `A 1.9.`; the plan ends at A 1.2.",
            also(plan, "action_activities", ActionActivity("R 1.1.2", 3, "A 1.9", "A 1.9.")),
        ),
        "unknown-priority": Example(
            "A 1.2 states the priorities `P1` and `P7`; the plan has P1 and P2.",
            also(plan, "activity_priorities", ActivityPriority("A 1.2", 2, "P7")),
        ),
        "duplicate-id": Example(
            "Two rows carry the id `A 1.1.`.",
            misprinted(plan, "activities", "A 1.2", "A 1.1#2", "A 1.1."),
        ),
        "malformed-amount": Example(
            "The amount is printed `8 000 0000`.",
            changed(plan, "activities", "A 1.1", amount_raw="8 000 0000", amount_eur=None),
        ),
        "unparsed-value": Example(
            "The deadline is printed `2018/19`.",
            changed(plan, "activities", "A 1.1", deadline_raw="2018/19", deadline_year=None),
        ),
        "missing-value": Example(
            "The cell of the responsible bodies is empty.",
            changed(plan, "activities", "A 1.1", responsible_raw=None),
        ),
        "unreferenced-activity": Example(
            "No action refers to A 1.2.", without(plan, "action_activities", "R 1.1.2", 2)
        ),
        "priority-not-stated": Example(
            "R 1.1.2 stands under P1 and refers to A 2.1, which states `P2` only.",
            changed(
                changed(
                    misprinted(plan, "activities", "A 1.2", "A 2.1", "A 2.1."),
                    "activity_priorities", "A 2.1", priority_id="P2",
                ),
                "action_activities", "R 1.1.2", 2, activity_id="A 2.1", ref_raw="A 2.1.",
            ),
        ),
        "deadline-after-action": Example(
            "R 1.1.1 ends in 2017; A 1.1, to which it refers, is due in `2018`.",
            changed(plan, "actions", "R 1.1.1", period_raw="2015 – 2017", period_end=2017),
        ),
        "outside-period": Example(
            "The plan is for 2015–2020; an action begins in 2014.",
            changed(plan, "actions", "R 1.1.2", period_raw="2014 – 2020", period_start=2014),
        ),
        "period-reversed": Example(
            "The period is printed `2020 – 2018`.",
            changed(plan, "actions", "R 1.1.1", period_raw="2020 – 2018", period_start=END,
                    period_end=2018),
        ),
        "sources-differ": Example(
            "The amount is `100 000`, of which the municipality pays `60 000` and ETS `30 000`.",
            _split(plan, "60 000", "30 000"),
        ),
        "total-differs": Example(
            "Two activities of `100 000` each; under them stands `Pavisam kopā: 190 000`.",
            also(plan, "totals",
                 Total(None, 1, "Pavisam kopā:", None, None, "190 000", Decimal("190000.00"))),
        ),
        "unknown-reference": Example(
            "A 1.2 names the action `R 1.1.7.`; the plan ends at R 1.1.2.",
            also(plan, "action_activities", ActionActivity("R 1.1.7", 1, "A 1.2", "R 1.1.7.")),
        ),
        "id-sequence": Example(
            "`A 1.4.` follows A 1.1.",
            changed(
                misprinted(plan, "activities", "A 1.2", "A 1.4", "A 1.4."),
                "action_activities", "R 1.1.2", 2, activity_id="A 1.4", ref_raw="A 1.4.",
            ),
        ),
        "prefix-mismatch": Example(
            "`R 2.1.2.` stands under RV 1.1.",
            misprinted(plan, "actions", "R 1.1.2", "R 2.1.2", "R 2.1.2."),
        ),
        "indicator-numbering": Example(
            "The indicators are numbered `1.` and `3.`.",
            also(plan, "indicators", Indicator("A 1.2", 2, "3", "Apmācīti skolotāji")),
        ),
        "row-count": Example(
            "`raw/plans.toml` says that the plan has 3 activities.",
            dataclasses.replace(
                plan, meta=dataclasses.replace(plan.meta, expected_rows=(("activities", 3),))
            ),
        ),
        "same-references": Example(
            "R 1.1.1 and R 1.1.2 both refer to A 1.1 and A 1.2.",
            also(plan, "action_activities", ActionActivity("R 1.1.1", 2, "A 1.2", "A 1.2.")),
        ),
        "id-format": Example(
            "The id is printed `R.1.1.2.`.", changed(plan, "actions", "R 1.1.2", id_raw="R.1.1.2.")
        ),
        "reference-format": Example(
            "The reference is printed `A.1.2.`.",
            changed(plan, "action_activities", "R 1.1.2", 2, ref_raw="A.1.2."),
        ),
        "amount-format": Example(
            "The amount is printed `632 711.00`.",
            changed(
                plan, "activities", "A 1.1",
                amount_raw="632 711.00", amount_eur=Decimal("632711.00"),
            ),
        ),
        "indicator-format": Example(
            "The indicator begins with `1 Izveidots`.",
            also(plan, "provenance", _line("indicators", "A 1.1", "number_raw", "1", 1)),
        ),
        "unbalanced-brackets": Example(
            "The source of funding is printed `DP (SAM 9.2.2.`.",
            changed(plan, "activities", "A 1.1", funding_raw="DP (SAM 9.2.2."),
        ),
        "punctuation": Example(
            "The partners are printed `EM,VARAM, , NVA`.",
            changed(plan, "activities", "A 1.1", partners_raw="EM,VARAM, , NVA"),
        ),
        "raised-mark": Example(
            "The amount is printed `100 000` with a raised `4` behind it.",
            changed(plan, "activities", "A 1.1", amount_raw="100 000⁴"),
        ),
        "spelling": Example(
            "The name is printed `Izveidot atblasta centru`.",
            changed(plan, "activities", "A 1.1", name="Izveidot atblasta centru"),
        ),
    }  # fmt: skip


def _reading_examples(plan: Plan) -> dict[str, Example]:
    """Examples of reading rules, which have a finding but no tables."""
    return {
        "unaccounted-text": Example(
            "Words stand between two tables where no stage knows what they are.",
            plan, finding("unaccounted-text", value="skat. 3. pielikumu", page=12),
        ),
        "page-without-text": Example(
            "A page is a scanned picture.", plan, finding("page-without-text", page=7)
        ),
        "page-repeated": Example(
            "A page was scanned or merged twice.", plan, finding("page-repeated", page=8, first=7)
        ),
        "page-missing": Example(
            "Page 33 ends with A 4.12, page 34 begins with A 5.3.",
            plan,
            finding("page-missing", table="activities", key="A 5.3", page=34, before="A 4.12",
                    earlier=33),
        ),
        "unmapped-glyph": Example(
            "The font says nothing about the letters of some glyphs.",
            plan, finding("unmapped-glyph", page=3, value="12"),
        ),
        "overprinted-text": Example(
            "A word is too wide for its column and runs on over the next cell.",
            plan, finding("overprinted-text", page=7, value="apsaimniekotāji"),
        ),
        "uncertain-join": Example(
            "A narrow column ends a line with `tehnoloģiskie` and begins the next with `parki`.",
            plan,
            finding("uncertain-join", table="activities", key="A 1.1", column="partners_raw",
                    value="tehnoloģiskie parki", other="tehnoloģiskieparki", page=28),
        ),
        "damaged-metadata": Example(
            "The title in the PDF's information dictionary ends in half a character.",
            plan, finding("damaged-metadata", value="Title"),
        ),
        "engines-disagree": Example(
            "pdfplumber and pdfium read a word differently.",
            plan, finding("engines-disagree", page=3, value="uzņēmējs", other="uznēmējs"),
        ),
        "label-differs": Example(
            "The heading and the introduction name P6 differently.",
            plan,
            finding("label-differs", table="priorities", key="P6", column="name", page=21,
                    name="Zemgales kultūrvide un identitāte", value="Zemgales kultūrvide"),
        ),
        "unknown-name": Example(
            "The sources of funding are printed `ETS Jauns fonds ZPR`.",
            plan,
            finding("unknown-name", table="activity_funding", key="A 1.1", position=2,
                    column="source", value="Jauns fonds", page=30),
        ),
        "unknown-column": Example(
            "The table has a column `Pielikuma lapa` that the profile does not name.",
            plan,
            finding("unknown-column", table="extras", key="activities", column="value", page=12,
                    value="Pielikuma lapa", header="Pielikuma lapa", count=38),
        ),
        "stale-correction": Example(
            "The page said `8 000 0000` when it was corrected, and now says `8 000 000`.",
            plan,
            finding("stale-correction", table="activities", key="A 1.1", column="amount_eur",
                    value="8 000 000", printed="8 000 0000", wanted="8000000.00", page=28),
        ),
        "needless-correction": Example(
            "A word was joined by a correction, and is now read as one by itself.",
            plan,
            finding("needless-correction", table="activities", key="A 1.1", column="name",
                    value="Izveidot atbalsta centru", printed="Izveidot atbal sta centru",
                    wanted="Izveidot atbalsta centru", page=28),
        ),
        "unused-acceptance": Example(
            "An activity that no action led to was accepted, and now one leads to it.",
            plan,
            finding("unused-acceptance", key="A 1.1", rule="unreferenced-activity"),
        ),
        "profile-drafted": Example(
            "No profile has been written for the plan.",
            plan, finding("profile-drafted", tables="activities, totals"),
        ),
        "close-profile": Example(
            "Two written profiles know the same columns.",
            plan,
            finding("close-profile", value="vidzeme", share="94", profile="zemgale"),
        ),
    }  # fmt: skip
