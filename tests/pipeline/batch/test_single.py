"""One source, whatever its bytes do."""

from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.batch.single
from models.errors import Motif
from pipeline.batch.single import convert_file, convert_guarded
from pipeline.convert import Conversion, convert_source
from pipeline.options import Options
from pipeline.sources import SourceFile
from tests.pipeline.invented import BYTES


def failing(error: BaseException) -> Callable[..., Conversion]:
    def convert(data: bytes, name: str, options: Options) -> Conversion:
        raise error

    return convert


@pytest.mark.parametrize(
    ("error", "motif"),
    [
        (ValueError("odd"), Motif.PLANTAGE),
        (MemoryError(), Motif.MEMOIRE),
        (RecursionError("too deep"), Motif.TROP_GRAND),
    ],
)
def test_an_unforeseen_error_ends_its_document(monkeypatch: pytest.MonkeyPatch, error: Exception, motif: Motif) -> None:
    monkeypatch.setattr(pipeline.batch.single, "convert_source", failing(error))
    conversion = convert_guarded(b"BOUM", "b.txt").conversion
    assert conversion.document["motif"] == motif
    assert str(conversion.cause).startswith(type(error).__name__)
    assert "test_single.py:" in str(conversion.cause)


def test_an_interruption_is_no_error_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.batch.single, "convert_source", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        convert_guarded(b"BOUM", "b.txt")


def test_a_value_that_no_column_holds_ends_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(data: bytes, name: str, options: Options) -> Conversion:
        conversion = convert_source(data, name, options)
        conversion.document["pages"] = 2**80
        return conversion

    monkeypatch.setattr(pipeline.batch.single, "convert_source", convert)
    assert convert_guarded(BYTES, "a.txt").conversion.document["motif"] == "plantage"


def test_a_file_that_is_not_there_has_its_row(tmp_path: Path) -> None:
    gone = SourceFile(tmp_path / "parti.txt", "parti.txt")
    assert convert_file(gone).conversion.document["motif"] == "introuvable"
