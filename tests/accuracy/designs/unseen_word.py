"""Designs made as Word documents that nobody tunes on: their faults are never looked into."""

import docx
from docx.shared import Cm, Pt, RGBColor

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, code, drop, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.fresh_word import _shown
from tests.accuracy.designs.word import bold, fill, put, shade
from tests.accuracy.sheet import read_pieces


def borderless(plan, fiches, notes):
    """A table without borders, labels in colour, the title and its number in two cells of the first row."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, action_numero=code(f, n), **NO_GOAL)
        doc.add_paragraph(f"{plan.niveau_1} {f.axe.numero} : {f.axe.titre}")
        table = doc.add_table(rows=1, cols=2)
        bold(table.rows[0].cells[0], f"Action {code(f, n)}", color="C00000", size=13)
        bold(table.rows[0].cells[1], f.titre, color="C00000", size=13)
        for lab, c in _shown(f, CLIMATE):
            row = table.add_row()
            bold(row.cells[0], lab, color="C00000")
            fill(row.cells[1], f, c, notes)
            row.cells[0].width = Cm(4.5)
            row.cells[1].width = Cm(12)
        doc.add_page_break()
    return doc


def italics_and_dashes(plan, fiches, notes):
    """Everything typed by hand: titles in capitals, labels in italics with a colon on lines of their own."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), **BARE)
        p = doc.add_paragraph()
        p.add_run(f"FICHE {n} : {f.titre}").bold = True
        for lab, c in _shown(f, FAMILIES):
            r = doc.add_paragraph().add_run(f"{lab} :")
            r.italic = True
            r.bold = True
            put(doc, f, c, notes)
    return doc


def pairs_of_labels(plan, fiches, notes):
    """Rows of two labels over two texts, then rows of one; the head in a shaded band of its own table."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), **NO_GOAL)
        head = doc.add_table(rows=1, cols=1).rows[0].cells[0]
        shade(head, "2E74B5")
        bold(head, f"Fiche action n°{n}", color="FFFFFF", size=14)
        r = head.add_paragraph().add_run(f.titre)
        r.bold = True
        r.font.size = Pt(13)
        r.font.color.rgb = RGBColor(255, 255, 255)
        doc.add_paragraph(f"{plan.niveau_1} {f.axe.numero} - {f.axe.titre}")
        table = doc.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for a, b in (("constat", "objectifs"), ("pilotage", "partenaires"), ("publics", "calendrier")):
            labels, texts = table.add_row(), table.add_row()
            for k, (lab, c) in enumerate(only(HEALTH, a, b)):
                bold(labels.cells[k], lab)
                shade(labels.cells[k], "DEEAF6")
                if f.champs.get(c):
                    fill(texts.cells[k], f, c, notes)
        for lab, c in _shown(f, only(HEALTH, "mise_en_oeuvre", "budget", "indicateurs")):
            cell = table.add_row()
            cell = cell.cells[0].merge(cell.cells[1])
            bold(cell, lab)
            shade(cell, "DEEAF6")
            cell = table.add_row()
            fill(cell.cells[0].merge(cell.cells[1]), f, c, notes)
        doc.add_page_break()
    return doc


def questions_two_columns(plan, fiches, notes):
    """Questions at the left, answers at the right, «Action» and title in the first merged row, short facts below as lines."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, action_numero=str(n), **BARE)
        table = doc.add_table(rows=1, cols=2)
        table.style = "Table Grid"
        bold(table.rows[0].cells[0].merge(table.rows[0].cells[1]), f"ACTION {n} : {f.titre}", size=12)
        for lab, c in _shown(f, only(QUESTIONS, "constat", "objectifs", "mise_en_oeuvre", "indicateurs")):
            row = table.add_row()
            bold(row.cells[0], lab)
            fill(row.cells[1], f, c, notes)
        for lab, c in _shown(f, drop(f, only(QUESTIONS, "pilotage", "partenaires", "calendrier"))):
            p = doc.add_paragraph()
            p.add_run(f"{lab} ").bold = True
            texts = "; ".join(piece.text for piece in read_pieces(f.champs[c]))
            p.add_run(texts)
            notes.say(c, [texts])
    return doc


DESIGNS = {
    "word_sans_bordure": borderless,
    "word_italiques": italics_and_dashes,
    "word_paires_libelles": pairs_of_labels,
    "word_questions_faits": questions_two_columns,
}
