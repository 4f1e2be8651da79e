"""`python scripts/made_up_plan.py`: prints the made-up municipal plan and its amendment to `raw/`.

There is no Vējupes novads. The plan exists so that `make run` shows a municipality's plan beside a
planning region's. Needs Chromium; the PDFs are committed, since another version of it, or another
font, may break lines and pages elsewhere.
"""

from __future__ import annotations

import argparse
import dataclasses
import html
import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RAW = Path(__file__).parent.parent / "raw"
CHROMIUM = "chromium"
SOURCES = ("Pašvaldības budžets", "Valsts budžets", "ES fondi", "Privātais finansējums")


@dataclass(frozen=True)
class Measure:
    """A measure; `money` in euro by source, in the order of SOURCES."""

    id: str
    name: str
    responsible: str
    partners: str
    years: str
    territory: str
    money: tuple[int, int, int, int]
    results: str


@dataclass(frozen=True)
class Task:
    """A task and its measures."""

    id: str
    name: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Direction:
    """A direction of action and its tasks."""

    id: str
    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Priority:
    """A priority; `misprint` is a source and what its printed sum is off by."""

    id: str
    name: str
    directions: tuple[Direction, ...]
    misprint: tuple[int, int] | None = None

    def measures(self) -> tuple[Measure, ...]:
        """All measures, in the order of the plan."""
        return tuple(m for d in self.directions for task in d.tasks for m in task.measures)

    def sums(self) -> tuple[int, ...]:
        """The printed sums: the whole, then by source."""
        true = [sum(measure.money[n] for measure in self.measures()) for n in range(len(SOURCES))]
        printed = list(true)
        if self.misprint:
            printed[self.misprint[0]] += self.misprint[1]
        return (sum(true), *printed)


@dataclass(frozen=True)
class MadeUpPlan:
    """A version of the plan."""

    version: str
    file: str
    priorities: tuple[Priority, ...]

    def measures(self) -> tuple[Measure, ...]:
        """All measures, in the order of the plan."""
        return tuple(m for priority in self.priorities for m in priority.measures())


ABBREVIATIONS = (
    ("AER", "Atjaunojamie energoresursi"),
    ("DUS", "Degvielas uzpildes stacija"),
    ("ERAF", "Eiropas Reģionālās attīstības fonds"),
    ("NVO", "Nevalstiskā organizācija"),
    ("PII", "Pirmsskolas izglītības iestāde"),
    ("RV", "Rīcības virziens"),
    ("SIA", "Sabiedrība ar ierobežotu atbildību"),
    ("VTP", "Vidēja termiņa prioritāte"),
)

OUTCOMES = (
    ("1.", "Iedzīvotāju skaits gada sākumā", "skaits", "11 842", "11 500", "CSP"),
    ("2.", "Bērnu skaits rindā uz vietu PII", "skaits", "46", "0", "Izglītības nodaļa"),
    ("3.", "Melnā seguma ceļu īpatsvars", "%", "18,4", "25", "Tehniskā nodaļa"),
    ("4.", "Siltumenerģija no AER", "%", "62", "90", "SIA „Vējupes siltums”"),
    ("5.", "Ekonomiski aktīvi uzņēmumi uz 1000 iedzīvotājiem", "skaits", "57", "65", "CSP"),
)

BASE = MadeUpPlan(
    "1.0",
    "vejupes-2025-2031.pdf",
    (
        Priority(
            "VTP1",
            "Izglītoti un aktīvi iedzīvotāji",
            (
                Direction(
                    "RV1.1.",
                    "Mūsdienīga izglītības vide",
                    (
                        Task(
                            "U1.1.1.",
                            "Paplašināt pirmsskolas izglītības pieejamību",
                            (
                                Measure(
                                    "1.1.1.1.",
                                    "PII „Bitīte” jaunas grupas telpu izbūve un aprīkošana",
                                    "Izglītības nodaļa",
                                    "Tehniskā nodaļa, PII „Bitīte”",
                                    "2025–2027",
                                    "Vējupe",
                                    (165_000, 0, 385_000, 0),
                                    "Izbūvētas 2 grupu telpas; izveidotas 40 jaunas vietas",
                                ),
                                Measure(
                                    "1.1.1.2.",
                                    "Rotaļu laukumu atjaunošana pirmsskolas iestāžu teritorijās",
                                    "Tehniskā nodaļa",
                                    "Izglītības nodaļa",
                                    "2026–2028",
                                    "Viss novads",
                                    (72_500, 0, 0, 0),
                                    "Atjaunoti 5 rotaļu laukumi",
                                ),
                            ),
                        ),
                        Task(
                            "U1.1.2.",
                            "Uzlabot vispārējās izglītības kvalitāti",
                            (
                                Measure(
                                    "1.1.2.1.",
                                    "Vējupes vidusskolas dabaszinātņu kabinetu pārbūve",
                                    "Vējupes vidusskola",
                                    "Izglītības nodaļa, Tehniskā nodaļa",
                                    "2025–2026",
                                    "Vējupe",
                                    (48_000, 32_000, 240_000, 0),
                                    "Pārbūvēti 4 kabineti; iegādāts aprīkojums 320 skolēniem",
                                ),
                                Measure(
                                    "1.1.2.2.",
                                    "Pedagogu profesionālās pilnveides programma digitālo prasmju "
                                    "apguvei",
                                    "Izglītības nodaļa",
                                    "Vispārējās izglītības iestādes",
                                    "2025–2031",
                                    "Viss novads",
                                    (35_000, 14_000, 0, 0),
                                    "Katru gadu apmācīti 60 pedagogi",
                                ),
                                Measure(
                                    "1.1.2.3.",
                                    "Skolēnu autobusu iegāde",
                                    "Saimniecības nodaļa",
                                    "Izglītības nodaļa",
                                    "2027–2028",
                                    "Akmeņu pagasts, Niedru pagasts",
                                    (90_000, 0, 210_000, 0),
                                    "Iegādāti 2 autobusi ar nulles emisiju",
                                ),
                            ),
                        ),
                    ),
                ),
                Direction(
                    "RV1.2.",
                    "Kultūra, sports un kopienas",
                    (
                        Task(
                            "U1.2.1.",
                            "Attīstīt kultūras un sporta infrastruktūru",
                            (
                                Measure(
                                    "1.2.1.1.",
                                    "Niedru tautas nama zāles un skatuves atjaunošana",
                                    "Kultūras pārvalde",
                                    "Niedru pagasta pārvalde",
                                    "2026–2027",
                                    "Niedru pagasts",
                                    (128_400, 0, 0, 15_000),
                                    "Atjaunota zāle 220 vietām",
                                ),
                                Measure(
                                    "1.2.1.2.",
                                    "Stadiona skrejceļa seguma nomaiņa",
                                    "Sporta skola",
                                    "Tehniskā nodaļa",
                                    "2028",
                                    "Vējupe",
                                    (210_000, 90_000, 0, 0),
                                    "Nomainīts segums 400 m skrejceļam",
                                ),
                            ),
                        ),
                        Task(
                            "U1.2.2.",
                            "Stiprināt iedzīvotāju līdzdalību",
                            (
                                Measure(
                                    "1.2.2.1.",
                                    "Līdzdalības budžeta konkurss",
                                    "Attīstības nodaļa",
                                    "NVO, pagastu pārvaldes",
                                    "2025–2031",
                                    "Viss novads",
                                    (280_000, 0, 0, 0),
                                    "Īstenotas vismaz 4 iedzīvotāju idejas gadā",
                                ),
                                Measure(
                                    "1.2.2.2.",
                                    "Jauniešu centra izveide bijušajā pasta ēkā",
                                    "Jaunatnes lietu speciālists",
                                    "Tehniskā nodaļa, NVO",
                                    "2027–2029",
                                    "Vējupe",
                                    (54_000, 0, 126_000, 0),
                                    "Izveidots jauniešu centrs; 150 apmeklētāji mēnesī",
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Priority(
            "VTP2",
            "Droša un zaļa dzīves vide",
            (
                Direction(
                    "RV2.1.",
                    "Sakārtota infrastruktūra",
                    (
                        Task(
                            "U2.1.1.",
                            "Uzlabot ceļu un ielu stāvokli",
                            (
                                Measure(
                                    "2.1.1.1.",
                                    "Dzirnavu ielas un gājēju celiņa pārbūve",
                                    "Tehniskā nodaļa",
                                    "SIA „Vējupes ūdens”",
                                    "2025–2026",
                                    "Vējupe",
                                    (186_250, 0, 558_750, 0),
                                    "Pārbūvēta iela 1,2 km garumā; izbūvēts gājēju celiņš",
                                ),
                                Measure(
                                    "2.1.1.2.",
                                    "Lauku ceļu grants seguma atjaunošana",
                                    "Tehniskā nodaļa",
                                    "Pagastu pārvaldes",
                                    "2025–2031",
                                    "Akmeņu pagasts, Niedru pagasts, Salu pagasts",
                                    (420_000, 630_000, 0, 0),
                                    "Atjaunoti 42 km ceļu",
                                ),
                            ),
                        ),
                        Task(
                            "U2.1.2.",
                            "Nodrošināt kvalitatīvus komunālos pakalpojumus",
                            (
                                Measure(
                                    "2.1.2.1.",
                                    "Notekūdeņu attīrīšanas iekārtu pārbūve Salu ciemā",
                                    "SIA „Vējupes ūdens”",
                                    "Tehniskā nodaļa",
                                    "2026–2028",
                                    "Salu pagasts",
                                    (60_000, 0, 480_000, 120_000),
                                    "Pārbūvētas iekārtas ar jaudu 150 m³ diennaktī",
                                ),
                                Measure(
                                    "2.1.2.2.",
                                    "Siltumtrases posma nomaiņa Liepu ielā",
                                    "SIA „Vējupes siltums”",
                                    "Tehniskā nodaļa",
                                    "2027",
                                    "Vējupe",
                                    (0, 0, 190_000, 85_000),
                                    "Nomainīti 640 m siltumtrases; zudumi samazināti par 9 %",
                                ),
                            ),
                        ),
                    ),
                ),
                Direction(
                    "RV2.2.",
                    "Daba un klimats",
                    (
                        Task(
                            "U2.2.1.",
                            "Pielāgoties klimata pārmaiņām",
                            (
                                Measure(
                                    "2.2.1.1.",
                                    "Vējupes krasta nostiprināšana plūdu riska vietās",
                                    "Tehniskā nodaļa",
                                    "Valsts vides dienests",
                                    "2028–2030",
                                    "Vējupe, Salu pagasts",
                                    (95_000, 60_000, 465_000, 0),
                                    "Nostiprināts krasts 800 m garumā",
                                ),
                                Measure(
                                    "2.2.1.2.",
                                    "Lietusūdens novades risinājumi daudzdzīvokļu māju pagalmos",
                                    "Attīstības nodaļa",
                                    "Namu apsaimniekotāji",
                                    "2026–2030",
                                    "Vējupe",
                                    (40_000, 0, 0, 40_000),
                                    "Labiekārtoti 6 pagalmi",
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            misprint=(2, -10_000),
        ),
        Priority(
            "VTP3",
            "Uzņēmīga vide un atvērta pārvalde",
            (
                Direction(
                    "RV3.1.",
                    "Atbalsts uzņēmējiem",
                    (
                        Task(
                            "U3.1.1.",
                            "Sagatavot vietu ražošanai",
                            (
                                Measure(
                                    "3.1.1.1.",
                                    "Industriālās teritorijas „Ziemeļi” pievedceļa un tīklu izbūve",
                                    "Attīstības nodaļa",
                                    "Tehniskā nodaļa, uzņēmēji",
                                    "2026–2029",
                                    "Vējupe",
                                    (322_500, 0, 1_827_500, 0),
                                    "Pieejami 11 ha; piesaistītas investīcijas 3 milj. EUR",
                                ),
                                Measure(
                                    "3.1.1.2.",
                                    "Grantu konkurss „Sāc Vējupē”",
                                    "Attīstības nodaļa",
                                    "Uzņēmēju padome",
                                    "2025–2031",
                                    "Viss novads",
                                    (105_000, 0, 0, 0),
                                    "Katru gadu atbalstīti 5 uzņēmēji",
                                ),
                            ),
                        ),
                    ),
                ),
                Direction(
                    "RV3.2.",
                    "Pārvalde tuvāk iedzīvotājam",
                    (
                        Task(
                            "U3.2.1.",
                            "Attīstīt digitālos pakalpojumus",
                            (
                                Measure(
                                    "3.2.1.1.",
                                    "Vienota pakalpojumu portāla ieviešana",
                                    "Informācijas tehnoloģiju nodaļa",
                                    "Visas nodaļas",
                                    "2025–2027",
                                    "Viss novads",
                                    (38_000, 0, 57_000, 0),
                                    "Portālā pieejami 45 pakalpojumi",
                                ),
                                Measure(
                                    "3.2.1.2.",
                                    "Arhīva dokumentu digitalizācija",
                                    "Kanceleja",
                                    "Informācijas tehnoloģiju nodaļa",
                                    "2026–2029",
                                    "Vējupe",
                                    (26_000, 0, 0, 0),
                                    "Digitalizētas 18 000 lapas",
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def amended(base: MadeUpPlan) -> MadeUpPlan:
    """The amendment: every change from the base stands here, and nowhere else."""
    money = {
        "1.1.1.1.": (195_000, 0, 455_000, 0),  # dearer
        "3.1.1.1.": (322_500, 150_000, 1_677_500, 0),  # the same sum, the State pays a part
    }
    years = {"2.2.1.1.": "2029–2031"}
    gone = {"1.2.1.2."}
    shelter = Task(
        "U2.1.2.",
        "Stiprināt civilās aizsardzības infrastruktūru",
        (
            Measure(
                "2.1.2.1.",
                "Patvertnes ierīkošana Vējupes vidusskolas pagrabā",
                "Civilās aizsardzības komisija",
                "Tehniskā nodaļa, Vējupes vidusskola",
                "2026–2027",
                "Vējupe",
                (30_000, 170_000, 0, 0),
                "Ierīkota patvertne 300 cilvēkiem",
            ),
        ),
    )
    forum = Measure(
        "3.1.1.3.",
        "Uzņēmēju foruma rīkošana",
        "Attīstības nodaļa",
        "Uzņēmēju padome",
        "2026–2031",
        "Viss novads",
        (18_000, 0, 0, 6_000),
        "Katru gadu forumā piedalās 80 uzņēmēji",
    )

    def measure(old: Measure) -> Measure:
        return dataclasses.replace(
            old, money=money.get(old.id, old.money), years=years.get(old.id, old.years)
        )

    def task(old: Task) -> Iterable[Task]:
        kept = tuple(measure(one) for one in old.measures if one.id not in gone)
        if old.id == "U2.1.2.":
            yield shelter
            moved = tuple(
                dataclasses.replace(one, id=one.id.replace("2.1.2.", "2.1.3.", 1)) for one in kept
            )
            yield Task("U2.1.3.", old.name, moved)
        else:
            yield dataclasses.replace(old, measures=(*kept, forum) if old.id == "U3.1.1." else kept)

    return MadeUpPlan(
        "2.0",
        "vejupes-2025-2031-am1.pdf",
        tuple(
            dataclasses.replace(
                priority,
                misprint=None,  # the sum of VTP2 is put right
                directions=tuple(
                    dataclasses.replace(
                        direction, tasks=tuple(new for old in direction.tasks for new in task(old))
                    )
                    for direction in priority.directions
                ),
            )
            for priority in base.priorities
        ),
    )


AMENDED = amended(BASE)

_STYLE = """
@page{size:A4 landscape;margin:14mm 10mm 16mm}
body{font:7.5pt/1.25 'DejaVu Sans',sans-serif;margin:0}
h1{font-size:20pt;margin:40mm 0 6mm} h2{font-size:13pt;margin:6mm 0 3mm}
h3{font-size:11pt;margin:5mm 0 2mm;break-after:avoid} p{margin:2mm 0}
.front{break-after:page} .front p{font-size:12pt}
table{border-collapse:collapse;table-layout:fixed;width:100%;margin-bottom:5mm}
td,th{border:.6pt solid #333;padding:1.2mm 1mm;vertical-align:top;text-align:left}
th{background:#dfe8df;vertical-align:middle;text-align:center} thead{display:table-header-group}
.rv td{background:#e9e2d0;font-weight:bold} .u td{background:#f5f1e7;font-style:italic}
.sum td{background:#eef2f7;font-weight:bold} .n{text-align:right;white-space:nowrap}
*{-webkit-print-color-adjust:exact}
"""


def amount(value: int) -> str:
    """Money as the plan prints it: blanks between thousands, a dash for none."""
    return f"{value:,}".replace(",", " ") if value else "–"


def stage(measure: Measure) -> str:
    """What stands in a column whose header says little: what cannot be drafted has to be asked."""
    return "A" if sum(measure.money) >= 300_000 else "B"


def as_html(plan: MadeUpPlan) -> str:
    """The plan as an HTML document."""
    title = "Vējupes novada attīstības programma 2025.–2031. gadam"
    front = (
        f"<section class=front><h1>{title}</h1><p>Rīcības un investīciju plāns</p>"
        f"<p>Redakcija {plan.version}</p>"
        "<p><b>IZDOMĀTS DOKUMENTS.</b> Vējupes novada nav, un neviena dome šo plānu nav "
        "apstiprinājusi. Tas sagatavots programmas ricplan izmēģināšanai.</p></section>"
    )
    text = (
        "<h2>1. Ievads</h2><p>Rīcības un investīciju plānā ir pasākumi, kas īstenojami novada "
        "vidēja termiņa prioritāšu sasniegšanai. Finansējums norādīts indikatīvi, un to precizē, "
        "apstiprinot kārtējā gada budžetu.</p>"
    )
    return (
        f"<!doctype html><html lang=lv><meta charset=utf-8><title>{title}</title>"
        f"<style>{_STYLE}</style><body>{front}{text}"
        "<h2>2. Saīsinājumi</h2>"
        + _table([["Saīsinājums", "Skaidrojums"]], [_row(one) for one in ABBREVIATIONS], (12, 88))
        + "<h2>3. Rezultatīvie rādītāji</h2>"
        + _table(
            [
                [
                    "Nr.",
                    "Rādītājs",
                    "Mērvienība",
                    "Bāzes vērtība 2023. gadā",
                    "Mērķa vērtība 2031. gadā",
                    "Datu avots",
                ]
            ],
            [_row(one) for one in OUTCOMES],
            (5, 40, 11, 13, 13, 18),
        )
        + "<h2>4. Pasākumi</h2>"
        + "".join(_priority(one) for one in plan.priorities)
        + "</body></html>"
    )


def _priority(priority: Priority) -> str:
    rows = []
    for direction in priority.directions:
        rows.append(_band("rv", direction.id, direction.name))
        for task in direction.tasks:
            rows.append(_band("u", task.id, task.name))
            rows += [_measure(measure) for measure in task.measures]
    sums = "".join(f"<td class=n>{amount(value)}</td>" for value in priority.sums())
    rows.append(f"<tr class=sum><td colspan=7>Kopā {priority.id}</td>{sums}<td></td></tr>")
    head = (
        "<tr><th rowspan=2>Nr.<th rowspan=2>Pasākums<th rowspan=2>Atbildīgais<th rowspan=2>"
        "Sadarbības partneri<th rowspan=2>Īstenošanas periods<th rowspan=2>Teritorija"
        "<th rowspan=2>Kārta"
        f"<th rowspan=2>Kopējais finansējums, EUR<th colspan={len(SOURCES)}>Finansējuma avots, EUR"
        "<th rowspan=2>Plānotie rezultāti</tr><tr>"
        + "".join(f"<th>{source}" for source in SOURCES)
        + "</tr>"
    )
    name = html.escape(f"{priority.id} {priority.name}")
    widths = (5, 14, 9, 9, 7.5, 7.5, 4, 7.5, 7.5, 6, 7, 7, 9.5)
    return f"<h3>{name}</h3><table>{_widths(widths)}<thead>{head}</thead>{''.join(rows)}</table>"


def _band(kind: str, number: str, name: str) -> str:
    return f"<tr class={kind}><td colspan=13>{html.escape(f'{number} {name}')}</td></tr>"


def _measure(one: Measure) -> str:
    texts = (one.id, one.name, one.responsible, one.partners, one.years, one.territory, stage(one))
    money = (sum(one.money), *one.money)
    return (
        "<tr>"
        + "".join(f"<td>{html.escape(text)}</td>" for text in texts)
        + "".join(f"<td class=n>{amount(value)}</td>" for value in money)
        + f"<td>{html.escape(one.results)}</td></tr>"
    )


def _table(head: Sequence[Sequence[str]], rows: Sequence[str], widths: Sequence[float]) -> str:
    top = "".join("<tr>" + "".join(f"<th>{cell}" for cell in row) + "</tr>" for row in head)
    return f"<table>{_widths(widths)}<thead>{top}</thead>{''.join(rows)}</table>"


def _row(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def _widths(widths: Sequence[float]) -> str:
    return "<colgroup>" + "".join(f"<col style='width:{w}%'>" for w in widths) + "</colgroup>"


def print_pdf(plan: MadeUpPlan, out: Path) -> None:
    """Print a version, with a fixed day in the file, so that two runs give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "plan.html")
        page.write_text(as_html(plan), encoding="utf-8")
        target = Path(folder, "plan.pdf")
        subprocess.run(
            [
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        content = target.read_bytes()
    # the same number of characters, so that the places of objects in the file stay right
    fixed = b"(D:20260101000000+00'00')"
    out.write_bytes(re.sub(rb"\(D:\d{14}\+00'00'\)", fixed, content))


def main() -> None:
    """Print both versions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RAW)
    out: Path = parser.parse_args().out
    for plan in (BASE, AMENDED):
        print_pdf(plan, out / plan.file)


if __name__ == "__main__":
    main()
