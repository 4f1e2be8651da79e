"""Header words of real plans, by what stands below them."""

from __future__ import annotations

LEVEL_LABELS = {
    "goal": ("Stratēģiskais mērķis", "Mērķis", "Ilgtermiņa mērķis"),
    "priority": ("Vidēja termiņa prioritāte", "Prioritāte", "Ilgtermiņa prioritāte"),
    "direction": ("Rīcības virziens", "Rīcību virziens", "Darbības virziens"),
    "action": ("Uzdevums", "Rīcība", "Veicamais uzdevums"),
}
HEADERS = {
    "id": ("Nr.", "Nr. p.k.", "Nr.p.k.", "Nr. p. k.", "N.p.k.", "Numurs"),
    "name": (
        "Pasākuma nosaukums", "Pasākums", "Veicamās darbības", "Pasākums / aktivitāte",
        "Aktivitāte",
        "Projekta nosaukums", "Plānotais pasākums", "Darbības / aktivitātes", "Pasākumi",
        "Projekts / pasākums", "Projekta idejas nosaukums",
    ),
    "responsible": (
        "Atbildīgais par izpildi", "Atbildīgais", "Atbildīgā institūcija", "Atbildīgie izpildītāji",
        "Atbildīgais izpildītājs", "Atbildīgā struktūrvienība", "Atbildīgās institūcijas",
        "Atbildīgais par projekta īstenošanu", "Īstenotājs",
    ),
    "responsible+": (
        "Atbildīgais (sadarbības partneri)", "Atbildīgā iestāde (iesaistītās puses)",
        "Atbildīgais izpildītājs (partneri)",
    ),
    "partners": (
        "Iesaistītās puses", "Sadarbības partneri", "Iesaistītie", "Partneri",
        "Iesaistītās institūcijas", "Līdzdarbojas",
    ),
    "amount": (
        "Nepieciešamais finansējums, {u}", "Indikatīvās izmaksas ({u})", "Indikatīvā summa, {u}",
        "Plānotais finansējums ({u})", "Projekta kopējās izmaksas, {u}", "Finansējuma apjoms, {u}",
        "Kopējās indikatīvās izmaksas, {u}", "Nepieciešamie finanšu resursi, {u}",
    ),
    "funding": (
        "Finansēšanas avoti", "Finansējuma avots", "Finanšu avots", "Iespējamie finansējuma avoti",
        "Finanšu resursi / avots", "Finansējuma avoti",
    ),
    "sources": (
        "Finansējuma avots, {u}", "Finansējuma sadalījums pa avotiem, {u}", "Finanšu avoti ({u})",
        "Finansējums, {u}", "Indikatīvais finansējuma sadalījums ({u})",
    ),
    "shares": (
        "Finansējuma avots, %", "Finansējuma sadalījums pa avotiem (%)",
        "Finanšu avotu īpatsvars, %",
    ),
    "years": (
        "Finansējums pa gadiem, {u}", "Plānotais finansējums, {u}", "Izmaksas pa gadiem ({u})",
        "Finansējuma sadalījums pa gadiem, {u}",
    ),
    "period": (
        "Ieviešanas periods", "Īstenošanas laiks", "Īstenošanas periods", "Izpildes laiks",
        "Realizācijas periods", "Projekta realizācijas laiks", "Īstenošanas laika posms",
        "Ieviešanas laiks (gadi)",
    ),
    "deadline": ("Izpildes termiņš", "Termiņš", "Īstenošanas termiņš", "Ieviešanas termiņš"),
    "span": (
        "Īstenošanas laiks", "Realizācijas laiks", "Projekta īstenošanas laiks", "Izpildes periods",
    ),
    "marks": ("Īstenošanas gads", "Ieviešanas gadi", "Izpildes laiks", "Īstenošanas laiks"),
    "results": (
        "Sagaidāmie rezultāti", "Rezultatīvie rādītāji", "Sasniedzamie rezultāti",
        "Plānotie darbības rezultāti", "Darbības rezultāti un to rezultatīvie rādītāji",
        "Rezultāts", "Plānotais rezultāts", "Iznākuma rādītāji",
    ),
    "territory": ("Vieta", "Pagasts", "Teritorija", "Īstenošanas vieta", "Projekta vieta"),
    "state": ("Statuss", "Izpilde", "Izpildes statuss"),
    "notes": ("Piezīmes", "Piezīmes, komentāri"),
    "policy_link": (
        "Sasaiste ar plānošanas dokumentiem", "Sasaiste ar citiem dokumentiem",
        "Sasaiste ar NAP un reģiona dokumentiem",
    ),
    "project_type": ("Projekta veids", "Projekta tips"),
    "reference": (
        "Atbilstība uzdevumam", "Atbilstība rīcības plāna uzdevumam", "Sasaiste ar uzdevumu",
        "Uzdevuma Nr.",
    ),
}  # fmt: skip
TOTAL = ("Kopā", "Kopējā summa", "Pavisam")
START_END = (
    ("Sākums", "Beigas"), ("Uzsākšana", "Pabeigšana"), ("No", "Līdz"),
    ("Sākuma gads", "Beigu gads"), ("Projekta sākums", "Projekta beigas"),
)  # fmt: skip
SOURCE_COLUMNS = (
    ("Pašvaldības budžets", "ES fondi", "Valsts budžets", "Cits"),
    ("Pašvaldības finansējums", "ES fondu finansējums", "Privātais finansējums"),
    ("Pašvaldība", "ES", "Valsts", "Privātais, cits"),
    ("Pašvaldības budžets", "Valsts budžets", "ES un citi ārvalstu fondi", "Privātie līdzekļi"),
    ("Pašvaldības budžets", "Citi finansējuma avoti"),
)  # fmt: skip
ABBREVIATION_HEADERS = (
    ("Saīsinājums", "Skaidrojums"), ("Saīsinājums", "Atšifrējums"), ("Apzīmējums", "Skaidrojums"),
)  # fmt: skip
OUTCOME_HEADERS = (
    ("Nr.", "Rādītājs", "Mērvienība", "Bāzes vērtība {b}. gadā", "Mērķa vērtība {t}. gadā",
     "Datu avots"),
    ("Nr. p.k.", "Rādītāja nosaukums", "Mērvienība", "Bāzes vērtība ({b}. gads)",
     "Plānotā vērtība ({t}. gads)", "Informācijas avots"),
    ("Nr.", "Rezultatīvais rādītājs", "Mērv.", "Bāzes vērtība ({b})",
     "Sasniedzamā vērtība ({t})", "Datu avots"),
)  # fmt: skip
