"""Plain text layouts: the export of a data base, an article, `Label : value` lines."""

from collections.abc import Callable
from html import escape
from textwrap import wrap

from tests.accuracy.sheet import Dossier, Kind, Piece, Row, run_in_label


def export(dossier: Dossier) -> bytes:
    """`label<TAB>value` lines whose values are HTML fragments, after a preamble of title, numbers, axe and objectif."""
    blocks = []
    for sheet in dossier.sheets:
        head = "\n\n".join(text.replace("\n", "\n\n") for _, text in sheet.head)
        blocks.append(f"\n\n{head}\n\n" + "\n".join(f"{row.label}\t{_fragment(row)}" for row in sheet.rows))
    return ("\n\n".join(blocks) + "\n").encode()


def _fragment(row: Row) -> str:
    pieces = row.pieces
    if len(pieces) == 1 and pieces[0].kind is Kind.PARAGRAPH and not pieces[0].lead:
        return escape(pieces[0].text, quote=False)
    return " ".join(f"<p>{_leaded(piece)}</p>" for piece in pieces)


def _leaded(piece: Piece) -> str:
    text = escape(piece.text, quote=False)
    if piece.kind is Kind.BULLET:
        text = f"- {text}"
    return f"<u>{escape(piece.lead, quote=False)}</u> {text}" if piece.lead else text


def article(dossier: Dossier) -> bytes:
    """Label lines alone, their text below, bullets as `  • `, numbers as `  1. `."""
    lines = [*dossier.menu, *[""] * bool(dossier.menu), *_item_lines(dossier.before)]
    for sheet in dossier.sheets:
        for _, text in sheet.head:
            lines += [*text.split("\n"), ""]
        for row in sheet.rows:
            lines += [row.label, "", *_item_lines(row.pieces), ""]
    lines += [dossier.footer] if dossier.footer else []
    return ("\n".join(lines) + "\n").encode()


def _item_lines(pieces: tuple[Piece, ...]) -> list[str]:
    lines: list[str] = []
    number = 0
    for piece in pieces:
        number = number + 1 if piece.kind is Kind.NUMBER else 0
        mark = {Kind.BULLET: "  • ", Kind.NUMBER: f"  {number}. ", Kind.CHECK: "[x] " if piece.checked else "[ ] "}
        lead = f"{piece.lead} " if piece.lead else ""
        lines.append(f"{lead}{mark.get(piece.kind, '')}{piece.text}")
        if piece.kind in (Kind.PARAGRAPH, Kind.HEADING):
            lines.append("")
    return lines


def colon_lines(dossier: Dossier) -> bytes:
    """`Label : value`, the other items on lines of their own below."""
    lines: list[str] = []
    for sheet in dossier.sheets:
        lines += [line for _, text in sheet.head for line in text.split("\n")]
        lines.append("")
        for row in sheet.rows:
            label = run_in_label(row.label)
            first, *rest = row.pieces
            if first.kind is Kind.PARAGRAPH and not first.lead:
                lines.append(f"{label} {first.text}")
            else:
                lines.append(label)
                rest = [first, *rest]
            lines += [line for line in _item_lines(tuple(rest)) if line]
        lines.append("")
    return ("\n".join(lines) + "\n").encode()


def wrapped(dossier: Dossier) -> bytes:
    """Label lines in capitals as given, the text below broken at 76 columns, as mail and old exports do."""
    lines: list[str] = []
    for sheet in dossier.sheets:
        for _, text in sheet.head:
            lines += [part for line in text.split("\n") for part in wrap(line, 76)]
        lines.append("")
        for row in sheet.rows:
            lines += ["", row.label, ""]
            lines += [part for line in _item_lines(row.pieces) for part in _wrap_item(line)]
        lines += ["", ""]
    return ("\r\n".join(lines) + "\r\n").encode()


def _wrap_item(line: str) -> list[str]:
    indent = len(line) - len(line.lstrip())
    return wrap(line, 76, initial_indent=" " * indent, subsequent_indent=" " * (indent and indent + 2)) or [""]


def mojibake(dossier: Dossier) -> bytes:
    """An article whose UTF-8 was once read as windows-1252 and saved again («Ã©»)."""
    return "".join(_misread(byte) for byte in article(dossier)).encode()


def _misread(byte: int) -> str:
    """A byte as windows-1252, or as Latin-1 where that code page has a hole, as browsers read it."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "txt_export": export,
    "txt_article": article,
    "txt_colon_lines": colon_lines,
    "txt_wrapped": wrapped,
    "txt_mojibake": mojibake,
}
