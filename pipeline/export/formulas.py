"""Cells that a spreadsheet would run as a formula: made harmless in the CSV files, and said so."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from models.columns import TABLES_BY_NAME, Row, Rows
from models.columns.column import TEXT_KINDS
from models.flags import Flag, Gravity
from pipeline.rows import flag_row

# What spreadsheets take for the start of a formula, or skip before one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_STARTS = frozenset(FORMULA_STARTS)
_NAMES = {"\t": "une tabulation", "\r": "un retour chariot"}


def neutralise_formula(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would run it.

    >>> neutralise_formula("=1+1"), neutralise_formula("a = 1")
    ("'=1+1", 'a = 1')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def flag_formulas(document: Row, rows: Mapping[str, Sequence[Row]]) -> tuple[Row, ...]:
    """A row of `signalements` for every column, object by object, that has a cell to neutralise."""
    document_id = document["document_id"]
    if not isinstance(document_id, str):
        return ()
    flags: dict[tuple[str, str, Flag], None] = {}
    for table, table_rows in (("documents", (document,)), *rows.items()):
        # The sentences of `signalements` are our own.
        if table == "signalements" or (isinstance(table_rows, Rows) and not _has_formula(table_rows)):
            continue
        for row in table_rows:
            for name in _text_columns(table):
                value = row[name]
                if isinstance(value, str) and value.startswith(FORMULA_STARTS):
                    flags[(*_owner(row, table), _formula_flag(table, name, value))] = None
    return tuple(flag_row(document_id, (objet, objet_id), flag) for objet, objet_id, flag in flags)


def _has_formula(rows: Rows) -> bool:
    """Whether any text would run: asked of whole columns, for most documents have none."""
    columns: Mapping[str, Sequence[Any]] = rows.columns()
    names = _text_columns(rows.table.name)
    return any(True for name in names if [text for text in columns[name] if text and text[0] in _STARTS])


@cache
def _text_columns(table: str) -> tuple[str, ...]:
    """The columns whose texts come from a source: not those of a closed list or of a fixed form."""
    columns = TABLES_BY_NAME[table].columns
    return tuple(
        column.name for column in columns if column.kind in TEXT_KINDS and not column.terms and not column.pattern
    )


def _owner(row: Row, table: str) -> tuple[str, str]:
    if "objet" in row:
        return str(row["objet"]), str(row["objet_id"])
    kind = {"documents": "document", "plans": "plan"}.get(table, "action")
    return kind, str(row[f"{kind}_id"])


def _formula_flag(table: str, column: str, text: str) -> Flag:
    start = _NAMES.get(text[0], f"« {text[0]} »")
    message = (
        f"Un texte de la colonne {column} de la table {table} commence par {start} : dans les CSV, une apostrophe le"
        " précède, pour qu'un tableur ne l'exécute pas comme une formule."
    )
    return Flag("formule_neutralisee", message, Gravity.INFO)
