"""A document's result for the store, and back: its summary, and the Arrow batch of every table that has rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from models.columns import TABLES, Row
from models.tables import ARROW_SCHEMAS
from pipeline.batch.envelope import OPENED, seal, unseal
from pipeline.batch.single import Result
from pipeline.members import ListedMember

_CODEC = "zstd"
_SIZE = 8
# What the ledger keeps of a row of `documents`, to tell of it without the store.
_TOLD = ("document_id", "octets", "type_media", "genre", "statut", "motif", "couverture")


@dataclass(frozen=True, slots=True)
class StoredResult:
    """What the store holds of a content: the summary of its document, and its rows by table, where it has any."""

    summary: Mapping[str, Any]
    batches: Mapping[str, pa.RecordBatch]


def summarize(result: Result) -> dict[str, Any]:
    """A conversion for people, as JSON takes it: the document, how many rows each table took, why it was rejected."""
    conversion = result.conversion
    counts = {name: len(rows) for name, rows in conversion.rows.items() if rows}
    return {
        **{key: conversion.document[key] for key in _TOLD},
        "lignes": counts,
        "cause": conversion.cause,
        "plan": _tell_plan(conversion.rows["plans"]),
    }


def _tell_plan(rows: Sequence[Row]) -> dict[str, Any] | None:
    """The plan that a document names, for joining plans over documents; days as ISO texts."""
    if not rows:
        return None
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in rows[0].items()}
    plan_id, _ = facts.pop("plan_id"), facts.pop("document_id")
    return {"plan_id": plan_id, "faits": facts}


def summarize_container(content: str, size: int, members: Sequence[ListedMember]) -> dict[str, Any]:
    """The same of a container: it has no row itself, but documents that have."""
    told = dict.fromkeys(_TOLD) | {"document_id": content, "octets": size, "statut": OPENED}
    listed = [[member.name, member.content, member.motif, member.cause] for member in members]
    return {**told, "lignes": {}, "cause": None, "membres": listed}


def pack_result(result: Result, summary: Mapping[str, Any]) -> bytes:
    """The bytes for the store."""
    parts = {name: _pack_batch(batch) for name, batch in result.batches.items() if batch.num_rows}
    return seal(summary, parts)


def unpack_result(data: bytes) -> StoredResult:
    """The result in bytes of the store. Raises DamagedResult where they are not whole."""
    summary, parts = unseal(data)
    batches = {
        table.name: _unpack_batch(parts[table.name], ARROW_SCHEMAS[table.name])
        for table in TABLES
        if table.name in parts
    }
    return StoredResult(summary, batches)


def _pack_batch(batch: pa.RecordBatch) -> bytes:
    """The batch without its schema, which is ours: its size unpacked in eight bytes, then its compressed bytes."""
    plain = batch.serialize()
    packed: bytes = pa.compress(plain, codec=_CODEC, asbytes=True)
    return len(plain).to_bytes(_SIZE, "big") + packed


def _unpack_batch(part: bytes, schema: pa.Schema) -> pa.RecordBatch:
    size = int.from_bytes(part[:_SIZE], "big")
    return pa.ipc.read_record_batch(pa.decompress(part[_SIZE:], decompressed_size=size, codec=_CODEC), schema)
