"""PDFium's C functions with plain integers for handles: the one module that imports pypdfium2.

A call through plain integers costs half of one through pypdfium2's pointer types, and a page takes several hundred.
Names are PDFium's without their prefix; see its headers for meaning and units (user space, origin at the bottom left).
"""

import ctypes
import struct
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no types
from pypdfium2 import raw

PdfDocument = pdfium.PdfDocument
PdfPage = pdfium.PdfPage
PdfTextPage = pdfium.PdfTextPage
PdfiumError = pdfium.PdfiumError
Rect = raw.FS_RECTF
PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
TEXT_OBJECT = raw.FPDF_PAGEOBJ_TEXT
PATH_OBJECT, FORM_OBJECT, IMAGE_OBJECT = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE
# Annotations whose text shows on the page: filled form fields, and notes typed on it.
SHOWN_ANNOTATIONS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
FLATTEN_FOR_DISPLAY = raw.FLAT_NORMALDISPLAY
BEZIER, MOVE = raw.FPDF_SEGMENT_BEZIERTO, raw.FPDF_SEGMENT_MOVETO


def handle(wrapped: Any) -> int:
    """The address of what a pypdfium2 object wraps."""
    return ctypes.cast(wrapped.raw, c_void_p).value or 0


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    # The interpreter's lock is kept: to let go of it for a question of so few instructions costs as much as to ask it.
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


_FOUR = (c_void_p,) * 4

page_bounding_box = _prototype(raw.FPDF_GetPageBoundingBox, c_int, c_void_p, c_void_p)
page_rotation = _prototype(raw.FPDFPage_GetRotation, c_int, c_void_p)
page_width = _prototype(raw.FPDF_GetPageWidthF, c_float, c_void_p)
page_height = _prototype(raw.FPDF_GetPageHeightF, c_float, c_void_p)
page_count_objects = _prototype(raw.FPDFPage_CountObjects, c_int, c_void_p)
page_object = _prototype(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
page_flatten = _prototype(raw.FPDFPage_Flatten, c_int, c_void_p, c_int)
page_count_annotations = _prototype(raw.FPDFPage_GetAnnotCount, c_int, c_void_p)
page_annotation = _prototype(raw.FPDFPage_GetAnnot, c_void_p, c_void_p, c_int)
annotation_type = _prototype(raw.FPDFAnnot_GetSubtype, c_int, c_void_p)
annotation_close = _prototype(raw.FPDFPage_CloseAnnot, None, c_void_p)

count_chars = _prototype(raw.FPDFText_CountChars, c_int, c_void_p)
get_text = _prototype(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
char_unicode = _prototype(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
char_text_object = _prototype(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
char_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
char_tight_box = _prototype(raw.FPDFText_GetCharBox, c_int, c_void_p, c_int, *_FOUR)
char_origin = _prototype(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _prototype(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
char_font_size = _prototype(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)

text_font = _prototype(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
text_render_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
font_name = _prototype(raw.FPDFFont_GetBaseFontName, c_ulong, c_void_p, c_void_p, c_ulong)
font_weight = _prototype(raw.FPDFFont_GetWeight, c_int, c_void_p)
font_flags = _prototype(raw.FPDFFont_GetFlags, c_int, c_void_p)

object_type = _prototype(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _prototype(raw.FPDFPageObj_GetBounds, c_int, c_void_p, *_FOUR)
object_matrix = _prototype(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
fill_color = _prototype(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, *_FOUR)
stroke_color = _prototype(raw.FPDFPageObj_GetStrokeColor, c_int, c_void_p, *_FOUR)
stroke_width = _prototype(raw.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
form_count_objects = _prototype(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _prototype(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
path_draw_mode = _prototype(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
path_count_segments = _prototype(raw.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _prototype(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_point = _prototype(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _prototype(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_close = _prototype(raw.FPDFPathSegment_GetClose, c_int, c_void_p)


_COLOR = struct.Struct("=4I")
_MATRIX = struct.Struct("=6f")


def make_buffer(layout: struct.Struct) -> tuple[bytearray, int]:
    """Room for answers of a layout, and its address: unpacked in one go, it costs less than ctypes' attributes."""
    buffer = bytearray(layout.size)
    return buffer, ctypes.addressof((ctypes.c_char * layout.size).from_buffer(buffer))


class ColorCall:
    """Asks for the fill or stroke colour of page objects, with one set of buffers for all calls."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self._channels, start = make_buffer(_COLOR)
        self._red, self._green, self._blue, self._alpha = (start + 4 * index for index in range(4))

    def __call__(self, obj: int) -> int | None:
        """The colour as 0xRRGGBB; -1 where it is a pattern or unknown, None where nothing shows (alpha 0)."""
        if not self._function(obj, self._red, self._green, self._blue, self._alpha):
            return -1
        red, green, blue, alpha = _COLOR.unpack(self._channels)
        return (red << 16 | green << 8 | blue) if alpha else None


class FourCall:
    """Asks for four floating numbers of an object, with one set of buffers for all calls."""

    def __init__(self, function: Any, number: type[c_float] | type[c_double]) -> None:
        self._function = function
        self._numbers = struct.Struct("=4f" if number is c_float else "=4d")
        self._buffer, start = make_buffer(self._numbers)
        self._pointers = [start + index * ctypes.sizeof(number) for index in range(4)]

    def __call__(self, *arguments: int) -> tuple[float, float, float, float]:
        """The four numbers in PDFium's order; the ones of the call before where it fails."""
        self._function(*arguments, *self._pointers)
        first, second, third, fourth = self._numbers.unpack(self._buffer)
        return first, second, third, fourth


class MatrixCall:
    """Asks for the matrix of page objects, with one buffer for all calls."""

    def __init__(self) -> None:
        self._buffer, self._start = make_buffer(_MATRIX)

    def __call__(self, obj: int) -> tuple[float, float, float, float, float, float]:
        """The matrix as a, b, c, d, e, f; the one of the call before where it fails."""
        object_matrix(obj, self._start)
        a, b, c, d, e, f = _MATRIX.unpack(self._buffer)
        return a, b, c, d, e, f
