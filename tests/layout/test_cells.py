"""Pages taken apart where no vertical rules are drawn: which words are in which cell."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pipeline.layout.bands import HeaderWords, stretches_of
from pipeline.layout.cells import layouts
from pipeline.layout.fragment import Fragment
from pipeline.model.geometry import Border
from pipeline.text.page import Page, Word

HEADER = ["Rīcības", "Rīcība", "Dalībnieki", "Periods"]
HEADERS = [HeaderWords("rīcībasrīcībadalībniekiperiods")]
COLUMNS = (50.0, 150.0, 350.0, 500.0)
SIZE, LETTER = 8.0, 4.0


def words(y: float, *cells: str, columns: Sequence[float] = COLUMNS) -> list[Word]:
    """One line of words, each cell's from the left of its column."""
    found = []
    for x, cell in zip(columns, cells, strict=False):
        at = x + 4
        for text in cell.split():
            right = at + LETTER * len(text)
            edges = tuple(at + LETTER * place for place in range(len(text) + 1))
            found.append(Word(text, at, right, y - 6, y + 2, SIZE, False, 1, edges))
            at = right + 2
    return found


def page(
    number: int, rules: Sequence[float], *lines: list[Word], vertical: tuple[Border, ...] = ()
) -> Page:
    across = tuple(Border(at, 50.0, 600.0) for at in rules)
    own = tuple(word for line in lines for word in line)
    facts = {"unmapped": 0, "picture": 0.0, "turn": 0}
    return Page(
        number=number,
        width=650.0,
        height=400.0,
        words=own,
        horizontal=across,
        vertical=vertical,
        **facts,
    )


def table(*pages: Page) -> list[list[list[str]]]:
    """The rows of each fragment: the text of each cell, its column before it."""
    return [
        [
            [
                f"{cell.column}-{cell.column + cell.columns}: "
                + " ".join(line.text for line in cell.lines)
                for cell in item.cells
                if cell.row == row and cell.lines
            ]
            for row in range(len(item.rows) - 1)
        ]
        for layout in layouts(pages, HEADERS)
        for item in layout.items
        if isinstance(item, Fragment)
    ]


FIRST = page(
    1,
    (80.0, 100.0, 120.0, 140.0),
    words(95, *HEADER),
    words(115, "R1", "Stiprināt vietējo ražotāju atbalstu", "ZPR un pašvaldības", "2015"),
    words(135, "R2", "Veicināt ārējo tirgu apguvi", "ZPR", "2016"),
)


def test_a_rule_alone_on_its_page_parts_a_remainder_from_the_next_row() -> None:
    second = page(
        2,
        (60.0,),
        words(50, "", "un partneru piesaisti", "LIAA"),
        words(75, "R3", "Atbalstīt", "ZPR", "2017"),
    )
    assert table(FIRST, second)[1] == [
        ["1-2: un partneru piesaisti", "2-3: LIAA"],
        ["0-1: R3", "1-2: Atbalstīt", "2-3: ZPR", "3-4: 2017"],
    ]


def test_a_rule_over_running_text_is_no_table() -> None:
    second = page(2, (60.0,), words(75, "Turpinājums"), words(90, "seko."))
    assert len(table(FIRST, second)) == 1


def test_a_merged_row_keeps_the_cell_of_its_id() -> None:
    # the merged name ends within the third column: no strip between the second and third is free
    merged = words(155, "RV", "Uzlabot reģiona uzņēmumu konkurētspēju un arī sadarbību iekšējos")
    assert max(word.x1 for word in merged) < COLUMNS[3]
    first = page(
        1,
        (80.0, 100.0, 120.0, 140.0, 160.0),
        *(words(95, *HEADER), words(115, "R1", "Stiprināt vietējo ražotāju", "ZPR", "2015")),
        *(words(135, "R2", "Veicināt ārējo tirgu", "ZPR", "2016"), merged),
    )
    second = page(
        2,
        (80.0, 100.0, 120.0),
        words(95, "R3", "Atbalstīt", "ZPR", "2017"),
        words(115, "R4", "Atbalstīt", "ZPR", "2017"),
    )
    rows = table(first, second)[0]
    assert rows[3][0] == "0-1: RV"
    assert rows[3][1].startswith("1-3: Uzlabot")
    assert rows[1] == ["0-1: R1", "1-2: Stiprināt vietējo ražotāju", "2-3: ZPR", "3-4: 2015"]


def test_a_merged_row_of_widely_set_words_is_one_cell() -> None:
    # blanks wider than those elsewhere (bold type): no word of the name says where columns end
    name = "RV 1.1. Uzlabot reģiona uzņēmumu konkurētspēju sadarbojoties iekšējos un ārējos tirgos"
    at, merged = 54.0, []
    for text in name.split():
        right = at + LETTER * len(text)
        edges = tuple(at + LETTER * place for place in range(len(text) + 1))
        merged.append(Word(text, at, right, 109, 117, SIZE, True, 0, edges))
        at = right + 3.6
    body = [
        words(y, "R1", "Stiprināt vietējo ražotāju atbalstu", "ZPR un pašvaldības", "2015")
        for y in (135, 155)
    ]
    found = table(page(1, (80.0, 100.0, 120.0, 140.0, 160.0), words(95, *HEADER), merged, *body))
    assert found[0][1] == [f"0-4: {name}"]
    assert [cell[:3] for cell in found[0][2]] == ["0-1", "1-2", "2-3", "3-4"]


def test_rows_without_the_verticals_of_others_keep_their_columns() -> None:
    sides = [Border(x, 80.0, 160.0) for x in (50.0, 600.0)]
    inner = [Border(x, 100.0, 120.0) for x in COLUMNS[1:]]  # in the second row alone
    found = table(
        page(
            1,
            (80.0, 100.0, 120.0, 140.0, 160.0),
            words(95, *HEADER),
            words(115, "R1", "Stiprināt", "ZPR", "2015"),
            words(135, "R2", "Veicināt", "", "2016"),
            words(155, "RV 1.2. Uzlabot reģiona uzņēmumu konkurētspēju iekšējos tirgos"),
            vertical=tuple(sides + inner),
        )
    )[0]
    assert found[0] == ["0-1: Rīcības", "1-2: Rīcība", "2-3: Dalībnieki", "3-4: Periods"]
    assert found[2] == ["0-1: R2", "1-2: Veicināt", "3-4: 2016"]
    assert [cell[:3] for cell in found[3]] == ["0-4"]


def test_tables_of_two_kinds_under_each_other_have_their_own_columns() -> None:
    kinds = [*HEADERS, HeaderWords("prioritātesprincipi")]
    sheet = page(
        1,
        (80.0, 100.0, 120.0, 160.0, 180.0, 200.0),
        words(95, *HEADER),
        words(115, "R1", "Stiprināt vietējo ražotāju", "ZPR", "2015"),
        words(145, "Zemāk attēloti pasākumi kas paredzēti katras prioritātes ietvaros reģionā"),
        words(175, "Prioritātes", "Principi", columns=(50.0, 250.0)),
        words(195, "P1 Uzņēmējdarbībai pievilcīga", "Konkurētspējas", columns=(50.0, 250.0)),
    )
    found = [item for item in layouts([sheet], kinds)[0].items if isinstance(item, Fragment)]
    assert [len(item.borders) - 1 for item in found] == [4, 2]


def test_underlined_words_are_no_borders() -> None:
    rows = [
        words(95, *HEADER),
        words(115, "R 1.1.1.", "Stiprināt vietējo ražotāju", "ZPR", "2015"),
        words(135, "R 1.1.2.", "Veicināt ārējo tirgu", "ZPR", "2016"),
    ]
    ids = [line[:2] for line in rows]
    lined = tuple(Border(line[0].bottom - 1.2, line[0].x0, line[-1].x1 + 2) for line in ids)
    plain = page(1, (80.0, 100.0, 120.0, 140.0), *rows)
    underlined = plain_with(plain, lined)
    assert table(underlined) == table(plain)


def plain_with(sheet: Page, rules: tuple[Border, ...]) -> Page:
    return dataclasses.replace(sheet, horizontal=(*sheet.horizontal, *rules))


def test_the_gap_after_a_bullet_parts_no_columns() -> None:
    # the bullet stands 30 points left of its text, further than the columns stand apart
    at = (50.0, 120.0, 150.0, 350.0, 500.0)
    sheet = page(
        1,
        (80.0, 100.0, 120.0),
        words(95, *HEADER, columns=(50.0, 150.0, 350.0, 500.0)),
        words(115, "R1 Stiprināt", "•", "vietējo ražotāju", "ZPR", "2015", columns=at),
    )
    row = table(sheet)[0][1]
    assert row == ["0-1: R1 Stiprināt", "1-2: • vietējo ražotāju", "2-3: ZPR", "3-4: 2015"]


def test_a_table_that_goes_on_above_the_header_of_another_kind() -> None:
    kinds = [*HEADERS, HeaderWords("prioritātesprincipi")]
    second = page(
        2,
        (80.0, 100.0, 140.0, 160.0, 180.0),
        words(95, "R3", "Atbalstīt vietējo ražotāju", "ZPR", "2017"),
        words(125, "Zemāk attēloti pasākumi kas paredzēti katras prioritātes ietvaros reģionā"),
        words(155, "Prioritātes", "Principi", columns=(50.0, 250.0)),
        words(175, "P1 Uzņēmējdarbībai pievilcīga", "Konkurētspējas", columns=(50.0, 250.0)),
    )
    found = [
        item for item in layouts([FIRST, second], kinds)[1].items if isinstance(item, Fragment)
    ]
    assert [len(item.borders) - 1 for item in found] == [4, 2]


def test_a_word_too_wide_for_its_cell_stays_in_it() -> None:
    sides = [Border(x, 80.0, 120.0) for x in (*COLUMNS, 600.0)]
    wide = "ražotājuprogrammasatbalstamērķprogrammasnosaukumsdaudz"  # over the middle of the next
    sheet = page(
        1,
        (80.0, 100.0, 120.0),
        words(95, *HEADER),
        words(115, "R1", f"Lai {wide}", "", "2015"),
        vertical=tuple(sides),
    )
    assert table(sheet)[0][1] == ["0-1: R1", f"1-2: Lai {wide}", "3-4: 2015"]


def test_words_of_one_line_whose_feet_differ_by_a_hair_are_one_stretch() -> None:
    # 100.49 and 100.51: rounded, they would be two lines
    line = words(98.49, "R1 Stiprināt vietējo ražotāju")
    uneven = [
        word._replace(bottom=word.bottom + 0.02 * (place % 2)) for place, word in enumerate(line)
    ]
    assert len(stretches_of(line)) == 1
    assert stretches_of(uneven) == stretches_of(line)


def test_a_remainder_without_verticals_keeps_its_column() -> None:
    """Where other rows have rules between columns; and a heading there keeps the whole row."""
    across = tuple(Border(at, 50.0, 600.0) for at in (100, 130, 170, 210))
    down = tuple(Border(x, 100.0, 130.0) for x in (50, 150, 350, 500, 600))
    sides = tuple(Border(x, 130.0, 210.0) for x in (50, 600))
    sheet = plain_with(
        page(
            1,
            (),
            words(115, *HEADER),
            words(145, "", "ceļu un"),
            words(157, "", "tiltu būve"),
            words(185, "", "Virziens", columns=(50, 290)),
            words(197, "", "bez rindām", columns=(50, 285)),
            vertical=(*down, *sides),
        ),
        across,
    )
    (rows,) = table(sheet)
    assert rows[1:] == [["1-2: ceļu un tiltu būve"], ["0-4: Virziens bez rindām"]]
