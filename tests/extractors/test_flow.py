"""Runs of styled text become blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.flow import Shape, find_marker, make_blocks
from models.document import PLAIN, BlockKind, Style

BOLD = Style(bold=True)


def view(text: str, shape: Shape | None = None) -> list[tuple[str, str, str]]:
    blocks = make_blocks([(text, PLAIN)], shape or Shape())
    return [(block.kind.value, block.marker, block.text) for block in blocks]


def test_lines_with_bullets_are_items() -> None:
    assert view("Actions :\n- former\n- informer") == [
        ("paragraph", "", "Actions :"),
        ("item", "-", "former"),
        ("item", "-", "informer"),
    ]


def test_bullets_on_one_line_are_items_too() -> None:
    assert view("• ARS • CPAM") == [("item", "•", "ARS"), ("item", "•", "CPAM")]
    assert view("ARS • CPAM") == [("paragraph", "", "ARS • CPAM")]


def test_a_line_that_goes_on_in_lower_case_stays_with_the_one_before() -> None:
    assert view("La commune\net ses voisines\nLe Département") == [
        ("paragraph", "", "La commune\net ses voisines"),
        ("paragraph", "", "Le Département"),
    ]
    assert view("Fin.\nsuite") == [("paragraph", "", "Fin."), ("paragraph", "", "suite")]


def test_each_line_keeps_its_own_lead() -> None:
    runs = [("Pilote :", BOLD), (" ARS\n", PLAIN), ("Partenaires :", BOLD), (" CPAM", PLAIN)]
    assert [(block.text, block.lead) for block in make_blocks(runs)] == [
        ("Pilote : ARS", 8),
        ("Partenaires : CPAM", 13),
    ]


def test_a_lead_behind_a_bullet_is_found() -> None:
    (block,) = make_blocks([("• ", PLAIN), ("Pilote :", BOLD), (" ARS", PLAIN)])
    assert (block.kind, block.text, block.lead) == (BlockKind.ITEM, "Pilote : ARS", 8)


def test_the_number_of_a_heading_or_of_a_bold_title_stays_in_its_text() -> None:
    assert view("2. Objectifs", Shape(BlockKind.HEADING, 2)) == [("heading", "", "2. Objectifs")]
    (title,) = make_blocks([("2. Objectifs", BOLD)])
    assert (title.kind, title.text) == (BlockKind.PARAGRAPH, "2. Objectifs")
    assert view("2. Objectifs") == [("item", "2.", "Objectifs")]


def test_a_heading_by_its_class_must_be_short() -> None:
    soft = Shape(BlockKind.HEADING, 2, soft=True)
    assert view("Pilote", soft) == [("heading", "", "Pilote")]
    assert view("mot " * 40, soft)[0][0] == "paragraph"


@pytest.mark.parametrize(
    "text", ["16 - 25 ans", "3 / 4 des habitants", "1.5 tonne", "2019 : bilan", "-5 %", "A. Dupré"]
)
def test_a_figure_is_no_marker(text: str) -> None:
    assert find_marker(text) == 0


@pytest.mark.parametrize(
    ("text", "checked"), [("☒ Oui", True), ("[x] Oui", True), ("☐ Oui ☒ Non", False), ("Oui ☒", None)]
)
def test_a_check_box_says_its_state_and_stays_in_the_text(text: str, checked: bool | None) -> None:
    (block,) = make_blocks([(text, PLAIN)])
    assert block.checked is checked
    assert block.text == text


@given(
    st.lists(st.tuples(st.text("ab-•1.) \n:é", max_size=12), st.sampled_from([PLAIN, BOLD])), min_size=1, max_size=6)
)
def test_no_letter_is_lost_whatever_the_runs(runs: list[tuple[str, Style]]) -> None:
    written = "".join(block.marker + block.text for block in make_blocks(runs))
    assert "".join(written.split()) == "".join("".join(text for text, _ in runs).split())
