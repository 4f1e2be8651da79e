"""Plans typeset in every way that common programs do it: the tables that come out are those that
went in."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import schema
from pipeline.model.plan import Plan
from pipeline.stages import extract
from tests.typeset import PRESETS, Cut, PlanData, Style, Typeset, typeset
from tests.typeset.compare import differences

pytestmark = pytest.mark.no_cover

SAMPLES = Path(__file__).parent / "samples"
PROFILE = "zpr-2015-2020"
# Four directions and twelve activities: each preset still has several page breaks in each table.
PART = PlanData.gold().part(4, 12)
IN_SAMPLES = PlanData.gold().part(6, 20)


def read(printed: Typeset, folder: Path, name: str = "plan") -> Plan:
    pdf = folder / f"{name}.pdf"
    pdf.write_bytes(printed.pdf)
    return extract(pdf, profile=PROFILE)


def check(
    plan: Plan, expected: dict, doubtful: frozenset[str] = frozenset(), unknown: int = 0
) -> None:
    """`unknown` words stand in a column that the profile does not know: they are kept apart."""
    assert differences(expected, plan, doubtful) == {}
    assert plan.metrics["words"]["unaccounted"] == 0
    assert sum(len(row.value.split()) for row in plan.extras) == unknown
    told = [row.key for row in plan.findings if row.rule == "unknown-column"]
    assert sorted(told) == sorted({row.table for row in plan.extras})
    assert missing_provenance(plan) == []


def missing_provenance(plan: Plan) -> list[tuple]:
    """Printed values that no line of the page stands for."""
    found = {(row.table, row.key, row.position, row.column) for row in plan.provenance}
    missing = []
    for table in schema.plan_tables().values():
        printed = [column.name for column in table.columns if column.printed]
        for row in plan.rows(table.name):
            key, position = provenance_key(table.name, row)
            missing += [
                (table.name, key, position, column)
                for column in printed
                if getattr(row, column) and (table.name, key, position, column) not in found
            ]
    return missing


def provenance_key(table: str, row: object) -> tuple[str, int | None]:
    if table == "extras":  # cells apart stand where their row does
        return getattr(row, "key", None) or "", None
    names = schema.tables()[table].key
    kept = names if table == "paragraphs" else [name for name in names if name != "position"]
    return "/".join(str(getattr(row, name)) for name in kept), getattr(row, "position", None)


@pytest.mark.parametrize("name", PRESETS)
def test_preset(name: str, tmp_path: Path) -> None:
    printed = typeset(PART, PRESETS[name])
    plan = read(printed, tmp_path)
    check(plan, printed.expected, printed.doubtful, unknown=printed.unknown)
    assert [row for row in plan.findings if row.rule == "unaccounted-text"] == []


@pytest.mark.parametrize("name", ["word-filled", "booktabs-open"])
def test_whole_plan(name: str, tmp_path: Path) -> None:
    printed = typeset(PlanData.gold("am1"), PRESETS[name])
    check(read(printed, tmp_path), printed.expected, printed.doubtful)


PROGRAMS = ("chromium", "libreoffice", "typst", "weasyprint", "writer", "xelatex")
PRINTED = [pdf for program in PROGRAMS for pdf in SAMPLES.glob(f"{program}-*.pdf")]


@pytest.mark.parametrize("pdf", sorted(PRINTED), ids=lambda pdf: pdf.stem)
def test_sample(pdf: Path) -> None:
    plan = extract(pdf, profile=PROFILE)
    # whether a blank follows the last mark of a line is not known here: every row may be doubtful
    owners = {row.activity_id for row in plan.activities} | {row.action_id for row in plan.actions}
    check(plan, IN_SAMPLES.tables, frozenset(owners))


@pytest.mark.parametrize("name", ["plain-stroked", "decomposed", "indesign", "upside-down"])
def test_running_text_is_kept(name: str, tmp_path: Path) -> None:
    printed = typeset(PART, PRESETS[name])
    plan = read(printed, tmp_path)
    text = " ".join(row.text for row in plan.paragraphs)
    assert unicodedata.is_normalized("NFC", text)
    kept = [part for part in printed.running if not part.startswith(("P1", "P2", "HP", "RV"))]
    assert [part for part in kept if part.rstrip(";") not in text] == []


def test_marks_of_footnotes_are_kept_and_told(tmp_path: Path) -> None:
    """Behind an amount, a year, a name and a word."""
    tables = {name: [dict(row) for row in rows] for name, rows in SMALL.tables.items()}
    first, second, third = tables["activities"][:3]
    first["amount_raw"] += "⁴"
    second["deadline_raw"] += "¹²"
    third["name"] = third["name"].replace(" ", "² ", 1)
    printed = typeset(PlanData(tables), Style(size=9, runs="word"))
    plan = read(printed, tmp_path)
    check(plan, printed.expected, printed.doubtful)
    told = [(row.key, row.column) for row in plan.findings if row.rule == "raised-mark"]
    columns = ("amount_raw", "deadline_raw", "name")
    keys = [row["activity_id"] for row in (first, second, third)]
    assert told == list(zip(keys, columns, strict=True))
    assert all(row.page and row.x0 for row in plan.findings if row.rule == "raised-mark")


def test_same_plan_and_style_give_same_bytes() -> None:
    small = PlanData.gold().part(1, 2)
    assert typeset(small, Style()).pdf == typeset(small, Style()).pdf


# ── a table cut at any place and stitched is the table ──────────────────────────────────────────

SMALL = PlanData.gold().part(2, 4, measures=False)
ACTIVITY_LINES = 12


@st.composite
def cut_styles(draw: st.DrawFn) -> Style:
    """A page break in a row of each table: before it, or at any line, another in each column."""
    base = draw(
        st.sampled_from(
            [
                Style(),
                Style(border="fill", header="table", open_foot=True, open_head=True),
                Style(verticals="none", paper="A3", pad=5, size=9),
                Style(valign="middle", direction="row-after-header", header="table"),
                Style(trailing_blank=False, narrow=True, header="page"),
            ]
        )
    )
    cuts = []
    for table, rows, columns in (("actions", 4, 5), ("activities", 4, 9)):
        row = draw(st.integers(0, rows - 1))
        if draw(st.booleans()):
            lines: int | tuple[int, ...] = draw(st.integers(0, ACTIVITY_LINES))
        else:
            # the id stays on the first part: a row is known by it
            others = st.integers(1, ACTIVITY_LINES)
            lines = (ACTIVITY_LINES, *(draw(others) for _ in range(columns - 1)))
        cuts.append(Cut(table, row, lines))
        if draw(st.booleans()):
            cuts.append(Cut(table, row, draw(st.integers(1, 3))))
    return replace(base, cut_at=tuple(cuts))


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(style=cut_styles())
def test_a_table_cut_anywhere_is_the_table(style: Style, tmp_path: Path) -> None:
    printed = typeset(SMALL, style)
    check(read(printed, tmp_path), printed.expected, printed.doubtful)
