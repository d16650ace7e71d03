"""The official geography: what the committed table holds, and how names are looked up."""

import zlib
from dataclasses import fields
from importlib import resources

import pytest
from pyarrow import parquet

from pipeline.reference.build_index import make_index
from pipeline.reference.build_territories import is_word
from pipeline.reference.gazetteer import Entry, load_gazetteer
from pipeline.reference.keys import name_key, word_key


def find(name: str):
    gazetteer = load_gazetteer()
    return gazetteer.entries(gazetteer.names.rows(name_key(name)))


def test_the_table_holds_the_whole_country_in_less_than_a_megabyte():
    kinds = [line.partition(b"\t")[0].decode() for line in load_gazetteer().lines]
    counts = {kind: kinds.count(kind) for kind in set(kinds)}
    assert counts["commune"] > 37_000
    assert counts["epci"] > 1_250
    assert counts["departement"] == 109
    assert counts["region"] == 34
    for name in ("territories.parquet", "territories.index"):
        assert resources.files("pipeline.reference").joinpath(name).stat().st_size < 1_000_000


def test_the_committed_index_is_that_of_the_committed_table():
    index = resources.files("pipeline.reference").joinpath("territories.index").read_bytes()
    assert zlib.decompress(index).decode() == make_index()


def test_an_entry_read_from_the_index_is_the_row_of_the_table():
    with resources.files("pipeline.reference").joinpath("territories.parquet").open("rb") as file:
        table = parquet.ParquetFile(file).read()
    gazetteer = load_gazetteer()
    assert len(gazetteer.lines) == table.num_rows
    names = [field.name for field in fields(Entry)]
    for number in range(0, table.num_rows, 97):
        (row,) = table.slice(number, 1).to_pylist()
        (entry,) = gazetteer.entries((number,))
        assert {name: getattr(entry, name) for name in names} == {
            name: row[name] or 0 if name == "population" else row[name] for name in names
        }


def test_the_readme_names_the_vintage_and_licence_that_the_table_carries():
    folder = resources.files("pipeline.reference")
    with folder.joinpath("territories.parquet").open("rb") as file:
        metadata = parquet.ParquetFile(file).schema_arrow.metadata
    readme = folder.joinpath("README.md").read_text(encoding="utf-8")
    for key in (b"millesime", b"licence", b"source"):
        assert metadata[key].decode().split(" ")[0] in readme


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Finistère", ("departement", "29")),
        ("Bretagne", ("region", "53")),
        ("Rhône-Alpes", ("region", "82")),
        ("Évreux", ("commune", "27229")),
        ("Evreux", ("commune", "27229")),
        ("St-Brieuc", ("commune", "22278")),
        ("Saint Brieuc", ("commune", "22278")),
        ("Brest métropole", ("epci", "242900314")),
        ("Annemasse Agglo", ("epci", "200011773")),
        ("Plaine Commune", ("epci", "200057867")),
    ],
)
def test_a_territory_is_found_by_the_ways_its_name_is_written(name, wanted):
    assert wanted in {(entry.type, entry.code) for entry in find(name)}


def test_case_and_accents_tell_names_from_words():
    assert find("plan") == ()
    assert find("Place") == ()
    assert any(entry.nom == "Placé" for entry in find("Placé"))


def test_namesakes_all_come():
    assert len({entry.code for entry in find("Sainte-Colombe")}) > 5


def test_a_former_commune_knows_its_departement():
    assert ("41", "deleguee") in {(entry.departement, entry.nature) for entry in find("Contres")}


@pytest.mark.parametrize(
    ("word", "key"), [("Œuilly", "Oeuilly"), ("Île", "Ile"), ("métropole", "Métropole"), ("é", "é")]
)
def test_keys_forgive_capitals_without_accents_and_nothing_else(word, key):
    assert word_key(word) == key


@pytest.mark.parametrize(
    ("name", "word"),
    [("Plan", True), ("Contres", True), ("Le Port", True), ("Vendôme", False), ("Saint-Pol", False), ("Placé", True)],
)
def test_names_that_are_words_are_known(name, word):
    known = frozenset({"plan", "contre", "port", "le", "placer"})
    assert is_word(name, known) is word
