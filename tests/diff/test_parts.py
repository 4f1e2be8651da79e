"""The parts of the comparison: likeness, assignment, alignment, history."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model.errors import UsageError
from pipeline.tracking.diff import history
from pipeline.tracking.diff.alignment import Item, align
from pipeline.tracking.diff.assignment import assign
from pipeline.tracking.diff.likeness import normal, ratio, typographic
from tests.diff.test_amendments import edited, renumbered, with_activity, without
from tests.plans import gold_plan


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("viena  divas", "viena divas"),
        ("ZPR/ VARAM", "ZPR / VARAM"),
        ("vide – bāze", "vide - bāze"),
        ("pamat-prasmju", "pamatprasmju"),
        ("Pašvaldības", "pašvaldības"),
        ("1.Izveidots", "1. Izveidots"),
        ("632 711.00", "632\u00a0711,00"),
        ("„zaļā”", '"zaļā"'),
        ("a\u0304tri", "ātri"),
        ("2015.-2020.", "2015. – 2020."),
        (None, ""),
    ],
)
def test_differs_in_print_alone(old: str | None, new: str | None) -> None:
    assert typographic(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Pašvaldības", "Pasvaldibas"),
        ("2015-2020", "2015 2020"),
        ("100 000", "10 000"),
        ("1,5 km", "15 km"),
        ("skola", "skolas"),
        ("u.c.", "u.c"),
        (None, "ZPR"),
    ],
)
def test_differs_in_substance(old: str | None, new: str | None) -> None:
    assert not typographic(old, new)


def test_the_normal_form_is_its_own() -> None:
    for text in ("Vide – bāze 2015. - 2020.", "632 711,00", "„zaļā”", "LIAA- (kompetences)"):
        assert normal(normal(text)) == normal(text)


def test_ratio_is_from_0_to_1_and_the_same_both_ways() -> None:
    assert ratio("centrs", "centrs") == 1
    assert ratio("abc", "xyz") == 0
    assert ratio("centrs", "centri") == ratio("centri", "centrs")


@pytest.mark.parametrize("seed", range(30))
def test_the_assignment_is_as_good_as_the_best_of_all(seed: int) -> None:
    draw = random.Random(seed)
    rows, columns = draw.randint(1, 5), draw.randint(1, 5)
    weights = {
        row: {column: draw.randint(1, 20) for column in range(columns) if draw.random() < 0.6}
        for row in range(rows)
    }
    seats = [*range(columns), *[None] * rows]
    best = max(
        sum(weights[row].get(seat, -1000) for row, seat in enumerate(chosen) if seat is not None)
        for chosen in set(itertools.permutations(seats, rows))
    )
    pairs = assign(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[row][column] for row, column in pairs.items()) == best


def test_nobody_is_paired_where_no_pair_is_possible() -> None:
    assert assign({}) == {}
    assert assign({0: {}, 1: {}}) == {}


def items(text: str) -> list[Item]:
    return [Item(letter, letter) for letter in text]


@pytest.mark.parametrize(
    ("old", "new", "replaced", "removed", "added"),
    [
        ("abc", "abc", (), (), ()),
        ("abc", "cab", (), (), ()),
        ("abc", "axc", ((1, 1),), (), ()),
        ("abc", "cxa", ((1, 1),), (), ()),  # another order and one replaced where it stood
        ("abc", "nabx", ((2, 3),), (), (0,)),
        ("abc", "acd", (), (1,), (2,)),
        ("ab", "axyb", (), (), (1, 2)),
        ("arb", "axyb", ((1, 1),), (), (2,)),
        ("aab", "ab", (), (1,), ()),
        ("", "ab", (), (), (0, 1)),
        ("ab", "", (), (0, 1), ()),
        ("ab", "xy", ((0, 0), (1, 1)), (), ()),
    ],
)
def test_lists_are_aligned(old: str, new: str, replaced, removed, added) -> None:  # type: ignore[no-untyped-def]
    found = align(items(old), items(new))
    assert (found.replaced, found.removed, found.added) == (replaced, removed, added)
    back = align(items(new), items(old))
    assert {(b, a) for a, b in back.replaced} == set(replaced)
    assert (back.removed, back.added) == (added, removed)


def test_a_long_item_reworded_at_another_place_is_still_the_same() -> None:
    texts = ["Izveidots reģiona uzņēmējdarbības atbalsta centrs", "Tīkls", "Karte"]
    new = ["Tīkls", "Karte", "Izveidots reģiona uzņēmējdarbības atbalsta birojs"]
    found = align([Item(t, t) for t in texts], [Item(t, t) for t in new])
    assert found.replaced == ((0, 2),)


def test_history_follows_a_row_across_renumberings() -> None:
    first = gold_plan()
    shift = {f"A 5.{n}": f"A 5.{n + 1}" for n in range(2, 19)}
    second = with_activity(renumbered(first, shift), "A 5.2")
    third = edited(second, "activities", "A 5.4", amount_eur=Decimal("5.00"), amount_raw="5")
    fourth = without(third, "A 5.4")
    versions = [
        replace(plan, meta=replace(plan.meta, doc_id=f"v{n}"))
        for n, plan in enumerate([first, second, third, fourth], 1)
    ]
    followed = history("A 5.4", versions[:3])
    assert followed.table == "activities"
    assert [step.key for step in followed.steps] == ["A 5.3", "A 5.4", "A 5.4"]
    assert [[c.change for c in step.changes] for step in followed.steps] == [
        [],
        ["renumbered"],
        ["changed"],
    ]
    assert followed.steps[0].row.name == followed.steps[2].row.name
    gone = history("a5.4.", versions)  # the newest version that has the number
    assert [step.key for step in gone.steps] == ["A 5.3", "A 5.4", "A 5.4", None]
    assert "removed" in {c.change for c in gone.steps[3].changes}
    new = history("A 5.2", versions[:2])
    assert [step.key for step in new.steps] == [None, "A 5.2"]
    assert [c.change for c in new.steps[1].changes] == ["added"]


def test_history_tells_the_lists_of_a_row_too() -> None:
    followed = history("A 4.4", [gold_plan(), gold_plan("am1")])
    assert [(c.table, c.new) for c in followed.steps[1].changes] == [("activity_partners", "ZREA")]
    followed = history("R 6.3.2", [gold_plan(), gold_plan("am1")])
    assert [(c.table, c.new) for c in followed.steps[1].changes] == [
        ("action_activities", "A 6.13")
    ]


def test_history_of_an_unknown_row_names_what_was_looked_through() -> None:
    with pytest.raises(UsageError, match=r"A 9\.9.*zpr-2015-2020"):
        history("A 9.9", [gold_plan()])
