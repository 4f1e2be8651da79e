"""Reasons of repairs in Latvian: the tables hold them in English, the report shows both.

A reason is a sentence, or several joined by `; `. One that is not known here is shown as it is.
"""

from __future__ import annotations

LATVIAN = {
    "a soft hyphen ends the line": "rinda beidzas ar mīksto pārnesumu",
    "a hyphen touches the end of the line": "defise cieši noslēdz rindu",
    "a slash touches the end of the line": "slīpsvītra cieši noslēdz rindu",
    "a closing mark begins the next line": "nākamā rinda sākas ar noslēdzošu pieturzīmi",
    "an opening mark ends the line": "rinda beidzas ar atverošu pieturzīmi",
    "the line fills its column to the last letter": "rinda aizpilda kolonnu līdz pēdējam burtam",
    "the whole word is wider than the column": "viss vārds ir platāks par kolonnu",
    "no blank ends the line": "rindas beigās nav atstarpes",
    "the whole word occurs elsewhere": "viss vārds sastopams citur plānā",
    "the dictionary knows the whole word": "vārdnīcā ir viss vārds",
    "the grouping of the amount goes on": "turpinās summas ciparu grupa",
    "the whole year is wider than the column": "viss gadskaitlis ir platāks par kolonnu",
    "its first half does not occur": "tā pirmā puse viena nav sastopama",
    "it comes first on its page and has no id": "tā ir pirmā savā lappusē, un tai nav ID",
    "the row before it has no id, this one has": "iepriekšējai rindai nav ID, šai ir",
    "its first cell goes on without an id": "tās pirmā šūna turpinās bez ID",
    "its id is cut by the page break": "lappuses robeža pāršķēlusi tās ID",
    "it is printed over another text, or another text over it": (
        "iespiests pāri citam tekstam, vai cits teksts pāri tam"
    ),
    "its cell is merged with the row above": "šūna apvienota ar augšējo rindu",
    "it stands on a page that is a picture, and was recognised by OCR": (
        "tā ir lappusē, kas ir attēls, un nolasīta ar OCR"
    ),
    "bytes before the header were skipped": "baiti pirms PDF galvenes izlaisti",
    "its table of cross-references was broken and built anew": (
        "faila šķērsnorāžu tabula bija bojāta un veidota no jauna"
    ),
    "its structure was broken and written anew by another library": (
        "faila struktūra bija bojāta un pārrakstīta no jauna"
    ),
    "some of its compressed streams are damaged: what they hold may be lost": (
        "daļa faila saspiesto datu ir bojāta, un to saturs var būt zudis"
    ),
    "the header is like this wording of the profile": "galvene līdzīga šim profila formulējumam",
}


def in_latvian(reason: str) -> str:
    """The reason in Latvian, part by part."""
    return "; ".join(LATVIAN.get(part, part) for part in reason.split("; "))
