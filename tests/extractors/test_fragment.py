"""Literal markup inside plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fragment import make_value_blocks
from models.document import BlockKind


def view(text: str) -> list[str]:
    return [f"{block.marker} {block.text}".strip() for block in make_value_blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Un</p> <p>Deux</p>", ["Un", "Deux"]),
        ("Un<br/>Deux<br>trois", ["Un", "Deux\ntrois"]),
        ("<ul><li>un</li><li>- deux</li></ul>", ["un", "- deux"]),
        ("&lt;p&gt;Un&lt;/p&gt;", ["Un"]),
        ("Co&ucirc;t &amp; d&eacute;lai : 3&nbsp;€", ["Coût & délai : 3 €"]),
        ("R&D et <ARS>, moins de <5 %", ["R&D et <ARS>, moins de <5 %"]),
        ("<b>Contact</b> <ana@exemple.fr>", ["Contact <ana@exemple.fr>"]),
        ("**Pilote :** ARS **, CPAM", ["Pilote : ARS **, CPAM"]),
        ("______", ["______"]),
        ("<table><tr><td>2024</td><td>3 €</td></tr></table>", [""]),
        ("", []),
    ],
)
def test_what_markup_means_is_kept_and_its_letters_go(text: str, expected: list[str]) -> None:
    assert view(text) == expected


def test_underlined_and_bold_openings_are_leads() -> None:
    (pts,) = make_value_blocks("<p><u>PTS</u> : objectif 1</p>")
    (pilote,) = make_value_blocks("**Pilote :** ARS")
    assert (pts.lead, pilote.lead) == (3, 8)


def test_a_menu_in_a_value_is_no_furniture() -> None:
    (block,) = make_value_blocks("<nav><p>Cantine</p></nav>")
    assert not block.furniture


def test_a_nested_table_is_a_table() -> None:
    (block,) = make_value_blocks("<table><tr><th>Année<td>2024</table>")
    assert block.kind is BlockKind.TABLE


@given(st.lists(st.sampled_from(["<p>", "</p>", "<u>", "</u>", "<br>", "<", ">", "< b", "&", "mot", " ", "é", "\n"])))
def test_no_word_is_lost_however_broken_the_markup(pieces: list[str]) -> None:
    text = "".join(pieces)
    written = "".join(block.text for block in make_value_blocks(text))
    assert written.count("mot") == text.count("mot")
    assert written.count("é") == text.count("é")
