"""Designs made as Word documents, second part."""

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from tests.accuracy.designs.word import bold, fill, put, shade
from tests.accuracy.sheet import Kind, read_pieces

SPEC = (
    ("Contexte", "constat"),
    ("Objectifs", "objectifs"),
    ("Description de l’action", "mise_en_oeuvre"),
    ("Public cible", "publics"),
    ("Pilote", "pilotage"),
    ("Partenaires", "partenaires"),
    ("Calendrier", "calendrier"),
    ("Budget", "budget"),
    ("Indicateurs", "indicateurs"),
)


def tabbed_lines(plan, fiches, notes):
    """Facts as «Pilote :<tab>ARS» lines, prose under underlined labels, all in Normal."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=f"{n}", axe_numero=f.axe.numero, objectif_numero="", objectif_titre="")
        p = doc.add_paragraph()
        r = p.add_run(f"{plan.niveau_1} {f.axe.numero} – {f.axe.titre}")
        r.italic = True
        p = doc.add_paragraph()
        r = p.add_run(f"Fiche n° {n} : {f.titre}")
        r.bold = True
        r.font.size = Pt(16)
        for lab, champ in (
            ("Pilote", "pilotage"),
            ("Échéance", "calendrier"),
            ("Public", "publics"),
            ("Partenaires", "partenaires"),
        ):
            texts = [x.text for x in read_pieces(f.champs[champ]) if x.kind is not Kind.ROW]
            if not texts:
                continue
            p = doc.add_paragraph()
            p.add_run(f"{lab} :\t").bold = True
            p.add_run(", ".join(texts))
            notes.say(champ, [", ".join(texts)])
        for lab, champ in (
            ("Contexte", "constat"),
            ("Objectifs", "objectifs"),
            ("Mise en œuvre", "mise_en_oeuvre"),
            ("Financement", "budget"),
            ("Évaluation", "indicateurs"),
        ):
            if f.champs.get(champ):
                r = doc.add_paragraph().add_run(lab)
                r.underline = True
                put(doc, f, champ, notes)
    return doc


def upright_labels(plan, fiches, notes):
    """Label cells written upwards (btLr), merged over the rows of their sub-labels; head in the page's header too."""
    doc = docx.Document()
    doc.sections[0].header.paragraphs[0].text = f"{plan.facts['titre']} – fiches actions"
    notes.parasites.append(f"{plan.facts['titre']} – fiches actions")
    notes.outside.append(f"{plan.facts['titre']} – fiches actions")
    for n, f in enumerate(fiches, 1):
        num = f"{f.axe.numero}.{n}"
        notes.open(f, action_numero=num, objectif_numero="", objectif_titre="")
        table = doc.add_table(rows=0, cols=3)
        table.style = "Table Grid"
        row = table.add_row()
        x = row.cells[0].merge(row.cells[2])
        bold(x, f"{plan.niveau_1} {f.axe.numero} : {f.axe.titre}")
        shade(x, "FFE599")
        row = table.add_row()
        x = row.cells[0].merge(row.cells[2])
        bold(x, f"Action {num} : {f.titre}", size=13)

        def group(name, rows):
            first = None
            for lab, champ in rows:
                if not f.champs.get(champ):
                    continue
                row = table.add_row()
                first = first or row.cells[0]
                last = row.cells[0]
                bold(row.cells[1], lab)
                shade(row.cells[1], "FFF2CC")
                fill(row.cells[2], f, champ, notes)
            cell = first.merge(last)
            cell.text = ""
            bold(cell, name)
            d = OxmlElement("w:textDirection")
            d.set(qn("w:val"), "btLr")
            cell._tc.get_or_add_tcPr().append(d)

        group(
            "Le projet",
            (
                ("Contexte", "constat"),
                ("Objectifs", "objectifs"),
                ("Description", "mise_en_oeuvre"),
                ("Public visé", "publics"),
            ),
        )
        group("Les acteurs", (("Pilote", "pilotage"), ("Partenaires", "partenaires")))
        group("Le suivi", (("Calendrier", "calendrier"), ("Budget", "budget"), ("Indicateurs", "indicateurs")))
        doc.add_page_break()
    return doc


def landscape_rows(plan, fiches, notes):
    """A landscape table of one action a row under axe rows of one merged cell, the head in two rows."""
    doc = docx.Document()
    s = doc.sections[0]
    s.orientation = WD_ORIENT.LANDSCAPE
    s.page_width, s.page_height = s.page_height, s.page_width
    doc.add_heading("Tableau de programmation", 1)
    notes.outside.append("Tableau de programmation")
    table = doc.add_table(rows=2, cols=7)
    table.style = "Table Grid"
    heads = ("N°", "Action", "Pilote", "Partenaires", "Échéance", "", "Indicateurs")
    for i, h in enumerate(heads):
        if i in (0, 1, 2, 3, 4, 6):
            c = table.cell(0, i).merge(table.cell(1, i))
            c.text = ""
            bold(c, h, color="FFFFFF")
            shade(c, "1F4E79")
    c = table.cell(0, 5)
    bold(c, "Moyens", color="FFFFFF")
    shade(c, "1F4E79")
    c = table.cell(1, 5)
    bold(c, "Humains", color="FFFFFF")
    shade(c, "1F4E79")
    n = 0
    for axe in plan.axes:
        row = table.add_row()
        x = row.cells[0].merge(row.cells[6])
        bold(x, f"{plan.niveau_1.upper()} {axe.numero} – {axe.titre}")
        shade(x, "DEEAF6")
        for f in [f for f in fiches if f.axe is axe]:
            if any(
                line.startswith("|")
                for c in ("pilotage", "partenaires", "calendrier", "moyens", "indicateurs")
                for line in f.champs.get(c, [])
            ):
                continue
            n += 1
            notes.open(f, action_numero=str(n), objectif_numero="", objectif_titre="")
            row = table.add_row()
            row.cells[0].text = str(n)
            row.cells[1].text = f.titre
            for i, c in ((2, "pilotage"), (3, "partenaires"), (4, "calendrier"), (5, "moyens"), (6, "indicateurs")):
                if f.champs.get(c):
                    fill(row.cells[i], f, c, notes)
    return doc


def one_cell_blocks(plan, fiches, notes):
    """Each fiche one bordered cell of paragraphs: bold label, dash, text on the same line, lists below."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, action_numero=f"MES-{n:02d}", axe_numero="", axe_titre="", objectif_numero="", objectif_titre="")
        table = doc.add_table(rows=1, cols=1)
        table.style = "Table Grid"
        cell = table.cell(0, 0)
        bold(cell, f"MES-{n:02d} – {f.titre}", size=14, color="C00000")
        for lab, champ in SPEC:
            if not f.champs.get(champ):
                continue
            pieces = read_pieces(f.champs[champ])
            p = cell.add_paragraph()
            r = p.add_run(f"{lab} – ")
            r.bold = True
            r.font.color.rgb = RGBColor(0xC0, 0, 0)
            if len(pieces) == 1 and pieces[0].kind is Kind.PARAGRAPH:
                p.add_run(pieces[0].text)
                notes.say(champ, [pieces[0].text])
            else:
                put(cell, f, champ, notes)
        doc.add_paragraph()
    return doc


DESIGNS = {
    "mot_tabulations": tabbed_lines,
    "mot_libelles_debout": upright_labels,
    "mot_lignes_paysage": landscape_rows,
    "mot_une_cellule": one_cell_blocks,
}
