"""The documents of the benchmark, built once under `.bench/documents` and kept until what makes them changes."""

import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from extractors.ocr import has_library
from tests.accuracy.layouts import LAYOUTS
from tests.accuracy.sheet import Dossier, Look, Sheet
from tests.bench.invention import invent_sheets

HERE = Path(__file__).parent
_ACCURACY = HERE.parent / "accuracy"
_LOOK = Look(face="DejaVuSans", size=10.5)
FICHES = 75
# What the slow tools get of a document or a set in a short run: their cost a page is the same on every page.
PART_PAGES, PART_FILES = 30, 15
# Text recognition takes a hundred times as long as reading.
SCAN_PAGES = 10
_LONGEST = 1000
_PAGES_A_FICHE = 1.9
_SMALL_LAYOUTS = ("html_table", "txt_export", "docx_two_columns", "pdf_two_columns")
# Enough text for every lexicon and rule to have been asked once.
_WARM_FICHES = 30
_OFFICE_TIMEOUT = 180


@dataclass(frozen=True, slots=True)
class Sample:
    """A document or a set of documents to measure: its size in `unit`s, and what slow tools get of it, if anything."""

    key: str
    title: str
    unit: str
    paths: tuple[Path, ...]
    units: int
    fiches: int
    part: tuple[Path, ...]
    part_units: int


class Builder:
    """Makes documents in a folder, each only where it is not there yet."""

    def __init__(self, root: Path) -> None:
        self._folder = root / _digest_sources()
        if root.is_dir():
            for stale in root.iterdir():
                if stale != self._folder:
                    shutil.rmtree(stale)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._root = root

    def warm_up(self) -> list[Path]:
        """One small document a format, of texts that no measured document holds."""
        sheets = invent_sheets(_WARM_FICHES, 900)
        return [
            self._keep(f"warm_{layout}.{_suffix(layout)}", lambda layout=layout: lay_out(layout, sheets))
            for layout in _SMALL_LAYOUTS
        ]

    def samples(self, *, full: bool) -> Iterator[Sample]:
        """Every sample; with `full`, slow tools get all of each."""
        yield self._pdf("pdf_ruled", "PDF, ruled tables (reportlab)", "pdf_two_columns", 1, full=full)
        if find_office():
            path = self._print("docx_two_columns", 2)
            yield self._sample_pdf("pdf_ruled_office", "PDF, ruled tables (LibreOffice)", path, full=full)
        yield self._pdf("pdf_headings", "PDF without rules, headings (reportlab)", "pdf_headings", 3, full=full)
        yield self._pdf("pdf_columns", "PDF without rules, two columns (reportlab)", "pdf_blank_columns", 4, full=full)
        yield self._files("docx", "DOCX, one fiche a file", "docx_two_columns", 5, full=full)
        yield self._files("html", "HTML, one fiche a page", "html_table", 6, full=full)
        if has_library():
            yield self._scan("scan", "Scan, ruled tables, 200 dots an inch", "pdf_ruled")

    def lengths(self, layout: str, pages: tuple[int, ...], seed: int) -> list[Path]:
        """PDFs of exactly so many pages: the first ones of one document of 1,000."""
        longest = self._keep(
            f"long_{layout}.pdf", lambda: lay_out(layout, invent_sheets(int(_LONGEST / _PAGES_A_FICHE), seed))
        )
        return [self._keep(f"long_{layout}_{count}.pdf", lambda n=count: cut_pages(longest, n)) for count in pages]

    def small_files(self, count: int) -> list[Path]:
        """Documents of one fiche, the formats in turn, all different."""
        most = 1000
        found: list[Path] = []
        for start in range(0, count, most):
            sheets: tuple[Sheet, ...] = ()
            for index in range(start, min(start + most, count)):
                layout = _SMALL_LAYOUTS[index % len(_SMALL_LAYOUTS)]
                path = self._folder / "small" / f"{index:05}.{_suffix(layout)}"
                if not path.exists():
                    sheets = sheets or invent_sheets(most, 10_000 + start)
                    _write(path, lay_out(layout, (sheets[index - start],)))
                found.append(path)
        return found

    def _pdf(self, key: str, title: str, layout: str, seed: int, *, full: bool) -> Sample:
        path = self._keep(f"{key}.pdf", lambda: lay_out(layout, invent_sheets(FICHES, seed)))
        return self._sample_pdf(key, title, path, full=full)

    def _sample_pdf(self, key: str, title: str, path: Path, *, full: bool) -> Sample:
        pages = count_pages(path)
        part, part_pages = (path,), pages
        if not full:
            # The slow tools read ruled tables; on pages without rules they are as slow, and give text only.
            part_pages = min(PART_PAGES, pages) if "ruled" in key else 0
            part = (self._keep(f"{key}_part.pdf", lambda: cut_pages(path, part_pages)),) if part_pages else ()
        return Sample(key, title, "pages", (path,), pages, FICHES, part, part_pages)

    def _files(self, key: str, title: str, layout: str, seed: int, *, full: bool) -> Sample:
        sheets = invent_sheets(FICHES, seed)
        paths = tuple(
            self._keep(f"{key}/{n:03}.{_suffix(layout)}", lambda sheet=sheet: lay_out(layout, (sheet,)))
            for n, sheet in enumerate(sheets)
        )
        part = paths if full else paths[:PART_FILES]
        return Sample(key, title, "fiches", paths, len(paths), len(paths), part, len(part))

    def _scan(self, key: str, title: str, printed: str) -> Sample:
        """The first pages of a PDF as one picture file, which no peer reads without a recogniser of its own."""
        pages = self._folder / f"{printed}.pdf"
        path = self._keep(f"{key}.tif", lambda: scan_pages(pages, SCAN_PAGES))
        return Sample(key, title, "pages", (path,), SCAN_PAGES, FICHES, (), 0)

    def _print(self, layout: str, seed: int) -> Path:
        """A Word document printed to PDF by LibreOffice: fonts and text runs as most published fiches have them."""
        source = self._keep(f"office_{layout}.docx", lambda: lay_out(layout, invent_sheets(FICHES, seed)))
        target = source.with_suffix(".pdf")
        if not target.exists():
            profile = (self._root.parent / "libreoffice").resolve().as_uri()
            command = [find_office() or "", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
            subprocess.run(
                [*command, "--outdir", str(target.parent), str(source)],
                check=True,
                capture_output=True,
                timeout=_OFFICE_TIMEOUT,
            )
        return target

    def _keep(self, name: str, make: Callable[[], bytes]) -> Path:
        path = self._folder / name
        if not path.exists():
            _write(path, make())
        return path


def lay_out(layout: str, sheets: tuple[Sheet, ...]) -> bytes:
    """The sheets as one document in a layout of the accuracy corpus."""
    suffix = _suffix(layout)
    title = "Schéma d'accès aux services 2024-2029"
    dossier = Dossier(
        name=f"bench.{suffix}",
        layout=layout,
        split="train",
        look=_LOOK,
        sheets=sheets,
        title=title,
        document={},
        plan=None,
        genre="recueil",
        header=title if suffix == "pdf" else "",
        page_format="Page {page} sur {total}" if suffix == "pdf" else "",
    )
    return LAYOUTS[layout](dossier)


def cut_pages(path: Path, count: int) -> bytes:
    """The first pages of a PDF as a PDF of their own."""
    source, target, buffer = pdfium.PdfDocument(path), pdfium.PdfDocument.new(), io.BytesIO()
    target.import_pages(source, list(range(count)))
    target.save(buffer)
    target.close()
    source.close()
    return buffer.getvalue()


def count_pages(path: Path) -> int:
    """The pages of a PDF."""
    document = pdfium.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def find_office() -> str | None:
    """LibreOffice's command, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _suffix(layout: str) -> str:
    return layout.partition("_")[0]


def _write(path: Path, data: bytes) -> None:
    # Under another name first: a run that is interrupted leaves no half document behind.
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(data)
    draft.replace(path)


def scan_pages(path: Path, count: int) -> bytes:
    """The first pages of a PDF as a TIFF of pictures."""
    dpi = 200
    document = pdfium.PdfDocument(path)
    first, *others = (document[number].render(scale=dpi / 72).to_pil().convert("L") for number in range(count))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others, dpi=(dpi, dpi), compression="tiff_lzw")
    return out.getvalue()


def _digest_sources() -> str:
    digest = hashlib.sha256()
    sources = [HERE / "invention.py", Path(__file__), *_ACCURACY.rglob("*.py"), *_ACCURACY.glob("**/*.toml")]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
