"""Faults planted in the base plan, one or more for each rule, and all that must follow from each.

`fires` lists every finding that the fault adds, as (rule, key); nothing else may change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.plan import Plan
from pipeline.model.schema import ActionActivity, ActivityAmount, ActivityPriority, Indicator, Total
from pipeline.validate.example_plans import also, changed, misprinted, without

Findings = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Fault:
    name: str
    plant: Callable[[Plan], Plan]
    fires: Findings
    mends: Findings = dataclasses.field(default_factory=list)


def _activity(key: str, **values: object) -> Callable[[Plan], Plan]:
    return lambda plan: changed(plan, "activities", key, **values)


def _action(key: str, **values: object) -> Callable[[Plan], Plan]:
    return lambda plan: changed(plan, "actions", key, **values)


def _indicator(key: str, position: int, **values: object) -> Callable[[Plan], Plan]:
    return lambda plan: changed(plan, "indicators", key, position, **values)


def _without_activity(plan: Plan, key: str) -> Plan:
    for table in (
        "activity_responsible",
        "activity_partners",
        "activity_funding",
        "activity_priorities",
        "indicators",
        "activities",
    ):
        plan = without(plan, table, key)
    return plan


def _swapped(plan: Plan) -> Plan:
    rows = list(plan.activities)
    at = next(n for n, row in enumerate(rows) if row.id_raw == "A 4.3.")
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    return dataclasses.replace(plan, activities=tuple(rows))


def _two_without_id(plan: Plan) -> Plan:
    for key, new in (("A 6.11", "A ?"), ("A 6.12", "A ?#2")):
        plan = changed(misprinted(plan, "activities", key, new, ""), "activities", new, id_raw=None)
    return plan


def _printed_twice(plan: Plan) -> Plan:
    """A whole row of the table of actions stands there a second time, at its end."""
    copies = {
        table: [
            dataclasses.replace(row, action_id="R 6.1.2#2")
            for row in plan.rows(table)
            if row.action_id == "R 6.1.2"
        ]
        for table in ("actions", "action_participants", "action_activities")
    }
    for table, rows in copies.items():
        plan = also(plan, table, *rows)
    return plan


FAULTS = [
    Fault("a reference to nothing",
          lambda plan: also(plan, "action_activities",
                            ActionActivity("R 1.1.1", 4, "A 1.99", "A 1.99.")),
          [("unknown-activity", "R 1.1.1")]),
    Fault("an activity is lost",
          lambda plan: _without_activity(plan, "A 4.5"),
          [("unknown-activity", "R 4.1.5"), ("id-sequence", "A 4.6")]),
    Fault("a priority that is not there",
          lambda plan: also(plan, "activity_priorities", ActivityPriority("A 1.1", 2, "P9")),
          [("unknown-priority", "A 1.1")]),
    Fault("a direction stands under a priority that has no heading",
          lambda plan: changed(plan, "directions", "RV 3.2", priority_id="P9"),
          [("unknown-priority", "RV 3.2"), ("prefix-mismatch", "RV 3.2")]),
    Fault("the heading of a direction repeats another's",
          lambda plan: dataclasses.replace(
              without(plan, "directions", "RV 6.3"),
              actions=tuple(dataclasses.replace(row, direction_id="RV 5.3")
                            if row.direction_id == "RV 6.3" else row for row in plan.actions)),
          [("prefix-mismatch", "R 6.3.1"), ("prefix-mismatch", "R 6.3.2")]),
    Fault("an id is printed twice",
          lambda plan: misprinted(plan, "activities", "A 6.12", "A 6.11#2", "A 6.11."),
          [("duplicate-id", "A 6.11#2"), ("unknown-activity", "R 6.3.2")]),
    Fault("an id is printed twice, in the middle",
          lambda plan: misprinted(plan, "activities", "A 3.3", "A 3.2#2", "A 3.2."),
          [("duplicate-id", "A 3.2#2"), ("unknown-activity", "R 3.1.1")]),
    Fault("an id is printed twice, far from the first",
          lambda plan: misprinted(plan, "activities", "A 3.6", "A 3.2#2", "A 3.2."),
          [("duplicate-id", "A 3.2#2"), ("unknown-activity", "R 3.2.1"),
           ("unknown-activity", "R 3.2.2"), ("spelling", "A 3.2#2")],
          [("spelling", "A 3.6")]),
    Fault("a whole row is printed twice", _printed_twice, [("duplicate-id", "R 6.1.2#2")]),
    Fault("tables from elsewhere repeat a key without a mark",
          lambda plan: also(plan, "actions",
                            *[row for row in plan.actions if row.action_id == "R 6.3.1"]),
          [("duplicate-id", "R 6.3.1")]),
    Fault("an amount that is no number", _activity("A 1.1", amount_raw="1.000", amount_eur=None),
          [("malformed-amount", "A 1.1")]),
    Fault("a deadline that is no year",
          _activity("A 1.1", deadline_raw="2018/19", deadline_year=None),
          [("unparsed-value", "A 1.1")]),
    Fault("words instead of a deadline and of an amount",
          _activity("A 1.1", deadline_raw="pastāvīgi", deadline_year=None,
                    amount_raw="Esošā budžeta ietvaros", amount_eur=None), []),
    Fault("words instead of a period",
          _action("R 1.1.1", period_raw="pastāvīgi", period_start=None, period_end=None), []),
    Fault("a period that is none",
          _action("R 1.1.1", period_raw="no 2015", period_start=None, period_end=None),
          [("unparsed-value", "R 1.1.1")]),
    Fault("a period that runs backwards",
          _action("R 4.1.1", period_raw="2020 – 2015", period_start=2020, period_end=2015),
          [("period-reversed", "R 4.1.1"), ("deadline-after-action", "A 4.1"),
           ("deadline-after-action", "A 4.2")]),
    Fault("money by source that does not add up",
          lambda plan: also(plan, "activity_amounts",
                            ActivityAmount("A 1.1", 1, "ZPR", None, "60000", Decimal(60000), None),
                            ActivityAmount("A 1.1", 2, "ETS", None, "1000", Decimal(1000), None)),
          [("sources-differ", "A 1.1")]),
    Fault("a total that is not the sum of its rows",
          lambda plan: also(
              changed(plan, "activities", "A 4.9", amount_raw="8 000", amount_eur=Decimal(8000)),
              "totals", Total(None, 1, "Kopā", None, None, "1000", Decimal(1000))),
          [("total-differs", "")], [("malformed-amount", "A 4.9")]),
    Fault("a total of rows of which one could not be read",
          lambda plan: also(plan, "totals",
                            Total(None, 1, "Kopā", None, None, "1000", Decimal(1000))), []),
    Fault("a reference of an action that is not there",
          lambda plan: also(plan, "action_activities",
                            ActionActivity("R 9.9.9", 1, "A 1.1", "R 9.9.9.")),
          [("unknown-reference", "A 1.1")]),
    Fault("a reference that is none",
          lambda plan: changed(plan, "action_activities", "R 1.1.1", 1, activity_id=None,
                               ref_raw="AA 1.1."),
          [("unparsed-value", "R 1.1.1"), ("unreferenced-activity", "A 1.1")]),
    Fault("an id that is none",
          lambda plan: misprinted(plan, "activities", "A 6.12", "6,12", "6,12"),
          [("unparsed-value", "6,12"), ("unknown-activity", "R 6.3.2")]),
    Fault("an id in the middle that is none",
          lambda plan: misprinted(plan, "actions", "R 4.1.2", "R 4.1.II.", "R 4.1.II."),
          [("unparsed-value", "R 4.1.II."), ("same-references", "R 4.1.II.")],
          [("same-references", "R 4.1.2")]),
    Fault("an id cell in the middle is empty",
          lambda plan: changed(misprinted(plan, "activities", "A 4.2", "A ?", ""),
                               "activities", "A ?", id_raw=None),
          [("missing-value", "A ?"), ("unknown-activity", "R 4.1.1"),
           ("unknown-activity", "R 4.1.2")]),
    Fault("two id cells are empty", _two_without_id,
          [("missing-value", "A ?"), ("missing-value", "A ?#2"), ("unknown-activity", "R 6.3.2"),
           ("unknown-activity", "R 6.3.2")]),
    Fault("a priority that is not written as one",
          lambda plan: changed(plan, "activity_priorities", "A 6.2", 2, priority_id="Pl"),
          [("unparsed-value", "A 6.2")]),
    Fault("a measure of a principle that has no header",
          lambda plan: changed(plan, "horizontal_measures", "P6/HP2", principle_id="HP3"),
          [("unparsed-value", "P6/HP3")]),
    Fault("empty cells of a row",
          _activity("A 1.2", name=None, partners_raw=None, amount_raw=None, amount_eur=None),
          [("missing-value", "A 1.2")] * 3),
    Fault("no funding and no deadline",
          _activity("A 5.7", funding_raw=None, deadline_raw=None, deadline_year=None),
          [("missing-value", "A 5.7")] * 2, [("unbalanced-brackets", "A 5.7")]),
    Fault("an id cell is empty", _activity("A 1.2", id_raw=None), [("missing-value", "A 1.2")]),
    Fault("no indicators", lambda plan: without(plan, "indicators", "A 1.1"),
          [("missing-value", "A 1.1")]),
    Fault("no priorities", lambda plan: without(plan, "activity_priorities", "A 1.3"),
          [("missing-value", "A 1.3")], [("priority-not-stated", "A 1.3")]),
    Fault("no references", lambda plan: without(plan, "action_activities", "R 5.1.3"),
          [("missing-value", "R 5.1.3"), ("unreferenced-activity", "A 5.16")]),
    Fault("no participants and no period",
          _action("R 1.1.1", participants_raw=None, period_raw=None, period_start=None,
                  period_end=None),
          [("missing-value", "R 1.1.1")] * 2),
    Fault("a direction without a name",
          lambda plan: changed(plan, "directions", "RV 1.1", name=None),
          [("missing-value", "RV 1.1")]),
    Fault("a reference is dropped",
          lambda plan: without(plan, "action_activities", "R 1.1.1", 2),
          [("unreferenced-activity", "A 1.2")]),
    Fault("an action of another priority leads to it",
          lambda plan: also(plan, "action_activities",
                            ActionActivity("R 6.3.2", 5, "A 1.1", "A 1.1.")),
          [("priority-not-stated", "A 1.1")]),
    Fault("an activity states fewer priorities than lead to it, not the other way round",
          lambda plan: also(plan, "activity_priorities", ActivityPriority("A 1.1", 2, "P6")),
          []),
    Fault("an action ends before what it leads to",
          _action("R 4.1.3", period_raw="2015 – 2019", period_end=2019),
          [("deadline-after-action", "A 4.3")]),
    Fault("a deadline later than the first of two actions",
          _action("R 1.2.1", period_raw="2015 – 2017", period_end=2017),
          [("deadline-after-action", f"A 1.{number}") for number in (6, 7, 8, 9)]),
    Fault("a period outside the plan's",
          _action("R 1.1.1", period_raw="2015 – 2021", period_end=2021),
          [("outside-period", "R 1.1.1")]),
    Fault("a deadline after the plan's end",
          _activity("A 4.16", deadline_raw="2022", deadline_year=2022),
          [("outside-period", "A 4.16")]),
    Fault("a deadline before the plan's beginning",
          _activity("A 1.1", deadline_raw="2014", deadline_year=2014),
          [("outside-period", "A 1.1")]),
    Fault("a number is left out",
          lambda plan: misprinted(plan, "actions", "R 6.3.2", "R 6.3.4", "R 6.3.4."),
          [("id-sequence", "R 6.3.4")]),
    Fault("two rows changed places", _swapped, [("id-sequence", "A 4.3")]),
    Fault("a number jumps and comes back",
          lambda plan: misprinted(plan, "activities", "A 3.3", "A 3.9", "A 3.9."),
          [("id-sequence", "A 3.9"), ("id-sequence", "A 3.4"), ("unknown-activity", "R 3.1.1"),
           ("unreferenced-activity", "A 3.9")]),
    Fault("directions leave out a number",
          lambda plan: misprinted(plan, "directions", "RV 6.3", "RV 6.4"),
          [("id-sequence", "RV 6.4"), ("prefix-mismatch", "R 6.3.1"),
           ("prefix-mismatch", "R 6.3.2")]),
    Fault("priorities step back",
          lambda plan: dataclasses.replace(
              plan, priorities=(*plan.priorities[:4], plan.priorities[5], plan.priorities[4])),
          [("id-sequence", "P5")]),
    Fault("an action under another direction",
          lambda plan: misprinted(plan, "actions", "R 1.1.2", "R 1.9.2", "R 1.9.2."),
          [("prefix-mismatch", "R 1.9.2")], [("id-format", "R 1.1.2")]),
    Fault("an action under no direction", _action("R 1.1.1", direction_id=None),
          [("prefix-mismatch", "R 1.1.1")]),
    Fault("the heading of a direction stands a row too early",
          _action("R 1.1.2", direction_id="RV 1.2"), [("prefix-mismatch", "R 1.1.2")]),
    Fault("an action in the middle under another direction",
          lambda plan: misprinted(plan, "actions", "R 4.1.3", "R 4.2.3#2", "R 4.2.3."),
          [("prefix-mismatch", "R 4.2.3#2"), ("duplicate-id", "R 4.2.3#2")]),
    Fault("a direction under another priority",
          lambda plan: misprinted(plan, "directions", "RV 6.3", "RV 5.3#2"),
          [("duplicate-id", "RV 5.3#2"), ("prefix-mismatch", "RV 5.3#2"),
           ("prefix-mismatch", "R 6.3.1"), ("prefix-mismatch", "R 6.3.2")]),
    Fault("an activity that states other priorities only",
          lambda plan: changed(plan, "activity_priorities", "A 4.16", 1, priority_id="P3"),
          [("prefix-mismatch", "A 4.16")]),
    Fault("an indicator's number is left out", _indicator("A 1.9", 3, number_raw="4"),
          [("indicator-numbering", "A 1.9")]),
    Fault("an indicator without a number", _indicator("A 1.9", 1, number_raw=None),
          [("indicator-numbering", "A 1.9")]),
    Fault("other rows than the register expects",
          lambda plan: dataclasses.replace(plan, meta=dataclasses.replace(
              plan.meta, expected_rows=(("actions", 45), ("activities", 82)))),
          [("row-count", None)]),
    Fault("an action with the references of another",
          lambda plan: also(plan, "action_activities",
                            ActionActivity("R 1.3.2", 2, "A 1.12", "A 1.12.")),
          [("same-references", "R 1.3.2")]),
    Fault("an id without its stop", _activity("A 1.1", id_raw="A 1.1"), [("id-format", "A 1.1")]),
    Fault("an id without its blank", _action("R 1.1.1", id_raw="R1.1.1."),
          [("id-format", "R 1.1.1")]),
    Fault("a reference without its blank",
          lambda plan: changed(plan, "action_activities", "R 1.1.1", 2, ref_raw="A1.2."),
          [("reference-format", "R 1.1.1")]),
    Fault("an amount with cents",
          _activity("A 1.1", amount_raw="90 700,00", amount_eur=Decimal("90700.00")),
          [("amount-format", "A 1.1")]),
    Fault("a bracket that does not close", _activity("A 1.1", name="Izveidot centru (ZUC"),
          [("unbalanced-brackets", "A 1.1")]),
    Fault("a bracket that closes too soon", _indicator("A 1.1", 1, text="Centri) un (tīkli"),
          [("unbalanced-brackets", "A 1.1")]),
    Fault("a blank before a mark", _action("R 1.1.1", name="Stiprināt , attīstīt"),
          [("punctuation", "R 1.1.1")]),
    Fault("a letter right after a separator", _action("R 1.1.1", participants_raw="ZPR;LIAA"),
          [("punctuation", "R 1.1.1")]),
    Fault("two separators in a row", _activity("A 1.1", partners_raw="VARAM,; LIAA"),
          [("punctuation", "A 1.1")]),
    Fault("an abbreviation with a letter right after it",
          _activity("A 1.1", name="Izveidot centru u.c.vietas"), [("punctuation", "A 1.1")]),
    Fault("a separator at the end of a measure",
          lambda plan: changed(plan, "horizontal_measures", "P1/HP1", 2, text="Atbalsts;"),
          [("punctuation", "P1/HP1")]),
    Fault("marks that are right",
          _activity("A 1.1", name="Izveidot 1,5 km ceļu u.c., t.sk. 2.4.3. (ES; ETS): „centru”."),
          []),
    Fault("a footnote's mark at an amount", _activity("A 1.1", amount_raw="100 000⁴"),
          [("raised-mark", "A 1.1")]),
    Fault("an asterisk at a word", _action("R 1.1.1", name="Stiprināt centrus*"),
          [("raised-mark", "R 1.1.1")]),
    Fault("a letter is left out", _activity("A 1.1", name="Izveidot uznēmēju centrus Dobelē"),
          [("spelling", "A 1.1")]),
    Fault("letters that changed places, in a measure",
          lambda plan: changed(plan, "horizontal_measures", "P1/HP1", 2, text="Atbasltīt ģimenes"),
          [("spelling", "P1/HP1")]),
    Fault("words that no dictionary has, and none of them a misprint",
          _activity("A 1.1", name="Attīstīt Kempera LDzK e-vešelību (nekustamie), milj. kWst u.c."),
          []),
    Fault("known words behind a beginning, and words one letter of no slip from a known one",
          _activity("A 1.1", name="Rekultivēti urbānās remigrācijas ievalkas ar demenci"), []),
    Fault("a short word near one that the plan uses",
          _activity("A 1.1", name="Attīstīt reģoina centrus"), [("spelling", "A 1.1")]),
    Fault("a word that the plan uses elsewhere too",
          lambda plan: changed(_activity("A 1.1", name="Ārtelpas attīstība")(plan),
                               "activities", "A 1.2", name="Sakopta ārtelpa"), []),
    Fault("an indicator of two in one activity is one row each",
          lambda plan: also(plan, "indicators", Indicator("A 6.12", 2, "2", "Telpas ,")),
          [("punctuation", "A 6.12")]),
]  # fmt: skip
