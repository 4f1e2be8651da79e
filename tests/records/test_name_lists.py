"""Lists of names cut into items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.name_lists import cut, names

WHOLE = ["zivju, dzērienu un gaļas ražotāji"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VARAM, LIAA; NVA", ["VARAM", "LIAA", "NVA"]),
        ("VARAM,, LIAA, ", ["VARAM", "LIAA"]),  # empty items are dropped
        ("", []),
        # brackets protect what is in them, one that does not close protects nothing
        ("ES fondi (ERAF, ESF), valsts", ["ES fondi (ERAF, ESF)", "valsts"]),
        ("DP (SAM 9.2.2., valsts", ["DP (SAM 9.2.2.", "valsts"]),
        ("DP (SAM, valsts (ES, ERAF)", ["DP (SAM", "valsts (ES, ERAF)"]),
        # `u.c.` stays with the item before it
        ("VARAM, LIAA, u.c.", ["VARAM", "LIAA, u.c."]),
        ("VARAM, skolas u.c.", ["VARAM", "skolas u.c."]),
        # names that hold commas
        ("NVA, zivju, dzērienu un gaļas ražotāji, LIAA",
         ["NVA", "zivju, dzērienu un gaļas ražotāji", "LIAA"]),
        ("Zivju,  dzērienu un gaļas ražotāji", ["Zivju,  dzērienu un gaļas ražotāji"]),
        ("lielzivju, dzērienu un gaļas ražotāji",
         ["lielzivju", "dzērienu un gaļas ražotāji"]),  # another word
    ],
)  # fmt: skip
def test_cut(text: str, expected: list[str]) -> None:
    assert cut(text, whole=WHOLE) == expected


KNOWN = ["ZPR", "VARAM", "ETS", "ES fondu tehniskā palīdzība", "Valsts budžets", "LIFE", "LIFE+"]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("ZPR VARAM ETS", ",;", ["ZPR", "VARAM", "ETS"]),
        ("Valsts budžets ETS", ",;", ["Valsts budžets", "ETS"]),
        ("ES fondu tehniskā palīdzība ZPR", ",;", ["ES fondu tehniskā palīdzība", "ZPR"]),
        ("ZPR (ZUC)", ",;/", ["ZPR (ZUC)"]),  # a bracket belongs to the name before it
        ("ZPR / VARAM", ",;/", ["ZPR", "VARAM"]),
        ("LIFE+ ZPR", ",;", ["LIFE+", "ZPR"]),  # the longest name
        ("ZPR, Jauns fonds", ",;", ["ZPR", "Jauns fonds"]),  # parted by a comma: a name
        ("ETS Jauns fonds ZPR", ",;", ["ETS", "?Jauns fonds", "ZPR"]),
        ("NeZPR", ",;", ["NeZPR"]),
    ],
)
def test_names(text: str, marks: str, expected: list[str]) -> None:
    found = names(text, KNOWN, marks)
    assert [item.text if item.known else f"?{item.text}" for item in found] == expected


def test_a_list_is_cut_only_where_it_holds_known_names_alone() -> None:
    assert [item.text for item in names("ZPR VARAM", KNOWN, only_known=True)] == ["ZPR", "VARAM"]
    mixed = names("ZPR attīstības nodaļa", KNOWN, only_known=True)
    assert [(item.text, item.known) for item in mixed] == [("ZPR attīstības nodaļa", True)]


@given(st.text(alphabet="ab,;() ", max_size=40))
def test_nothing_is_lost_but_marks(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(char for char in value if char.isalpha())

    assert letters("".join(cut(text))) == letters(text)
