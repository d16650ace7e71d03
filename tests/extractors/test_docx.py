"""A Word file as a whole: notes, margins, comments, metadata, flags, and what cannot be read."""

from io import BytesIO

import docx as python_docx
import pytest

from extractors import docx
from models.document import BlockKind, walk_blocks
from models.errors import Motif, UnreadableSource
from tests.extractors.docx_files import (
    alternate,
    blocks,
    cell,
    codes,
    markers,
    p,
    read,
    read_body,
    row,
    run,
    style,
    table,
    texts,
    word_file,
)

NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " Source : enquête 2015.")}{p("Suite.")}</w:footnote>'
    f'<w:footnote w:id="3">{p("Hors financement.")}</w:footnote>'
)


def note(number: int, kind: str = "footnote", rest: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{rest}/></w:r>'


def section(*references: str) -> str:
    return "<w:sectPr>" + "".join(references) + "</w:sectPr>"


def header(part: str, kind: str = "default") -> str:
    margin = part.partition("_")[0]
    return f'<w:{margin}Reference w:type="{kind}" r:id="{part}"/>'


def test_a_fiche_made_by_python_docx_comes_out_whole() -> None:
    made = python_docx.Document()
    made.add_heading("Fiche action 3 : ouvrir un tiers-lieu santé", level=1)
    grid = made.add_table(rows=0, cols=2)
    for label, values in {
        "Pilote": ["Communauté de communes des Trois Sources"],
        "Objectifs": ["Rapprocher les soins", "Former les aidants"],
    }.items():
        cells = grid.add_row().cells
        cells[0].paragraphs[0].add_run(label).bold = True
        cells[1].text = values[0]
        for value in values[1:]:
            cells[1].add_paragraph(value, style="List Bullet")
    made.add_paragraph("Fait à Valmerle.")
    buffer = BytesIO()
    made.save(buffer)
    document = read(buffer.getvalue())
    assert document.text == (
        "Fiche action 3 : ouvrir un tiers-lieu santé\n"
        "Pilote | Communauté de communes des Trois Sources\n"
        "Objectifs | Rapprocher les soins\n"
        "• Former les aidants\n"
        "Fait à Valmerle."
    )
    assert [block.kind for block in document.body] == [BlockKind.HEADING, BlockKind.TABLE, BlockKind.PARAGRAPH]
    labels = [found[0].blocks[0] for found in document.body[1].rows]
    assert all(label.style.bold for label in labels)
    assert document.flags == ()
    # What the template says of itself is not said of this document.
    assert (document.metadata.author, document.metadata.date) == (None, None)


def test_every_block_and_cell_lies_inside_its_parent() -> None:
    body = p("Titre") + table(row("Pilote", cell("a", table(row("x", "y")), "b")), row("", "c")) + p("- fin")
    document = read_body(body)
    assert document.slice(document.body[1].place) == "Pilote | a\nx | y\nb\nc"
    for block in walk_blocks(document.body):
        for cells in block.rows:
            for found in cells:
                assert block.place.start <= found.place.start <= found.place.end <= block.place.end
                assert all(found.place.start <= inner.place.start for inner in found.blocks)


def test_a_footnote_follows_the_block_that_refers_to_it() -> None:
    document = read_body(p("Un habitant sur cinq", note(2), " renonce.") + p("Suite du constat."), footnotes=NOTES)
    assert texts(document) == [
        "Un habitant sur cinq renonce.", "Source : enquête 2015.", "Suite.", "Suite du constat.", "Hors financement.",
    ]  # fmt: skip
    assert markers(document) == [None, "1", None, None, None]


def test_a_footnote_of_a_cell_follows_the_table() -> None:
    document = read_body(table(row("Budget", cell(p("12 000 €", note(3))))) + p("Fin"), footnotes=NOTES)
    assert texts(document)[:4] == ["Budget", "12 000 €", "Hors financement.", "Fin"]


def test_a_footnote_with_a_mark_of_the_author_has_no_number() -> None:
    own = note(3, rest=' w:customMarkFollows="1"') + run("*")
    document = read_body(p("Tarif", own) + p("Public", note(2)), footnotes=NOTES)
    assert list(zip(markers(document), texts(document), strict=True)) == [
        (None, "Tarif*"),
        (None, "Hors financement."),
        (None, "Public"),
        ("1", "Source : enquête 2015."),
        (None, "Suite."),
    ]


def test_endnotes_count_by_themselves_in_roman_figures() -> None:
    endnotes = f'<w:endnote w:id="1">{p("Voir le schéma.")}</w:endnote>'
    document = read_body(p("a", note(2), note(1, "endnote")), footnotes=NOTES, endnotes=endnotes)
    assert [marker for marker in markers(document) if marker] == ["1", "i"]


def test_a_note_that_only_deleted_text_refers_to_is_deleted() -> None:
    gone = f'<w:del w:id="1" w:author="A">{note(2)}</w:del>'
    document = read_body(p("Texte", gone), footnotes=NOTES)
    assert texts(document) == ["Texte", "Hors financement."]
    assert document.flags == ()


def test_headers_stand_once_before_their_section_and_footers_last_as_furniture() -> None:
    body = p("Constat", properties=section(header("header_1"), header("header_1", "first"), header("footer_1")))
    body += p("Suite") + section(header("header_2"), header("header_3"))
    document = read_body(
        body,
        header_1=p("Plan local de santé") + table(row("Fiche", "7")),
        header_2=p("Plan local de santé"),
        header_3=p("Annexe"),
        footer_1=p("Page 1"),
    )
    assert texts(document) == ["Plan local de santé", "Fiche", "7", "Constat", "Annexe", "Suite", "Page 1"]
    assert [block.furniture for block in blocks(document)] == [True, True, True, False, True, False, True]
    assert document.flags == ()


def test_comments_are_counted_and_left_out() -> None:
    comment = f'<w:comment w:id="0" w:author="A">{p("À vérifier")}</w:comment>'
    commented = '<w:commentRangeStart w:id="0"/>', run("Budget"), '<w:commentRangeEnd w:id="0"/>'
    document = read_body(p(*commented, '<w:r><w:commentReference w:id="0"/></w:r>'), comments=comment)
    assert document.text == "Budget"
    assert [(flag.code, flag.message) for flag in document.flags] == [
        ("commentaires_ecartes", "1 commentaire de relecture a été écarté.")
    ]


def test_a_text_that_the_walk_misses_is_flagged() -> None:
    # A run outside any paragraph: no Word writes it, and the walk over blocks does not see it.
    document = read_body(p("Texte") + run("perdu de vue"))
    assert codes(document) == ["texte_perdu"]
    assert "perdu de vue" in document.flags[0].message


def test_text_in_all_its_disguises_is_found_again() -> None:
    body = p("Re\u0301sume\u0301 : l'oﬃce\u00a0public", run(" des deux  rives")) + p(run("x", "<w:b/>"), "y")
    body += p(alternate(run("une version"), run("autre version"))) + p("sou\u00adligné")
    document = read_body(body)
    assert document.text == "Résumé : l'office public des deux rives\nxy\nune version\nsouligné"
    assert document.flags == ()


@pytest.mark.parametrize(
    ("body", "motif"),
    [
        ("", Motif.VIDE),
        (p("") + table(row("", "")), Motif.VIDE),
        ('<w:p><w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r></w:p>', Motif.SANS_TEXTE),
    ],
)
def test_a_document_without_text_is_refused(body: str, motif: Motif) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_body(body)
    assert caught.value.motif is motif


def test_two_readings_are_the_same() -> None:
    data = word_file(p("Texte", note(2)), footnotes=NOTES, styles=style("Normal", "Normal", default=True))
    assert read(data) == read(data)


def test_the_reader_names_itself_and_its_media_types() -> None:
    assert read_body(p("x")).reader == "docx"
    assert all(media_type.startswith("application/vnd.") for media_type in docx.MEDIA_TYPES)
