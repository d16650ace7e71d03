"""Designs printed by a browser, first part."""

from html import escape

from tests.accuracy.content import FicheContent, PlanContent
from tests.accuracy.designs.marks import fiche, items

_BASE = "@page{size:A4;margin:14mm} body{font:10pt/1.35 'Liberation Sans'} p{margin:0 0 4pt} ul,ol{margin:0 0 4pt;padding-left:14pt} .nested{border-collapse:collapse;width:100%} .nested td{border:.5pt solid #999;padding:1pt 3pt} .fiche{break-after:page} .sub{font-weight:bold}"


def page(css: str, body: str, *, base: str = _BASE) -> str:
    """A whole page of HTML."""
    return f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Fiches</title><style>{base}{css}</style></head><body>{body}</body></html>'


def rounded_cards(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """Cards with rounded corners on a grid, label above value in small grey capitals; number in a circle."""
    css = """
    .head{display:flex;align-items:center;gap:10pt;margin-bottom:8pt}
    .disc{width:44pt;height:44pt;border-radius:50%;background:#e2671f;color:#fff;font:bold 20pt 'Liberation Sans';display:flex;align-items:center;justify-content:center;flex:none}
    h1{font-size:17pt;margin:0;color:#234}
    .axe{background:#234;color:#fff;padding:4pt 8pt;border-radius:8pt;font-size:9pt;margin-bottom:6pt}
    .grid{display:grid;grid-template-columns:1fr 1fr 1fr;gap:7pt;margin-bottom:7pt}
    .card{border:1pt solid #e2671f;border-radius:8pt;padding:5pt 7pt}
    .lab{font-size:8pt;color:#e2671f;text-transform:uppercase;font-weight:bold;margin-bottom:2pt}
    .wide{margin-bottom:7pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):

        def card(lab, champ, cls="card", **kw):
            return (
                f'<div class="{cls}"><div class="lab">{escape(lab)}</div>{items(f, champ, **kw)}</div>'
                if f.champs.get(champ)
                else ""
            )

        body = (
            f'<div class="axe">{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)}</div>'
            f'<div class="head"><div class="disc">{n}</div><h1>{escape(f.titre)}</h1></div>'
            f'<div class="grid">{card("Qui pilote ?", "pilotage")}{card("Pour qui ?", "publics")}{card("Quand ?", "calendrier")}</div>'
            + card("De quoi parle-t-on ?", "constat", "card wide")
            + card("Ce que l'on vise", "objectifs", "card wide")
            + card("Comment s'y prend-on ?", "mise_en_oeuvre", "card wide")
            + f'<div class="grid">{card("Avec qui ?", "partenaires")}{card("Combien ?", "budget")}{card("Comment mesurer ?", "indicateurs")}</div>'
        )
        out.append(fiche(f, body, fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def coloured_sheet(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """A CLS sheet: banner of axe and objectif, title band, coloured label column, three small columns at the foot."""
    css = """
    table{border-collapse:collapse;width:100%} td,th{vertical-align:top;padding:4pt 6pt}
    .ban{background:#00677f;color:#fff;font-weight:bold} .tit{background:#d7eaf0;font:bold 14pt 'Liberation Sans';color:#00677f}
    .l{background:#00677f;color:#fff;font-weight:bold;width:24%;border-bottom:2pt solid #fff} .v{border-bottom:.7pt solid #00677f}
    .c th{background:#d7eaf0;color:#00677f;border:.7pt solid #00677f} .c td{border:.7pt solid #00677f;width:33%}
    """
    out = []
    for n, f in enumerate(fiches, 1):

        def row(lab, champ, **kw):
            return (
                f'<tr><td class="l">{escape(lab)}</td><td class="v">{items(f, champ, **kw)}</td></tr>'
                if f.champs.get(champ)
                else ""
            )

        num = f"{f.axe.numero}.{n}"
        body = (
            f'<table><tr><td class="ban">AXE STRATEGIQUE N°{escape(f.axe.numero)} : {escape(f.axe.titre.upper())}</td><td class="ban" style="text-align:right">Fiche action {num}</td></tr>'
            + (
                f'<tr><td class="ban" colspan="2" style="background:#4ba3b7">Objectif opérationnel {escape(f.objectif.numero)} : {escape(f.objectif.titre)}</td></tr>'
                if f.objectif
                else ""
            )
            + f'<tr><td class="tit" colspan="2">{escape(f.titre)}</td></tr></table>'
            "<table>"
            + row("Eléments de diagnostic / contexte", "constat")
            + row("Objectif(s) opérationnel(s)", "objectifs")
            + row("Description de l’action", "mise_en_oeuvre")
            + row("Public(s) cible(s)", "publics")
            + row("Territoire concerné", "territoire")
            + row("Lien avec d’autres actions / PRS", "articulation")
            + row("Points de vigilance", "freins")
            + row("Indicateurs de suivi et d’évaluation", "indicateurs")
            + "</table>"
            + f'<table class="c" style="margin-top:6pt"><tr><th>Pilote(s) / porteur</th><th>Partenaires mobilisés</th><th>Calendrier prévisionnel</th></tr><tr><td>{items(f, "pilotage")}</td><td>{items(f, "partenaires")}</td><td>{items(f, "calendrier")}</td></tr></table>'
            + f'<table class="c"><tr><th>Financement</th></tr><tr><td>{items(f, "budget")}</td></tr></table>'
        )
        out.append(fiche(f, body, fiche_numero=num, axe_titre=f.axe.titre.upper()))
    return page(css, "".join(out))


def side_bar_sheet(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """A PCAET sheet: a dark side bar at the right with pictograms, the story at the left, axe in the running head."""
    css = """
    .fiche{display:grid;grid-template-columns:1fr 155pt;gap:0 14pt;align-content:start}
    .top{grid-column:1/3;border-bottom:3pt solid #5b8c2a;padding-bottom:6pt;margin-bottom:10pt}
    .top .k{color:#5b8c2a;font-weight:bold;font-size:11pt} .top h1{margin:2pt 0 0;font-size:19pt;line-height:1.15}
    h3{color:#5b8c2a;font-size:12pt;margin:10pt 0 3pt;border-left:4pt solid #5b8c2a;padding-left:5pt}
    aside{background:#2f4a16;color:#fff;padding:10pt;border-radius:4pt;font-size:9pt}
    aside h4{margin:8pt 0 2pt;font-size:9.5pt;color:#cde8a8} aside td{color:#fff}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        num = f"{f.axe.numero}-{n}"
        main = "".join(
            f"<h3>{escape(lab)}</h3>{items(f, champ)}"
            for lab, champ in (
                ("D'où part-on ?", "constat"),
                ("Finalités poursuivies", "objectifs"),
                ("Contenu opérationnel de l'action", "mise_en_oeuvre"),
                ("Gains attendus", "resultats_attendus"),
                ("Suivre et évaluer", "indicateurs"),
            )
            if f.champs.get(champ)
        )
        side = "".join(
            f"<h4>{icon} {escape(lab)}</h4>{items(f, champ)}"
            for icon, lab, champ in (
                ("★", "Structure pilote", "pilotage"),
                ("✚", "Acteurs à mobiliser", "partenaires"),
                ("●", "Cibles de l'action", "publics"),
                ("◆", "Secteur d'intervention", "territoire"),
                ("€", "Estimation budgétaire", "budget"),
                ("▲", "Calendrier de déploiement", "calendrier"),
                ("■", "Niveau de priorité", "priorite"),
            )
            if f.champs.get(champ)
        )
        body = f'<div class="top"><div class="k">ACTION {num}</div><h1>{escape(f.titre)}</h1></div><div>{main}</div><aside>{side}</aside>'
        out.append(
            fiche(f, body, action_numero=num, axe_numero="", axe_titre="", objectif_numero="", objectif_titre="")
        )
    return page(css, "".join(out))


def rotated_labels(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """Labels set upright in coloured boxes at the margin, a line of four small columns above."""
    css = """
    table{border-collapse:collapse;width:100%} td{border:1pt solid #6b2d73;vertical-align:top;padding:4pt 6pt}
    .r{width:26pt;background:#6b2d73;color:#fff;font-weight:bold;text-align:center;vertical-align:middle;padding:3pt}
    .r div{writing-mode:vertical-rl;transform:rotate(180deg);margin:auto;white-space:nowrap}
    .h{background:#efe3f1;font-weight:bold}
    """
    out = []
    for n, f in enumerate(fiches, 1):

        def row(lab, champ):
            return (
                f'<tr><td class="r"><div>{escape(lab)}</div></td><td colspan="4" style="min-height:70pt;height:74pt">{items(f, champ)}</td></tr>'
                if f.champs.get(champ)
                else ""
            )

        body = (
            f'<table><tr><td colspan="5" class="h" style="font-size:9pt">Orientation {escape(f.axe.numero)} - {escape(f.axe.titre)}</td></tr>'
            f'<tr><td colspan="5" style="background:#6b2d73;color:#fff;font:bold 13pt Liberation Sans">Fiche n°{n} - {escape(f.titre)}</td></tr>'
            f'<tr><td colspan="2" class="h">Porteur</td><td class="h">Échéance</td><td class="h">Publics</td><td class="h">Partenaires</td></tr>'
            f'<tr><td colspan="2">{items(f, "pilotage")}</td><td>{items(f, "calendrier")}</td><td>{items(f, "publics")}</td><td>{items(f, "partenaires")}</td></tr>'
            + row("Contexte", "constat")
            + row("Objectifs", "objectifs")
            + row("Déroulement", "mise_en_oeuvre")
            + row("Budget", "budget")
            + row("Évaluation", "indicateurs")
            + "</table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def magazine_columns(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """A sheet as a graphic designer makes it: text in two flowing columns, labels in capitals, a key figure in a box."""
    css = """
    .t{background:#f4b400;padding:8pt 12pt;margin-bottom:8pt} .t .s{font-size:9pt} .t h1{margin:0;font:bold 20pt 'URW Gothic'}
    .n{font:bold 42pt 'URW Gothic';float:right;margin-left:12pt;color:#fff}
    .cols{columns:2;column-gap:20pt;font:9.5pt/1.35 'P052'} h2{font:bold 10.5pt 'URW Gothic';color:#b37f00;text-transform:uppercase;margin:8pt 0 2pt;break-after:avoid}
    .key{border:2pt solid #f4b400;text-align:center;padding:6pt;margin:6pt 0;break-inside:avoid} .key b{font:bold 20pt 'URW Gothic';display:block}
    li,p{break-inside:avoid}
    """
    out = []
    figures = (
        ("12 000", "habitants concernés"),
        ("2030", "un cap pour le territoire"),
        ("400 000 €", "mobilisés chaque année"),
        ("8 sur 10", "se disent prêts"),
    )
    for n, f in enumerate(fiches, 1):
        key = figures[n % 4]

        def section(lab, champ):
            return f"<h2>{escape(lab)}</h2>{items(f, champ)}" if f.champs.get(champ) else ""

        body = (
            f'<div class="t"><div class="n">{n:02d}</div><div class="s">{escape(plan.niveau_1)} {escape(f.axe.numero)} | {escape(f.axe.titre)}</div><h1>{escape(f.titre)}</h1></div>'
            f'<div class="key" data-h><b>{key[0]}</b>{key[1]}</div>'
            f'<div class="cols">{section("Le constat de départ", "constat")}'
            f"{section('L’objectif', 'objectifs')}{section('Les étapes de l’action', 'mise_en_oeuvre')}"
            f"{section('Le pilote', 'pilotage')}{section('Les partenaires', 'partenaires')}{section('Les bénéficiaires', 'publics')}"
            f"{section('Le calendrier', 'calendrier')}{section('Le budget', 'budget')}{section('Les indicateurs', 'indicateurs')}</div>"
        )
        out.append(fiche(f, body, fiche_numero=f"{n:02d}", objectif_numero="", objectif_titre=""))
    return page(css, "".join(out))


def pictogram_column(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """Three columns without rules: a pictogram, the label, the text; numbered «Action 2.1» over a line; page foot."""
    css = """
    .row{display:grid;grid-template-columns:26pt 128pt 1fr;border-bottom:.6pt dotted #888;padding:5pt 0;break-inside:avoid}
    .ic{font:16pt 'DejaVu Sans';color:#c2185b} .la{font-weight:bold;color:#c2185b}
    .hd{color:#c2185b;font:bold 12pt 'Liberation Sans'} h1{font:bold 16pt 'Liberation Sans';margin:3pt 0 8pt;border-bottom:2pt solid #c2185b;padding-bottom:5pt}
    .ob{font-style:italic;margin:0 0 3pt}
    footer{position:fixed;bottom:0;font-size:7.5pt;color:#777}
    """
    out = [f"<footer data-p>{escape(str(plan.facts['titre']))} – Programme d’actions</footer>"]
    icons = "☂☎✈✉✎✔☀☃♛♞⚑"
    spec = (
        ("Situation de départ", "constat"),
        ("Objectifs visés", "objectifs"),
        ("Descriptif détaillé", "mise_en_oeuvre"),
        ("Population ciblée", "publics"),
        ("Périmètre géographique", "territoire"),
        ("Structure(s) porteuse(s)", "pilotage"),
        ("Partenaires associés", "partenaires"),
        ("Moyens humains et techniques", "moyens"),
        ("Coût et cofinancements", "budget"),
        ("Période de réalisation", "calendrier"),
        ("Critères d’évaluation", "indicateurs"),
    )
    for n, f in enumerate(fiches, 1):
        rows = "".join(
            f'<div class="row"><div class="ic">{icons[i % len(icons)]}</div><div class="la">{escape(lab)}</div><div>{items(f, champ)}</div></div>'
            for i, (lab, champ) in enumerate(spec)
            if f.champs.get(champ)
        )
        ob = (
            f'<p class="ob">Objectif {escape(f.objectif.numero)} : {escape(f.objectif.titre)}</p>' if f.objectif else ""
        )
        body = f'<div class="hd">Action {f.axe.numero}.{n}</div>{ob}<h1>{escape(f.titre)}</h1>{rows}'
        out.append(fiche(f, body, action_numero=f"{f.axe.numero}.{n}", axe_numero="", axe_titre=""))
    return page(css, "".join(out))


DESIGNS = {
    "cartes_arrondies": rounded_cards,
    "fiche_cls_couleur": coloured_sheet,
    "bandeau_lateral": side_bar_sheet,
    "libelles_tournes": rotated_labels,
    "magazine": magazine_columns,
    "pictogrammes": pictogram_column,
}
