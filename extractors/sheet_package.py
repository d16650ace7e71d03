"""The zip package of a workbook (Office Open XML, OpenDocument): its parts, safely inflated and parsed."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import BadZipFile

from lxml import etree

from extractors import stock_names
from extractors.html_head import find_day
from extractors.stock_names import own_words
from extractors.zip_members import inflate_member, list_members
from models.document import Metadata
from models.errors import Motif, UnreadableSource

Element = etree._Element

MAX_INFLATED = 400_000_000
# Deflate can't do better than 1,032 to 1; a sheet of repeated rows comes to 100.
_BOMB_SIZE, _BOMB_RATIO = 20_000_000, 500
_BROKEN_ZIP = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error, RuntimeError)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True)


class SheetPackage:
    """The parts of one workbook; every failure is an `UnreadableSource` that names the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._data = data
        self._read = 0
        try:
            infos = list_members(data)
        except _BROKEN_ZIP as error:
            raise self.broken(f"the zip package cannot be opened ({error})") from error
        if any(info.flag_bits & 0x1 for info in infos):
            raise UnreadableSource(name, Motif.CHIFFRE, "the zip package is encrypted", "save it without a password")
        # Part names are equal without regard to case; some producers write backslashes.
        self._members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}

    def blob(self, name: str) -> bytes | None:
        """The bytes of a part; None where the package has none of that name."""
        info = self._members.get(name.lstrip("/").lower())
        if info is None:
            return None
        self._read += info.file_size
        is_bomb = info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(info.compress_size, 1)
        if self._read > MAX_INFLATED or is_bomb:
            raise self.too_big(f"{info.filename} inflates to {info.file_size} bytes")
        try:
            return inflate_member(self._data, info)
        except _BROKEN_ZIP as error:
            raise self.broken(f"{info.filename} cannot be inflated ({error})") from error

    def root(self, name: str) -> Element | None:
        """The root element of a part; None where the package has none of that name."""
        blob = self.blob(name)
        if blob is None:
            return None
        self._refuse_dtd(blob, name)
        try:
            return etree.fromstring(blob, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(f"{name} is not well-formed ({error})") from error

    def walk(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of a part by local name as their end is read; what was given is emptied, so memory stays low."""
        blob = self.blob(name)
        if blob is None:
            return
        self._refuse_dtd(blob, name)
        try:
            wanted = [f"{{*}}{tag}" for tag in tags]
            events = etree.iterparse(
                BytesIO(blob), events=("end",), tag=wanted, resolve_entities=False, no_network=True, huge_tree=True
            )
            for _, element in events:
                yield element
                element.clear(keep_tail=False)
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(f"{name} is not well-formed ({error})") from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Id -> (last word of the type, target part) of a part's relationships that stay inside the package."""
        folder, _, last = name.rpartition("/")
        root = self.root(f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels")
        found: dict[str, tuple[str, str]] = {}
        for element in () if root is None else root:
            target = element.get("Target")
            if target and element.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
                found[element.get("Id", "")] = (element.get("Type", "").rsplit("/", 1)[-1], path)
        return found

    def metadata(self) -> Metadata:
        """The core properties of an Office Open XML package, stock names left out."""
        part = next((target for kind, target in self.relations("").values() if kind == "core-properties"), "")
        root = self.root(part or "docProps/core.xml")
        if root is None:
            return Metadata()
        day = find_day(root.findtext("{*}modified") or root.findtext("{*}created") or "")
        return Metadata(
            title=own_words(root.findtext("{*}title"), stock_names.TITLES),
            author=own_words(root.findtext("{*}creator"), stock_names.AUTHORS),
            date=None if day in stock_names.DATES else day,
            language=own_words(root.findtext("{*}language"), frozenset()),
        )

    def _refuse_dtd(self, blob: bytes, name: str) -> None:
        if b"<!DOCTYPE" in blob[:2000]:
            raise self.broken(f"{name} declares a DTD, which no workbook needs")

    def broken(self, what: str) -> UnreadableSource:
        """The error of a damaged workbook."""
        return UnreadableSource(self._name, Motif.ABIME, what, "open it in a spreadsheet program and save it anew")

    def too_big(self, what: str) -> UnreadableSource:
        """The error of a workbook that holds too much."""
        return UnreadableSource(self._name, Motif.TROP_GRAND, what, "split it into smaller workbooks")
