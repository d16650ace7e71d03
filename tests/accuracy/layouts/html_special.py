"""HTML layouts that strain a reader: cards, tabs, tables used for layout, inline label spans."""

from collections.abc import Callable

from tests.accuracy.layouts.html import each_sheet, escape, pieces_html, write_page
from tests.accuracy.sheet import Dossier, Row, is_short


def cards(dossier: Dossier) -> bytes:
    """A grid of cards: a small heading and its text each."""

    def make(rows: tuple[Row, ...]) -> str:
        inner = "\n".join(
            f'<div class="card"><div class="card-body"><h4 class="card-title">{escape(row.label)}</h4>'
            f'<div class="card-text">{pieces_html(row.pieces)}</div></div></div>'
            for row in rows
        )
        return f'<div class="grid">\n{inner}\n</div>'

    return write_page(dossier, each_sheet(dossier, make))


def tabs(dossier: Dossier) -> bytes:
    """Tabs: the labels stand in a list of links, each panel is named by its link."""

    def make(rows: tuple[Row, ...]) -> str:
        links = "".join(
            f'<li role="presentation"><a id="t{n}" href="#p{n}" role="tab">{escape(row.label)}</a></li>'
            for n, row in enumerate(rows)
        )
        panels = "\n".join(
            f'<div id="p{n}" role="tabpanel" aria-labelledby="t{n}">{pieces_html(row.pieces)}</div>'
            for n, row in enumerate(rows)
        )
        return f'<ul class="nav nav-tabs" role="tablist">{links}</ul>\n{panels}'

    return write_page(dossier, each_sheet(dossier, make))


def layout_table(dossier: Dossier) -> bytes:
    """A page of the old school: a table without rule lays out a column of facts beside the prose."""

    def block(row: Row) -> str:
        return f"<b>{escape(row.label)}</b><br>\n{pieces_html(row.pieces)}"

    def make(rows: tuple[Row, ...]) -> str:
        left = "\n".join(block(row) for row in rows if is_short(row))
        right = "\n".join(block(row) for row in rows if not is_short(row))
        return (
            '<table width="100%" border="0" cellspacing="8"><tr valign="top">\n'
            f'<td width="30%" bgcolor="#eeeeee">{left}</td>\n<td>{right}</td>\n</tr></table>'
        )

    return write_page(dossier, each_sheet(dossier, make, tag="div"))


def spans(dossier: Dossier) -> bytes:
    """A list of facts: a `span` for the label, another for the value, as listing sites write them."""

    def make(rows: tuple[Row, ...]) -> str:
        return (
            '<ul class="facts">\n'
            + "\n".join(
                f'<li><span class="label">{escape(row.label)}</span> '
                f'<div class="value">{pieces_html(row.pieces)}</div></li>'
                for row in rows
            )
            + "\n</ul>"
        )

    return write_page(dossier, each_sheet(dossier, make))


def figure_head(dossier: Dossier) -> bytes:
    """The head lines as badges above the title; labels as headings with an icon, values in boxes."""
    sheet = dossier.sheets[0]
    badges = "".join(
        f'<span class="badge badge-{role}">{escape(text)}</span> '
        for role, text in sheet.head
        if role not in ("titre", "numero_titre")
    )
    title = sheet.line("titre") or sheet.line("numero_titre") or ""
    body = "\n".join(
        f'<section class="bloc"><h3><i class="icon icon-arrow" aria-hidden="true"></i> {escape(row.label)}</h3>'
        f"<div>{pieces_html(row.pieces)}</div></section>"
        for row in sheet.rows
    )
    return write_page(dossier, f'<div class="hero">{badges}<h1>{escape(title)}</h1></div>\n{body}')


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "html_cards": cards,
    "html_tabs": tabs,
    "html_layout_table": layout_table,
    "html_spans": spans,
    "html_badges": figure_head,
}
