# ruff: noqa: E501
"""More forms: levels in cells, words of other plans, two plans in one document."""

from __future__ import annotations

from collections.abc import Callable

from tests.other_plans.forms import PORTRAIT, SANS, SERIF, common, hierarchy, joined, term, tree
from tests.other_plans.paper import Cell, Paper
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

BOLD = "font-weight:bold"


def two_cells() -> Paper:
    """Tasks as rows of two cells: the id, and the name merged over the rest."""
    paper = Paper("Dobelnieku novada rīcības plāns 2021.–2027. gadam", SERIF)
    paper.put("h1", paper.title)
    head = [
        [
            "Nr.",
            "Pasākums / projekts",
            "Atbildīgie un iesaistītie",
            "Īstenošanas laika posms",
            "Finansējuma avots",
            "Rezultatīvie rādītāji",
        ]
    ]
    rows: list[list[str | Cell]] = []
    last = (-1, -1)
    for p, d, t, place, n in tree():
        if p != last[0]:
            if rows:
                paper.table(head, rows, (8, 34, 16, 10, 15, 17))
                rows = []
            paper.put("h2", f"VTP{p + 1}: {PRIORITIES[p]}")
            paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
        if d != last[1]:
            rows.append([Cell(f"RV{d + 1}.", css=BOLD), Cell(DIRECTIONS[d], 5, css=BOLD)])
            paper.direction(f"RV{d + 1}", f"VTP{p + 1}", DIRECTIONS[d])
        last = (p, d)
        task = f"U{d + 1}.{t % 2 + 1}"
        if place == 0:
            rows.append([f"{task}.", Cell(TASKS[t], 5)])
            paper.task(task, f"{task}.", f"RV{d + 1}", TASKS[t])
        key = f"{d + 1}.{t % 2 + 1}.{place + 1}"
        rows.append(
            [
                f"{key}.",
                MEASURES[n % 26],
                joined(BODIES, n),
                term(n),
                joined(FUNDS, n),
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            key,
            f"{key}.",
            task,
            MEASURES[n % 26],
            **common(n, "responsible", "period", "funding", "results"),
        )
    paper.table(head, rows, (8, 34, 16, 10, 15, 17))
    return paper


def level_cells() -> Paper:
    """Levels as rows whose other cells are empty, none of them merged."""
    paper = Paper("Siguldnieku novada attīstības programma. Rīcības plāns 2022–2027", SANS)
    paper.put("h1", paper.title)
    head = [
        [
            "Nr.",
            "Rīcības virziens, uzdevums, pasākums",
            "Atbildīgā institūcija",
            "Sadarbības partneri",
            "Izpildes termiņš",
            "Finansējuma avots",
        ]
    ]
    rows: list[list[str | Cell]] = []
    last = -1
    for _, d, t, place, n in tree():
        if d != last:
            rows.append(
                [Cell(f"RV{d + 1}", css=BOLD), Cell(DIRECTIONS[d], css=BOLD), "", "", "", ""]
            )
            paper.add("directions", direction_id=f"RV{d + 1}", name=DIRECTIONS[d])
            last = d
        task = f"U{d + 1}.{t % 2 + 1}"
        if place == 0:
            rows.append([Cell(task, css=BOLD), Cell(TASKS[t], css=BOLD), "", "", "", ""])
            paper.task(task, task, f"RV{d + 1}", TASKS[t])
        key = f"P{d + 1}.{t % 2 + 1}.{place + 1}"
        rows.append(
            [
                key,
                MEASURES[n % 26],
                joined(BODIES, n),
                joined(PARTNERS, n),
                str(of(PERIODS, n)[2]),
                joined(FUNDS, n),
            ]
        )
        paper.activity(
            key,
            key,
            task,
            MEASURES[n % 26],
            **common(n, "responsible", "partners", "deadline", "funding"),
        )
    paper.table(head, rows, (8, 36, 17, 15, 9, 15))
    return paper


def wordings() -> Paper:
    """Headers in other words, amounts with their currency, dates and words for deadlines."""
    paper = Paper("Talsenieku novada Rīcību plāns 2024.-2027.gadam", PORTRAIT)
    paper.put("h1", paper.title)
    head = [
        [
            "Nr. p/k",
            "Veicamā rīcība",
            "Izpildītājs / līdzizpildītājs",
            "Realizācijas gads",
            "Nepieciešamie līdzekļi un to avots",
            "Paredzamās izmaksas",
            "Izpildes rādītājs",
        ]
    ]
    for d in range(6):
        paper.put("h3", f"{d + 1}. RĪCĪBAS VIRZIENS: {DIRECTIONS[d]}")
        key = f"{d + 1}. RĪCĪBAS VIRZIENS"
        paper.add("directions", direction_id=key, name=DIRECTIONS[d])
        rows: list[list[str | Cell]] = []
        for place in range(4):
            n = d * 4 + place
            sum_raw = (
                f"{money(amount(n))} EUR",
                f"{money(amount(n))},00 EUR",
                "Atbilstoši budžetam",
                f"{money(amount(n))} EUR",
            )[n % 4]
            ident = f"{d + 1}.{place + 1}"
            when = ("2024", "2025–2026", "pastāvīgi", "2024–2027")[n % 4]
            start, end = ((2024, 2024), (2025, 2026), (None, None), (2024, 2027))[n % 4]
            rows.append(
                [
                    f"{ident}.",
                    MEASURES[n],
                    joined(BODIES, n),
                    when,
                    joined(FUNDS, n),
                    sum_raw,
                    joined(RESULTS, n, "; "),
                ]
            )
            paper.activity(
                ident,
                f"{ident}.",
                key,
                MEASURES[n],
                **common(n, "responsible", "funding", "results"),
                deadline_raw=when,
                start_year=start,
                deadline_year=end,
                amount_raw=sum_raw,
                amount_eur=None if n % 4 == 2 else float(amount(n)),
            )
        paper.table(head, rows, (8, 26, 15, 11, 15, 12, 13))
    return paper


def objects() -> Paper:
    """No levels: investment objects, sources by their letters, a sum that ends the plan."""
    paper = Paper("Ventnieku pilsētas investīciju programma 2025.–2027. gadam", SANS)
    paper.put("h1", paper.title)
    names = ("PB", "VB", "ERAF/KF", "Aizņēmums")
    head = [
        [Cell("Nr.", rows=2), Cell("Investīciju objekts", rows=2), Cell("Kopējās plānotās izmaksas, EUR", rows=2), Cell("Finansējuma sadalījums (EUR)", 4), Cell("Izpildes laiks (no–līdz)", rows=2), Cell("Atbildīgais dienests", rows=2), Cell("Projekta gatavības pakāpe", rows=2)],
        list(names),
    ]  # fmt: skip
    rows: list[list[str | Cell]] = []
    grand = [0] * 5
    for n in range(24):
        whole = amount(n)
        values = (
            [whole // 2, 0, 0, whole - whole // 2]
            if n % 2
            else [whole // 10, whole // 10, whole - 2 * (whole // 10), 0]
        )
        grand = [a + b for a, b in zip(grand, [whole, *values], strict=True)]
        raw = term(n)
        state = ("Ideja", "Izstrādāts būvprojekts", "Būvniecībā")[n % 3]
        rows.append(
            [
                str(n + 1),
                MEASURES[n],
                money(whole),
                *(money(v) if v else "0" for v in values),
                raw,
                joined(BODIES, n),
                state,
            ]
        )
        held = [
            (s, None, money(v) if v else "0", float(v), None)
            for s, v in zip(names, values, strict=True)
        ]
        paper.activity(
            str(n + 1),
            str(n + 1),
            None,
            MEASURES[n],
            **common(n, "responsible", "amount", "period"),
            money=held,
        )
    rows.append([Cell("Kopā investīciju plānā", 2, css=BOLD), *map(money, grand), "", "", ""])
    for position, (source, value) in enumerate(zip((None, *names), grand, strict=True), 1):
        paper.add(
            "totals",
            scope=None,
            position=position,
            label_raw="Kopā investīciju plānā",
            source=source,
            year=None,
            amount_raw=money(value),
            amount_eur=float(value),
        )
    paper.table(head, rows, (4, 28, 10, 8, 8, 9, 9, 8, 9, 7))
    return paper


def chapters() -> Paper:
    """Headings that begin with the number of a chapter, and a level's id on a line of its own."""
    paper = Paper("Kuldīdznieku novada attīstības programma 2022.–2028. gadam", SERIF)
    paper.put("h1", paper.title)
    paper.put("h1", "3. Rīcības plāns")
    paper.put("p", "Rīcības plāns ietver trīs vidēja termiņa prioritātes.")
    head = [
        [
            "Nr.p.k.",
            "Pasākums",
            "Izpildes laiks",
            "Atbildīgie par izpildi",
            "Finanšu avots",
            "Piezīmes",
        ]
    ]
    for p in range(3):
        paper.put("h2", f"3.{p + 1}. Vidēja termiņa prioritāte VTP{p + 1}: {PRIORITIES[p]}")
        paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
        for d in (2 * p, 2 * p + 1):
            key = f"RV{p + 1}.{d % 2 + 1}"
            paper.put("h3", f"3.{p + 1}.{d % 2 + 1}. Rīcības virziens {key}: {DIRECTIONS[d]}")
            paper.direction(key, f"VTP{p + 1}", DIRECTIONS[d])
            rows: list[list[str | Cell]] = []
            for place in range(5):
                n = d * 5 + place
                note = "Uzsākts 2022. gadā" if n % 4 == 0 else ""
                ident = f"{p + 1}.{d % 2 + 1}.{place + 1}"
                rows.append(
                    [
                        f"{ident}.",
                        MEASURES[n % 26],
                        term(n),
                        joined(BODIES, n),
                        joined(FUNDS, n),
                        note,
                    ]
                )
                paper.activity(
                    ident,
                    f"{ident}.",
                    key,
                    MEASURES[n % 26],
                    **common(n, "period", "responsible", "funding"),
                    notes=note or None,
                )
            paper.table(head, rows, (8, 38, 11, 17, 15, 11))
    return paper


def both() -> Paper:
    """An action plan and, after it, an investment plan with other columns and running numbers."""
    paper = Paper(
        "Bauskanieku novada attīstības programmas rīcības un investīciju plāns 2022.–2027. gadam",
        SANS,
    )
    paper.put("h1", paper.title)
    paper.put("h1", "Rīcības plāns")
    head = [
        ["Nr.", "Pasākums", "Atbildīgais", "Īstenošanas periods", "Finansējuma avots", "Rezultāts"]
    ]
    rows: list[list[str | Cell]] = []
    last = -1
    for p, _, t, place, n in tree():
        if p != last:
            rows.append([Cell(f"VTP{p + 1} {PRIORITIES[p]}", 6, css=BOLD)])
            paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
            last = p
        task = f"U{p + 1}.{t % 4 + 1}"
        if place == 0:
            rows.append([Cell(f"{task} {TASKS[t]}", 6)])
            paper.add(
                "actions",
                action_id=task,
                id_raw=task,
                direction_id=None,
                parent_id=f"VTP{p + 1}",
                name=TASKS[t],
            )
        key = f"{p + 1}.{t % 4 + 1}.{place + 1}"
        rows.append(
            [
                key,
                MEASURES[n % 26],
                joined(BODIES, n),
                term(n),
                joined(FUNDS, n),
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            key,
            key,
            task,
            MEASURES[n % 26],
            **common(n, "responsible", "period", "funding", "results"),
        )
    paper.table(head, rows, (7, 35, 17, 11, 15, 15))
    return paper


def id_columns() -> Paper:
    """Ids of all levels in columns of every row, their names in a hierarchy table."""
    paper = Paper("Madonieku novada Investīciju plāns 2022.–2026. gadam", SANS)
    paper.put("h1", paper.title)
    hierarchy(paper, ["Prioritāte", "Rīcības virziens", "Uzdevums"], ":")
    paper.put("h2", "Projekti")
    head = [
        [
            "Nr.p.k.",
            "Atbilstība uzdevumam",
            "Projekta nosaukums",
            "Plānotās izmaksas, EUR",
            "Pašvaldības finansējums, EUR",
            "ES fondi, EUR",
            "Cits, EUR",
            "Projekta īstenošanas gads",
            "Projekta statuss",
        ]
    ]
    names = ("Pašvaldības finansējums", "ES fondi", "Cits")
    rows = []
    count: dict[str, int] = {}
    for _, _, t, _, n in tree():
        key = f"U{t // 4 + 1}.{t // 2 % 2 + 1}.{t % 2 + 1}"
        whole = amount(n)
        values = (whole // 5, whole - whole // 5, 0) if n % 2 else (whole, 0, 0)
        state = ("Plānots", "Īstenošanā", "Plānots")[n % 3]
        rows.append(
            [
                f"{n + 1}.",
                key,
                MEASURES[n % 26],
                money(whole),
                *(money(v) if v else "" for v in values),
                term(n),
                state,
            ]
        )
        held = [
            (s, None, money(v), float(v), None) for s, v in zip(names, values, strict=True) if v
        ]
        paper.activity(
            str(n + 1),
            f"{n + 1}.",
            None,
            MEASURES[n % 26],
            **common(n, "amount", "period"),
            money=held,
            state=state,
        )
        paper.items("activity_funding", str(n + 1), "source", [s for s, *_ in held])
        count[key] = count.get(key, 0) + 1
        paper.add(
            "action_activities",
            action_id=key,
            position=count[key],
            activity_id=str(n + 1),
            ref_raw=key,
        )
    paper.table(head, rows, (6, 9, 31, 10, 11, 9, 7, 9, 8))
    return paper


def above() -> Paper:
    """The task as the first row of each table, above the header, and repeated with it."""
    paper = Paper("Gulbenieku novada Rīcības plāns 2018.–2024. gadam", SERIF)
    paper.put("h1", paper.title)
    last = -1
    for p, d, t, _, _ in [item for item in tree() if item[3] == 0]:
        if d != last:
            paper.put("h2", f"RV {p + 1}.{d % 2 + 1}. {DIRECTIONS[d]}")
            paper.add("directions", direction_id=f"RV {p + 1}.{d % 2 + 1}", name=DIRECTIONS[d])
            last = d
        task = f"U {p + 1}.{d % 2 + 1}.{t % 2 + 1}"
        paper.task(task, f"{task}.", f"RV {p + 1}.{d % 2 + 1}", TASKS[t])
        head = [
            [Cell(f"Uzdevums {task}. {TASKS[t]}", 6)],
            ["Pasākums", "Atbildīgais", "Partneri", "Finansējuma apjoms, EUR", "Avots", "Laiks"],
        ]
        rows: list[list[str | Cell]] = []
        place = 0
        for _, _, other, _, n in tree():
            if other != t:
                continue
            place += 1
            rows.append(
                [
                    MEASURES[n % 26],
                    joined(BODIES, n),
                    joined(PARTNERS, n),
                    money(amount(n)),
                    joined(FUNDS, n),
                    term(n),
                ]
            )
            paper.activity(
                f"{task}/{place}",
                None,
                task,
                MEASURES[n % 26],
                **common(n, "responsible", "partners", "amount", "funding", "period"),
            )
        paper.table(head, rows, (37, 17, 15, 10, 12, 9))
    return paper


def shaded() -> Paper:
    """Shaded cells under years; goals as bands over priorities; letters with blanks and dashes."""
    paper = Paper("Preiļnieku novada rīcības plāns 2021-2025", SANS, "weasyprint")
    paper.put("h1", paper.title)
    years = range(2021, 2026)
    head = [
        [
            Cell("Nr.", rows=2),
            Cell("Pasākums", rows=2),
            Cell("Ieviešanas laiks", 5),
            Cell("Izpildītājs", rows=2),
            Cell("Iespējamie finanšu avoti", rows=2),
            Cell("Rezultatīvais rādītājs", rows=2),
        ],
        [str(y) for y in years],
    ]
    rows: list[list[str | Cell]] = []
    last = -1
    for p, _, t, place, n in tree():
        if p != last:
            rows.append([Cell(f"Prioritāte IP-{p + 1} {PRIORITIES[p]}", 10, css=BOLD)])
            paper.add("priorities", priority_id=f"IP-{p + 1}", name=PRIORITIES[p])
            last = p
        task = f"U-{p + 1}.{t % 4 + 1}"
        if place == 0:
            rows.append([Cell(f"Uzdevums {task} {TASKS[t]}", 10)])
            paper.add(
                "actions",
                action_id=task,
                id_raw=task,
                direction_id=None,
                parent_id=f"IP-{p + 1}",
                name=TASKS[t],
            )
        _, start, end = of(PERIODS, n)
        end = min(end, 2025)
        key = f"{p + 1}.{t % 4 + 1}.{place + 1}"
        rows.append(
            [
                f"{key}.",
                MEASURES[n % 26],
                *(Cell("", css="background:#8eaadb" if start <= y <= end else "") for y in years),
                joined(BODIES, n),
                joined(FUNDS, n),
                joined(RESULTS, n, "; "),
            ]
        )
        paper.activity(
            key,
            f"{key}.",
            task,
            MEASURES[n % 26],
            **common(n, "responsible", "funding", "results"),
            start_year=start,
            deadline_year=end,
        )
    paper.table(head, rows, (6, 32, 4.5, 4.5, 4.5, 4.5, 4.5, 14, 13, 13))
    return paper


def cards() -> Paper:
    """Each table begins with rows that name priority, direction and task beside their words."""
    paper = Paper("Alūksnieku novada rīcības plāns 2022.–2027. gadam", PORTRAIT)
    paper.put("h1", paper.title)
    for t in range(12):
        p, d = t // 4, t // 2
        task = f"U{d + 1}.{t % 2 + 1}"
        if t % 4 == 0:
            paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
        if t % 2 == 0:
            paper.direction(f"RV{d + 1}", f"VTP{p + 1}", DIRECTIONS[d])
        paper.task(task, task, f"RV{d + 1}", TASKS[t])
        rows: list[list[str | Cell]] = [
            [Cell("Prioritāte", 2, css=BOLD), Cell(f"VTP{p + 1} {PRIORITIES[p]}", 3)],
            [Cell("Rīcības virziens", 2, css=BOLD), Cell(f"RV{d + 1} {DIRECTIONS[d]}", 3)],
            [Cell("Uzdevums", 2, css=BOLD), Cell(f"{task} {TASKS[t]}", 3)],
            [
                Cell(text, head=True)
                for text in ("Nr.", "Pasākums", "Atbildīgais", "Termiņš", "Finansējuma avots")
            ],
        ]
        place = 0
        for _, _, other, _, n in tree():
            if other == t:
                place += 1
                key = f"{d + 1}.{t % 2 + 1}.{place}"
                rows.append(
                    [
                        key,
                        MEASURES[n % 26],
                        joined(BODIES, n),
                        str(of(PERIODS, n)[2]),
                        joined(FUNDS, n),
                    ]
                )
                paper.activity(
                    key,
                    key,
                    task,
                    MEASURES[n % 26],
                    **common(n, "responsible", "deadline", "funding"),
                )
        paper.table([], rows, (8, 40, 22, 10, 20))
    return paper


MORE: dict[str, Callable[[], Paper]] = {
    form.__name__: form
    for form in (two_cells, level_cells, wordings, objects, chapters, both, id_columns, above,
                 shaded, cards)
}  # fmt: skip


def band_sums() -> Paper:
    """Bands that print the sums of their level in the columns of money; a sum for each direction."""
    paper = Paper("Saldusnieku novada investīciju plāns 2023.–2026. gadam", SANS)
    paper.put("h1", paper.title)
    names = ("Pašvaldības finansējums", "ES finansējums")
    head = [
        [
            "Nr.",
            "Projekta nosaukums",
            "Projekta izmaksas, EUR",
            "Pašvaldības finansējums, EUR",
            "ES finansējums, EUR",
            "Realizācijas laiks",
            "Par īstenošanu atbildīgais",
        ]
    ]
    rows: list[list[str | Cell]] = []
    for p in range(3):
        numbers = range(p * 8, p * 8 + 8)
        values = {n: (amount(n), amount(n) // 4, amount(n) - amount(n) // 4) for n in numbers}
        sums = [sum(column) for column in zip(*values.values(), strict=True)]
        rows.append([Cell(f"VTP{p + 1}. {PRIORITIES[p]}", 2, css=BOLD), *map(money, sums), "", ""])
        paper.add("priorities", priority_id=f"VTP{p + 1}", name=PRIORITIES[p])
        for position, (source, value) in enumerate(zip((None, *names), sums, strict=True), 1):
            paper.add(
                "totals",
                scope=f"VTP{p + 1}",
                position=position,
                source=source,
                year=None,
                amount_raw=money(value),
                amount_eur=float(value),
            )
        for place, n in enumerate(numbers, 1):
            key = f"{p + 1}.{place}"
            rows.append(
                [f"{key}.", MEASURES[n], *map(money, values[n]), term(n), joined(BODIES, n)]
            )
            held = [
                (s, None, money(v), float(v), None)
                for s, v in zip(names, values[n][1:], strict=True)
            ]
            paper.activity(
                key,
                f"{key}.",
                f"VTP{p + 1}",
                MEASURES[n],
                **common(n, "amount", "period", "responsible"),
                money=held,
            )
    paper.table(head, rows, (6, 38, 12, 12, 11, 10, 11))
    return paper


ROMAN = ("I", "II", "III", "IV", "V", "VI")


def headed(
    title: str,
    priority: tuple[str, str],
    direction: tuple[str, str],
    anew: bool = False,
) -> Paper:
    """A table under the heading of each direction.

    Levels: the heading before its name, and the id that it stands for; `{p}` is the priority's
    number, `{P}` its numeral, `{d}` the direction's number in its priority. `anew`: measures are
    numbered from one in each table.
    """
    paper = Paper(title, SANS)
    paper.put("h1", title)
    head = [["Nr.", "Pasākums", "Atbildīgais", "Īstenošanas periods", "Finansējums, EUR"]]
    tables: dict[int, list[list[str | Cell]]] = {}
    measures = list(tree(each=1))
    for p, d, _, _, n in measures:
        tables.setdefault(d, []).append(
            ["", MEASURES[n], joined(BODIES, n), term(n), money(amount(n))]
        )
        values = {"p": p + 1, "P": ROMAN[p], "d": d % 2 + 1}
        above, own = priority[1].format(**values), direction[1].format(**values)
        if len(tables[d]) == 1:
            if d % 2 == 0:
                paper.put("h2", priority[0].format(**values, name=PRIORITIES[p]))
                paper.add("priorities", priority_id=above, name=PRIORITIES[p])
            paper.put("h3", direction[0].format(**values, name=DIRECTIONS[d]))
            paper.direction(own, above, DIRECTIONS[d])
        number = len(tables[d]) if anew else n + 1
        tables[d][-1][0] = f"{number}."
        key = f"{own}/{number}" if anew else str(number)
        columns = common(n, "amount", "period", "responsible")
        paper.activity(key, f"{number}.", own, MEASURES[n], **columns)
        if [m[1] for m in measures].count(d) == len(tables[d]):
            paper.table(head, tables[d], (6, 44, 20, 14, 16))
    return paper


def roman_ids() -> Paper:
    """Headings whose ids begin with a Roman numeral alone."""
    title = "Gaujienas novada rīcības plāns 2022.–2028. gadam"
    return headed(title, ("{P}. {name}", "{P}"), ("{P}.{d}. {name}", "{P}.{d}"))


def roman_words() -> Paper:
    """Numerals beside the level's word; directions numbered anew under each priority."""
    title = "Ventmalas novada rīcības plāns 2022.–2028. gadam"
    priority = ("{P} prioritāte. {name}", "{P} prioritāte")
    return headed(title, priority, ("{d}. rīcības virziens. {name}", "{P} prioritāte/{d}"))


def roman_after() -> Paper:
    """Numerals after the level's word; measures numbered anew in each table."""
    title = "Sēlijas novada rīcības plāns 2022.–2028. gadam"
    priority = ("Prioritāte {P}: {name}", "{P}")
    return headed(title, priority, ("Rīcības virziens {P}.{d} – {name}", "{P}.{d}"), anew=True)


def words_alone() -> Paper:
    """Levels told by their words alone, their names after a colon."""
    title = "Rietumu novada rīcības plāns 2022.–2028. gadam"
    return headed(title, ("Prioritāte: {name}", "{p}"), ("Virziens: {name}", "{p}/{d}"), anew=True)


MORE |= {
    form.__name__: form for form in (band_sums, roman_ids, roman_words, roman_after, words_alone)
}
