"""The format of a profile file, entry by entry: what is accepted, and what each entry says.

`docs/profile-reference.md` is made from it.
"""

from __future__ import annotations

from typing import Annotated

import msgspec


def _about(text: str) -> msgspec.Meta:
    return msgspec.Meta(description=text)


class LevelEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A level of the plan, under its role: `[levels.action]`."""

    pattern: Annotated[
        str | None,
        _about(
            "how its ids look, `#` for a number and `@` for a Roman one: `U#.#.#`, "
            "`#. prioritāte`, `@.#`; the form that the tables give them. Left out where ids are "
            "not printed"
        ),
    ] = None
    printed: Annotated[
        str | None,
        _about("how ids are to be printed, `R #.#.#.`, where another way is worth a finding"),
    ] = None
    seen: Annotated[list[str], _about("where the plan shows the level, in one way or several")] = []
    worded: Annotated[
        bool,
        _about("its word stands before each id in headings and bands: `Uzdevums 1.1.`"),
    ] = False
    label: Annotated[str | None, _about("what the plan calls one of them: `Uzdevums`")] = None
    plural: Annotated[str | None, _about("what it calls several: `Uzdevumi`")] = None
    label_en: Annotated[str | None, _about("the same in English")] = None
    plural_en: Annotated[str | None, _about("the same in English")] = None


class ColumnEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A column of a table: `{ field = "name", headers = ["Pasākums"] }`."""

    field: Annotated[str, _about("what it holds, one of the fields below")]
    headers: Annotated[
        list[str],
        _about(
            "the wordings that may stand above it; a header of two rows is written with a slash: "
            "`Finansējuma avots, EUR / ES fondi`"
        ),
    ]
    name: Annotated[
        str | None,
        _about("of a column of the plan's own (`more`): its name in the tables, `territory`"),
    ] = None
    label: Annotated[str | None, _about("its heading for people, where the header is not")] = None
    kind: Annotated[str | None, _about("what such a column holds, one of the kinds below")] = None
    source: Annotated[str | None, _about("of a money column: whose money, `ES fondi`")] = None
    year: Annotated[int | None, _about("of a money column or a column of marks: its year")] = None
    unit: Annotated[str | None, _about("of amounts, where they are not in euro")] = None
    unsure: Annotated[
        bool, _about("its role is not confirmed yet: its cells are kept in `extras` as well")
    ] = False
    partners: Annotated[bool, _about("partners stand in brackets after the responsible bodies")] = (
        False
    )


class TableEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A kind of table, known by its headers: `[[tables]]`."""

    kind: Annotated[str, _about("what its rows are, one of the kinds below")]
    columns: Annotated[list[ColumnEntry], _about("its columns, in any order")]
    required: Annotated[
        list[str], _about("the fields in which an empty cell is a fault (`missing-value`)")
    ] = []
    nested: Annotated[bool, _about("its rows belong to the level that they stand under")] = False


class NamesEntry(msgspec.Struct, forbid_unknown_fields=True):
    """Names in lists of bodies and sources: `[names]`."""

    whole: Annotated[list[str], _about("names with commas in them, never cut within")] = []
    sources: Annotated[
        list[str], _about("sources of funding that may follow each other without a comma")
    ] = []
    bodies: Annotated[
        list[str], _about("responsible bodies that may follow each other without a comma")
    ] = []
    only: Annotated[
        bool, _about("a list without commas is cut only where it holds known names alone")
    ] = False


class RulesEntry(msgspec.Struct, forbid_unknown_fields=True):
    """Rules: `[rules]`."""

    skip: Annotated[list[str], _about("rules whose findings are not wanted for this plan")] = []


class ProfileEntry(msgspec.Struct, forbid_unknown_fields=True):
    """The file as a whole."""

    name: Annotated[str, _about("what the profile is called: the name of its file without `.toml`")]
    levels: Annotated[dict[str, LevelEntry], _about("the levels that the plan has, by role")]
    tables: Annotated[list[TableEntry], _about("the kinds of tables that the plan has")]
    title: Annotated[str | None, _about("the title of the plan")] = None
    period: Annotated[
        tuple[int, int] | None, _about("first and last year of the plan: `[2021, 2027]`")
    ] = None
    drafted: Annotated[
        bool, _about("the program drafted it, and it has not been reviewed yet (`profile-drafted`)")
    ] = False
    names: Annotated[NamesEntry, _about("names in lists")] = msgspec.field(
        default_factory=NamesEntry
    )
    rules: Annotated[RulesEntry, _about("rules that the plan switches off")] = msgspec.field(
        default_factory=RulesEntry
    )


# The units of amounts in euros; `%` is for shares.
UNITS = {"EUR": 1, "tūkst. EUR": 1000, "milj. EUR": 1_000_000}
