"""A plan as data, and what is printed of it: running text, headings, tables of cells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.typeset.style import Style

Rows = list[dict[str, Any]]
GOLD = Path(__file__).parent.parent / "gold"

ACTION_HEADERS = {
    "id": "Rīcības ID",
    "name": "Rīcība",
    "participants": "Īstenošanā iesaistītie dalībnieki",
    "period": "Īstenošanas periods",
    "refs": "ZPR loma",
}
ACTIVITY_HEADERS = {
    "id": "Aktivitātes ID",
    "name": "Aktivitāte",
    "responsible": "Atbildīgie izpildītāji",
    "partners": "Sadarbības partneri",
    "amount": "Indikatīvais finansēja apjoms EUR",
    "funding": "Indikatīvie finanšu avoti",
    "indicators": "Iznākuma rādītāji",
    "priorities": "Atbilstība prioritātēm",
    "deadline": "Izpildes termiņš",
}
ACTION_WEIGHTS = {"id": 52, "name": 230, "participants": 220, "period": 95, "refs": 60}
ACTIVITY_WEIGHTS = {
    "id": 58,
    "name": 122,
    "responsible": 62,
    "partners": 88,
    "amount": 66,
    "funding": 80,
    "indicators": 120,
    "priorities": 62,
    "deadline": 50,
    "extra": 60,
}
NARROW = {
    "responsible": 34,
    "priorities": 30,
    "deadline": 28,
    "id": 46,
    "amount": 48,
    "partners": 70,
}
NO_BREAK = "\ue000"  # a blank at which a line must not end; printed as a plain blank


@dataclass(frozen=True)
class Text:
    """A paragraph of running text; `level` is title, heading1, heading2, paragraph or bullet."""

    text: str
    level: str = "paragraph"
    key: str = ""  # of the priority or direction that a heading names


@dataclass(frozen=True)
class Item:
    """A paragraph of a cell, with the bullet before it, if any."""

    text: str
    bullet: str | None = None


@dataclass(frozen=True)
class Cell:
    """What one cell prints."""

    items: tuple[Item, ...]
    centred: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row to be printed: kind is header, group (merged over all columns) or body."""

    kind: str
    cells: tuple[Cell, ...]
    key: str = ""
    index: int = -1  # of a body row in its table, over the whole plan
    level: str = ""  # of a group: priority or direction


@dataclass(frozen=True)
class TableMatter:
    """A table to be printed. `columns` are (name, relative width)."""

    table: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[TableRow, ...]


Block = Text | TableMatter | str  # a str starts a new section: intro or tables


@dataclass(frozen=True)
class PlanData:
    """The tables of a plan, as gold has them (rows as plain dicts)."""

    tables: dict[str, Rows] = field(default_factory=dict)

    @classmethod
    def gold(cls, name: str = "base") -> PlanData:
        """The proof-read plan `base` or `am1`."""
        return cls(json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8")))

    def part(self, directions: int, activities: int, measures: bool = True) -> PlanData:
        """The first directions, their priorities and actions, and the first activities."""
        tables = {name: list(rows) for name, rows in self.tables.items()}
        tables["directions"] = tables["directions"][:directions]
        tables["activities"] = tables["activities"][:activities]
        if not measures:
            tables["horizontal_measures"] = tables["principles"] = []
        kept = {row["direction_id"] for row in tables["directions"]}
        tables["actions"] = [row for row in tables["actions"] if row["direction_id"] in kept]
        used = {row["priority_id"] for row in tables["directions"]}
        for name in ("priorities", "horizontal_measures"):
            tables[name] = [row for row in tables[name] if row["priority_id"] in used]
        for owner, owners in (("action_id", "actions"), ("activity_id", "activities")):
            left = {row[owner] for row in tables[owners]}
            for name, rows in tables.items():
                if rows and next(iter(rows[0])) == owner:
                    tables[name] = [row for row in rows if row[owner] in left]
        return PlanData(tables)

    def of(self, table: str) -> Rows:
        """The rows of a table; none when the plan does not have it."""
        return self.tables.get(table, [])

    @cached_property
    def _lists(self) -> dict[tuple[str, str], Rows]:
        lists: dict[tuple[str, str], Rows] = {}
        for name, rows in self.tables.items():
            for row in rows:
                owner = row.get("activity_id") if name != "action_activities" else row["action_id"]
                owner = owner or row.get("action_id")
                if owner and "position" in row:
                    lists.setdefault((name, owner), []).append(row)
        return lists

    def owned(self, table: str, owner: str) -> Rows:
        """The list rows of one action or activity."""
        return self._lists.get((table, owner), [])


def matter(plan: PlanData, style: Style) -> list[Block]:
    """Everything that is printed, in the order of the plan."""
    if style.priority == "row" and style.direction == "heading":
        raise ValueError("a priority cannot be a row of a table that its directions stand above")
    blocks: list[Block] = ["intro", *_intro(plan), "tables"]
    if plan.of("actions"):
        blocks += [Text("1. RĪCĪBAS VIRZIENI UN RĪCĪBAS", "heading1"), Text(CHAPTER_1)]
        blocks += _actions(plan, style)
    if plan.of("horizontal_measures"):
        if style.chapters_on_new_page:
            blocks.append("tables")
        heading = "2. HORIZONTĀLO PRINCIPU IEVĒROŠANA VIDĒJA TERMIŅA PRIORITĀTĒS"
        blocks += [Text(heading, "heading1"), Text(CHAPTER_2), _measures(plan, style)]
        blocks += ["intro", Text("3. PAŠVALDĪBU PROJEKTI AR REĢIONĀLU IETEKMI", "heading1")]
        blocks += CHAPTER_3
    if plan.of("activities"):
        blocks.append("tables" if style.chapters_on_new_page else "same")
        heading = "4. ZEMGALES PLĀNOŠANAS REĢIONA AKTIVITĀŠU PLĀNS"
        blocks += [Text(heading, "heading1"), Text(CHAPTER_4), _activities(plan, style)]
    return blocks


# ── running text ────────────────────────────────────────────────────────────────────────────────

CHAPTER_1 = (
    "Lai nodrošinātu Zemgales plānošanas reģiona vidēja termiņa prioritāšu īstenošanu, katras "
    "prioritātes ietvaros ir definēti rīcības virzieni – pasākumu kopums reģiona pašvaldību kopīgo "
    "interešu un mērķu sasniegšanai. Zemāk tabulā atspoguļoti kopīgie rīcību virzieni, rīcības to "
    "īstenošanai, iesaistītās puses, īstenošanas periods, kā arī sniegta norāde uz atbilstošajām "
    "rīcību ietvaros veicamajām aktivitātēm, kuras īstenos ZPR administrācija."
)
CHAPTER_2 = (
    "Šajā tabulā attēloti pasākumi, kādi paredzēti katras vidēja termiņa prioritātes ietvaros, lai "
    "nodrošinātu horizontālo principu īstenošanu."
)
CHAPTER_3 = [
    Text("Atlasot reģionāla līmeņa projektus, ZPR ievēro sekojošus principus:"),
    Text(
        "Tēmas aktualitāte un nepieciešamība, atbilstība reģiona un pašvaldības noteiktajām "
        "attīstības prioritātēm;",
        "bullet",
    ),
    Text("Reģionāla ietekme un teritorijas pārklājums, projekta mērogs.", "bullet"),
    Text(
        "Projektu ietvaros tiek risinātas problēmas, kas pārsniedz vienas pašvaldības teritorijas "
        "robežas, piemēram, uzņēmējdarbības attīstība, radošās industrijas, "
        "transporta un telpiskā plānošana, utt."
    ),
]
CHAPTER_4 = (
    "Turpinājumā sniegts iepriekš uzskaitīto rīcību detalizēts īstenošanas plāns "
    "– Zemgales plānošanas reģiona īstenojamās aktivitātes (pasākumi un projektu idejas), norādot "
    "atbildīgos izpildītājus, sadarbības partnerus, indikatīvos finanšu avotus, iznākuma rādītājus "
    "un atbilstību vidēja termiņa prioritātēm."
)


def _intro(plan: PlanData) -> list[Block]:
    names = [f"{row['priority_id']} {row['name']};" for row in plan.of("priorities")]
    principles = [f"{row['principle_id']} {row['name']};" for row in plan.of("principles")]
    blocks: list[Block] = [
        Text("Zemgales plānošanas reģiona Rīcības plāns 2015.-2020.gadam", "title"),
        Text("IEVADS", "heading1"),
        Text(
            "Rīcības plāns ir Zemgales plānošanas reģiona attīstības programmas 2015.-2020.gadam "
            "(turpmāk – Attīstības programma) sastāvdaļa, kas izstrādāts nākamajiem sešiem gadiem "
            "(laika periodam 2015.-2020.gadam). Plānā ir iekļauts rīcības virzienu, rīcību "
            "un aktivitāšu kopums, kas sekmē Attīstības programmas stratēģiskajā daļā izvirzīto "
            "mērķu un prioritāšu sasniegšanu."
        ),
        Text("Rīcības plāna struktūra", "heading2"),
        Text(
            "Rīcības plāns strukturēts atbilstoši Attīstības programmā noteiktajām vidēja termiņa "
            "prioritātēm (P):"
        ),
        *[Text(name, "bullet") for name in names],
    ]
    if principles:
        blocks.append(
            Text(
                "Papildus šīm prioritātēm Rīcības plānā ietvertās aktivitātes nodrošina "
                "horizontālo principu (HP) īstenošanu:"
            )
        )
        blocks += [Text(name, "bullet") for name in principles]
    blocks.append(
        Text(
            "Katrai rīcībai norādīts indikatīvais īstenošanas periods, kas var mainīties "
            "atkarībā no ārējā finansējuma pieejamības."
        )
    )
    return blocks


# ── actions ─────────────────────────────────────────────────────────────────────────────────────


def _actions(plan: PlanData, style: Style) -> list[Block]:
    columns = style.action_columns or tuple(ACTION_HEADERS)
    widths = tuple((name, float(ACTION_WEIGHTS[name])) for name in columns)
    header = _header_row([ACTION_HEADERS[name] for name in columns])
    body = _action_rows(plan, columns)
    blocks: list[Block] = []
    rows: list[TableRow] = []
    lead: list[TableRow] = []
    printed_header = False
    for title, level, key in _titles(plan):
        merged = (style.direction if level == "direction" else style.priority) != "heading"
        if rows and not (merged and style.whole_table):
            blocks.append(TableMatter("actions", widths, tuple(rows)))
            rows = []
        if merged:
            lead.append(TableRow("group", (_cell(title),), key, level=level))
        else:
            blocks.append(Text(title, "heading1" if level == "priority" else "heading2", key))
        if level == "direction":
            if not rows and not (printed_header and style.header == "first"):
                before = style.direction == "row-before-header"
                lead = [*lead, header] if before else [header, *lead]
                printed_header = True
            rows += [*lead, *body.get(key, [])]
            lead = []
    return [*blocks, TableMatter("actions", widths, tuple(rows))]


def _titles(plan: PlanData) -> list[tuple[str, str, str]]:
    """Priorities and directions in the order of the plan: what is printed, level, id."""
    names = {row["priority_id"]: row["name"] for row in plan.of("priorities")}
    titles = []
    last = None
    for direction in plan.of("directions"):
        key, priority = direction["direction_id"], direction["priority_id"]
        if priority != last:
            titles.append((f"{priority} {names[priority]}", "priority", priority))
            last = priority
        titles.append((f"{key}. {direction['name']}", "direction", key))
    return titles


def _action_rows(plan: PlanData, columns: tuple[str, ...]) -> dict[str, list[TableRow]]:
    rows: dict[str, list[TableRow]] = {}
    for index, action in enumerate(plan.of("actions")):
        cells = _action_cells(plan, action)
        row = TableRow("body", tuple(cells[name] for name in columns), action["action_id"], index)
        rows.setdefault(action["direction_id"], []).append(row)
    return rows


def _action_cells(plan: PlanData, action: dict[str, Any]) -> dict[str, Cell]:
    refs = [row["ref_raw"] for row in plan.owned("action_activities", action["action_id"])]
    return {
        "id": _cell(action["id_raw"], centred=True),
        "name": _cell(action["name"]),
        "participants": _cell(action["participants_raw"]),
        "period": _cell(action["period_raw"], centred=True),
        "refs": _cell(*refs, centred=True),
    }


# ── horizontal principles ───────────────────────────────────────────────────────────────────────


def _measures(plan: PlanData, style: Style) -> TableMatter:
    principles = plan.of("principles")
    titles = ["Vidēja termiņa prioritātes / Horizontālie principi"]
    titles += [f"{row['principle_id']} {row['name']}" for row in principles]
    rows = [_header_row(titles)]
    for index, priority in enumerate(plan.of("priorities")):
        cells = [_cell(f"{priority['priority_id']} {priority['name']}")]
        for principle in principles:
            texts = [
                row["text"]
                for row in plan.of("horizontal_measures")
                if row["priority_id"] == priority["priority_id"]
                and row["principle_id"] == principle["principle_id"]
            ]
            marked = [
                text + ("" if text.endswith(".") or text is texts[-1] else ";") for text in texts
            ]
            cells.append(Cell(tuple(Item(_glue_dashes(text), style.bullet) for text in marked)))
        rows.append(TableRow("body", tuple(cells), priority["priority_id"], index))
    widths = (("priority", 150.0), *((str(row["principle_id"]), 250.0) for row in principles))
    return TableMatter("horizontal_measures", widths, tuple(rows))


def _glue_dashes(text: str) -> str:
    """No line begins with a free-standing dash: where bullets are dashes, it would be one."""
    return text.replace(" - ", f"{NO_BREAK}- ").replace(" – ", f"{NO_BREAK}– ")


# ── activities ──────────────────────────────────────────────────────────────────────────────────


def _activities(plan: PlanData, style: Style) -> TableMatter:
    columns = list(style.activity_columns or ACTIVITY_HEADERS)
    headers = dict(ACTIVITY_HEADERS)
    if style.extra_column:
        headers["extra"] = style.extra_column
        if "extra" not in columns:
            columns.append("extra")
    weights = ACTIVITY_WEIGHTS | (NARROW if style.narrow else {})
    rows = [_header_row([headers[name] for name in columns])]
    for index, activity in enumerate(plan.of("activities")):
        cells = _activity_cells(plan, activity, style)
        rows.append(
            TableRow("body", tuple(cells[name] for name in columns), activity["activity_id"], index)
        )
    widths = tuple((name, float(weights[name])) for name in columns)
    return TableMatter("activities", widths, tuple(rows))


def _activity_cells(plan: PlanData, activity: dict[str, Any], style: Style) -> dict[str, Cell]:
    owner = activity["activity_id"]
    gap = " " if style.numbered_gap else ""
    indicators = [
        _glue_numbers(
            row["text"] if row["number_raw"] is None else f"{row['number_raw']}.{gap}{row['text']}"
        )
        for row in plan.owned("indicators", owner)
    ]
    funding = _own_lines(
        activity["funding_raw"], [row["source"] for row in plan.owned("activity_funding", owner)]
    )
    responsible = _own_lines(
        activity["responsible_raw"],
        [row["organisation"] for row in plan.owned("activity_responsible", owner)],
    )
    if not style.funding_lines:
        funding, responsible = [activity["funding_raw"]], [activity["responsible_raw"]]
    amount = activity["amount_raw"]
    if amount and style.nbsp_numbers:
        amount = amount.replace(" ", "\u00a0")
    return {
        "id": _cell(activity["id_raw"], centred=True),
        "name": _cell(activity["name"]),
        "responsible": _cell(*responsible, centred=True),
        "partners": _cell(activity["partners_raw"]),
        "amount": _cell(amount, centred=True),
        "funding": _cell(*funding),
        "indicators": _cell(*indicators),
        "priorities": _cell(
            *[row["priority_id"] for row in plan.owned("activity_priorities", owner)], centred=True
        ),
        "deadline": _cell(activity["deadline_raw"], centred=True),
        "extra": _cell("nav" if len(owner) % 2 else "Precizē darba grupa"),
    }


def _own_lines(raw: str | None, items: list[str]) -> list[str | None]:
    """`ZPR VARAM ETS` that is three items is printed on three lines; separators stay in a line."""
    if raw is None:
        return [None]
    lines, start, place = [], 0, 0
    for item in items:
        found = raw.find(item, place)
        if found > place and raw[place:found] == " ":
            lines.append(raw[start:place])
            start = found
        place = found + len(item)
    return [*lines, raw[start:]]


def _glue_numbers(text: str) -> str:
    """No wrapped line begins with a digit: it would read as the start of another indicator."""
    words = text.split(" ")
    joined = words[0]
    for word in words[1:]:
        joined += (NO_BREAK if word[:1].isdigit() else " ") + word
    return joined


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _cell(*texts: str | None, centred: bool = False) -> Cell:
    return Cell(tuple(Item(text) for text in texts if text), centred)


def _header_row(titles: list[str]) -> TableRow:
    return TableRow("header", tuple(_cell(title, centred=True) for title in titles))
