"""Whether a text is a table of delimited values, and by which character: seen in its first lines alone."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

_DELIMITERS = ";\t,|"
_HEAD_ROWS = 60
_FEWEST_COLUMNS = 3
_FEWEST_PAIRS = 4
_LONGEST_LABEL = 90
_ODD_SHARE = 0.3
_MARKUP = re.compile(r"<[a-z/!]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!…]\s*$")
_RULE = re.compile(r"[-=:+\s]*")


def find_delimiter(text: str, *, cut: bool = False) -> str | None:
    """The character that parts the columns; None for a text that is no table. `cut` says that more follows the text.

    A row of labels, then rows of as many values; or two columns of labels and their values, parted by semicolons. Prose
    with as many commas in each line is told apart by its blanks.

    >>> find_delimiter("Action;Pilote;Budget\nPlanter des haies;Mairie;10\nSemer;Mairie;20")
    ';'
    """
    lines = text.split("\n", _HEAD_ROWS)[:_HEAD_ROWS]
    for delimiter in _DELIMITERS:
        # Most texts are no tables: counting is cheaper than parsing.
        if max(line.count(delimiter) for line in lines) < (1 if delimiter == ";" else 2):
            continue
        rows = _head_rows(text, delimiter, cut=cut)
        if rows and (_is_table(rows, delimiter) or (delimiter == ";" and _are_pairs(rows))):
            return delimiter
    return None


def _head_rows(text: str, delimiter: str, *, cut: bool) -> list[list[str]]:
    window = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        reader = csv.reader(window.splitlines(keepends=True), delimiter=delimiter)
        rows = list(islice(reader, _HEAD_ROWS))
    except csv.Error:
        return []
    # The last row of a window may lack its end.
    rows = rows[:-1] if cut and len(rows) < _HEAD_ROWS else rows
    return [row for row in rows if any(cell.strip() for cell in row)]


def _are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """A fiche as `libellé;valeur`: a label and its value in every row."""
    if len(rows) < _FEWEST_PAIRS or any(len(row) != 2 for row in rows):
        return False
    labels = [row[0] for row in rows]
    plain = all(label.strip() and len(label) <= _LONGEST_LABEL and not label.endswith(" ") for label in labels)
    return plain and len(set(labels)) > 0.8 * len(labels) and not any(_SENTENCE_END.search(label) for label in labels)


def _is_table(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Whether rows hang together: a header of labels within the first lines, and below it rows of its width."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    header = next((i for i, row in enumerate(rows[:12]) if len(row) == width and _names_columns(row)), None)
    if header is None or width < _FEWEST_COLUMNS or len(rows) < header + 2:
        return False
    body = rows[header + 1 :]
    if sum(len(row) != width for row in body) > max(len(body) > 1, _ODD_SHARE * len(body)):
        return False
    if delimiter == "|" and any(_RULE.fullmatch("".join(row)) for row in body[:1]):
        return False  # a table of Markdown
    return delimiter not in ",|" or not _is_prose(rows[header:], delimiter)


def _names_columns(row: Sequence[str]) -> bool:
    """Whether the cells could be the names of columns: short, no sentences, most of them filled and none twice."""
    names = [cell.strip() for cell in row if cell.strip()]
    plain = all(len(name) <= _LONGEST_LABEL and not _MARKUP.search(name) for name in names)
    sentences = sum(bool(_SENTENCE_END.search(name)) for name in names)
    return plain and sentences <= 0.1 * len(row) and len(names) >= max(2, 0.5 * len(row))


def _is_prose(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """«Logement, santé, mobilité»: a blank behind nearly every comma, or pipes with blanks around them."""
    behind = [cell for row in rows for cell in row[1:] if cell]
    spaced = sum(cell.startswith(" ") for cell in behind)
    return spaced > 0.5 * len(behind) or (delimiter == "|" and spaced > 0)
