import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.commands.ids import canonical
from pipeline.commands.options import PASSWORD, password
from pipeline.commands.plans import reaches
from pipeline.commands.terminal import emit, severities, show
from pipeline.model.errors import UsageError
from tests.plans import gold_plan


def test_findings_in_words() -> None:
    text = severities({"error": 0, "warning": 0})
    assert text == "0 kļūdu, 0 brīdinājumu, 0 piezīmju"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (["A", "1.4"], "A 1.4"),
        (["a1.4."], "A 1.4"),
        (["A 1.4#2"], "A 1.4#2"),
        (["rv 1.1"], "RV 1.1"),
        (["R1.1.1"], "R 1.1.1"),
        (["hp", "1"], "HP1"),
        (["p6"], "P6"),
    ],
)
def test_ids_are_understood_as_people_type_them(typed: list[str], key: str) -> None:
    assert canonical(gold_plan(), typed) == key


@pytest.mark.parametrize("typed", ["", "1.4", "B 1", "A", "A 1.4 x"])
def test_what_is_no_id_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="is not an id"):
        canonical(gold_plan(), [typed])


@pytest.mark.parametrize(
    ("counts", "fail_on", "reached"),
    [
        ({"error": 1}, "never", False),
        ({"error": 1}, "error", True),
        ({"warning": 1, "info": 5}, "error", False),
        ({"warning": 1}, "warning", True),
        ({"error": 1}, "warning", True),
        ({"info": 5}, "warning", False),
    ],
)
def test_fail_on_counts_what_is_as_grave_or_graver(
    counts: dict[str, int], fail_on: str, reached: bool
) -> None:
    assert reaches(counts, fail_on) is reached


def test_a_password_comes_from_a_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    assert password(None) is None
    monkeypatch.setenv(PASSWORD, "vārds")
    assert password(None) == "vārds"
    (tmp_path / "p").write_bytes("cits vārds \r\nx".encode())
    assert password(tmp_path / "p") == "cits vārds "


def test_text_of_a_pdf_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show("a\x1b[2J\u202eb", bold=True)
    assert capsys.readouterr().out == "a\ufffd[2J\ufffdb\n"


def test_json_is_utf_8_with_amounts_as_numbers(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    emit({"summa": Decimal("632711.00"), "vieta": Path("ā") / "b", "teksts": "rīcība"})
    text = capfdbinary.readouterr().out.decode("utf-8")
    assert "rīcība" in text
    assert json.loads(text) == {"summa": 632711, "vieta": "ā/b", "teksts": "rīcība"}
    with pytest.raises(TypeError, match="object has no JSON form"):
        emit(object())
