"""The review in the plan's own words: what it calls its rows, declined."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from pipeline.model.monitoring import Monitoring
from pipeline.model.plan import Plan
from pipeline.model.schema import Text
from pipeline.tracking.monitor.blocks import Document, Heading, Paragraph, Table
from pipeline.tracking.monitor.narrative import narrative
from pipeline.tracking.monitor.review import review
from pipeline.validate.example_plans import sound_plan

OVER = datetime.date(2019, 6, 30)  # the deadlines of the plan are in 2018
EARLY = datetime.date(2016, 6, 30)


def plan_with(one: str, many: str) -> Plan:
    """A plan whose profile calls its activities so."""
    plan = sound_plan()
    levels = dict(plan.profile.levels)
    levels["activity"] = dataclasses.replace(
        levels["activity"], label=Text(one, one), plural=Text(many, many)
    )
    model = dataclasses.replace(plan.profile, levels=levels)
    return dataclasses.replace(plan, meta=dataclasses.replace(plan.meta, model=model))


def document(plan: Plan, as_of: datetime.date) -> Document:
    return narrative(review([Monitoring(plan=plan)], as_of))


def text_of(made: Document) -> str:
    told = []
    for block in made.blocks:
        if isinstance(block, Heading | Paragraph):
            told.append(block.text)
        elif isinstance(block, Table):
            told += block.header
    return "\n".join(told)


@pytest.mark.parametrize(
    ("one", "many", "sentences"),
    [
        (
            "Aktivitāte",
            "Aktivitātes",
            (
                "Plānā ir 2 aktivitātes; statuss ziņots par 0 no tām",
                "Nevienas aktivitātes statuss nav ziņots.",
                "Līdz 30.06.2019. nokavētas 2 aktivitātes: termiņš ir pagājis, bet aktivitāte nav "
                "ne īstenota, ne pārtraukta.",
                "Nokavētās aktivitātes",
                "Aktivitāte, par kuru atbild vairāki, ir pieskaitīta katram",
            ),
        ),
        (
            "Pasākums",
            "Pasākumi",
            (
                "Plānā ir 2 pasākumi; statuss ziņots par 0 no tiem",
                "Neviena pasākuma statuss nav ziņots.",
                "Līdz 30.06.2019. nokavēti 2 pasākumi: termiņš ir pagājis, bet pasākums nav ne "
                "īstenots, ne pārtraukts.",
                "Nokavētie pasākumi",
                "Pasākums, par kuru atbild vairāki, ir pieskaitīts katram",
            ),
        ),
    ],
)
def test_what_is_late_is_called_what_the_plan_calls_it(
    one: str, many: str, sentences: tuple[str, ...]
) -> None:
    text = text_of(document(plan_with(one, many), OVER))
    for sentence in sentences:
        assert sentence in text, sentence


def test_no_word_of_another_plan_is_left() -> None:
    for as_of in (EARLY, OVER):
        assert "ktivit" not in text_of(document(plan_with("Projekts", "Projekti"), as_of))


def test_nothing_late() -> None:
    text = text_of(document(plan_with("Projekts", "Projekti"), EARLY))
    assert "Līdz 30.06.2016. neviens projekts nav nokavēts." in text
    assert "Nokavēts" in text and "Nokavēta" not in text
