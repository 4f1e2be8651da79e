"""Nouns that profiles give, in the cases that sentences need."""

from __future__ import annotations

import pytest

from pipeline.model.latvian import noun
from pipeline.model.numbers import counted
from pipeline.model.schema import Text


@pytest.mark.parametrize(
    ("one", "many", "of_one", "of_many", "to_one", "to_many", "feminine"),
    [
        ("Aktivitāte", "Aktivitātes", "aktivitātes", "aktivitāšu", "aktivitātei", "aktivitātēm",
         True),
        ("Rīcība", "Rīcības", "rīcības", "rīcību", "rīcībai", "rīcībām", True),
        ("Darbības programma", "Darbības programmas", "darbības programmas", "darbības programmu",
         "darbības programmai", "darbības programmām", True),
        ("Iecere", "Ieceres", "ieceres", "ieceru", "iecerei", "iecerēm", True),
        ("Pilsētas zīme", "Pilsētas zīmes", "pilsētas zīmes", "pilsētas zīmju", "pilsētas zīmei",
         "pilsētas zīmēm", True),
        ("Pasākums", "Pasākumi", "pasākuma", "pasākumu", "pasākumam", "pasākumiem", False),
        ("Investīciju projekts", "Investīciju projekti", "investīciju projekta",
         "investīciju projektu", "investīciju projektam", "investīciju projektiem", False),
        ("ITI projekts", "ITI projekti", "ITI projekta", "ITI projektu", "ITI projektam",
         "ITI projektiem", False),
        ("Mērķis", "Mērķi", "mērķa", "mērķu", "mērķim", "mērķiem", False),
        ("Darba posms", "Darba posmi", "darba posma", "darba posmu", "darba posmam",
         "darba posmiem", False),
        # what nobody knows how to decline is a row
        ("Plānotais pasākums", "Plānotie pasākumi", "rindas", "rindu", "rindai", "rindām", True),
        ("Projekta nosaukums", "Projekta nosaukums", "rindas", "rindu", "rindai", "rindām", True),
        ("Foto", "Foto", "rindas", "rindu", "rindai", "rindām", True),
        ("", "", "rindas", "rindu", "rindai", "rindām", True),
    ],
)  # fmt: skip
def test_a_noun_is_declined_by_its_ending(
    one: str, many: str, of_one: str, of_many: str, to_one: str, to_many: str, feminine: bool
) -> None:
    own = noun(Text(one, ""), Text(many, ""))
    assert (own.of_one, own.of_many, own.to_one, own.to_many, own.feminine) == (
        of_one, of_many, to_one, to_many, feminine,
    )  # fmt: skip


def test_a_number_takes_its_form() -> None:
    own = noun(Text("Pasākums", ""), Text("Pasākumi", ""))
    told = [counted(number, own.forms) for number in (0, 1, 2, 11, 21)]
    assert told == ["0 pasākumu", "1 pasākums", "2 pasākumi", "11 pasākumu", "21 pasākums"]
    assert counted(3, own.dative_forms) == "3 pasākumiem"
