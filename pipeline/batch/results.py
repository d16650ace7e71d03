"""A document's result for the store, and back: its summary, and the Arrow batch of every table that has rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

import pyarrow as pa

from models.columns import Row
from models.tables import ARROW_SCHEMAS
from pipeline.batch.envelope import OPENED, seal, unseal
from pipeline.batch.single import Result
from pipeline.members import ListedMember

_CODEC = "zstd"
# The parts of a result: how many bytes each table has, and all of them.
_LENGTHS, _TABLES = "longueurs", "tables"
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
    plain = {name: batch.serialize().to_pybytes() for name, batch in result.batches.items() if batch.num_rows}
    lengths = json.dumps({name: len(data) for name, data in plain.items()}).encode("ascii")
    # Compressed together: half the time and two thirds of the bytes of each by itself.
    packed: bytes = pa.compress(b"".join(plain.values()), codec=_CODEC, asbytes=True)
    return seal(summary, {_LENGTHS: lengths, _TABLES: packed})


def unpack_result(data: bytes) -> StoredResult:
    """The result in bytes of the store. Raises DamagedResult where they are not whole."""
    summary, parts = unseal(data)
    lengths: dict[str, int] = json.loads(parts[_LENGTHS])
    plain = pa.decompress(parts[_TABLES], decompressed_size=sum(lengths.values()), codec=_CODEC)
    ends = accumulate(lengths.values())
    batches = {
        # Without their schemas, which are ours.
        name: pa.ipc.read_record_batch(plain.slice(end - length, length), ARROW_SCHEMAS[name])
        for (name, length), end in zip(lengths.items(), ends, strict=True)
    }
    return StoredResult(summary, batches)
