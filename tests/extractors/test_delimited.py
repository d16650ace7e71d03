"""Tables as text: what delimiter, quotes and encoding are found, and what is no table."""

import pytest

from extractors import read_document, sniff
from models.document import BlockKind, Document
from models.errors import Motif, UnreadableSource

ROWS = [["Axe", "Action", "Pilote"], ["Habiter", "Rénover, isoler", "Mairie"], ["Bouger", 'Tracer; "vite"', "ARS"]]


def write(delimiter: str, rows: list[list[str]] = ROWS) -> str:
    def quote(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(char in cell for char in f'{delimiter}"\n') else cell

    return "\r\n".join(delimiter.join(map(quote, row)) for row in rows) + "\r\n"


def grid(document: Document) -> list[list[str]]:
    (table,) = [block for block in document.body if block.kind is BlockKind.TABLE]
    return [[document.slice(cell.place) for cell in row] for row in table.rows]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    document = read_document(write(delimiter).encode(encoding), "plan")
    assert document.source.media_type == (sniff.TSV if delimiter == "\t" else sniff.CSV)
    assert grid(document) == ROWS


def test_line_breaks_in_quotes_stay_in_their_cell() -> None:
    rows = [ROWS[0], ["Habiter", "Rénover :\n- les toits\n- les murs", "Mairie"]]
    cell = read_document(write(";", rows).encode(), "plan.csv").body[0].rows[1][1]
    assert [block.kind for block in cell.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM]


def test_markup_in_a_cell_is_read_as_markup() -> None:
    rows = [ROWS[0], ["Habiter", "<p>Rénover</p><ul><li>les toits</li></ul>", "Mairie"]]
    assert grid(read_document(write(",", rows).encode(), "plan.csv"))[1][1] == "Rénover\nles toits"


def test_a_hint_to_excel_is_no_row() -> None:
    assert grid(read_document(("sep=,\r\n" + write(",")).encode(), "plan.csv")) == ROWS


def test_lines_above_the_header_are_no_part_of_the_grid() -> None:
    document = read_document(("Plan climat du Valmorin;;\n\n" + write(";")).encode(), "plan.csv")
    assert grid(document) == ROWS
    assert document.slice(document.body[0].place) == "Plan climat du Valmorin"


def test_a_fiche_of_labels_and_values_is_a_table_of_two_columns() -> None:
    text = "Intitulé;Rénover\nConstat;Peu de toits\nPilote;Mairie\nCalendrier;2025\n"
    document = read_document(text.encode(), "fiche.csv")
    assert document.source.media_type == sniff.CSV
    assert grid(document)[1] == ["Constat", "Peu de toits"]


def test_rows_longer_than_the_header_are_kept_and_flagged() -> None:
    document = read_document((write(";") + "Relier;Ouvrir; relier;ARS\n").encode(), "plan.csv")
    assert grid(document)[-1] == ["Relier", "Ouvrir", "relier", "ARS"]
    assert [flag.code for flag in document.flags] == ["colonnes_en_trop"]


@pytest.mark.parametrize(
    "text",
    [
        "Le plan prévoit des logements, des pistes, des haies.\nIl mobilise la mairie, la région, l'agence.\n",
        "Logement, santé, mobilité\nCulture, sport, jeunesse\nEau, énergie, déchets\n",
        "Fiche 1 ; suite\nConstat : peu de médecins ; peu d'infirmiers.\n",
        "Constat\tPeu de médecins\nPilote\tLa commune\nCalendrier\t2025\nBudget\t10 €\n",
        "| Action | Pilote | Budget |\n|---|---|---|\n| Rénover | Mairie | 10 € |\n",
        "Action | Pilote | Budget\nRénover | Mairie | 10 €\n",
    ],
)
def test_prose_exports_and_drawn_tables_are_no_delimited_tables(text: str) -> None:
    assert read_document(text.encode(), "texte").reader == "text"


def test_a_quote_that_never_closes_loses_nothing() -> None:
    text = write(";") + 'Relier;"Ouvrir la voie;ARS\nPlanter;Semer;ARS\n'
    assert "Planter;Semer;ARS" in read_document(text.encode(), "plan.csv").text


def test_nothing_but_delimiters_is_an_empty_document() -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(b"sep=;\n;;;\n;;;\n", "plan.csv")
    assert caught.value.motif is Motif.VIDE
