"""Several tables about the same actions: a sheet of indicators beside the sheet of the plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pipeline.structure.folding import fold_label
from pipeline.structure.pieces import Piece, Role
from pipeline.structure.records import Record, RecordTable

_SAME_SHARE: Final = 0.8


def merge_tables(tables: Mapping[int, RecordTable]) -> dict[int, RecordTable]:
    """The tables, with what a later one tells of the actions of an earlier one told there: one fiche, one action.

    A later table with the same columns is another version of the plan, and stays by itself.
    """
    merged: dict[int, RecordTable] = {}
    for index, table in tables.items():
        home = next((i for i, other in merged.items() if _details(table, other)), None)
        if home is None:
            merged[index] = table
            continue
        merged[home], rest = _move_records(table, merged[home])
        merged[index] = replace(table, records=rest, between=())
        # Banners of the later table situate nothing any more; their words stay.
        words = tuple(piece for banner in table.between for piece in banner.pieces)
        merged[index] = replace(merged[index], heading=(*table.heading, *words))
    return merged


def _details(table: RecordTable, other: RecordTable) -> bool:
    titles, known = [_title(record) for record in table.records], {_title(record) for record in other.records}
    same = sum(title in known for title in titles if title)
    if same < _SAME_SHARE * len(titles) or len(set(titles)) < _SAME_SHARE * len(titles):
        return False
    return bool(_labels(table) - _labels(other))


def _move_records(table: RecordTable, home: RecordTable) -> tuple[RecordTable, tuple[Record, ...]]:
    """The earlier table with the pieces of the later one's records, and the records that it has no action for."""
    places = {_title(record): number for number, record in reversed(list(enumerate(home.records)))}
    records, rest = list(home.records), list[Record]()
    for record in table.records:
        number = places.get(_title(record))
        if number is None:
            rest.append(record)
        else:
            records[number] = replace(records[number], pieces=(*records[number].pieces, *record.pieces))
    return replace(home, records=tuple(records)), tuple(rest)


def _title(record: Record) -> tuple[str, ...]:
    return fold_label(" ".join(piece.unit.text for piece in _texts_of(record.pieces, "titre")))


def _texts_of(pieces: Sequence[Piece], name: str) -> Iterator[Piece]:
    """The texts under the first label of that name."""
    inside = False
    for piece in pieces:
        if piece.role is Role.LABEL:
            if inside:
                return
            inside = piece.match is not None and piece.match.name == name
        elif inside:
            yield piece


def _labels(table: RecordTable) -> set[str]:
    return {piece.unit.text for record in table.records for piece in record.pieces if piece.role is Role.LABEL}
