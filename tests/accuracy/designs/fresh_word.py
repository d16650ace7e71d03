"""Designs of many kinds of plans made as Word documents."""

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, SHORT, code, drop, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.word import bold, fill, put, shade
from tests.accuracy.sheet import Kind, read_pieces


def _shown(f, spec):
    return [(lab, c) for lab, c in spec if f.champs.get(c)]


def shaded_rows(plan, fiches, notes):
    """Health contract: one column, a shaded row for each label over its text, the head in three merged rows."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        num = f"{plan.axes.index(f.axe) + 1}-{'ABC'[n - 1]}"
        notes.open(f, fiche_numero=num, **NO_GOAL)
        table = doc.add_table(rows=0, cols=1)
        table.style = "Table Grid"
        for line, color in (
            (f"{plan.niveau_1} {f.axe.numero} : {f.axe.titre}", "1F3864"),
            (f"Fiche-action {num}", "2F5496"),
            (f.titre, "2F5496"),
        ):
            cell = table.add_row().cells[0]
            bold(cell, line, color="FFFFFF", size=12)
            shade(cell, color)
        for lab, c in _shown(f, HEALTH):
            cell = table.add_row().cells[0]
            bold(cell, lab)
            shade(cell, "D9E2F3")
            fill(table.add_row().cells[0], f, c, notes)
        doc.add_page_break()
    return doc


def headings_numbered(plan, fiches, notes):
    """Headings in three levels: axe, objectif, action; labels as the fourth, followed by their paragraphs."""
    doc = docx.Document()
    axe = None
    for n, f in enumerate(sorted(fiches, key=lambda f: plan.axes.index(f.axe)), 1):
        num = code(f, n)
        if f.axe is not axe:
            doc.add_heading(f"{plan.niveau_1} {f.axe.numero} : {f.axe.titre}", 1)
            doc.add_heading(f"{plan.niveau_2} {f.objectif.numero} : {f.objectif.titre}", 2)
            axe = f.axe
        notes.open(f, action_numero=num)
        doc.add_heading(f"Action {num} : {f.titre}", 3)
        for lab, c in _shown(f, FAMILIES):
            doc.add_heading(lab, 4)
            put(doc, f, c, notes)
    return doc


def one_cell_run_ins(plan, fiches, notes):
    """A framed sheet of one cell: «Pilote : …» with bold labels, one paragraph a label, lists below them."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, action_numero=str(n), **BARE)
        table = doc.add_table(rows=2, cols=1)
        table.style = "Table Grid"
        bold(table.rows[0].cells[0], f"Action n° {n} – {f.titre}", size=13)
        shade(table.rows[0].cells[0], "C6E0B4")
        cell = table.rows[1].cells[0]
        for lab, c in _shown(f, drop(f, FAMILIES)):
            p = cell.add_paragraph()
            p.add_run(f"{lab} : ").bold = True
            pieces = read_pieces(f.champs[c])
            if len(pieces) == 1:
                p.add_run(pieces[0].text)
                notes.say(c, [pieces[0].text])
            else:
                put(cell, f, c, notes)
        doc.add_paragraph()
    return doc


def columns_of_actions(plan, fiches, notes):
    """Landscape: a table whose columns are actions and whose rows are labels."""
    doc = docx.Document()
    s = doc.sections[0]
    s.orientation = WD_ORIENT.LANDSCAPE
    s.page_width, s.page_height = s.page_height, s.page_width
    doc.add_heading("Programme d’actions", 1)
    notes.outside.append("Programme d’actions")
    spec = only(FAMILIES, "constat", "objectifs", "pilotage", "partenaires", "publics", "calendrier", "indicateurs")
    table = doc.add_table(rows=len(spec) + 1, cols=len(fiches) + 1)
    table.style = "Table Grid"
    for k, (lab, _) in enumerate(spec, 1):
        bold(table.cell(k, 0), lab)
        shade(table.cell(k, 0), "DDDDDD")
    for n, f in enumerate(fiches, 1):
        notes.open(f, action_numero=str(n), **BARE)
        bold(table.cell(0, n), f"Action {n} : {f.titre}")
        for k, (_, c) in enumerate(spec, 1):
            if f.champs.get(c):
                fill(table.cell(k, n), f, c, notes)
    return doc


def head_in_header(plan, fiches, notes):
    """A section a fiche with the plan's name in the header; the number in a big run, labels in coloured small capitals."""
    doc = docx.Document()
    doc.sections[0].header.paragraphs[0].text = str(plan.facts["titre"])
    notes.outside.append(str(plan.facts["titre"]))
    notes.parasites.append(str(plan.facts["titre"]))
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), **NO_GOAL)
        if n > 1:
            doc.add_section()
        p = doc.add_paragraph()
        r = p.add_run(f"{plan.niveau_1} {f.axe.numero}. {f.axe.titre}")
        r.font.color.rgb = RGBColor(0x80, 0x80, 0x80)
        p = doc.add_paragraph()
        r = p.add_run(f"{n}")
        r.font.size = Pt(30)
        r.bold = True
        r = p.add_run(f"  {f.titre}")
        r.font.size = Pt(18)
        for lab, c in _shown(f, CLIMATE):
            p = doc.add_paragraph()
            r = p.add_run(lab)
            r.font.small_caps = True
            r.bold = True
            r.font.color.rgb = RGBColor(0x00, 0x70, 0x40)
            put(doc, f, c, notes)
    return doc


def content_controls(plan, fiches, notes):
    """A form of the prefecture: labels in the left cells, texts in content controls, grey placeholders where empty."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), **BARE)
        p = doc.add_paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        r = p.add_run(f"FICHE-ACTION N° {n}")
        r.bold = True
        p = doc.add_paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        p.add_run(f.titre).bold = True
        table = doc.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for lab, c in _shown(f, drop(f, FAMILIES)):
            row = table.add_row()
            bold(row.cells[0], lab)
            row.cells[0].width = Cm(4)
            row.cells[1].width = Cm(12)
            fill(row.cells[1], f, c, notes)
            _control(row.cells[1])
    return doc


def _control(cell):
    """Wrap a cell's paragraphs in one content control."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(OxmlElement("w:sdtPr"))
    control.append(content)
    paragraphs = cell._tc.findall(qn("w:p"))
    for paragraph in paragraphs:
        content.append(paragraph)
    cell._tc.append(control)
    cell._tc.append(OxmlElement("w:p"))


def bare_number(plan, fiches, notes):
    """A number, a title and three labels; never a word like fiche or action."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), **BARE)
        doc.add_heading(f"{n}. {f.titre}", 2)
        for lab, c in (("Contexte", "constat"), ("Porteur", "pilotage"), ("Calendrier", "calendrier")):
            doc.add_paragraph().add_run(lab).bold = True
            put(doc, f, c, notes)
    return doc


def facts_beside(plan, fiches, notes):
    """A layout table: questions with prose in the wide cell, facts as «Label» and value lines in the narrow shaded one."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), **NO_GOAL)
        p = doc.add_paragraph()
        r = p.add_run(f"{plan.niveau_1} {f.axe.numero} | {f.axe.titre}")
        r.bold = True
        doc.add_heading(f"Fiche {n} | {f.titre}", 2)
        table = doc.add_table(rows=1, cols=2)
        wide, narrow = table.rows[0].cells
        wide.width, narrow.width = Cm(11), Cm(5)
        shade(narrow, "F2F2F2")
        for lab, c in _shown(f, only(QUESTIONS, "constat", "objectifs", "mise_en_oeuvre", "indicateurs")):
            wide.add_paragraph().add_run(lab).bold = True
            put(wide, f, c, notes)
        for lab, c in _shown(f, drop(f, SHORT)):
            narrow.add_paragraph().add_run(lab.upper()).bold = True
            for piece in read_pieces(f.champs[c]):
                if piece.kind is not Kind.ROW:
                    narrow.add_paragraph(piece.text)
            notes.say(c, [piece.text for piece in read_pieces(f.champs[c])])
    return doc


DESIGNS = {
    "word_lignes_ombrees": shaded_rows,
    "word_quatre_niveaux": headings_numbered,
    "word_cadre_unique": one_cell_run_ins,
    "word_colonnes_actions": columns_of_actions,
    "word_section_par_fiche": head_in_header,
    "word_formulaire": content_controls,
    "word_numero_nu": bare_number,
    "word_faits_a_cote": facts_beside,
}
