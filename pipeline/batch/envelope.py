"""A document's result as bytes that tell whether they are whole: a line of JSON, then the parts that it names."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

_MAGIC = b"fiches-result 1\n"
_HEAD = len(_MAGIC) + 4

# The `statut` of a container in its summary: it stands in no table.
OPENED = "ouvert"


class DamagedResult(Exception):
    """Bytes of the store that are not what a worker wrote there."""


def seal(summary: Mapping[str, Any], parts: Mapping[str, bytes]) -> bytes:
    """The bytes for the store; their checksum stands in them."""
    head = {"summary": summary, "parts": [[name, len(part)] for name, part in parts.items()]}
    line = json.dumps(head, ensure_ascii=False, sort_keys=True).encode("utf-8")
    body = line + b"\n" + b"".join(parts.values())
    return _MAGIC + zlib.crc32(body).to_bytes(4, "big") + body


def unseal(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The summary and the parts. Raises DamagedResult where the bytes are not whole."""
    body = data[_HEAD:]
    if not data.startswith(_MAGIC) or zlib.crc32(body).to_bytes(4, "big") != data[len(_MAGIC) : _HEAD]:
        raise DamagedResult("its checksum is not that of its bytes")
    line, _, rest = body.partition(b"\n")
    head = json.loads(line)
    parts, offset = {}, 0
    for name, length in head["parts"]:
        parts[name] = rest[offset : offset + length]
        offset += length
    return head["summary"], parts
