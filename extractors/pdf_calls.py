"""PDFium's C functions, called as cheaply as Python can: the one module that imports pypdfium2.

Names are PDFium's without their prefix; see its headers for meaning and units (user space, origin at the bottom left).

**Pointers must be made ready** by `as_argument`, once for all the calls that take them; numbers are passed as they are.
A function that converts its arguments itself costs twice as much, and a page takes several hundred calls.
"""

import ctypes
import struct
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any, NewType, TypeAlias

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
from pypdfium2 import raw

PdfDocument: TypeAlias = pdfium.PdfDocument
PdfiumError = pdfium.PdfiumError
Rect: TypeAlias = raw.FS_RECTF
PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
TEXT_OBJECT = raw.FPDF_PAGEOBJ_TEXT
PATH_OBJECT, FORM_OBJECT, IMAGE_OBJECT = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE
# Annotations whose text shows on the page: filled form fields, and notes typed on it.
SHOWN_ANNOTATIONS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
FLATTEN_FOR_DISPLAY = raw.FLAT_NORMALDISPLAY
BEZIER, MOVE = raw.FPDF_SEGMENT_BEZIERTO, raw.FPDF_SEGMENT_MOVETO


# A pointer ready to be passed to the functions below.
Argument = NewType("Argument", object)
# The same for `pdf_sweeps`, which may do without ctypes.
Handle = NewType("Handle", object)


# Makes a pointer ready for calls; what it points to must outlive it.
as_argument: Callable[[int | None], Argument] = c_void_p.from_param  # type: ignore[assignment]  # it gives an opaque one


def handle(wrapped: Any) -> Argument:
    """What a pypdfium2 object wraps, as an argument."""
    return as_argument(ctypes.cast(wrapped.raw, c_void_p).value)


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    # The interpreter's lock is kept: to let go of it for a question of so few instructions costs as much as to ask it.
    # Arguments are declared only where there is a number wider than C's int among them.
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


def _long_prototype(function: Any, result: Any) -> Any:
    # A page may take seconds to load: other threads go on meanwhile.
    return ctypes.CFUNCTYPE(result)(ctypes.cast(function, c_void_p).value or 0)


_page_load = _long_prototype(raw.FPDF_LoadPage, c_void_p)
_text_load = _long_prototype(raw.FPDFText_LoadPage, c_void_p)
page_close = _prototype(raw.FPDF_ClosePage, None)
text_close = _prototype(raw.FPDFText_ClosePage, None)


def find_address(name: str) -> int:
    """Where one of PDFium's functions is, by its full name: `pdf_sweeps.c` calls them without ctypes."""
    return ctypes.cast(getattr(raw, name), c_void_p).value or 0


def load_page(document: Argument, index: int) -> int:
    """The address of a page by its number from 0, to be given to `page_close`; raises PdfiumError. pypdfium2's own
    pages know when nobody needs them any more, which costs more than to load a small one's text."""
    page: int | None = _page_load(document, index)
    if not page:
        raise PdfiumError(f"page {index + 1} cannot be loaded")
    return page


def load_text(page: Argument) -> int:
    """The address of a page's text, to be given to `text_close` before the page is closed; raises PdfiumError."""
    text: int | None = _text_load(page)
    if not text:
        raise PdfiumError("the text of a page cannot be loaded")
    return text


page_bounding_box = _prototype(raw.FPDF_GetPageBoundingBox, c_int)
page_rotation = _prototype(raw.FPDFPage_GetRotation, c_int)
page_width = _prototype(raw.FPDF_GetPageWidthF, c_float)
page_height = _prototype(raw.FPDF_GetPageHeightF, c_float)
page_count_objects = _prototype(raw.FPDFPage_CountObjects, c_int)
page_object = _prototype(raw.FPDFPage_GetObject, c_void_p)
page_flatten = _prototype(raw.FPDFPage_Flatten, c_int)
page_count_annotations = _prototype(raw.FPDFPage_GetAnnotCount, c_int)
page_annotation = _prototype(raw.FPDFPage_GetAnnot, c_void_p)
annotation_type = _prototype(raw.FPDFAnnot_GetSubtype, c_int)
annotation_close = _prototype(raw.FPDFPage_CloseAnnot, None)

count_chars = _prototype(raw.FPDFText_CountChars, c_int)
get_text = _prototype(raw.FPDFText_GetText, c_int)
char_unicode = _prototype(raw.FPDFText_GetUnicode, c_uint)
char_text_object = _prototype(raw.FPDFText_GetTextObject, c_void_p)
char_is_generated = _prototype(raw.FPDFText_IsGenerated, c_int)
char_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, c_int)
char_tight_box = _prototype(raw.FPDFText_GetCharBox, c_int)
char_origin = _prototype(raw.FPDFText_GetCharOrigin, c_int)
char_matrix = _prototype(raw.FPDFText_GetMatrix, c_int)
char_font_size = _prototype(raw.FPDFText_GetFontSize, c_double)

text_font = _prototype(raw.FPDFTextObj_GetFont, c_void_p)
text_render_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, c_int)
font_name = _prototype(raw.FPDFFont_GetBaseFontName, c_ulong, c_void_p, c_void_p, c_ulong)
font_weight = _prototype(raw.FPDFFont_GetWeight, c_int)
font_flags = _prototype(raw.FPDFFont_GetFlags, c_int)

object_type = _prototype(raw.FPDFPageObj_GetType, c_int)
object_bounds = _prototype(raw.FPDFPageObj_GetBounds, c_int)
object_matrix = _prototype(raw.FPDFPageObj_GetMatrix, c_int)
fill_color = _prototype(raw.FPDFPageObj_GetFillColor, c_int)
stroke_color = _prototype(raw.FPDFPageObj_GetStrokeColor, c_int)
stroke_width = _prototype(raw.FPDFPageObj_GetStrokeWidth, c_int)
form_count_objects = _prototype(raw.FPDFFormObj_CountObjects, c_int)
form_object = _prototype(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
path_draw_mode = _prototype(raw.FPDFPath_GetDrawMode, c_int)
path_count_segments = _prototype(raw.FPDFPath_CountSegments, c_int)
path_segment = _prototype(raw.FPDFPath_GetPathSegment, c_void_p)
segment_point = _prototype(raw.FPDFPathSegment_GetPoint, c_int)
segment_type = _prototype(raw.FPDFPathSegment_GetType, c_int)
segment_close = _prototype(raw.FPDFPathSegment_GetClose, c_int)


_FLOAT, _DOUBLE = 4, 8


def make_room(layout: struct.Struct, *offsets: int) -> tuple[bytearray, list[Argument]]:
    """Room for answers of a layout, and pointers to those offsets in it: unpacked in one go, answers cost less than
    through ctypes' attributes."""
    buffer = bytearray(layout.size)
    start = ctypes.addressof((ctypes.c_char * layout.size).from_buffer(buffer))
    return buffer, [as_argument(start + offset) for offset in offsets]


class FourCall:
    """Asks for four floating numbers of an object, with one set of buffers for all calls."""

    def __init__(self, function: Any, number: type[c_float] | type[c_double]) -> None:
        self._function = function
        self._numbers = struct.Struct("=4f" if number is c_float else "=4d")
        width = _FLOAT if number is c_float else _DOUBLE
        self._buffer, self._pointers = make_room(self._numbers, *(index * width for index in range(4)))

    def __call__(self, *arguments: Argument | int) -> tuple[float, float, float, float]:
        """The four numbers in PDFium's order; the ones of the call before where it fails."""
        self._function(*arguments, *self._pointers)
        first, second, third, fourth = self._numbers.unpack(self._buffer)
        return first, second, third, fourth
