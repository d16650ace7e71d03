"""Whole fiches as a health scheme exports them (label, tab, value with its markup), and what a reader takes out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.convert import convert_source

EXPORTS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("exports.toml").read_text(encoding="utf-8"))[
    "export"
]
# What a row of each table is written as in `exports.toml`; empty cells are «-».
SHOWN = {
    "acteurs": ("role", "nom", "categorie"),
    "echeances": ("edtf", "horizon", "etape"),
    "financements": ("montant_eur", "financeur"),
    "indicateurs": ("libelle", "valeur_initiale", "cible"),
    "territoires": ("type", "code", "nom"),
    "publics": ("texte", "categorie"),
}


def show_row(row: dict[str, Any], columns: tuple[str, ...]) -> str:
    return " | ".join("-" if row[column] is None else str(row[column]) for column in columns)


@pytest.mark.parametrize("export", EXPORTS, ids=[export["name"] for export in EXPORTS])
def test_an_export_gives_the_values_that_a_reader_takes_out(export: dict[str, Any]) -> None:
    rows = convert_source(export["text"].encode(), "fiche.txt").rows
    assert len(rows["actions"]) == 1
    for table, columns in SHOWN.items():
        assert [show_row(row, columns) for row in rows[table]] == export[table], table
