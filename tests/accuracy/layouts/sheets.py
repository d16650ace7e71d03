"""Spreadsheet layouts: one action a row with axes in a merged column or on banners, a sheet a fiche, tables as text."""

import csv
import io
from collections.abc import Callable
from itertools import groupby

from tests.accuracy.sheet import Dossier, Kind, Piece, Row, Sheet
from tests.workbooks import CellSpec, SheetSpec, X, column_name, make_workbook

_MARKERS = {Kind.BULLET: "- ", Kind.NUMBER: "{}. "}
_GROUPS = {
    "pilotage": "Acteurs", "partenaires": "Acteurs", "calendrier": "Mise en œuvre et suivi",
    "indicateurs": "Mise en œuvre et suivi", "mise_en_oeuvre": "Contenu",
}  # fmt: skip
_HELP = "Champ texte"


def summary(dossier: Dossier) -> bytes:
    """One action a row under a title and a note; the axe merged over its rows in the first column."""
    rows: list[list[CellSpec]] = [[X(dossier.title, "bold")], ["Document de travail"], []]
    names = _names(dossier)
    rows.append([X(name, "head") for name in ("Axe", "N°", "Action", *names.values())])
    merges: list[str] = []
    for axe, group in groupby(dossier.sheets, key=_axe):
        sheets = list(group)
        top = len(rows) + 1
        for number, sheet in enumerate(sheets):
            rows.append([axe if number == 0 else None, *_cells(sheet, names)])
        if len(sheets) > 1:
            merges.append(f"A{top}:A{len(rows)}")
    return make_workbook(SheetSpec("Plan d'action", rows, merges), SheetSpec("Feuil2", []))


def banner_summary(dossier: Dossier) -> bytes:
    """Banners for the axes between the rows, groups above the header, a row of help below it, a hidden sheet."""
    names = _names(dossier)
    groups: list[CellSpec] = [X("Action", "head"), None]
    merges = ["A1:B1"]
    for group, members in groupby(names, key=lambda champ: _GROUPS.get(champ, "Autres informations")):
        start, count = len(groups) + 1, len(list(members))
        groups += [X(group, "head"), *[None] * (count - 1)]
        if count > 1:
            merges.append(f"{column_name(start)}1:{column_name(start + count - 1)}1")
    rows: list[list[CellSpec]] = [
        groups,
        [X(name, "head") for name in ("N°", "Intitulé de l'action", *names.values())],
        [_HELP] * (len(names) + 2),
    ]
    for axe, sheets in groupby(dossier.sheets, key=lambda sheet: sheet.line("axe") or ""):
        rows.append([X(axe, "banner")])
        merges.append(f"A{len(rows)}:{column_name(len(names) + 2)}{len(rows)}")
        rows += [_cells(sheet, names) for sheet in sheets]
    lists = SheetSpec("Listes", [["À venir", "Élevé"], ["En cours", "Bas"]], state="hidden")
    return make_workbook(SheetSpec("Actions", rows, merges, hidden_columns=[len(names) + 2]), lists)


def forms(dossier: Dossier) -> bytes:
    """A sheet a fiche: its head lines, then labels beside their texts."""
    specs = []
    for number, sheet in enumerate(dossier.sheets, start=1):
        rows: list[list[CellSpec]] = [[X(line, "bold")] for _, text in sheet.head for line in text.split("\n")]
        rows += [[X(row.label, "head"), _rich(row)] for row in sheet.rows]
        specs.append(SheetSpec(f"Feuil{number}", rows))
    return make_workbook(*specs)


def csv_summary(dossier: Dossier) -> bytes:
    """Semicolons, windows-1252, line breaks in quotes; the axe said in every row."""
    names = _names(dossier)
    rows = [["Axe", "Numéro", "Titre de l'action", *names.values()]]
    rows += [[_axe(sheet), *map(_plain, _cells(sheet, names))] for sheet in dossier.sheets]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("windows-1252", errors="replace")


def tsv_summary(dossier: Dossier) -> bytes:
    """Tabs, UTF-16 with a byte order mark, as a spreadsheet saves «Unicode text»."""
    names = _names(dossier)
    rows = [["Axe", "N° de l'action", "Action", *names.values()]]
    rows += [[_axe(sheet), *map(_plain, _cells(sheet, names))] for sheet in dossier.sheets]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-16")


def _names(dossier: Dossier) -> dict[str, str]:
    """The label of each champ that some action has, in the order of the first."""
    names: dict[str, str] = {}
    for sheet in dossier.sheets:
        for row in sheet.rows:
            names.setdefault(row.champ, row.label)
    return names


def _axe(sheet: Sheet) -> str:
    number, title = sheet.facts["axe_numero"], sheet.facts["axe_titre"] or ""
    return f"{number}. {title}" if number else title


def _cells(sheet: Sheet, names: dict[str, str]) -> list[CellSpec]:
    by_champ = {row.champ: row for row in sheet.rows}
    texts = [_rich(by_champ[champ]) if champ in by_champ else None for champ in names]
    return [sheet.number, sheet.titre, *texts]


def _rich(row: Row) -> X:
    """A cell's text a line a piece, sub-labels bold."""
    runs: list[tuple[str, bool]] = []
    for number, piece in enumerate(row.pieces, start=1):
        if runs:
            runs.append(("\n", False))
        marker = _marker(piece, number)
        if marker:
            runs.append((marker, False))
        if piece.lead:
            runs.append((f"{piece.lead} ", True))
        runs.append((piece.text, False))
    return X(runs if len(runs) > 1 else runs[0][0])


def _marker(piece: Piece, number: int) -> str:
    if piece.kind is Kind.CHECK:
        return "☒ " if piece.checked else "☐ "
    return _MARKERS.get(piece.kind, "").format(number)


def _plain(cell: CellSpec) -> str:
    value = cell.value if isinstance(cell, X) else cell
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else str(value)
    return "".join(text for text, _ in value)


LAYOUTS: dict[str, Callable[[Dossier], bytes]] = {
    "xlsx_summary": summary,
    "xlsx_banner_summary": banner_summary,
    "xlsx_forms": forms,
    "csv_summary": csv_summary,
    "tsv_summary": tsv_summary,
}
