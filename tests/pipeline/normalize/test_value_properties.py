"""What holds for any text: no value without its words, no crash, the same twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.action import Actor, Champ, Item, Values
from models.document import CELL_SEPARATOR, Place
from models.vocabulary.actors import ACTOR_KINDS, ROLES
from models.vocabulary.classes import CATEGORIES, CLASS_LISTS
from models.vocabulary.plans import PLAN_TYPES
from models.vocabulary.publics import PUBLICS
from models.vocabulary.values import HORIZONS, INDICATOR_TYPES, TERRITORY_TYPES
from pipeline.normalize.context import Context
from pipeline.normalize.items import number_items
from pipeline.normalize.spelling import flatten
from pipeline.normalize.values import read_values

PIECES = st.sampled_from(
    """ARS|CPAM|l'Agence régionale de santé|(A.R.S.)|Conseil départemental|du Finistère|Ville de Quimper|Direction|des
Solidarités|et|ou|,|;|/|:|.|(|)|«|»|–|•|Pilote|Co-pilote|en lien avec|financé par|signé par|la|de|d'|Mme Odile Granvert|
02 99 00 00 00|a@b.example|mai 2016|2015-2020|1er trimestre 2018|T3 2021|31/02/2023|dès|d'ici fin 2025|pour 5 ans|à
compter de|court terme|annuel|☒ 2023|☐|45 000 €|1,2 M€|entre 200 et 500 €|/an|HT|Total|0,5 ETP|Nombre de|Taux de|cible|
12 %|→|Source|Blois-Agglomération|CC du Pays Bigouden Sud|Pays de Brest|Loir-et-Cher|Nord|Plan|Son|au Mans|QPV|enfants|
personnes âgées|65 ans et plus|tout public|élus|assure|participent|est|etc.|…|association|centre social|
PRS 2018-2028|CLS|axe 2|fiche n° 4|volet santé du|et de l'énergie|Réalisé à 75 %|Thématique|Cible : 30|
2022 : 12 – 2027 : 20|Financeur 1|Montant 1|50 % ARS|soit|schéma|de l'eau|covoiturage|En cours|Haute""".replace(
        "\n", ""
    ).split("|")
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=10).map("\n".join),
    st.lists(PIECES, max_size=6).map(" | ".join),
    st.text(max_size=60),
)
NAMES = st.sampled_from(
    """pilotage partenaires budget signataires contact calendrier indicateurs publics territoire mise_en_oeuvre moyens
    constat hors_champ entete autre articulation statut priorite""".split()
)


def make_item(text: str) -> Item:
    return Item(text, Place(0, len(text)))


CHAMPS = st.lists(
    st.builds(lambda name, texts: Champ(name, tuple(map(make_item, texts))), NAMES, st.lists(TEXTS, max_size=3)),
    max_size=4,
).map(tuple)


def read(champs: tuple[Champ, ...]) -> Values:
    text = "\n".join(item.text for champ in champs for item in champ.items)
    return read_values(champs, Context(text=text))


def words_of(values: Values):
    yield from ((row, row.nom_source) for row in values.acteurs)
    for table in (
        values.echeances,
        values.financements,
        values.territoires,
        values.publics,
        values.classements,
        values.liens,
    ):
        yield from ((row, row.texte) for row in table)
    for row in values.indicateurs:
        yield from ((row, words) for words in _words_of_indicator(row))
    yield from ((row, row.etape) for row in values.echeances)
    yield from ((row, row.financeur) for row in values.financements)
    yield from ((row, words) for row in values.liens for words in (row.plan_cible, row.element))


def _words_of_indicator(row):
    return row.libelle, row.valeur_initiale, row.cible, row.unite, row.echeance, row.source


@given(CHAMPS)
@settings(max_examples=300, deadline=None)
def test_no_value_stands_without_its_words_in_the_item_that_it_names(champs):
    items = {(champ.name, ordre): item.text for champ, item, ordre in number_items(champs)}
    for row, words in words_of(read(champs)):
        assert words is None or words in items[row.champ, row.ordre] or _heads_its_column(row, words, items)
        assert words != ""


def _heads_its_column(row, words, items):
    """Whether a funder stands above the amount, in a row of the same table: «Région | CAF» over «10 € | 20 €»."""
    pays = words == (row.nom_source if isinstance(row, Actor) else getattr(row, "financeur", None))
    above = [items[row.champ, ordre].split(CELL_SEPARATOR) for ordre in range(1, row.ordre)]
    return (
        pays
        and CELL_SEPARATOR in items[row.champ, row.ordre]
        and any(words in map(str.strip, heads) for heads in above)
    )


@given(CHAMPS)
@settings(max_examples=100, deadline=None)
def test_the_same_champs_give_the_same_values(champs):
    assert read(champs) == read(champs)


@given(CHAMPS)
@settings(max_examples=200, deadline=None)
def test_every_value_of_a_closed_list_is_in_it(champs):
    values = read(champs)
    for terms, found in (
        (ROLES, {row.role for row in values.acteurs}),
        (ACTOR_KINDS, {row.categorie for row in values.acteurs}),
        (TERRITORY_TYPES, {row.type for row in values.territoires}),
        (HORIZONS, {row.horizon for row in values.echeances} - {None}),
        (PUBLICS, {row.categorie for row in values.publics} - {None}),
        (CATEGORIES, {row.categorie for row in values.classements}),
        (CLASS_LISTS, {row.liste for row in values.classements}),
        (PLAN_TYPES, {row.type_plan for row in values.liens}),
        (INDICATOR_TYPES, {row.type for row in values.indicateurs} - {None}),
    ):
        assert found <= {term.name for term in terms}


@given(CHAMPS)
@settings(max_examples=200, deadline=None)
def test_periods_begin_before_they_end_and_amounts_grow(champs):
    values = read(champs)
    assert all(row.debut <= row.fin for row in values.echeances if row.debut and row.fin)
    assert all(row.montant_max_eur > row.montant_eur for row in values.financements if row.montant_max_eur is not None)


@given(st.text())
def test_flattening_keeps_every_offset(text):
    assert len(flatten(text)) == len(text)
