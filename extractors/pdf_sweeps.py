"""PDFium asked about all of something in one go: the runs of a page, its drawn objects, the segments of a path.

`pdf_sweeps.c` does the same without ctypes, which costs a tenth; where it was compiled it lies beside this module, and
the interpreter prefers it. What is asked about is handed over as `ready` makes it.
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Final

from extractors import pdf_calls as calls

# Matrix a to d, right side of the box, x, y, font size.
RunAnswers = tuple[float, float, float, float, float, float, float, float]
# Kind, x, y, whether it closes its subpath.
Segment = tuple[int, float, float, bool]

# What PDFium's calls fill: a matrix and a box (left, top, right, bottom) of floats, and a point of doubles.
_ANSWERS: Final = struct.Struct("=6f4f2d")
_BOX_AT: Final = 24
_X_AT: Final = 40
_Y_AT: Final = 48
# The same without what a run is not asked for: a, b, c and d of the matrix, the right side of the box, the point.
_OF_A_RUN: Final = struct.Struct("=4f16xf4x2d")
_SIDES: Final = struct.Struct("=24xf4xf")
# The answers on so many are collected before they are unpacked: asked in one sweep, a call costs half.
_AT_ONCE: Final = 32
_COLOR: Final = struct.Struct("=4I")
_MODES: Final = struct.Struct("=2i")
_POINT: Final = struct.Struct("=2f")
_WIDTH: Final = struct.Struct("=f")
_MATRIX: Final = struct.Struct("=6f")
_BOUNDS: Final = struct.Struct("=4f")

_run_room = struct.Struct(f"{_AT_ONCE * _ANSWERS.size}x")
_runs, _run_pointers = calls.make_room(
    _run_room, *(first + at for at in (0, _BOX_AT, _X_AT, _Y_AT) for first in range(0, _run_room.size, _ANSWERS.size))
)
_matrices, _boxes, _xs, _ys = (
    _run_pointers[begin : begin + _AT_ONCE] for begin in range(0, len(_run_pointers), _AT_ONCE)
)
_color_room = struct.Struct(f"{_AT_ONCE * _COLOR.size}x")
_channels, _channel_pointers = calls.make_room(_color_room, *range(0, _color_room.size, 4))
_by_channel = [_channel_pointers[channel::4] for channel in range(4)]
_modes, (_fill_at, _stroked_at) = calls.make_room(_MODES, 0, 4)
_point, (_x_at, _y_at) = calls.make_room(_POINT, 0, 4)
_width, (_width_at,) = calls.make_room(_WIDTH, 0)
_matrix, (_matrix_at,) = calls.make_room(_MATRIX, 0)
_bounds, _bounds_at = calls.make_room(_BOUNDS, 0, 4, 8, 12)


def ready(address: int) -> calls.Handle:
    """The handle of what PDFium made, by its address."""
    return calls.Handle(calls.as_argument(address))


# The address of the text object that a character of a text page belongs to.
text_object: Callable[[calls.Handle, int], int | None] = calls.char_text_object


def loose_sides(page: calls.Handle, index: int) -> tuple[float, float]:
    """Left and right of a character, in user space."""
    calls.char_loose_box(page, index, _boxes[0])
    left, right = _SIDES.unpack_from(_runs)
    return left, right


def measure_runs(page: calls.Handle, firsts: Sequence[int], lasts: Sequence[int]) -> list[RunAnswers]:
    """What PDFium says of runs by their first and last characters: matrix, origin and font size of the first one, right
    side of the last one. Font sizes are as written, all else in user space."""
    if len(firsts) != len(lasts):
        raise ValueError("as many last characters as first ones expected")
    found: list[RunAnswers] = []
    for begin in range(0, len(firsts), _AT_ONCE):
        some, ends = firsts[begin : begin + _AT_ONCE], lasts[begin : begin + _AT_ONCE]
        list(map(calls.char_matrix, repeat(page), some, _matrices))
        list(map(calls.char_origin, repeat(page), some, _xs, _ys))
        list(map(calls.char_loose_box, repeat(page), ends, _boxes))
        sizes = map(calls.char_font_size, repeat(page), some)
        answers = _OF_A_RUN.iter_unpack(_runs[: len(some) * _ANSWERS.size])
        found += [(*answer, size) for answer, size in zip(answers, sizes, strict=True)]
    return found


def find_looks(objects: Iterable[int]) -> list[tuple[int | None, int | None, int]]:
    """Colour (see `read_fill_color`), address of the font and render mode of text objects by their addresses."""
    handles = list(map(calls.as_argument, objects))
    fonts, modes = map(calls.text_font, handles), map(calls.text_render_mode, handles)
    return list(zip(_read_colors(handles), fonts, modes, strict=True))


def _read_colors(objects: Sequence[calls.Argument]) -> list[int | None]:
    colors: list[int | None] = []
    for begin in range(0, len(objects), _AT_ONCE):
        some = objects[begin : begin + _AT_ONCE]
        known = list(map(calls.fill_color, some, *_by_channel))
        answers = _COLOR.iter_unpack(_channels[: len(some) * _COLOR.size])
        colors += [
            -1 if not is_known else (red << 16 | green << 8 | blue) if alpha else None
            for is_known, (red, green, blue, alpha) in zip(known, answers, strict=True)
        ]
    return colors


def _join_channels(red: int, green: int, blue: int, alpha: int) -> int | None:
    return (red << 16 | green << 8 | blue) if alpha else None


def list_page_objects(page: calls.Handle, most: int) -> list[tuple[calls.Handle, int]]:
    """Every object of a page but its texts, with its kind, in drawing order; only the first so many are looked at."""
    numbers = range(min(calls.page_count_objects(page), most))
    return _list_drawn(map(calls.page_object, repeat(page), numbers))


def list_form_objects(form: calls.Handle, most: int) -> list[tuple[calls.Handle, int]]:
    """The same for a form."""
    numbers = range(min(calls.form_count_objects(form), most))
    return _list_drawn(map(calls.form_object, repeat(form), numbers))


def _list_drawn(addresses: Iterable[int | None]) -> list[tuple[calls.Handle, int]]:
    objects = list(map(calls.as_argument, filter(None, addresses)))
    kinds = map(calls.object_type, objects)
    return [(calls.Handle(obj), kind) for obj, kind in zip(objects, kinds, strict=True) if kind != calls.TEXT_OBJECT]


def read_bounds(obj: calls.Handle) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an object, in the space that it is drawn in."""
    calls.object_bounds(obj, *_bounds_at)
    left, bottom, right, top = _BOUNDS.unpack(_bounds)
    return left, bottom, right, top


def read_matrix(obj: calls.Handle) -> tuple[float, float, float, float, float, float]:
    """The matrix of an object as a, b, c, d, e, f."""
    calls.object_matrix(obj, _matrix_at)
    a, b, c, d, e, f = _MATRIX.unpack(_matrix)
    return a, b, c, d, e, f


def read_modes(path: calls.Handle) -> tuple[bool, bool, int]:
    """Whether a path is filled and whether it is stroked, and how many segments it has."""
    calls.path_draw_mode(path, _fill_at, _stroked_at)
    filled, stroked = _MODES.unpack(_modes)
    return bool(filled), bool(stroked), calls.path_count_segments(path)


def read_fill_color(obj: calls.Handle) -> int | None:
    """The colour as 0xRRGGBB; -1 where it is a pattern or unknown, None where nothing shows (alpha 0)."""
    known = calls.fill_color(obj, *_channel_pointers[:4])
    return _join_channels(*_COLOR.unpack_from(_channels)) if known else -1


def read_stroke(path: calls.Handle) -> tuple[int | None, float]:
    """The colour of a path's stroke, as above, and its width."""
    known = calls.stroke_color(path, *_channel_pointers[:4])
    color = _join_channels(*_COLOR.unpack_from(_channels)) if known else -1
    calls.stroke_width(path, _width_at)
    (width,) = _WIDTH.unpack(_width)
    return color, width


def list_segments(path: calls.Handle, count: int) -> list[Segment]:
    """The first so many segments of a path."""
    found: list[Segment] = []
    for index in range(count):
        segment = calls.as_argument(calls.path_segment(path, index))
        calls.segment_point(segment, _x_at, _y_at)
        x, y = _POINT.unpack(_point)
        found.append((calls.segment_type(segment), x, y, bool(calls.segment_close(segment))))
    return found
