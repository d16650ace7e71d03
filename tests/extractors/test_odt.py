"""OpenDocument texts: all text of the file in the Document, what the program draws beside it, and nothing of its
machinery."""

import pytest

from extractors import read_document
from extractors.odt_story import MAX_DEPTH
from models.document import BlockKind, Metadata, Style
from models.errors import Motif, UnreadableSource
from tests.extractors.odt_files import (
    blocks,
    cell,
    codes,
    items,
    p,
    package,
    part,
    read,
    read_body,
    row,
    table,
    text_file,
    texts,
)

LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/>'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>'
    "</text:list-style>"
    '<text:list-style style:name="L3">'
    '<text:list-level-style-number text:level="1" style:num-format="I" text:start-value="4"'
    ' loext:num-list-format="Axe %1% -"/>'
    "</text:list-style>"
)


def motif_of(data: bytes) -> Motif:
    with pytest.raises(UnreadableSource) as caught:
        read(data)
    return caught.value.motif


def test_paragraphs_and_headings_come_in_their_order() -> None:
    document = read_body(p("Avant") + '<text:h text:outline-level="2">Constat</text:h>' + p("Après"))
    assert texts(document) == ["Avant", "Constat", "Après"]
    assert [(block.kind, block.level) for block in blocks(document)] == [
        (BlockKind.PARAGRAPH, 0), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)
    ]  # fmt: skip


def test_a_title_is_known_by_the_style_it_inherits_from() -> None:
    own = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    named = '<office:styles><style:style style:name="Title" style:family="paragraph"/></office:styles>'
    (block,) = blocks(read_body(p("Le plan", style="P1"), automatic=own, styles=named))
    assert (block.kind, block.level) == (BlockKind.HEADING, 1)


def test_spaces_tabs_and_breaks_are_elements() -> None:
    document = read_body(p("10<text:s/>000<text:tab/>€<text:line-break/>par an,\n   <text:s text:c='3'/>hors taxe"))
    assert document.text == "10 000 €\npar an, hors taxe"


def test_text_behind_an_element_keeps_the_look_around_it() -> None:
    bold = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    (block,) = blocks(
        read_body(p("<text:span text:style-name='T1'>Pilote :</text:span> la <text:a>ville</text:a>"), automatic=bold)
    )
    assert block.lead == len("Pilote :")
    assert block.style == Style()


def test_looks_come_from_the_default_the_style_its_parents_and_the_span() -> None:
    styles = (
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt"'
        ' style:use-window-font-color="true"/></style:default-style>'
        '<style:style style:name="Base" style:family="paragraph">'
        '<style:text-properties fo:color="#1f4e79"/></style:style>'
        "</office:styles>"
    )
    own = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Base">'
        '<style:paragraph-properties fo:background-color="#d9e2f3"/><style:text-properties fo:font-style="italic"/>'
        "</style:style>"
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-size="50%"'
        ' style:text-underline-style="solid"/></style:style>'
    )
    plain, spanned = blocks(
        read_body(
            p("a", style="P1") + p('<text:span text:style-name="T1">b</text:span>', style="P1"),
            automatic=own,
            styles=styles,
        )
    )
    assert plain.style == Style(italic=True, size=12.0, color=0x1F4E79, fill=0xD9E2F3)
    assert spanned.style == Style(italic=True, underline=True, size=6.0, color=0x1F4E79, fill=0xD9E2F3)


def test_styles_that_inherit_in_a_ring_end() -> None:
    ring = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{other}"/>'
        for name, other in (("A", "B"), ("B", "A"))
    )
    assert read_body(p("Texte", style="A"), automatic=ring).text == "Texte"


def test_lists_draw_their_numbers() -> None:
    inner = items(p("b1") + p("suite"), p("b2"), items(p("c"))).replace('text:style-name="L1"', "")
    document = read_body(items(p("un") + inner, p("deux")), automatic=LISTS)
    assert texts(document) == ["1. un", "a) b1", "suite", "b) b2", "1.b.1 c", "2. deux"]
    assert [block.level for block in blocks(document)] == [1, 2, 0, 2, 3, 1]


def test_a_list_starts_anew_unless_it_says_what_it_continues() -> None:
    body = items(p("un"), attributes='xml:id="a"') + items(p("anew"))
    body += items(p("deux"), attributes='text:continue-list="a"')
    body += items(p("trois"), attributes='text:continue-numbering="true"')
    body += items(p("sept")).replace("<text:list-item>", '<text:list-item text:start-value="7">')
    assert texts(read_body(body, automatic=LISTS)) == ["1. un", "1. anew", "2. deux", "3. trois", "7. sept"]


def test_bullets_of_symbol_fonts_and_patterns_of_newer_programs() -> None:
    document = read_body(
        items(p("point"), style="L2") + items(p("Soigner"), p("Prévenir"), style="L3"), automatic=LISTS
    )
    assert texts(document) == ["• point", "Axe IV - Soigner", "Axe V - Prévenir"]


def test_a_list_header_and_an_unknown_list_have_no_number() -> None:
    header = '<text:list text:style-name="L1"><text:list-header><text:p>titre</text:p></text:list-header></text:list>'
    assert texts(read_body(header + items(p("x"), style="Rien"), automatic=LISTS)) == ["titre", "x"]


def test_a_table_keeps_rows_cells_spans_and_headers() -> None:
    head = f"<table:table-header-rows>{row('Champ', 'Texte')}</table:table-header-rows>"
    tall = cell(p("Moyens"), attributes='table:number-rows-spanned="2"')
    body = table(
        head,
        row(cell(p("Fiche 1"), attributes='table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
        row(tall, "un poste"),
        row("<table:covered-table-cell/>", "un local"),
    )
    document = read_body(body)
    assert document.text == "Champ | Texte\nFiche 1\nMoyens | un poste\nun local"
    found = [(c.row, c.column, c.row_span, c.column_span, c.header) for r in document.body[0].rows for c in r]
    assert found == [
        (0, 0, 1, 1, True), (0, 1, 1, 1, True), (1, 0, 1, 2, False), (2, 0, 2, 1, False), (2, 1, 1, 1, False),
        (3, 1, 1, 1, False),
    ]  # fmt: skip


def test_repeated_rows_and_cells_repeat_their_text_and_empty_ones_take_no_place() -> None:
    twice = cell(p("x"), attributes='table:number-columns-repeated="2"')
    empty = row(cell(p(""))).replace("<table:table-row>", '<table:table-row table:number-rows-repeated="90000">')
    assert read_body(table(row(twice, "y"), empty) + p("fin")).text == "x | x | y\nfin"


def test_a_table_wider_than_any_page_is_refused() -> None:
    wide = cell(p("x"), attributes='table:number-columns-repeated="900"')
    assert motif_of(text_file(table(row(wide, wide)))) is Motif.TROP_GRAND


def test_the_look_of_a_cell_is_its_style_and_its_texts() -> None:
    own = (
        '<style:style style:name="C" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#d9e2f3" style:writing-mode="tb-rl"/></style:style>'
        '<style:style style:name="P" style:family="paragraph">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    document = read_body(table(row(cell(p("Pilote", style="P"), attributes='table:style-name="C"'))), automatic=own)
    assert document.body[0].rows[0][0].style == Style(bold=True, fill=0xD9E2F3, rotated=True)


def test_a_nested_table_is_a_table_in_its_cell() -> None:
    document = read_body(table(row("Budget", cell(p("Détail"), table(row("2016", "10 000 €"))))))
    assert document.text == "Budget | Détail\n2016 | 10 000 €"


def test_tables_and_boxes_nested_without_end_lose_cells_but_no_text() -> None:
    body, box = p("fond"), p("boîte")
    for depth in range(MAX_DEPTH + 60):
        body = table(row(cell(p(f"étage {depth}"), body)))
        box = p(f"<draw:frame><draw:text-box>{box}</draw:text-box></draw:frame>")
    document = read_body(body + box)
    assert "imbrication_profonde" in codes(document)
    assert document.text.count("étage") == MAX_DEPTH + 60
    assert "fond" in document.text


def test_elements_nested_by_the_thousand_are_refused() -> None:
    assert motif_of(text_file("<text:section>" * 3000 + p("x") + "</text:section>" * 3000)) is Motif.TROP_GRAND


def test_sections_and_indexes_are_read_and_an_index_is_furniture() -> None:
    index = "<text:table-of-content><text:table-of-content-source>modèle</text:table-of-content-source>"
    index += (
        f"<text:index-body><text:index-title>{p('Sommaire')}</text:index-title>{p('Fiche 1 ... 3')}</text:index-body>"
    )
    document = read_body(f"<text:section>{p('Dedans')}</text:section>{index}</text:table-of-content>")
    assert [(text, block.furniture) for text, block in zip(texts(document), blocks(document), strict=True)] == [
        ("Dedans", False), ("Sommaire", True), ("Fiche 1 ... 3", True)
    ]  # fmt: skip


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('supprimé')}</text:deletion>"
    changes += "</text:changed-region></text:tracked-changes>"
    body = changes + p('Avant <text:change text:change-id="1"/><text:change-start/>ajouté<text:change-end/> après')
    document = read_body(body)
    assert document.text == "Avant ajouté après"
    assert codes(document) == []


def test_annotations_and_prompts_stay_apart_and_are_counted() -> None:
    note = f"<office:annotation><dc:creator>Relectrice</dc:creator>{p('À revoir')}</office:annotation>"
    document = read_body(p(f"Le pilote{note} est <text:placeholder>&lt;nom&gt;</text:placeholder>connu"))
    assert document.text == "Le pilote est connu"
    assert codes(document) == ["invites_ecartees", "commentaires_ecartes"]


def test_hidden_text_and_hidden_sections_stay_out_with_a_flag() -> None:
    own = '<style:style style:name="T" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = p("Vu<text:span text:style-name='T'> caché</text:span>")
    body += f'<text:section text:display="none">{p("secret")}</text:section>'
    document = read_body(body, automatic=own)
    assert document.text == "Vu"
    assert codes(document) == ["texte_masque"]
    assert document.flags[0].message.startswith("11 caractères")


def test_a_note_follows_the_block_that_refers_to_it() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    body = table(row("Coût", cell(p("10 000 €" + note.format(p("hors taxe")))))) + p("Suite")
    assert texts(read_body(body)) == ["Coût", "10 000 €", "1 hors taxe", "Suite"]


def test_boxes_and_shapes_follow_their_paragraph() -> None:
    frame = f"<draw:frame><draw:text-box>{p('encadré')}</draw:text-box><svg:desc>image</svg:desc></draw:frame>"
    shapes = f"<draw:g><draw:custom-shape>{p('flèche')}</draw:custom-shape></draw:g>"
    assert texts(read_body(p("Texte ", frame, "suite ", shapes) + frame)) == [
        "Texte suite", "encadré", "flèche", "encadré"
    ]  # fmt: skip


def test_the_words_of_a_chart_are_kept() -> None:
    chart = f"<office:chart><chart:title>{p('Effectifs')}</chart:title>{table(row('2019', 'aidants'))}</office:chart>"
    frame = '<draw:frame><draw:object xlink:href="./Objet 1"/></draw:frame>'
    data = text_file(p("Voir", frame), **{"Objet 1__content.xml": part("document-content", chart)})
    assert texts(read(data)) == ["Voir", "Effectifs", "aidants"]
    lost = read_body(p("Voir", frame))
    assert codes(lost) == ["texte_perdu"]


def test_headers_come_first_and_footers_last_each_once_as_furniture() -> None:
    pages = "".join(
        f'<style:master-page style:name="{name}" {follows}><style:header>{p(head)}</style:header>'
        f"<style:footer>{p('Pied')}</style:footer></style:master-page>"
        for name, head, follows in (
            ("Standard", "Tête", 'style:next-style-name="Suite"'), ("Suite", "Suite", ""), ("Paysage", "Large", ""),
            ("Inutile", "Modèle", ""),
        )
    )  # fmt: skip
    own = '<style:style style:name="P1" style:family="paragraph" style:master-page-name="Paysage"/>'
    styles = f"<office:master-styles>{pages}</office:master-styles>"
    document = read_body(p("Un") + p("Deux", style="P1"), automatic=own, styles=styles)
    assert texts(document) == ["Tête", "Suite", "Un", "Large", "Deux", "Pied"]
    assert [block.furniture for block in blocks(document)] == [True, True, False, True, False, True]


def test_symbol_fonts_are_read_as_unicode() -> None:
    own = '<style:style style:name="T" style:family="text"><style:text-properties style:font-name="W"/></style:style>'
    faces = (
        '<office:font-face-decls><style:font-face style:name="W" svg:font-family="Wingdings"/></office:font-face-decls>'
    )
    document = read_body(
        p("<text:span text:style-name='T'>\uf0fe</text:span> Court terme"), automatic=own, styles=faces
    )
    assert document.text == "☑ Court terme"
    assert blocks(document)[0].checked is True


def test_metadata_are_the_files_own_without_stock_names() -> None:
    meta = "<dc:title>Plan climat</dc:title><meta:initial-creator>Utilisateur</meta:initial-creator>"
    meta += "<dc:date>2019-05-21T10:00:00</dc:date><dc:language>fr-FR</dc:language>"
    assert read_body(p("x"), meta=meta).metadata == Metadata(title="Plan climat", date="2019-05-21", language="fr-FR")


def test_the_bytes_say_that_it_is_a_text_whatever_the_name() -> None:
    document = read_document(text_file(p("Constat")), "fiche.doc")
    assert (document.reader, document.text) == ("odt", "Constat")


def test_broken_locked_and_empty_files_are_refused_by_what_they_are() -> None:
    sound = {"content.xml": part("document-content", "<office:body><office:text/></office:body>")}
    assert motif_of(package(sound)) is Motif.VIDE
    assert motif_of(package({"content.xml": "<a"})) is Motif.ABIME
    assert motif_of(package({"styles.xml": "<a/>"})) is Motif.ABIME
    assert motif_of(package({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})) is Motif.ABIME
    locked = sound | {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    assert motif_of(package(locked)) is Motif.CHIFFRE
    picture = p('<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>')
    assert motif_of(text_file(picture)) is Motif.SANS_TEXTE


def test_text_that_the_walk_would_miss_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.odt_inline._STYLED", frozenset())
    monkeypatch.setattr(
        "extractors.odt_inline.SILENT", frozenset(("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}span",))
    )
    document = read_body(p("Vu <text:span>oublié</text:span>"))
    assert codes(document) == ["texte_perdu"]
    assert "oublié" in document.flags[0].message
