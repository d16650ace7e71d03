"""Output is whole or as it was before."""

from pathlib import Path

import pytest

from models.errors import UsageError
from pipeline.batch.generations import finish_tables, stage_tables


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_take_their_place_when_all_are_written(tmp_path: Path) -> None:
    with stage_tables(tmp_path, tmp_path / ".x") as growing:
        write(growing / "csv" / "x.csv", "neuf")
        assert not (tmp_path / "csv").exists()
    assert files_of(tmp_path) == {"csv/x.csv": "neuf"}


def write_and_fail(out: Path, error: BaseException) -> None:
    with stage_tables(out, out / ".x") as growing:
        write(growing / "x.csv", "neuf")
        raise error


@pytest.mark.parametrize("error", [RuntimeError(), KeyboardInterrupt()])
def test_an_error_or_an_interruption_leaves_the_old_files(tmp_path: Path, error: BaseException) -> None:
    write(tmp_path / "x.csv", "ancien")
    with pytest.raises(type(error)):
        write_and_fail(tmp_path, error)
    assert files_of(tmp_path) == {"x.csv": "ancien"}


def test_a_full_disk_is_bad_usage_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No space left"):
        write_and_fail(tmp_path, OSError(28, "No space left on device"))


def write_three(out: Path) -> None:
    with stage_tables(out, out / ".x") as growing:
        for name in ("a", "b", "c"):
            write(growing / name, "neuf")


def cut_short(out: Path, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Switch to new tables, and lose power after so many files were moved."""
    moves = 0
    move = Path.replace

    def replace(source: Path, target: Path) -> Path:
        nonlocal moves
        moves += source.is_file()
        if moves > after:
            raise KeyboardInterrupt
        return move(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_three(out)
    monkeypatch.undo()


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_switch_that_was_cut_short_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / name, "ancien")
    cut_short(tmp_path, monkeypatch, after=after)
    assert "ancien" in files_of(tmp_path).values()
    finish_tables(tmp_path, tmp_path / ".x")
    assert files_of(tmp_path) == {"a": "neuf", "b": "neuf", "c": "neuf"}


def test_without_files_for_excel_those_of_an_earlier_run_go(tmp_path: Path) -> None:
    write(tmp_path / "csv-excel" / "actions.csv", "ancien")
    write(tmp_path / "csv-excel" / "notes.txt", "à moi")
    with stage_tables(tmp_path, tmp_path / ".x") as growing:
        write(growing / "csv" / "actions.csv", "neuf")
    assert files_of(tmp_path) == {"csv/actions.csv": "neuf", "csv-excel/notes.txt": "à moi"}
