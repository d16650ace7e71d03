"""Document → Structure: the fiches with their champs, the plan's own champs, and all that is neither."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from models.action import Fiche, Level, Structure
from models.document import Block, BlockKind, Document
from pipeline.structure.assign import assign_champs
from pipeline.structure.banners import add_banners, set_banners_apart
from pipeline.structure.cells import (
    TableView,
    champ_of_table,
    is_data_table,
    is_listing,
    read_row_of_labels,
    view_table,
)
from pipeline.structure.chapters import chapter_of, end_at_chapters, find_chapters
from pipeline.structure.context import decide_columns, decide_labels
from pipeline.structure.descriptions import describe_fiches
from pipeline.structure.flow_labels import mark_labels
from pipeline.structure.head_rows import find_head_rows, hold_answers
from pipeline.structure.header import Header, HeaderHints, add_margins, read_header
from pipeline.structure.hierarchy import Context, resolve_niveaux
from pipeline.structure.labels import LabelMatch, match_label
from pipeline.structure.numbers import find_counting_numbers, part_counting_titles
from pipeline.structure.outside import presents_a_plan, read_outside, show_headings
from pipeline.structure.own_labels import use_labels
from pipeline.structure.pieces import Look, Piece, is_set_apart, look_of, make_label, make_text
from pipeline.structure.plan_page import find_plan_champs
from pipeline.structure.record_fiches import read_record_fiches
from pipeline.structure.records import RecordTable, read_records
from pipeline.structure.references import hold_references
from pipeline.structure.run_ins import part_run_ins
from pipeline.structure.segment import Sheet, find_sheets
from pipeline.structure.steps import StepBook, said_steps
from pipeline.structure.tables import read_table
from pipeline.structure.transposed import names_actions_by_column, read_columns
from pipeline.structure.units import Unit, list_units

# So many champs named in running text say that running text is labelled there.
_ENOUGH: Final = 3
# A recapitulation has as many rows as the document has sheets, give or take a few.
_RECORDS_A_SHEET: Final = 3


def find_structure(document: Document, own_labels: Sequence[tuple[str, str]] = ()) -> Structure:
    """Take a document apart. Every text of its body stands in one champ of the result, once.

    `own_labels` are the user's, each with what it names; they come before the lexicon.
    """
    with use_labels(own_labels):
        return _find_structure(document)


def _find_structure(document: Document) -> Structure:
    tables = {
        i: block for i, block in enumerate(document.body) if block.kind is BlockKind.TABLE and not block.furniture
    }
    records = {index: found for index, table in tables.items() if (found := read_records(document, table, index))}
    # A table of one action per row is a recapitulation where the document has sheets: its rows are text then.
    sheet_tables = {index: table for index, table in tables.items() if index not in records}
    recaps = {index: table for index, table in tables.items() if index in records}
    pieces = part_counting_titles(find_head_rows(_hold(_label_pieces(document, sheet_tables, recaps))))
    sheets = find_sheets(pieces)
    hints = _header_hints(pieces, sheets)
    headers = list(_read_headers(document, pieces, sheets, hints))
    if _outnumber(records, sheets):
        return read_record_fiches(document, decide_columns(records))
    if sheets and not presents_a_plan(pieces, sheets, headers):
        pieces = decide_labels(pieces, sheets)
        return _structure_of_sheets(document, pieces, list(zip(sheets, headers, strict=True)), hints)
    if records:
        return read_record_fiches(document, decide_columns(records))
    plan_champs, rest = find_plan_champs(document)
    return Structure((), plan_champs, (*rest, *show_headings(document, plan_champs)))


def _hold(pieces: Sequence[Piece]) -> list[Piece]:
    """The stream with the lines held that look like a fiche's opening and answer a label."""
    return hold_references(hold_answers(pieces))


def _outnumber(records: Mapping[int, RecordTable], sheets: Sequence[Sheet]) -> bool:
    """Whether the rows are the plan, and what reads like a sheet beside them is a workbook's page of instructions."""
    count = sum(len(table.records) for table in records.values())
    return any(table.template for table in records.values()) or count > _RECORDS_A_SHEET * max(len(sheets), 1)


def _label_pieces(document: Document, tables: Mapping[int, Block], recaps: Mapping[int, Block]) -> list[Piece]:
    """The stream with its labels told. Where headings label the text, a table with a header row is their content.

    «Dépense | 2024 | 2025» under a heading «Budget» is the budget's text, not a fiche of its own. `recaps` are the
    tables of one action a row: in a sheet, the steps of its action.
    """
    every = ((index, view_table(document, table, index)) for index, table in tables.items())
    views = {index: view for index, view in every if not is_listing(view)}
    labelling = {index: view for index, view in views.items() if not is_data_table(view)}
    pieces = mark_labels(list(part_run_ins(_read_pieces(document, labelling))))
    named = _names_in_flow(pieces)
    if len(named) < _ENOUGH:
        every_view = len(labelling) == len(views)
        return pieces if every_view else mark_labels(list(part_run_ins(_read_pieces(document, views))))
    data = {index: view for index, view in views.items() if index not in labelling}
    found = {index: row for index, view in data.items() if (row := read_row_of_labels(view, named)) is not None}
    data.update((index, view_table(document, table, index)) for index, table in recaps.items())
    owned = {index: (view, match) for index, view in data.items() if (match := champ_of_table(view, named)) is not None}
    owned = {index: own for index, own in owned.items() if index not in found}
    if not found and not owned:
        return pieces
    return mark_labels(list(part_run_ins(_read_pieces(document, {**labelling, **found}, owned))))


def _names_in_flow(pieces: Sequence[Piece]) -> set[str]:
    """What the labels of running text name."""
    return {piece.match.name for piece in pieces if piece.is_champ_label and piece.match and piece.table is None}


def _read_pieces(
    document: Document, views: Mapping[int, TableView], owned: Mapping[int, tuple[TableView, LabelMatch]] | None = None
) -> Iterator[Piece]:
    """The stream; a table in `owned` is the text of the champ that its first header names, if no label waits for it."""
    last: Unit | None = None
    for index, block in enumerate(document.body):
        view = views.get(index)
        if view is None:
            units = list(list_units(document, (block,)))
            own = owned.get(index) if owned and last is not None and not _may_label(last) else None
            if own is None:
                yield from map(make_text, units)
            else:
                yield make_label(own[0].rows[0][0].units[0], own[1], table=index)
                yield from (make_text(unit, held=True, table=index) for unit in units)
            last = units[-1] if units else last
            continue
        if block.caption is not None:
            yield from map(make_text, list_units(document, (replace(block, rows=()),)))
        yield from (read_columns if names_actions_by_column(view) else read_table)(document, view)


def _may_label(unit: Unit) -> bool:
    """Whether a line above a table may be its label, known or not."""
    return is_set_apart(unit) or match_label(unit.text) is not None


def _structure_of_sheets(
    document: Document, pieces: Sequence[Piece], sheets: Sequence[tuple[Sheet, Header]], hints: HeaderHints
) -> Structure:
    book = StepBook()
    for _, header in sheets:
        book.add_header(header)
    book.add(said_steps(pieces, hints.niveaux))
    context = Context(hints.niveaux)
    chapters = {} if book.titles else find_chapters(pieces, *zip(*sheets, strict=True))
    book.add((chapter.level, chapter.champ) for chapter in chapters.values())
    sheets = [(end_at_chapters(sheet, chapters.values()), header) for sheet, header in sheets]
    fiches: list[Fiche] = []
    position = 0
    for sheet, header in sheets:
        _pass_lines(context, pieces[position : sheet.start])
        chapter = chapters.get(chapter_of(header) or "")
        levels = context.complete((chapter.level,) if chapter else header.levels, book.titles)
        fiches.append(book.show(_build_fiche(document, pieces, sheet, header, levels)))
        position = sheet.end
    plan_champs, rest = read_outside(document, pieces, [sheet for sheet, _ in sheets])
    return Structure(describe_fiches(fiches), plan_champs, rest)


def _pass_lines(context: Context, pieces: Sequence[Piece]) -> None:
    """The axes and objectifs named between the fiches hold for those that follow."""
    for step, _ in said_steps(pieces, context.niveaux):
        context.enter(step)


def _build_fiche(
    document: Document, pieces: Sequence[Piece], sheet: Sheet, header: Header, levels: tuple[Level, ...]
) -> Fiche:
    champs, flags = assign_champs(document, set_banners_apart(pieces[sheet.first_label : sheet.end]))
    sure = [champ.confidence for champ in champs if champ.label is not None]
    return Fiche(
        titre=header.titre,
        fiche_numero=header.fiche_numero,
        action_numero=header.action_numero,
        hierarchie=levels,
        champs=(*header.champs, *champs),
        confidence=round(sum(sure) / len(sure), 3) if sure else 0.5,
        flags=flags,
    )


def _read_headers(
    document: Document, pieces: Sequence[Piece], sheets: Sequence[Sheet], hints: HeaderHints
) -> Iterator[Header]:
    """Each fiche's header; what only the running heads of its pages say is taken from them."""
    before = 0
    for sheet in sheets:
        header = read_header(document, pieces[sheet.start : sheet.first_label], hints)
        header = add_banners(header, pieces[sheet.first_label : sheet.end], hints.niveaux)
        margins = pieces if len(sheets) == 1 else pieces[before : sheet.first_label]
        yield add_margins(header, margins, hints.niveaux)
        before = sheet.first_label


def _header_hints(pieces: Sequence[Piece], sheets: Sequence[Sheet]) -> HeaderHints:
    """Texts and looks that stand in more than one fiche's header."""
    texts: Counter[str] = Counter()
    looks: Counter[Look] = Counter()
    for sheet in sheets:
        free = [piece for piece in pieces[sheet.start : sheet.first_label] if piece.is_free_text]
        texts.update({piece.unit.text for piece in free})
        looks.update({look_of(piece.unit) for piece in free if not piece.parts})
    repeated = frozenset(text for text, count in texts.items() if count > 1)
    niveaux = resolve_niveaux(part for piece in pieces for part in piece.parts)
    numbers = frozenset(pieces[i].unit.place for i in find_counting_numbers(pieces))
    return HeaderHints(repeated, frozenset(look for look, count in looks.items() if count > 1), niveaux, numbers)
