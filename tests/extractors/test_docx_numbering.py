"""The numbers that Word computes."""

import pytest

from extractors.docx_numbering import bullet_glyph, write_number
from models.document import BlockKind
from tests.extractors.docx_files import blocks, cell, markers, num_pr, p, read_body, row, style, table, texts


def level(number: int, number_format: str, text: str, rest: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{rest}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_id: int, rest: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_id}"/>{rest}</w:num>'


def item(text: str, num_id: int | str = 1, depth: int | None = 0) -> str:
    return p(text, properties=num_pr(num_id, depth))


OUTLINE = abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "%1.%2.%3"))


def drawn(body: str, numbering: str) -> list[str | None]:
    return markers(read_body(body, numbering=numbering))


def test_levels_count_and_start_anew_under_the_next_number() -> None:
    body = "".join(item("x", depth=depth) for depth in (0, 1, 1, 2, 0, 1))
    assert drawn(body, OUTLINE + num(1, 0)) == ["1.", "a)", "b)", "1.b.1", "2.", "a)"]


def test_an_item_has_its_depth() -> None:
    document = read_body(item("x") + item("y", depth=1), numbering=OUTLINE + num(1, 0))
    assert [(block.kind, block.level) for block in blocks(document)] == [(BlockKind.ITEM, 1), (BlockKind.ITEM, 2)]


def test_the_marker_stands_in_the_text_before_the_item() -> None:
    assert read_body(item("Recruter") + item("Former"), numbering=OUTLINE + num(1, 0)).text == "1. Recruter\n2. Former"


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [("decimal", "3"), ("upperRoman", "III"), ("lowerRoman", "iii"), ("upperLetter", "C"), ("decimalZero", "03")],
)
def test_formats(number_format: str, expected: str) -> None:
    assert drawn(item("x"), abstract(0, level(0, number_format, "%1", start=3)) + num(1, 0)) == [expected]


@pytest.mark.parametrize(
    ("number", "number_format", "expected"),
    [
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "lowerRoman", "0"),
        (5, "none", ""),
        (2, "ordinalText", "2"),
    ],
)
def test_numbers_as_word_writes_them(number: int, number_format: str, expected: str) -> None:
    assert write_number(number, number_format) == expected


def test_two_lists_of_one_rule_go_on_counting_unless_told_to_start_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, override)
    assert drawn(item("x") + item("x", 2) + item("x", 3) + item("x", 3), numbering) == ["1.", "2.", "1.", "2."]


def test_an_override_can_bring_its_own_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "Volet %1")}</w:lvlOverride>'
    assert drawn(item("x"), OUTLINE + num(1, 0, override)) == ["Volet A"]


def test_a_level_can_go_on_through_the_numbers_above() -> None:
    going = abstract(0, level(0, "decimal", "Axe %1"), level(1, "decimal", "Fiche %2", '<w:lvlRestart w:val="0"/>'))
    body = "".join(item("x", depth=depth) for depth in (0, 1, 1, 0, 1))
    assert drawn(body, going + num(1, 0)) == ["Axe 1", "Fiche 1", "Fiche 2", "Axe 2", "Fiche 3"]


def test_a_level_that_nothing_opened_shows_its_first_number() -> None:
    assert drawn(item("x", depth=2), OUTLINE + num(1, 0)) == ["1.a.1"]


def test_legal_numbering_shows_figures() -> None:
    rules = abstract(0, level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert drawn(item("x") + item("y", depth=1), rules + num(1, 0)) == ["I", "1.1"]


def test_an_empty_paragraph_of_a_list_counts() -> None:
    assert drawn(item("x") + item("") + item("z"), OUTLINE + num(1, 0)) == ["1.", "3."]


def test_the_number_of_a_heading_is_its_marker() -> None:
    styles = style("Titre1", "heading 1", f'<w:pPr>{num_pr(1)}<w:outlineLvl w:val="0"/></w:pPr>')
    styles += style("Titre2", "heading 2", '<w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    rules = abstract(
        0,
        level(0, "decimal", "Fiche %1 :", '<w:pStyle w:val="Titre1"/>'),
        level(1, "decimal", "%1.%2", '<w:pStyle w:val="Titre2"/>'),
    )
    body = "".join(
        p(text, properties=f'<w:pStyle w:val="Titre{depth}"/>') for text, depth in (("A", 1), ("B", 2), ("C", 1))
    )
    document = read_body(body, styles=styles, numbering=rules + num(1, 0))
    assert markers(document) == ["Fiche 1 :", "1.1", "Fiche 2 :"]
    assert [(block.kind, block.level) for block in blocks(document)] == [
        (BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.HEADING, 1),
    ]  # fmt: skip


def test_a_list_through_a_numbering_style_is_found() -> None:
    styles = style("Puces", "Puces", f"<w:pPr>{num_pr(2)}</w:pPr>", kind="numbering")
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Puces"/></w:abstractNum>'
    numbering = OUTLINE + linked + num(1, 5) + num(2, 0)
    assert markers(read_body(item("x"), styles=styles, numbering=numbering)) == ["1."]


def test_a_paragraph_can_leave_the_list_of_its_style() -> None:
    styles = style("Liste", "Liste", f"<w:pPr>{num_pr(1)}</w:pPr>")
    listed = p("x", properties='<w:pStyle w:val="Liste"/>')
    left = p("y", properties=f'<w:pStyle w:val="Liste"/>{num_pr(0)}')
    document = read_body(listed + left, styles=styles, numbering=OUTLINE + num(1, 0))
    assert markers(document) == ["1.", None]
    assert blocks(document)[1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize("numbering", ["", num(1, 9), num(2, 0)])
def test_a_list_that_is_not_there_leaves_plain_paragraphs(numbering: str) -> None:
    document = read_body(item("x"), numbering=numbering)
    assert [(block.kind, block.level) for block in blocks(document)] == [(BlockKind.PARAGRAPH, 0)]


def test_lists_count_through_the_cells_of_a_table_in_reading_order() -> None:
    body = table(row(cell(item("a")), cell(item("b"))), row(cell(item("c")), cell(item("d"))))
    assert drawn(body, OUTLINE + num(1, 0)) == ["1.", "2.", "3.", "4."]


@pytest.mark.parametrize(
    ("drawn_text", "glyph"), [("\uf0b7", "•"), ("o", "•"), ("", "•"), ("–", "–"), ("➢", "➢"), ("\uf0d8", "•")]
)
def test_bullets_are_text(drawn_text: str, glyph: str) -> None:
    assert bullet_glyph(drawn_text) == glyph
    assert drawn(item("x"), abstract(0, level(0, "bullet", drawn_text)) + num(1, 0)) == [glyph]


@pytest.mark.parametrize(
    ("number_format", "text", "typed", "marker", "rest"),
    [
        ("bullet", "\uf0b7", "- Former", "• -", "Former"),
        ("decimal", "%1.", "1) Former", "1. 1)", "Former"),
        ("decimal", "%1.", "2018 : former", "1.", "2018 : former"),
        ("bullet", "\uf0b7", "a) Former", "•", "a) Former"),
    ],
)
def test_a_marker_typed_behind_the_drawn_one_is_part_of_it(
    number_format: str, text: str, typed: str, marker: str, rest: str
) -> None:
    document = read_body(item(typed), numbering=abstract(0, level(0, number_format, text)) + num(1, 0))
    assert (markers(document), texts(document)) == ([marker], [rest])
