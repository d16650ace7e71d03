"""A PDF whose text is spoilt on its way: ligature glyphs, cut words, hard spaces, jittery lines."""

from collections.abc import Callable, Iterator

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Spacer

from tests.accuracy.layouts.pdf_base import MARGIN, assemble, bold_face, color_of, paragraph, style_of
from tests.accuracy.sheet import Dossier, Kind, Look, Piece, Sheet

WIDTH = A4[0] - 2 * MARGIN
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_VOWELS = "aeiouyéèêàâîôûœ"


class Lines(Flowable):
    """Lines drawn one by one at a given width, each a hair off its base line, as some producers do."""

    def __init__(self, lines: list[str], face: str, size: float, *, indent: float = 0) -> None:
        super().__init__()
        self.lines, self.face, self.size, self.indent = lines, face, size, indent

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As high as its lines."""
        return WIDTH, len(self.lines) * self.size * 1.3 + 3

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The lines that still fit, and the others."""
        count = int((height - 3) // (self.size * 1.3))
        if count < 1:
            return []
        parts = (self.lines[:count], self.lines[count:])
        return [Lines(part, self.face, self.size, indent=self.indent) for part in parts if part]

    def draw(self) -> None:
        """Draw each line in two pieces whose base lines differ by up to a point."""
        top = self.wrap(0, 0)[1] - self.size
        for number, line in enumerate(self.lines):
            cut = line.find(" ", len(line) // 2) + 1
            self.canv.setFont(self.face, self.size)
            self.canv.drawString(self.indent, top, line[:cut])
            shift = pdfmetrics.stringWidth(line[:cut], self.face, self.size)
            self.canv.drawString(self.indent + shift, top + (number % 3 - 1) * 0.5, line[cut:])
            top -= self.size * 1.3


def spoil_text(text: str) -> str:
    """The text with ligature glyphs, and hard spaces before double punctuation."""
    for letters, glyph in _LIGATURES:
        text = text.replace(letters, glyph)
    for mark in ":;?!»€%":
        text = text.replace(f" {mark}", f"\u00a0{mark}")
    return text.replace("« ", "«\u00a0")


def break_lines(text: str, face: str, size: float, width: float) -> Iterator[str]:
    """The text in lines no wider than `width`, long words cut by a hyphen at the line's end."""
    line = ""
    for word in text.split(" "):
        tried = f"{line} {word}" if line else word
        if pdfmetrics.stringWidth(tried, face, size) <= width:
            line = tried
            continue
        head = _cut_word(word, pdfmetrics.stringWidth(f"{line} -", face, size), face, size, width)
        yield f"{line} {head}-" if head else line
        line = word[len(head) :]
    yield line


def _cut_word(word: str, used: float, face: str, size: float, width: float) -> str:
    """The longest head of a word that still fits and that ends before a consonant followed by a vowel."""
    for place in range(len(word) - 3, 2, -1):
        head, next_two = word[:place], word[place : place + 2].casefold()
        if not word.isalpha() or next_two[0] in _VOWELS or next_two[1] not in _VOWELS:
            continue
        if used + pdfmetrics.stringWidth(head, face, size) <= width:
            return head
    return ""


def spoilt(dossier: Dossier) -> bytes:
    """Bold label lines above justified text that is spoilt in all these ways."""

    def make(sheet: Sheet, look: Look) -> list[Flowable]:
        face = "DejaVuSans" if "Serif" not in look.face else "DejaVuSerif"
        own = Look(look.color, look.fill, face, look.size, look.label_share)
        flows: list[Flowable] = []
        for role, text in sheet.head:
            big = 5 if role in ("titre", "numero_titre") else 1
            flows.append(paragraph(spoil_text(text), style_of(own, bold=True, size=big, color=color_of(look.color))))
        for row in sheet.rows:
            flows += [Spacer(1, 6), Lines([spoil_text(row.label)], bold_face(own), own.size + 1)]
            flows += [_piece_lines(piece, own) for piece in row.pieces]
        return flows

    return assemble(dossier, make)


def _piece_lines(piece: Piece, look: Look) -> Flowable:
    mark = {Kind.BULLET: "• ", Kind.NUMBER: "– ", Kind.CHECK: "☒ " if piece.checked else "☐ "}.get(piece.kind, "")
    text = spoil_text(f"{piece.lead} {piece.text}".strip())
    indent = 10.0 if mark else 0.0
    lines = list(break_lines(mark + text, look.face, look.size, WIDTH * 0.9 - indent))
    return Lines(lines, look.face, look.size, indent=indent)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {"pdf_spoilt": spoilt}
