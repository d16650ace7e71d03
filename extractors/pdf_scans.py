"""Pages of a PDF read from their pictures, several at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image

from extractors.garbage import is_garbage, measure_french
from extractors.ocr_readers import find_word_reader
from extractors.ocr_words import RecognitionError, Word
from extractors.page_workers import map_pages
from extractors.pdf_engine import PdfFile
from extractors.pdf_tasks import Need, Task
from extractors.raster import PixelBox, Raster
from extractors.scan import Scan, WordReader, read_scan
from extractors.scan_layer import layer_and_picture, layer_words

# More pages than this are not read from pictures.
MOST_PAGES = 1000
# A look at a page without reading it: dots an inch, from which grey on it is light, and how much of a scan is light.
_GLANCE_DPI = 24.0
_LIGHT = 190
_PAPER = 0.5
# How much better than the text layer a picture must read to take its place, in shares of common words.
_BETTER = 0.04


@dataclass(frozen=True, slots=True)
class ScanReading:
    """What became of the pages to be read from their pictures, by their numbers.

    `scans` were read. Of the others, `unread` need text recognition, which is not installed; recognition `failed` on
    some, or they are beyond what is read of one file; the text layer of `kept` ones is no French, but reads better than
    their pictures.
    """

    scans: Mapping[int, Scan]
    unread: frozenset[int] = frozenset()
    failed: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()


def read_tasks(file: PdfFile, tasks: Sequence[Task]) -> ScanReading:
    """Read pages from their pictures, several at once."""
    reader = find_word_reader()
    unread: set[int] = set()

    def shown() -> Iterator[tuple[Task, Image.Image]]:
        for task in tasks[:MOST_PAGES]:
            if task.needs_recognition and (reader is None or task.need is Need.STAMPED):
                # A photograph behind a title is no scan.
                paper = task.need is Need.GARBAGE or _looks_like_paper(file.render(task.number - 1, _GLANCE_DPI))
                if paper and reader is None:
                    unread.add(task.number)
                if not paper or reader is None:
                    continue
            yield task, file.render(task.number - 1, task.dpi)

    scans: dict[int, Scan] = {}
    failed = {task.number for task in tasks[MOST_PAGES:]}
    kept: set[int] = set()
    for task, scan in map_pages(lambda shown_page: _read(*shown_page, reader), shown()):
        if scan is None:
            failed.add(task.number)
        elif _is_better(task, scan):
            scans[task.number] = scan
        else:
            kept.add(task.number)
    return ScanReading(scans, frozenset(unread), frozenset(failed), frozenset(kept))


def _read(task: Task, picture: Image.Image, reader: WordReader | None) -> tuple[Task, Scan | None]:
    try:
        return task, read_scan(picture, task.dpi, task.number, _make_reader(task, reader))
    except RecognitionError:
        return task, None


def _looks_like_paper(picture: Image.Image) -> bool:
    """Whether most of a page is light, as a scan is and a photograph is not."""
    shares = picture.convert("L").histogram()
    return sum(shares[_LIGHT:]) >= _PAPER * sum(shares)


def _make_reader(task: Task, reader: WordReader | None) -> WordReader:
    if task.need is Need.LAYERED:
        return layer_words(task.runs)
    if reader is None:
        return _read_nothing
    return layer_and_picture(task.runs, reader) if task.need is Need.STAMPED else reader


def _read_nothing(page: Raster, cells: list[PixelBox]) -> list[Word]:
    return []


def _is_better(task: Task, scan: Scan) -> bool:
    """Whether what was read from a picture is more French than the text layer that it takes the place of."""
    if task.need is not Need.GARBAGE:
        return True
    before = " ".join(run.text for run in task.runs)
    after = " ".join(run.text for run in scan.page.glyphs.runs)
    return measure_french(after) > measure_french(before) + _BETTER and not is_garbage(after)
