"""The base plan with places, findings, repairs and layers of a few rows."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pipeline.model.findings import finding
from pipeline.model.plan import Plan
from pipeline.model.schema import Activity, Paragraph, Principle, Provenance, Repair, plan_tables
from pipeline.store.layers import Layer
from tests.plans import gold_plan

PDF = Path(__file__).parents[2] / "raw" / "zpr-2015-2020.pdf"

JOINED = "no-blank-at-line-end; word-occurs-elsewhere"
STITCHED = "first-on-page-without-id"

PLACES = tuple(
    Provenance(table, key, position, column, line, page, x0, top, x1, top + 11.5, text)
    for table, key, position, column, line, page, x0, top, x1, text in (
        ("actions", "R 1.1.1", None, "id_raw", 1, 2, 45.2, 227.5, 81.7, "R 1.1.1."),
        ("actions", "R 1.1.1", None, "name", 1, 2, 90.1, 220.9, 323.9, "Stiprināt"),
        ("action_activities", "R 1.1.1", 1, "ref_raw", 1, 2, 756.7, 214.3, 785.1, "A 1.1."),
        ("activities", "A 1.4", None, "id_raw", 1, 16, 58.4, 263.9, 86.8, "A 1.4."),
        ("activities", "A 1.4", None, "name", 1, 16, 108.4, 250.7, 214.4, "Popularizēt"),
        ("activities", "A 1.4", None, "name", 2, 16, 108.4, 263.9, 235.8, "uzņēmējdarbības biblio"),
        ("activities", "A 1.4", None, "funding_raw", 1, 16, 491.5, 257.3, 574.3, "ETS, paš…"),
        ("activities", "A 1.4", None, "funding_raw", 2, 16, 491.5, 270.6, 533.7, "uzņēmēji"),
        ("indicators", "A 1.4", 1, "text", 1, 16, 599.4, 230.9, 663.6, "2. Bauskas un"),
        ("activities", "A 2.2", None, "name", 6, 20, 108.4, 548.3, 233.2, "pieprasītākajām"),
        ("activities", "A 2.2", None, "name", 7, 21, 108.4, 103.1, 236.1, "un uzņēmumu"),
        ("activity_priorities", "A 2.7", 2, "priority_id", 1, 22, 736.1, 389.6, 748.3, "P7"),
        ("activities", "A 4.9", None, "amount_raw", 1, 28, 427.1, 365.3, 478.8, "8 000 0000"),
        ("activities", "A 4.9", None, "deadline_raw", 1, 28, 771.3, 365.3, 794.3, "2020"),
        ("paragraphs", "0/1", 1, "text", 1, 1, 70.0, 90.0, 300.0, "Rīcības plāns"),
    )
)  # fmt: skip

LAYERS = (
    Layer(28, "cell", 422.0, 270.0, 484.0, 470.0),
    Layer(28, "header", 41.0, 41.0, 802.0, 98.0),
    Layer(1, "heading", 70.0, 90.0, 300.0, 101.5),
)


def sample_plan() -> Plan:
    """Findings on A 2.7, A 4.9, A 4.16 and of the reading; two repairs, one of them doubtful."""
    plan = gold_plan()
    return dataclasses.replace(
        plan,
        meta=dataclasses.replace(plan.meta, file="zpr-2015-2020.pdf", sha256="0f" * 32),
        principles=(
            Principle("HP1", "Čaklums"), Principle("HP2", "Cerība"), Principle("HP3", "Dārzs"),
        ),
        paragraphs=(Paragraph("0", 1, "heading", "Rīcības plāns", 1),),
        provenance=PLACES,
        repairs=(
            Repair("word-rejoined", "activities", "A 1.4", "funding_raw", 16,
                   "pašvaldī|bas", "pašvaldības", JOINED, 0.97),
            Repair("row-stitched", "activities", "A 2.2", None, 21,
                   "un uzņēmumu", "A 2.2", STITCHED, 0.4),
        ),
        findings=(
            finding("unknown-priority", table="activity_priorities", key="A 2.7", position=2,
                    column="priority_id", value="P7", priority="P7", page=22,
                    box=(736.1, 389.6, 748.3, 401.1)),
            finding("malformed-amount", table="activities", key="A 4.9", column="amount_raw",
                    value="8 000 0000", page=28, box=(427.1, 365.3, 478.8, 376.8)),
            finding("unreferenced-activity", table="activities", key="A 4.16", column="id_raw",
                    value="A 4.16.", page=30, box=(58.4, 300.0, 92.0, 311.5)),
        ),
        metrics={"words": {"cell": 9000, "header": 400, "heading": 200, "paragraph": 2400,
                           "furniture": 0, "unaccounted": 0}},
    )  # fmt: skip


HOSTILE = (
    "<script>document.title='taken'</script>",
    '"><img src=x onerror="document.title=\'taken\'">',
    "javascript:document.title='taken'",
    "</script><script>document.title='taken'</script>",
    "<!--<script>&lt;b&gt;\u2028'];document.title='taken'//",
    "{{ 7 * 7 }} ${7 * 7} @1@",
)


def hostile_plan() -> Plan:
    """Cells, ids, keys, findings and repairs that hold code."""
    plan = sample_plan()
    rows = tuple(
        dataclasses.replace(row, name=text, funding_raw=text, id_raw=text)
        for row, text in zip(plan.activities, HOSTILE, strict=False)
    )
    strange = Activity(HOSTILE[1], HOSTILE[1], "x", None, None, None, None, None, None, None)
    places = tuple(
        Provenance("activities", row.activity_id, None, "name", 1, 3,
                   50, 50 + 20 * n, 200, 62 + 20 * n, row.name or "")
        for n, row in enumerate((*rows, strange))
    )  # fmt: skip
    links = tuple(
        dataclasses.replace(link, activity_id=text, ref_raw=text)
        for link, text in zip(plan.action_activities, HOSTILE, strict=False)
    )
    return dataclasses.replace(
        plan,
        meta=dataclasses.replace(plan.meta, title=HOSTILE[0], file=HOSTILE[1], producer=HOSTILE[3]),
        activities=(*rows, *plan.activities[len(rows) :], strange),
        action_activities=(*links, *plan.action_activities[len(links) :]),
        activity_funding=tuple(
            dataclasses.replace(row, source=text)
            for row, text in zip(plan.activity_funding, HOSTILE, strict=False)
        ),
        directions=tuple(dataclasses.replace(row, name=HOSTILE[3]) for row in plan.directions),
        priorities=tuple(dataclasses.replace(row, name=HOSTILE[4]) for row in plan.priorities),
        provenance=places,
        repairs=tuple(
            Repair(text, "activities", text, "name", 3, text, text, text, 0.5) for text in HOSTILE
        ),
        findings=tuple(
            finding("malformed-amount", table="activities", key=text, column="amount_raw",
                    value=text, page=3, box=(50, 50, 90, 70))
            for text in HOSTILE
        ),
    )  # fmt: skip


def small_plan() -> Plan:
    """The same of a few rows: whatever kind of thing a report shows, without its repetition."""
    plan = sample_plan()
    actions = {"R 1.1.1", "R 2.2.1"}
    placed = {place.key for place in PLACES} | {found.key for found in plan.findings}
    kept = {"A 1.1", "A 1.2", *placed}
    links = [row for row in plan.action_activities if row.action_id in actions]
    tables = {
        table: tuple(row for row in plan.rows(table) if _of(row, actions, kept))
        for table in plan_tables()
        if table not in ("action_activities", "provenance", "repairs", "findings")
    }
    return dataclasses.replace(plan, **tables, action_activities=tuple(links))


def _of(row: object, actions: set[str], activities: set[str]) -> bool:
    """Whether a row is of the actions or activities named, or of neither kind."""
    return getattr(row, "action_id", None) in (None, *actions) and getattr(
        row, "activity_id", None
    ) in (None, *activities)
