"""What decides on results besides the bytes: the program with lexicons and reference, its libraries, options."""

import hashlib
from pathlib import Path

from extractors.antiword import find_antiword
from extractors.needs import OCR
from extractors.office_convert import find_office
from pipeline.options import Options, fingerprint_options

_ROOT = Path(__file__).parents[2]
# What can change rows; how things are told, shown and checked cannot.
_FOLDERS = ("models", "extractors", "pipeline")
_WITHOUT = tuple(Path("pipeline") / name for name in ("report", "review", "validate", "cli.py"))
_SUFFIXES = frozenset({".py", ".toml", ".yaml", ".json", ".parquet", ".traineddata", ".txt"})
# The libraries that read. One that is missing counts too: with it, a document may be read.
_LIBRARIES = (
    "beautifulsoup4",
    "fastwarc",
    "lxml",
    "numpy",
    "odfdo",
    "openpyxl",
    "pdfplumber",
    "pillow",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "spacy",
    "striprtf",
    "tesserocr",
    "warcio",
    "xlrd",
)


def fingerprint_run(options: Options) -> str:
    """A hash of all that decides on a result besides the bytes of the document, in hexadecimal."""
    digest = hashlib.sha256(fingerprint_options(options).encode("ascii"))
    for path in _list_files():
        digest.update(path.relative_to(_ROOT).as_posix().encode("utf-8") + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    # With LibreOffice or antiword, an old document may be read, or read better; with tesseract, a scan.
    digest.update(f"{find_office()} {find_antiword()} {OCR.find()}\n".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_find_version(name)}\n".encode())
    return digest.hexdigest()


def make_key(content: str, fingerprint: str) -> str:
    """The key under which the result of a content (the SHA-256 of its bytes) is kept."""
    return hashlib.sha256(f"{content} {fingerprint}".encode("ascii")).hexdigest()


def _list_files() -> list[Path]:
    files = (path for folder in _FOLDERS for path in (_ROOT / folder).rglob("*") if path.suffix in _SUFFIXES)
    left_out = tuple(_ROOT / path for path in _WITHOUT)
    return sorted(path for path in files if not any(path.is_relative_to(out) for out in left_out))


def _find_version(name: str) -> str:
    # Late: workers make keys and ask for no version, and it reads versions as mails are read, with 4 MB of modules.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
