"""What is said of a document: its status, why, its genre, and how much of it is in the tables."""

import hashlib
from dataclasses import replace

import pytest

from models.action import Action, Champ, Fiche, Reading
from models.columns import TABLES_BY_NAME
from models.document import Document
from models.errors import Motif
from models.flags import Flag, Gravity
from pipeline.convert import convert_source, find_genre, make_conversion, reject_source
from tests.pipeline.invented import BYTES, NAME, champ, make_document, make_reading, place_of, without_champ


def test_a_document_of_which_all_text_is_kept_is_converted() -> None:
    document = make_conversion(make_document(), make_reading()).document
    assert (document["statut"], document["motif"], document["couverture"]) == ("converti", None, 1.0)
    assert (document["document_id"], document["chemin"]) == (hashlib.sha256(BYTES).hexdigest(), NAME)
    assert tuple(document) == TABLES_BY_NAME["documents"].column_names


def test_a_document_of_which_text_is_lost_is_partial_and_the_flag_quotes_the_first_of_it() -> None:
    conversion = make_conversion(make_document(), without_champ(make_reading(), "objectifs"))
    assert (conversion.document["statut"], conversion.document["motif"]) == ("partiel", "texte_perdu")
    assert 0 < float(str(conversion.document["couverture"])) < 1
    flag = next(row for row in conversion.rows["signalements"] if row["code"] == "couverture_incomplete")
    assert "Objectifs" in str(flag["message"])
    assert flag["objet"] == "document"


@pytest.mark.parametrize(
    ("code", "motif"), [("abime", "abime"), ("texte_perdu", "texte_perdu"), ("autre", "texte_perdu")]
)
def test_an_error_flag_makes_a_document_partial_with_its_motif(code: str, motif: str) -> None:
    flag = Flag(code, "Des pages manquent.", Gravity.ERREUR)
    document = make_conversion(make_document(flags=(flag,)), make_reading()).document
    assert (document["statut"], document["motif"]) == ("partiel", motif)


def test_a_warning_leaves_a_document_converted() -> None:
    flag = Flag("texte_perdu", "Peut-être.", Gravity.AVERTISSEMENT)
    assert make_conversion(make_document(flags=(flag,)), make_reading()).document["statut"] == "converti"


def test_a_rejected_source_has_its_row_and_a_flag_in_french() -> None:
    conversion = reject_source(b"", "vide.txt", Motif.VIDE, "no bytes")
    assert (conversion.document["statut"], conversion.document["motif"]) == ("rejete", "vide")
    assert [row["code"] for row in conversion.rows["signalements"]] == ["vide"]
    assert conversion.document["couverture"] is None
    assert conversion.cause == "no bytes"


def test_a_source_without_bytes_has_no_id_and_no_flag_without_one() -> None:
    conversion = reject_source(None, "absente.txt", Motif.INTROUVABLE, "no such file")
    assert conversion.document["document_id"] is None
    assert not any(conversion.rows.values())


def fiche_of(*champs: Champ) -> Action:
    return Action(Fiche("Une action", None, None, (), champs))


def reading_of(*actions: Action) -> Reading:
    return replace(make_reading(), actions=actions, plan=None)


def as_type(document: Document, media_type: str) -> Document:
    return replace(document, source=replace(document.source, media_type=media_type))


def test_the_genre_follows_from_what_was_found() -> None:
    document = make_document()
    one = fiche_of(champ("pilotage", "ARS", label="Pilote"))
    other = fiche_of(champ("budget", "12 500 € HT", label="Budget"))
    row = fiche_of(champ("pilotage", "ARS", label="Pilote"))
    assert find_genre(document, reading_of(one)) == "fiche"
    assert find_genre(document, reading_of(one, other)) == "recueil"
    assert find_genre(document, reading_of(one, row)) == "tableau"
    assert find_genre(document, reading_of()) == "autre"
    assert find_genre(as_type(document, "text/html"), reading_of()) == "page"
    about_a_plan = replace(make_reading(), actions=())
    assert find_genre(document, about_a_plan) == "page"
    assert find_genre(as_type(document, "application/pdf"), about_a_plan) == "autre"


def test_labels_without_a_place_make_no_table() -> None:
    bare = Champ("pilotage", champ("pilotage", "ARS").items, label="Pilote")
    assert find_genre(make_document(), reading_of(fiche_of(bare), fiche_of(bare))) == "recueil"
    assert place_of("Pilote").start > 0


@pytest.mark.parametrize("data", [b"", b"  \n\t \n"])
def test_a_source_without_text_is_rejected_as_empty(data: bytes) -> None:
    assert convert_source(data, "vide.txt").document["motif"] == "vide"


def test_a_broken_picture_is_rejected_whatever_its_name() -> None:
    document = convert_source(b"\x89PNG\r\n\x1a\n" + bytes(64), "fiche.pdf").document
    assert (document["statut"], document["motif"]) == ("rejete", "abime")


def test_the_same_bytes_give_the_same_rows() -> None:
    assert convert_source(BYTES, NAME) == convert_source(BYTES, NAME)


def test_every_text_of_champs_is_rebuilt_from_its_span_and_counts_from_one() -> None:
    conversion = convert_source(BYTES, NAME)
    counts: dict[tuple[object, object], list[object]] = {}
    for row in conversion.rows["champs"]:
        counts.setdefault((row["objet_id"], row["champ"]), []).append(row["ordre"])
    assert counts
    assert all(orders == list(range(1, len(orders) + 1)) for orders in counts.values())
