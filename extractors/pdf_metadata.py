"""What a PDF's Info dictionary says of the document, without what only its making left there."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from models.document import Metadata

_DAY: Final = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
# «Microsoft Word - fiche 3.docx»: the program and the file's name.
_PROGRAM: Final = re.compile(r"^(?:microsoft (?:word|excel|powerpoint)|libreoffice|writer|acrobat)\b.*", re.IGNORECASE)
_FILE: Final = re.compile(r".*\.(?:docx?|odt|pdf|indd|pptx?|xlsx?|rtf|html?|pub|qxd|tex)$", re.IGNORECASE)
_NO_TITLES: Final = frozenset(
    (
        "sans titre",
        "titre",
        "untitled",
        "untitled document",
        "document1",
        "document sans titre",
        "présentation powerpoint",
        "powerpoint presentation",
        "diapositive 1",
    )
)
_NO_AUTHORS: Final = frozenset(
    ("anonymous", "unknown", "unspecified", "utilisateur", "user", "admin", "administrateur", "administrator", "auteur",
     "author", "python-docx", "microsoft office user", "windows user", "utilisateur windows", "owner")
)  # fmt: skip


def clean_metadata(facts: Mapping[str, str], name: str) -> Metadata:
    """Title, author and day (`YYYY-MM-DD` as far as written) from an Info dictionary; `name` is the source's path."""
    title = " ".join(facts.get("Title", "").split())
    stem = PurePosixPath(name).stem.casefold()
    if _PROGRAM.match(title) or _FILE.match(title) or title.casefold() in {*_NO_TITLES, stem}:
        title = ""
    author = " ".join(facts.get("Author", "").split())
    if author.casefold().strip("()") in _NO_AUTHORS:
        author = ""
    day = _DAY.match(facts.get("CreationDate", ""))
    date = "-".join(part for part in day.groups() if part) if day else None
    return Metadata(title=title or None, author=author or None, date=date)
