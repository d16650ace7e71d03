"""Designs printed by a browser, second part."""

from html import escape

from tests.accuracy.content import FicheContent
from tests.accuracy.designs.marks import fiche, items, text
from tests.accuracy.designs.printed_one import page


def fieldsets(plan, fiches):
    """Boxes whose label sits on the border (legend), grids of two boxes, a strip of three facts at the top."""
    css = """
    fieldset{border:1.2pt solid #1b6ca8;border-radius:6pt;margin:0 0 8pt;padding:4pt 8pt} legend{color:#1b6ca8;font-weight:bold;padding:0 4pt}
    .two{display:grid;grid-template-columns:1fr 1fr;gap:10pt}
    h1{font-size:16pt;color:#1b6ca8;margin:2pt 0 8pt} .sup{color:#666;font-size:9pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):

        def box(lab, champ):
            return (
                f"<fieldset><legend>{escape(lab)}</legend>{items(f, champ)}</fieldset>" if f.champs.get(champ) else ""
            )

        body = (
            f'<div class="sup">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div><h1>Fiche action n°{n} : {escape(f.titre)}</h1>'
            + box("Constats partagés", "constat")
            + box("Objectifs spécifiques", "objectifs")
            + box("Modalités de mise en œuvre", "mise_en_oeuvre")
            + f'<div class="two">{box("Pilote", "pilotage")}{box("Partenaires", "partenaires")}</div>'
            + f'<div class="two">{box("Public cible", "publics")}{box("Calendrier", "calendrier")}</div>'
            + f'<div class="two">{box("Budget", "budget")}{box("Indicateurs", "indicateurs")}</div>'
        )
        out.append(fiche(f, body, fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def left_bar_small(plan, fiches):
    """A pale side bar at the left with label over value, main text at the right under underlined headings; folio and
    running foot; title over two lines in a band with the number in a square."""
    css = """
    .band{display:flex;background:#264653;color:#fff;margin-bottom:10pt} .sq{background:#e9c46a;color:#264653;font:bold 24pt 'Liberation Sans';padding:8pt 12pt;display:flex;align-items:center}
    .band h1{font-size:18pt;margin:8pt 12pt;line-height:1.15} .ax{background:#2a9d8f;color:#fff;padding:3pt 8pt;font-size:9pt;font-weight:bold}
    .body{display:grid;grid-template-columns:156pt 1fr;gap:0 16pt} .bar{background:#eef5f4;padding:8pt;font-size:9pt}
    .bar b{display:block;color:#2a9d8f;margin-top:7pt} h3{font-size:11pt;color:#264653;border-bottom:1pt solid #2a9d8f;margin:8pt 0 4pt}
    footer{position:fixed;bottom:0;left:0;font-size:7.5pt;color:#888}
    """
    out = [f"<footer data-p>{escape(plan.editeur)} | {escape(str(plan.facts['titre']))}</footer>"]
    for n, f in enumerate(fiches, 1):
        num = f"{f.axe.numero}.{n}"
        bar = "".join(
            f"<b>{escape(lab)}</b>{items(f, c)}"
            for lab, c in (
                ("PILOTE", "pilotage"),
                ("PARTENAIRES", "partenaires"),
                ("PUBLIC", "publics"),
                ("TERRITOIRE", "territoire"),
                ("CALENDRIER", "calendrier"),
                ("BUDGET", "budget"),
                ("CONTACT", "contact"),
            )
            if f.champs.get(c)
        )
        main = "".join(
            f"<h3>{escape(lab)}</h3>{items(f, c)}"
            for lab, c in (
                ("Contexte et enjeux", "constat"),
                ("Objectifs", "objectifs"),
                ("Description", "mise_en_oeuvre"),
                ("Effets attendus", "resultats_attendus"),
                ("Conditions de réussite", "leviers"),
                ("Suivi", "indicateurs"),
            )
            if f.champs.get(c)
        )
        body = f'<div class="ax">{escape(plan.niveau_1.upper())} {escape(f.axe.numero)} • {escape(f.axe.titre)}</div><div class="band"><div class="sq">{num}</div><h1>{escape(f.titre)}</h1></div><div class="body"><div class="bar">{bar}</div><div>{main}</div></div>'
        out.append(fiche(f, body, action_numero=num, objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def landscape_programme(plan, fiches):
    """A landscape table of one action a row with a rotated axe cell merged over its rows, repeated head."""
    css = """@page{size:A4 landscape;margin:10mm} table{border-collapse:collapse;width:100%;font-size:8pt} th{background:#004b87;color:#fff;padding:4pt;border:.6pt solid #004b87} td{border:.6pt solid #004b87;vertical-align:top;padding:3pt}
    thead{display:table-header-group} tr{break-inside:avoid} .axe{background:#d6e6f2;font-weight:bold;width:20pt;text-align:center;vertical-align:middle} .axe div{writing-mode:vertical-rl;transform:rotate(180deg);max-height:150pt;margin:auto}
    """
    rows = ""
    ordered = sorted(
        (
            f
            for f in fiches
            if not any(
                line.startswith("|")
                for c in ("objectifs", "mise_en_oeuvre", "pilotage", "partenaires", "calendrier", "indicateurs")
                for line in f.champs[c]
            )
        ),
        key=lambda f: plan.axes.index(f.axe),
    )
    n = 0
    for axe in plan.axes:
        group = [f for f in ordered if f.axe is axe]
        for i, f in enumerate(group):
            n += 1
            first = (
                f'<td class="axe" rowspan="{len(group)}"><div>{escape(plan.niveau_1)} {escape(axe.numero)} : {escape(axe.titre)}</div></td>'
                if i == 0
                else ""
            )
            cells = f"{first}<td><b>{n}</b></td><td><b>{escape(f.titre)}</b></td>" + "".join(
                f"<td>{items(f, c)}</td>"
                for c in ("objectifs", "mise_en_oeuvre", "pilotage", "partenaires", "calendrier", "indicateurs")
            )
            rows += fiche(f, cells, tag="tr", css="", action_numero=str(n), objectif_numero="", objectif_titre="")
    body = f"<h1 data-h>Programme d’actions</h1><table><thead><tr><th></th><th>N°</th><th>Action</th><th>Objectifs</th><th>Modalités</th><th>Pilote</th><th>Partenaires</th><th>Échéance</th><th>Indicateurs</th></tr></thead><tbody>{rows}</tbody></table>"
    return page(css, body)


def chips_and_sections(plan, fiches):
    """Chips (priority, state, horizon) under the title, then sections with a coloured tag as label; value under it."""
    css = """
    .chip{display:inline-block;border-radius:10pt;background:#eee;padding:2pt 8pt;margin-right:5pt;font-size:8.5pt}
    .tag{display:inline-block;background:#8e24aa;color:#fff;font-weight:bold;padding:2pt 8pt;border-radius:3pt;margin:8pt 0 3pt}
    h1{font-size:17pt;margin:4pt 0} .k{color:#8e24aa;font-weight:bold}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        num = f"{f.axe.numero}{n:02d}" if len(f.axe.numero) == 1 and f.axe.numero.isalpha() else f"A{n:02d}"
        sec = "".join(
            f'<div><span class="tag">{escape(lab)}</span></div>{items(f, c)}'
            for lab, c in (
                ("Contexte", "constat"),
                ("Objectif(s)", "objectifs"),
                ("Contenu de l’action", "mise_en_oeuvre"),
                ("Bénéficiaires", "publics"),
                ("Porteur(s) de l’action", "pilotage"),
                ("Partenaire(s)", "partenaires"),
                ("Coût estimatif", "budget"),
                ("Échéancier prévisionnel", "calendrier"),
                ("Indicateurs de réalisation et de résultat", "indicateurs"),
            )
            if f.champs.get(c)
        )
        body = (
            f'<div class="k">{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)}</div><h1>Action {num} – {escape(f.titre)}</h1>'
            f'<div><span class="chip">Priorité : {text("priorite", ("Haute", "Moyenne")[n % 2])}</span><span class="chip">Statut : {text("statut", ("À engager", "En cours")[n % 2])}</span></div>{sec}'
        )
        g = fiche(
            FicheContent(
                f.axe, f.objectif, f.titre, {k: v for k, v in f.champs.items() if k not in ("priorite", "statut")}, {}
            ),
            body,
            action_numero=num,
            objectif_numero="",
            objectif_titre="",
        )
        out.append(g)
    return page(css, "".join(out))


def four_grid_unruled(plan, fiches):
    """A sheet without any line: facts in a grid of two by two label-value pairs, prose below; labels coloured not bold."""
    css = """
    h1{font-size:15pt;color:#b71c1c;margin:0 0 6pt} .o{font-size:9pt;color:#555;margin-bottom:2pt}
    .g{display:grid;grid-template-columns:80pt 1fr 80pt 1fr;gap:6pt 12pt;margin:8pt 0} .la{color:#b71c1c}
    .s{color:#b71c1c;font-size:11.5pt;margin:10pt 0 3pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):

        def cell(lab, c):
            return f'<div class="la">{escape(lab)}</div><div>{items(f, c)}</div>'

        body = (
            f'<div class="o">{escape(plan.niveau_1)} {escape(f.axe.numero)} - {escape(f.axe.titre)}</div>'
            + (
                f'<div class="o">{escape(plan.niveau_2)} {escape(f.objectif.numero)} - {escape(f.objectif.titre)}</div>'
                if f.objectif
                else ""
            )
            + f'<h1>FICHE {n} - {escape(f.titre)}</h1><div class="g">{cell("Pilote", "pilotage")}{cell("Échéance", "calendrier")}{cell("Partenaires", "partenaires")}{cell("Public visé", "publics")}</div>'
            + "".join(
                f'<div class="s">{escape(lab)}</div>{items(f, c)}'
                for lab, c in (
                    ("Diagnostic", "constat"),
                    ("Objectifs de l’action", "objectifs"),
                    ("Description de l’action", "mise_en_oeuvre"),
                    ("Moyens nécessaires", "moyens"),
                    ("Budget prévisionnel", "budget"),
                    ("Indicateurs d’évaluation", "indicateurs"),
                )
                if f.champs.get(c)
            )
        )
        out.append(fiche(f, body, fiche_numero=str(n)))
    return page(css, "".join(out))


def split_over_pages(plan, fiches):
    """Long sheets with large type that run over pages: coloured label rows above value rows in one table, head repeated
    on each page, label rows kept with what follows, running head with plan and page."""
    css = """
    body{font-size:13pt} table{border-collapse:collapse;width:100%} thead td{background:#0b3d2e;color:#fff;font-weight:bold;font-size:13pt} td{border:1pt solid #0b3d2e;padding:6pt 8pt}
    .l{background:#cfe8dd;font-weight:bold;break-after:avoid}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        rows = "".join(
            f'<tr><td class="l">{escape(lab)}</td></tr><tr><td>{items(f, c)}</td></tr>'
            for lab, c in (
                ("Rappel du diagnostic et des enjeux", "constat"),
                ("Objectifs poursuivis", "objectifs"),
                ("Contenu et étapes de mise en œuvre", "mise_en_oeuvre"),
                ("Publics concernés", "publics"),
                ("Pilotage", "pilotage"),
                ("Partenariat", "partenaires"),
                ("Ressources humaines et financières", "moyens"),
                ("Financement", "budget"),
                ("Calendrier de mise en œuvre", "calendrier"),
                ("Évaluation : indicateurs", "indicateurs"),
            )
            if f.champs.get(c)
        )
        body = f'<p style="font-size:10pt">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</p><table><thead><tr><td>Fiche action n° {n} : {escape(f.titre)}</td></tr></thead><tbody>{rows}</tbody></table>'
        out.append(fiche(f, body, fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def compact_two_a_page(plan, fiches):
    """Two or more fiches a page, each a ruled box: a line of run-in facts parted by bars, then small paragraphs."""
    css = """
    .fiche{break-after:auto;break-inside:avoid;border-top:3pt solid #ef6c00;margin-bottom:16pt;padding-top:5pt} h2{font-size:13pt;margin:0 0 3pt} .n{color:#ef6c00}
    .f{font-size:9pt} p b{color:#ef6c00} .nested{font-size:8pt}
    """
    last = None
    html = ""
    ordered = sorted(fiches, key=lambda f: plan.axes.index(f.axe))
    for n, f in enumerate(ordered, 1):
        if f.axe is not last:
            html += f'<h1 style="color:#ef6c00;font-size:16pt">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</h1>'
            last = f.axe

        def run(lab, c):
            return (
                f"<p><b>{escape(lab)} :</b></p>{items(f, c)}"
                if f.champs.get(c) and (len(f.champs[c]) > 1 or f.champs[c][0].startswith(("|", "☒", "☐", "•", "1.")))
                else (f"<p><b>{escape(lab)} :</b> {text(c, f.champs[c][0])}</p>" if f.champs.get(c) else "")
            )

        body = (
            f'<h2><span class="n">Action {n}.</span> {escape(f.titre)}</h2>'
            + run("Contexte", "constat")
            + run("Objectifs", "objectifs")
            + run("Mise en œuvre", "mise_en_oeuvre")
            + run("Pilote", "pilotage")
            + run("Partenaires", "partenaires")
            + run("Publics", "publics")
            + run("Calendrier", "calendrier")
            + run("Budget", "budget")
            + run("Indicateurs", "indicateurs")
        )
        html += fiche(f, body, action_numero=str(n), objectif_numero="", objectif_titre="")
    return page(css, html)


DESIGNS = {
    "legendes": fieldsets,
    "barre_gauche": left_bar_small,
    "programme_paysage": landscape_programme,
    "puces_etiquettes": chips_and_sections,
    "grille_sans_filet": four_grid_unruled,
    "grand_corps": split_over_pages,
    "deux_par_page": compact_two_a_page,
}
