"""Archives and mails as the documents inside them: a narrow way in for whoever lists sources.

`open_container` gives the members of an archive (.zip), a mail (.eml) or a web archive (.warc, .warc.gz), at any
depth, each with the path that `documents.chemin` will show: `archive.zip!/dossier/fiche.doc`. What cannot be opened
comes as a member without bytes that says why. Office files, which are zip packages too, are no containers.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser

from extractors import sniff
from models.errors import Motif

MARK = "!/"
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError)
_ENCRYPTED = 0x1
_UTF_8 = 0x800
# Left by systems and office programs; never a document.
_LEFT_OUT = re.compile(r"(?:^|/)(?:\.|~\$|__macosx(?:/|$)|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_SLASHES = re.compile(r"[\\/]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_TEXT_NAMES = {"text/html": "message.html", "text/plain": "message.txt"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How far containers are opened: archives inside one another, members, and bytes once inflated."""

    depth: int = 5
    members: int = 20_000
    member_bytes: int = 500_000_000
    total_bytes: int = 4_000_000_000
    # Deflate can't do better than 1,032 to 1; documents stay far below.
    ratio: int = 500
    ratio_from: int = 20_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Member:
    """A document inside a container: its path, its bytes; or why there are none, as a motif and an English sentence."""

    name: str
    data: bytes | None
    motif: Motif | None = None
    cause: str = ""


@dataclass(slots=True)
class _Opening:
    """What has been taken from one outermost container so far."""

    limits: Limits
    members: int = 0
    total: int = 0
    full: bool = False

    def admit(self, name: str, size: int) -> Member | None:
        """Count a member of `size` bytes; the refusal if it is one too many."""
        self.members += 1
        self.total += size
        if self.members > self.limits.members:
            self.full = True
            return _too_big(name, f"holds more than {self.limits.members} members; the rest is left out")
        if self.total > self.limits.total_bytes:
            self.full = True
            return _too_big(name, f"inflates to more than {self.limits.total_bytes} bytes; the rest is left out")
        if size > self.limits.member_bytes:
            return _too_big(name, f"inflates to {size} bytes")
        return None


def _too_big(name: str, what: str) -> Member:
    return Member(name, None, Motif.TROP_GRAND, what)


def may_be_container(head: bytes) -> bool:
    """Whether a file that begins so is worth a look by `open_container`: cheap, and wrong for office files only."""
    starts = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"WARC/")
    return head.startswith(starts) or sniff.looks_like_mail(head)


def open_container(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member] | None:
    """The documents inside `data`, in the order of their names; None where it is no container but a document.

    A container that holds none gives one member without bytes: the container itself, with its motif.
    """
    opener = _opener_of(data)
    if opener is None:
        return None
    return _members_or_empty(_open(opener, data, name, _Opening(limits), 1), name)


def _members_or_empty(members: Iterator[Member], name: str) -> Iterator[Member]:
    found = False
    for member in members:
        found = True
        yield member
    if not found:
        yield Member(name, None, Motif.VIDE, "holds no document")


_Opener = Callable[[bytes, str, _Opening], Iterator[Member]]


def _opener_of(data: bytes) -> _Opener | None:
    media_type = sniff.sniff_media_type(data)
    if media_type == sniff.WARC:
        # One record alone is a page, which its own reader reads.
        return _open_warc if not sniff.is_single_record(data) else None
    return {sniff.ZIP: _open_zip, sniff.MAIL: _open_mail}.get(media_type)


def _open(opener: _Opener, data: bytes, name: str, opening: _Opening, depth: int) -> Iterator[Member]:
    for member in opener(data, name, opening):
        inner = None if member.data is None else _opener_of(member.data)
        if member.data is None or inner is None:
            yield member
        elif depth >= opening.limits.depth:
            yield _too_big(member.name, f"is an archive inside {depth} others")
        else:
            yield from _members_or_empty(_open(inner, member.data, member.name, opening, depth + 1), member.name)
        if opening.full:
            return


@dataclass(slots=True)
class _Names:
    """Names of members, each once: `documents.chemin` is a key."""

    taken: set[str] = field(default_factory=set)

    def take(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        stem, suffix = (stem, f".{suffix}") if dot and stem else (name, "")
        candidate, number = name, 1
        while candidate in self.taken:
            number += 1
            candidate = f"{stem} ({number}){suffix}"
        self.taken.add(candidate)
        return candidate


# Archives.


def _open_zip(data: bytes, name: str, opening: _Opening) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [(_zip_name(info), info) for info in archive.infolist() if not info.is_dir()]
    except _BROKEN_ZIP as error:
        yield Member(name, None, Motif.ABIME, f"the archive cannot be opened ({error})")
        return
    names = _Names()
    for inner, info in sorted(infos, key=lambda pair: pair[0]):
        if not _LEFT_OUT.search(inner):
            yield _read_zip_member(archive, info, f"{name}{MARK}{names.take(inner)}", opening)
        if opening.full:
            return


def _read_zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, opening: _Opening) -> Member:
    refused = opening.admit(name, info.file_size)
    if refused:
        return refused
    limits = opening.limits
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1):
        return _too_big(name, f"inflates {info.compress_size} bytes to {info.file_size}")
    if info.flag_bits & _ENCRYPTED:
        return Member(name, None, Motif.CHIFFRE, "is protected by a password in its archive")
    try:
        # Never gives more than the size that its header promises.
        return Member(name, archive.read(info))
    except (*_BROKEN_ZIP, RuntimeError) as error:
        return Member(name, None, Motif.ABIME, f"cannot be taken out of its archive ({error})")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's path as its maker saw it: an archive from Windows without UTF-8 is in the DOS charset of France."""
    name = info.filename
    if not info.flag_bits & _UTF_8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        if raw:
            name = _decode_name(raw)
    return tidy_name(name)


def _decode_name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850", errors="replace")


def tidy_name(name: str) -> str:
    """A member's path with plain slashes and no controls, `..` and roots; for people, never for a file system.

    >>> tidy_name("..\\\\plan\\\\fiche 1.doc")
    'plan/fiche 1.doc'
    """
    parts = [part for part in _SLASHES.split(_CONTROLS.sub("", name)) if part not in ("", ".", "..")]
    return "/".join(parts) or "sans nom"


# Mails.


def _open_mail(data: bytes, name: str, opening: _Opening) -> Iterator[Member]:
    """The message itself (its HTML if it has one, else its text), then what is attached."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        parts = list(_list_parts(message))
    except (MessageError, ValueError, LookupError, RecursionError, IndexError, AttributeError, TypeError) as error:
        # The parser of headers raises what it likes on odd ones.
        yield Member(name, None, Motif.ABIME, f"the mail cannot be read ({type(error).__name__})")
        return
    names = _Names()
    for inner, payload in parts:
        path = f"{name}{MARK}{names.take(tidy_name(inner))}"
        yield opening.admit(path, len(payload)) or Member(path, payload)
        if opening.full:
            return


def _list_parts(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    body = message.get_body(preferencelist=("html", "plain"))
    if isinstance(body, EmailMessage):
        payload = _payload(body)
        if payload.strip():
            yield _TEXT_NAMES.get(body.get_content_type(), "message.txt"), _declare_charset(body, payload)
    for part in _walk(message):
        file_name = part.get_filename()
        attached = part.get_content_disposition() == "attachment" or bool(file_name)
        if part.get_content_type() == "message/rfc822":
            yield file_name or "message.eml", _forwarded(part)
        elif part is not body and attached and part.get_content_maintype() != "image":
            yield file_name or f"piece.{part.get_content_subtype()}", _payload(part)


def _walk(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a mail, but not those of a mail inside it."""
    for part in message.iter_parts():
        if isinstance(part, EmailMessage):
            yield part
            if part.get_content_maintype() == "multipart":
                yield from _walk(part)


def _forwarded(part: EmailMessage) -> bytes:
    inner = part.get_payload(0)
    return inner.as_bytes() if isinstance(inner, Message) else b""


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _declare_charset(body: EmailMessage, payload: bytes) -> bytes:
    """The text in UTF-8: its charset stands in the mail's header, which the member leaves behind."""
    charset = body.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return payload
    if body.get_content_type() == "text/html" and charset not in ("utf-8", "us-ascii", "ascii"):
        text = re.sub(r"(<meta\b[^>]{0,200}?charset\s*=\s*[\"']?)[\w.:-]+", r"\1utf-8", text, flags=re.IGNORECASE)
    return text.encode("utf-8")


# Web archives.


def _open_warc(data: bytes, name: str, opening: _Opening) -> Iterator[Member]:
    from extractors.warc import list_pages  # noqa: PLC0415 - its library is an extra, loaded for a web archive only

    names = _Names()
    for page in list_pages(data):
        if page.data is None:
            yield Member(name, None, page.motif, page.cause)
            return
        path = f"{name}{MARK}{names.take(_CONTROLS.sub('', page.url))}"
        yield opening.admit(path, len(page.data)) or Member(path, page.data)
        if opening.full:
            return
