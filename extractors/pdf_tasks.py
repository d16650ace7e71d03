"""Which pages of a PDF must be read from their picture, and how: scans, stamped scans, scans with a text layer, and
pages whose text layer is no French."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from extractors.garbage import is_garbage
from extractors.page import PageModel, Run

_POINTS_PER_INCH: Final = 72
# What small letters need and no more: finer pictures take longer and read no better.
DPI: Final = 200.0
# Pictures of more pixels are made smaller.
MOST_PIXELS: Final = 25_000_000
# Share of a page that pictures cover on a scan, and where letters are drawn as paths, how many paths there are.
_COVERED: Final = 0.5
_OUTLINED: Final = 40
# A stamp on a scan has no more characters.
_STAMP: Final = 600
# An invisible text layer has more than this.
_LAYER: Final = 40


class Need(Enum):
    """Why a page is read from its picture."""

    SCAN = "no text"
    STAMPED = "little text on a picture"
    LAYERED = "invisible text on a picture"
    GARBAGE = "a text layer that is no French"


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be read from its picture: its number from 1, why, and the runs of its own text layer."""

    number: int
    need: Need
    runs: tuple[Run, ...]
    dpi: float

    @property
    def needs_recognition(self) -> bool:
        """Whether text must be recognised: of a scan with a text layer only the rules are looked for."""
        return self.need is not Need.LAYERED


def find_task(page: PageModel) -> Task | None:
    """What must be read from a page's picture; None for a page whose own text says all."""
    need = _find_need(page)
    if need is None:
        return None
    pixels = page.width * page.height * (DPI / _POINTS_PER_INCH) ** 2
    dpi = DPI * min(1.0, (MOST_PIXELS / max(1.0, pixels)) ** 0.5)
    return Task(page.number, need, tuple(page.glyphs.runs), dpi)


def _find_need(page: PageModel) -> Need | None:
    if not page.characters:
        return Need.SCAN if page.pictures or page.paths >= _OUTLINED else None
    if is_garbage(" ".join(run.text for run in page.glyphs.runs)) or 2 * page.unmapped > page.characters:
        return Need.GARBAGE
    if not page.pictures or (page.characters > _STAMP and not page.hidden) or _cover(page) < _COVERED:
        return None
    return Need.LAYERED if page.hidden and page.characters >= _LAYER else Need.STAMPED


def _cover(page: PageModel) -> float:
    """The share of a page that its pictures cover; those that overlap count twice, up to the whole."""
    area = sum(
        max(0.0, min(x1, page.width) - max(x0, 0.0)) * max(0.0, min(bottom, page.height) - max(top, 0.0))
        for x0, top, x1, bottom in page.pictures
    )
    return min(1.0, area / max(1.0, page.width * page.height))
