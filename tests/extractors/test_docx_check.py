"""The check that no text is lost."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from extractors import read_document
from extractors.docx_check import find_lost_texts
from tests.extractors.docx_files import (
    NAMESPACES,
    blocks,
    cell,
    codes,
    control,
    p,
    package,
    part,
    read,
    read_body,
    row,
    run,
    table,
)

WORDS = st.text("abcdefghié œ'-", min_size=1, max_size=8)


def lost(text: str, *pieces: str, excused: tuple[str, ...] = ()) -> list[str]:
    root = ElementTree.fromstring(part("document", "".join(p(piece) for piece in pieces)).encode())
    return find_lost_texts([root], text, excused)


def test_text_is_found_in_any_order_and_spacing() -> None:
    assert lost("Pilote | la ville\nBudget", "Budget", "Pilote", "la  ville") == []


def test_text_that_is_not_there_is_lost() -> None:
    assert lost("Pilote | la ville", "Pilote", "le bourg") == ["le bourg"]


def test_text_left_out_on_purpose_is_not_lost() -> None:
    assert lost("Pilote", "Pilote", "le bourg", excused=("le bourg",)) == []


def test_a_long_document_far_out_of_order_is_still_found() -> None:
    pieces = [f"passage {number}" for number in range(2000)]
    assert lost("\n".join(pieces), *pieces[1000:], *pieces[:1000]) == []


INLINE = st.recursive(
    WORDS.map(run),
    lambda inner: st.one_of(
        inner.map("<w:hyperlink>{}</w:hyperlink>".format),
        inner.map('<w:ins w:id="1">{}</w:ins>'.format),
        inner.map('<w:del w:id="1">{}</w:del>'.format),
        inner.map(control),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=5,
)
BLOCK = st.recursive(
    INLINE.map(p),
    lambda inner: st.one_of(
        inner.map(control),
        st.tuples(inner, inner).map(lambda pair: table(row(cell(pair[0]), control(cell(pair[1]))))),
        inner.map(lambda block: table(control(row(cell(block), "x", properties='<w:tblHeader w:val="1"/>')))),
    ),
    max_leaves=6,
)


@given(st.lists(BLOCK, min_size=1, max_size=4))
def test_whatever_the_wrappers_no_text_is_lost(bodies: list[str]) -> None:
    document = read_body(p("Début") + "".join(bodies))
    assert codes(document) == []
    assert blocks(document)[0].place.start == 0


def with_chunk(body: str, chunk: str | bytes, name: str = "word/suite.htm") -> bytes:
    """A Word file with an embedded document at `w:altChunk r:id="rId9"`."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="{NAMESPACES["r"]}/aFChunk" Target="/{name}"/></Relationships>'
    )
    document = part("document", f"<w:body>{body}</w:body>")
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": document, "word/_rels/document.xml.rels": rels}
    return package({**parts, name: chunk})


CHUNK = '<w:altChunk r:id="rId9"/>'


def test_the_text_of_an_embedded_page_stands_in_its_place() -> None:
    page = "<html><body><p>Pilote : la ville</p><table><tr><td>Coût</td><td>10 000 €</td></tr></table></body></html>"
    document = read(with_chunk(p("Avant") + CHUNK + p("Après"), page))
    assert document.text == "Avant\nPilote : la ville\nCoût | 10 000 €\nAprès"
    assert codes(document) == []


def test_embedded_word_files_and_texts_are_read_too() -> None:
    inner = with_chunk(p("Dedans") + CHUNK, "Plus loin\nencore", "word/texte.txt")
    assert read(with_chunk(p("Avant") + CHUNK, inner, "word/suite.docx")).text == "Avant\nDedans\nPlus loin\nencore"


def test_files_embedded_in_each_other_without_end_are_told() -> None:
    data = with_chunk(p("fond"), "")
    for _ in range(8):
        data = with_chunk(p("étage") + CHUNK, data, "word/suite.docx")
    document = read(data)
    assert document.text.count("étage") == 4
    assert codes(document) == ["texte_perdu"]


def test_an_embedded_picture_is_told_as_unread() -> None:
    assert codes(read(with_chunk(p("Avant") + CHUNK, b"\x89PNG\r\n\x1a\n" + bytes(40), "word/x.png"))) == [
        "texte_perdu"
    ]


def test_words_of_parts_that_word_never_shows_are_told_and_named() -> None:
    parts = {
        "word/document.xml": part("document", f"<w:body>{p('Constat')}</w:body>"),
        "word/header7.xml": part("hdr", p("Version de travail")),
        "word/glossary/document.xml": part("glossaryDocument", p("Constat")),
        "word/styles.xml": part("styles", p("Style")),
        "word/comments.xml": part("comments", p("Relire")),
        "word/abime.xml": "<w:t>",
    }
    document = read(package(parts))
    assert codes(document) == ["parties_non_affichees"]
    assert "header7.xml" in document.flags[0].message
    assert "Version de travail" in document.flags[0].message
    assert "glossary" not in document.flags[0].message


def test_every_text_of_a_package_stands_in_the_document_or_a_flag_speaks_of_it() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>" + p("boîte")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + p("boîte") + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    note, deleted = "<w:r><w:footnoteReference w:id='2'/></w:r>", "<w:r><w:delText>retrait</w:delText></w:r>"
    margins = "<w:headerReference r:id='header_1'/><w:footerReference r:id='footer_1'/>"
    body = p("corps", note, box) + table(row("cellule", cell(table(row("fond")))))
    body += p("<w:ins w:id='1'>" + run("ajout") + "</w:ins>", f"<w:del w:id='2'>{deleted}</w:del>")
    body += control(p("contrôle")) + f"<w:sectPr>{margins}</w:sectPr>"
    document = read_body(
        body,
        header_1=p("tête"),
        footer_1=p("pied"),
        header_2=p("brouillon"),
        footnotes=f"<w:footnote w:id='2'>{p('note')}</w:footnote><w:footnote w:id='3'>{p('orpheline')}</w:footnote>",
        comments=f"<w:comment w:id='1'>{p('remarque')}</w:comment>",
    )
    words = ("corps", "boîte", "cellule", "fond", "ajout", "contrôle", "tête", "pied", "note", "orpheline")
    assert [word for word in words if word not in document.text] == []
    assert [word for word in ("retrait", "remarque", "brouillon") if word in document.text] == []
    assert document.text.count("boîte") == 1
    assert codes(document) == ["commentaires_ecartes", "parties_non_affichees"]


def test_files_with_macros_and_templates_are_read_alike() -> None:
    types = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.{}.macroEnabled"/>'
    main = part("document", f"<w:body>{p('Constat')}</w:body>")
    for kind in ("document", "template"):
        members: dict[str, str | bytes] = {"[Content_Types].xml": types.format(kind), "word/document.xml": main}
        document = read_document(package(members | {"word/vbaProject.bin": b"x"}), "fiche.docm")
        assert (document.reader, document.text) == ("docx", "Constat")
