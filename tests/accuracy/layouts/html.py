"""HTML layouts as sites publish them: tables, definition lists, headings, `details`, cards, one action a row."""

from collections.abc import Callable
from html import escape as escape_html

from tests.accuracy.sheet import Dossier, Kind, Piece, Row, Sheet, group_pieces, run_in_label


def escape(text: str) -> str:
    """Text as HTML, a newline as a forced break."""
    return escape_html(text, quote=False).replace("\n", "<br>")


def pieces_html(pieces: tuple[Piece, ...]) -> str:
    """The pieces of a champ as paragraphs, lists and tables."""
    return "\n".join(_group_html(group) for group in group_pieces(pieces))


def _group_html(group: list[Piece]) -> str:
    kind, lead = group[0].kind, group[0].lead
    above = f"<p><strong>{escape(lead)}</strong></p>" if lead and kind is not Kind.PARAGRAPH else ""
    if kind in (Kind.BULLET, Kind.NUMBER):
        tag = "ul" if kind is Kind.BULLET else "ol"
        return above + f"<{tag}>" + "".join(f"<li>{escape(piece.text)}</li>" for piece in group) + f"</{tag}>"
    if kind is Kind.ROW:
        return above + _table_html(group)
    if kind is Kind.CHECK:
        return above + "<br>".join(f"{'☒' if piece.checked else '☐'} {escape(piece.text)}" for piece in group)
    if kind is Kind.SUB:
        return "".join(f"<p><b>{escape(piece.text)}</b></p>" for piece in group)
    if kind is Kind.HEADING:
        return "".join(f"<h2>{escape(piece.text)}</h2>" for piece in group)
    return "".join(
        f"<p>{f'<strong>{escape(piece.lead)}</strong> ' if piece.lead else ''}{escape(piece.text)}</p>"
        for piece in group
    )


def _table_html(group: list[Piece]) -> str:
    lines = []
    for number, piece in enumerate(group):
        tag = "th" if number == 0 else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in piece.cells) + "</tr>")
    return "<table>" + "".join(lines) + "</table>"


def head_html(sheet: Sheet, *, top: int = 1) -> str:
    """The head lines: the title as a heading, the others as lines above or below it."""
    lines = []
    for role, text in sheet.head:
        if role in ("titre", "numero_titre"):
            lines.append(f"<h{top}>{escape(text)}</h{top}>")
        else:
            lines += [f'<p class="{role}">{escape_html(part, quote=False)}</p>' for part in text.split("\n")]
    return "\n".join(lines)


def write_page(dossier: Dossier, main: str, *, style: str = "") -> bytes:
    """The whole page around the main part: menu, cookie banner, footer; in the charset that the options name."""
    charset = dossier.options.get("charset", "utf-8")
    declared = f'<meta charset="{charset}">' if dossier.options.get("declared", "yes") == "yes" else ""
    links = "".join(f'<li><a href="#">{escape(text)}</a></li>' for text in dossier.menu)
    nav = f'<header><nav class="menu"><ul>{links}</ul></nav></header>' if links else ""
    footer = f"<footer><p>{escape(dossier.footer)}</p></footer>" if dossier.footer else ""
    cookies = ""
    if dossier.header:
        cookies = f'<div id="cookie-banner" class="cookies" role="dialog"><p>{escape(dossier.header)}</p></div>'
    title = escape(dossier.options.get("meta_title", dossier.title))
    page = (
        f'<!DOCTYPE html>\n<html lang="fr">\n<head>{declared}<title>{title}</title>'
        f"<style>{style}</style></head>\n<body>\n{cookies}\n{nav}\n<main>\n"
        f"{pieces_html(dossier.before)}\n{main}\n{pieces_html(dossier.after)}\n</main>\n{footer}\n</body>\n</html>\n"
    )
    return page.encode(charset, errors="xmlcharrefreplace")


def each_sheet(dossier: Dossier, make: Callable[[tuple[Row, ...]], str], *, tag: str = "section") -> str:
    """Every sheet under its head lines, in an element of its own; `make` writes its rows."""
    top = 1 if len(dossier.sheets) == 1 else 2
    return "\n".join(f"<{tag}>\n{head_html(sheet, top=top)}\n{make(sheet.rows)}\n</{tag}>" for sheet in dossier.sheets)


def table(dossier: Dossier) -> bytes:
    """A table of `th` label and `td` value."""

    def make(rows: tuple[Row, ...]) -> str:
        lines = (f"<tr><th>{escape(row.label)}</th><td>{pieces_html(row.pieces)}</td></tr>" for row in rows)
        return '<table class="fiche">\n' + "\n".join(lines) + "\n</table>"

    return write_page(dossier, each_sheet(dossier, make))


def table_plain(dossier: Dossier) -> bytes:
    """A table of `td` only, the label bold, as word processors export it."""

    def make(rows: tuple[Row, ...]) -> str:
        lines = (f"<tr><td><b>{escape(row.label)}</b></td><td>{pieces_html(row.pieces)}</td></tr>" for row in rows)
        return '<table border="1" cellpadding="4">\n' + "\n".join(lines) + "\n</table>"

    return write_page(dossier, each_sheet(dossier, make, tag="div"))


def definitions(dossier: Dossier) -> bytes:
    """A definition list."""

    def make(rows: tuple[Row, ...]) -> str:
        return (
            "<dl>\n"
            + "\n".join(f"<dt>{escape(r.label)}</dt><dd>{pieces_html(r.pieces)}</dd>" for r in rows)
            + "\n</dl>"
        )

    return write_page(dossier, each_sheet(dossier, make))


def headings(dossier: Dossier) -> bytes:
    """Labels as headings one level below the title."""
    level = 2 if len(dossier.sheets) == 1 else 3

    def make(rows: tuple[Row, ...]) -> str:
        return "\n".join(f"<h{level}>{escape(row.label)}</h{level}>\n{pieces_html(row.pieces)}" for row in rows)

    return write_page(dossier, each_sheet(dossier, make, tag="article"))


def details(dossier: Dossier) -> bytes:
    """An accordion: each champ in a `details` whose `summary` is the label."""

    def make(rows: tuple[Row, ...]) -> str:
        return "\n".join(
            f"<details><summary>{escape(row.label)}</summary><div>{pieces_html(row.pieces)}</div></details>"
            for row in rows
        )

    return write_page(dossier, each_sheet(dossier, make))


def fields(dossier: Dossier) -> bytes:
    """A content manager's fields: `div` label beside `div` value, classes only."""

    def make(rows: tuple[Row, ...]) -> str:
        return "\n".join(
            f'<div class="field"><div class="field__label">{escape(row.label)}</div>'
            f'<div class="field__item">{pieces_html(row.pieces)}</div></div>'
            for row in rows
        )

    return write_page(dossier, each_sheet(dossier, make, tag="article"))


def run_in(dossier: Dossier) -> bytes:
    """Paragraphs that open with the label in bold."""

    def make(rows: tuple[Row, ...]) -> str:
        lines = []
        for row in rows:
            label = run_in_label(row.label)
            first, *rest = row.pieces
            if first.kind is Kind.PARAGRAPH and not first.lead:
                lines.append(f"<p><strong>{escape(label)}</strong> {escape(first.text)}</p>")
            else:
                lines.append(f"<p><strong>{escape(label)}</strong></p>")
                rest = [first, *rest]
            lines.append(pieces_html(tuple(rest)))
        return "\n".join(lines)

    return write_page(dossier, each_sheet(dossier, make))


def summary(dossier: Dossier) -> bytes:
    """One action a row; the axe as a row of its own over the whole width."""
    first = dossier.sheets[0]
    names = ["N°", "Action", *(row.label for row in first.rows)]
    lines = ["<thead><tr>" + "".join(f"<th>{escape(name)}</th>" for name in names) + "</tr></thead><tbody>"]
    axe = None
    for sheet in dossier.sheets:
        if sheet.line("axe") != axe:
            axe = sheet.line("axe")
            lines.append(f'<tr><th colspan="{len(names)}">{escape(axe or "")}</th></tr>')
        cells = {row.champ: pieces_html(row.pieces) for row in sheet.rows}
        number = sheet.number
        values = [escape(number), escape(sheet.titre), *(cells.get(row.champ, "") for row in first.rows)]
        lines.append("<tr>" + "".join(f"<td>{value}</td>" for value in values) + "</tr>")
    main = f"<h1>{escape(dossier.title)}</h1>\n<table>\n" + "\n".join(lines) + "\n</tbody></table>"
    return write_page(dossier, main)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "html_table": table,
    "html_table_plain": table_plain,
    "html_definitions": definitions,
    "html_headings": headings,
    "html_details": details,
    "html_fields": fields,
    "html_run_in": run_in,
    "html_summary": summary,
}
