"""Profiles: what is read, and what is refused, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import fields, profile
from pipeline.model.errors import UsageError

GOOD = """name = "novads"
title = "Novada rīcības plāns"
period = [2021, 2027]

[levels.priority]
pattern = "VTP#"
seen = ["heading"]

[levels.activity]
pattern = "#.#.#.#"
label = "Pasākums"
plural = "Pasākumi"

[[tables]]
kind = "activities"
nested = true
columns = [
    { field = "id", headers = ["Nr."] },
    { field = "name", headers = ["Pasākums"] },
    { field = "money", headers = ["Finansējums, EUR / ES fondi"], source = "ES fondi" },
    { field = "money", headers = ["2024"], year = 2024, unit = "tūkst. EUR" },
    { field = "more", name = "territory", label = "Teritorija", headers = ["Vieta"] },
]
required = ["id", "name"]

[names]
whole = ["zivju, dzērienu un gaļas ražotāji"]

[rules]
skip = ["punctuation"]
"""


def test_a_profile() -> None:
    own = profile.read(GOOD, "novads.toml", "novads")
    assert (own.name, own.title, own.period) == ("novads", "Novada rīcības plāns", (2021, 2027))
    assert list(own.levels) == ["priority", "activity"]
    activities = own.level("activity")
    assert activities is not None and activities.pattern is not None
    assert activities.pattern.parse("1.1.1.1.") == "1.1.1.1"
    assert activities.label.lv == "Pasākums" and activities.plural.lv == "Pasākumi"
    (shape,) = own.tables
    assert [column.key for column in shape.columns] == [
        "id", "name", "money ES fondi", "money 2024", "more territory",
    ]  # fmt: skip
    assert [column.unit for column in shape.columns] == [1, 1, 1, 1000, 1]
    assert shape.key == "id" and shape.nested
    assert own.whole == ("zivju, dzērienu un gaļas ražotāji",) and own.skip == ("punctuation",)


def test_columns_of_its_own_are_declared_with_the_tables() -> None:
    own = profile.read(GOOD, "novads.toml")
    column = own.declared["activities"].column("territory")
    assert column.label.lv == "Teritorija" and column.kind is str and column.nullable
    assert "territory" not in profile.load("zpr-2015-2020").declared["activities"].names


def test_a_profile_is_read_again_from_its_entries() -> None:
    own = profile.read(GOOD, "novads.toml")
    assert profile.parse(profile.data_of(own), "plan.json") == own


# ruff: noqa: E501
WRONG = {
    "broken TOML": ('[levels.priority]\npattern = "VTP#', r"not valid TOML.*line 6"),
    "a number instead of a table": (
        '[levels]\nactivity = 4',
        r"novads\.toml:\d+ has in levels\.activity: Expected `object`, got `int`",
    ),
    "a number instead of a pattern": ('[levels.activity]\npattern = 4', r"novads\.toml:\d+.*pattern"),
    "a text instead of a list": (
        '[levels.activity]\nseen = "band"', r"novads\.toml:\d+.*seen.*Expected `array`, got `str`"
    ),
    "a pattern without a number": ('[levels.activity]\npattern = "A"', r"novads\.toml:\d+.*needs one run of #"),
    "an unknown level": ('[levels.chapter]\npattern = "N#"', r"novads\.toml:\d+.*“chapter”.*known: goal"),
    "an unknown way of being seen": ('[levels.goal]\nseen = ["dream"]', r"novads\.toml:\d+.*“dream”.*known: heading"),
    "an unknown entry": ('[levels.goal]\ndepth = 2', r"novads\.toml:\d+.*unknown field `depth`"),
    "an unknown section": ('[colours]\nred = true', r"novads\.toml.*unknown field `colours`"),
    "an unknown kind of table": ('[[tables]]\nkind = "prices"\ncolumns = []', r"novads\.toml:\d+.*“prices”.*known: actions"),
    "an unknown field": (
        '[[tables]]\nkind = "activities"\ncolumns = [{ field = "colour", headers = ["Krāsa"] }]',
        r"novads\.toml:\d+.*“colour”.*known: id",
    ),
    "an unknown field that is required": (
        '[[tables]]\nkind = "activities"\nrequired = ["colour"]\n'
        'columns = [{ field = "id", headers = ["Nr."] }]',
        r"novads\.toml:\d+.*“colour”",
    ),
    "an unknown unit": (
        '[[tables]]\nkind = "activities"\n'
        'columns = [{ field = "amount", headers = ["Summa"], unit = "LVL" }]',
        r"novads\.toml:\d+.*“LVL”.*known: EUR",
    ),
    "a column without headers": (
        '[[tables]]\nkind = "activities"\ncolumns = [{ field = "id", headers = [] }]',
        r"novads\.toml.*“id” without headers",
    ),
    "headers left out": (
        '[[tables]]\nkind = "activities"\ncolumns = [{ field = "id" }]',
        r"novads\.toml.*required field `headers`",
    ),
    "a column of its own without a name": (
        '[[tables]]\nkind = "activities"\ncolumns = [{ field = "more", headers = ["Vieta"] }]',
        r"novads\.toml.*without a name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_profile_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    entries, message = WRONG[name]
    levels = "" if "levels" in entries else '[levels.activity]\npattern = "#"\n\n'
    tables = (
        ""
        if "[[tables]]" in entries or name == "broken TOML"
        else '\n[[tables]]\nkind = "activities"\ncolumns = [{ field = "id", headers = ["Nr."] }]\n'
    )
    file = tmp_path / "novads.toml"
    text = f'name = "novads"\n# izdomāts\n\n{levels}\n{entries}\n{tables}'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        profile.load(str(file))


def test_a_profile_without_a_name_or_tables(tmp_path: Path) -> None:
    for text in ("", 'name = "novads"', 'name = "novads"\n[levels.goal]\n'):
        with pytest.raises(UsageError, match="missing required field"):
            profile.read(text, "novads.toml")


def test_a_profile_of_a_project_calls_itself_what_its_file_is_called(tmp_path: Path) -> None:
    file = tmp_path / "profiles" / "cits.toml"
    file.parent.mkdir()
    file.write_text(f"# plāns\n{GOOD}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cits\.toml:2 calls itself “novads”, not “cits”"):
        profile.load("cits", tmp_path)


def test_a_profile_given_by_its_file_may_lie_in_any_file(tmp_path: Path) -> None:
    file = tmp_path / "uzmetums.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert profile.load(str(file)).name == "novads"


def test_a_file_that_is_none_of_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nav\.toml cannot be read"):
        profile.load(str(tmp_path / "nav.toml"))
    file = tmp_path / "cits.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="UTF-8"):
        profile.load(str(file))


def test_an_unknown_name_lists_those_that_are_known(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "novads.toml").write_text(GOOD, encoding="utf-8")
    assert profile.load("novads", tmp_path).name == "novads"
    assert profile.names(tmp_path) == ("novads", "zpr-2015-2020")
    with pytest.raises(UsageError, match=r"Known profiles: novads, zpr-2015-2020"):
        profile.load("pilsēta", tmp_path)


def test_every_word_of_the_format_is_explained() -> None:
    assert set(fields.ABOUT_KINDS) == set(fields.KINDS)
    assert set(fields.ABOUT_NAMES) == set(fields.NAMES)
    assert set(fields.ABOUT_KIND_TYPES) == set(fields.KIND_TYPES)
