"""Designs made as Word documents, with their gold noted while they are written."""

from collections.abc import Callable

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell

from tests.accuracy.content import FicheContent, PlanContent
from tests.accuracy.gold import HEADER_KEYS
from tests.accuracy.sheet import Kind, group_pieces, read_pieces


class Notes:
    """The gold as it is written."""

    def __init__(self) -> None:
        self.actions: list[dict] = []
        self.outside: list[str] = []
        self.parasites: list[str] = []

    def open(self, content: FicheContent, **numbers: str) -> None:
        facts = {
            "titre": content.titre,
            "axe_numero": content.axe.numero,
            "axe_titre": content.axe.titre,
            "objectif_numero": content.objectif.numero if content.objectif else "",
            "objectif_titre": content.objectif.titre if content.objectif else "",
            **numbers,
        }
        self.actions.append({**{key: facts.get(key) or None for key in HEADER_KEYS}, "champs": {}, "autres": {}})

    def gold(self, name: str) -> dict[str, object]:
        """The gold in the form of `gold.make_gold`."""
        return {
            "chemin": name,
            "genre": "recueil",
            "document": {},
            "plan": None,
            "actions": self.actions,
            "hors_champ": self.outside,
            "parasites": self.parasites,
        }

    def say(self, champ: str, texts: list[str], label: str = "") -> None:
        last = self.actions[-1]
        target = last["autres"].setdefault(label, []) if champ == "autre" else last["champs"].setdefault(champ, [])
        target.extend(texts)


def shade(cell: _Cell, color: str) -> None:
    """A background behind a cell."""
    node = OxmlElement("w:shd")
    node.set(qn("w:val"), "clear")
    node.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(node)


def put(target, content: FicheContent, champ: str, notes: Notes, *, first=None, style: str = "List Bullet") -> None:
    """The lines of a champ into a cell or document."""
    pieces = read_pieces(content.champs.get(champ, []))
    used = first
    for group in group_pieces(pieces):
        if group[0].kind is Kind.ROW:
            table = target.add_table(rows=0, cols=max(len(p.cells) for p in group))
            for piece in group:
                row = table.add_row()
                for cell, text in zip(row.cells, piece.cells, strict=False):
                    cell.text = text
            if isinstance(target, _Cell):
                target.add_paragraph()
            continue
        for piece in group:
            paragraph = used if used is not None else target.add_paragraph()
            used = None
            if piece.kind in (Kind.BULLET,):
                paragraph.style = style
            if piece.kind is Kind.NUMBER:
                paragraph.style = "List Number"
            box = {True: "☒ ", False: "☐ "}[piece.checked] if piece.kind is Kind.CHECK else ""
            run = paragraph.add_run(box + piece.text)
            run.bold = True if piece.kind is Kind.SUB else None
    if pieces:
        notes.say(champ, [piece.text for piece in pieces])


def fill(cell: _Cell, content: FicheContent, champ: str, notes: Notes) -> None:
    put(cell, content, champ, notes, first=cell.paragraphs[0])


def bold(cell: _Cell, text: str, *, color: str = "", size: float = 10) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold = True
    run.font.size = Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def label_at_right(plan: PlanContent, fiches: list[FicheContent], notes: Notes) -> WordDocument:
    """PDALHPD: «Titre 2» opens each fiche, a table with the label column at the right hand side."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), objectif_numero="", objectif_titre="")
        doc.add_heading(f"FICHE N° {n} – {f.titre}", 2)
        doc.add_paragraph(f"{plan.niveau_1} {f.axe.numero} : {f.axe.titre}")
        table = doc.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for lab, champ in (
            ("Contexte et besoins", "constat"),
            ("Objectifs visés", "objectifs"),
            ("Mise en œuvre concrète", "mise_en_oeuvre"),
            ("Publics cibles", "publics"),
            ("Pilotage", "pilotage"),
            ("Partenaires", "partenaires"),
            ("Échéancier", "calendrier"),
            ("Coût prévisionnel", "budget"),
            ("Indicateurs d’évaluation", "indicateurs"),
        ):
            if f.champs.get(champ):
                row = table.add_row()
                fill(row.cells[0], f, champ, notes)
                bold(row.cells[1], lab, color="FFFFFF")
                shade(row.cells[1], "7F3F00")
                row.cells[0].width = Cm(13)
                row.cells[1].width = Cm(3.5)
    return doc


def no_styles(plan: PlanContent, fiches: list[FicheContent], notes: Notes) -> WordDocument:
    """A document typed without styles: bold underlined labels on own lines, dashes typed by hand, title centred."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), axe_numero="", axe_titre="", objectif_numero="", objectif_titre="")
        p = doc.add_paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        r = p.add_run(f"FICHE ACTION N°{n}")
        r.bold = True
        r.font.size = Pt(14)
        p = doc.add_paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        r = p.add_run(f.titre)
        r.bold = True
        r.font.size = Pt(14)
        doc.add_paragraph()
        for lab, champ in (
            ("I. Diagnostic", "constat"),
            ("II. Objectifs", "objectifs"),
            ("III. Contenu de la mesure", "mise_en_oeuvre"),
            ("IV. Publics", "publics"),
            ("V. Qui fait quoi ?", ""),
            ("VI. Délais", "calendrier"),
            ("VII. Budget", "budget"),
            ("VIII. Évaluation", "indicateurs"),
        ):
            if champ == "":
                for sub, key in (("Pilote", "pilotage"), ("Partenaires", "partenaires")):
                    texts = [p.text for p in read_pieces(f.champs[key]) if p.kind is not Kind.ROW]
                    para = doc.add_paragraph()
                    para.add_run(f"{sub} : ").bold = True
                    para.add_run(" ; ".join(texts))
                    notes.say(key, [" ; ".join(texts)])
                continue
            if not f.champs.get(champ):
                continue
            r = doc.add_paragraph().add_run(lab)
            r.bold = True
            r.underline = True
            for piece in read_pieces(f.champs[champ]):
                dash = "- " if piece.kind in (Kind.BULLET, Kind.NUMBER) else ""
                doc.add_paragraph(
                    dash + (" / ".join(c for c in piece.cells if c) if piece.kind is Kind.ROW else piece.text)
                )
                notes.say(champ, [" / ".join(c for c in piece.cells if c) if piece.kind is Kind.ROW else piece.text])
        doc.add_page_break()
    return doc


def merged_grid(plan: PlanContent, fiches: list[FicheContent], notes: Notes) -> WordDocument:
    """CTG: a form of merged cells; three columns at the top (label over value in one cell), full rows below."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        num = f"{f.axe.numero}.{n}"
        notes.open(f, action_numero=num)
        table = doc.add_table(rows=3, cols=6)
        table.style = "Table Grid"
        a = table.cell(0, 0).merge(table.cell(0, 3))
        bold(a, f"{plan.niveau_1.upper()} {f.axe.numero} – {f.axe.titre}")
        shade(a, "DDE8CB")
        b = table.cell(0, 4).merge(table.cell(0, 5))
        bold(b, f"Action {num}")
        shade(b, "DDE8CB")
        c = table.cell(1, 0).merge(table.cell(1, 5))
        bold(c, f.titre, size=14)
        for i, (lab, champ) in enumerate(
            (
                ("Responsable de l’action", "pilotage"),
                ("Public visé", "publics"),
                ("Échéance de réalisation", "calendrier"),
            )
        ):
            cell = table.cell(2, 2 * i).merge(table.cell(2, 2 * i + 1))
            bold(cell, lab, color="4F7A1F")
            put(cell, f, champ, notes)
        if f.objectif:
            row = table.add_row()
            x = row.cells[0].merge(row.cells[5])
            bold(x, f"Objectif opérationnel {f.objectif.numero} : {f.objectif.titre}")
        for lab, champ in (
            ("Diagnostic / besoins identifiés", "constat"),
            ("Objectifs", "objectifs"),
            ("Description de l’action", "mise_en_oeuvre"),
            ("Partenaires à associer", "partenaires"),
            ("Moyens à mobiliser (humains, matériels)", "moyens"),
            ("Coût et financements", "budget"),
            ("Indicateurs d’évaluation quantitatifs et qualitatifs", "indicateurs"),
        ):
            if f.champs.get(champ):
                row = table.add_row()
                x = row.cells[0].merge(row.cells[5])
                bold(x, lab)
                shade(x, "4F7A1F")
                row = table.add_row()
                x = row.cells[0].merge(row.cells[5])
                fill(x, f, champ, notes)
        doc.add_page_break()
    return doc


def french_styles(plan: PlanContent, fiches: list[FicheContent], notes: Notes) -> WordDocument:
    """French style names («Titre 2», «Titre 3», «Corps»), fiches under their axe's heading, labels as «Titre 4»."""
    doc = docx.Document()
    names = {}
    for level in (1, 2, 3, 4):
        style = doc.styles.add_style(f"Titre {level}", 1)
        style.font.bold = True
        style.font.size = Pt(20 - 3 * level)
        names[level] = style
    doc.add_paragraph("Sommaire", style=names[1])
    notes.outside.append("Sommaire")
    for n, f in enumerate(fiches, 1):
        doc.add_paragraph(f"Action {n} – {f.titre} ........ {n + 3}")
        notes.outside.append(f"Action {n} – {f.titre}")
    last = None
    ordered = sorted(fiches, key=lambda f: plan.axes.index(f.axe))
    for n, f in enumerate(ordered, 1):
        if f.axe is not last:
            doc.add_paragraph(f"{plan.niveau_1} {f.axe.numero} : {f.axe.titre}", style=names[1])
            last = f.axe
            doc.add_paragraph(
                "Cet axe rassemble les actions décidées avec les habitants et les partenaires au cours des ateliers."
            )
            notes.outside.append(
                "Cet axe rassemble les actions décidées avec les habitants et les partenaires au cours des ateliers."
            )
        notes.open(f, action_numero=str(n), objectif_numero="", objectif_titre="")
        doc.add_paragraph(f"Action {n} – {f.titre}", style=names[2])
        for lab, champ in (
            ("Constats et enjeux", "constat"),
            ("Objectifs de l’action", "objectifs"),
            ("Modalités de réalisation", "mise_en_oeuvre"),
            ("Gouvernance et pilotage de l’action", "pilotage"),
            ("Partenariats à construire", "partenaires"),
            ("Public bénéficiaire", "publics"),
            ("Programmation", "calendrier"),
            ("Éléments budgétaires", "budget"),
            ("Suivi-évaluation", "indicateurs"),
        ):
            if f.champs.get(champ):
                doc.add_paragraph(lab, style=names[4])
                put(doc, f, champ, notes)
    return doc


def two_label_pairs(plan: PlanContent, fiches: list[FicheContent], notes: Notes) -> WordDocument:
    """CRTE: a form with label cells of the first and third column, numbered section rows, check boxes for the state."""
    doc = docx.Document()
    for n, f in enumerate(fiches, 1):
        notes.open(f, fiche_numero=str(n), objectif_numero="", objectif_titre="")
        table = doc.add_table(rows=0, cols=4)
        table.style = "Table Grid"

        def band(text: str, color: str = "1F3864") -> None:
            row = table.add_row()
            x = row.cells[0].merge(row.cells[3])
            bold(x, text, color="FFFFFF")
            shade(x, color)

        def pair(*quads) -> None:
            row = table.add_row()
            for i, (lab, champ) in enumerate(quads):
                bold(row.cells[2 * i], lab)
                shade(row.cells[2 * i], "D9E2F3")
                if f.champs.get(champ):
                    fill(row.cells[2 * i + 1], f, champ, notes)

        def wide(lab, champ) -> None:
            if f.champs.get(champ):
                row = table.add_row()
                bold(row.cells[0], lab)
                shade(row.cells[0], "D9E2F3")
                x = row.cells[1].merge(row.cells[3])
                fill(x, f, champ, notes)

        band(f"FICHE PROJET N° {n}")
        row = table.add_row()
        bold(row.cells[0], "Intitulé du projet")
        x = row.cells[1].merge(row.cells[3])
        x.text = f.titre
        row = table.add_row()
        bold(row.cells[0], "Orientation stratégique")
        x = row.cells[1].merge(row.cells[3])
        x.text = f"{f.axe.numero} - {f.axe.titre}"
        band("1. Identification", "2E75B6")
        pair(("Maître d’ouvrage", "pilotage"), ("Calendrier prévisionnel de réalisation", "calendrier"))
        pair(("Partenaires du projet", "partenaires"), ("Public visé / bénéficiaires", "publics"))
        band("2. Présentation du projet", "2E75B6")
        wide("Contexte", "constat")
        wide("Objectifs poursuivis", "objectifs")
        wide("Descriptif du projet", "mise_en_oeuvre")
        band("3. Financement et suivi", "2E75B6")
        wide("Coût total prévisionnel et plan de financement", "budget")
        wide("Indicateurs d’évaluation proposés", "indicateurs")
        row = table.add_row()
        bold(row.cells[0], "État d’avancement")
        x = row.cells[1].merge(row.cells[3])
        x.text = "☐ Idée   ☒ Projet en maturation   ☐ Prêt à démarrer"
        notes.say("statut", ["☐ Idée ☒ Projet en maturation ☐ Prêt à démarrer"])
        doc.add_page_break()
    return doc


DESIGNS: dict[str, Callable] = {
    "mot_libelle_a_droite": label_at_right,
    "mot_sans_style": no_styles,
    "mot_formulaire_fusionne": merged_grid,
    "mot_titres_francais": french_styles,
    "mot_paires": two_label_pairs,
}
