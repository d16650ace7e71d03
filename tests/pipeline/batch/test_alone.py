"""A document to be looked at is converted as in a run, and can do no more harm than there."""

import io
import os
import signal
import sys
import time
import zipfile
from pathlib import Path

import pytest

from models.errors import UsageError
from pipeline.batch.alone import convert_alone
from pipeline.batch.pool import Limits
from pipeline.batch.single import Result, convert_file, convert_guarded
from pipeline.options import DEFAULT_OPTIONS, Options
from pipeline.sources import SourceFile
from tests.pipeline.invented import BYTES

posix = pytest.mark.skipif(sys.platform == "win32", reason="this system sends no signals")


def misbehave(data: bytes, name: str, options: Options) -> Result:
    """Convert, and do what the first word of the document asks for."""
    word = data.split()[0]
    if word == b"MORT":
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == b"ATTENTE":
        time.sleep(60)
    return convert_guarded(data, name, options)


def write(folder: Path, data: bytes) -> SourceFile:
    path = folder / "fiche.txt"
    path.write_bytes(data)
    return SourceFile(path, path.name)


def test_the_rows_are_those_of_a_conversion_in_this_process(tmp_path: Path) -> None:
    source = write(tmp_path, BYTES)
    alone, here = convert_alone(source, DEFAULT_OPTIONS), convert_file(source).conversion
    assert alone.document == here.document
    assert {name: list(rows) for name, rows in alone.rows.items()} == {
        name: list(rows) for name, rows in here.rows.items()
    }


@posix
def test_a_document_that_kills_its_worker_is_told_of(tmp_path: Path) -> None:
    conversion = convert_alone(write(tmp_path, b"MORT"), DEFAULT_OPTIONS, convert=misbehave)
    assert (conversion.document["motif"], conversion.document["octets"]) == ("plantage", 4)
    assert "signal 11" in str(conversion.cause)


def test_a_document_over_its_time_is_told_of(tmp_path: Path) -> None:
    limits = Limits(seconds=0.5)
    conversion = convert_alone(write(tmp_path, b"ATTENTE"), DEFAULT_OPTIONS, limits=limits, convert=misbehave)
    assert conversion.document["motif"] == "delai"


def test_a_file_that_is_gone_is_told_of(tmp_path: Path) -> None:
    source = SourceFile(tmp_path / "absente.txt", "absente.txt")
    assert convert_alone(source, DEFAULT_OPTIONS).document["motif"] == "introuvable"


def test_a_container_is_none_to_look_at(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("fiche.txt", BYTES)
    with pytest.raises(UsageError, match="contient des documents"):
        convert_alone(write(tmp_path, data.getvalue()), DEFAULT_OPTIONS)
