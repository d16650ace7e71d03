"""Web pages as read: blocks, furniture, metadata, and no text lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import html, read_document
from extractors.build import DraftBlock
from extractors.html_soup import flatten_markup, play_markup
from extractors.html_walk import PageWalker
from models.document import BlockKind, Document, Metadata, walk_blocks
from tests.extractors.flat_view import letters, outline, read_page, texts


def spans_hold(document: Document) -> bool:
    """Whether all spans lie in the text, in order, none over the next."""
    end = 0
    for block in document.body:
        start = block.marker.start if block.marker else block.place.start
        if not end <= start <= block.place.end <= len(document.text):
            return False
        end = block.place.end
    return all(inner.place.end <= len(document.text) for inner in walk_blocks(document.body))


# Flow.


def test_headings_paragraphs_and_lists() -> None:
    page = read_page(
        "<h1>Plan</h1><p>Un <b>mot</b>.</p><ul><li>un<ul><li>un un</ul><li>deux</ul>"
        "<ol start=3><li>trois<li>quatre</ol>"
    )
    assert outline(page) == ["h1 Plan", "p Un mot.", "li1 un", "li2 un un", "li1 deux", "li1 3. trois", "li1 4. quatre"]


def test_text_of_containers_without_paragraphs_is_kept_in_order() -> None:
    assert outline(read_page("avant<div>dans<section>dedans</section>après</div>fin")) == [
        "p avant",
        "p dans",
        "p dedans",
        "p après",
        "p fin",
    ]


def test_a_list_item_has_one_item_and_then_paragraphs() -> None:
    assert outline(read_page("<ul><li><p>un</p><p>suite</p></li></ul>")) == ["li1 un", "p suite"]


def test_markers_typed_in_a_list_stand_in_the_marker() -> None:
    assert outline(read_page("<ol><li>un<li>2) deux</ol><p>– trois</p>")) == [
        "li1 1. un",
        "li1 2. 2) deux",
        "li1 – trois",
    ]


def test_lines_and_gaps_by_line_breaks_are_blocks_but_a_heading_stays_whole() -> None:
    page = read_page("<h2>Mise en<br>œuvre</h2><p>ARS<br>CPAM<br><br>La commune<br>de Montbrun</p>")
    assert outline(page) == ["h2 Mise en\nœuvre", "p ARS", "p CPAM", "p La commune\nde Montbrun"]


def test_blanks_and_entities_come_out_clean() -> None:
    page = read_page("<p>  Co&ucirc;t&nbsp;:\n\t10&#8239;000 &euro;<!-- non --> <wbr>HT\u00ad</p>")
    assert texts(page, BlockKind.PARAGRAPH) == ["Coût : 10 000 € HT"]


def test_preformatted_lines_stay_lines() -> None:
    assert outline(read_page("<pre>Pilote : ARS\nBudget : 3 €</pre>")) == ["p Pilote : ARS", "p Budget : 3 €"]


def test_bold_paragraphs_and_leads_are_seen() -> None:
    page = read_page("<p><strong>Constat</strong></p><p><u>PTS</u> : lisibilité</p><p style='font-weight:700'>Gras</p>")
    constat, pts, gras = page.body
    assert constat.style.bold
    assert page.text[pts.place.start : pts.place.start + pts.lead] == "PTS"
    assert not pts.style.underline
    assert gras.style.bold


def test_classes_of_the_style_sheet_tell_bold_and_colour() -> None:
    head = "<style>.lab { font-weight: bold; background: #dde } @media print { .lab { display: none } }</style>"
    (block,) = read_page("<div class='x lab'>Pilote</div>", head=head).body
    assert block.style.bold
    assert block.style.fill == 0xDDDDEE


def test_short_texts_in_elements_called_title_are_headings() -> None:
    page = read_page("<h2>Action</h2><div class='card-title'>Pilote</div><div class='card-body'>ARS</div>")
    assert outline(page) == ["h2 Action", "h3 Pilote", "p ARS"]


def test_a_label_hidden_by_its_editor_is_not_a_title() -> None:
    page = read_page("<div class='field field--label-hidden'><p>Un texte</p></div>")
    assert outline(page) == ["p Un texte"]


def test_the_summary_of_details_is_a_heading() -> None:
    page = read_page("<h2>Fiche</h2><details><summary>Moyens</summary>1 ETP</details>")
    assert outline(page) == ["h2 Fiche", "h3 Moyens", "p 1 ETP"]


def test_the_title_of_a_tab_stands_over_its_panel() -> None:
    page = read_page(
        "<ul role=tablist class=nav><li><a role=tab aria-controls=a>Budget</a><li><a role=tab aria-controls=b>Suivi</a>"
        "</ul><div id=a role=tabpanel>10 €</div><div id=b role=tabpanel style='display:none'>Nombre</div>"
    )
    assert outline(page) == ["h1 Budget", "p 10 €", "h1 Suivi", "p Nombre"]


def test_word_pages_type_their_list_markers() -> None:
    page = read_page(
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp;"
        "</span></span>Former<o:p></o:p></p>"
    )
    assert outline(page) == ["li2 o Former"]


def test_check_boxes_and_choices_show_what_was_chosen() -> None:
    page = read_page(
        "<p><input type=checkbox checked> Court terme</p><p><input type=checkbox> Long terme</p>"
        "<p>Priorité : <select><option>basse<option selected>haute</select></p>"
        "<p><input type=text value=caché></p>"
    )
    assert outline(page) == ["p ☒ Court terme", "p ☐ Long terme", "p Priorité : haute"]
    assert [block.checked for block in page.body] == [True, False, None]


def test_what_the_page_does_not_show_is_no_text() -> None:
    page = read_page(
        "<p>vu</p><p hidden>a</p><p style='display: none'>b</p><script>c</script><template>d</template>"
        "<noscript>e</noscript><del>f</del><ins>ajouté</ins><svg><title>g</title></svg><i aria-hidden=true>h</i>"
        "<div class='accordion-panel' style='display:none'>replié</div>"
    )
    assert letters(page.text) == "vuajoutéreplié"


# Tables.


def test_a_table_of_labels_and_values() -> None:
    page = read_page(
        "<table><caption>Fiche</caption><tr><th>Pilote<td>ARS<tr><th>Publics<td><ul><li>jeunes<li>aînés</ul></table>"
    )
    assert outline(page) == ["| p Pilote | p ARS", "| p Publics | li1 jeunes / li1 aînés"]
    table = page.body[0]
    assert table.caption is not None
    assert page.slice(table.caption) == "Fiche"
    assert page.text == "Fiche\nPilote | ARS\nPublics | jeunes\naînés"
    assert [cell.header for row in table.rows for cell in row] == [True, False, True, False]


def test_merged_cells_stand_once_where_they_start() -> None:
    page = read_page(
        "<table><tr><th rowspan=2>A<td colspan=2>b</tr><tr><td>c<td>d</tr><tr><th rowspan=99 colspan=0>E<td>f</table>"
    )
    (table,) = page.body
    assert [[(cell.row, cell.column, cell.row_span, cell.column_span) for cell in row] for row in table.rows] == [
        [(0, 0, 2, 1), (0, 1, 1, 2)],
        [(1, 1, 1, 1), (1, 2, 1, 1)],
        [(2, 0, 1, 1), (2, 1, 1, 1)],
    ]


def test_a_nested_table_stays_in_its_cell() -> None:
    page = read_page("<table><tr><th>Budget<td><table><tr><td>ARS<td>3 €</table></table>")
    assert page.text == "Budget | ARS | 3 €"
    assert page.body[0].rows[0][1].blocks[0].kind is BlockKind.TABLE


def test_a_header_row_is_one_by_its_place() -> None:
    page = read_page("<table><thead><tr><td>Indicateur<td>Cible<tbody><tr><td>n<td>3</table>")
    assert [cell.header for row in page.body[0].rows for cell in row] == [True, True, False, False]


def test_a_definition_list_is_a_table_of_terms() -> None:
    page = read_page("<dl><dt>Pilote<dd>ARS<dt>Qui<dt>Publics<div><dd>jeunes<dd>aînés</div></dl>")
    assert outline(page) == ["| p Pilote | p ARS", "| p Qui / p Publics | p jeunes / p aînés"]
    assert page.body[0].rows[0][0].header


def test_a_table_that_only_lays_out_the_page_is_unfolded() -> None:
    page = read_page(
        "<table><tr><td><ul><li>a<li>b<li>c<li>d</ul><td><h1>Fiche</h1><p>Texte</p></td></tr></table>"
        "<table role=presentation><tr><td>Pied</table>"
    )
    assert outline(page) == ["li1 a", "li1 b", "li1 c", "li1 d", "h1 Fiche", "p Texte", "p Pied"]


def test_a_table_with_labels_set_as_headings_is_a_table() -> None:
    page = read_page("<table><tr><td><h3>Pilote</h3><td>ARS<tr><td><h3>Budget</h3><td>3 €</table>")
    assert outline(page) == ["| h3 Pilote | p ARS", "| h3 Budget | p 3 €"]


def test_divisions_that_play_a_table_are_one() -> None:
    page = read_page(
        "<div role=table><div role=row><div role=rowheader>Pilote</div><div role=cell>ARS</div></div></div>"
    )
    assert outline(page) == ["| p Pilote | p ARS"]


# Furniture.


def test_menus_headers_and_footers_of_the_page_are_furniture() -> None:
    page = read_page(
        "<header><p>Pays d'Orvanne</p></header><nav><ul><li>Santé</ul></nav><div class='main-menu'>Vivre ici</div>"
        "<p id=hierarchie>Accueil &gt; Santé</p><main><h1>Titre</h1><p>Publié le 3 mai 2023</p><p>Texte</p>"
        "<footer>Contact : A</footer></main><p>Imprimer</p><footer>Pied</footer>"
    )
    assert outline(page) == [
        "~p Pays d'Orvanne",
        "~li1 Santé",
        "~p Vivre ici",
        "~p Accueil > Santé",
        "h1 Titre",
        "~p Publié le 3 mai 2023",
        "p Texte",
        "p Contact : A",
        "~p Imprimer",
        "~p Pied",
    ]


@pytest.mark.parametrize("around", ["article", "main", "section"])
def test_the_banner_of_a_fiche_is_body(around: str) -> None:
    page = read_page(f"<{around}><header><p>Fiche 3</p><h1>Titre</h1></header></{around}>")
    assert outline(page) == ["p Fiche 3", "h1 Titre"]


def test_a_page_header_with_the_only_title_is_body() -> None:
    page = read_page("<header><p>Fiche 3</p><h1>Titre</h1><nav>Menu</nav></header><p>Texte</p>")
    assert outline(page) == ["p Fiche 3", "h1 Titre", "~p Menu", "p Texte"]


def test_a_wrapper_named_after_its_sidebar_does_not_hide_the_document() -> None:
    assert outline(read_page("<div class='sidebar-right'><p>Un</p><p>Deux</p></div>")) == ["p Un", "p Deux"]
    assert outline(read_page("<div class='menu-page'><main><p>Un</p></main></div><p>Deux</p>")) == ["p Un", "p Deux"]
    assert outline(read_page("<div class=has-sidebar><p>Un</p></div><p>Deux</p>")) == ["p Un", "p Deux"]


def test_one_word_of_the_body_makes_a_paragraph_body() -> None:
    assert outline(read_page("<p>Texte <a class=share>Partager</a></p><p><a class=share>Envoyer</a></p>")) == [
        "p Texte Partager",
        "~p Envoyer",
    ]


# Metadata and decoding.


def test_a_page_says_what_it_is() -> None:
    head = (
        "<title>Fiche – Site</title><meta property=og:site_name content='Pays &amp; Vallée'>"
        "<meta name=author content='Ana M'>"
        "<meta property=article:published_time content=2023-02-03T10:00:00Z>"
    )
    assert read_page("<p>x</p>", head=head).metadata == Metadata("Fiche – Site", "Ana M", "Pays & Vallée", "2023-02-03")


def test_linked_data_goes_before_meta_and_broken_data_is_passed_over() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"headline": "T", "author": [{"name": "A"}, {"name": "B"}],'
        '"publisher": {"name": "P"}, "datePublished": "2020-05"}]}</script>'
        '<script type="application/ld+json">{oups</script>'
        "<meta name=author content=X>"
    )
    assert read_page("<p>x</p>", head=head).metadata == Metadata("T", "A, B", "P", "2020-05")


def test_a_byline_fills_what_the_head_leaves_open() -> None:
    page = read_page("<h1>T</h1><p>vendredi 22 septembre 2017, par Ana MOREAU</p><p>Texte</p>")
    assert (page.metadata.author, page.metadata.date) == ("Ana MOREAU", "2017-09-22")


@pytest.mark.parametrize("declared", ["", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"])
def test_french_in_windows_1252_comes_out_as_french(declared: str) -> None:
    text = "L’œuvre coûte 3 € à Orléans"
    document = read_document(f"<html>{declared}<p>{text}</p>".encode("windows-1252"), "page.html")
    assert document.text == text
    assert document.encoding == "windows-1252"


def test_a_declaration_that_is_not_ours_is_not_believed_by_the_parser() -> None:
    page = (
        "<?xml version='1.0' encoding='iso-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><body>été</body></html>"
    )
    assert read_document(page.encode(), "page.html").text == "été"


# Nothing lost, nothing endless.

HOSTILE = {
    "deep": "<div>" * 100_000 + "texte" + "</div>" * 100_000,
    "bold": "<b>" * 100_000 + "texte",
    "paragraphs": "<p>" * 100_000 + "texte",
    "tables": "<table><tr><td>" * 20_000 + "texte",
    "definitions": "<dl><dd>" * 20_000 + "texte",
    "lists": "<ul><li>" * 50_000 + "texte",
    "brackets": "<" * 50_000 + " texte",
    "ampersands": "&" * 50_000 + "texte",
    "breaks": "<p>x" + "<br>y" * 20_000 + "texte",
    "spans": "<table>" + "<tr><td colspan=1000 rowspan=60000>x" * 300 + "</table>texte",
    "style": "<style>" + "@media{" * 50_000 + "a{" * 50_000 + "/*" * 50_000 + "</style>texte",
    "json": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>texte",
    "zero": "<p>tex\0te</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_gives_its_text(name: str) -> None:
    document = read_document(f"<html><body>{HOSTILE[name]}</body></html>".encode(), "page.html")
    assert "texte" in document.text
    assert spans_hold(document)


def test_a_huge_text_comes_through_whole() -> None:
    text = "mot " * 3_000_000
    assert len(read_page(f"<p>{text}</p>").text) == len(text) - 1


def test_where_the_parser_loses_text_the_page_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(_markup: str) -> PageWalker:
        return PageWalker().close()

    monkeypatch.setattr(html, "_play_with_lxml", deaf)
    document = read_page("<h1>Fiche</h1>" + "<div>" * 5000 + "<p>Pilote</p>" + "Mot " * 200)
    assert outline(document)[:2] == ["h1 Fiche", "p Pilote"]
    assert [flag.code for flag in document.flags] == ["html_mal_forme"]


def test_flattening_keeps_the_text_and_bounds_the_depth() -> None:
    walker = PageWalker()
    play_markup(flatten_markup("<p>a</p><!-- <b> -->" + "<div>" * 3000 + "b < c" + "</div>" * 3000 + "<p>d"), walker)
    assert [block.text for block in walker.close().drafts()] == ["a", "b < c", "d"]


WORDS = st.text("abcdéèœ", min_size=1, max_size=6)
CONTAINERS = [
    "div", "p", "section", "article", "main", "ul", "ol", "li", "table", "tr", "td", "th", "dl", "dt", "dd", "h1", "h3",
    "b", "span", "a", "em", "blockquote", "header", "footer", "nav", "aside", "caption", "thead", "details", "summary",
    "pre", "form", "fieldset", "legend", "figure", "select", "option", "center", "font", "label", "button",
]  # fmt: skip


@st.composite
def markup(draw: st.DrawFn, depth: int = 4) -> str:
    pieces = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(CONTAINERS))
            inner = draw(markup(depth=depth - 1))
            closing = f"</{tag}>" if draw(st.integers(0, 5)) else ""
            pieces.append(f"<{tag}>{inner}{closing}")
        else:
            pieces.append(draw(st.sampled_from(["{} ", " {}", "{}<br>", "\n{}"])).format(draw(WORDS)))
    return "".join(pieces)


def only_letters(text: str) -> str:
    return "".join(char for char in text if char in "abcdéèœ")


@given(markup())
def test_every_letter_that_the_page_shows_stands_in_the_text(body: str) -> None:
    expected = only_letters(re.sub(r"<[^>]*>", " ", body))
    if not expected:
        return
    document = read_page(f"<p>{body}")
    assert sorted(only_letters(document.text)) == sorted(expected)
    assert spans_hold(document)


@given(markup())
def test_both_parsers_lose_nothing(body: str) -> None:
    walker = PageWalker()
    play_markup(flatten_markup(f"<div>{body}"), walker)
    walker.close()
    drafts = "".join(_draft_letters(block) for block in walker.drafts())
    lxml_walker, _ = html.walk_page(f"<div>{body}")
    assert sorted(drafts) == sorted("".join(_draft_letters(block) for block in lxml_walker.drafts()))


def _draft_letters(block: DraftBlock) -> str:
    cells = "".join(_draft_letters(inner) for row in block.rows for cell in row for inner in cell.blocks)
    return only_letters(block.caption + block.text) + cells
