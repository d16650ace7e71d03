"""Word files for the tests, written as XML: what python-docx cannot write is what is worth testing."""

import hashlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from extractors import docx
from models.document import Block, Document, Source, walk_blocks

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
          "comments": "comments", "header": "hdr", "footer": "ftr"}  # fmt: skip


def part(root: str, content: str) -> str:
    """An XML part with root element `w:root`."""
    return f"{_HEAD}<w:{root} {_DECLARED}>{content}</w:{root}>"


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with that content of `w:body`.

    Each keyword adds a part by the kind of its relationship (`styles`, `header_1`: the relationship's id is the
    keyword), with the content of its root or, where it starts with `<?xml`, as a whole.
    """
    members = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    relations = ""
    for key, content in parts.items():
        kind = key.partition("_")[0]
        members[f"word/{key}.xml"] = content if content.startswith("<?xml") else part(_ROOTS[kind], content)
        relations += f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{key}.xml"/>'
    members["word/_rels/document.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{relations}</Relationships>'
    )
    return package(members)


def package(members: dict[str, str | bytes], *, main: str = "word/document.xml") -> bytes:
    """A zip of parts whose package relationships name the main one."""
    rels = (
        f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/>'
        f'<Relationship Id="rId2" Target="docProps/core.xml" '
        'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in ({"_rels/.rels": rels} | members).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes) -> Document:
    """The document that the reader makes of the bytes."""
    return docx.read(data, Source(hashlib.sha256(data).hexdigest(), "fiche.docx", docx.MEDIA_TYPES[0], len(data)))


def read_body(body: str, **parts: str) -> Document:
    """The document of a body given as XML."""
    return read(word_file(body, **parts))


def blocks(document: Document) -> list[Block]:
    """Every block but tables, in reading order."""
    return [block for block in walk_blocks(document.body) if not block.rows]


def texts(document: Document) -> list[str]:
    """The text of every block but tables."""
    return [document.slice(block.place) for block in blocks(document)]


def markers(document: Document) -> list[str | None]:
    """The marker of every block but tables."""
    return [None if block.marker is None else document.slice(block.marker) for block in blocks(document)]


def codes(document: Document) -> list[str]:
    """The codes of the document's flags."""
    return [flag.code for flag in document.flags]


def run(text: str, properties: str = "") -> str:
    """A `w:r` with that text; `properties` is the content of its `w:rPr`."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A `w:p` of runs; plain text becomes a run."""
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{ppr}{''.join(piece if piece.startswith('<') else run(piece) for piece in content)}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A `w:tc` of blocks; plain text becomes a paragraph."""
    pieces = "".join(piece if piece.startswith("<") else p(piece) for piece in content or ("<w:p/>",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{pieces}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A `w:tr` of cells; plain text becomes a cell."""
    inner = "".join(piece if piece.startswith("<") else cell(piece) for piece in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, columns: int = 2, properties: str = "") -> str:
    """A `w:tbl` of rows."""
    grid = "<w:gridCol/>" * columns
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def style(style_id: str, name: str, content: str = "", *, kind: str = "paragraph", default: bool = False) -> str:
    """A `w:style`."""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{content}</w:style>'


def num_pr(num_id: int | str, depth: int | None = None) -> str:
    """A `w:numPr`."""
    ilvl = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    return f'<w:numPr>{ilvl}<w:numId w:val="{num_id}"/></w:numPr>'


def alternate(choice: str, fallback: str) -> str:
    """Content in two versions of which one counts."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
