"""The C library's heap between two pages of a PDF: kept, not given back to the system and asked for anew."""

import ctypes
import sys
from functools import cache

# glibc's numbers of the two settings, and their values in bytes: what is free at the heap's end up to the first stays
# with the process, and only what is larger than the second is taken from the system by itself and given back at once.
_TRIM_THRESHOLD, _KEPT = -1, 8 << 20
_MMAP_THRESHOLD, _ALONE = -3, 2 << 20


@cache
def keep_heap() -> None:
    """Have freed memory kept for the next page, once for the process; nothing happens where there is no glibc.

    PDFium takes and frees some hundred kilobytes a page, just above what glibc keeps by default. To clear those pages
    anew each time costs a third of the time in which PDFium lays out the text.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _ALONE)
        mallopt(_TRIM_THRESHOLD, _KEPT)
