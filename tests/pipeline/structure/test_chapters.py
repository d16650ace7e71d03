"""Numbered chapters above coded fiches."""

from models.action import Fiche
from pipeline.structure import find_structure
from tests.pipeline.structure.drafts import Spec, document

BODY: list[Spec] = [
    ("h4", "Constat"),
    ("p", "Peu de soin."),
    ("h4", "Pilote"),
    ("p", "Ville"),
    ("h4", "Indicateurs"),
    ("p", "Nombre"),
]


def fiches(*specs: Spec) -> tuple[Fiche, ...]:
    return find_structure(document(*specs)).fiches


def axes(*specs: Spec) -> list[tuple[str | None, str | None] | None]:
    levels = [fiche.level("axe") for fiche in fiches(*specs)]
    return [None if level is None else (level.numero, level.titre) for level in levels]


def plan(first: str, second: str) -> list[Spec]:
    codes = [("2.1", "Dédoubler"), ("2.2", "Aider"), ("3.1", "Former"), ("3.2", "Loger")]
    sheets: list[list[Spec]] = [[("h3", f"{code} {title}"), *BODY] for code, title in codes]
    return [("h2", first), *sheets[0], *sheets[1], ("h2", second), *sheets[2], *sheets[3]]


def test_a_numbered_chapter_is_the_axe_of_the_codes_below_it() -> None:
    found = fiches(*plan("2 Éducation", "3 Économie"))
    assert axes(*plan("2 Éducation", "3 Économie")) == [("2", "Éducation")] * 2 + [("3", "Économie")] * 2
    assert "2 Éducation" in [item.text for champ in found[1].champs if champ.name == "entete" for item in champ.items]


def test_chapters_are_no_axes_where_the_document_names_some() -> None:
    assert axes(*plan("Axe A : Grandir", "3 Économie"))[:2] == [("A", "Grandir")] * 2


def test_chapters_of_other_numbers_situate_nothing() -> None:
    assert axes(*plan("4 Éducation", "5 Économie")) == [None] * 4


def test_a_line_of_the_table_of_contents_is_no_chapter() -> None:
    assert axes(*plan("2 Éducation 5", "3 Économie 13")) == [None] * 4


def guide(*, letters: str = "ab") -> list[Spec]:
    side: list[Spec] = [("h6", "Pilote"), ("p", "Ville"), ("h6", "Indicateurs"), ("p", "Nombre"), ("h6", "Budget")]
    sheets: list[Spec] = []
    for letter, first, second in zip(letters, ("Sensibilisation", "Achats"), ("et formation", "durables"), strict=True):
        sheets += [
            ("h2", letter),
            ("h2", first),
            ("h2", second),
            ("p", f"Ce que dit le chapitre {letter}."),
        ]
        for number in (1, 2):
            sheets += [("h4", f"{letter}.{number} Agir {number}"), *side, ("p", f"{number} 000 €")]
    return sheets


def test_a_lone_letter_above_its_title_is_the_axe_of_the_letters_codes() -> None:
    named = [("a", "Sensibilisation et formation")] * 2 + [("b", "Achats durables")] * 2
    assert axes(*guide()) == named
    assert axes(*guide(letters="ca"))[2:] == [("a", "Achats durables")] * 2


def test_a_divider_ends_the_fiche_before_it() -> None:
    found = fiches(*guide())
    said = [item.text for champ in found[1].champs for item in champ.items if champ.name != "entete"]
    assert not any("chapitre b" in text for text in said)


def test_a_deeper_code_stands_under_the_chapter_of_its_first_number() -> None:
    deep: list[Spec] = [("h3", "3.3.1 Nager"), *BODY]
    assert axes(*plan("2 Éducation", "3 Économie"), *deep)[-1] == ("3", "Économie")


def test_a_sample_sheet_before_the_chapters_is_a_sheet_of_its_chapter() -> None:
    boxes: list[Spec] = [("h6", "Pilote"), ("p", "Exemple"), ("h6", "Indicateurs"), ("p", "1")]
    sample: list[Spec] = [("h1", "Mode d'emploi"), ("p", "a.1 Agir 1"), *boxes]
    found = fiches(*sample, *guide())
    assert [fiche.action_numero for fiche in found] == ["a.1", "a.1", "a.2", "b.1", "b.2"]
    assert found[0].titre == "Agir 1"
