"""The draft of a profile: levels, tables and names, each with what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline.drafting import vocabulary
from pipeline.drafting.content import (
    Content,
    IdForm,
    commonest_form,
    content_of,
    id_form,
    reads_as_task,
)
from pipeline.drafting.kinds import kind_of
from pipeline.drafting.names import names_in
from pipeline.drafting.nesting import (
    Container,
    containers_of,
    letters_role,
    named,
    roles_by_place,
)
from pipeline.drafting.roles import UNTOLD, Role, contents_of, roles_of, source_name
from pipeline.drafting.sheets import Document, Sheet
from pipeline.model import levels

_PERIOD = regex.compile(
    r"(?<!\d)((?:19|20)\d\d)\.?\s*(?:gada?m?)?\s*(?:[-–—]|līdz)\s*((?:19|20)\d\d)(?!\d)"
)
_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_REQUIRED = 0.9  # share of cells that are filled where an empty one is a fault
_ENOUGH = 5  # rows
_LEVELS = levels.CONTAINERS


@dataclass(slots=True)
class Table:
    """A table of the draft: its kind, the roles of its columns, its sheet."""

    kind: str
    number: int  # of its sheet
    sheet: Sheet
    roles: list[Role]
    contents: list[Content]
    form: IdForm | None = None  # of its rows' ids
    nested: bool = False

    def place(self, name: str) -> int | None:
        """The column of a field."""
        return next((at for at, role in enumerate(self.roles) if role.field == name), None)

    def texts(self, at: int) -> list[str]:
        """The cells of a column that print something."""
        return [item.text for item in self.sheet.columns[at] if item.text]


@dataclass(slots=True)
class Draft:
    """A drafted profile: its entries, and what speaks for each of them."""

    data: dict[str, Any]
    evidence: dict[str, str] = field(
        default_factory=dict
    )  # by place: "levels.action", "tables.0.3"
    unsure: list[str] = field(default_factory=list)  # questions to whoever reads the draft
    places: dict[tuple[int, int], str] = field(default_factory=dict)  # sheet, column → level

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The entries of its tables."""
        return list(self.data["tables"])


def draft(document: Document, name: str) -> Draft | None:
    """A profile for a document, or None where it holds no table of activities or projects."""
    tables = _tables(document)
    if not any(table.kind == "activities" for table in tables):
        return None
    made = Draft({"name": name, "drafted": True})
    chain, roles = _levels(document, tables)
    _nest(document, tables, chain, roles)
    title, period = _title(document)
    if title:
        made.data["title"] = title
    if period:
        made.data["period"] = list(period)
    made.data["levels"] = {}
    made.data["tables"] = []
    _write_levels(made, tables, chain, roles)
    for table in tables:
        _write_table(made, table)
    found = names_in([table for table in tables if table.kind in ("activities", "actions")])
    if found["sources"] or found["bodies"]:
        made.data["names"] = {**{key: own for key, own in found.items() if own}, "only": True}
    return made


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def _tables(document: Document) -> list[Table]:
    tables: list[Table] = []
    for number, sheet in enumerate(document.sheets):
        kind = kind_of(sheet)
        if kind == "rows":
            found = Table("rows", number, sheet, roles_of(sheet), contents_of(sheet))
            place = found.place("id")
            commonest = commonest_form(found.texts(place)) if place is not None else None
            found.form = commonest[0] if commonest else None
            tables.append(found)
        elif kind:
            roles = _other_roles(kind, sheet)
            tables.append(Table(kind, number, sheet, roles, contents_of(sheet)))
    _tell_actions(tables)
    return tables


def _other_roles(kind: str, sheet: Sheet) -> list[Role]:
    """The columns of tables other than those of activities and actions."""
    headers = sheet.headers
    if kind == "principles":
        return [
            Role("priority", 0.8, "beside columns of principles"),
            *[UNTOLD] * (len(headers) - 1),
        ]
    if kind == "hierarchy":
        found = [vocabulary.best(header, _LEVELS) for header in headers]
        return [
            Role(role, score, "by its header") if score > 0.6 else UNTOLD for role, score in found
        ]
    wanted = {
        "abbreviations": ("short", "long"),
        "outcome_indicators": ("id", "unit", "base", "target", "data_source", "results"),
    }[kind]
    roles: list[Role] = [UNTOLD] * len(headers)
    for name in wanted:
        scored = [
            (vocabulary.score(name, header), -at)
            for at, header in enumerate(headers)
            if not roles[at].field
        ]
        score, place = max(scored, default=(0.0, 0))
        if score > 0.5:
            years = _YEAR.findall(headers[-place])
            roles[-place] = Role(
                {"results": "name"}.get(name, name),
                score,
                "by its header",
                year=int(years[0]) if name in ("base", "target") and len(years) == 1 else None,
            )
    return roles


def _tell_actions(tables: list[Table]) -> None:
    """Which tables of rows are of actions and which of activities: those of actions refer to the
    others, or read as tasks beside others that have money.
    """
    rows = [table for table in tables if table.kind == "rows"]
    for table in rows:
        table.kind = "activities"
    forms = {_form_key(table) for table in rows}
    if len(forms) < 2:
        return
    for table in rows:
        others = [other for other in rows if _form_key(other) != _form_key(table)]
        if (any(_refers(table, other) for other in others) and not _has_money(table)) or (
            not _has_money(table)
            and any(
                _has_money(other) and (_refers(other, table) or _reads_as_tasks(table))
                for other in others
            )
        ):
            table.kind = "actions"
    if all(table.kind == "actions" for table in rows):
        rows[-1].kind = "activities"
    for table in rows:
        if table.kind == "actions":
            table.roles = [_of_action(role) for role in table.roles]


def _form_key(table: Table) -> tuple[str, int]:
    return (table.form.letters, table.form.depth) if table.form else ("", 0)


def _refers(table: Table, other: Table) -> bool:
    place = table.place("references")
    if place is None or other.form is None:
        return False
    form = _referred(table.texts(place))
    return form is not None and (form.letters, form.depth) == _form_key(other)


def _referred(texts: Sequence[str]) -> IdForm | None:
    """The form of the ids that a column of references holds."""
    parts = [part.strip() for text in texts for part in regex.split(r"[,;]|\sun\s", text)]
    found = commonest_form([part for part in parts if part])
    return found[0] if found else None


def _has_money(table: Table) -> bool:
    return any(role.field in ("amount", "money", "funding") for role in table.roles)


def _reads_as_tasks(table: Table) -> bool:
    place = table.place("name")
    return place is not None and reads_as_task(table.texts(place))


def _of_action(role: Role) -> Role:
    """The same column in a table of actions, which has fewer roles."""
    renamed = {"partners": "participants", "responsible": "participants", "deadline": "period"}
    name = renamed.get(role.field, role.field)
    known = ("id", "name", "participants", "period", "references", "more", *_LEVELS)
    return Role(name, role.score, role.why, name=role.name) if name in known else UNTOLD


# ── levels ──────────────────────────────────────────────────────────────────────────────────────


def _levels(document: Document, tables: Sequence[Table]) -> tuple[list[Container], list[str]]:
    """The levels above the activities, and the role of each."""
    columns = {
        (table.number, at): role.field if role.field in _LEVELS else ""
        for table in tables
        if table.kind in ("activities", "actions", "hierarchy")
        for at, role in enumerate(table.roles)
        if role.field in (*_LEVELS, "level")
    }
    beside = {
        (table.number, at + step): at
        for table in tables
        for at, role in enumerate(table.roles)
        if role.field == "level id"
        for step in (-1, 1)
        if (table.number, at + step) in columns
        and not (step == -1 and (table.number, at + 1) in columns)
    }
    hierarchies = {table.number for table in tables if table.kind == "hierarchy"}
    forms = [table.form for table in tables if table.form is not None]
    chain = containers_of(document.events, columns, beside, hierarchies, forms)
    own = [(item.form.letters, item.form.depth) for item in chain if item.form]
    below = _below(document, tables, own)
    roles = roles_by_place([*chain, *below])
    kept = [*chain, *(item for item in below if "row" not in item.seen)]
    return kept, [
        role for role, item in zip(roles, [*chain, *below], strict=True) if "row" not in item.seen
    ]


def _below(
    document: Document, tables: Sequence[Table], known: Sequence[tuple[str, int]]
) -> list[Container]:
    """Levels that stand over no rows: actions with a table of their own, and what activities refer
    to, perhaps listed in the running text.
    """
    found: list[Container] = []
    actions = [table for table in tables if table.kind == "actions"]
    if actions:
        item = Container(actions[0].form, "", len(document.events), hint="action")
        item.seen["row"] += actions[0].sheet.count
        return [item]
    for table in tables:
        place = table.place("references") if table.kind == "activities" else None
        form = _referred(table.texts(place)) if place is not None else None
        if form is None or (form.letters, form.depth) in known:
            continue
        if (form.letters, form.depth) == _form_key(table) or letters_role(form.letters) not in (
            "",
            "action",
        ):
            continue
        item = Container(form, "", len(document.events), hint="action")
        for event in document.events:
            own = id_form(event.text.lstrip("•●▪■◦○‣⁃·–—- "), alone=False)
            if own and (own[0].letters, own[0].depth) == (form.letters, form.depth):
                if event.kind in ("bullet", "heading line"):
                    item.seen["bullet"] += 1
                    item.pages.append(event.page)
        item.idents = [f"{form.letters}{form.blank}1"]
        found.append(item)
        break
    return found


def _nest(
    document: Document, tables: Sequence[Table], chain: Sequence[Container], roles: Sequence[str]
) -> None:
    """Whether the rows of each table belong to the levels that they stand under."""
    for table in tables:
        if table.kind not in ("activities", "actions"):
            continue
        inside = [
            item for item in chain if table.number in item.sheets and "heading" not in item.seen
        ]
        inside += [item for item in chain if table.number in item.sheets and item.seen["band"]]
        table.nested = bool(inside) or any(_under(document, table, item) for item in chain)


def _under(document: Document, table: Table, item: Container) -> bool:
    """Whether a table stands under several headings of a level, or under the only one there is; and
    the ids of its rows do not say otherwise.
    """
    if not item.seen["heading"] or item.form is None:
        return False
    current: str | None = None
    over: Counter[str] = Counter()
    agreeing = told = 0
    place = table.place("id")
    depth = item.form.depth
    for event in document.events:
        if event.kind in ("heading", "heading line"):
            own = named(event.text)
            if (
                own
                and own.form
                and (own.form.letters, own.form.depth) == (item.form.letters, depth)
            ):
                current = own.ident
        elif event.sheet == table.number and current is not None:
            over[current] += 1
            row = id_form(event.text) if event.kind == "column" and event.column == place else None
            if row is not None and row[0].depth > depth:
                told += 1
                agreeing += _numbers(row[1])[:depth] == _numbers(current)[:depth]
    if told and 2 * agreeing < told:
        return False
    return (
        len(over) > 1
        or (len(over) == 1 and len(set(item.idents)) == 1)
        or (told > 0 and bool(over))
    )


def _numbers(text: str) -> list[int]:
    return [int(part) for part in regex.findall(r"\d+", text)]


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def _title(document: Document) -> tuple[str | None, tuple[int, int] | None]:
    """The title, which is the largest text of the first pages, and the years that it names."""
    early = [
        event
        for event in document.events
        if event.kind in ("heading", "heading line", "bullet") and event.page <= 2
    ]
    first = [
        event for event in early if event.page == min((item.page for item in early), default=1)
    ]
    if not first:
        return None, None
    largest = max(event.size for event in first)
    title = " ".join(event.text for event in first if event.size >= largest - 0.1)[:300]
    for text in (title, *(event.text for event in early)):
        match = _PERIOD.search(text)
        if match and int(match.group(1)) < int(match.group(2)):
            return title, (int(match.group(1)), int(match.group(2)))
    return title, None


def _write_levels(
    made: Draft, tables: Sequence[Table], chain: Sequence[Container], roles: Sequence[str]
) -> None:
    for item, role in zip(chain, roles, strict=True):
        if not role:
            made.unsure.append(f"level {item.pattern or item.names[:1]}: no role is left for it")
            continue
        entry: dict[str, Any] = {}
        if item.pattern:
            entry["pattern"] = item.pattern
        entry["seen"] = [name for name in levels.SEEN if item.seen[name]]
        label = _label(item, tables)
        if label:
            entry |= {"label": label, "plural": plural(label)}
        if item.labels and item.form is not None and not item.form.letters and not item.tail:
            entry["worded"] = True
        made.data["levels"][role] = entry
        made.places |= dict.fromkeys(item.columns, role)
        pages = sorted(set(item.pages))
        made.evidence[f"levels.{role}"] = (
            f"{len(set(item.idents)) or len(set(item.names))} different, first on page "
            f"{pages[0] if pages else '?'}; {', '.join(f'{kind} {count}' for kind, count in item.seen.items())}"
        )
    principles = next((table for table in tables if table.kind == "principles"), None)
    if principles is not None:
        first = id_form(principles.sheet.headers[1], alone=False)
        if first:
            made.data["levels"]["principle"] = {"pattern": first[0].pattern, "seen": ["header"]}
    for kind, role in (("actions", "action"), ("activities", "activity")):
        own = [table for table in tables if table.kind == kind]
        if not own:
            continue
        entry = {"seen": ["row"]}
        ids = [
            text
            for table in own
            if (at := table.place("id")) is not None
            for text in table.texts(at)
        ]
        form = commonest_form(ids)
        if form and not _numbered_anew(own):
            entry = {"pattern": form[0].pattern, **entry}
            printed = Counter(text.strip()[-1:] == "." for text in ids).most_common(1)[0]
            if printed[1] > 0.8 * len(ids):
                entry["printed"] = form[0].pattern + ("." if printed[0] else "")
            made.evidence[f"levels.{role}"] = f"{form[1]} of {len(ids)} ids look so"
        label = _row_label(own, role)
        if label:
            entry |= {"label": label, "plural": plural(label)}
        made.data["levels"][role] = {**made.data["levels"].get(role, {}), **entry}


def _numbered_anew(tables: Sequence[Table]) -> bool:
    """Whether rows are numbered from one again under each level."""
    ids: list[str] = []
    for table in tables:
        place = table.place("id")
        if place is not None and table.form is not None and table.form.depth == 1:
            ids.extend(table.texts(place))
    return len(ids) > _ENOUGH and len(set(ids)) < 0.7 * len(ids)


def _label(item: Container, tables: Sequence[Table]) -> str | None:
    if item.labels:
        label = item.labels.most_common(1)[0][0]
        return label if not label.isupper() else label.capitalize()
    for table in tables:
        for number, at in sorted(item.columns):
            if table.number == number and table.sheet.paths[at]:
                return table.sheet.headers[at].split(" / ")[0]
    if item.form and letters_role(item.form.letters) == "action":
        return "Uzdevums" if item.form.letters.startswith("U") else None
    return None


def _row_label(tables: Sequence[Table], role: str) -> str | None:
    """What the plan calls its rows: the noun that heads the column of names."""
    words = {
        "pasākum": "Pasākums", "aktivitāt": "Aktivitāte", "projekt": "Projekts", "darbīb": "Darbība",
        "uzdevum": "Uzdevums", "rīcīb": "Rīcība",
    }  # fmt: skip
    for table in tables:
        place = table.place("name")
        header = table.sheet.headers[place].casefold() if place is not None else ""
        found = sorted((header.find(stem), word) for stem, word in words.items() if stem in header)
        if found:
            return found[0][1]
    return None


def plural(label: str) -> str:
    """The plural of a Latvian noun phrase by the ending of its last word."""
    for ending, many in (("šana", "šanas"), ("is", "i"), ("s", "i"), ("e", "es"), ("a", "as")):
        if label.endswith(ending):
            return label[: -len(ending)] + many
    return label


def _write_table(made: Draft, table: Table) -> None:
    columns: list[dict[str, Any]] = []
    number = len(made.data["tables"])
    for at, role in enumerate(table.roles):
        header = table.sheet.headers[at]
        entry = _column(made, table, at, role)
        if entry is None:
            if header and table.kind != "principles":
                made.unsure.append(f"page {_page(table)}: what does the column “{header}” hold?")
            continue
        made.evidence[f"tables.{number}.{len(columns)}"] = (
            f"page {_page(table)}, {table.contents[at].cells} cells, {role.score:.2f}: {role.why}"
        )
        columns.append(entry)
    own: dict[str, Any] = {"kind": table.kind, "columns": columns}
    if table.kind in ("activities", "actions"):
        own["nested"] = table.nested
        own["required"] = _required(table)
    made.data["tables"].append(own)


def _page(table: Table) -> int:
    return table.sheet.pages[0]


def _column(made: Draft, table: Table, at: int, role: Role) -> dict[str, Any] | None:
    header = table.sheet.headers[at]
    if not role.field or not header:
        return None
    name = role.field
    if name in ("level", "level id", *_LEVELS):
        name = _level_of(made, table, at) or (name if name in _LEVELS else "")
        if not name:
            return None
    elif name == "references":
        name = _target(made, table, at) or ""
        if not name:
            return None
    entry: dict[str, Any] = {"field": name}
    if role.field == "level id":
        entry["name"] = "id"
    for key in ("name", "source", "year", "unit"):
        if getattr(role, key) is not None:
            entry[key] = getattr(role, key)
    if role.field == "money" and role.source is None and role.year is None:
        entry["source"] = source_name(table.sheet.paths[at][-1])
    if role.partners:
        entry["partners"] = True
    entry["headers"] = [header]
    if role.field == "more":
        entry["label"] = header
    return entry


def _level_of(made: Draft, table: Table, at: int) -> str | None:
    """The role of the level that a column holds."""
    if (table.number, at) in made.places:
        return made.places[table.number, at]
    # A column of ids alone stands beside the one of names.
    for beside in (at + 1, at - 1):
        if (table.number, beside) in made.places:
            return made.places[table.number, beside]
    found, _ = vocabulary.best(table.sheet.headers[at], _LEVELS)
    return found if found in made.data["levels"] else None


def _target(made: Draft, table: Table, at: int) -> str | None:
    """The field of a column of references, by the level whose ids it holds."""
    form = _referred(table.texts(at))
    if form is None:
        return None
    for role, entry in made.data["levels"].items():
        pattern = entry.get("pattern", "")
        letters, depth = pattern.split("#")[0].strip(), pattern.count("#")
        if (letters.casefold(), depth) == (form.letters.casefold(), form.depth):
            if role == "activity":
                return "references" if table.kind == "actions" else None
            return {"priority": "priorities", "action": "references"}.get(role, str(role))
    return None


def _required(table: Table) -> list[str]:
    """The fields in which an empty cell is a fault: those that nearly every row fills."""
    required: list[str] = []
    for at, role in enumerate(table.roles):
        content: Content = table.contents[at]
        ruled = role.field in (
            "id",
            "name",
            "responsible",
            "amount",
            "funding",
            "results",
            "period",
            "deadline",
            "participants",
            "references",
        )
        if ruled and content.cells >= _ENOUGH and content.filled >= _REQUIRED:
            required.append(
                "priorities"
                if role.field == "references" and table.kind == "activities" and False
                else role.field
            )
    return [name for name in dict.fromkeys(required) if name != "references"]


__all__ = ["Draft", "content_of", "draft", "plural"]
