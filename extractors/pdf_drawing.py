"""The drawn paths of a PDF page as rules and fills, those inside form XObjects too."""

import struct
from collections.abc import Iterator, Sequence
from ctypes import c_float
from itertools import pairwise, repeat
from typing import Final

from extractors import pdf_calls as calls
from extractors.page_paths import Drawing, Point, bounds, is_rectangle
from extractors.pdf_places import Frame

# Beyond these a path is a picture and no frame, a nest of forms an attack.
_MOST_SEGMENTS: Final = 2000
_MOST_DEPTH: Final = 6
_MOST_OBJECTS: Final = 200_000
# A frame with four round corners: as a stroke or fill it has this many segments at most; browsers draw each corner as
# many short curves.
_ROUNDED: Final = 24
_FINELY_ROUNDED: Final = 240
_THIN: Final = 3.0
# How far off a side a point of a frame may be, in points.
_ON_SIDE: Final = 0.6

# What PDFium's calls fill.
_MODES: Final = struct.Struct("=2i")
_POINT: Final = struct.Struct("=2f")
_WIDTH: Final = struct.Struct("=f")

_Affine = tuple[float, float, float, float, float, float]


def _form_objects(
    form: calls.Argument, outer: _Affine | None, depth: int
) -> Iterator[tuple[calls.Argument, int, _Affine | None]]:
    """Every object in a form with its type and the matrix of the forms around it, in drawing order."""
    if depth > _MOST_DEPTH:
        return
    affine = _times(calls.MatrixCall()(form), outer)
    for index in range(min(calls.form_count_objects(form), _MOST_OBJECTS)):
        obj = calls.as_argument(calls.form_object(form, index))
        kind = calls.object_type(obj)
        if kind == calls.FORM_OBJECT:
            yield from _form_objects(obj, affine, depth + 1)
        else:
            yield obj, kind, affine


def _times(inner: _Affine, outer: _Affine | None) -> _Affine:
    """First `inner`, then `outer`."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _apply(affine: _Affine, x: float, y: float) -> Point:
    a, b, c, d, e, f = affine
    return a * x + c * y + e, b * x + d * y + f


class DrawingReader:
    """Reads the drawn paths of pages, one after another: one for a file, for the buffers that calls fill."""

    def __init__(self) -> None:
        self._frame = Frame(0.0, 0.0, 0.0, 0.0, 0)
        self.drawing = Drawing()
        self._bounds = calls.FourCall(calls.object_bounds, c_float)
        self._matrix = calls.MatrixCall()
        self._fill = calls.ColorCall(calls.fill_color)
        self._stroke = calls.ColorCall(calls.stroke_color)
        self._modes, (self._fill_at, self._stroked_at) = calls.make_room(_MODES, 0, _MODES.size // 2)
        self._point, (self._x_at, self._y_at) = calls.make_room(_POINT, 0, _POINT.size // 2)
        self._width, (self._width_at,) = calls.make_room(_WIDTH, 0)

    def read(self, page: calls.Argument, frame: Frame) -> Drawing:
        """All rules, fills and pictures of a page, placed on the page as displayed."""
        self._frame, self.drawing = frame, Drawing()
        count = min(calls.page_count_objects(page), _MOST_OBJECTS)
        objects = list(map(calls.as_argument, map(calls.page_object, repeat(page), range(count))))
        # Most objects are text: they are passed over in one sweep.
        for obj, kind in zip(objects, map(calls.object_type, objects), strict=True):
            if kind == calls.TEXT_OBJECT:
                continue
            if kind == calls.FORM_OBJECT:
                for inner, inner_kind, affine in _form_objects(obj, None, 1):
                    self.read_object(inner, inner_kind, affine)
            else:
                self.read_object(obj, kind, None)
        return self.drawing

    def read_object(self, obj: calls.Argument, kind: int, affine: _Affine | None) -> None:
        """Add what a path draws, or where a picture stands."""
        if kind == calls.PATH_OBJECT:
            self.read_path(obj, affine)
        elif kind == calls.IMAGE_OBJECT:
            self.read_picture(obj, affine)

    def read_path(self, obj: calls.Argument, affine: _Affine | None) -> None:
        """Add what a path draws: by its bounds where they tell all, else by its points."""
        self.drawing.paths += 1
        calls.path_draw_mode(obj, self._fill_at, self._stroked_at)
        filled, stroked = _MODES.unpack(self._modes)
        if stroked:
            color = self._stroke(obj)
            if color is not None:
                self._read_stroke(obj, affine, color)
        if filled:
            color = self._fill(obj)
            if color is not None:
                self._read_fill(obj, affine, color)

    def read_picture(self, obj: calls.Argument, affine: _Affine | None) -> None:
        """Add where a picture is."""
        self.drawing.pictures.append(self._box(obj, affine))

    def _box(self, obj: calls.Argument, affine: _Affine | None) -> tuple[float, float, float, float]:
        left, bottom, right, top = self._bounds(obj)
        if affine is not None:
            (xa, ya), (xb, yb) = _apply(affine, left, bottom), _apply(affine, right, top)
            left, bottom, right, top = min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
        return self._frame.place_box(left, bottom, right, top)

    def _read_fill(self, obj: calls.Argument, affine: _Affine | None, color: int) -> None:
        count = calls.path_count_segments(obj)
        box = self._box(obj, affine)
        if count <= 5 or min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self.drawing.add_box(box, color)
            return
        if count > _MOST_SEGMENTS:
            return
        subpaths, curved = self._subpaths(obj, count, affine)
        for points in subpaths if not curved else []:
            if is_rectangle(points):
                self.drawing.add_box(bounds(points), color)
        if curved and (count <= _ROUNDED or (len(subpaths) == 1 and is_round_frame(subpaths[0]))):
            self.drawing.add_box(box, color)

    def _read_stroke(self, obj: calls.Argument, affine: _Affine | None, color: int) -> None:
        count = calls.path_count_segments(obj)
        if count > _MOST_SEGMENTS:
            return
        calls.stroke_width(obj, self._width_at)
        (width,) = _WIDTH.unpack(self._width)
        subpaths, curved = self._subpaths(obj, count, affine)
        if curved:
            # A frame with round corners: its sides do not meet, its bounds do.
            if len(subpaths) == 1 and (count <= _ROUNDED or is_round_frame(subpaths[0])):
                self.drawing.add_outline(bounds(subpaths[0]), width, color)
            return
        for points in subpaths:
            self.drawing.add_polyline(points, width, color)

    def _subpaths(self, obj: calls.Argument, count: int, affine: _Affine | None) -> tuple[list[list[Point]], bool]:
        """The points of each subpath on the page, closed ones with their first point again; whether any is curved.
        The path has `count` segments."""
        a, b, c, d, e, f = _times(self._matrix(obj), affine)
        place, point, x_at, y_at = self._frame.place, self._point, self._x_at, self._y_at
        subpaths: list[list[Point]] = []
        curved = False
        for index in range(count):
            segment = calls.as_argument(calls.path_segment(obj, index))
            kind = calls.segment_type(segment)
            curved = curved or kind == calls.BEZIER
            if curved and count > _FINELY_ROUNDED:
                # A drawing: what it looks like is no matter here.
                return [], True
            calls.segment_point(segment, x_at, y_at)
            x, y = _POINT.unpack(point)
            if kind == calls.MOVE or not subpaths:
                subpaths.append([])
            subpaths[-1].append(place(a * x + c * y + e, b * x + d * y + f))
            if calls.segment_close(segment):
                subpaths[-1].append(subpaths[-1][0])
        return [points for points in subpaths if points], curved


def is_round_frame(points: Sequence[Point]) -> bool:
    """Whether a closed line is a rectangle but for its corners: every point on a side or near a corner, and two
    opposite sides straight along half their length at least. A disc has no straight side.
    """
    x0, top, x1, bottom = bounds(points)
    radius = min(x1 - x0, bottom - top) / 2 + _ON_SIDE
    straight = [0.0, 0.0]
    for (x, y), (next_x, next_y) in pairwise((*points, points[0])):
        if min(x - x0, x1 - x) > radius and min(y - top, bottom - y) > _ON_SIDE:
            return False
        if min(y - top, bottom - y) > radius and min(x - x0, x1 - x) > _ON_SIDE:
            return False
        if abs(y - next_y) <= _ON_SIDE and min(y - top, bottom - y) <= _ON_SIDE:
            straight[0] += abs(next_x - x)
        if abs(x - next_x) <= _ON_SIDE and min(x - x0, x1 - x) <= _ON_SIDE:
            straight[1] += abs(next_y - y)
    return straight[0] >= x1 - x0 or straight[1] >= bottom - top
