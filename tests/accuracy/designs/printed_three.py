"""Designs printed by a browser, third part: whole documents and odd label settings."""

from html import escape

from tests.accuracy.designs.marks import fiche, items, text
from tests.accuracy.designs.printed_one import page


def _flat(f, c):
    lines = f.champs.get(c, [])
    return len(lines) == 1 and not lines[0].startswith(("|", "•", "☒", "☐", "1.", "#"))


def whole_contract(plan, fiches):
    """Cover, contents with leaders, preamble, diagnosis, recapitulation, divider pages for the axes, fiches, annexes."""
    css = """
    section{break-after:page} .cover{text-align:center;padding-top:200pt} .cover h1{font-size:30pt;color:#005b96}
    .toc p{display:flex} .toc i{flex:1;border-bottom:1pt dotted #555;margin:0 3pt 3pt}
    .div{background:#005b96;color:#fff;height:700pt;padding:60pt 30pt} .div h1{font-size:34pt}
    table.t{border-collapse:collapse;width:100%} .t td{border:.7pt solid #005b96;padding:4pt;vertical-align:top} .t td:first-child{background:#e0eef7;font-weight:bold;width:26%}
    h2.f{background:#005b96;color:#fff;padding:5pt 8pt;font-size:14pt} footer{position:fixed;bottom:0;width:100%;font-size:8pt;text-align:center;color:#666}
    """
    ordered = sorted(fiches, key=lambda f: plan.axes.index(f.axe))
    num = {id(f): f"{f.axe.numero}.{n}" for n, f in enumerate(ordered, 1)}
    facts = str(plan.facts["titre"])
    out = [f"<footer data-p>{escape(facts)} – {escape(plan.editeur)}</footer>"]
    out.append(f'<section class="cover"><h1 data-h>{escape(facts)}</h1><p data-h>Document contractuel</p></section>')
    toc = "".join(
        f"<p><span data-h>Action {num[id(f)]} : {escape(f.titre)}</span><i></i><span>{n + 6}</span></p>"
        for n, f in enumerate(ordered)
    )
    out.append(
        f'<section class="toc"><h1 data-h>Sommaire</h1><p><span data-h>Préambule</span><i></i><span>3</span></p>{toc}</section>'
    )
    out.append(
        "<section><h1 data-h>1. Préambule</h1><p data-h>Le présent contrat traduit la volonté commune des signataires d’agir ensemble pour réduire les inégalités.</p><h2 data-h>1.1 Contexte</h2><p data-h>Le territoire compte trente communes et vingt mille habitants.</p><h2 data-h>1.2 Enjeux</h2><p data-h>Trois enjeux ressortent de la concertation menée en 2022.</p><h2 data-h>1.3 Méthode d’élaboration</h2><p data-h>Quatre ateliers ont réuni une centaine de participants.</p></section>"
    )
    recap = "".join(
        f"<tr><td data-h>{escape(f.axe.titre)}</td><td data-h>{num[id(f)]} {escape(f.titre)}</td><td data-h>{escape(f.champs['pilotage'][0])}</td></tr>"
        for f in ordered
    )
    out.append(
        f'<section><h1 data-h>2. Programme d’actions</h1><table class="t"><tr><td data-h>Axe</td><td data-h>Action</td><td data-h>Pilote</td></tr>{recap}</table></section>'
    )
    last = None
    for f in ordered:
        if f.axe is not last:
            out.append(
                f'<section class="div"><h1>{escape(plan.niveau_1.upper())} {escape(f.axe.numero)}</h1><h1>{escape(f.axe.titre)}</h1><p data-h>Cette partie présente les actions retenues par le comité de pilotage.</p></section>'
            )
            last = f.axe

        def row(lab, c):
            return f"<tr><td>{escape(lab)}</td><td>{items(f, c)}</td></tr>" if f.champs.get(c) else ""

        body = (
            f'<h2 class="f">Action {num[id(f)]} : {escape(f.titre)}</h2><table class="t">'
            + "".join(
                row(lab, c)
                for lab, c in (
                    ("Contexte et constats", "constat"),
                    ("Objectifs", "objectifs"),
                    ("Description", "mise_en_oeuvre"),
                    ("Public cible", "publics"),
                    ("Porteur", "pilotage"),
                    ("Partenaires", "partenaires"),
                    ("Moyens", "moyens"),
                    ("Financement", "budget"),
                    ("Calendrier", "calendrier"),
                    ("Indicateurs de suivi", "indicateurs"),
                )
            )
            + "</table>"
        )
        out.append(fiche(f, body, tag="section", action_numero=num[id(f)], objectif_numero="", objectif_titre=""))
    out.append(
        "<section><h1 data-h>Annexes</h1><h2 data-h>Annexe 1 : Liste des partenaires consultés</h2><p data-h>Centre hospitalier, caisse primaire, associations d’usagers.</p><h2 data-h>Annexe 2 : Glossaire</h2><p data-h>CLS : contrat local de santé. PRS : projet régional de santé.</p></section>"
    )
    return page(css, "".join(out))


def sub_actions(plan, fiches):
    """Fiches whose description is a ruled table of sub-actions with their own pilot and term, and a year grid of crosses."""
    css = "h2{color:#7b1fa2;font-size:15pt;margin:0 0 6pt} table.t{border-collapse:collapse;width:100%} .t>tbody>tr>td{border:.8pt solid #7b1fa2;padding:4pt;vertical-align:top} .l{background:#f3e5f5;font-weight:bold;width:22%} .in{border-collapse:collapse;width:100%} .in td{border:.5pt solid #999;padding:2pt}"
    out = []
    for n, f in enumerate(fiches, 1):

        def row(lab, c):
            return f'<tr><td class="l">{escape(lab)}</td><td>{items(f, c)}</td></tr>' if f.champs.get(c) else ""

        subs = "".join(
            f"<tr data-i><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
            for a, b, c in (
                ("Sous-action", "Pilote", "Échéance"),
                (f"{n}.a Recenser les besoins", "Mairie", "2024"),
                (f"{n}.b Former les agents", "CNFPT", "2025"),
                (f"{n}.c Évaluer", "Bureau d’études", "2026"),
            )
        )
        grid = "".join(
            "<tr data-i>" + "".join(f"<td>{x}</td>" for x in r) + "</tr>"
            for r in (("Étape", "2024", "2025", "2026"), ("Préparation", "X", "", ""), ("Déploiement", "", "X", "X"))
        )
        body = (
            f'<p>{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</p><h2>Fiche action {n} : {escape(f.titre)}</h2><table class="t"><tbody>'
            + row("Constats", "constat")
            + row("Objectifs opérationnels", "objectifs")
            + f'<tr><td class="l">Déclinaison opérationnelle</td><td><div data-c="mise_en_oeuvre"><table class="in">{subs}</table></div></td></tr>'
            + row("Pilote", "pilotage")
            + row("Partenaires", "partenaires")
            + f'<tr><td class="l">Planning</td><td><div data-c="calendrier"><table class="in">{grid}</table></div></td></tr>'
            + row("Indicateurs", "indicateurs")
            + "</tbody></table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def restarting_numbers(plan, fiches):
    """Actions whose number starts again under each axe; the axe as a full-width band above the first of its sheets."""
    css = ".b{background:#37474f;color:#fff;padding:6pt;font:bold 13pt 'Liberation Sans';margin-bottom:8pt} h3{font-size:13pt;color:#37474f;margin:0 0 4pt} .lab{font-weight:bold;color:#00838f;margin:6pt 0 2pt}"
    out, last, k = [], None, 0
    for f in sorted(fiches, key=lambda f: plan.axes.index(f.axe)):
        if f.axe is not last:
            k, last = 0, f.axe
            out.append(
                f'<div class="b">{escape(plan.niveau_1.upper())} {escape(f.axe.numero)} – {escape(f.axe.titre)}</div>'
            )
        k += 1
        sec = "".join(
            f'<div class="lab">► {escape(lab)}</div>{items(f, c)}'
            for lab, c in (
                ("Constat", "constat"),
                ("Objectif", "objectifs"),
                ("Contenu", "mise_en_oeuvre"),
                ("Public", "publics"),
                ("Porteur", "pilotage"),
                ("Partenaires", "partenaires"),
                ("Échéance", "calendrier"),
                ("Coût", "budget"),
                ("Indicateurs", "indicateurs"),
            )
            if f.champs.get(c)
        )
        out.append(
            fiche(
                f,
                f"<h3>Action {k} : {escape(f.titre)}</h3>{sec}",
                action_numero=str(k),
                objectif_numero="",
                objectif_titre="",
            )
        )
    return page(css, "".join(out))


def leaders_and_dashes(plan, fiches):
    """Facts as «Pilote ........ ARS» and labels ended by a dash; headings in small capitals with a rule to the page's side."""
    css = ".f{display:flex;margin-bottom:3pt} .f i{flex:0 0 auto;border-bottom:1pt dotted #999;width:40pt;margin:0 4pt 3pt} h1{font-size:16pt} h2{font-variant:small-caps;font-size:12pt;border-bottom:1pt solid #000;margin:8pt 0 3pt}"
    out = []
    for n, f in enumerate(fiches, 1):

        def fact(lab, c):
            return (
                f'<div class="f"><b>{escape(lab)} :</b><i></i>{text(c, f.champs[c][0])}</div>'
                if _flat(f, c)
                else (f"<h2>{escape(lab)}</h2>{items(f, c)}" if f.champs.get(c) else "")
            )

        body = (
            f"<h1>Action n° {n} – {escape(f.titre)}</h1>"
            + fact("Pilote", "pilotage")
            + fact("Échéance", "calendrier")
            + fact("Public", "publics")
            + "".join(
                f"<h2>{escape(lab)}</h2>{items(f, c)}"
                for lab, c in (
                    ("Contexte", "constat"),
                    ("Objectifs", "objectifs"),
                    ("Mise en œuvre", "mise_en_oeuvre"),
                    ("Partenaires", "partenaires"),
                    ("Budget", "budget"),
                    ("Évaluation", "indicateurs"),
                )
                if f.champs.get(c)
            )
        )
        out.append(
            fiche(f, body, action_numero=str(n), axe_numero="", axe_titre="", objectif_numero="", objectif_titre="")
        )
    return page(css, "".join(out))


def fact_strip(plan, fiches):
    """A strip of four facts in shaded boxes without borders at the top (label small above value), three columns of text."""
    css = """
    .strip{display:grid;grid-template-columns:repeat(4,1fr);gap:6pt;margin:6pt 0 10pt} .strip>div{background:#fff3e0;padding:5pt}
    .s{font-size:7.5pt;color:#e65100;font-weight:bold;text-transform:uppercase} h1{color:#e65100;font-size:18pt;margin:0}
    h3{color:#e65100;margin:8pt 0 3pt;font-size:11pt} .two{display:grid;grid-template-columns:1fr 1fr;gap:16pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):

        def box(lab, c):
            return f'<div><div class="s">{escape(lab)}</div>{items(f, c)}</div>'

        def sec(lab, c):
            return f"<h3>{escape(lab)}</h3>{items(f, c)}" if f.champs.get(c) else ""

        body = (
            f'<p style="font-size:9pt">{escape(plan.niveau_1)} {escape(f.axe.numero)} / {escape(f.axe.titre)}</p><h1>{f.axe.numero}.{n} {escape(f.titre)}</h1>'
            f'<div class="strip">{box("Pilote", "pilotage")}{box("Public", "publics")}{box("Échéance", "calendrier")}{box("Partenaires", "partenaires")}</div>'
            + sec("Contexte", "constat")
            + sec("Objectifs", "objectifs")
            + sec("Description", "mise_en_oeuvre")
            + f'<div class="two"><div>{sec("Budget prévisionnel", "budget")}</div><div>{sec("Indicateurs d’évaluation", "indicateurs")}</div></div>'
        )
        out.append(fiche(f, body, action_numero=f"{f.axe.numero}.{n}", objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def long_titles(plan, fiches):
    """Titles over three lines in two sizes and colours, «ACTION 3» above in its own line; ruled label table below."""
    css = ".a{font:bold 11pt 'Liberation Sans';color:#999} h1{font-size:22pt;line-height:1.1;margin:0 0 10pt;color:#004d40;width:300pt} table{border-collapse:collapse;width:100%} td{border-top:1pt solid #004d40;border-bottom:1pt solid #004d40;padding:5pt;vertical-align:top} .l{width:120pt;color:#004d40;font-weight:bold}"
    out = []
    for n, f in enumerate(fiches, 1):

        def row(lab, c):
            return f'<tr><td class="l">{escape(lab)}</td><td>{items(f, c)}</td></tr>' if f.champs.get(c) else ""

        body = (
            f'<div class="a">ACTION {n}</div><h1>{escape(f.titre)}</h1><table>'
            + "".join(
                row(lab, c)
                for lab, c in (
                    ("Pourquoi ?", "constat"),
                    ("Pour quoi faire ?", "objectifs"),
                    ("Comment ?", "mise_en_oeuvre"),
                    ("Pour qui ?", "publics"),
                    ("Par qui ?", "pilotage"),
                    ("Avec qui ?", "partenaires"),
                    ("Combien ?", "budget"),
                    ("Quand ?", "calendrier"),
                    ("Quels résultats ?", "resultats_attendus"),
                    ("Quels indicateurs ?", "indicateurs"),
                )
            )
            + "</table>"
        )
        out.append(
            fiche(f, body, action_numero=str(n), axe_numero="", axe_titre="", objectif_numero="", objectif_titre="")
        )
    return page(css, "".join(out))


DESIGNS = {
    "contrat_complet": whole_contract,
    "sous_actions": sub_actions,
    "numeros_repris": restarting_numbers,
    "pointilles": leaders_and_dashes,
    "bande_de_faits": fact_strip,
    "titres_longs": long_titles,
}
