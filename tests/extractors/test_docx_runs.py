"""What stands inside a paragraph, whatever it is wrapped in."""

import pytest

from tests.extractors.docx_files import alternate, blocks, codes, control, p, read_body, run, texts


def shown(*content: str) -> str:
    """The text that a document of one paragraph comes out as."""
    return read_body(p(*content)).text


def field(instruction: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{result}{end}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<w:r><w:t>Pilote :</w:t><w:tab/><w:t>Commune de Valmerle</w:t></w:r>", "Pilote : Commune de Valmerle"),
        ("<w:r><w:t>But</w:t><w:br/><w:t>mailler</w:t><w:cr/><w:t>le canton</w:t></w:r>", "But\nmailler\nle canton"),
        ("<w:r><w:t>2016</w:t><w:noBreakHyphen/><w:t>2019</w:t></w:r>", "2016-2019"),
        ("<w:r><w:t>inter</w:t><w:softHyphen/><w:t>communal</w:t></w:r>", "intercommunal"),
        ("<w:r><w:t>\n   un relais\n   d'accueil\n</w:t></w:r>", "un relais d'accueil"),
        ("<w:r><w:t>fin avant saut</w:t><w:br w:type='page'/></w:r>", "fin avant saut"),
        ("<m:oMath><m:r><m:t>R = 12</m:t></m:r></m:oMath>", "R = 12"),
    ],
)  # fmt: skip
def test_signs_that_are_elements_become_text(content: str, expected: str) -> None:
    assert shown(content) == expected


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:hyperlink>{}</w:hyperlink>",
        '<w:smartTag w:uri="x" w:element="y"><w:smartTagPr/>{}</w:smartTag>',
        '<w:ins w:id="1" w:author="A">{}</w:ins>',
        '<w:moveTo w:id="1" w:author="A">{}</w:moveTo>',
        '<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>',
        '<w:customXml w:element="e"><w:customXmlPr/>{}</w:customXml>',
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:unknownWrapper><w:another>{}</w:another></w:unknownWrapper>",
        alternate("{}", "{}"),
        "<w:ruby><w:rubyPr/><w:rubyBase>{}</w:rubyBase></w:ruby>",
    ],
)
def test_text_is_kept_once_in_every_wrapper(wrapped: str) -> None:
    inner = run("du territoire", "<w:b/>")
    document = read_body(p("L'offre de soins ", wrapped.format(inner, inner), " rural"))
    assert document.text == "L'offre de soins du territoire rural"
    assert document.flags == ()


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_text_that_a_tracked_change_takes_away_stays_out(tag: str) -> None:
    gone = f'<w:{tag} w:id="1" w:author="A"><w:r><w:t>ancien </w:t><w:delText>ancien </w:delText></w:r></w:{tag}>'
    document = read_body(p("Le ", gone, "diagnostic"))
    assert document.text == "Le diagnostic"
    assert document.flags == ()


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    joined = p("Le comité se réunit ", properties='<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>')
    assert texts(read_body(joined + p("chaque trimestre.") + p("Il rend compte."))) == [
        "Le comité se réunit chaque trimestre.",
        "Il rend compte.",
    ]


def test_the_last_paragraph_keeps_its_text_even_if_its_end_was_deleted() -> None:
    assert texts(read_body(p("Fin", properties='<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'))) == ["Fin"]


def test_a_field_gives_its_result_and_not_its_instruction() -> None:
    assert shown("Voir ", field(' HYPERLINK "http://exemple.test" ', run("le site"))) == "Voir le site"


def test_the_argument_of_an_outer_field_is_no_text() -> None:
    outer_begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
    rest = (
        '<w:r><w:instrText> = "x" "a" "b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("résultat")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read_body(p("Le ", outer_begin, field(" MERGEFIELD nom ", run("argument")), rest))
    assert document.text == "Le résultat"
    assert document.flags == ()


def test_a_field_without_its_end_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = p("Avant ", begin, begin, run("pendant")) + p("Après ", field(" PAGE ", run("7")))
    assert texts(read_body(body)) == ["Avant pendant", "Après 7"]


def test_a_result_that_runs_over_paragraphs_is_kept() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(read_body(p(begin, run("Fiche 1")) + p("Fiche 2") + p("Fiche 3", end) + p("Suite"))) == [
        "Fiche 1", "Fiche 2", "Fiche 3", "Suite",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑ oui"),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', "☐ oui"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "☑ oui"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥ oui"),
        ('<w:sym w:font="MS Gothic" w:char="2612"/>', "☒ oui"),
        (alternate('<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="2611"/>', "<w:t>☑</w:t>"), "☑ oui"),
    ],
)  # fmt: skip
def test_symbols_come_out_as_unicode(symbol: str, expected: str) -> None:
    assert shown(f"<w:r>{symbol}</w:r>", run(" oui")) == expected


def test_a_letter_typed_in_a_symbol_font_is_the_glyph_it_draws() -> None:
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    document = read_body(p(run("x", font), " Public jeune"))
    assert document.text == "☒ Public jeune"
    assert document.flags == ()


def test_a_symbol_that_the_fallback_alone_can_show_is_read_from_it() -> None:
    content = f"<w:r>{alternate('<w:futureThing/>', '<w:t>schéma</w:t>')}</w:r>"
    assert shown(content) == "schéma"


@pytest.mark.parametrize(("state", "box", "checked"), [("1", "☒", True), ("0", "☐", False)])
def test_a_check_box_control_shows_its_state(state: str, box: str, *, checked: bool) -> None:
    properties = f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
    document = read_body(p(control(run("\uf0fe"), properties), " Action engagée"))
    assert document.text == f"{box} Action engagée"
    assert blocks(document)[0].checked is checked
    assert document.flags == ()


def test_a_box_in_the_middle_of_a_line_is_no_state_of_the_line() -> None:
    document = read_body(p("Priorité : ☒ haute ☐ basse"))
    assert document.text == "Priorité : ☒ haute ☐ basse"
    assert blocks(document)[0].checked is None


def test_form_fields_of_the_old_kind_show_their_box_and_their_choice() -> None:
    box = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
    entries = '<w:listEntry w:val="Faible"/><w:listEntry w:val="Forte"/>'
    choices = f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    fields = [
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>{end}'
        for data in (box, choices)
    ]
    assert shown(fields[0], " Priorité ", fields[1]) == "☒ Priorité Forte"


def test_the_prompt_of_an_unfilled_control_stays_out_with_a_flag() -> None:
    document = read_body(
        p("Pilote : ", control(run("Cliquez ici pour entrer du texte."), "<w:showingPlcHdr/>")) + p("Suite")
    )
    assert document.text == "Pilote :\nSuite"
    assert codes(document) == ["invites_ecartees"]


def test_a_date_and_a_choice_in_controls_are_text() -> None:
    assert shown(control(run("12/03/2018"), "<w:date/>"), " ", control(run("En cours"), "<w:dropDownList/>")) == (
        "12/03/2018 En cours"
    )


def test_hidden_text_stays_out_with_a_flag() -> None:
    document = read_body(p("Budget ", run("note interne ", "<w:vanish/>"), run("12 000 €", '<w:vanish w:val="0"/>')))
    assert document.text == "Budget 12 000 €"
    assert codes(document) == ["texte_masque"]


def test_a_bold_beginning_is_the_lead() -> None:
    document = read_body(p(run("Pilote : ", "<w:b/>"), "Syndicat mixte du Haut-Vallon"))
    assert blocks(document)[0].lead == len("Pilote :")


def test_the_lead_is_counted_after_the_bullet_that_opens_the_line() -> None:
    document = read_body(p("- ", run("Porteur :", "<w:b/>"), " association Les Deux Rives"))
    assert texts(document) == ["Porteur : association Les Deux Rives"]
    assert blocks(document)[0].lead == len("Porteur :")
