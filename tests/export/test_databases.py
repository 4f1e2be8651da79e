"""SQLite and DuckDB: every row kept, every declared key true, the common questions answered."""

import dataclasses
import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, given, settings

from pipeline.model.levels import TABLES
from pipeline.model.plan import Plan
from pipeline.model.schema import plan_tables
from pipeline.store import export
from pipeline.store.export import relational
from pipeline.store.register import Register
from tests.any_plan import plans
from tests.plans import gold_plan, told_plan

BOTH = ["sqlite", "duckdb"]
VIEWS = (
    "activity_overview",
    "action_overview",
    "money_by_priority",
    "money_by_stated_priority",
    "findings_by_row",
    "dangling_references",
)


class Base:
    """A database of either kind, asked in the same way."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self.connection.execute(sql, values).fetchall()
        return rows

    def dicts(self, sql: str) -> list[dict[str, Any]]:
        cursor = self.connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def opened(file: Path, to: str) -> Iterator[Base]:
    if to == "sqlite":
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            yield Base(connection)
    else:
        config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        with duckdb.connect(str(file), read_only=True, config=config) as connection:
            yield Base(connection)


def exported(plan: Plan, file: Path, to: str) -> Path:
    return export.write(plan, file, to, register=Register())


@pytest.fixture(scope="module", params=BOTH)
def base(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Base]:
    file = exported(told_plan(), tmp_path_factory.mktemp("base") / "plan", request.param)
    with opened(file, request.param) as found:
        yield found


def rows(base: Base, table: str) -> list[tuple[Any, ...]]:
    return base.all(f'SELECT * FROM "{table}" ORDER BY rowid')


def expected(plan: Plan, name: str, to: str) -> list[tuple[Any, ...]]:
    def value(given: Any) -> Any:
        return float(given) if to == "sqlite" and isinstance(given, Decimal) else given

    columns = plan_tables()[name].names
    return [
        (plan.meta.doc_id, *(value(getattr(row, column)) for column in columns))
        for row in plan.rows(name)
    ]


@pytest.mark.parametrize("to", BOTH)
@settings(max_examples=6, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(plan=plans())
def test_every_row_of_any_plan_is_kept(to: str, plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        file = exported(plan, Path(folder) / "plan", to)
        with opened(file, to) as base:
            for name in plan_tables():
                assert rows(base, name) == expected(plan, name, to)
            for view in VIEWS:
                base.all(f"SELECT * FROM {view}")
            if to == "sqlite":
                assert base.all("PRAGMA foreign_key_check") == []
                assert base.all("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("to", BOTH)
def test_views_stand_where_a_level_above_an_activity_is_there_twice(
    tmp_path: Path, to: str
) -> None:
    plan = gold_plan()
    activity = dataclasses.replace(plan.activities[0], parent_id="RV 1.1")
    above = [row for row in plan.directions if row.direction_id == "RV 1.1"]
    for twice in (
        dataclasses.replace(plan, activities=(activity,), directions=(*above, *above)),
        dataclasses.replace(
            plan,
            activities=(dataclasses.replace(activity, parent_id="P1"),),
            priorities=(plan.priorities[0], plan.priorities[0]),
        ),
    ):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        with opened(exported(twice, folder / "plan", to), to) as base:
            money = base.dicts("SELECT * FROM money_by_priority")
            assert {row["priority_id"] for row in money if row["activities"]} == {"P1"}


@pytest.mark.parametrize("to", BOTH)
def test_two_runs_give_the_same_bytes(tmp_path: Path, to: str) -> None:
    many = dataclasses.replace(
        told_plan(),
        provenance=tuple(
            dataclasses.replace(told_plan().provenance[0], line=line, text=f"rinda {line}")
            for line in range(5_000)
        ),
    )
    one, two = (exported(many, tmp_path / name, to) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    beside = {"metadata.json"} if to == "sqlite" else set()
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"} | beside


def test_types(base: Base) -> None:
    columns = base.dicts("SELECT * FROM pragma_table_info('activities')")
    types = {row["name"]: row["type"] for row in columns}
    assert types["amount_eur"] == "DECIMAL(14,2)"
    assert types["deadline_year"] == "INTEGER"
    assert types["name"] in {"TEXT", "VARCHAR"}
    assert [row["name"] for row in columns if row["notnull"]] == ["doc_id", "activity_id"]


def test_sqlite_keys(tmp_path: Path) -> None:
    file = exported(told_plan(), tmp_path / "plan", "sqlite")
    with opened(file, "sqlite") as base:
        assert base.all("PRAGMA foreign_key_check") == []
        keys = base.dicts("PRAGMA foreign_key_list(activity_priorities)")
        assert {(key["table"], key["from"]) for key in keys} == {
            ("plans", "doc_id"),
            ("activities", "doc_id"),
            ("activities", "activity_id"),
        }
        primary = [row for row in base.dicts("PRAGMA table_info(indicators)") if row["pk"]]
        assert [row["name"] for row in primary] == ["doc_id", "activity_id", "position"]
        indexed = {row["name"] for row in base.dicts("PRAGMA index_list(action_activities)")}
        assert "action_activities_by_activity_id" in indexed


def test_duckdb_keys(tmp_path: Path) -> None:
    file = exported(told_plan(), tmp_path / "plan", "duckdb")
    with opened(file, "duckdb") as base:
        keys = base.all(
            "SELECT constraint_type, constraint_column_names FROM duckdb_constraints() "
            "WHERE table_name = 'activity_priorities' AND constraint_type <> 'NOT NULL' "
            "ORDER BY constraint_type, len(constraint_column_names)"
        )
    assert [(kind, list(columns)) for kind, columns in keys] == [
        ("FOREIGN KEY", ["doc_id"]),
        ("FOREIGN KEY", ["doc_id", "activity_id"]),
        ("PRIMARY KEY", ["doc_id", "activity_id", "position"]),
    ]


def test_rows_that_lead_nowhere_are_kept_and_told(base: Base) -> None:
    assert base.all("SELECT * FROM dangling_references") == [
        ("zpr-2015-2020", "activity_priorities", "A 2.7", 2, "priority_id", "P7", "priorities")
    ]
    assert base.all("SELECT count(*) FROM activity_priorities") == [(122,)]


@pytest.mark.parametrize("to", BOTH)
def test_a_repeated_id_loses_no_row(tmp_path: Path, to: str) -> None:
    plan = dataclasses.replace(gold_plan(), activities=gold_plan().activities * 2)
    with opened(exported(plan, tmp_path / "plan", to), to) as base:
        assert base.all("SELECT count(*) FROM activities") == [(162,)]
        assert base.all("SELECT count(*) FROM indicators") == [(140,)]


def test_activities_with_their_priorities_and_actions(base: Base) -> None:
    overview = {row["activity_id"]: row for row in base.dicts("SELECT * FROM activity_overview")}
    assert list(overview) == [activity.activity_id for activity in gold_plan().activities]
    assert overview["A 1.6"]["priorities"] == "P1, P6"
    assert overview["A 1.3"]["actions"] == "R 1.1.2, R 5.1.4"
    assert overview["A 1.1"]["funding"] == "ZPR, VARAM, ETS"
    assert overview["A 4.16"]["actions"] is None  # no action leads to it
    actions = {row["action_id"]: row for row in base.dicts("SELECT * FROM action_overview")}
    assert actions["R 1.1.1"]["activities"] == "A 1.1, A 1.2, A 1.4"
    assert (actions["R 1.1.1"]["priority_id"], actions["R 1.1.1"]["direction_id"]) == (
        "P1", "RV 1.1",
    )  # fmt: skip


def test_money_by_priority_counts_each_sum_once(base: Base) -> None:
    money = base.dicts("SELECT * FROM money_by_priority")
    assert [row["priority_id"] for row in money] == ["P1", "P2", "P3", "P4", "P5", "P6"]
    total = sum(one.amount_eur for one in gold_plan().activities if one.amount_eur is not None)
    assert sum(Decimal(str(row["amount_eur"])) for row in money) == total
    fourth = money[3]
    assert fourth["activities"] - fourth["with_amount"] == 1  # A 4.9 has no readable amount
    assert fourth["name"] == gold_plan().priorities[3].name


def test_money_by_stated_priority_keeps_the_priority_that_is_none(base: Base) -> None:
    money = {
        row["priority_id"]: row for row in base.dicts("SELECT * FROM money_by_stated_priority")
    }
    assert set(money) == {"P1", "P2", "P3", "P4", "P5", "P6", "P7"}
    assert (money["P7"]["activities"], money["P7"]["name"]) == (1, None)


def test_findings_by_row(base: Base) -> None:
    found = base.dicts("SELECT * FROM findings_by_row")
    assert found[0] == {
        "doc_id": "zpr-2015-2020",
        "table": "activities",
        "key": "A 4.9",
        "errors": 1,
        "warnings": 0,
        "infos": 1,
        "page": 3,
        "rules": "amount-format, malformed-amount",
    }
    assert found[-1]["key"] is None and found[-1]["rules"] == "unaccounted-text"


def test_every_table_column_and_view_is_explained(base: Base) -> None:
    about = {(row["table"], row["column"]): row for row in base.dicts("SELECT * FROM about")}
    for name, table in plan_tables().items():
        assert about[name, None]["title_lv"] == table.label.lv
        for column in table.columns:
            assert about[name, column.name]["title_en"] == column.label.en
    for view in VIEWS:
        assert about[view, None]["description_lv"]
    assert base.all("SELECT description_en FROM about WHERE title_en = 'Licence'") == []


@pytest.mark.parametrize("to", BOTH)
def test_the_licence_is_the_one_of_the_register(to: str, tmp_path: Path) -> None:
    meta = dataclasses.replace(told_plan().meta, licence="CC0-1.0")
    plan = dataclasses.replace(told_plan(), meta=meta)
    with opened(exported(plan, tmp_path / "plan", to), to) as base:
        licence = base.all("SELECT description_en FROM about WHERE title_en = 'Licence'")
    assert "creativecommons.org" in licence[0][0]


def searched(base: Base, words: str) -> list[tuple[Any, ...]]:
    if isinstance(base.connection, sqlite3.Connection):
        query = " ".join(f"{word}*" for word in words.split())
        return base.all(
            'SELECT "table", key FROM search WHERE search MATCH ? ORDER BY rowid', query
        )
    return base.all('SELECT "table", key FROM search(?)', words)


def test_search_covers_names_and_indicators(base: Base) -> None:
    names = dict.fromkeys(table for table, _ in searched(base, "tūrism"))
    assert list(names) == [
        name for name, _ in relational.SEARCHED if name in names
    ]  # in the order of the plan
    assert {"directions", "actions", "activities", "indicators"} <= set(names)
    assert ("indicators", "A 1.1") in searched(base, "uzņēmējdarbības ATBALSTA centrs")


@pytest.mark.parametrize("words", ["tūrisma", "turisma", "TŪRISMA", "TURISMA", "turism", "tūri"])
def test_search_folds_diacritics_and_finds_beginnings(base: Base, words: str) -> None:
    """Without a `*`: people do not write one."""
    assert found_plainly(base, words) >= found_plainly(base, "tūrisma") != set()
    assert found_plainly(base, "ūrisma") == set()  # a word is found by its beginning
    assert found_plainly(base, "turista") == set()


def found_plainly(base: Base, words: str) -> set[tuple[Any, ...]]:
    if isinstance(base.connection, sqlite3.Connection):
        quoted = f'"{words}"'  # as Datasette asks
        return set(base.all('SELECT "table", key FROM search WHERE search MATCH ?', quoted))
    return set(base.all('SELECT "table", key FROM search(?)', words))


def test_what_is_found_is_as_printed(base: Base) -> None:
    if isinstance(base.connection, sqlite3.Connection):
        [text] = base.all("SELECT text FROM search WHERE search MATCH 'turisma' LIMIT 1")
        [shown] = base.all(
            "SELECT highlight(search, 5, '<', '>') FROM search WHERE search MATCH 'turisma' LIMIT 1"
        )
        assert "<tūrism" in shown[0].casefold()
        assert shown[0].replace("<", "").replace(">", "") == text[0]
    else:
        [text] = base.all("SELECT text FROM search('turisma') LIMIT 1")
    assert "tūrism" in text[0].casefold()


def test_search_wants_all_words(base: Base) -> None:
    both = searched(base, "tūrisma maršrut")
    assert both and set(both) < set(searched(base, "tūrisma"))


def test_search_covers_the_name_of_every_level(tmp_path: Path) -> None:
    named = {
        table: (plan_tables()[table].row(**dict.fromkeys(plan_tables()[table].names)
                                         | {f"{role}_id": "X 9", "name": "Ziemeļblāzma"}),)
        for role, table in TABLES.items()
    }  # fmt: skip
    plan = dataclasses.replace(gold_plan(), **named)
    with opened(exported(plan, tmp_path / "plan", "sqlite"), "sqlite") as base:
        assert {table for table, _ in searched(base, "ziemelblazma")} == set(TABLES.values())


def test_datasette_can_tell_which_table_the_search_belongs_to(tmp_path: Path) -> None:
    with opened(exported(told_plan(), tmp_path / "plan", "sqlite"), "sqlite") as base:
        pattern = '%VIRTUAL TABLE%USING FTS%content="search_texts"%'  # as Datasette asks
        found = base.all("SELECT name FROM sqlite_master WHERE sql LIKE ?", pattern)
    assert found == [("search",)]


def test_datasette_is_told_what_the_tables_are(tmp_path: Path) -> None:
    made = exported(told_plan(), tmp_path / "plan", "sqlite")
    told = json.loads(made.with_name("metadata.json").read_text("utf-8"))
    assert told["title"] == told_plan().meta.title
    assert "license" not in told
    tables = told["databases"][made.stem]["tables"]
    with opened(made, "sqlite") as base:
        names = {name for (name,) in base.all("SELECT name FROM sqlite_master")}
        assert set(tables) <= names
        for name, table in plan_tables().items():
            columns = {row["name"] for row in base.dicts(f"PRAGMA table_info({name})")}
            assert set(tables[name]["columns"]) == columns
            assert table.about.lv in tables[name]["description"]


def test_a_full_disk_is_told_as_one_in_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def small(*arguments: Any, **options: Any) -> sqlite3.Connection:
        base = connect(*arguments, **options)
        base.execute("PRAGMA max_page_count = 10")
        return base

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(OSError, match=r"plan\.sqlite") as error:
        export.write(told_plan(), tmp_path / "plan.sqlite", "sqlite", register=Register())
    assert error.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_as_one_in_duckdb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**options: Any) -> None:
        raise duckdb.IOException('Could not write file "x": No space left on device')

    monkeypatch.setattr(duckdb, "connect", full)
    with pytest.raises(OSError, match=r"plan\.duckdb") as error:
        export.write(told_plan(), tmp_path / "plan.duckdb", "duckdb", register=Register())
    assert error.value.errno == errno.ENOSPC


def test_duckdb_search_takes_words_as_they_are(tmp_path: Path) -> None:
    with opened(exported(told_plan(), tmp_path / "plan", "duckdb"), "duckdb") as base:
        assert searched(base, "(t.sk.") != []
        assert searched(base, ".*") == []
        assert searched(base, "'; DROP TABLE plans; --") == []
