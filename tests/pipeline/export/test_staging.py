"""Output is whole or as it was before."""

import sys
from pathlib import Path

import pytest

from models.errors import UsageError
from pipeline.export.staging import stage_folder


def test_files_take_their_place_when_all_are_written(tmp_path: Path) -> None:
    out = tmp_path / "a" / "out"
    with stage_folder(out) as staging:
        (staging / "csv").mkdir()
        (staging / "csv" / "x.csv").write_text("neuf", encoding="utf-8")
        assert not (out / "csv").exists()
    assert (out / "csv" / "x.csv").read_text(encoding="utf-8") == "neuf"
    assert [path.name for path in out.iterdir()] == ["csv"]


def write_and_fail(out: Path, error: type[BaseException]) -> None:
    with stage_folder(out) as staging:
        (staging / "x.csv").write_text("neuf", encoding="utf-8")
        raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_error_or_an_interruption_leaves_the_old_files(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "x.csv").write_text("ancien", encoding="utf-8")
    with pytest.raises(error):
        write_and_fail(tmp_path, error)
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "ancien"
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_a_file_where_the_folder_should_be_is_bad_usage(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="pas un dossier"), stage_folder(tmp_path / "out"):
        pass
    with pytest.raises(UsageError, match="pas un dossier"), stage_folder(tmp_path / "out" / "deep"):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no new folder, whoever asks")
def test_a_folder_that_cannot_be_written_is_bad_usage() -> None:
    with pytest.raises(UsageError, match="écriture impossible"), stage_folder(Path("/proc/fiches")):
        pass


def test_a_full_disk_is_bad_usage_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No space left"), stage_folder(tmp_path):
        raise OSError(28, "No space left on device")
