"""The reasons of repairs by code, in both languages.

A repair contains the code, or several joined by `; `; they are rendered only for display. Other
texts, such as the reason given for a correction, are shown unchanged.
"""

from __future__ import annotations

from pipeline.model.schema import Text

REASONS = {
    "soft-hyphen-at-line-end": Text(
        "rindas beigās ir mīkstā pārnesumzīme",
        "a soft hyphen ends the line",
    ),
    "hyphenation-at-line-end": Text(
        "rindas beigās ir defise, un šajā dokumentā vārdus pārnes ar defisi",
        "a hyphen ends the line, in a document that hyphenates",
    ),
    "hyphen-at-line-end": Text(
        "defise ir rindas pašās beigās",
        "a hyphen touches the end of the line",
    ),
    "slash-at-line-end": Text(
        "slīpsvītra ir rindas pašās beigās",
        "a slash touches the end of the line",
    ),
    "closing-mark-next": Text(
        "nākamā rinda sākas ar noslēdzošu pieturzīmi",
        "a closing mark begins the next line",
    ),
    "stop-next": Text(
        "nākamā rinda sākas ar pieturzīmi, kam šajā rindā nebija vietas",
        "a stop begins the next line, for which this one had no room",
    ),
    "opening-mark-last": Text(
        "rinda beidzas ar atverošu pieturzīmi",
        "an opening mark ends the line",
    ),
    "line-fills-column": Text(
        "rinda aizpilda kolonnu līdz pēdējam burtam",
        "the line fills its column to the last letter",
    ),
    "word-wider-than-column": Text(
        "viss vārds ir platāks par kolonnu",
        "the whole word is wider than the column",
    ),
    "no-blank-at-line-end": Text(
        "rindas beigās nav atstarpes",
        "the line does not end with a space",
    ),
    "word-occurs-elsewhere": Text(
        "viss vārds sastopams citur plānā",
        "the whole word occurs elsewhere",
    ),
    "dictionary-knows-the-whole-word": Text(
        "vārdnīcā ir viss vārds",
        "the dictionary knows the whole word",
    ),
    "amount-goes-on": Text(
        "turpinās summas ciparu grupa",
        "the grouping of the amount continues",
    ),
    "year-wider-than-column": Text(
        "viss gadskaitlis ir platāks par kolonnu",
        "the whole year is wider than the column",
    ),
    "first-half-occurs-nowhere": Text(
        "tā pirmā daļa atsevišķi nav sastopama",
        "its first part does not occur elsewhere",
    ),
    "first-on-page-without-id": Text(
        "tā ir pirmā savā lappusē, un tai nav ID",
        "it is the first on its page and has no id",
    ),
    "row-before-without-id": Text(
        "iepriekšējai rindai nav ID, šai ir",
        "the row before it has no id, this one has",
    ),
    "first-cell-goes-on": Text(
        "tās pirmā šūna turpinās bez ID",
        "its first cell continues without an id",
    ),
    "id-cut-by-page-break": Text(
        "lappuses robeža pāršķēlusi tās ID",
        "its id is cut by the page break",
    ),
    "printed-over-another-text": Text(
        "iespiests pāri citam tekstam vai cits teksts pāri tam",
        "it is printed over another text, or another text over it",
    ),
    "cell-merged-with-row-above": Text(
        "šūna apvienota ar augšējo rindu",
        "its cell is merged with the row above",
    ),
    "page-is-a-picture": Text(
        "tā ir lappusē, kas ir attēls, un nolasīta ar OCR",
        "it is on a scanned page and was recognised by OCR",
    ),
    "dictionary-knows-another-reading": Text(
        "vārdnīcā ir līdzīga vārda forma, ne tā, kas nolasīta",
        "the dictionary has a similar word, but not the one that was read",
    ),
    "letter-read-for-a-digit": Text(
        "starp cipariem nolasīts burts ar cipara izskatu",
        "between digits a letter that resembles one was read",
    ),
    "bytes-before-the-header": Text(
        "baiti pirms PDF galvenes izlaisti",
        "bytes before the header were skipped",
    ),
    "cross-references-broken": Text(
        "faila šķērsnorāžu tabula bija bojāta un izveidota no jauna",
        "its cross-reference table was damaged and rebuilt",
    ),
    "structure-broken": Text(
        "faila struktūra bija bojāta un pārrakstīta no jauna",
        "its structure was damaged and rewritten by another library",
    ),
    "streams-damaged": Text(
        "daļa faila saspiesto datu ir bojāta, un to saturs var būt pazudis",
        "some of its compressed streams are damaged: their contents may be lost",
    ),
    "like-a-wording-of-the-profile": Text(
        "galvene līdzīga šim profila formulējumam",
        "the header is similar to this wording of the profile",
    ),
    "first-on-page-without-name": Text(
        "tā ir pirmā savā lappusē, un tai nav nosaukuma",
        "it is the first on its page and has no name",
    ),
    "name-goes-on": Text(
        "tās nosaukums turpinās teikuma vidū",
        "its name continues in the middle of a sentence",
    ),
    "filled-cells-empty": Text(
        "tajā tukšas šūnas, kas citās rindās ir aizpildītas",
        "cells that are filled in all other rows are empty in it",
    ),
}


def in_words(reason: str) -> Text:
    """The reason in both languages, part by part."""
    parts = [REASONS.get(part) or Text(part, part) for part in reason.split("; ")]
    return Text("; ".join(part.lv for part in parts), "; ".join(part.en for part in parts))
