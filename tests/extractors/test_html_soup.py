"""Fragments played without a soup: the same events as with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html_soup import play_markup, play_tidy_markup


class Recorder:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[tuple[object, ...]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.events.append(("start", tag, attributes))

    def data(self, text: str) -> None:
        self.events.append(("data", text))

    def end(self, tag: str) -> None:
        self.events.append(("end", tag))


def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["p", "u", "B", "strong", "ul", "li", "h2", "span"])
    elements = st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", tags, st.lists(inner, max_size=3))
    return st.one_of(elements, inner)


PIECES = st.sampled_from(["Agir", " ", "\n ", "\t", "3 > 2", "é", "<br>", "<br/>", "<BR />", ""])
TIDY = st.lists(st.recursive(PIECES, nest, max_leaves=8), max_size=6).map("".join)
ANY = st.lists(st.sampled_from(["<p>", "</p>", "<u>", "</u>", "<br>", "</br>", "<p/>", "<", "&", "<!--", "a", " "]))


@given(TIDY)
def test_tidy_markup_is_told_as_the_soup_tells_it(markup: str) -> None:
    with_soup, without = Recorder(), Recorder()
    play_markup(markup, with_soup)
    assert play_tidy_markup(markup, without)
    assert without.events == with_soup.events


@given(ANY.map("".join))
def test_what_is_not_tidy_is_left_to_the_soup_and_the_rest_told_alike(markup: str) -> None:
    with_soup, without = Recorder(), Recorder()
    play_markup(markup, with_soup)
    if play_tidy_markup(markup, without):
        assert without.events == with_soup.events
    else:
        assert without.events == []


@pytest.mark.parametrize(
    "markup",
    ["<p>Un<p>Deux", "<p class='x'>Un</p>", "<p>A &amp; B</p>", "<table></table>", "<b><i>x</b></i>", "<!-- x -->"],
)
def test_markup_that_browsers_mend_is_not_tidy(markup: str) -> None:
    recorder = Recorder()
    assert not play_tidy_markup(markup, recorder)
    assert recorder.events == []
