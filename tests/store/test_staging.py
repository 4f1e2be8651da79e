"""Files appear all at once or not at all, and strangers' files stay."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.errors import UsageError
from pipeline.store import staging
from pipeline.store.staging import PARTIAL, READY, settle, staged


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def put(out: Path, **files: str) -> None:
    with staged(out) as folder:
        for name, text in files.items():
            (folder / name).write_text(text)


def test_files_are_moved_into_a_new_folder(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    put(out, one="1", two="2")
    assert contents(tmp_path) == {"a/b/one": "1", "a/b/two": "2"}


def test_ours_are_replaced_and_strangers_kept(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "deep").write_text("keep")
    put(tmp_path, one="1")
    put(tmp_path, one="new")
    assert contents(tmp_path) == {"mine": "keep", "folder/deep": "keep", "one": "new"}


def test_folders_within_are_merged(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "mine").write_text("keep")
    with staged(tmp_path) as folder:
        (folder / "pages").mkdir()
        (folder / "pages" / "1").write_text("ours")
    assert contents(tmp_path) == {"pages/mine": "keep", "pages/1": "ours"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    put(tmp_path, one="1")
    with pytest.raises(error), staged(tmp_path) as folder:
        (folder / "one").write_text("half")
        raise error
    assert contents(tmp_path) == {"one": "1"}
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_an_error_takes_the_folders_it_made_with_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError), staged(tmp_path / "a" / "b") as folder:
        (folder / "one").write_text("half")
        raise ValueError
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_seen_before_the_end(tmp_path: Path) -> None:
    with staged(tmp_path) as folder:
        (folder / "one").write_text("1")
        assert not (tmp_path / "one").exists()
        assert folder.parent == tmp_path  # one file system, and nothing outside
    assert (tmp_path / "one").exists()


def test_a_move_that_was_cut_short_is_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, one="old", two="old")
    replace, done = Path.replace, []

    def cut(self: Path, target: Path) -> Path:
        if done:
            raise KeyboardInterrupt
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, one="new", two="new")
    monkeypatch.undo()
    assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()
    settle(tmp_path)
    assert contents(tmp_path) == {"one": "new", "two": "new"}
    assert not (tmp_path / READY).exists()


def test_what_a_killed_run_left_is_swept_up(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from pipeline.store.staging import staged\n"
        "with staged(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'one').write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert any(path.name.startswith(PARTIAL) for path in tmp_path.iterdir())
    put(tmp_path, one="whole")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert contents(tmp_path) == {"one": "whole"}


def test_a_run_at_work_is_not_swept_up(tmp_path: Path) -> None:
    with staged(tmp_path) as folder:
        (folder / "one").write_text("1")
        put(tmp_path, two="2")
    assert contents(tmp_path) == {"one": "1", "two": "2"}


def test_a_file_where_the_folder_is_to_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="is a file") as error:
        put(tmp_path / "out", one="1")
    assert error.value.exit_code == 2
    assert contents(tmp_path) == {"out": "mine"}


def test_a_file_above_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="cannot be written to"):
        put(tmp_path / "file" / "out", one="1")
    assert contents(tmp_path) == {"file": "mine"}


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging.os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="Permission denied"):
        put(tmp_path, one="1")
    assert list(tmp_path.iterdir()) == []


def test_a_strangers_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        put(tmp_path, one="1", two="2")
    assert [path.name for path in tmp_path.iterdir()] == ["two"]


def test_a_link_to_elsewhere_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "one").symlink_to(tmp_path / "elsewhere")
    put(out, one="1")
    assert (tmp_path / "elsewhere").read_text() == "mine"
    assert not (out / "one").is_symlink()


def test_a_derived_file_goes_only_when_what_it_was_made_from_has_changed(tmp_path: Path) -> None:
    def run(text: str, report: str | None = None) -> None:
        with staged(tmp_path, derived=("report",)) as folder:
            (folder / "table").write_text(text)
            if report is not None:
                (folder / "report").write_text(report)

    run("1", "of 1")
    run("1")
    assert contents(tmp_path) == {"table": "1", "report": "of 1"}
    run("2")
    assert contents(tmp_path) == {"table": "2"}
    run("3", "of 3")
    assert contents(tmp_path) == {"table": "3", "report": "of 3"}
