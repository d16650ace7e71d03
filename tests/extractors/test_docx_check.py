"""The check that no text is lost."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from extractors.docx_check import find_lost_texts
from tests.extractors.docx_files import blocks, cell, codes, control, p, part, read_body, row, run, table

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
