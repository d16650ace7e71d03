"""Looks: what styles, tables and runs say together."""

import pytest

from extractors import docx
from models.document import Source, Style
from models.errors import UnreadableSource
from tests.extractors.docx_files import NAMESPACES, blocks, p, read_body, run, style, word_file

DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
STYLES = DEFAULTS + "".join(
    [
        style("Normal", "Normal", "<w:rPr><w:i/></w:rPr>", default=True),
        style("Etiquette", "Étiquette", '<w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr>'),
        style("Base", "Base", '<w:rPr><w:color w:val="1F4E79"/><w:sz w:val="28"/></w:rPr>'),
        style("Anneau", "Anneau", '<w:basedOn w:val="Anneau2"/><w:rPr><w:b/></w:rPr>'),
        style("Anneau2", "Anneau2", '<w:basedOn w:val="Anneau"/>'),
        style("Gras", "Gras", "<w:rPr><w:b/></w:rPr>", kind="character"),
        style("R&amp;D", "R&amp;D", "<w:rPr><w:b/></w:rPr>"),
    ]
)


def look(paragraph_style: str | None, properties: str = "", sheet: str = STYLES) -> Style:
    chosen = f'<w:pStyle w:val="{paragraph_style}"/>' if paragraph_style else ""
    return blocks(read_body(p(run("Texte", properties), properties=chosen), styles=sheet))[0].style


def test_a_style_adds_to_those_it_is_based_on() -> None:
    assert look("Etiquette") == Style(bold=True, size=14.0, color=0x1F4E79)


def test_a_paragraph_without_style_has_the_default_one() -> None:
    assert look(None) == Style(italic=True, size=10.5)


def test_direct_formatting_wins() -> None:
    assert look("Etiquette", '<w:b w:val="0"/><w:sz w:val="20"/><w:color w:val="auto"/>') == Style(size=10.0)


def test_bold_in_bold_is_not_bold() -> None:
    assert look("Etiquette", '<w:rStyle w:val="Gras"/>').bold is False
    assert look("Base", '<w:rStyle w:val="Gras"/>').bold is True
    assert look("Etiquette", '<w:rStyle w:val="Gras"/><w:b/>').bold is True


@pytest.mark.parametrize("value", ["false", "0", "off"])
def test_a_property_can_be_switched_off(value: str) -> None:
    assert look("Etiquette", f'<w:b w:val="{value}"/>').bold is False


@pytest.mark.parametrize(("value", "underlined"), [("single", True), ("double", True), ("none", False)])
def test_underlining(value: str, *, underlined: bool) -> None:
    assert look(None, f'<w:u w:val="{value}"/>').underline is underlined


def test_black_is_the_colour_of_plain_text() -> None:
    assert look("Base", '<w:color w:val="000000"/>').color is None


@pytest.mark.parametrize("value", ["", "x", "12pt", "-"])
def test_a_damaged_size_is_unknown_or_read_with_its_unit(value: str) -> None:
    assert look(None, f'<w:sz w:val="{value}"/>').size == (12.0 if value == "12pt" else None)


def test_styles_that_go_round_in_a_ring_end() -> None:
    assert look("Anneau").bold is True


def test_a_style_whose_id_needs_escaping_is_found() -> None:
    assert look("R&amp;D").bold is True


def test_a_hidden_character_style_hides() -> None:
    hidden = style("Masque", "Masqué", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    body = p(run("caché", '<w:rStyle w:val="Masque"/>'), "visible")
    assert read_body(body, styles=STYLES + hidden).text == "visible"


def test_a_sheet_in_another_spelling_reads_the_same() -> None:
    declared = f'xmlns:x="{NAMESPACES["w"]}"'
    inner = STYLES.replace("w:", "x:").replace("/>", " />").replace('"', "'")
    sheet = f'<?xml version="1.0"?><x:styles {declared}>{inner}</x:styles>'
    assert look("Etiquette", sheet=sheet) == look("Etiquette")
    assert look(None, sheet=sheet) == look(None)
    assert look("R&amp;D", sheet=sheet) == look("R&amp;D")


def test_a_document_without_styles_has_plain_text() -> None:
    assert blocks(read_body(p("Texte")))[0].style == Style()


def test_documents_with_one_style_sheet_look_as_they_would_alone() -> None:
    other = STYLES.replace("1F4E79", "C00000")
    alone = [look("Etiquette", sheet=sheet) for sheet in (STYLES, other)]
    assert [look("Etiquette", sheet=sheet) for sheet in (STYLES, other, STYLES)] == [*alone, alone[0]]
    assert alone[0] != alone[1]


def test_a_fault_in_a_shared_style_sheet_is_told_of_the_document_at_hand() -> None:
    broken = STYLES + '<w:style w:type="paragraph" w:styleId="Cassé"><w:name w:val="Cassé"></w:style>'
    data = word_file(p("Texte", properties='<w:pStyle w:val="Cassé"/>'), styles=broken)
    for name in ("une.docx", "autre.docx"):
        with pytest.raises(UnreadableSource, match=name):
            docx.read(data, Source("", name, docx.MEDIA_TYPES[0], len(data)))
