"""Rows as fiches: each record's header and champs, the steps that banners between the rows name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from models.action import Champ, Fiche, Level, Structure
from models.document import Document
from models.flags import Flag, Gravity
from models.vocabulary.champs import ENTETE
from pipeline.structure.assign import assign_champs, hors_champ
from pipeline.structure.header import entete_champ, read_header
from pipeline.structure.hierarchy import Context
from pipeline.structure.pieces import Piece, Role, make_text
from pipeline.structure.record_merge import merge_tables
from pipeline.structure.records import COUNT, Banner, RecordTable
from pipeline.structure.steps import StepBook, said_steps
from pipeline.structure.units import list_units

_EXAMPLE: Final = Flag(
    "ligne_exemple", "Cette ligne semble être l'exemple que le modèle donne : à retirer si ce n'est pas une action."
)


def read_record_fiches(document: Document, tables: Mapping[int, RecordTable]) -> Structure:
    """The document's structure where its fiches are rows: `tables` by the index of their block."""
    tables = merge_tables(tables)
    fiches: list[Fiche] = []
    rest: list[Champ] = []
    context, book = Context(), StepBook()
    for index, block in enumerate(document.body):
        table = tables.get(index)
        if table is None:
            units = list(list_units(document, (block,)))
            lines = [make_text(unit) for unit in units]
            book.add(said_steps(lines, context.niveaux))
            for step, _ in said_steps(lines, context.niveaux):
                context.enter(step)
            rest.extend(hors_champ(document, units))
            continue
        rest.extend(_rest_champs(document, table.heading))
        book.add(step for banner in table.between for step in _banner_steps(banner, context))
        fiches.extend(book.show(fiche) for fiche in _record_fiches(document, table, context, rest))
    templates = {table.template for table in tables.values() if table.template}
    return Structure(
        tuple(fiches),
        (),
        tuple(_leave_out_shown(rest, fiches)),
        tuple(_flag_template(name) for name in sorted(templates)),
    )


def _leave_out_shown(rest: Sequence[Champ], fiches: Sequence[Fiche]) -> Iterator[Champ]:
    """The rest without the axes' rows that the actions below them show as theirs: one text stands in one place."""
    shown: dict[int, int] = {}
    for fiche in fiches:
        for champ in fiche.champs:
            if champ.name == ENTETE and champ.items:
                start = (champ.label_place or champ.items[0].place).start
                shown[start] = champ.items[-1].place.end
    for champ in rest:
        items = tuple(item for item in champ.items if shown.get(item.place.start) != item.place.end)
        if items or not champ.items:
            yield champ if len(items) == len(champ.items) else replace(champ, items=items)


def _rest_champs(document: Document, pieces: Sequence[Piece]) -> tuple[Champ, ...]:
    return hors_champ(document, [piece.unit for piece in pieces])


def _flag_template(name: str) -> Flag:
    return Flag("modele_reconnu", f"Le tableau suit {name} : ses colonnes sont lues par leur modèle.", Gravity.INFO)


def _banner_steps(banner: Banner, context: Context) -> Iterator[tuple[Level, Champ]]:
    """The steps that a row between the records names, by its words or by its look."""
    said = list(said_steps(banner.pieces, context.niveaux))
    if said or banner.niveau is None or not banner.pieces:
        yield from said
        return
    item = banner.pieces[0].unit.item()
    yield Level(banner.niveau, None, item.text), entete_champ((item,), None)


def _record_fiches(document: Document, table: RecordTable, context: Context, rest: list[Champ]) -> Iterator[Fiche]:
    for number, record in enumerate(table.records):
        _pass_banners(document, table, number, context, rest)
        split = [(list(group), group[0].is_header_label) for group in _group_by_label(record.pieces)]
        header = read_header(document, [piece for group, is_header in split if is_header for piece in group])
        champs, flags = assign_champs(
            document, [piece for group, is_header in split if not is_header for piece in group]
        )
        counted = COUNT.match(header.titre or "") if table.counted and header.action_numero is None else None
        yield Fiche(
            titre=header.titre if counted is None or header.titre is None else header.titre[counted.end() :],
            fiche_numero=header.fiche_numero,
            action_numero=header.action_numero if counted is None else counted[1],
            hierarchie=context.complete(header.levels, {}),
            champs=(*header.champs, *champs),
            confidence=0.95,
            flags=(*flags, _EXAMPLE) if record.example else flags,
        )
    # An axe's row at a page's foot: its actions come in the next page's table.
    _pass_banners(document, table, len(table.records), context, rest)


def _pass_banners(document: Document, table: RecordTable, number: int, context: Context, rest: list[Champ]) -> None:
    for banner in table.between:
        if banner.before == number:
            rest.extend(_rest_champs(document, banner.pieces))
            for step, _ in _banner_steps(banner, context):
                context.enter(step)


def _group_by_label(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    start = 0
    for i, piece in enumerate(pieces):
        if piece.role is Role.LABEL and i > start:
            yield pieces[start:i]
            start = i
    if pieces:
        yield pieces[start:]
