"""Where a value stands: the lines of the cell that hold it."""

from __future__ import annotations

from pipeline.validate.example_plans import changed, sound_plan
from pipeline.validate.facts import gather
from tests.validate.drawn import drawn, text_in


def test_an_item_of_a_comma_list_stands_on_the_lines_of_its_cell_that_hold_it():
    partners = "Pašvaldības, izglītības iestādes, kompetenču centri, mūžizglītības centri, NVA"
    plan = drawn(changed(sound_plan(), "activities", "A 1.1", partners_raw=partners))
    facts = gather(plan, ())
    page, box = facts.place("activity_partners", "A 1.1", "partner", "kompetenču centri", 3)
    assert page is not None and box is not None
    assert "kompetenču centri" in text_in(plan, page, box)
    assert "Pašvaldības" not in text_in(plan, page, box)
    assert facts.place("activity_partners", "A 1.1", "partner", "cita", 3)[1] is not None


def test_a_measure_without_a_place_is_shown_by_its_principle():
    facts = gather(drawn(sound_plan()), ())
    page, box = facts.place("horizontal_measures", "P1/HP1", "text", None, 1)
    assert page is not None and box is not None
    assert text_in(facts.plan, page, box) == "HP1"


def test_without_provenance_there_is_no_place():
    facts = gather(sound_plan(), ())
    assert facts.place("activities", "A 1.1", "name", "Izveidot", None) == (None, None)
    assert facts.place("activities", None, None, None, None) == (None, None)
    assert facts.place("paragraphs", "0", None, None, None) == (None, None)
