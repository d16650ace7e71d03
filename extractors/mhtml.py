"""Pages saved whole by a browser (.mhtml, .mht): the page is read as any other, with its URL and day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from extractors import sniff
from extractors.html import read_page
from models.document import Document, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

MEDIA_TYPES = (sniff.MHTML,)

_TEXT = re.compile(rb">[^<>]*\w{2}[^<>]*<")
_FEWEST_TEXTS = 5
# The parser of headers raises what it likes on odd ones.
_BROKEN = (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError)


def read(data: bytes, source: Source) -> Document:
    """The page in `data`. Raises UnreadableSource where no part of it is a page."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        pages = list(_list_pages(message))
    except _BROKEN as error:
        what = f"the saved page cannot be read ({type(error).__name__})"
        raise UnreadableSource(source.name, Motif.ABIME, what, "save the page again") from error
    if not pages:
        raise UnreadableSource(source.name, Motif.VIDE, "no part of it is a page", "save the page again")
    part, payload = _find_root(message, pages)
    document = read_page(payload, source, charset=part.get_content_charset())
    url = message.get("Snapshot-Content-Location") or part.get("Content-Location")
    frames = sum(len(_TEXT.findall(other)) >= _FEWEST_TEXTS for one, other in pages if one is not part)
    flags = [] if not frames else [_flag_frames(frames)]
    metadata = replace(document.metadata, url=_web_address(url), captured=_day_of(message))
    return replace(document, metadata=metadata, flags=(*document.flags, *flags))


def _list_pages(message: EmailMessage) -> Iterator[tuple[EmailMessage, bytes]]:
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(part, EmailMessage):
            payload = part.get_payload(decode=True)
            yield part, payload if isinstance(payload, bytes) else b""


def _find_root(message: EmailMessage, pages: list[tuple[EmailMessage, bytes]]) -> tuple[EmailMessage, bytes]:
    """The page that the header names, else the first; the others are its frames."""
    start = message.get_param("start")
    address = message.get("Snapshot-Content-Location")
    for part, payload in pages:
        if (start and part.get("Content-ID") == start) or (address and part.get("Content-Location") == address):
            return part, payload
    return pages[0]


def _web_address(url: object) -> str | None:
    text = "".join(str(url or "").split())
    return text if text.startswith(("http://", "https://")) else None


def _day_of(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _flag_frames(count: int) -> Flag:
    message = f"La page enregistrée contient {count} cadre(s) avec du texte, qui ne sont pas repris."
    return Flag("cadres_ecartes", message, Gravity.AVERTISSEMENT)
