"""What holds of the comparison of any two plans."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.schema import Change
from pipeline.tracking.diff import compare
from pipeline.tracking.diff.engine import is_substantive
from tests.diff.applying import applied, state
from tests.diff.drafts import (
    Draft,
    Part,
    activity,
    draft,
    drafts,
    noisy,
    numbers,
    rendered,
    sentence,
    shuffled,
)

quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**32)


def edit(made: Draft, draw: random.Random, times: int) -> None:  # noqa: C901 - a list of edits
    """Edit the draft in place, in ways that amendments do."""
    for _ in range(times):
        chapter = draw.choice(made.activities)
        part = draw.choice(made.all_activities())
        match draw.randrange(12):
            case 0:
                chapter.insert(draw.randint(0, len(chapter)), activity(draw))
            case 1 if len(made.all_activities()) > 1 and len(chapter) > 1:
                chapter.pop(draw.randrange(len(chapter)))
            case 2:
                part.name += " " + sentence(draw, 1, 3)
            case 3:
                part.amount += 1_000
            case 4:
                part.bodies[draw.randrange(len(part.bodies))] = "jauns partneris"
            case 5:
                part.texts.insert(0, sentence(draw, 3, 6))
            case 6 if len(chapter) > 1:
                moved = chapter.pop(draw.randrange(len(chapter)))
                made.activities[draw.randrange(len(made.activities))].append(moved)
            case 7:
                draw.shuffle(chapter)
            case 8:
                draw.choice(made.directions()).name = sentence(draw)
            case 9:
                made.priorities.append(Part(sentence(draw), texts=[sentence(draw)]))
                made.activities.append([activity(draw)])
            case 10:
                draw.choice(made.actions()).refs = draw.sample(made.all_activities(), k=1)
            case _:
                part.name = sentence(draw)


def mirrored(changes: Iterable[Change]) -> set[tuple[object, ...]]:
    """The changes seen from the other side. The position is the new one, so only that of items
    which one version alone has can be compared.
    """
    swap = {"added": "removed", "removed": "added"}
    return {
        (
            c.table,
            swap.get(c.change, c.change),
            c.key_new,
            c.key_old,
            c.position if c.change in swap else None,
            c.column,
            c.new,
            c.old,
            c.kind,
            c.similarity,
        )
        for c in changes
    }


def plain(changes: Iterable[Change]) -> set[tuple[object, ...]]:
    return {
        (
            c.table,
            c.change,
            c.key_old,
            c.key_new,
            c.position if c.change in ("added", "removed") else None,
            c.column,
            c.old,
            c.new,
            c.kind,
            c.similarity,
        )
        for c in changes
    }


@quick
@given(drafts())
def test_a_plan_does_not_differ_from_itself(made: Draft) -> None:
    assert compare(rendered(made), rendered(made)) == ()


@quick
@given(seeds)
def test_unrelated_plans_turn_into_each_other(seed: int) -> None:
    draw = random.Random(seed)
    old, new = rendered(draft(draw)), rendered(draft(draw, priorities=2))
    changes = compare(old, new)
    assert applied(old, changes) == state(new)
    assert mirrored(compare(new, old)) == plain(changes)


@quick
@given(seeds, st.integers(1, 8))
def test_the_changes_applied_to_the_old_plan_give_the_new_one(seed: int, times: int) -> None:
    draw = random.Random(seed)
    made = draft(draw)
    old = rendered(made)
    edit(made, draw, times)
    new = noisy(rendered(made), draw) if draw.random() < 0.3 else rendered(made)
    changes = compare(old, new)
    assert applied(old, changes) == state(new)
    assert mirrored(compare(new, old)) == plain(changes)


@quick
@given(seeds)
def test_order_numbers_and_print_are_told_apart_from_substance(seed: int) -> None:
    draw = random.Random(seed)
    made = draft(draw)
    old, before = rendered(made), numbers(made)
    for chapter in made.activities:
        draw.shuffle(chapter)
    for direction in made.directions():
        draw.shuffle(direction.beneath)
    after = numbers(made)
    changes = compare(old, shuffled(noisy(rendered(made), draw), draw))
    renumbered = {(c.key_old, c.key_new) for c in changes if c.change == "renumbered"}
    assert renumbered == {(before[p], after[p]) for p in before if before[p] != after[p]}
    rest = [c for c in changes if c.change != "renumbered"]
    assert not is_substantive(rest)
    assert {c.change for c in rest} <= {"changed"}


@quick
@given(seeds)
def test_each_edit_among_renumberings_and_noise_is_found_and_nothing_else(seed: int) -> None:
    draw = random.Random(seed)
    made = draft(draw, most=8)
    old, before = rendered(made), numbers(made)
    chapter = draw.choice(made.activities)
    chapter.insert(draw.randint(0, len(chapter)), fresh := activity(draw))
    richer, dearer, later = (draw.choice([p for p in before if p.amount]) for _ in range(3))
    richer.bodies.append("jauns partneris")
    dearer.amount += 500
    later.year += 1
    after = numbers(made)
    changes = compare(old, shuffled(noisy(rendered(made), draw), draw))
    found = {
        (c.table, c.change, c.key_old, c.key_new, c.column)
        for c in changes
        if c.kind == "substantive" and c.change != "renumbered"
    }
    assert found == {
        ("activities", "added", None, after[fresh], None),
        ("activity_partners", "added", before[richer], after[richer], "partner"),
        ("activities", "changed", before[dearer], after[dearer], "amount_eur"),
        ("activities", "changed", before[later], after[later], "deadline_year"),
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_changes_does_not_depend_on_the_run(seed: int) -> None:
    draw = random.Random(seed)
    old, new = rendered(draft(draw)), rendered(draft(draw))
    assert compare(old, new) == compare(old, new)
