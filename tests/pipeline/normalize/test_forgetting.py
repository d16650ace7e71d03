"""What was found in a long text is remembered no longer than the text is read."""

import pytest

from extractors import read_document
from pipeline.letters import flatten
from pipeline.normalize import normalize_document
from pipeline.normalize.names import find_definitions
from pipeline.normalize.places import find_places
from pipeline.normalize.prior import find_prior
from pipeline.structure import find_structure

FICHE = """Fiche action n° 1 : Ouvrir un accueil
Constat : Peu d'accueil à Vesoul
Pilote : Communauté de communes du Val Vert (CCVV)
Territoire : Haute-Saône
"""


@pytest.mark.parametrize(("fiches", "remembered"), [(1, True), (1000, False)])
def test_a_long_text_is_not_kept_for_the_documents_to_come(fiches: int, remembered: bool) -> None:
    document = read_document((FICHE * fiches).encode(), "fiches.txt")
    reading = normalize_document(document, find_structure(document))
    assert reading.actions
    counts = [found.cache_info().currsize for found in (find_places, find_prior, find_definitions, flatten)]
    assert [count > 0 for count in counts] == [remembered] * len(counts)
