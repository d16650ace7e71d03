"""Every column of every table: what `models.tables` makes the Arrow and Table Schemas from, and needs no library."""

from models.columns.column import Column, ForeignKey, Kind, Row, Table, Value
from models.columns.rows import Record, Rows
from models.columns.sources import ACTIONS, CHAMPS, DOCUMENTS, PLANS
from models.columns.values import (
    ACTEURS,
    CLASSEMENTS,
    ECHEANCES,
    FINANCEMENTS,
    INDICATEURS,
    LIENS,
    PUBLICS,
    SIGNALEMENTS,
    TERRITOIRES,
)

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    PLANS,
    ACTIONS,
    CHAMPS,
    ACTEURS,
    INDICATEURS,
    ECHEANCES,
    FINANCEMENTS,
    TERRITOIRES,
    PUBLICS,
    CLASSEMENTS,
    LIENS,
    SIGNALEMENTS,
)
TABLES_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

__all__ = ["TABLES", "TABLES_BY_NAME", "Column", "ForeignKey", "Kind", "Record", "Row", "Rows", "Table", "Value"]
