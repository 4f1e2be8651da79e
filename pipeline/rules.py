"""The rules of the contract, each declared once: severity, title, explanation, messages.

Who finds what: rules with `source` "tables" are checked by `pipeline.validate` on the tables of a
plan, so they can be checked again on tables from disk; rules with `source` "reading" are found by
the stages that read the PDF, and `validate` keeps those findings as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.schema import Text

Severity = Literal["error", "warning", "info"]
Source = Literal["tables", "reading"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared. `messages` are the templates by variant; most rules have one, ''."""

    id: str
    severity: Severity
    source: Source
    title: Text
    about: Text
    messages: Mapping[str, Text]


RULES: dict[str, Rule] = {}


def _rule(
    rule_id: str,
    severity: Severity,
    title: tuple[str, str],
    about: tuple[str, str],
    *messages: tuple[str, str] | tuple[str, str, str],
    source: Source = "tables",
) -> None:
    """Declare a rule; a message is (Latvian, English), with its variant first where there are
    several.
    """
    texts: dict[str, Text] = {}
    for parts in messages:
        variant, lv, en = parts if len(parts) == 3 else ("", *parts)
        texts[variant] = Text(lv, en)
    RULES[rule_id] = Rule(rule_id, severity, source, Text(*title), Text(*about), texts)


# ── errors: the plan contradicts itself, or was not understood ──────────────────────────────────

_rule(
    "unknown-activity",
    "error",
    ("Norāde uz neesošu aktivitāti", "Reference to no activity"),
    (
        "Rīcība norāda uz aktivitāti, kuras plānā nav: vai nu norādē ir kļūda, vai aktivitāte "
        "izkritusi.",
        "An action refers to an activity that the plan does not have: either the reference is "
        "wrong or "
        "the activity was lost.",
    ),
    (
        "{key} norāda uz {activity}, bet šādas aktivitātes plānā nav.",
        "{key} refers to {activity}, but the plan has no such activity.",
    ),
)
_rule(
    "unknown-priority",
    "error",
    ("Neesoša prioritāte", "No such priority"),
    ("Norādīta prioritāte, kuras plānā nav.", "A priority is stated that the plan does not have."),
    (
        "{key} norāda prioritāti {priority}, bet plānā tādas nav.",
        "{key} states priority {priority}, but the plan has no such priority.",
    ),
)
_rule(
    "duplicate-id",
    "error",
    ("Atkārtots ID", "Repeated id"),
    (
        "Vienu un to pašu ID plānā nes vairākas rindas. Norādes attiecinātas uz pirmo; "
        "pārējās tabulās "
        "ir ar piezīmi #2, #3 utt.",
        "Several rows of the plan carry one id. References go to the first; the others stand "
        "in the "
        "tables with #2, #3 and so on.",
    ),
    (
        "ID {id} plānā atkārtojas: šī ir {nth}. rinda ar to; tabulās tā ir {key}.",
        "Id {id} is repeated in the plan: this is row number {nth} with it; in the tables it "
        "is {key}.",
    ),
)
_rule(
    "malformed-amount",
    "error",
    ("Nesaprotama summa", "Amount that is no number"),
    (
        "Summa nav viennozīmīgi pierakstīta, tāpēc skaitlis nav minēts; iespiestais teksts "
        "saglabāts.",
        "The amount is not written in a way that allows one reading, so no number is given; "
        "the printed "
        "text is kept.",
    ),
    (
        "Summu „{value}” nevar viennozīmīgi izlasīt kā skaitli.",
        "The amount “{value}” cannot be read as one number.",
    ),
)
_rule(
    "unparsed-value",
    "error",
    ("Neizlasāma vērtība", "Value that does not parse"),
    (
        "Periods, gads, norāde vai ID nav pierakstīts tā, kā plānā paredzēts, tāpēc vērtība "
        "nav iegūta.",
        "A period, year, reference or id is not written the way the plan writes them, so no "
        "value was "
        "taken from it.",
    ),
    ("{column}: „{value}” neizdevās saprast.", "{column}: “{value}” could not be understood."),
    (
        "dangling",
        "{column}: „{value}” nenorāda ne uz vienu rindu tabulā „{target}”.",
        "{column}: “{value}” names no row of the table “{target}”.",
    ),
    (
        "null",
        "{column}: vērtībai jābūt, bet tās nav.",
        "{column}: a value is required, and there is none.",
    ),
)
_rule(
    "unaccounted-text",
    "error",
    ("Neiekļauts teksts", "Text not accounted for"),
    (
        "Lappusē ir vārdi, kas nav nonākuši nevienā tabulā, galvenē, virsrakstā, rindkopā vai "
        "lapas noformējumā.",
        "The page holds words that went into no table, header, heading, paragraph or page "
        "furniture.",
    ),
    (
        "Teksts „{value}” {page}. lappusē nav iekļauts nekur.",
        "The text “{value}” on page {page} was put nowhere.",
    ),
    source="reading",
)
_rule(
    "page-without-text",
    "error",
    ("Lappuse bez teksta", "Page without text"),
    (
        "Lappusē nav neviena vārda; iespējams, tā ir skenēta kā attēls.",
        "The page has no words; it may be a scanned picture.",
    ),
    ("{page}. lappusē nav teksta.", "Page {page} has no text."),
    source="reading",
)
_rule(
    "page-repeated",
    "error",
    ("Atkārtota lappuse", "Repeated page"),
    (
        "Lappuses saturs jau ir bijis citā lappusē.",
        "The content of the page was already on another page.",
    ),
    ("{page}. lappuse atkārto {first}. lappusi.", "Page {page} repeats page {first}."),
    source="reading",
)
_rule(
    "page-missing",
    "error",
    ("Trūkst lappuses", "Missing page"),
    (
        "Iespiestie lappušu numuri neseko cits citam.",
        "The printed page numbers do not follow one another.",
    ),
    (
        "Pirms {page}. lappuses trūkst lappuses ar iespiesto numuru {missing}.",
        "Before page {page} the page with the printed number {missing} is missing.",
    ),
    source="reading",
)
_rule(
    "unmapped-glyph",
    "error",
    ("Zīme bez burta", "Glyph without a letter"),
    (
        "PDF fonts nepasaka, kāds burts ir zīme; teksts šajā vietā nav ticams.",
        "The font of the PDF does not tell which letter a glyph is; the text here cannot be "
        "trusted.",
    ),
    (
        "{page}. lappusē „{value}” ir zīmes, kurām fonts burtu nenorāda.",
        "On page {page}, “{value}” holds glyphs for which the font gives no letter.",
    ),
    source="reading",
)
_rule(
    "engines-disagree",
    "error",
    ("Lasītāji nesaskan", "Readers disagree"),
    (
        "Divas neatkarīgas PDF lasīšanas bibliotēkas šajā vietā nolasīja atšķirīgu tekstu.",
        "Two independent PDF libraries read different text here.",
    ),
    (
        "{page}. lappusē viens lasītājs redz „{value}”, otrs – „{other}”.",
        "On page {page} one reader sees “{value}”, the other “{other}”.",
    ),
    source="reading",
)

# ── warnings: doubtful, and worth asking the plan's authors ─────────────────────────────────────

_rule(
    "missing-value",
    "warning",
    ("Tukša šūna", "Empty cell"),
    (
        "Kolonnā, kas plānā ir obligāta, šūna ir tukša.",
        "A cell is empty in a column that the plan requires.",
    ),
    ("{key}: kolonna „{column}” ir tukša.", "{key}: the column “{column}” is empty."),
    (
        "list",
        "{key}: tabulā „{table}” nav neviena ieraksta.",
        "{key}: the table “{table}” has no entry for it.",
    ),
)
_rule(
    "unreferenced-activity",
    "warning",
    ("Aktivitāte bez rīcības", "Activity without an action"),
    ("Uz aktivitāti nenorāda neviena rīcība.", "No action leads to the activity."),
    ("Uz {key} nenorāda neviena rīcība.", "No action leads to {key}."),
)
_rule(
    "priority-not-stated",
    "warning",
    ("Nenorādīta prioritāte", "Priority not stated"),
    (
        "Uz aktivitāti norāda kādas prioritātes rīcība, bet pati aktivitāte šo prioritāti "
        "nenorāda.",
        "An action of a priority leads to the activity, and the activity does not state that "
        "priority.",
    ),
    (
        "Uz {key} norāda {actions}, bet {key} nenorāda prioritāti {priorities}.",
        "{actions} leads to {key}, but {key} does not state priority {priorities}.",
    ),
)
_rule(
    "deadline-after-action",
    "warning",
    ("Termiņš pēc rīcības beigām", "Deadline after the action's end"),
    (
        "Aktivitātes termiņš ir vēlāks par tās rīcības beigām, kas uz to norāda.",
        "The deadline of an activity is later than the end of an action that leads to it.",
    ),
    (
        "{key} termiņš ir {value}, bet rīcība beidzas agrāk: {actions}.",
        "The deadline of {key} is {value}, but its action ends earlier: {actions}.",
    ),
)
_rule(
    "outside-period",
    "warning",
    ("Ārpus plāna perioda", "Outside the plan's period"),
    (
        "Periods vai termiņš iziet ārpus paša plāna perioda.",
        "A period or a deadline lies outside the plan's own period.",
    ),
    (
        "{key}: „{value}” ir ārpus plāna perioda {start}–{end}.",
        "{key}: “{value}” lies outside the plan's period {start}–{end}.",
    ),
)
_rule(
    "id-sequence",
    "warning",
    ("Numerācijas pārrāvums", "Break in numbering"),
    (
        "Vienas grupas ID neseko cits citam: numurs izlaists vai kārtība iet atpakaļ.",
        "The ids of one group do not follow one another: a number is left out or the order "
        "steps back.",
    ),
    ("gap", "Pirms {key} izlaists {missing}.", "Before {key}, {missing} is left out."),
    ("back", "{key} stāv pēc {before}.", "{key} stands after {before}."),
)
_rule(
    "prefix-mismatch",
    "warning",
    ("ID neatbilst vietai", "Id does not fit its place"),
    (
        "Rīcības ID sākas ar cita virziena numuru, virziena ID – ar citas prioritātes numuru, vai "
        "aktivitātes pirmais numurs nav neviena no tās prioritātēm.",
        "The id of an action begins with the number of another direction, that of a direction "
        "with the "
        "number of another priority, or the first number of an activity is none of its priorities.",
    ),
    ("{key} stāv zem {parent}.", "{key} stands under {parent}."),
    ("none", "{key} nestāv zem neviena virsraksta.", "{key} stands under no heading."),
    (
        "activity",
        "{key} prioritātes ir {priorities}, un {expected} starp tām nav.",
        "The priorities of {key} are {priorities}, and {expected} is not among them.",
    ),
)
_rule(
    "indicator-numbering",
    "warning",
    ("Rādītāju numerācija", "Numbering of indicators"),
    (
        "Iznākuma rādītāji nav numurēti 1, 2, 3 utt.",
        "The output indicators are not numbered 1, 2, 3 and so on.",
    ),
    ("{key}: rādītāji numurēti {numbers}.", "{key}: the indicators are numbered {numbers}."),
)
_rule(
    "label-differs",
    "warning",
    ("Divi nosaukumi", "Two names"),
    ("Vienam ID plānā ir divi atšķirīgi nosaukumi.", "One id has two different names in the plan."),
    (
        "{key} plānā nosaukta divējādi: „{name}” un „{value}”.",
        "{key} has two names in the plan: “{name}” and “{value}”.",
    ),
    source="reading",
)
_rule(
    "row-count",
    "warning",
    ("Rindu skaits", "Number of rows"),
    (
        "Tabulā ir citāds rindu skaits, nekā plānam reģistrā paredzēts.",
        "A table has another number of rows than the register expects for this plan.",
    ),
    (
        "Tabulā „{table}” ir {value} rindas; reģistrā paredzētas {expected}.",
        "The table “{table}” has {value} rows; the register expects {expected}.",
    ),
)

# ── info: how it is written ─────────────────────────────────────────────────────────────────────

_rule(
    "same-references",
    "info",
    ("Tās pašas norādes", "Same references"),
    (
        "Rīcība norāda uz tieši tām pašām aktivitātēm, uz kurām kāda agrāka rīcība.",
        "The action refers to exactly the same activities as an earlier action.",
    ),
    (
        "{key} norāda uz tām pašām aktivitātēm, uz kurām {actions}: {activities}.",
        "{key} refers to the same activities as {actions}: {activities}.",
    ),
)
_rule(
    "id-format",
    "info",
    ("ID pieraksts", "Form of an id"),
    (
        "ID nav pierakstīts kā „R 1.1.1.” vai „A 1.1.”.",
        "The id is not written as “R 1.1.1.” or “A 1.1.”.",
    ),
    ("{key} iespiests kā „{value}”.", "{key} is printed as “{value}”."),
)
_rule(
    "reference-format",
    "info",
    ("Norādes pieraksts", "Form of a reference"),
    ("Norāde nav pierakstīta kā „A 1.1.”.", "The reference is not written as “A 1.1.”."),
    (
        "{key}: norāde uz {activity} iespiesta kā „{value}”.",
        "{key}: the reference to {activity} is printed as “{value}”.",
    ),
)
_rule(
    "amount-format",
    "info",
    ("Summas pieraksts", "Form of an amount"),
    (
        "Summa ir izlasīta, bet pierakstīta ar decimāldaļām vai dubultām atstarpēm.",
        "The amount was read, but it is written with decimals or doubled blanks.",
    ),
    (
        "decimals",
        "{key}: summa „{value}” pierakstīta ar decimāldaļām.",
        "{key}: the amount “{value}” is written with decimals.",
    ),
    (
        "blanks",
        "{key}: summā „{value}” ir dubulta atstarpe.",
        "{key}: the amount “{value}” has a doubled blank.",
    ),
)
_rule(
    "indicator-format",
    "info",
    ("Rādītāja numura pieraksts", "Form of an indicator's number"),
    ("Aiz rādītāja numura nav punkta.", "There is no stop after the number of an indicator."),
    (
        "{key}: aiz rādītāja numura {value} nav punkta.",
        "{key}: there is no stop after the indicator's number {value}.",
    ),
)
_rule(
    "unbalanced-brackets",
    "info",
    ("Nesapārotas iekavas", "Unpaired brackets"),
    (
        "Tekstā iekavas atveras un neaizveras, vai otrādi.",
        "A bracket opens and does not close, or the other way round.",
    ),
    ("{key}: „{column}” iekavām trūkst pāra.", "{key}: a bracket in “{column}” has no partner."),
)
_rule(
    "punctuation",
    "info",
    ("Pieturzīmes", "Punctuation"),
    (
        "Atstarpe pirms pieturzīmes, burts tūlīt aiz komata vai semikola, divi atdalītāji pēc "
        "kārtas, "
        "„u.c.” vai „t.sk.” bez atstarpes aiz tā, vai teksts beidzas ar komatu vai semikolu.",
        "A blank before a mark, a letter right after a comma or semicolon, two separators in "
        "a row, "
        "“u.c.” or “t.sk.” with a letter right after it, or a comma or semicolon at the end.",
    ),
    (
        "{key}: „{column}” pieturzīmes pie „{places}”.",
        "{key}: punctuation of “{column}” at “{places}”.",
    ),
)
_rule(
    "unknown-name",
    "info",
    ("Nezināms nosaukums", "Unknown name"),
    (
        "Starp zināmiem nosaukumiem bez komata iespiests teksts, kuru profils nepazīst; tas "
        "atstāts kā iespiests.",
        "Text that the profile does not know stands without a comma among known names; it is "
        "left as printed.",
    ),
    (
        "{key}: „{value}” nav starp profilam zināmajiem nosaukumiem.",
        "{key}: “{value}” is not among the names that the profile knows.",
    ),
    source="reading",
)
