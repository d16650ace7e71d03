"""What plan a document is about, by where it is named; each fact by itself."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors import read_document
from models.action import Champ, Fiche, Item, Level, PlanFacts, Structure
from models.document import Document, Metadata, Place
from pipeline.normalize.plan_facts import find_plan_facts
from pipeline.structure import find_structure
from pipeline.structure.plan_page import find_plan_champs
from tests.pipeline.structure.plan_page_markup import PAGES, lines_of, make_document

SEEDS = Path(__file__).parents[3] / "../shared"


def read_page(text: str) -> PlanFacts | None:
    document = make_document(text)
    plan_champs, rest = find_plan_champs(document)
    return find_plan_facts(document, Structure((), plan_champs, rest), lines_of(document))


def known(text: str) -> PlanFacts:
    facts = read_page(text)
    assert facts is not None
    return facts


def read_fiche(before: str, champs: dict[str, str], *, titre: str = "Ouvrir un lieu d'écoute") -> PlanFacts | None:
    """The plan of a document of one fiche: lines before it, then its title, then a line a champ."""
    document = make_document("\n".join([*before.splitlines(), titre, *champs.values()]))
    header = Champ("entete", (_item(document, titre),))
    body = tuple(Champ(name, (_item(document, text),)) for name, text in champs.items())
    fiche = Fiche(titre, None, None, (Level("axe", "1", "Agir"),), (header, *body))
    return find_plan_facts(document, Structure((fiche,), (), ()), lines_of(document))


def _item(document: Document, text: str) -> Item:
    start = document.text.index(text)
    return Item(text, Place(start, start + len(text)))


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_page_gives_the_facts_that_it_is_written_to_give(page: dict[str, Any]) -> None:
    facts = read_page(page["text"])
    wanted = dict(page.get("plan", {}))
    assert (facts is None) is (not wanted)
    found = asdict(facts) if facts else {}
    for name in wanted.pop("absent", ()):
        assert found[name] is None, name
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("title", "titre", "territoire", "years"),
    [
        ("Contrat local de santé du Val de Nièvre 2022-2026", None, "Val de Nièvre", (2022, 2026)),
        ("Le CLS du Pays de Grive", "CLS du Pays de Grive", "Pays de Grive", None),
        ("PCAET 2021-26 de la CC des Monts – Fiche 3", "PCAET 2021-26 de la CC des Monts", "Monts", (2021, 2026)),
        ("Programme d'actions – Plan climat 2020-26", "Plan climat 2020-26", None, (2020, 2026)),
        ("PCAET Haut-Sillon 2022-2027", None, "Haut-Sillon", (2022, 2027)),
        ("Schéma départemental de l'Autonomie 2019-2023", None, None, (2019, 2023)),
        ("Schéma départemental d'accès aux soins en Haute-Grive", None, "Haute-Grive", None),
        ("Contrat de ville « Ensemble 2030 » de la Ville de Belmont", None, "Belmont", None),
        ("CONTRAT DE VILLE DU PAYS DE GRIVE", None, "PAYS DE GRIVE", None),
        ("Stratégie de l'eau du Pays des Monts 2024-2030", None, "Pays des Monts", (2024, 2030)),
    ],
)  # fmt: skip
def test_a_title_names_plan_territory_and_years(
    title: str, titre: str | None, territoire: str | None, years: tuple[int, int] | None
) -> None:
    facts = known(f"# {title}\nLe texte suit.")
    assert facts.titre == (titre or title)
    assert facts.territoire == territoire
    assert (facts.date_debut, facts.date_fin) == (
        (date(years[0], 1, 1), date(years[1], 12, 31)) if years else (None, None)
    )


def test_a_plan_in_quotes_in_a_constat_is_the_fiches_own() -> None:
    constat = "Le schéma départemental « Bien vieillir chez soi en Haute-Grive 2015-2020 » l'a montré."
    facts = read_fiche("", {"constat": constat})
    assert facts is not None
    assert facts.titre == "Bien vieillir chez soi en Haute-Grive 2015-2020"
    assert (facts.type_plan, facts.territoire) == ("schema_departemental", "Haute-Grive")
    assert (facts.date_debut, facts.date_fin) == (date(2015, 1, 1), date(2020, 12, 31))


def test_a_plan_that_a_fiche_only_goes_with_is_not_its_own() -> None:
    assert (
        read_fiche("", {"articulation": "PCAET 2021-2026 de la CC du Val", "freins": "les contrats locaux de santé"})
        is None
    )


def test_the_cover_wins_over_the_plans_of_the_champs() -> None:
    champs = {"constat": "Le contrat de ville de Belmont 2015-2020 le disait.", "articulation": "PCAET 2021-2026"}
    facts = read_fiche("Contrat local de santé\ndu Pays de Grive\n2022-2026", champs)
    assert facts is not None
    assert facts.titre == "Contrat local de santé du Pays de Grive 2022-2026"
    assert facts.territoire == "Pays de Grive"


def test_a_running_head_names_the_plan() -> None:
    facts = read_fiche("~ PCAET du Val de Nièvre 2022-2027 | Fiche 3", {"constat": "Il fait chaud."})
    assert facts is not None
    assert facts.titre == "PCAET du Val de Nièvre 2022-2027"


def test_the_title_of_an_action_names_no_plan() -> None:
    assert read_fiche("", {"constat": "Il fait chaud."}, titre="Élaborer le PCAET de la CC du Val 2022-2027") is None


def test_the_territory_comes_from_the_scale_that_a_title_names() -> None:
    facts = known("# Une mission à l'échelle du Pays de Grive\nLe CLS avance.\nUn contrat local de santé engage l'ARS.")
    assert (facts.titre, facts.territoire) == ("Contrat local de santé du Pays de Grive", "Pays de Grive")


def test_the_territory_comes_from_the_authority_that_signs_even_by_its_acronym() -> None:
    text = """
# Une dynamique de contrat local de santé en Haute-Grive
La Communauté d'agglomération du Val Perché (CAVP) a mené un diagnostic.
Le contrat doit être signé par la CAVP avec l'ARS en octobre 2018. Le CLS sera signé pour 3 ans.
"""
    facts = known(text)
    assert (facts.titre, facts.territoire) == (None, "Val Perché")
    assert (facts.date_signature, facts.duree_mois) == (date(2018, 10, 1), 36)


def test_the_territory_comes_from_the_authority_in_the_margin_if_it_is_of_that_scale() -> None:
    margin = "~ Communauté de communes du Val Perché – mentions légales"
    assert known(f"# Notre PCAET\n{margin}").territoire == "Val Perché"
    assert known(f"# Notre schéma départemental\n{margin}").territoire is None


def test_an_official_territory_has_its_code_and_an_invented_one_none() -> None:
    assert known("# Schéma départemental de l'autonomie du Finistère 2020-2025").code_territoire == "29"
    assert known("# PCAET du Val Perché-sous-Grive").code_territoire is None


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("Le contrat est conclu pour une durée de cinq ans.", 60),
        ("Le CLS, signé pour trois ans, sera évalué.", 36),
        ("Ce plan d'une durée de 6 ans engage la commune.", 72),
        ("Cette mission est animée par une élue pour une durée d'un an.", None),
        ("Durant un an, une mission va écrire le CLS.", None),
    ],
)
def test_a_duration_counts_only_where_it_is_the_plans(sentence: str, months: int | None) -> None:
    assert known(f"# Contrat local de santé\n{sentence}").duree_mois == months


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Le contrat a été signé le 12 mars 2019 par la Ville.", date(2019, 3, 12)),
        ("La Ville a signé en juin 2020 son contrat local de santé.", date(2020, 6, 1)),
        ("Fait à Belmont, en deux exemplaires, le 1er juillet 2021.", date(2021, 7, 1)),
        ("Le précédent contrat avait été signé le 3 mai 2012.", None),
        ("Le contrat a été signé en 2019.", None),
        ("Le diagnostic du contrat date du 4 mai 2018.", None),
    ],
)
def test_the_day_of_signature_is_the_one_beside_the_verb(sentence: str, day: date | None) -> None:
    assert known(f"# Contrat local de santé\n{sentence}").date_signature == day


def test_days_bound_a_plan_that_names_no_years() -> None:
    exact = known("# Contrat local de santé\nLe contrat court du 1er mars 2020 au 28 février 2023.")
    assert (exact.date_debut, exact.date_fin) == (date(2020, 3, 1), date(2023, 2, 28))
    since = known("# Contrat local de santé\nIl est conclu pour une durée de deux ans à compter du 1er mars 2020.")
    assert (since.date_debut, since.date_fin) == (date(2020, 3, 1), date(2022, 2, 28))


def test_a_plan_named_once_in_passing_is_not_what_a_page_is_about() -> None:
    assert read_page("# La fanfare\nElle jouera pour la signature du contrat de ville.") is None


def test_the_kind_named_most_is_the_pages_own() -> None:
    facts = known("# Santé\nLe CLS avance. Le CLS sera suivi.\nLe PRS y tient.")
    assert facts.type_plan == "contrat_local_de_sante"


def test_the_files_own_title_may_name_the_plan() -> None:
    document = make_document("# Actions\nLe texte.", metadata=Metadata(title="Contrat de ville de Belmont 2015-2020"))
    facts = find_plan_facts(document, Structure((), (), ()), lines_of(document))
    assert facts is not None
    assert facts.titre == "Contrat de ville de Belmont 2015-2020"


@pytest.mark.skipif(not (SEEDS / "seeds").is_dir(), reason="the shared documents do not stand beside the checkout")
@pytest.mark.parametrize("number", range(5))
def test_the_real_documents_give_the_facts_of_their_gold(number: int) -> None:
    path = sorted((SEEDS / "seeds").glob("*.txt"))[number]
    gold = json.loads((SEEDS / "bench/gold-seeds" / f"{path.stem}.json").read_text(encoding="utf-8"))["plan"]
    document = read_document(path.read_bytes(), path.name)
    facts = find_plan_facts(document, find_structure(document), lines_of(document))
    assert (facts is None) is (gold is None)
    found = {name: str(value) for name, value in asdict(facts).items()} if facts else {}
    wanted = {name: str(value) for name, value in (gold or {}).items() if name in found and value is not None}
    assert {name: found[name] for name in wanted} == wanted
