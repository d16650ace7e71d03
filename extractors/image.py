"""Pictures of pages (PNG, JPEG, TIFF of several pages, WebP): each page read as a scan in a PDF is."""

import io
from collections.abc import Iterator
from functools import partial

from PIL import Image, ImageOps, UnidentifiedImageError

from extractors.build import build_document
from extractors.hyphens import Vocabulary
from extractors.needs import INSTALL_OCR, OCR
from extractors.ocr_readers import find_word_reader
from extractors.ocr_words import RecognitionError
from extractors.page_layout import PageLayout, read_layout
from extractors.page_workers import map_pages
from extractors.pdf_drafts import draft_blocks
from extractors.pdf_flow import join_pages
from extractors.pdf_tasks import DPI, MOST_PIXELS
from extractors.scan import Scan, WordReader, read_scan
from extractors.scan_flags import describe_scan
from extractors.scan_places import place_back
from models.document import Document, Page, Source
from models.errors import Motif, UnreadableSource
from models.flags import Flag, Gravity

MEDIA_TYPES = ("image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif", "image/jp2")
NEEDS = (OCR,)
# More pixels than this are not even unpacked; more pages of one file are not read.
_TOO_MANY_PIXELS = 200_000_000
MOST_PAGES = 1000
# A picture that gives no resolution, or none that can be, is taken for a sheet this long, in inches.
_SHEET = 11.7
_LIKELY_DPI = (90.0, 1250.0)


def read(data: bytes, source: Source) -> Document:
    """Read a picture; raises UnreadableSource (ocr_absent, abime, trop_grand, sans_texte)."""
    try:
        with Image.open(io.BytesIO(data)) as file:
            _check_size(file, source)
            reader = find_word_reader()
            if reader is None:
                what = "is a picture, and no text recognition is installed"
                raise UnreadableSource(source.name, Motif.OCR_ABSENT, what, INSTALL_OCR)
            pages = list(map_pages(partial(_read_page, reader), _pages(file)))
            count = getattr(file, "n_frames", 1)
    except UnidentifiedImageError as error:
        # Its own words name an address in memory, another one in every run.
        raise _damaged(source, "no picture format that is known") from error
    # Pillow raises these, as its formats like it, on what is cut short or broken.
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _damaged(source, str(error)) from error
    return _make_document(source, pages, count)


def _damaged(source: Source, why: str) -> UnreadableSource:
    what = f"the picture cannot be opened ({why})"
    return UnreadableSource(source.name, Motif.ABIME, what, "fetch it again or scan it anew")


def _check_size(file: Image.Image, source: Source) -> None:
    if file.width * file.height > _TOO_MANY_PIXELS:
        what = f"the picture has {file.width} × {file.height} pixels"
        raise UnreadableSource(source.name, Motif.TROP_GRAND, what, "save it smaller (300 dots an inch will do)")


def _pages(file: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """The pages of a file at the resolution at which they are read, numbers from 1."""
    for index in range(min(getattr(file, "n_frames", 1), MOST_PAGES)):
        file.seek(index)
        dpi = _find_dpi(file)
        page = _flatten(ImageOps.exif_transpose(file))
        scale = min(DPI / dpi, (MOST_PIXELS / (page.width * page.height)) ** 0.5)
        size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
        yield index + 1, page.resize(size, Image.Resampling.LANCZOS) if size != page.size else page


def _find_dpi(file: Image.Image) -> float:
    """Dots an inch as the file gives them, or as a sheet of paper would have."""
    given = file.info.get("dpi")
    dpi = float(given[0]) if given else 0.0
    return dpi if _LIKELY_DPI[0] <= dpi <= _LIKELY_DPI[1] else max(file.size) / _SHEET


def _flatten(page: Image.Image) -> Image.Image:
    """A page without transparency, in grey or colours."""
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        paper = Image.new("RGBA", page.size, "white")
        paper.alpha_composite(page.convert("RGBA"))
        return paper.convert("RGB")
    return page.convert("L" if page.mode in ("1", "L", "I;16", "I") else "RGB")


def _read_page(reader: WordReader, page: tuple[int, Image.Image]) -> tuple[int, Scan | None]:
    number, picture = page
    try:
        return number, read_scan(picture, DPI, number, reader)
    except RecognitionError:
        return number, None


def _make_document(source: Source, pages: list[tuple[int, Scan | None]], count: int) -> Document:
    layouts: list[PageLayout] = []
    sizes: list[Page] = []
    flags: list[Flag] = []
    for number, scan in pages:
        width, height = scan.tilt.before if scan is not None else (0.0, 0.0)
        sizes.append(Page(number, width, height))
        if scan is None:
            flags.append(Flag("texte_perdu", f"La page {number} n'a pas pu être lue.", Gravity.ERREUR, number))
        elif scan.page.characters:
            layouts.append(read_layout(scan.page))
            flags += describe_scan(scan)
        else:
            message = f"La page {number} n'a pas de texte (image ou page blanche)."
            flags.append(Flag("page_sans_texte", message, Gravity.INFO, number))
    if count > len(pages):
        message = f"Seules les {len(pages)} premières pages sur {count} ont été lues."
        flags.append(Flag("texte_perdu", message, Gravity.ERREUR))
    if not layouts:
        raise UnreadableSource(
            source.name, Motif.SANS_TEXTE, "no text was found in the picture", "check that it is the right file"
        )
    parts = join_pages(layouts)
    tilts = {number: scan.tilt for number, scan in pages if scan is not None}
    return build_document(
        source,
        place_back(draft_blocks(parts, Vocabulary([part.text for part in parts])), tilts),
        reader="image",
        pages=sizes,
        flags=flags,
    )
