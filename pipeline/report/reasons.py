"""Reasons of repairs in both languages.

A reason is one code, or several joined by `; `; each has its words here and nowhere else. Tables
that were written before reasons had codes hold the English sentence instead: it is found by itself,
never taken apart. What is known in neither way is shown as it is.
"""

from __future__ import annotations

from pipeline.model.schema import Text

REASONS = {
    "soft-hyphen-at-line-end": Text(
        "rindas beigās ir mīkstā pārnesumzīme",
        "a soft hyphen ends the line",
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
        "no blank ends the line",
    ),
    "word-occurs-elsewhere": Text(
        "viss vārds sastopams citur plānā",
        "the whole word occurs elsewhere",
    ),
    "the-dictionary-knows-the-whole-word": Text(
        "vārdnīcā ir viss vārds",
        "the dictionary knows the whole word",
    ),
    "the-grouping-of-the-amount-goes-on": Text(
        "turpinās summas ciparu grupa",
        "the grouping of the amount goes on",
    ),
    "the-whole-year-is-wider-than-the": Text(
        "viss gadskaitlis ir platāks par kolonnu",
        "the whole year is wider than the column",
    ),
    "first-half-does-not-occur": Text(
        "tā pirmā daļa atsevišķi nav sastopama",
        "its first half does not occur",
    ),
    "first-on-page-without-id": Text(
        "tā ir pirmā savā lappusē, un tai nav ID",
        "it comes first on its page and has no id",
    ),
    "row-before-without-id": Text(
        "iepriekšējai rindai nav ID, šai ir",
        "the row before it has no id, this one has",
    ),
    "first-cell-goes-on": Text(
        "tās pirmā šūna turpinās bez ID",
        "its first cell goes on without an id",
    ),
    "id-cut-by-page-break": Text(
        "lappuses robeža pāršķēlusi tās ID",
        "its id is cut by the page break",
    ),
    "it-is-printed-over-another-text-or": Text(
        "iespiests pāri citam tekstam vai cits teksts pāri tam",
        "it is printed over another text, or another text over it",
    ),
    "cell-merged-with-row-above": Text(
        "šūna apvienota ar augšējo rindu",
        "its cell is merged with the row above",
    ),
    "it-stands-on-a-page-that-is": Text(
        "tā ir lappusē, kas ir attēls, un nolasīta ar OCR",
        "it stands on a page that is a picture, and was recognised by OCR",
    ),
    "bytes-before-the-header-were-skipped": Text(
        "baiti pirms PDF galvenes izlaisti",
        "bytes before the header were skipped",
    ),
    "its-table-of-cross-references-was-broken": Text(
        "faila šķērsnorāžu tabula bija bojāta un izveidota no jauna",
        "its table of cross-references was broken and built anew",
    ),
    "its-structure-was-broken-and-written-anew": Text(
        "faila struktūra bija bojāta un pārrakstīta no jauna",
        "its structure was broken and written anew by another library",
    ),
    "some-of-its-compressed-streams-are-damaged": Text(
        "daļa faila saspiesto datu ir bojāta, un to saturs var būt pazudis",
        "some of its compressed streams are damaged: what they hold may be lost",
    ),
    "the-header-is-like-this-wording-of": Text(
        "galvene līdzīga šim profila formulējumam",
        "the header is like this wording of the profile",
    ),
}
_BY_SENTENCE = {text.en: text for text in REASONS.values()}


def in_words(reason: str) -> Text:
    """The reason in both languages, part by part."""
    parts = [
        REASONS.get(part) or _BY_SENTENCE.get(part) or Text(part, part)
        for part in reason.split("; ")
    ]
    return Text("; ".join(part.lv for part in parts), "; ".join(part.en for part in parts))
