"""The members of a zip: those that `zipfile` finds, told once for whoever asks, and the same bytes."""

import zipfile
from io import BytesIO

import pytest

from extractors import zip_members
from extractors.zip_members import inflate_member, list_members
from tests.bench.counting import CallCounter


def zip_of(
    names: list[str], *, comment: bytes = b"", zip64: bool = False, compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for number, name in enumerate(names):
            with archive.open(name, "w", force_zip64=zip64) as member:
                member.write(b"fiche " * number * 100)
        archive.comment = comment
    return buffer.getvalue()


def told(members: object) -> list[tuple[object, ...]]:
    assert isinstance(members, list | tuple)
    return [
        (one.filename, one.file_size, one.compress_size, one.CRC, one.flag_bits, one.header_offset) for one in members
    ]


NAMES = ["[Content_Types].xml", "word/document.xml", "word/média.png", "a/"]
PLAIN = zip_of(NAMES)


ZIPS = {
    "plain": PLAIN,
    "stored": zip_of(NAMES, compression=zipfile.ZIP_STORED),
    "bzip2": zip_of(NAMES, compression=zipfile.ZIP_BZIP2),
    "comment": zip_of(NAMES, comment=b"un commentaire"),
    "zip64": zip_of(NAMES, zip64=True),
    "bytes before it": b"MZ what unpacks itself" + PLAIN,
    "empty": zip_of([]),
    "long directory": zip_of([f"{number}.txt" for number in range(1200)]),
}


@pytest.mark.parametrize("data", ZIPS.values(), ids=ZIPS.keys())
def test_the_members_are_those_that_zipfile_finds(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert told(list_members(data)) == told(archive.infolist())
        members = list_members(data)
        assert told(members) == told(archive.infolist())
        assert [inflate_member(data, member) for member in members] == [
            archive.read(name) for name in archive.namelist()
        ]


@pytest.mark.parametrize("at", [0, -1], ids=["mark", "text"])
def test_a_member_whose_bytes_are_not_those_that_were_packed_is_refused(at: int) -> None:
    first, second, *_ = list_members(ZIPS["stored"])
    data = bytearray(ZIPS["stored"])
    # The last byte of the second member stands right before the third.
    data[second.header_offset if at == 0 else list_members(ZIPS["stored"])[2].header_offset + at] ^= 1
    assert inflate_member(bytes(data), first) == b""
    with pytest.raises(zipfile.BadZipFile):
        inflate_member(bytes(data), second)


def test_a_member_never_gives_more_than_the_directory_tells() -> None:
    member = next(one for one in list_members(PLAIN) if one.file_size > 100)
    short = zipfile.ZipInfo(member.filename)
    short.header_offset, short.compress_size, short.CRC = member.header_offset, member.compress_size, member.CRC
    short.compress_type, short.file_size = member.compress_type, 10
    with pytest.raises(zipfile.BadZipFile):
        inflate_member(PLAIN, short)


@pytest.mark.parametrize("data", [PLAIN[:-30], PLAIN[:40], b"", b"PK\x05\x06"], ids=["cut", "short", "none", "mark"])
def test_a_damaged_zip_is_refused_as_zipfile_refuses_it(data: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        list_members(data)


def test_a_directory_is_read_once_for_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = CallCounter(monkeypatch)
    counter.watch(zip_members, "ZipFile", key=lambda _stream: "opened")
    data = zip_of(["une fois.txt"])
    assert [len(list_members(data)) for _ in range(3)] == [1, 1, 1]
    assert counter.counts["opened"] == 1
