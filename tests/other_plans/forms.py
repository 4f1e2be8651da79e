# ruff: noqa: E501
"""The forms: each a document that a municipality or a region could have published."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.other_plans.paper import Cell, Paper, Row
from tests.other_plans.stock import (
    BODIES,
    DIRECTIONS,
    FUNDS,
    MEASURES,
    PARTNERS,
    PERIODS,
    PRIORITIES,
    RESULTS,
    TASKS,
    amount,
    money,
    of,
)  # fmt: skip

PORTRAIT = "@page{size:A4 portrait;margin:18mm 15mm}body{font:8pt 'DejaVu Sans',sans-serif}"
SERIF = "@page{size:A4 landscape;margin:15mm}body{font:9pt 'Liberation Serif',serif}"
SANS = "@page{size:A4 landscape;margin:12mm 14mm}body{font:8pt 'Liberation Sans',sans-serif}"


def tree(tasks: int = 12, each: int = 2) -> Iterator[tuple[int, int, int, int, int]]:
    """Priority, direction and task counted from 0, place in the task, number of the measure."""
    count = 0
    for task in range(tasks):
        for place in range(each + (task % 3 == 1)):
            yield task // 4, task // 2, task, place, count
            count += 1


def hierarchy(paper: Paper, headers: list[str], mark: str = "") -> None:
    """A table of levels alone, wider ones merged over their rows; `mark` stands after each id."""
    rows: list[list[str | Cell]] = []
    for t in range(12):
        p, d = t // 4, t // 2
        row: list[str | Cell] = []
        if t % 4 == 0:
            row.append(Cell(f"VTP{p + 1}{mark} {PRIORITIES[p]}", rows=4))
            paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
        if t % 2 == 0:
            row.append(Cell(f"RV{p + 1}.{d % 2 + 1}{mark} {DIRECTIONS[d]}", rows=2))
            paper.direction(f"RV{p + 1}.{d % 2 + 1}", f"VTP{p + 1}", DIRECTIONS[d])
        key = f"U{p + 1}.{d % 2 + 1}.{t % 2 + 1}"
        rows.append([*row, f"{key}{mark} {TASKS[t]}"])
        paper.task(key, key, f"RV{p + 1}.{d % 2 + 1}", TASKS[t])
    paper.table([headers], rows)


def common(number: int, *names: str) -> Row:
    """Columns of a measure, for the truth."""
    raw, start, end = of(PERIODS, number)
    own = {
        "responsible": {"responsible": of(BODIES, number)},
        "partners": {"partners": of(PARTNERS, number)},
        "funding": {"funding": of(FUNDS, number)},
        "results": {"results": of(RESULTS, number)},
        "amount": {"amount_raw": money(amount(number)), "amount_eur": float(amount(number))},
        "period": {"deadline_raw": raw, "start_year": start, "deadline_year": end},
        "deadline": {"deadline_raw": str(end), "start_year": None, "deadline_year": end},
    }
    return {key: value for name in names for key, value in own[name].items()}


def joined(stock: tuple[list[str], ...], number: int, joint: str = ", ") -> str:
    """A list as a cell prints it."""
    return joint.join(of(stock, number))


def term(number: int) -> str:
    """A period as a cell prints it."""
    return str(of(PERIODS, number)[0])


def town() -> Paper:
    """Headings in capitals and with two numbers, tasks as bands, footnotes under tables; portrait."""
    paper = Paper("Jūrkalnes valstspilsētas attīstības programma 2022.–2027. gadam", PORTRAIT)
    paper.put("h1", paper.title)
    paper.put("h2", "Rīcības plāns")
    paper.put(
        "p",
        "Rīcības plānā noteikti uzdevumi un pasākumi vidēja termiņa prioritāšu īstenošanai. To aktualizē reizi gadā.",
    )
    head = [
        [
            "Nr.p.k.",
            "Darbība",
            "Izpildes termiņš",
            "Atbildīgais",
            "Finansējuma avots",
            "Rezultatīvais rādītājs",
        ]
    ]
    rows: list[list[str | Cell]] = []
    last = (-1, -1, -1)

    def flush() -> None:
        if rows:
            paper.table(head, rows, (9, 31, 11, 17, 15, 17))
            paper.put("p", "* Finansējuma apjoms tiks precizēts pēc projekta apstiprināšanas.")
            rows.clear()

    for p, d, t, place, n in tree():
        if p != last[0]:
            flush()
            name = PRIORITIES[p].upper()
            paper.put("h2", f"VTP{p + 1}. {name}")
            paper.add("priorities", priority_id=f"VTP{p + 1}", name=name)
        if d != last[1]:
            flush()
            paper.put("h3", f"Rīcības virziens RV-{d + 1}. {DIRECTIONS[d]}")
            paper.direction(f"RV-{d + 1}", f"VTP{p + 1}", DIRECTIONS[d])
        task = f"U{d + 1}.{t % 2 + 1}"
        if t != last[2]:
            rows.append([Cell(f"{task}. {TASKS[t]}", 6, css="font-weight:bold")])
            paper.task(task, f"{task}.", f"RV-{d + 1}", TASKS[t])
        last = (p, d, t)
        number = f"{d + 1}.{t % 2 + 1}.{place + 1}"
        end = str(of(PERIODS, n)[2])
        rows.append(
            [
                f"{number}.",
                MEASURES[n % 26],
                end,
                joined(BODIES, n),
                joined(FUNDS, n),
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            number,
            f"{number}.",
            task,
            MEASURES[n % 26],
            **common(n, "deadline", "responsible", "funding", "results"),
        )
    flush()
    return paper


def merged() -> Paper:
    """Direction and task as two merged columns side by side, measures without a number."""
    paper = Paper("Cēsaines novada rīcības plāns 2022.-2027. gadam", SERIF)
    paper.put("h1", paper.title)
    head = [
        [
            "Rīcības virziens",
            "Uzdevums",
            "Pasākums",
            "Atbildīgie",
            "Laika periods",
            "Finansējums (EUR)",
            "Finansējuma avots",
        ]
    ]
    counts = [0] * 12
    for *_, t, _, _ in tree():
        counts[t] += 1
    for p in range(3):
        paper.put("h2", f"Vidēja termiņa prioritāte VTP {p + 1} – {PRIORITIES[p]}")
        paper.add("priorities", priority_id=f"VTP {p + 1}", name=PRIORITIES[p])
        rows = []
        for q, d, t, place, n in tree():
            if q != p:
                continue
            row: list[str | Cell] = []
            if place == 0 and t % 2 == 0:
                row.append(
                    Cell(
                        f"RV{d + 1} {DIRECTIONS[d]}",
                        rows=counts[t] + counts[t + 1],
                        css="font-weight:bold",
                    )
                )
                paper.direction(f"RV{d + 1}", f"VTP {p + 1}", DIRECTIONS[d])
            if place == 0:
                row.append(Cell(f"U{d + 1}.{t % 2 + 1} {TASKS[t]}", rows=counts[t]))
                paper.task(f"U{d + 1}.{t % 2 + 1}", f"U{d + 1}.{t % 2 + 1}", f"RV{d + 1}", TASKS[t])
            row += [
                MEASURES[n % 26],
                joined(BODIES, n),
                term(n),
                money(amount(n)),
                joined(FUNDS, n),
            ]
            rows.append(row)
            task = f"U{d + 1}.{t % 2 + 1}"
            paper.activity(
                f"{task}/{place + 1}",
                None,
                task,
                MEASURES[n % 26],
                **common(n, "responsible", "period", "amount", "funding"),
            )
        paper.table(head, rows, (12, 15, 30, 14, 9, 9, 11))
    return paper


def _sources(n: int) -> tuple[int, int, int, int]:
    whole = amount(n)
    if n % 3 == 0:
        return whole, whole, 0, 0
    if n % 3 == 1:
        return whole, whole // 4, whole - whole // 4, 0
    return whole, whole // 5, whole - whole // 5 - 2500, 2500


SOURCES = ("Pašvaldības budžets", "ES fondu finansējums", "Privātais sektors")


def _shown(value: int) -> str:
    return money(value) if value else "–"


def investments() -> Paper:
    """Projects numbered anew under each priority, sources as columns, totals before or after."""
    paper = Paper("Mārupnieku novada investīciju plāns 2023.–2027. gadam", SANS)
    paper.put("h1", paper.title)
    head = [
        [Cell("Nr.", rows=2), Cell("Projekta nosaukums", rows=2), Cell("Indikatīvā summa (EUR)", rows=2),
         Cell("Finanšu instruments, EUR", 3), Cell("Plānotie darbības rezultāti", rows=2),
         Cell("Plānotais laika posms", 2), Cell("Atbildīgais (sadarbības partneri)", rows=2)],
        [*SOURCES, "Sākuma gads", "Beigu gads"],
    ]  # fmt: skip
    rows: list[list[str | Cell]] = []
    grand = [0, 0, 0, 0]
    for p in range(3):
        rows.append(
            [Cell(f"VTP{p + 1}: {PRIORITIES[p]}", 10, css="background:#d9e2f3;font-weight:bold")]
        )
        paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
        sums = [0, 0, 0, 0]
        for place in range(8):
            n = p * 8 + place
            values = _sources(n)
            sums = [a + b for a, b in zip(sums, values, strict=True)]
            _, start, end = of(PERIODS, n)
            body, partner = joined(BODIES, n), joined(PARTNERS, n)
            rows.append(
                [
                    f"{place + 1}.",
                    MEASURES[n],
                    money(values[0]),
                    *map(_shown, values[1:]),
                    joined(RESULTS, n, "; "),
                    str(start),
                    str(end),
                    f"{body} ({partner})",
                ]
            )
            held = [
                (s, None, money(v), float(v), None)
                for s, v in zip(SOURCES, values[1:], strict=True)
                if v
            ]
            paper.activity(
                f"VTP{p + 1}/{place + 1}", f"{place + 1}.", f"VTP{p + 1}", MEASURES[n],
                **common(n, "responsible", "partners", "results", "amount"), deadline_raw=str(end),
                start_year=start, deadline_year=end, money=held,
            )  # fmt: skip
            paper.gold["activities"][-1] |= {
                "responsible_raw": f"{body} ({partner})",
                "partners_raw": None,
            }
            paper.items(
                "activity_funding", f"VTP{p + 1}/{place + 1}", "source", [s for s, *_ in held]
            )
        grand = [a + b for a, b in zip(grand, sums, strict=True)]
        rows.append(
            [Cell(f"Kopā VTP{p + 1}", 2, css="font-weight:bold"), *map(money, sums), "", "", "", ""]
        )
        _totals(paper, f"VTP{p + 1}", f"Kopā VTP{p + 1}", sums)
    rows.append(
        [Cell("PAVISAM KOPĀ", 2, css="font-weight:bold"), *map(money, grand), "", "", "", ""]
    )
    _totals(paper, None, "PAVISAM KOPĀ", grand)
    paper.table(head, rows, (4, 24, 9, 9, 9, 9, 14, 6, 6, 10))
    return paper


def _totals(
    paper: Paper, scope: str | None, label: str, sums: list[int], sources: tuple[str, ...] = SOURCES
) -> None:
    for position, (source, value) in enumerate(zip((None, *sources), sums, strict=True), 1):
        paper.add(
            "totals",
            scope=scope,
            position=position,
            label_raw=label,
            source=source,
            year=None,
            amount_raw=money(value),
            amount_eur=float(value),
        )


def before() -> Paper:
    """Totals of a priority before its rows, “t.sk.” columns, ids of projects through the plan."""
    paper = Paper("Ādamu novada Investīciju plāns 2024-2026", SERIF)
    paper.put("h1", paper.title)
    head = [
        [
            "Nr.p.k.",
            "Projekts",
            "Projekta īstenošanas vieta",
            "Kopējās izmaksas, EUR",
            "t.sk. pašvaldības budžets, EUR",
            "t.sk. ES fondi, EUR",
            "t.sk. cits finansējums, EUR",
            "Īstenošanas periods",
            "Atbildīgā struktūrvienība",
        ]
    ]
    sources = ("t.sk. pašvaldības budžets", "t.sk. ES fondi", "t.sk. cits finansējums")
    rows: list[list[str | Cell]] = []
    for p in range(3):
        values = [_sources(p * 7 + place) for place in range(7)]
        sums = [sum(column) for column in zip(*values, strict=True)]
        rows.append([Cell(f"{p + 1}. prioritāte. {PRIORITIES[p]}", 9, css="font-weight:bold")])
        rows.append([Cell("Kopā prioritātē:", 3), *map(money, sums), "", ""])
        key = f"{p + 1}. prioritāte"
        paper.add("priorities", priority_id=key, name=PRIORITIES[p])
        _totals(paper, key, "Kopā prioritātē:", sums, sources)
        for place in range(7):
            n = p * 7 + place
            where = ("Ādamu pilsēta", "Kalna pagasts", "viss novads")[n % 3]
            rows.append(
                [
                    str(n + 1),
                    MEASURES[n],
                    where,
                    money(values[place][0]),
                    *map(_shown, values[place][1:]),
                    term(n),
                    joined(BODIES, n, "; "),
                ]
            )
            held = [
                (s, None, money(v), float(v), None)
                for s, v in zip(sources, values[place][1:], strict=True)
                if v
            ]
            paper.activity(
                str(n + 1),
                str(n + 1),
                key,
                MEASURES[n],
                **common(n, "responsible", "amount", "period"),
                money=held,
                joint="; ",
                territory=where,
            )
            paper.items("activity_funding", str(n + 1), "source", [s for s, *_ in held])
    paper.table(head, rows, (5, 27, 11, 10, 10, 10, 10, 8, 9))
    return paper


def three_rows() -> Paper:
    """A source and a year over three rows of the header, thousands of euro, a plan in one table."""
    paper = Paper(
        "Valmieres novada rīcības un investīciju plāns 2023–2025",
        "@page{size:A3 landscape;margin:15mm}body{font:8pt 'DejaVu Sans',sans-serif}",
    )
    paper.put("h1", paper.title)
    years = (2023, 2024, 2025)
    groups = ("Pašvaldības budžets", "ES fondi un cits ārvalstu finansējums")
    head = [
        [Cell("Nr.", rows=3), Cell("Pasākums", rows=3), Cell("Atbildīgais", rows=3), Cell("Finansējums, tūkst. EUR", 7), Cell("Rezultāts", rows=3)],
        [Cell(group, 3) for group in groups] + [Cell("Kopā", rows=2)],
        [str(year) for _ in groups for year in years],
    ]  # fmt: skip
    rows: list[list[str | Cell]] = []
    last = -1
    for p, d, t, place, n in tree():
        key = f"RV {p + 1}.{d % 2 + 1}"
        if t % 4 == 0 and place == 0:
            rows.append([Cell(f"IP{p + 1} {PRIORITIES[p]}", 11, css="background:#bbb")])
            paper.add("priorities", priority_id=f"IP{p + 1}", name=PRIORITIES[p])
        if d != last:
            rows.append([Cell(f"{key}. {DIRECTIONS[d]}", 11, css="background:#ddd")])
            paper.direction(key, f"IP{p + 1}", DIRECTIONS[d])
            last = d
            count = 0
        count += 1
        values = [[0, 12.5, 20][n % 3], 30 + n, 0 if n % 2 else 45.5, 0, 100 + n, 0]
        cells = ["" if not v else f"{v:g}".replace(".", ",") for v in values]
        whole = sum(values)
        shown = f"{whole:g}".replace(".", ",")
        rows.append(
            [
                f"{p + 1}.{d % 2 + 1}.{count}",
                MEASURES[n % 26],
                joined(BODIES, n),
                *cells,
                shown,
                of(RESULTS, n)[0],
            ]
        )
        held = [
            (groups[i // 3], years[i % 3], cells[i], values[i] * 1000.0, None)
            for i in range(6)
            if values[i]
        ]
        ident = f"{p + 1}.{d % 2 + 1}.{count}"
        paper.activity(
            ident,
            ident,
            key,
            MEASURES[n % 26],
            **common(n, "responsible"),
            results=of(RESULTS, n)[:1],
            amount_raw=shown,
            amount_eur=whole * 1000.0,
            money=held,
        )
        paper.items("activity_funding", ident, "source", list(dict.fromkeys(s for s, *_ in held)))
    paper.table(head, rows, (5, 26, 14, 6, 6, 6, 6, 6, 6, 6, 13))
    return paper


def marks() -> Paper:
    """Years with `x`, a merged column of tasks with id and text, ids such as R1.1.1; LibreOffice."""
    paper = Paper(
        "Salasnieku novada attīstības programmas Rīcības plāns 2022.–2026. gadam",
        SANS,
        "libreoffice",
    )
    paper.put("h1", paper.title)
    years = range(2022, 2027)
    head = [
        [Cell("Uzdevums", rows=2), Cell("Nr.", rows=2), Cell("Rīcība", rows=2), Cell("Īstenošanas gads", 5), Cell("Izpildītājs", rows=2), Cell("Iespējamais finansējuma avots", rows=2)],
        [str(year) for year in years],
    ]  # fmt: skip
    for p in range(3):
        paper.put("h2", f"Prioritāte P{p + 1}. {PRIORITIES[p]}")
        paper.add("priorities", priority_id=f"P{p + 1}", name=PRIORITIES[p])
        rows: list[list[str | Cell]] = []
        for q, _, t, place, n in tree():
            if q != p:
                continue
            task = f"U{p + 1}.{t % 4 + 1}"
            row: list[str | Cell] = []
            if place == 0:
                row.append(Cell(f"{task}. {TASKS[t]}", rows=2 + (t % 3 == 1)))
                paper.add(
                    "actions",
                    action_id=task,
                    id_raw=f"{task}.",
                    direction_id=None,
                    parent_id=f"P{p + 1}",
                    name=TASKS[t],
                )
            _, start, end = of(PERIODS, n)
            end = min(end, 2026)
            number = f"R{p + 1}.{t % 4 + 1}.{place + 1}"
            rows.append(
                [
                    *row,
                    number,
                    MEASURES[n % 26],
                    *("x" if start <= y <= end else "" for y in years),
                    joined(BODIES, n),
                    joined(FUNDS, n),
                ]
            )
            paper.activity(
                number,
                number,
                task,
                MEASURES[n % 26],
                **common(n, "responsible", "funding"),
                start_year=start,
                deadline_year=end,
            )
        paper.table(head, rows)
    return paper


def captions() -> Paper:
    """A table a task, with a caption; numbers begin again in each; text between the tables."""
    paper = Paper("Ogresgala novada rīcības plāns 2021.–2027. gadam", PORTRAIT)
    paper.put("h1", paper.title)
    last = (-1, -1)
    rows: list[list[str | Cell]] = []
    head = [
        [
            "N.p.k.",
            "Veicamās darbības",
            "Atbildīgais izpildītājs",
            "Sadarbības partneri",
            "Izpildes laiks",
            "Sasniedzamais rezultāts",
        ]
    ]
    items = list(tree())
    for at, (p, d, t, place, n) in enumerate(items):
        if p != last[0]:
            paper.put("h2", f"{p + 1}. VTP – {PRIORITIES[p]}")
            paper.add("priorities", priority_id=f"{p + 1}. VTP", name=PRIORITIES[p])
            paper.put(
                "p",
                "Prioritāte vērsta uz novada iedzīvotāju vajadzībām un sasaistīta ar Ilgtspējīgas attīstības stratēģiju.",
            )
        if d != last[1]:
            paper.put("h3", f"RV{d + 1}: {DIRECTIONS[d]}")
            paper.direction(f"RV{d + 1}", f"{p + 1}. VTP", DIRECTIONS[d])
        last = (p, d)
        task = f"U{d + 1}.{t % 2 + 1}"
        if place == 0:
            paper.put("p", f"{t + 1}. tabula")
            paper.put("h4", f"{task}: {TASKS[t]}")
            paper.task(task, task, f"RV{d + 1}", TASKS[t])
        rows.append(
            [
                f"{place + 1}.",
                MEASURES[n % 26],
                joined(BODIES, n),
                joined(PARTNERS, n),
                term(n),
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            f"{task}/{place + 1}",
            f"{place + 1}.",
            task,
            MEASURES[n % 26],
            **common(n, "responsible", "partners", "period", "results"),
        )
        if at + 1 == len(items) or items[at + 1][2] != t:
            paper.table(head, rows, (7, 30, 18, 17, 12, 16))
            rows = []
    return paper


def bare() -> Paper:
    """Ids without letters at every level, the header printed once, the columns numbered."""
    paper = Paper("Līvānieku novada pašvaldības attīstības programma 2020–2026", SERIF)
    paper.put("h1", paper.title)
    names = [
        "Nr.",
        "Pasākuma nosaukums",
        "Par izpildi atbildīgais",
        "Izpildes termiņš",
        "Finanšu resursi un to avots",
        "Rezultatīvie rādītāji",
    ]
    rows: list[list[str | Cell]] = []
    last = (-1, -1, -1)
    for p, d, t, place, n in tree():
        if p != last[0]:
            rows.append(
                [
                    Cell(
                        f"Vidēja termiņa prioritāte {p + 1}. {PRIORITIES[p]}",
                        6,
                        css="font-weight:bold",
                    )
                ]
            )
            paper.add("priorities", priority_id=f"{p + 1}", name=PRIORITIES[p])
        if d != last[1]:
            rows.append(
                [
                    Cell(
                        f"Rīcības virziens {p + 1}.{d % 2 + 1}. {DIRECTIONS[d]}",
                        6,
                        css="font-weight:bold",
                    )
                ]
            )
            paper.direction(f"{p + 1}.{d % 2 + 1}", f"{p + 1}", DIRECTIONS[d])
        task = f"{p + 1}.{d % 2 + 1}.{t % 2 + 1}"
        if t != last[2]:
            rows.append([Cell(f"Uzdevums {task}. {TASKS[t]}", 6, css="font-style:italic")])
            paper.task(task, f"{task}.", f"{p + 1}.{d % 2 + 1}", TASKS[t])
        last = (p, d, t)
        rows.append(
            [
                f"{task}.{place + 1}.",
                MEASURES[n % 26],
                joined(BODIES, n),
                str(of(PERIODS, n)[2]),
                joined(FUNDS, n),
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            f"{task}.{place + 1}",
            f"{task}.{place + 1}.",
            task,
            MEASURES[n % 26],
            **common(n, "deadline", "responsible", "funding", "results"),
        )
    paper.table(
        [names, [str(number) for number in range(1, 7)]],
        rows,
        (8, 34, 16, 9, 15, 18),
        repeated=False,
    )
    return paper


def region() -> Paper:
    """A region's: tables of tasks that refer to activities, which have a table of their own."""
    paper = Paper("Kurzemnieku plānošanas reģiona Rīcības plāns 2022.–2027. gadam", SERIF)
    paper.put("h1", paper.title)
    counts: dict[int, list[str]] = {}
    for p, _, t, _, n in tree():
        counts.setdefault(t, []).append(f"A{p + 1}.{n + 1}")
    for p in range(3):
        paper.put("h2", f"Ilgtermiņa prioritāte IP{p + 1}: {PRIORITIES[p]}")
        paper.add("priorities", priority_id=f"IP{p + 1}", name=PRIORITIES[p])
        for d in (2 * p, 2 * p + 1):
            paper.put("h3", f"RV{p + 1}.{d % 2 + 1}. {DIRECTIONS[d]}")
            paper.direction(f"RV{p + 1}.{d % 2 + 1}", f"IP{p + 1}", DIRECTIONS[d])
            rows = []
            for t in (2 * d, 2 * d + 1):
                key = f"U{p + 1}.{d % 2 + 1}.{t % 2 + 1}"
                rows.append(
                    [TASKS[t], key, joined(PARTNERS, t), "2022.-2027.", ", ".join(counts[t])]
                )
                paper.add(
                    "actions",
                    action_id=key,
                    id_raw=key,
                    direction_id=f"RV{p + 1}.{d % 2 + 1}",
                    parent_id=f"RV{p + 1}.{d % 2 + 1}",
                    name=TASKS[t],
                    participants_raw=joined(PARTNERS, t),
                    period_raw="2022.-2027.",
                    period_start=2022,
                    period_end=2027,
                )
                for position, ref in enumerate(counts[t], 1):
                    paper.add(
                        "action_activities",
                        action_id=key,
                        position=position,
                        activity_id=ref,
                        ref_raw=ref,
                    )
            paper.table(
                [
                    [
                        "Uzdevums",
                        "Numurs",
                        "Iesaistītās puses",
                        "Laika periods",
                        "Saistītās aktivitātes",
                    ]
                ],
                rows,
            )
    paper.put("h2", "Aktivitāšu saraksts")
    rows = []
    for p, _, _, _, n in tree():
        key = f"A{p + 1}.{n + 1}"
        rows.append(
            [
                key,
                MEASURES[n % 26],
                joined(BODIES, n, "; "),
                joined(PARTNERS, n, "; "),
                money(amount(n)),
                joined(FUNDS, n, "; "),
                str(of(PERIODS, n)[2]),
            ]
        )
        paper.activity(
            key,
            key,
            None,
            MEASURES[n % 26],
            **common(n, "responsible", "partners", "amount", "funding", "deadline"),
            joint="; ",
        )
    paper.table(
        [
            [
                "ID",
                "Aktivitāte",
                "Vadošais partneris",
                "Sadarbības partneri",
                "Indikatīvais finansējums (EUR)",
                "Finansējuma avots",
                "Ieviešanas termiņš",
            ]
        ],
        rows,
        (6, 32, 15, 14, 11, 13, 9),
    )
    return paper


def extras(css: str = SANS, besides: bool = True) -> Paper:
    """Columns that no plan of before has, tables of other things beside the plan's."""
    paper = Paper("Tukumnieku novada Attīstības programmas 2022.–2028. gadam Rīcības plāns", css)
    paper.put("h1", paper.title)
    if besides:
        _besides(paper)
    head = [
        [
            "Nr.",
            "Pasākums",
            "Prioritāte (augsta/vidēja/zema)",
            "Iedzīvotāju skaits",
            "Sasaiste ar IAS",
            "Atbildīgais",
            "Finansējuma avots",
            "Īstenošanas laiks",
            "Riski",
        ]
    ]
    for d in range(6):
        paper.put("h2", f"RV{d + 1}. {DIRECTIONS[d]}")
        rows: list[list[str | Cell]] = []
        for _, e, t, place, n in tree():
            if e != d:
                continue
            task = f"U{d + 1}.{t % 2 + 1}"
            if place == 0:
                rows.append(
                    [Cell(f"{task}. {TASKS[t]}", 9, css="font-weight:bold;background:#eee")]
                )
                paper.add(
                    "actions",
                    action_id=task,
                    id_raw=f"{task}.",
                    parent_id=f"RV{d + 1}",
                    name=TASKS[t],
                )
            key = f"{task}.{place + 1}"
            rows.append(
                [
                    key,
                    MEASURES[n % 26],
                    ("augsta", "vidēja", "zema")[n % 3],
                    str(1200 + 731 * n % 4000),
                    ("SM1", "SM2", "SM1, SM3")[n % 3],
                    joined(BODIES, n),
                    joined(FUNDS, n),
                    term(n),
                    ("Būvniecības izmaksu kāpums", "Nav", "Speciālistu trūkums")[n % 3],
                ]
            )
            paper.activity(
                key, key, task, MEASURES[n % 26], **common(n, "responsible", "funding", "period")
            )
        paper.add("directions", direction_id=f"RV{d + 1}", name=DIRECTIONS[d])
        paper.table(head, rows, (6, 27, 10, 8, 7, 13, 12, 8, 9))
    return paper


def lines() -> Paper:
    """The same with lines only between rows."""
    css = "td,th{border-width:0.6pt 0}th,td[style]{background:none !important}"
    return extras(SANS + css, besides=False)


def lines_shaded() -> Paper:
    """Lines only between rows, headers and bands shaded."""
    return extras(SANS + "td,th{border-width:0.6pt 0}", besides=False)


def _besides(paper: Paper) -> None:
    """Tables that are none of the plan's."""
    paper.put("h2", "Dokumenta vēsture")
    paper.table(
        [["Versija", "Datums", "Izmaiņas", "Sagatavoja"]],
        [
            ["1.0", "12.03.2022.", "Pirmā redakcija", "A. Bērziņa"],
            ["1.1", "28.09.2023.", "Aktualizēts pēc publiskās apspriešanas", "J. Kalniņš"],
            ["2.0", "15.01.2024.", "Apstiprināts domes sēdē Nr. 2", "J. Kalniņš"],
        ],
    )
    paper.put("h2", "Darba grupas sastāvs")
    paper.table(
        [["Nr.p.k.", "Vārds, uzvārds", "Amats", "Iestāde"]],
        [
            ["1.", "Anna Bērziņa", "Attīstības nodaļas vadītāja", "Novada pašvaldība"],
            ["2.", "Jānis Kalniņš", "Teritorijas plānotājs", "Būvvalde"],
            ["3.", "Ilze Ozola", "Direktore", "Novada vidusskola"],
        ],
    )
    paper.put("h2", "SVID analīze")
    paper.table(
        [["Stiprās puses", "Vājās puses"]],
        [
            [
                "Attīstīts pirmsskolas izglītības tīkls\nAktīvas biedrības",
                "Nolietota ielu infrastruktūra\nIedzīvotāju skaita samazināšanās",
            ]
        ],
    )
    paper.table(
        [["Iespējas", "Draudi"]],
        [["ES fondu finansējums\nAttālinātais darbs", "Izmaksu pieaugums\nSpeciālistu trūkums"]],
    )


def nothing() -> Paper:
    """A document with tables and no plan."""
    paper = Paper("Tukumnieku novada esošās situācijas raksturojums", SERIF)
    paper.put("h1", paper.title)
    _besides(paper)
    paper.put("h2", "Iedzīvotāju skaits pagastos")
    paper.table(
        [["Pagasts", "2019", "2020", "2021", "Izmaiņas, %"]],
        [
            ["Kalna pagasts", "1 204", "1 190", "1 171", "-2,7"],
            ["Lejas pagasts", "830", "812", "799", "-3,7"],
            ["Upes pagasts", "2 011", "2 020", "2 034", "1,1"],
        ],
    )
    paper.put("h2", "Pašvaldības budžets")
    paper.table(
        [["Ieņēmumu veids", "2020. gads, EUR", "2021. gads, EUR"]],
        [
            ["Iedzīvotāju ienākuma nodoklis", "12 400 320", "13 002 114"],
            ["Nekustamā īpašuma nodoklis", "1 905 000", "1 944 100"],
            ["Transferti", "8 110 400", "8 230 900"],
            ["Kopā", "22 415 720", "23 177 114"],
        ],
    )
    return paper


def goals() -> Paper:
    """Goals and priorities as headings, directions as bands, years of money as columns, a sum."""
    paper = Paper(
        "Liepājnieku valstspilsētas investīciju plāns 2024.-2026. gadam", SANS, "weasyprint"
    )
    paper.put("h1", paper.title)
    years = (2024, 2025, 2026)
    head = [
        [Cell("Nr. p. k.", rows=2), Cell("Projekta nosaukums", rows=2), Cell("Īss projekta apraksts", rows=2), Cell("Izmaksas pa gadiem, EUR", 4), Cell("Finansējuma avots", rows=2), Cell("Projekta vadītājs", rows=2)],
        [*(f"{year}. gads" for year in years), "Kopā"],
    ]  # fmt: skip
    grand = [0, 0, 0, 0]
    for g in range(2):
        paper.put("h2", f"SM {g + 1} {('Cilvēks', 'Vide')[g]} – attīstības pamats")
        paper.add(
            "goals", goal_id=f"SM {g + 1}", name=f"{('Cilvēks', 'Vide')[g]} – attīstības pamats"
        )
        for p in (0, 1) if g == 0 else (2,):
            key = f"VTP {g + 1}.{p % 2 + 1}"
            paper.put("h3", f"{key}. {PRIORITIES[p]}")
            paper.add("priorities", priority_id=key, name=PRIORITIES[p], goal_id=f"SM {g + 1}")
            rows: list[list[str | Cell]] = []
            sums = [0, 0, 0, 0]
            for d in (2 * p, 2 * p + 1):
                direction = f"RV {g + 1}.{p % 2 + 1}.{d % 2 + 1}"
                rows.append([Cell(f"{direction}. {DIRECTIONS[d]}", 9, css="background:#e2efd9")])
                paper.direction(direction, key, DIRECTIONS[d])
                for place in range(4):
                    n = d * 4 + place
                    values = [amount(n) if (n + i) % 3 else 0 for i in range(3)]
                    values.append(sum(values))
                    sums = [a + b for a, b in zip(sums, values, strict=True)]
                    text = f"Tiks veikta projektēšana, izbūve un autoruzraudzība; {MEASURES[n % 26].lower()}."
                    rows.append(
                        [
                            str(n + 1),
                            MEASURES[n % 26],
                            text,
                            *("" if not v else money(v) for v in values),
                            joined(FUNDS, n),
                            joined(BODIES, n),
                        ]
                    )
                    held = [
                        (None, y, money(v), float(v), None)
                        for y, v in zip(years, values, strict=False)
                        if v
                    ]
                    paper.activity(
                        str(n + 1),
                        str(n + 1),
                        direction,
                        MEASURES[n % 26],
                        **common(n, "responsible", "funding"),
                        amount_raw=money(values[3]),
                        amount_eur=float(values[3]),
                        money=held,
                    )
            rows.append(
                [
                    Cell("Kopā:", 3, css="text-align:right;font-weight:bold"),
                    *map(money, sums),
                    "",
                    "",
                ]
            )
            for position, (year, value) in enumerate(zip((*years, None), sums, strict=True), 1):
                paper.add(
                    "totals",
                    scope=key,
                    position=position,
                    label_raw="Kopā:",
                    source=None,
                    year=year,
                    amount_raw=money(value),
                    amount_eur=float(value),
                )
            grand = [a + b for a, b in zip(grand, sums, strict=True)]
            paper.table(head, rows, (5, 21, 26, 8, 8, 8, 9, 8, 7))
    return paper


def apart() -> Paper:
    """Ids and names of directions and tasks in merged columns of their own, header printed once."""
    paper = Paper("Rīgavas novada Rīcības plāns 2021.–2027. gadam", SERIF, "weasyprint")
    paper.put("h1", paper.title)
    paper.put("p", "Rīcības plāns 2021.–2027. gadam ir attīstības programmas sastāvdaļa.")
    head = [
        [
            "Nr.",
            "Uzdevums",
            "Nr.",
            "Pasākums",
            "Atbildīgā iestāde",
            "Iesaistītās iestādes",
            "Termiņš",
            "Finansējums",
        ]
    ]
    rows: list[list[str | Cell]] = []
    last = -1
    for p, _, t, place, n in tree():
        if p != last:
            rows.append([Cell(f"P{p + 1} {PRIORITIES[p]}", 8, css="font-weight:bold")])
            paper.add("priorities", priority_id=f"P{p + 1}", name=PRIORITIES[p])
            last = p
        task = f"U{p + 1}.{t % 4 + 1}"
        lead: list[str | Cell] = []
        if place == 0:
            spans = 2 + (t % 3 == 1)
            lead = [Cell(task, rows=spans), Cell(TASKS[t], rows=spans)]
            paper.add(
                "actions",
                action_id=task,
                id_raw=task,
                direction_id=None,
                parent_id=f"P{p + 1}",
                name=TASKS[t],
            )
        key = f"{p + 1}.{t % 4 + 1}.{place + 1}"
        rows.append(
            [
                *lead,
                f"{key}.",
                MEASURES[n % 26],
                joined(BODIES, n),
                joined(PARTNERS, n),
                str(of(PERIODS, n)[2]),
                joined(FUNDS, n),
            ]
        )
        paper.activity(
            key,
            f"{key}.",
            task,
            MEASURES[n % 26],
            **common(n, "responsible", "partners", "deadline", "funding"),
        )
    paper.table(head, rows, (6, 18, 6, 28, 13, 12, 6, 11), repeated=False)
    return paper


def shares() -> Paper:
    """Shares in per cent by source, a task by reference, a hierarchy table, abbreviations."""
    paper = Paper("Latgalnieku novada investīciju plāns 2022-2027", SANS)
    paper.put("h1", paper.title)
    paper.put("h2", "Saīsinājumi")
    short = [
        ("ERAF", "Eiropas Reģionālās attīstības fonds"),
        ("NVO", "Nevalstiskā organizācija"),
        ("VTP", "Vidēja termiņa prioritāte"),
    ]
    paper.table([["Saīsinājums", "Skaidrojums"]], [list(pair) for pair in short])
    for position, (one, long) in enumerate(short, 1):
        paper.add("abbreviations", position=position, short=one, long=long)
    paper.put("h2", "Prioritātes, rīcības virzieni un uzdevumi")
    hierarchy(paper, ["Vidēja termiņa prioritāte", "Rīcības virziens", "Uzdevums"])
    paper.put("h2", "Investīciju projekti")
    names = ("Pašvaldība", "ES fondi", "Privātais")
    head = [
        [Cell("Nr.", rows=2), Cell("Projekta nosaukums", rows=2), Cell("Atbilstība uzdevumam", rows=2), Cell("Projekta kopējās izmaksas (EUR)", rows=2), Cell("Finansējuma avoti, %", 3), Cell("Projekta uzsākšana", rows=2), Cell("Projekta pabeigšana", rows=2), Cell("Īstenotājs", rows=2)],
        list(names),
    ]  # fmt: skip
    rows = []
    seen: dict[str, int] = {}
    for n in range(22):
        t = n * 5 % 12
        key = f"U{t // 4 + 1}.{t // 2 % 2 + 1}.{t % 2 + 1}"
        parts = ((100, 0, 0), (15, 85, 0), (20, 70, 10))[n % 3]
        _, start, end = of(PERIODS, n)
        rows.append(
            [
                f"{n + 1}.",
                MEASURES[n],
                key,
                money(amount(n)),
                *(f"{v}%" if v else "-" for v in parts),
                str(start),
                str(end),
                joined(BODIES, n),
            ]
        )
        held = [(s, None, f"{v}%", None, float(v)) for s, v in zip(names, parts, strict=True) if v]
        paper.activity(
            str(n + 1),
            f"{n + 1}.",
            None,
            MEASURES[n],
            **common(n, "responsible", "amount"),
            deadline_raw=str(end),
            start_year=start,
            deadline_year=end,
            money=held,
        )
        seen[key] = seen.get(key, 0) + 1
        paper.add(
            "action_activities",
            action_id=key,
            position=seen[key],
            activity_id=str(n + 1),
            ref_raw=key,
        )
    paper.table(head, rows, (4, 28, 9, 11, 8, 8, 8, 7, 7, 10))
    return paper


def hyphens() -> Paper:
    """Narrow columns whose header words are hyphenated, horizontal rules, measures after letters."""
    css = "@page{size:A4 portrait;margin:15mm}html{hyphens:auto}body{font:8pt 'Liberation Serif',serif}td,th{hyphens:manual}"
    paper = Paper("Vidzemnieku reģiona attīstības programma 2022–2027", css, "weasyprint")
    paper.put("h1", paper.title)
    head = [
        [
            "Nr. p.k.",
            "Pasā\u00adkums",
            "Fi\u00adnan\u00adsē\u00adju\u00adma apjoms, EUR",
            "Finan\u00adsē\u00adjuma avots",
            "Ieviešanas periods",
            "Atbil\u00addīgā insti\u00adtūcija",
            "Iznākuma rezul\u00adtatīvie rādītāji",
        ]
    ]
    for p in range(3):
        paper.put("h2", f"PRIORITĀTE P{p + 1} “{PRIORITIES[p]}”")
        paper.add("priorities", priority_id=f"P{p + 1}", name=f"“{PRIORITIES[p]}”")
        for d in (2 * p, 2 * p + 1):
            paper.put("h3", f"Rīcības virziens V{d + 1}: {DIRECTIONS[d]}")
            paper.direction(f"V{d + 1}", f"P{p + 1}", DIRECTIONS[d])
            rows: list[list[str | Cell]] = []
            for place in range(5):
                n = d * 5 + place
                key = f"M{d + 1}.{place + 1}"
                rows.append(
                    [
                        f"{key}.",
                        MEASURES[n % 26],
                        money(amount(n)),
                        joined(FUNDS, n),
                        term(n),
                        joined(BODIES, n),
                        joined(RESULTS, n, "; "),
                    ]
                )
                paper.activity(
                    key,
                    f"{key}.",
                    f"V{d + 1}",
                    MEASURES[n % 26],
                    **common(n, "amount", "funding", "period", "responsible", "results"),
                )
            paper.table(head, rows, (9, 28, 11, 13, 11, 13, 15))
    return paper


def plain_tasks() -> Paper:
    """Tasks are bands without letters (`1.1. Uzdevums: …`), measures `1.1.1.`, one more heading."""
    paper = Paper("Balvinieku novada rīcības plāns 2022.-2028. gadam", SERIF, "libreoffice")
    paper.put("h1", paper.title)
    head = [
        [
            "Nr.",
            "Pasākums",
            "Indikatīvais finansējuma apjoms un avots",
            "Izpildes periods (gads)",
            "Atbildīgā institūcija (partneri)",
            "Sagaidāmie rezultāti",
        ]
    ]
    rows: list[list[str | Cell]] = []
    last = (-1, -1)
    for p, _, t, place, n in tree():
        if p != last[0]:
            if rows:
                paper.table(head, rows)
                rows = []
            paper.put("h2", f"{p + 1}. prioritāte – {PRIORITIES[p]}")
            paper.add("priorities", priority_id=f"{p + 1}. prioritāte", name=PRIORITIES[p])
        task = f"{p + 1}.{t % 4 + 1}"
        if t != last[1]:
            rows.append([Cell(f"{task}. uzdevums. {TASKS[t]}", 6, css="font-weight:bold")])
            paper.add(
                "actions",
                action_id=f"{task}. uzdevums",
                direction_id=None,
                parent_id=f"{p + 1}. prioritāte",
                name=TASKS[t],
            )
        last = (p, t)
        body, partner = joined(BODIES, n), joined(PARTNERS, n)
        rows.append(
            [
                f"{task}.{place + 1}.",
                MEASURES[n % 26],
                joined(FUNDS, n),
                term(n),
                f"{body} ({partner})",
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            f"{task}.{place + 1}",
            f"{task}.{place + 1}.",
            f"{task}. uzdevums",
            MEASURES[n % 26],
            **common(n, "period", "results", "funding", "responsible", "partners"),
        )
        paper.gold["activities"][-1] |= {
            "responsible_raw": f"{body} ({partner})",
            "partners_raw": None,
        }
    paper.table(head, rows)
    return paper


def unnamed() -> Paper:
    """Bands without ids: `Rīcības virziens: …`, tasks in bold; a column of marks by quarter."""
    paper = Paper("Smiltiņu novada rīcības plāns 2023.–2025. gadam", SANS)
    paper.put("h1", paper.title)
    head = [
        [
            "Nr.",
            "Pasākums",
            "Atbildīgais",
            "Iesaistītie",
            "2023",
            "2024",
            "2025",
            "Finansējums, EUR",
            "Piezīmes",
        ]
    ]
    rows: list[list[str | Cell]] = []
    years = (2023, 2024, 2025)
    n = 0
    for d in range(6):
        rows.append([Cell(f"Rīcības virziens: {DIRECTIONS[d]}", 9, css="font-weight:bold")])
        for _ in range(4):
            held = [year for year in years if (n + year) % 3 or year == 2024]
            note = ("", "Atkarīgs no finansējuma", "")[n % 3]
            rows.append(
                [
                    str(n + 1),
                    MEASURES[n % 26],
                    joined(BODIES, n),
                    joined(PARTNERS, n),
                    *("X" if year in held else "" for year in years),
                    money(amount(n)),
                    note,
                ]
            )
            paper.activity(
                str(n + 1),
                str(n + 1),
                str(d + 1),
                MEASURES[n % 26],
                **common(n, "responsible", "partners", "amount"),
                start_year=held[0],
                deadline_year=held[-1],
                notes=note or None,
            )
            n += 1
        paper.add("directions", direction_id=str(d + 1), name=DIRECTIONS[d])
    paper.table(head, rows, (5, 30, 16, 14, 5, 5, 5, 9, 11))
    return paper


FORMS: dict[str, Callable[[], Paper]] = {
    form.__name__: form
    for form in (town, merged, investments, before, three_rows, marks, captions, bare, region,
                 extras, lines, lines_shaded, nothing, goals, apart, shares, hyphens, plain_tasks, unnamed)
}  # fmt: skip
