"""Pages without a fiche: which text belongs to which champ of the plan, and that nothing is lost or taken twice."""

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.action import Champ, Method
from models.document import Block, Document, Page
from models.vocabulary.champs import CHAMP_NAMES
from pipeline.structure import find_structure
from pipeline.structure.plan_page import find_plan_champs
from tests.pipeline.structure.plan_page_markup import PAGES, make_document


def _by_name(champs: tuple[Champ, ...]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for champ in champs:
        texts.setdefault(champ.name, []).extend(item.text for item in champ.items)
    return texts


def _read(text: str) -> dict[str, list[str]]:
    return _by_name(find_plan_champs(make_document(text))[0])


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_page_gives_the_champs_that_it_is_written_to_give(page: dict[str, Any]) -> None:
    assert _read(page["text"]) == page["champs"]


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_every_character_of_a_page_stands_in_one_place_only(page: dict[str, Any]) -> None:
    _assert_covered_once(make_document(page["text"]))


_LINES = st.sampled_from(
    """
# Contrat local de santé
## Objectifs
## Les axes du CLS
### Axe 1 : Agir
## Rien de connu
## Actualités
Objectifs
Quatre axes ont été proposés :
trois mots sans majuscule
Le CLS est un outil.
Il vise à :
• un élément
1. un rang
1. Les signataires
Signataires : la Ville
~ Page 3
! Durée
| Signataires | La Ville |
| Autre | chose | encore |
| seule |
| Objectifs | |
photo_12 (Medium)
En savoir plus
La fin.
""".strip().splitlines()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=14))
def test_any_run_of_lines_is_covered_once(lines: list[str]) -> None:
    _assert_covered_once(make_document("\n".join(lines)))


@settings(max_examples=100, deadline=None)
@given(st.lists(_LINES, min_size=2, max_size=12), st.data())
def test_blocks_left_out_by_the_caller_stay_out(lines: list[str], data: st.DataObject) -> None:
    document = make_document("\n".join(lines))
    kept = [block for block in document.body if data.draw(st.booleans())]
    champs, rest = find_plan_champs(document, kept)
    taken = {position for block in kept for position in range(_start(block), block.place.end)}
    for champ in (*champs, *rest):
        for item in champ.items:
            assert taken.issuperset(range(item.place.start, item.place.end))


def _start(block: Block) -> int:
    return block.marker.start if block.marker else block.place.start


def _assert_covered_once(document: Document) -> None:
    champs, rest = find_plan_champs(document)
    count = [0] * len(document.text)
    for champ in (*champs, *rest):
        assert champ.name in CHAMP_NAMES
        assert champ.items
        for item in champ.items:
            assert item.text == document.text[item.place.start : item.place.end] != ""
        if champ.label_place:
            assert champ.label == document.slice(champ.label_place)
        labels = [champ.label_place] if champ.label_place else []
        for place in chain(labels, (item.place for item in champ.items)):
            for position in range(place.start, place.end):
                count[position] += 1
    markers = {
        position for block in document.body if block.marker for position in range(block.marker.start, block.marker.end)
    }
    for position, char in enumerate(document.text):
        if char.isalnum() and position not in markers:
            assert count[position] == 1, (position, document.text[max(0, position - 20) : position + 20])
        assert count[position] <= 1


def test_a_heading_becomes_the_label_of_its_champ() -> None:
    (champ,), _ = find_plan_champs(make_document("# CLS du Val\n## Les signataires du contrat\nLa Ville."))
    assert (champ.name, champ.label, champ.method) == ("signataires", "Les signataires du contrat", Method.LEXIQUE)


def test_a_wording_gives_a_champ_without_label_and_less_confidence() -> None:
    (champ,), _ = find_plan_champs(make_document("# Santé\nLe contrat local de santé est un outil de coopération."))
    assert (champ.name, champ.label, champ.method) == ("definition", None, Method.CONTEXTE)
    assert champ.confidence < 1


def test_a_run_in_label_stays_out_of_the_text_of_its_champ() -> None:
    document = make_document("# CLS du Val\nSignataires : la Ville et l'ARS")
    (champ,), _ = find_plan_champs(document)
    assert champ.label == "Signataires"
    assert [item.text for item in champ.items] == ["la Ville et l'ARS"]


def test_the_markers_of_a_list_stay_in_prose_and_go_in_champs() -> None:
    document = make_document("# CLS du Val\n## Visite\n1. le pont\n2. le lavoir\n## Signataires\n1. la Ville\n2. l'ARS")
    champs, rest = find_plan_champs(document)
    assert _by_name(champs) == {"signataires": ["la Ville", "l'ARS"]}
    assert _by_name(rest)["hors_champ"] == ["1. le pont", "2. le lavoir"]


def test_the_first_of_a_list_belongs_to_it_though_it_lost_its_number() -> None:
    text = "# CLS\nTrois axes ont été retenus :\n{first}\n1. soigner\n2. loger\nLa suite est connue."
    for first in ("prévenir les chutes dans les villages.", "Prévenir les chutes"):
        assert _read(text.format(first=first))["axes"] == ["Trois axes ont été retenus :", first, "soigner", "loger"]


def test_a_line_before_a_list_that_is_complete_does_not_belong_to_it() -> None:
    text = "# CLS\nDeux axes ont été retenus :\nVoici lesquels\n1. soigner\n2. loger"
    assert "axes" not in _read(text)


def test_actors_are_partners_unless_the_text_speaks_of_signatories() -> None:
    assert _read("# CLS du Val\n## Acteurs\n• L'hôpital et les infirmiers") == {
        "partenaires": ["L'hôpital et les infirmiers"]
    }
    assert _read("# CLS du Val\n## Acteurs\n• Les signataires : la Ville")["signataires"] == [
        "Les signataires : la Ville"
    ]


def test_news_with_lists_and_enumerations_give_no_champ() -> None:
    text = """
# Un contrat local de santé pour le Val
La Ville a sollicité l'hôpital sur plusieurs thématiques : le sommeil, l'alimentation et le sport.
Concernant le sommeil, l'accent est porté sur :
1. les écoles ;
2. les entreprises.
L'accès aux soins est considéré comme un axe transversal. Le CLS sera signé pour 5 ans.
"""
    assert _read(text) == {}


def test_a_document_that_names_no_plan_has_no_champs_of_one() -> None:
    champs, rest = find_plan_champs(make_document("# La fanfare\n## Objectifs\n• Jouer juste"))
    assert champs == ()
    assert _by_name(rest) == {"entete": ["La fanfare", "Objectifs"], "hors_champ": ["• Jouer juste"]}


def test_furniture_and_captions_inside_a_section_are_no_content_of_it() -> None:
    text = "# CLS du Val\n## Signataires\nLa Ville\n~ Page 2\nIMG_2041.jpg\nL'ARS"
    champs, rest = find_plan_champs(make_document(text))
    assert _by_name(champs) == {"signataires": ["La Ville", "L'ARS"]}
    assert _by_name(rest)["hors_champ"] == ["Page 2", "IMG_2041.jpg"]


def test_a_running_foot_does_not_cut_an_announced_list() -> None:
    text = "# CLS\nTrois axes ont été retenus :\n1. soigner\n~ Page 2\n2. loger\n3. nourrir"
    assert _read(text)["axes"] == ["Trois axes ont été retenus :", "soigner", "loger", "nourrir"]


def test_a_row_of_two_cells_is_a_champ_and_its_first_cell_the_label() -> None:
    (champ,), rest = find_plan_champs(make_document("# PCAET du Val\n| Signataires | La communauté |\n| Vu | 3 fois |"))
    assert (champ.label, [item.text for item in champ.items]) == ("Signataires", ["La communauté"])
    assert _by_name(rest)["hors_champ"] == ["Vu | 3 fois"]


def test_a_row_in_a_section_is_one_item_with_the_places_of_its_cells() -> None:
    document = make_document("# CLS du Val\n## Calendrier\n| Mars 2020 | Diagnostic |\n| Juin 2020 | Signature |")
    (champ,), _ = find_plan_champs(document)
    assert [item.text for item in champ.items] == ["Mars 2020 | Diagnostic", "Juin 2020 | Signature"]
    assert [document.slice(place) for place in champ.items[0].cells] == ["Mars 2020", "Diagnostic"]


def test_a_section_does_not_run_over_blocks_left_out() -> None:
    document = make_document("# CLS du Val\n## Objectifs\n• Soigner\nFiche 1\nTexte d'après.")
    kept = [block for block in document.body if document.slice(block.place) != "Fiche 1"]
    champs, rest = find_plan_champs(document, kept)
    assert _by_name(champs) == {"objectifs": ["Soigner"]}
    assert _by_name(rest)["hors_champ"] == ["Texte d'après."]


def test_what_stands_below_the_contents_of_a_paged_document_is_read() -> None:
    document = make_document(
        "# CLS du Val\n## Sommaire\nObjectifs ........ 3\n#### Article 1 – Gouvernance\nUn comité."
    )
    assert _by_name(find_plan_champs(document)[0]) == {}
    assert _by_name(find_plan_champs(_on_paper(document))[0]) == {"gouvernance": ["Un comité."]}


def _on_paper(document: Document) -> Document:
    return replace(document, pages=(Page(1, 595, 842),))


def test_the_objective_of_an_axe_is_no_objective_of_the_plan() -> None:
    text = "# CLS du Val\n## Les axes\n### Axe 1 : Soigner\nObjectifs : ouvrir un centre\n### Partenaires\nL'hôpital"
    assert _read(text) == {"axes": ["Axe 1 : Soigner", "Objectifs : ouvrir un centre", "Partenaires", "L'hôpital"]}


def test_a_run_in_label_of_another_champ_leaves_its_section() -> None:
    text = "# CLS du Val\n## Gouvernance\nUn comité.\nSignataires : la Ville\nUne équipe."
    assert _read(text) == {"gouvernance": ["Un comité.", "Une équipe."], "signataires": ["la Ville"]}


@pytest.mark.parametrize("step", ["Diagnostic : de mars à juin", "Évaluation : chaque année", "Financement : en mai"])
def test_a_step_of_the_calendar_opens_no_champ_of_its_own(step: str) -> None:
    assert _read(f"# CLS du Val\n## Calendrier\n{step}") == {"calendrier": [step]}


def test_a_page_that_labels_by_run_ins_does_so_below_a_heading_too() -> None:
    labels = "Durée : cinq ans\nSignataires : la Ville"
    text = f"# CLS du Val\n{labels}\n## Objectifs\nMieux soigner.\nDiagnostic : des cabinets vides."
    assert _read(text)["constat"] == ["des cabinets vides."]
    assert "constat" not in _read(text.replace(labels, ""))


def test_headings_that_fiches_use_too_make_no_fiche_below_the_name_of_a_plan() -> None:
    sections = (
        "## Diagnostic\nOn y meurt tôt.\n## Objectifs\n• Soigner\n## Publics\nTous\n## Indicateurs\n• Nombre de visites"
    )
    structure = find_structure(make_document(f"# Contrat local de santé 2022-2026\nUne page.\n{sections}"))
    assert structure.fiches == ()
    assert set(_by_name(structure.plan_champs)) == {"constat", "objectifs", "publics", "indicateurs"}
