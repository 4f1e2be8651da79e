"""Running text put together: a table of contents names headings, and is none."""

from __future__ import annotations

from pipeline.layout.blocks import blocks_of
from pipeline.model.geometry import Box
from pipeline.text.page import Line

SIZE = 10.0


def line(text: str, y: float, x: float = 50.0, *, bold: bool = False) -> Line:
    edges = tuple(x + 5.0 * place for place in range(len(text) + 1))
    box = Box(x, y, edges[-1], y + SIZE)
    return Line(text=text, page=1, box=box, size=SIZE, bold=bold, blank=False, edges=edges)


def kinds(*lines: Line) -> list[tuple[str, str]]:
    return [
        (block.kind, " ".join(own.text for own in block.lines)) for block in blocks_of(lines, SIZE)
    ]


def test_entries_with_leaders() -> None:
    found = kinds(
        line("SATURS", 40, bold=True),
        line("1. RĪCĪBAS ........ 3", 60),
        line("P1 Uzņēmējdarbībai . . . . . . 4", 72),
        line("RV 1.1. Veicināt attīstību reģiona", 84),
        line("nozarēs …………… 4", 96),
        line("RV 1.2. Uzlabot _______ 5", 108),
    )
    assert [kind for kind, _ in found] == ["heading", *["contents"] * 4]
    assert found[3][1] == "RV 1.1. Veicināt attīstību reģiona nozarēs …………… 4"


def test_entries_whose_page_stands_far_right() -> None:
    found = kinds(
        line("P1 Uzņēmējdarbībai", 60, bold=True),
        line("4", 60, 500, bold=True),
        line("RV 1.1. Veicināt attīstību", 72, bold=True),
        line("4", 72, 500, bold=True),
        line("RV 1.2. Uzlabot uzņēmumu konkurētspēju 5", 84, bold=True),  # no room for a gap
        line("P2 Elastīga izglītība", 96, bold=True),
        line("6", 96, 500, bold=True),
    )
    assert [kind for kind, _ in found] == ["contents"] * 4


def test_headings_are_none() -> None:
    found = kinds(
        line("P1 Uzņēmējdarbībai", 60, bold=True),
        line("RV 1.1. Veicināt attīstību 2020", 72, bold=True),
        line("RV 1.2. Uzlabot u.c.", 84, bold=True),
    )
    assert [kind for kind, _ in found] == ["heading"] * 3


def test_bullets_of_symbol_fonts() -> None:
    found = kinds(
        line("\ufffd Uzņēmumu konkurētspējas stiprināšana", 60),
        line("§ Atbalsts uzņēmumu veidošanai", 72),
        line("\uf0b7 Ģeoportāla uzlabošana", 84),
    )
    assert [kind for kind, _ in found] == ["bullet"] * 3


def test_a_list_without_bullets_is_no_row_of_headings() -> None:
    found = kinds(
        line("Plāns strukturēts atbilstoši vidēja termiņa prioritātēm (P):", 60),
        line("P1 Uzņēmējdarbībai pievilcīga vide;", 75, 70),
        line("P2 Elastīga izglītība mūža", 90, 70),
        line("garumā;", 102, 70),
        line("P3 Vides stāvokļa uzlabošana.", 117, 70),
        line("Papildus šīm prioritātēm plāns nodrošina principus.", 142),
        line("P1 Uzņēmējdarbībai pievilcīga vide", 160, bold=True),
    )
    assert [kind for kind, _ in found] == ["paragraph", *["bullet"] * 3, "paragraph", "heading"]
