"""Invented plans print what their truth says, and always the same."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pypdfium2
import pytest

from tests.invented import Made, make, pdf
from tests.invented.compare import compare, folder
from tests.invented.html import as_html

SEEDS = (0, 3, 6, 9, 13, 17, 22, 31, 44, 58)
# Columns of the truth that are not printed as they stand
MADE_UP = re.compile(r".*_(id|eur|year|value|start|end)$|position|share|year|scope")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def printed(made: Made) -> list[str]:
    document = pypdfium2.PdfDocument(pdf(made))
    return [squeezed(page.get_textpage().get_text_range()) for page in document]


def found(value: str, pages: list[str], whole: str) -> bool:
    """A value stands somewhere in one piece, or its words do: a page break may part them."""
    if squeezed(value) in whole:
        return True
    pieces = value.split(" ")
    cuts = range(1, len(pieces))
    return any(
        any(squeezed("".join(pieces[:n])) in page for page in pages)
        and all(piece in whole for piece in pieces[n:])
        for n in cuts
    )


def raw_values(made: Made) -> set[str]:
    return {
        value
        for rows in made.gold.values()
        for row in rows
        for name, value in row.items()
        if isinstance(value, str) and not MADE_UP.fullmatch(name)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_every_raw_value_of_the_truth_is_printed(seed: int) -> None:
    made = make(seed)
    pages = printed(made)
    whole = "".join(pages)
    values = raw_values(made)
    assert [value for value in values if not found(value, pages, whole)] == []
    numbered = [row["activity_id"] for row in made.gold["activities"] if row["id_raw"]]
    idents = [squeezed(ident.removesuffix("#2")) for ident in numbered]
    assert [ident for ident in idents if ident not in whole] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_page_for_a_browser_holds_them_too(seed: int) -> None:
    made = make(seed)
    source = as_html(made.blocks, made.shape.look, made.plan.title)
    text = squeezed(html.unescape(re.sub(r"<[^>]+>", "", source)))
    assert [value for value in raw_values(made) if squeezed(value) not in text] == []


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_a_seed_is_always_the_same_plan(seed: int) -> None:
    one, two = make(seed), make(seed)
    assert one.gold == two.gold
    assert pdf(one) == pdf(two)


def test_seeds_differ_and_have_enough_rows() -> None:
    plans = [make(seed) for seed in range(60)]
    assert len({made.shape.describe() for made in plans}) == len(plans)
    assert min(len(made.gold["activities"]) for made in plans) >= 8


def test_ids_of_a_table_are_its_own() -> None:
    for seed in range(60):
        gold = make(seed).gold
        for table, name in (("activities", "activity_id"), ("actions", "action_id")):
            ids = [row[name] for row in gold.get(table, [])]
            assert len(ids) == len(set(ids)), seed


def test_the_sums_are_the_sums_of_the_rows() -> None:
    for seed in range(60):
        gold = make(seed).gold
        amounts = gold.get("activity_amounts", [])
        for total in gold.get("totals", []):
            if total["scope"] is None and (total["source"] or total["year"]):
                column = (total["source"], total["year"])
                parts = [a["amount_eur"] for a in amounts if (a["source"], a["year"]) == column]
                assert sum(parts) == pytest.approx(total["amount_eur"]), seed


def test_the_truth_is_wholly_right_and_a_change_is_seen(tmp_path: Path) -> None:
    gold = make(0).gold
    for name, rows in gold.items():
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / f"{name}.parquet")
    read = folder(tmp_path)
    right, total, wrong = compare(read, gold)
    assert (right, wrong) == (total, [])
    row: dict[str, Any] = read["activities"][0]
    row["name"] = "cits"
    read["indicators"].append({**read["indicators"][0], "position": 99})
    right, more, wrong = compare(read, gold)
    assert (right, len(wrong)) == (total - 1, 2)
    assert more == total + len(gold["indicators"][0])
