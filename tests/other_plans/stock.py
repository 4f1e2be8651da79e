# ruff: noqa: E501
"""What the plans say: made-up measures, bodies, sources and results."""

from __future__ import annotations

PRIORITIES = (
    "Izglītota un aktīva sabiedrība",
    "Ilgtspējīga un droša dzīves vide",
    "Konkurētspējīga uzņēmējdarbība",
)
DIRECTIONS = (
    "Kvalitatīva izglītība visa mūža garumā",
    "Sabiedrības veselība un sports",
    "Mobilitāte un ielu infrastruktūra",
    "Pieejams mājoklis un publiskā ārtelpa",
    "Atbalsts uzņēmējiem un inovācijām",
    "Tūrisms un kultūras mantojums",
)
TASKS = (
    "Attīstīt izglītības iestāžu infrastruktūru un mācību vidi",
    "Pilnveidot iekļaujošas izglītības atbalsta sistēmu",
    "Nodrošināt veselības veicināšanas pasākumus visām vecuma grupām",
    "Sakārtot sporta infrastruktūru un atbalstīt jauniešu sportu",
    "Atjaunot un pārbūvēt pilsētas ielas un gājēju ietves",
    "Attīstīt veloceļu tīklu un mikromobilitāti",
    "Veicināt dzīvojamā fonda energoefektivitāti",
    "Labiekārtot parkus, skvērus un ūdensmalas",
    "Atbalstīt mazo un vidējo uzņēmumu attīstību",
    "Piesaistīt investīcijas industriālajām teritorijām",
    "Saglabāt un popularizēt kultūrvēsturisko mantojumu",
    "Paplašināt tūrisma piedāvājumu ārpus sezonas",
)
MEASURES = (
    "Pirmsskolas izglītības iestādes “Saulīte” ēkas pārbūve un teritorijas labiekārtošana",
    "Interaktīvo mācību līdzekļu iegāde vispārējās izglītības iestādēm",
    "Skolēnu ēdināšanas bloku atjaunošana",
    "Atbalsta personāla piesaiste bērniem ar speciālām vajadzībām (logopēdi, psihologi, asistenti)",
    "Pedagogu profesionālās pilnveides programmas īstenošana",
    "Mobilās veselības istabas izveide pagastos, nodrošinot profilaktiskās apskates iedzīvotājiem, kuri dzīvo tālāk par 10 km no ārsta prakses",
    "Veselības dienu organizēšana",
    "Vieglatlētikas manēžas būvniecība un aprīkošana",
    "Āra trenažieru laukumu ierīkošana daudzdzīvokļu namu pagalmos",
    "Rīgas ielas pārbūve posmā no Parka ielas līdz dzelzceļa stacijai",
    "Lietus ūdens kanalizācijas sistēmas rekonstrukcija Dārza ielā",
    "Veloceliņa izbūve gar Upes ielu",
    "Velosipēdu novietņu uzstādīšana pie izglītības iestādēm un sabiedriskām ēkām",
    "Daudzdzīvokļu māju siltināšanas līdzfinansēšanas programma",
    "Pašvaldības dzīvojamo māju fasāžu atjaunošana, lifta izbūve un pielāgošana personām ar kustību traucējumiem",
    "Vecā parka labiekārtošana",
    "Peldvietas ierīkošana pie Sudrabezera, tai skaitā stāvlaukums, ģērbtuves un glābēju postenis",
    "Grantu konkurss jaunajiem uzņēmējiem “Sper soli”",
    "Biznesa inkubatora telpu pielāgošana",
    "Industriālā parka inženierkomunikāciju izbūve (1. kārta)",
    "Investīciju piesaistes stratēģijas izstrāde",
    "Muižas klēts restaurācija un ekspozīcijas izveide",
    "Digitālā novadpētniecības krājuma izveide",
    "Ziemas tūrisma maršruta izstrāde sadarbībā ar kaimiņu pašvaldībām",
    "Vides objektu uzstādīšana pilsētas vēsturiskajā centrā",
    "Tūrisma informācijas stendu atjaunošana",
)
BODIES = (
    ["Izglītības pārvalde"],
    ["Attīstības un plānošanas nodaļa", "Būvvalde"],
    ["Sociālais dienests"],
    ["Pilsētsaimniecības pārvalde"],
    ["SIA “Upes siltums”", "Īpašumu nodaļa"],
    ["Sporta centrs"],
    ["Tūrisma informācijas centrs", "Novada muzejs"],
)
PARTNERS = (
    ["izglītības iestādes"],
    ["NVO", "uzņēmēji"],
    ["VSIA “Latvijas Valsts ceļi”"],
    ["kaimiņu pašvaldības"],
    ["LIAA"],
    ["iedzīvotāji", "biedrības"],
)
FUNDS = (
    ["Pašvaldības budžets"],
    ["Pašvaldības budžets", "ES fondi"],
    ["ERAF", "valsts budžets"],
    ["Pašvaldības budžets", "privātais finansējums"],
    ["ELFLA"],
)
RESULTS = (
    ["Pārbūvēta viena ēka"],
    ["Iegādāti līdzekļi 4 iestādēm", "apmācīti pedagogi"],
    ["Uzlabota pakalpojuma pieejamība"],
    ["Izbūvēti 2,4 km", "ierīkots apgaismojums", "uzstādītas zīmes"],
    ["Izstrādāts dokuments"],
    ["Pieaudzis apmeklētāju skaits par 10 %"],
)
PERIODS = (("2022.–2024.", 2022, 2024), ("2023.–2027.", 2023, 2027), ("2025.", 2025, 2025),
           ("2024.–2026.", 2024, 2026), ("2022.", 2022, 2022))  # fmt: skip


def of(stock: tuple, number: int):  # type: ignore[type-arg, no-untyped-def]
    """The text of a number, round and round."""
    return stock[number % len(stock)]


def money(number: int) -> str:
    """`1 250 000`."""
    return f"{number:,}".replace(",", " ")


def amount(number: int) -> int:
    """A sum that differs from those beside it."""
    return (number * 7919 % 97 + 3) * 12500
