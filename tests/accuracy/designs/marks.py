"""Pages written in HTML with their gold inside, as attributes that nothing prints.

`data-fiche` (JSON) opens a fiche, `data-c` names the champ of an element and `data-l` its label where no champ takes it,
`data-i` marks an item, `data-h` a text outside any fiche, `data-p` a running text that belongs in no champ.
"""

import json
from collections.abc import Sequence
from html import escape

from lxml import html as lxml_html

from tests.accuracy.content import FicheContent
from tests.accuracy.gold import HEADER_KEYS
from tests.accuracy.sheet import Kind, Piece, group_pieces, read_pieces

_MARKS = ("data-fiche", "data-c", "data-l", "data-i", "data-h", "data-p")


def fiche(content: FicheContent, body: str, *, tag: str = "article", css: str = "fiche", **numbers: str) -> str:
    """One fiche around its body; `numbers` are `fiche_numero` and `action_numero`, empty values unset a header value."""
    facts: dict[str, str] = {
        "titre": content.titre,
        "axe_numero": content.axe.numero,
        "axe_titre": content.axe.titre,
        "objectif_numero": content.objectif.numero if content.objectif else "",
        "objectif_titre": content.objectif.titre if content.objectif else "",
        **numbers,
    }
    kept = {key: value for key, value in facts.items() if value}
    return f'<{tag} class="{css}" data-fiche="{escape(json.dumps(kept, ensure_ascii=False))}">{body}</{tag}>'


def items(content: FicheContent, champ: str, *, label: str = "", numbered: bool = False, joined: str = "") -> str:
    """The lines of a champ as paragraphs, lists and nested tables, marked as items of it; nothing for a champ without.

    `label` is for what no champ takes (`champ` then only says which lines); `joined` sets short lines as one item.
    """
    pieces = read_pieces(content.champs.get(champ, []))
    if not pieces:
        return ""
    mark = f'data-c="autre" data-l="{escape(label)}"' if label else f'data-c="{champ}"'
    if joined and all(piece.kind in (Kind.PARAGRAPH, Kind.BULLET) for piece in pieces):
        return f"<div {mark}><p data-i>{escape(joined.join(piece.text for piece in pieces))}</p></div>"
    return f"<div {mark}>{''.join(_group(group, numbered=numbered) for group in group_pieces(pieces))}</div>"


def _group(group: list[Piece], *, numbered: bool) -> str:
    kind = group[0].kind
    if kind is Kind.ROW:
        rows = "".join(
            "<tr data-i>" + "".join(f"<td>{escape(cell)}</td>" for cell in piece.cells) + "</tr>" for piece in group
        )
        return f'<table class="nested">{rows}</table>'
    if kind in (Kind.BULLET, Kind.NUMBER):
        tag = "ol" if kind is Kind.NUMBER or numbered else "ul"
        return f"<{tag}>" + "".join(f"<li data-i>{escape(piece.text)}</li>" for piece in group) + f"</{tag}>"
    box = {True: "☒ ", False: "☐ "}
    if kind is Kind.CHECK:
        return "".join(
            f"<p><span>{box[piece.checked]}</span><span data-i>{escape(piece.text)}</span></p>" for piece in group
        )
    bold = kind in (Kind.SUB, Kind.HEADING)
    return "".join(f'<p class="{"sub" if bold else ""}" data-i>{escape(piece.text)}</p>' for piece in group)


def text(champ: str, line: str, *, label: str = "") -> str:
    """One line of own writing as the item of a champ (of `label` where no champ takes it)."""
    mark = f'data-c="autre" data-l="{escape(label)}"' if label else f'data-c="{champ}"'
    return f"<span {mark}><span data-i>{escape(line)}</span></span>"


def read_gold(source: str, name: str) -> dict[str, object]:
    """The gold that the marks of a page say, in the form of `gold.make_gold`."""
    tree = lxml_html.fromstring(source)
    return {
        "chemin": name,
        "genre": "recueil",
        "document": {},
        "plan": None,
        "actions": [_action(node) for node in tree.xpath("//*[@data-fiche]")],
        "hors_champ": _texts(tree.xpath("//*[@data-h or @data-p]")),
        "parasites": _texts(tree.xpath("//*[@data-p]")),
    }


def _action(node: lxml_html.HtmlElement) -> dict[str, object]:
    facts = json.loads(node.get("data-fiche"))
    champs: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for field in node.xpath(".//*[@data-c]"):
        champ = field.get("data-c")
        target = others.setdefault(field.get("data-l"), []) if champ == "autre" else champs.setdefault(champ, [])
        target.extend(_item(item) for item in field.xpath(".//*[@data-i]"))
    return {**{key: facts.get(key) for key in HEADER_KEYS}, "champs": champs, "autres": others}


def _item(node: lxml_html.HtmlElement) -> str:
    if node.tag == "tr":
        return " | ".join(cell for cell in (" ".join(td.text_content().split()) for td in node) if cell)
    return " ".join(node.text_content().split())


def _texts(nodes: Sequence[lxml_html.HtmlElement]) -> list[str]:
    return [" ".join(" ".join(node.itertext()).split()) for node in nodes]


def strip_marks(source: str) -> str:
    """The page as a site publishes it: without the marks of the gold, and without elements of the class `gold`."""
    tree = lxml_html.fromstring(source)
    for node in tree.xpath("//*[@class='gold']"):
        node.drop_tree()
    for node in tree.iter():
        for mark in _MARKS:
            node.attrib.pop(mark, None)
    return "<!DOCTYPE html>\n" + lxml_html.tostring(tree, encoding="unicode")
