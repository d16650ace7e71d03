"""Files made to harm a reader, built here byte by byte: nothing of the kind lies in the repository.

Each says what may become of it: a motif out of a short list, or, with None, a document that is read. What is never
right is a row that is missing, a run that stops, or a neighbour that changes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOCX_TYPE}"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
SECRET = "Texte qui ne doit jamais sortir de son fichier"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """A file to build: its name, its bytes, and the motifs that are right for it (None among them: it may be read).

    `slow` ones take seconds: they are for the long run.
    """

    name: str
    build: Callable[[], bytes]
    motifs: frozenset[str | None]
    slow: bool = False


def write_files(folder: Path, *, slow: bool) -> Iterator[HostileFile]:
    """Build the files in a folder, with the slow ones or without."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in HOSTILE_FILES:
        if slow or not file.slow:
            (folder / file.name).write_bytes(file.build())
            yield file


# PDF


def make_pdf(objects: list[bytes], *, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of their places."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start))
    return out.getvalue()


def make_stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d " % len(data) + entries + b" >>\nstream\n" + data + b"\nendstream"


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_TEXT = b"BT /F1 12 Tf 72 700 Td (Pilote : la mairie) Tj ET"


def _page(content: int, font: int) -> bytes:
    resources = b"/Resources << /Font << /F1 %d 0 R >> >>" % font
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R " % content + resources + b" >>"


def _one_page(content: bytes, *, resources: bytes = b"/Font << /F1 5 0 R >>", more: tuple[bytes, ...] = ()) -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << " + resources + b" >> >>"
    )
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return make_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, _FONT, *more])


def _deflate_often(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def pdf_bomb() -> bytes:
    """A page of three kilobytes that unfolds to a gigabyte."""
    spaces = zlib.compressobj(9)
    once = b"".join(spaces.compress(bytes(1 << 20)) for _ in range(1024)) + spaces.flush()
    filters = b"/Filter [ /FlateDecode /FlateDecode /FlateDecode ]"
    return _one_page(make_stream(_deflate_often(once, 2), filters))


def pdf_exponential_forms() -> bytes:
    """Forms that each draw the next one ten times, nine levels deep."""
    levels = 9
    forms = []
    for level in range(levels):
        names = b"/X %d 0 R" % (7 + level)
        drawn = b"/X Do " * 10 if level < levels - 1 else _TEXT
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << " + names + b" >> >>"
        forms.append(make_stream(drawn, entries))
    return _one_page(make_stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>", more=tuple(forms))


def pdf_font_map() -> bytes:
    """A map of a font that says what four billion codes mean, in a hundred bytes."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange "
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = _page(4, 5)
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    return make_pdf([catalog, tree, page, make_stream(_TEXT), font, make_stream(cmap)])


def pdf_loop() -> bytes:
    """A tree of pages that is its own child."""
    return make_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def pdf_pages(count: int) -> bytes:
    """So many pages that all show one line."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    page = _page(3, 4)
    tree = b"<< /Type /Pages /Count %d /Kids [ " % count + kids + b" ] >>"
    return make_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, make_stream(_TEXT), _FONT, *[page] * count])


def pdf_cut() -> bytes:
    """The first two thirds of a PDF."""
    whole = pdf_pages(40)
    return whole[: len(whole) * 2 // 3]


def pdf_huge_page() -> bytes:
    """A page larger than a country."""
    return _one_page(make_stream(_TEXT)).replace(b"[0 0 595 842]", b"[-9e12 -9e12 9e12 9e12]")


def pdf_deep_arrays() -> bytes:
    """A page whose content is brackets."""
    return _one_page(make_stream(b"[" * 200_000))


# Office files


def make_docx(document: str, *, more: dict[str, bytes] | None = None) -> bytes:
    """A Word file whose body is this XML."""
    return _zip(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document, **(more or {})}
    )


def _zip(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _body(inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{inner}</w:body></w:document>'


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_wide_cell() -> bytes:
    """A cell that spans a hundred million columns."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>{_paragraph("Constat")}</w:tc>'
    return make_docx(_body(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>{_paragraph('Fin')}"))


def docx_nested_tables(depth: int = 3_000) -> bytes:
    """Tables in tables in tables."""
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return make_docx(_body(opened + _paragraph("Au fond") + closed))


def docx_laughs() -> bytes:
    """Entities that unfold to a billion words."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = _body(_paragraph("&e9;"))
    declared = f'<!DOCTYPE x [<!ENTITY e0 "ha ">{entities}]>'
    return make_docx(text.replace("?>", f"?>{declared}", 1))


def docx_outside_entity() -> bytes:
    """An entity that stands for another file of the machine."""
    text = _body(_paragraph("Constat : &dehors;"))
    return make_docx(text.replace("?>", '?><!DOCTYPE x [<!ENTITY dehors SYSTEM "secret.txt">]>', 1))


def docx_bomb() -> bytes:
    """A part of a gigabyte of blanks."""
    head, tail = _body("\0").split("\0")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(head.encode())
            for _ in range(1024):
                part.write(b" " * (1 << 20))
            part.write(tail.encode())
    return out.getvalue()


def docx_many_parts() -> bytes:
    """A package of sixty thousand parts."""
    return make_docx(_body(_paragraph("Constat")), more={f"word/{n}.xml": b"<x/>" for n in range(60_000)})


def docx_outside_relation() -> bytes:
    """A document whose template and picture lie on a server."""
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Target="http://127.0.0.1:9/modele.dotm" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    return make_docx(_body(_paragraph("Constat")), more={"word/_rels/document.xml.rels": relations.encode()})


def docx_cut() -> bytes:
    """The first half of a Word file."""
    whole = make_docx(_body("".join(_paragraph(f"Constat {n}") for n in range(2_000))))
    return whole[: len(whole) // 2]


def zip_lies() -> bytes:
    """A Word file that says it has a few bytes, and has a hundred million."""
    whole = bytearray(make_docx(_body(_paragraph("a" * 100_000_000))))
    size = struct.pack("<I", 100_000_000 + len(_body(_paragraph(""))))
    return bytes(whole.replace(size, struct.pack("<I", 64)))


def xlsx_far_cell() -> bytes:
    """A workbook whose only cell is the last one of the sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>'
    )
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    workbook = f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>'
    cell = '<c r="XFD1048576" t="inlineStr"><is><t>Constat</t></is></c>'
    data = (
        f'<worksheet xmlns="{main}"><sheetData><row r="1048576">{cell}</row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    return _zip(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _RELATIONS.replace("word/document.xml", "xl/workbook.xml"),
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relation}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": data,
        }
    )


# Pages and texts


def html_nested(depth: int) -> bytes:
    """`div` in `div` in `div`."""
    return b"<html><body>" + b"<div>" * depth + b"Pilote : la mairie" + b"</div>" * depth + b"</body></html>"


def html_open_tags() -> bytes:
    """Tags that are opened and never closed."""
    return b"<html><body>" + b"<b><i><font>" * 30_000 + b"Pilote : la mairie"


def html_wide_cells() -> bytes:
    """Cells that span a billion columns and rows."""
    cell = b'<td colspan="1000000000" rowspan="1000000000">Constat</td>'
    return b"<table><tr>" + cell * 3 + b"</tr><tr><td>Pilote</td></tr></table>"


def html_entities() -> bytes:
    """A page of a DOCTYPE with entities in entities."""
    declared = b'<!DOCTYPE html [<!ENTITY a "ha "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return declared + b"<p>Pilote : " + b"&b;" * 100_000 + b"</p>"


def text_long_line(size: int = 2_000_000) -> bytes:
    """One line without an end."""
    return b"Pilote : " + b"la mairie " * (size // 10)


def text_digits() -> bytes:
    """Numbers that look like dates, amounts and telephone numbers, without an end."""
    return b"Budget : " + b"1 000 000,00 " * 20_000 + b"\nCalendrier : " + b"2024-" * 40_000


def text_brackets() -> bytes:
    """Open brackets and quotes for every rule that looks for the closing one."""
    return b"Partenaires : " + "(« ".encode() * 60_000


def text_labels() -> bytes:
    """Labels and nothing under them."""
    return b"Fiche action 1 :\nPilote :\nBudget :\nCalendrier :\n" * 5_000


HOSTILE_FILES: tuple[HostileFile, ...] = (
    HostileFile("vide.pdf", lambda: b"", frozenset({"vide"})),
    HostileFile("blancs.txt", lambda: b" \r\n\t" * 10_000, frozenset({"vide"})),
    HostileFile("zeros.bin", lambda: bytes(100_000), frozenset({"format_inconnu", "vide"})),
    HostileFile("entete.pdf", lambda: b"%PDF-1.7\n", frozenset({"abime"})),
    HostileFile("coupe.pdf", pdf_cut, frozenset({"abime", "texte_perdu", "sans_texte", None})),
    HostileFile("boucle.pdf", pdf_loop, frozenset({"abime", "sans_texte"})),
    HostileFile(
        "bombe.pdf", pdf_bomb, frozenset({"bombe", "plantage", "memoire", "sans_texte", "abime", "delai"}), slow=True
    ),
    HostileFile(
        "formes.pdf",
        pdf_exponential_forms,
        frozenset({"delai", "plantage", "memoire", "sans_texte", "abime", None}),
        slow=True,
    ),
    HostileFile(
        "police.pdf", pdf_font_map, frozenset({"memoire", "plantage", "delai", "texte_perdu", None}), slow=True
    ),
    HostileFile("immense.pdf", pdf_huge_page, frozenset({None, "abime", "sans_texte", "texte_perdu"})),
    HostileFile("crochets.pdf", pdf_deep_arrays, frozenset({"sans_texte", "abime", "plantage"})),
    HostileFile("pages.pdf", lambda: pdf_pages(10_000), frozenset({None}), slow=True),
    HostileFile("large.docx", docx_wide_cell, frozenset({None})),
    HostileFile("profond.docx", docx_nested_tables, frozenset({None, "trop_grand", "abime"})),
    HostileFile("rires.docx", docx_laughs, frozenset({"bombe", "abime"})),
    HostileFile("dehors.docx", docx_outside_entity, frozenset({"bombe", "abime"})),
    HostileFile("bombe.docx", docx_bomb, frozenset({"bombe"}), slow=True),
    HostileFile("parts.docx", docx_many_parts, frozenset({"bombe"})),
    HostileFile("reseau.docx", docx_outside_relation, frozenset({None})),
    HostileFile("coupe.docx", docx_cut, frozenset({"abime"})),
    HostileFile("menteur.docx", zip_lies, frozenset({"abime", "bombe"})),
    HostileFile("loin.xlsx", xlsx_far_cell, frozenset({None, "format_non_lu", "trop_grand", "vide"})),
    HostileFile("divs.html", lambda: html_nested(2_000), frozenset({None})),
    HostileFile("cent_mille_divs.html", lambda: html_nested(100_000), frozenset({None}), slow=True),
    HostileFile("ouvertes.html", html_open_tags, frozenset({None, "delai", "trop_grand"}), slow=True),
    HostileFile("cellules.html", html_wide_cells, frozenset({None})),
    HostileFile("entites.html", html_entities, frozenset({None, "bombe"})),
    HostileFile("ligne.txt", lambda: text_long_line(200_000), frozenset({None})),
    HostileFile("longue_ligne.txt", text_long_line, frozenset({None, "delai"}), slow=True),
    HostileFile("chiffres.txt", text_digits, frozenset({None, "delai"}), slow=True),
    HostileFile("parentheses.txt", text_brackets, frozenset({None, "delai"}), slow=True),
    HostileFile("libelles.txt", text_labels, frozenset({None, "delai"}), slow=True),
)
