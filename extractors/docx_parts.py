"""The package of a Word file: its parts, safely inflated and parsed, found by their relationships.

python-docx knows packages (part names, relationship types, core properties). Its `Document()` is not called: it
inflates every picture and parses every part, styles that no paragraph uses included (6 ms for a one-page fiche, where
the walk over it takes 1), and fails as a whole on one dangling relationship. Parts are read here when asked for.
"""

import codecs
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PACKAGE_URI, PackURI

from extractors import stock_names
from extractors.stock_names import own_words
from extractors.trees import Element, is_too_deep, parse_tree
from extractors.zip_members import inflate_member, list_members, take_packed
from models.document import Metadata
from models.errors import Motif, UnreadableSource

MAX_INFLATED = 200_000_000
# Deflate can't do better than 1,032 to 1; honest XML, even one fiche repeated a thousand times, stays far below.
_BOMB_SIZE, _BOMB_RATIO = 20_000_000, 500
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Bytes of a part whose tree is kept for the next documents, which has some twenty times as many.
_LARGEST_SHARED = 100_000
_BROKEN_ZIP = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_CORE_ROOT = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties"
# What stands in a package beside the text: looks, settings, what reviewers wrote, bookkeeping.
_MAY_HOLD_TEXT = re.compile(
    r"word/(?!(?:glossary/)?(?:styles|settings|fonttable|numbering|websettings|styleswitheffects|people|comments|theme/)"
    r"|_rels/|.*/_rels/|media/|charts/|diagrams/|embeddings/|activex/|ink/|webextensions/|customizations)[^.]*\.xml"
)
_ROOT = re.compile(rb"<[A-Za-z_]")
_DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding=["']([A-Za-z0-9._-]+)["']""")
# ISO 29500 Strict names the same elements by other namespaces.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=T|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part: its name (`/word/document.xml`), root element, and relationships as id -> (type, target name)."""

    name: str
    root: Element
    relations: dict[str, tuple[str, str]]


class WordPackage:
    """The parts of one Word file; every failure is an `UnreadableSource` that names the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._seen: set[str] = set()
        self._data = data
        self._read = 0
        if data.startswith(_OLE):
            raise UnreadableSource(
                name, Motif.CHIFFRE, "the Word file is encrypted or of the old format", "save it as plain .docx"
            )
        try:
            infos = list_members(data)
        except _BROKEN_ZIP as error:
            raise self._broken(f"the zip package cannot be opened ({error})") from error
        if any(info.flag_bits & 0x1 for info in infos):
            raise UnreadableSource(name, Motif.CHIFFRE, "the zip package is encrypted", "save it without a password")
        # Part names are equal without regard to case; some producers write backslashes.
        self._members = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self._package_relations = self._relations_of(PACKAGE_URI)
        self._main: Part | None = None

    @property
    def main(self) -> Part:
        """The main document part, parsed when it is first asked for."""
        if self._main is None:
            self._main = self._find_main()
        return self._main

    def _find_main(self) -> Part:
        for kind, target in self._package_relations.values():
            if kind == _last(RELATIONSHIP_TYPE.OFFICE_DOCUMENT):
                part = self.part(target)
                if part is not None:
                    return part
        part = self.part("/word/document.xml")
        if part is None:
            raise self._broken("the package has no main document")
        return part

    def part(self, name: str) -> Part | None:
        """The part of that name; None where the package has none."""
        blob = self.blob(name)
        if blob is None:
            return None
        return Part(name, self.parse(blob, name), self._relations_of(name))

    def related(self, kind: str, part: Part | None = None) -> str | None:
        """The name of the first part that `part` (the main one) has a relationship of that kind to (`styles`)."""
        relations = (part or self.main).relations
        return next((target for found, target in relations.values() if found == kind), None)

    def related_root(self, kind: str) -> Element | None:
        """The root of the first part related to the main one by that kind, None where there is none.

        It is not to be changed: the next documents that have the very same part are given it too.
        """
        name = self.related(kind)
        if name is None:
            return None
        packed = self.packed(name, largest=_LARGEST_SHARED)
        shelf = [] if packed is None else share_tree(packed)
        if not shelf:
            blob = self.blob(name)
            shelf += [] if blob is None else [self.parse(blob, name)]
        return shelf[0] if shelf else None

    def blob(self, name: str) -> bytes | None:
        """The bytes of a part in UTF-8 and transitional namespaces; None where the package lacks it."""
        raw = self.raw(name)
        return None if raw is None else self._plain_xml(raw, name)

    def raw(self, name: str) -> bytes | None:
        """The bytes of a part as they are; None where the package lacks it."""
        member = name.lstrip("/").lower()
        info = self._members.get(member)
        self._seen.add(member)
        return None if info is None else self._inflate(info)

    def unread_parts(self) -> Iterator[tuple[str, Element]]:
        """Name and root of the parts that may hold text and were not asked for until now: headers that no section
        shows, building blocks. Comments, styles and settings are none of them; damaged ones show nothing."""
        for member in self._members:
            if member not in self._seen and _MAY_HOLD_TEXT.fullmatch(member):
                try:
                    blob = self.blob(member)
                    root = None if blob is None else self.parse(blob, member)
                except UnreadableSource:
                    continue
                if root is not None:
                    yield member.rpartition("word/")[2], root

    def packed(self, name: str, *, largest: int) -> bytes | None:
        """What the zip holds of a part before it is inflated, with what it says of it: the same for equal parts.

        None where there is no such part, or where it has more than `largest` bytes once inflated: what is made of it
        would be too much to keep for the next documents.
        """
        info = self._members.get(name.lstrip("/").lower())
        if info is None or info.file_size > largest:
            return None
        told = f"{info.compress_type} {info.CRC} {info.file_size} {info.compress_size} "
        try:
            return told.encode() + take_packed(self._data, info)
        except BadZipFile as error:
            raise self._broken(f"{info.filename} cannot be inflated ({error})") from error

    def parse(self, blob: bytes, name: str) -> Element:
        """The tree of XML bytes that `blob` gave."""
        try:
            root = parse_tree(blob)
        except ElementTree.ParseError as error:
            raise self._broken(f"{name} is not well-formed XML ({error.msg})") from error
        if is_too_deep(root, blob):
            raise self._too_big(f"{name} nests its elements too deep")
        return root

    @property
    def metadata(self) -> Metadata:
        """Title, author, publisher, date and language from the document properties.

        The date is that of the last save (of creation without one): a Word file knows no publication, and the save is
        the closest it has. Values that a template or a program writes in by itself are left out.
        """
        core = self._properties(_last(RELATIONSHIP_TYPE.CORE_PROPERTIES))
        extended = self._properties(_last(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES))
        company = None if extended is None else own_words(extended.findtext("{*}Company"), stock_names.COMPANIES)
        if core is None or core.tag != _CORE_ROOT:
            return Metadata(publisher=company)
        return Metadata(
            title=own_words(core.findtext(f"{_DUBLIN_CORE}title"), stock_names.TITLES),
            author=own_words(core.findtext(f"{_DUBLIN_CORE}creator"), stock_names.AUTHORS),
            publisher=company,
            date=_find_save(core),
            language=own_words(core.findtext(f"{_DUBLIN_CORE}language"), frozenset()),
        )

    def _properties(self, kind: str) -> Element | None:
        """The root of a part of properties; None without one: a broken one is no reason to refuse the text."""
        blob = self._property_part(kind)
        try:
            return None if blob is None else parse_tree(blob)
        except ElementTree.ParseError:
            return None

    def _property_part(self, kind: str) -> bytes | None:
        for found, target in self._package_relations.values():
            if found == kind:
                return self.blob(target)
        return None

    def _relations_of(self, name: str) -> dict[str, tuple[str, str]]:
        """Id -> (last word of the type, absolute target) of the relationships that stay inside the package."""
        rels_name, base = _find_relations(name)
        packed = self.packed(rels_name, largest=_LARGEST_SHARED)
        known = {} if packed is None else share_relations(packed, base)
        if known:
            return known
        blob = self.blob(rels_name)
        elements = () if blob is None else self.parse(blob, rels_name)
        targets = ((element, element.get("Target")) for element in elements if element.get("TargetMode") != "External")
        known |= {
            element.get("Id", ""): (_last(element.get("Type", "")), _resolve_target(base, target))
            for element, target in targets
            if target
        }
        return known

    def _inflate(self, info: ZipInfo) -> bytes:
        self._read += info.file_size
        is_bomb = info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * max(info.compress_size, 1)
        if self._read > MAX_INFLATED or is_bomb:
            raise self._too_big(f"{info.filename} inflates to {info.file_size} bytes")
        try:
            return inflate_member(self._data, info)
        except (*_BROKEN_ZIP, RuntimeError) as error:
            raise self._broken(f"{info.filename} cannot be inflated ({error})") from error

    def _plain_xml(self, blob: bytes, name: str) -> bytes:
        if blob[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            blob = self._to_utf8(blob, "utf-16", name)
        elif (declared := _DECLARED_ENCODING.match(blob)) and declared[1].lower() not in (b"utf-8", b"us-ascii"):
            blob = self._to_utf8(blob, declared[1].decode("ascii"), name)
        root = _ROOT.search(blob)
        # OPC forbids a DTD, which only ever brings entities; it can only stand before the root.
        if b"<!" in blob[: root.start() if root else None] and b"<!DOCTYPE" in blob:
            raise self._broken(f"{name} declares a DTD, which a Word file must not")
        if _STRICT in blob[:4000]:
            for strict, transitional in _TRANSITIONAL:
                blob = blob.replace(strict, transitional)
        return blob

    def _to_utf8(self, blob: bytes, encoding: str, name: str) -> bytes:
        try:
            text = blob.decode(encoding)
        except (LookupError, UnicodeError) as error:
            raise self._broken(f"{name} is not in the encoding it declares ({encoding})") from error
        return re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", text).encode("utf-8")

    def _broken(self, what: str) -> UnreadableSource:
        return UnreadableSource(self.name, Motif.ABIME, what, "open it in Word or LibreOffice and save it anew")

    def _too_big(self, what: str) -> UnreadableSource:
        return UnreadableSource(self.name, Motif.TROP_GRAND, what, "split it into smaller documents")


def _find_save(core: Element) -> str | None:
    """The date of the last save, else of creation, as written."""
    for name in ("modified", "created"):
        found = _DATE.match((core.findtext(f"{{*}}{name}") or "").strip())
        if found and found[0] not in stock_names.DATES and "1985" <= found[0] < "2100":
            return found[0]
    return None


@lru_cache(maxsize=8)
def share_tree(_packed: bytes) -> list[Element]:
    """A place for the tree of the part that is packed so: documents of one producer have the very same lists."""
    return []


@lru_cache(maxsize=64)
def share_relations(_packed: bytes, _base: str) -> dict[str, tuple[str, str]]:
    """A place for the relationships that are packed so, of a part in the folder `_base`."""
    return {}


@lru_cache(maxsize=512)
def _find_relations(part_name: str) -> tuple[str, str]:
    """The name of a part's relationships, and the folder that their targets are relative to."""
    uri = PackURI(part_name)
    return uri.rels_uri, uri.baseURI


@lru_cache(maxsize=512)
def _resolve_target(base: str, target: str) -> str:
    """The absolute name of a relationship's target; packages name their parts alike, so the same few come again."""
    return PackURI.from_rel_ref(base, target)


@lru_cache(maxsize=512)
def _last(uri: str) -> str:
    """The last word of a relationship type, which transitional and strict files share."""
    return uri.rsplit("/", 1)[-1]
