"""The sample documents, whole way: what comes out of each is what a reader of the document would write down."""

from functools import cache
from pathlib import Path

import pytest

from extractors import read_document
from models.vocabulary.champs import ACTION_CHAMP_NAMES
from pipeline.batch.run import run_batch
from pipeline.convert import Conversion, convert_source
from pipeline.sources import find_sources
from tests.accuracy.gold import HEADER_KEYS
from tests.build_samples import FOUR_FORMATS, SAMPLES, make_samples
from tests.golden_view import show_conversion

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.name for path in SAMPLES.iterdir())
WITHOUT_FICHE = {"page_cls_valmorin.txt", "page_cls_aubrette_1252.html"}


@cache
def convert_sample(name: str) -> Conversion:
    return convert_source((SAMPLES / name).read_bytes(), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_golden_reading(name: str, update_golden: bool) -> None:
    golden = GOLDEN / f"{name}.json"
    shown = show_conversion(convert_sample(name))
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == golden.read_text(encoding="utf-8")


def test_every_golden_file_has_its_sample() -> None:
    assert sorted(path.name.removesuffix(".json") for path in GOLDEN.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_no_character_of_a_sample_is_lost(name: str) -> None:
    document = convert_sample(name).document
    assert (document["couverture"], document["statut"], document["motif"]) == (1.0, "converti", None)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_rebuilt_from_its_span(name: str) -> None:
    text = read_document((SAMPLES / name).read_bytes(), name).text
    rows = convert_sample(name).rows["champs"]
    assert rows
    assert [row["texte"] for row in rows] == [text[row["debut"] : row["fin"]] for row in rows]


@pytest.mark.parametrize("name", sorted(set(FOUR_FORMATS) - {"fiche_aidants.txt"}))
def test_the_same_fiche_in_another_format_gives_the_same_action(name: str) -> None:
    reference, other = (convert_sample(one).rows for one in ("fiche_aidants.txt", name))
    assert len(reference["actions"]) == len(other["actions"]) == 1
    for column in (*HEADER_KEYS, *ACTION_CHAMP_NAMES, "hierarchie", "autres"):
        assert other["actions"][0][column] == reference["actions"][0][column], column
    places = ("page", "x0", "haut", "x1", "bas", "debut", "fin", "objet_id", "document_id")
    for table in ("acteurs", "indicateurs", "echeances", "financements", "territoires", "publics", "classements"):
        values, expected = (
            [{key: cell for key, cell in row.items() if key not in (*places, "action_id")} for row in rows[table]]
            for rows in (other, reference)
        )
        assert values == expected, table


def test_what_the_fiche_says_stands_in_its_action() -> None:
    action = convert_sample("fiche_aidants.txt").rows["actions"][0]
    assert {key: action[key] for key in HEADER_KEYS} == {
        "fiche_numero": "1",
        "action_numero": "2.1.1",
        "titre": "Ouvrir une maison des aidants à Chantebrun",
        "axe_numero": "2",
        "axe_titre": "Accompagner les parcours de vie",
        "objectif_numero": "2.1",
        "objectif_titre": "Soutenir les proches aidants",
    }
    assert action["leviers"] == "Un réseau d'infirmières libérales déjà mobilisé"
    assert action["freins"] == "Peu d'aidants se reconnaissent sous ce nom"
    assert action["budget"] == "85 000 € par an, dont 50 000 € de l'ARS"


@pytest.mark.parametrize("name", sorted(WITHOUT_FICHE))
def test_a_page_that_only_presents_a_plan_holds_no_action(name: str) -> None:
    rows = convert_sample(name).rows
    assert not rows["actions"]
    assert [plan["type_plan"] for plan in rows["plans"]] == ["contrat_local_de_sante"]


def test_a_colon_in_a_section_of_a_page_opens_no_other_section() -> None:
    champs = convert_sample("page_cls_aubrette_1252.html").rows["champs"]
    texts = [row["texte"] for row in champs if row["champ"] == "calendrier"]
    assert texts[0].startswith("Diagnostic : de février à septembre 2023.")


def test_all_items_of_a_list_stay_in_the_definition_that_announces_them() -> None:
    champs = convert_sample("page_cls_valmorin.txt").rows["champs"]
    texts = [row["texte"] for row in champs if row["champ"] == "definition"]
    assert texts[-1] == "il engage des financements."


def test_every_item_under_signataires_names_a_signatory() -> None:
    actors = convert_sample("page_cls_valmorin.txt").rows["acteurs"]
    names = [row["nom"] for row in actors if row["role"] == "signataire"]
    assert names == ["ARS", "Communauté de communes du Valmorin", "Centre hospitalier du Valmorin"]


def test_the_day_a_page_was_published_is_no_date_of_its_plan() -> None:
    periods = convert_sample("page_cls_valmorin.txt").rows["echeances"]
    assert "mardi 14 mai 2024" not in [row["texte"] for row in periods]


def test_a_territory_in_the_title_of_a_plan_is_its_territory() -> None:
    assert [plan["territoire"] for plan in convert_sample("recueil_orvanne.docx").rows["plans"]] == ["Pays d'Orvanne"]


def test_the_text_of_an_amount_holds_no_word_of_the_next_one() -> None:
    texts = [row["texte"] for row in convert_sample("fiche_aidants.txt").rows["financements"]]
    assert texts == ["85 000 € par an", "dont 50 000 € de l'ARS"]


def test_a_nested_indicator_table_gives_one_indicator_a_row_with_its_target() -> None:
    indicators = [
        row for row in convert_sample("recueil_orvanne.docx").rows["indicateurs"] if "|" not in row["libelle"]
    ]
    assert [(row["libelle"], row["cible"]) for row in indicators][-2:] == [
        ("Cours rénovées", "7"),
        ("Arbres plantés", "70"),
    ]
    assert "Indicateur" not in {row["libelle"] for row in indicators}


def test_an_axe_row_of_a_summary_table_is_part_of_the_head_of_its_actions() -> None:
    champs = convert_sample("tableau_orvanne.pdf").rows["champs"]
    texts = [
        row["texte"] for row in champs if (row["objet"], row["champ"], row["libelle"]) == ("action", "entete", "Axe")
    ]
    assert texts == [
        *2 * ["1 : Soigner au plus près"],
        *2 * ["2 : Accompagner les parcours de vie"],
    ]


def test_a_page_in_windows_1252_without_a_charset_comes_out_as_french() -> None:
    texts = " ".join(row["texte"] for row in convert_sample("page_cls_aubrette_1252.html").rows["champs"])
    assert "son cœur de métier" in texts
    assert "48 000 € par an – est partagé" in texts


def test_a_recueil_keeps_its_fiches_apart() -> None:
    actions = convert_sample("recueil_orvanne.docx").rows["actions"]
    assert [action["fiche_numero"] for action in actions] == ["2", "3", "1", "4"]
    assert len({action["titre"] for action in actions}) == 4


def test_the_committed_samples_are_those_that_the_script_builds() -> None:
    for name, data in make_samples().items():
        # The text, not the bytes: another zlib compresses otherwise.
        committed, built = (read_document(one, name).text for one in ((SAMPLES / name).read_bytes(), data))
        assert committed == built, name


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        run_batch(find_sources([SAMPLES]), folder)
    one, two = ({path.relative_to(f): path.read_bytes() for path in f.rglob("*.csv")} for f in folders)
    assert one
    assert one == two
