"""The directory of a zip: the same members that `zipfile` finds, and read once for whoever asks."""

import zipfile
from io import BytesIO

import pytest

from extractors import zip_directory
from extractors.zip_directory import list_members
from tests.bench.counting import CallCounter


def zip_of(names: list[str], *, comment: bytes = b"", zip64: bool = False) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(names):
            with archive.open(name, "w", force_zip64=zip64) as member:
                member.write(b"fiche " * number * 100)
        archive.comment = comment
    return buffer.getvalue()


def told(members: object) -> list[tuple[object, ...]]:
    assert isinstance(members, list | tuple)
    return [(one.filename, one.file_size, one.compress_size, one.CRC, one.flag_bits) for one in members]


NAMES = ["[Content_Types].xml", "word/document.xml", "word/média.png", "a/"]
PLAIN = zip_of(NAMES)


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        zip_of(NAMES, comment=b"un commentaire"),
        zip_of(NAMES, zip64=True),
        b"MZ what unpacks itself" + PLAIN,
        zip_of([]),
        zip_of([f"{number}.txt" for number in range(1200)]),
    ],
    ids=["plain", "comment", "zip64", "bytes before it", "empty", "long directory"],
)
def test_the_members_are_those_that_zipfile_finds(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert told(list_members(data)) == told(archive.infolist())
    assert told(list_members(data)) == told(list_members(data))


@pytest.mark.parametrize("data", [PLAIN[:-30], PLAIN[:40], b"", b"PK\x05\x06"], ids=["cut", "short", "none", "mark"])
def test_a_damaged_zip_is_refused_as_zipfile_refuses_it(data: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        list_members(data)


def test_a_directory_is_read_once_for_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = CallCounter(monkeypatch)
    counter.watch(zip_directory, "ZipFile", key=lambda _stream: "opened")
    data = zip_of(["une fois.txt"])
    assert [len(list_members(data)) for _ in range(3)] == [1, 1, 1]
    assert counter.counts["opened"] == 1
