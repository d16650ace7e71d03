"""Plain text as read: exports, saved articles, typed fiches."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import read_document
from models.document import BlockKind, walk_blocks
from tests.extractors.flat_view import letters, outline, read_text, texts

SEEDS = Path(__file__).parents[2] / "../shared/seeds"

EXPORT = """

Ouvrir une maison des aidants

Fiche 12

Action 1.3.2

Axe 1 : Soutenir les aidants
Objectif 1.3 : Offrir du répit

Constat\t<p>Peu d'aidants se disent tels.</p> <p>Ils s'épuisent</p>
Leviers/freins\t<p><u>Freins</u> : la distance</p>
Publics\tTous\tles publics
Pilote\t
Indicateurs\t<ul><li>un</li><li>deux</li></ul>"""


# Exports.


def test_an_export_is_its_preamble_and_one_table_of_labels_and_values() -> None:
    document = read_text(EXPORT)
    assert outline(document) == [
        "p Ouvrir une maison des aidants",
        "p Fiche 12",
        "p Action 1.3.2",
        "p Axe 1 : Soutenir les aidants",
        "p Objectif 1.3 : Offrir du répit",
        "| p Constat | p Peu d'aidants se disent tels. / p Ils s'épuisent",
        "| p Leviers/freins | p Freins : la distance",
        "| p Publics | p Tous les publics",
        "| p Pilote |",
        "| p Indicateurs | li1 un / li1 deux",
    ]
    table = document.body[-1]
    assert all(row[0].header and not row[1].header for row in table.rows)
    freins = table.rows[1][1].blocks[0]
    assert freins.lead == len("Freins")


def test_two_fiches_in_one_export_are_two_tables() -> None:
    document = read_text("Fiche 1\n\nConstat\tUn\nPilote\tA\n\nFiche 2\n\nConstat\tDeux\nPilote\tB\n")
    assert outline(document) == [
        "h2 Fiche 1",
        "| p Constat | p Un",
        "| p Pilote | p A",
        "h2 Fiche 2",
        "| p Constat | p Deux",
        "| p Pilote | p B",
    ]


@pytest.mark.parametrize(
    "value",
    [
        "<p>Un</p>\n<p>Deux</p>",
        "<p>Un</p>\n\n<p>Deux</p>",
        "Un\n\tDeux",
        '"Un\nDeux"',
        "Un\nDeux",
    ],
)
def test_a_value_may_take_several_lines(value: str) -> None:
    document = read_text(f"Constat\t{value}\nPilote\tARS")
    assert outline(document) == ["| p Constat | p Un / p Deux", "| p Pilote | p ARS"]


def test_items_below_a_label_are_its_value() -> None:
    document = read_text("Actions\t\n\t• former\n\t• informer\n\nPilote\tARS")
    assert outline(document) == ["| p Actions | li1 • former / li1 • informer", "| p Pilote | p ARS"]


def test_doubled_quotes_of_a_spreadsheet_are_single_ones() -> None:
    document = read_text('Constat\t"Dit ""fragile"""\nPilote\tARS')
    assert outline(document)[0] == '| p Constat | p Dit "fragile"'


def test_list_items_with_tabs_are_items() -> None:
    assert outline(read_text("Actions :\n\n•\tformer\n1.\tinformer")) == [
        "h2 Actions :",
        "li1 • former",
        "li1 1. informer",
    ]


# Other tables.


def test_rows_that_agree_on_three_columns_are_a_table_of_three() -> None:
    assert outline(read_text("Indicateur\tValeur\tCible\nNombre\t3\t4")) == [
        "| p Indicateur | p Valeur | p Cible",
        "| p Nombre | p 3 | p 4",
    ]


def test_markdown_tables_have_a_header_row() -> None:
    document = read_text("| Indicateur | Cible |\n|---|---:|\n| Nombre | 3 |\n")
    assert outline(document) == ["| p Indicateur | p Cible", "| p Nombre | p 3"]
    assert [cell.header for cell in document.body[0].rows[0]] == [True, True]


def test_bordered_tables_join_the_lines_of_a_row() -> None:
    document = read_text(
        "+-----+------+\n| A   | mot  |\n|     | mots |\n+-----+------+\n| B   | fin  |\n+-----+------+"
    )
    assert outline(document) == ["| p A | p mot mots", "| p B | p fin"]


def test_columns_set_with_blanks_are_label_and_value() -> None:
    document = read_text(
        "Pilote           Commune d'Orvanne\nPublics          Jeunes et\n                 aînés\nBudget           3 €"
    )
    assert outline(document) == [
        "| p Pilote | p Commune d'Orvanne",
        "| p Publics | p Jeunes et aînés",
        "| p Budget | p 3 €",
    ]


def test_a_single_line_with_a_pipe_is_a_line() -> None:
    assert outline(read_text("Santé | Social\n\nUn texte.")) == ["h1 Santé | Social", "p Un texte."]


# Articles.


def test_headings_without_markup_stand_over_text_or_lists() -> None:
    document = read_text(
        "Le contrat local\n\nLe contrat lie la commune et l'agence.\n\nObjectifs\n\n1 / Agir tôt :\n\n  • ici\n"
        "  • là\n\n2 / Agir mieux\n\n  • encore\n\nIl doit servir aux plus fragiles\n\nLes acteurs\n\n"
        "Les communes le signent."
    )
    assert outline(document) == [
        "h1 Le contrat local",
        "p Le contrat lie la commune et l'agence.",
        "h2 Objectifs",
        "li1 1 / Agir tôt :",
        "li2 • ici",
        "li2 • là",
        "li1 2 / Agir mieux",
        "li2 • encore",
        "p Il doit servir aux plus fragiles",
        "h2 Les acteurs",
        "p Les communes le signent.",
    ]


def test_headings_of_a_typed_fiche_need_no_blank_lines() -> None:
    document = read_text(
        "CONSTAT :\nPeu de médecins exercent ici.\nObjectifs\n- former\n- informer\n"
        "Pilote : la commune\nPublics : jeunes"
    )
    assert outline(document) == [
        "h2 CONSTAT :",
        "p Peu de médecins exercent ici.",
        "h2 Objectifs",
        "li1 - former",
        "li1 - informer",
        "p Pilote : la commune",
        "p Publics : jeunes",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "signature du contrat 2013",
        "Quatre axes ont été proposés :",
        "En conclusion, le contrat est un outil",
        "12/03/2018",
        "contact@exemple.fr",
        "Pilote : la commune",
        "Un texte qui finit.",
    ],
)
def test_a_line_that_is_no_title_is_no_heading(line: str) -> None:
    document = read_text(f"Début du texte.\n\n{line}\n\nUne phrase qui suit, avec un point.")
    assert texts(document, BlockKind.HEADING) == []


def test_a_question_may_be_a_heading() -> None:
    document = read_text("Début du texte.\n\nQui est concerné ?\n\nLes habitants de la vallée le sont tous.")
    assert texts(document, BlockKind.HEADING) == ["Qui est concerné ?"]


def test_markdown_and_drawn_lines_mark_headings() -> None:
    document = read_text("# Plan\n\n## Fiche 3 ##\n\nObjectifs\n---------\n\nPublics\n=======\ntous\n\n-----\n")
    assert outline(document) == ["h1 Plan", "h2 Fiche 3", "h2 Objectifs", "h1 Publics", "p tous"]


def test_a_number_heads_a_section_or_counts_in_a_list() -> None:
    document = read_text(
        "1. Contexte\n\nLe pays compte mille habitants.\n\n2. Étapes\n\n1. Écrire\n\n2. Signer\n\nUne phrase suit."
    )
    assert outline(document) == [
        "h2 1. Contexte",
        "p Le pays compte mille habitants.",
        "li1 2. Étapes",
        "li1 1. Écrire",
        "li1 2. Signer",
        "p Une phrase suit.",
    ]


def test_doubled_numbers_of_saved_pages_are_one_marker() -> None:
    document = read_text("L'accent porte sur :\n\n  1. le lien ;\n  2. 2) l'habitat.")
    assert outline(document) == ["p L'accent porte sur :", "li1 1. le lien ;", "li1 2. 2) l'habitat."]


@pytest.mark.parametrize("opening", ["\u00a0mieux articuler les soins", "mieux articuler les soins"])
def test_the_first_item_that_lost_its_number_is_an_item(opening: str) -> None:
    document = read_text(f"Trois axes ont été retenus :\n\n{opening}\n\n  1. prévenir\n  2. repérer")
    assert outline(document)[1:] == ["li1 mieux articuler les soins", "li1 1. prévenir", "li1 2. repérer"]


def test_a_sentence_before_a_list_is_no_item() -> None:
    document = read_text("Le texte finit.\n\nmieux articuler les soins\n\n  2. prévenir\n  3. repérer")
    assert outline(document)[1] == "p mieux articuler les soins"


def test_wrapped_lines_are_joined_and_cut_words_mended() -> None:
    document = read_text(
        "Les habitants de la vallée renoncent souvent aux soins faute de transports et\n"
        "de médecins : le dernier cabinet a fermé, et les plus proches n'accep-\n"
        "tent plus de patients depuis deux ans, malgré les efforts de la commune et de\n"
        "ses voisines.\n"
        "Pilote : la commune\n"
        "  - une action qui tient sur deux lignes parce qu'elle est longue, très longue\n"
        "    et utile ;\n"
        "  - une autre\n"
    )
    assert [line[:9] for line in outline(document)] == ["p Les hab", "p Pilote ", "li1 - une", "li1 - une"]
    assert "n'acceptent plus de patients" in document.text
    assert "longue et utile ;" in document.text


def test_lines_of_their_own_are_not_joined() -> None:
    lines = ["La commune d'Orvanne", "Le Département", "L'agence régionale", "Le centre social", "Les associations"]
    assert outline(read_text("\n".join(lines))) == [f"p {line}" for line in lines]


def test_a_saved_page_tells_site_title_author_and_day() -> None:
    document = read_text(
        "Réseau des territoires\n\nUn réseau au service des soins\n\nAccueil / Retours / Un contrat en vallée\n\n"
        "Un contrat en vallée\n\nvendredi 22 septembre 2017, par Ana MOREAU\n\nUn réseau a promu le contrat.\n\n"
        "Partager sur Facebook\n\nRéalisé par Atelier Web"
    )
    assert outline(document) == [
        "~p Réseau des territoires",
        "~p Un réseau au service des soins",
        "~p Accueil / Retours / Un contrat en vallée",
        "h1 Un contrat en vallée",
        "~p vendredi 22 septembre 2017, par Ana MOREAU",
        "p Un réseau a promu le contrat.",
        "~p Partager sur Facebook",
        "~p Réalisé par Atelier Web",
    ]
    metadata = document.metadata
    assert (metadata.title, metadata.author) == ("Un contrat en vallée", "Ana MOREAU")
    assert (metadata.publisher, metadata.date) == ("Réseau des territoires", "2017-09-22")


def test_a_title_said_twice_is_said_once_by_the_page() -> None:
    document = read_text("Newsletter :\n\nUne mission santé\n\nUne mission santé\n\nLes élus ont décidé cela.")
    assert [line[:3] for line in outline(document)] == ["~h2", "~p ", "h1 ", "p L"]


def test_check_boxes_in_text() -> None:
    document = read_text("☒ Court terme\n☐ Long terme\n[x] prioritaire")
    assert [block.checked for block in document.body] == [True, False, True]


# Nothing lost.

PIECES = st.sampled_from(
    [
        "Constat",
        "mot",
        "é",
        "Fin.",
        "- ",
        "• ",
        "1. ",
        "2) ",
        "\t",
        "\n",
        "\n\n",
        "  ",
        ":",
        " ",
        "\u00a0",
        "12",
        "<p>",
        "</p>",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_every_letter_stands_in_the_text_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not signs(text.replace("<p>", "").replace("</p>", "")):
        return
    document = read_text(text)
    assert signs(document.text) == signs(text.replace("<p>", "").replace("</p>", ""))
    blocks = list(walk_blocks(document.body))
    assert all(0 <= block.place.start <= block.place.end <= len(document.text) for block in blocks)
    starts = [block.place.start for block in document.body]
    assert starts == sorted(starts)


def signs(text: str) -> str:
    """Letters and figures: `- - -` alone on a line is a rule, and no text."""
    return "".join(char for char in text if char.isalnum())


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=120))
def test_any_text_is_read(text: str) -> None:
    if letters(text) and not text.lstrip().startswith("<"):
        assert read_document(f"Texte : {text}".encode(), "x.txt").text.startswith("Texte")


@pytest.mark.parametrize("name", ["lines", "pipes", "tabs", "bullets", "aligned"])
def test_long_texts_take_time_in_proportion(name: str) -> None:
    line = {
        "lines": "mot\n",
        "pipes": "a|b|c\nx|y\n",
        "tabs": "a\tb\n\n",
        "bullets": "- a\n",
        "aligned": "a     b\n c\n",
    }
    document = read_text(line[name] * 5000)
    assert len(letters(document.text)) >= 5000


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_no_word_of_the_real_documents_is_lost(name: str) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the real documents stand beside the checkout only")
    (path,) = SEEDS.glob(f"{name}_*.txt")
    raw = path.read_text(encoding="utf-8")
    for tag in ("<p>", "</p>", "<u>", "</u>"):
        raw = raw.replace(tag, " ")
    document = read_document(path.read_bytes(), path.name)
    assert letters(document.text).replace("|", "") == letters(raw)
