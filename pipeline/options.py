"""What a user can ask for that changes results: one frozen value, handed from the command to every stage that minds."""

import hashlib
import json
from dataclasses import asdict, dataclass

from models.engines import RULES, PdfEngine


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a conversion that change rows. Two runs with equal options give equal rows.

    A field is immutable, can be pickled (workers get it) and holds content, not the path of a file: what a file said
    when the run began. Options of how the run is told or written (quiet, files for Excel) do not belong here.
    """

    pdf_engine: PdfEngine = PdfEngine.PDFIUM
    mask_persons: bool = False
    mask_key: str = ""
    labels: tuple[tuple[str, str], ...] = ()  # the user's own labels, each with what it names
    departement: str | None = None  # the INSEE code of the one that all documents play in
    words: str = ""  # the SHA-256 of the user's other words (`lexicon.own`), which a process reads for itself
    ner: str = RULES  # who finds organisations in prose: `models.engines`, or a spaCy model with its version


DEFAULT_OPTIONS = Options()


def fingerprint_options(options: Options) -> str:
    """The SHA-256 of all options, in hexadecimal: part of the key under which a result is kept."""
    text = json.dumps(asdict(options), ensure_ascii=False, sort_keys=True, default=_as_text)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _as_text(value: object) -> object:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, set | frozenset):
        return sorted(str(item) for item in value)
    return str(value)
