"""Words read from a picture: what any recogniser gives, and what of it is noise."""

import re
from dataclasses import dataclass, replace

# Of tesseract's tab-separated output.
_CELLS, _WORD_LEVEL = 12, "5"
# What rules, frames and specks are read as, when nothing else is around them.
_STROKES = re.compile(r"[|_¦‖=~\\]+|[-–—.,'`´‘’“”\"°*:;]{2,}")
_STROKE_ENDS = re.compile(r"^[|_¦]+(?=\w)|(?<=\w)[|_¦]+$")
_MARKS = re.compile(r"[^\w€%&@§«»()\[\]☐☒]+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
# Below this a lone mark or a word of one or two letters is noise; below that, so is a line without one sure word.
_FAINT = 0.4
_SURE = 0.6
# A word that was not read from a picture but stands in the file.
GIVEN = 1.0
# A sign before a text, this far off in heights of its line, is a bullet that was read as a letter.
_BULLET = re.compile(r"[eo°«»*+¢©®>•·¥§¤]")
_BULLET_GAP = 0.55
# Strokes that a numeral of ones may be read as; what divides it from its title.
_STROKE = re.compile(r"[Il|!]{1,3}")
_STROKE_NUMERAL = re.compile(r"[Il|!]{1,3}:?")
_DOTTED_NUMERAL = re.compile(r"(?=[^.]*[Il])[Il|!]{1,3}(?:[.-]\d+)+[.:]?$")
_DIVIDERS = re.compile(r"[:–—-]")
_FIRST = re.compile(r"l(?:er|ère|ers)")
# The superscript of a square metre: tesseract's French data know no «²».
_SQUARE = re.compile(r"([cdk]?m)[?*°]")


class RecognitionError(Exception):
    """A page could not be read from its picture: the recogniser itself failed."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read: its box in pixels, how sure the reading is (0 to 1), and the number of its line."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: int

    def moved_to(self, line: int) -> "Word":
        """The same word on a line of another number."""
        return replace(self, line=line)


def parse_words(table: str) -> list[Word]:
    """The words of tesseract's tab-separated output."""
    words: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != _CELLS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        line = lines.setdefault(tuple(cells[1:5]), len(lines))
        words.append(Word(cells[11].strip(), left, top, left + width, top + height, float(cells[10]) / 100, line))
    return words


def group_lines(words: list[Word]) -> list[list[Word]]:
    """The words line by line, each from left to right."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [sorted(line, key=lambda word: word.x0) for line in lines.values()]


def clean_line(line: list[Word]) -> list[Word]:
    """A line without what rules and specks were read as, its bullets spelled as such; empty if it is all noise."""
    if all(word.confidence >= GIVEN for word in line):
        return line
    line = _spell_numerals(line)
    words = [replace(word, text=_STROKE_ENDS.sub("", word.text)) for word in line if not _is_noise(word)]
    if not any(_LETTERS.search(word.text) or word.confidence >= _SURE for word in words):
        return []
    if not any(char.isalnum() for word in words for char in word.text):
        return []
    if max(word.confidence for word in words) < _FAINT:
        return []
    return _spell_squares(_spell_bullet(words))


def _is_noise(word: Word) -> bool:
    if word.confidence >= GIVEN:
        return False
    if _STROKES.fullmatch(word.text) and word.text not in ("...", "--"):
        return True
    short = len(word.text) <= 2 and word.confidence < _FAINT / 2
    return short or (word.confidence < _FAINT and _MARKS.fullmatch(word.text) is not None)


def _spell_bullet(words: list[Word]) -> list[Word]:
    if len(words) < 2 or not _BULLET.fullmatch(words[0].text):
        return words
    height = max(word.bottom - word.top for word in words[1:3])
    if words[1].x0 - words[0].x1 < _BULLET_GAP * height:
        return words
    return [replace(words[0], text="•"), *words[1:]]


def _spell_numerals(words: list[Word]) -> list[Word]:
    """Roman numerals whose strokes were read as other strokes: «Axe Il : …», «Il.1.2»; and «ler» for «1er»."""
    spelled: list[Word] = []
    for index, word in enumerate(words):
        text = word.text
        after = words[index + 1].text if index + 1 < len(words) else ""
        before = words[index - 1].text if index else ""
        named = before.endswith("°") or (before.isalpha() and (len(before) > 2 or before[0].isupper()))
        stands = _STROKE_NUMERAL.fullmatch(text) and named and (text.endswith(":") or _DIVIDERS.match(after))
        if stands or _DOTTED_NUMERAL.match(text):
            head = _STROKE.match(text)
            count = len(head[0]) if head else 0
            text = "I" * count + text[count:]
        elif _FIRST.fullmatch(text):
            text = f"1{text[1:]}"
        spelled.append(word if text == word.text else replace(word, text=text))
    return spelled


def _spell_squares(words: list[Word]) -> list[Word]:
    spelled = list(words)
    for index in range(1, len(words)):
        square = _SQUARE.fullmatch(words[index].text)
        if square and words[index - 1].text[-1:].isdigit():
            spelled[index] = replace(words[index], text=f"{square[1]}²")
    return spelled
