"""The drawn paths of a PDF page as rules and fills, those inside form XObjects too."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractors import pdf_calls as calls
from extractors import pdf_sweeps as sweeps
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

_Affine = tuple[float, float, float, float, float, float]


def _form_objects(
    form: calls.Handle, outer: _Affine | None, depth: int
) -> Iterator[tuple[calls.Handle, int, _Affine | None]]:
    """Every object in a form but its texts, with its type and the matrix of the forms around it, in drawing order."""
    if depth > _MOST_DEPTH:
        return
    affine = _times(sweeps.read_matrix(form), outer)
    for obj, kind in sweeps.list_form_objects(form, _MOST_OBJECTS):
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
    """Reads the drawn paths of pages, one after another."""

    def __init__(self) -> None:
        self._frame = Frame(0.0, 0.0, 0.0, 0.0, 0)
        self.drawing = Drawing()

    def read(self, page: int, frame: Frame) -> Drawing:
        """All rules, fills and pictures of the page at that address, placed on the page as displayed."""
        self._frame, self.drawing = frame, Drawing()
        for obj, kind in sweeps.list_page_objects(sweeps.ready(page), _MOST_OBJECTS):
            if kind == calls.FORM_OBJECT:
                for inner, inner_kind, affine in _form_objects(obj, None, 1):
                    self.read_object(inner, inner_kind, affine)
            else:
                self.read_object(obj, kind, None)
        return self.drawing

    def read_object(self, obj: calls.Handle, kind: int, affine: _Affine | None) -> None:
        """Add what a path draws, or where a picture stands."""
        if kind == calls.PATH_OBJECT:
            self.read_path(obj, affine)
        elif kind == calls.IMAGE_OBJECT:
            self.read_picture(obj, affine)

    def read_path(self, obj: calls.Handle, affine: _Affine | None) -> None:
        """Add what a path draws: by its bounds where they tell all, else by its points."""
        self.drawing.paths += 1
        filled, stroked, count = sweeps.read_modes(obj)
        if stroked:
            color, width = sweeps.read_stroke(obj)
            if color is not None and count <= _MOST_SEGMENTS:
                self._read_stroke(self._subpaths(obj, count, affine), count, width, color)
        if filled:
            color = sweeps.read_fill_color(obj)
            if color is not None:
                self._read_fill(obj, count, affine, color)

    def read_picture(self, obj: calls.Handle, affine: _Affine | None) -> None:
        """Add where a picture is."""
        self.drawing.pictures.append(self._box(obj, affine))

    def _box(self, obj: calls.Handle, affine: _Affine | None) -> tuple[float, float, float, float]:
        left, bottom, right, top = sweeps.read_bounds(obj)
        if affine is not None:
            (xa, ya), (xb, yb) = _apply(affine, left, bottom), _apply(affine, right, top)
            left, bottom, right, top = min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)
        return self._frame.place_box(left, bottom, right, top)

    def _read_fill(self, obj: calls.Handle, count: int, affine: _Affine | None, color: int) -> None:
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

    def _read_stroke(self, found: tuple[list[list[Point]], bool], count: int, width: float, color: int) -> None:
        subpaths, curved = found
        if curved:
            # A frame with round corners: its sides do not meet, its bounds do.
            if len(subpaths) == 1 and (count <= _ROUNDED or is_round_frame(subpaths[0])):
                self.drawing.add_outline(bounds(subpaths[0]), width, color)
            return
        for points in subpaths:
            self.drawing.add_polyline(points, width, color)

    def _subpaths(self, obj: calls.Handle, count: int, affine: _Affine | None) -> tuple[list[list[Point]], bool]:
        """The points of each subpath on the page, closed ones with their first point again; whether any is curved.
        The path has `count` segments."""
        a, b, c, d, e, f = _times(sweeps.read_matrix(obj), affine)
        place = self._frame.place
        segments = sweeps.list_segments(obj, min(count, _FINELY_ROUNDED))
        if count > _FINELY_ROUNDED:
            if not any(segment[0] == calls.BEZIER for segment in segments):
                segments = sweeps.list_segments(obj, count)
            if any(segment[0] == calls.BEZIER for segment in segments):
                # A drawing: what it looks like is no matter here.
                return [], True
        subpaths: list[list[Point]] = []
        curved = False
        for kind, x, y, closes in segments:
            curved = curved or kind == calls.BEZIER
            if kind == calls.MOVE or not subpaths:
                subpaths.append([])
            subpaths[-1].append(place(a * x + c * y + e, b * x + d * y + f))
            if closes:
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
