"""Blocks: headings, items, what is anchored in a paragraph, and what is wrapped around blocks."""

import pytest

from extractors.docx_story import MAX_DEPTH
from models.document import BlockKind
from tests.extractors.docx_files import (
    NAMESPACES,
    alternate,
    blocks,
    cell,
    codes,
    control,
    markers,
    p,
    read_body,
    row,
    run,
    style,
    table,
    texts,
)

HEADINGS = "".join(
    style(*found)
    for found in [
        ("Normal", "Normal", ""),
        ("Titre1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("TitreFiche", "Intitulé", '<w:basedOn w:val="Titre1"/>'),
        ("Titre3", "heading 3", ""),
        ("Titre", "Title", ""),
        ("Soustitre", "Sous-titre", ""),
        ("Corps", "Titre 2", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
        ("TM1", "toc 1", ""),
    ]
)
BOX = "<w:drawing><wp:anchor><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:anchor></w:drawing>"
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def levels(body: str) -> list[tuple[BlockKind, int]]:
    return [(block.kind, block.level) for block in blocks(read_body(body, styles=HEADINGS))]


@pytest.mark.parametrize(
    ("style_id", "level"),
    [("Titre1", 1), ("TitreFiche", 1), ("Titre3", 3), ("Titre", 1), ("Soustitre", 2), ("Heading2", 2), ("Titre4", 4)],
)
def test_a_heading_is_known_by_outline_level_name_or_ancestor(style_id: str, level: int) -> None:
    assert levels(p("Renforcer l'accueil", properties=f'<w:pStyle w:val="{style_id}"/>')) == [
        (BlockKind.HEADING, level)
    ]


@pytest.mark.parametrize("style_id", ["Normal", "Corps", "Inconnu"])
def test_other_styles_are_paragraphs(style_id: str) -> None:
    assert levels(p("Du texte", properties=f'<w:pStyle w:val="{style_id}"/>')) == [(BlockKind.PARAGRAPH, 0)]


def test_a_paragraph_with_an_outline_level_of_its_own_is_a_heading() -> None:
    assert levels(p("Constat", properties='<w:outlineLvl w:val="1"/>')) == [(BlockKind.HEADING, 2)]
    assert levels(p("x", properties='<w:pStyle w:val="Titre1"/><w:outlineLvl w:val="9"/>')) == [
        (BlockKind.PARAGRAPH, 0)
    ]


def test_a_heading_in_a_cell_is_a_heading() -> None:
    body = table(row(cell(p("Fiche 4", properties='<w:pStyle w:val="Titre1"/>')), "texte"))
    assert levels(body) == [(BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 0)]


def test_the_entries_of_a_table_of_contents_are_furniture() -> None:
    entry = p("Fiche 1\t3", properties='<w:pStyle w:val="TM1"/>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    document = read_body(entry + control(p("Sommaire"), gallery) + p("Fiche 1"), styles=HEADINGS)
    assert [block.furniture for block in blocks(document)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("• Créer un relais", "•", "Créer un relais"),
        ("- Former les agents", "-", "Former les agents"),
        ("1. Recruter un animateur", "1.", "Recruter un animateur"),
        ("a) Réunir les partenaires", "a)", "Réunir les partenaires"),
    ],
)
def test_a_typed_marker_makes_an_item(text: str, marker: str, rest: str) -> None:
    document = read_body(p(text))
    assert (blocks(document)[0].kind, markers(document), texts(document)) == (BlockKind.ITEM, [marker], [rest])
    assert document.text == f"{marker} {rest}"


@pytest.mark.parametrize("text", ["1.5 tonne évitée", "2018 : lancement", "-", "•"])
def test_a_figure_or_a_lone_sign_is_no_marker(text: str) -> None:
    document = read_body(p(text))
    assert (markers(document), texts(document)) == ([None], [text])


@pytest.mark.parametrize("properties", ["<w:b/>", '<w:u w:val="single"/>', '<w:sz w:val="32"/>'])
def test_a_number_that_opens_what_looks_like_a_title_stays_in_it(properties: str) -> None:
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    document = read_body(p(run("2. Calendrier", properties)), styles=defaults + HEADINGS)
    assert (markers(document), texts(document)) == ([None], ["2. Calendrier"])


def test_a_number_that_opens_a_heading_stays_in_it() -> None:
    document = read_body(p("2. Calendrier", properties='<w:pStyle w:val="Titre1"/>'), styles=HEADINGS)
    assert (markers(document), texts(document)) == ([None], ["2. Calendrier"])


@pytest.mark.parametrize("content", [BOX, OLD_BOX, alternate(BOX, OLD_BOX)])
def test_a_text_box_stands_once_after_the_paragraph_that_anchors_it(content: str) -> None:
    box = p("Fiche action n° 7") + table(row("Axe", "2"))
    document = read_body(p("Avant ", f"<w:r>{content.format(box, box)}</w:r>", "l'ancre") + p("Suite"))
    assert texts(document) == ["Avant l'ancre", "Fiche action n° 7", "Axe", "2", "Suite"]
    assert document.flags == ()


def test_a_text_box_in_a_text_box_stands_once() -> None:
    inner = f"<w:r>{BOX.format(p('dedans'))}</w:r>"
    assert texts(read_body(p(f"<w:r>{BOX.format(p('dehors', inner))}</w:r>"))) == ["dehors", "dedans"]


def test_word_art_and_drawn_text_are_kept() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="PLAN MOBILITÉ"/></v:shape></w:pict></w:r>'
    drawn = "<w:r><w:drawing><a:p><a:r><a:t>Vallée </a:t></a:r><a:r><a:t>active</a:t></a:r></a:p></w:drawing></w:r>"
    assert texts(read_body(p(art) + p(drawn))) == ["PLAN MOBILITÉ", "Vallée active"]


def test_the_words_of_diagrams_and_charts_are_kept() -> None:
    declared = f'xmlns:a="{NAMESPACES["a"]}"'
    diagram = f'<?xml version="1.0"?><d {declared}><a:p><a:t>Étape 1</a:t></a:p></d>'
    chart = (
        f'<?xml version="1.0"?><c:chartSpace xmlns:c="{NAMESPACES["c"]}">'
        "<c:strCache><c:pt><c:v>Nord</c:v></c:pt><c:pt><c:v>Sud</c:v></c:pt></c:strCache>"
        "<c:numCache><c:pt><c:v>12.000001</c:v></c:pt></c:numCache></c:chartSpace>"
    )
    drawings = "".join(
        f"<w:r><w:drawing>{graphic}</w:drawing></w:r>"
        for graphic in ('<dgm:relIds r:dm="diagramData"/>', '<c:chart r:id="chart"/>')
    )
    document = read_body(p("Schéma", drawings), diagramData=diagram, chart=chart)
    assert texts(document) == ["Schéma", "Étape 1", "Nord", "Sud"]


def test_content_that_no_reader_takes_is_said_to_be_missing() -> None:
    assert codes(read_body(p("Texte") + '<w:altChunk r:id="rId9"/>')) == ["texte_perdu"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:customXml w:element="e">{}</w:customXml>',
        alternate("{}", ""),
        "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
    ],
)
def test_blocks_are_kept_in_every_wrapper(wrapped: str) -> None:
    document = read_body(wrapped.format(p("Constat") + table(row("Pilote", "Commune"))) + p("Fin"))
    assert texts(document) == ["Constat", "Pilote", "Commune", "Fin"]


def test_a_nested_table_is_a_table_in_its_cell() -> None:
    inner = table(row("2016", "10 000 €"), row("2017", "12 000 €"))
    document = read_body(table(row("Budget", cell(p("Détail"), inner, p("")))))
    value = document.body[0].rows[0][1]
    assert [block.kind for block in value.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE]
    assert document.text == "Budget | Détail\n2016 | 10 000 €\n2017 | 12 000 €"


def test_tables_nested_without_end_lose_cells_but_no_text() -> None:
    body = p("fond")
    for depth in range(MAX_DEPTH + 100):
        body = table(row(cell(p(f"étage {depth}"), body)))
    document = read_body(body)
    assert "imbrication_profonde" in codes(document)
    assert document.text.split("\n")[-1].endswith("fond")
    assert len(document.text.split("étage")) == MAX_DEPTH + 101


def test_wrappers_nested_without_end_do_no_harm() -> None:
    inline, block = run("texte"), p("bloc")
    for _ in range(900):
        inline, block = f"<w:smartTag>{inline}</w:smartTag>", f"<w:customXml>{block}</w:customXml>"
    assert texts(read_body(p(inline) + block)) == ["texte", "bloc"]


def test_paragraph_and_run_shading_are_the_background() -> None:
    shade = '<w:shd w:val="clear" w:fill="{}"/>'
    body = p("Titre", properties=shade.format("1F4E79")) + p(run("Surligné", '<w:highlight w:val="yellow"/>'))
    body += p("Blanc", properties=shade.format("FFFFFF")) + p("Auto", properties=shade.format("auto"))
    assert [block.style.fill for block in blocks(read_body(body))] == [0x1F4E79, 0xFFFF00, None, None]
