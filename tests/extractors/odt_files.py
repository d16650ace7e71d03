"""OpenDocument texts for the tests, written as XML: content and styles are what a test says."""

import hashlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from extractors import odt
from models.document import Block, Document, Source, walk_blocks

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
             "fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta", "chart": "chart"}  # fmt: skip
_DECLARED = " ".join(
    [
        *(f'xmlns:{prefix}="{_ODF}{name}:1.0"' for prefix, name in _PREFIXES.items()),
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)


def part(root: str, content: str) -> str:
    """An XML part with root element `office:root`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {_DECLARED}>{content}</office:{root}>'


def text_file(body: str, *, automatic: str = "", styles: str = "", meta: str = "", **members: str) -> bytes:
    """An .odt with that content of `office:text`; `automatic` are its own styles, `styles` the content of styles.xml.

    Further members by name, `/` written as `__`.
    """
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    parts = {
        "content.xml": part("document-content", content),
        "styles.xml": part("document-styles", styles),
        "meta.xml": part("document-meta", f"<office:meta>{meta}</office:meta>"),
        "META-INF/manifest.xml": "<manifest/>",
    }
    return package(parts | {name.replace("__", "/"): written for name, written in members.items()})


def package(parts: dict[str, str]) -> bytes:
    """A zip of parts, its media type first."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, written in ({"mimetype": odt.MEDIA_TYPES[0]} | parts).items():
            archive.writestr(name, written)
    return buffer.getvalue()


def read(data: bytes) -> Document:
    """The document that the reader makes of the bytes."""
    return odt.read(data, Source(hashlib.sha256(data).hexdigest(), "fiche.odt", odt.MEDIA_TYPES[0], len(data)))


def read_body(body: str, **options: str) -> Document:
    """The document of an `office:text` given as XML."""
    return read(text_file(body, **options))


def blocks(document: Document) -> list[Block]:
    """All blocks in reading order, a table before what stands in it."""
    return list(walk_blocks(document.body))


def texts(document: Document) -> list[str]:
    """The marker and text of each block but tables."""
    return [
        " ".join(document.slice(place) for place in (block.marker, block.place) if place is not None)
        for block in blocks(document)
        if not block.rows
    ]


def codes(document: Document) -> list[str]:
    """The codes of a document's flags."""
    return [flag.code for flag in document.flags]


def p(*content: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{"".join(content)}</text:p>'


def items(*content: str, style: str = "L1", attributes: str = "") -> str:
    """A list; an item is the XML of its blocks."""
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in content)
    return f'<text:list text:style-name="{style}" {attributes}>{inside}</text:list>'


def table(*rows: str) -> str:
    """A table of rows given as XML."""
    return f"<table:table>{''.join(rows)}</table:table>"


def row(*cells: str) -> str:
    """A row; a cell is plain text, or XML where it starts with `<`."""
    return (
        f"<table:table-row>{''.join(one if one.startswith('<') else cell(p(one)) for one in cells)}</table:table-row>"
    )


def cell(*content: str, attributes: str = "") -> str:
    """A cell of blocks."""
    return f"<table:table-cell {attributes}>{''.join(content)}</table:table-cell>"
