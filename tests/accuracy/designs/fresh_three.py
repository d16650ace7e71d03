"""Designs of plans of many kinds printed by a browser, third part: running heads, strips of facts, pages broken in cells."""

from html import escape

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, SHORT, code, drop, fields, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.marks import fiche, items, text
from tests.accuracy.designs.printed_one import page


def fact_strip_below_title(plan, fiches):
    """A band of the axe's colour, the title, then a strip of five facts parted by thin uprights; prose in one column."""
    css = ".b{background:#00838f;color:#fff;padding:4pt 8pt;font-weight:bold} h1{font-size:17pt;margin:6pt 0} .s{display:flex;border-top:1pt solid #00838f;border-bottom:1pt solid #00838f;margin-bottom:8pt} .s>div{flex:1;padding:4pt 6pt;border-left:.7pt solid #b2dfdb;font-size:8.5pt} .s>div:first-child{border:none} .s b{display:block;color:#00838f} h2{font-size:11pt;color:#00838f;margin:8pt 0 2pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="b">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div><h1>Fiche action {code(f, n)} : {escape(f.titre)}</h1><div class="s">'
            + fields(f, drop(f, SHORT), lambda lab, t: f"<div><b>{lab}</b>{t}</div>")
            + "</div>"
            + fields(
                f,
                only(HEALTH, "constat", "objectifs", "mise_en_oeuvre", "freins", "indicateurs"),
                lambda lab, t: f"<h2>{lab}</h2>{t}",
            )
        )
        out.append(fiche(f, body, fiche_numero=code(f, n), **NO_GOAL))
    return page(css, "".join(out))


def subheads_in_cells(plan, fiches):
    """Three wide cells («Diagnostic», «Action», «Suivi») with the labels as coloured words inside, one below the other."""
    css = "table{border-collapse:collapse;width:100%} td{border:1pt solid #6d4c41;padding:6pt 8pt;vertical-align:top} .h{background:#6d4c41;color:#fff;font-weight:bold;font-size:13pt} .k{color:#6d4c41;font-weight:bold;margin:5pt 0 1pt}"
    out = []
    for n, f in enumerate(fiches, 1):

        def inside(*champs):
            return (
                f"<tr><td>{fields(f, only(FAMILIES, *champs), lambda lab, t: f'<div class=k>{lab}</div>{t}')}</td></tr>"
            )

        body = (
            f'<table><tr><td class="h">Action {n} – {escape(f.titre)}</td></tr>'
            + inside("constat", "objectifs", "publics")
            + inside("mise_en_oeuvre", "pilotage", "partenaires", "calendrier")
            + inside("budget", "indicateurs")
            + "</table>"
        )
        out.append(fiche(f, body, action_numero=str(n), **BARE))
    return page(css, "".join(out))


def broken_in_cells(plan, fiches):
    """Tall rows that break over the page in the middle of a cell, sheets that follow one another without a new page."""
    css = ".fiche{break-after:auto;margin-bottom:20pt} table{border-collapse:collapse;width:100%} td{border:.8pt solid #283593;padding:8pt;vertical-align:top;line-height:2.4} .l{width:23%;background:#e8eaf6;font-weight:bold} h2{color:#283593;font-size:14pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f"<h2>Fiche n°{n} : {escape(f.titre)}</h2><p>{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)}</p><table>"
            + fields(f, CLIMATE, lambda lab, t: f'<tr><td class="l">{lab}</td><td>{t}</td></tr>')
            + "</table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def centred_labels(plan, fiches):
    """Everything centred: title, labels between two dashes, short texts; prose justified below."""
    css = "body{text-align:center} h1{font-size:16pt;color:#880e4f} .l{color:#880e4f;font-weight:bold;margin:8pt 0 2pt} .j{text-align:justify}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f"<div>{escape(plan.niveau_1.upper())} {escape(f.axe.numero)}</div><div>{escape(f.axe.titre)}</div><h1>ACTION {n}</h1><h1>{escape(f.titre)}</h1>"
            + fields(f, QUESTIONS, lambda lab, t: f'<div class="l">{lab}</div><div class="j">{t}</div>')
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def dotted_leaders(plan, fiches):
    """Labels in capitals at the left of the line, values at the right after a rule of dots; prose in boxes below."""
    css = ".r{display:flex;border-bottom:1pt dotted #777;padding:2pt 0} .r .a{width:150pt;font-weight:bold;font-size:8.5pt;text-transform:uppercase} .r .v{flex:1} .x{border:1pt solid #777;padding:5pt 7pt;margin-top:7pt} .x b{display:block;margin-bottom:3pt} h1{font-size:15pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f"<h1>Opération {n} — {escape(f.titre)}</h1>"
            + fields(
                f,
                drop(f, only(CLIMATE, "pilotage", "partenaires", "publics", "calendrier", "budget", "priorite")),
                lambda lab, t: f'<div class="r"><div class="a">{lab}</div><div class="v">{t}</div></div>',
            )
            + fields(
                f,
                only(CLIMATE, "constat", "objectifs", "mise_en_oeuvre", "resultats_attendus", "indicateurs"),
                lambda lab, t: f'<div class="x"><b>{lab}</b>{t}</div>',
            )
        )
        out.append(fiche(f, body, action_numero=str(n), **BARE))
    return page(css, "".join(out))


def odd_remarks(plan, fiches):
    """A territory project: a note of two lines above the labels, an own label («Le mot de l’élu») that no champ takes, a foot."""
    css = "h1{font-size:16pt;color:#1565c0} .n{font-style:italic;color:#555} .l{background:#1565c0;color:#fff;padding:2pt 6pt;font-weight:bold;margin:8pt 0 3pt;width:170pt} footer{position:fixed;bottom:0;font-size:8pt}"
    out = [f"<footer data-p>{escape(plan.editeur)} · fiches projet</footer>"]
    for n, f in enumerate(fiches, 1):
        body = (
            f"<h1>PROJET {n} : {escape(f.titre)}</h1>"
            + fields(
                f,
                only(FAMILIES, "constat", "objectifs", "mise_en_oeuvre"),
                lambda lab, t: f'<div class="l">{lab}</div>{t}',
            )
            + f'<div class="l">Le mot de l’élu</div><p>{text("autre", "Ce projet nous tient à cœur et nous le mènerons ensemble.", label="Le mot de l’élu")}</p>'
            + fields(
                f,
                only(FAMILIES, "pilotage", "partenaires", "publics", "calendrier", "budget", "indicateurs"),
                lambda lab, t: f'<div class="l">{lab}</div>{t}',
            )
        )
        out.append(fiche(f, body, action_numero=str(n), **BARE))
    return page(css, "".join(out))


def landscape_sheet(plan, fiches):
    """A landscape sheet in three ruled columns: each a stack of label and text; the head over all three."""
    css = "@page{size:A4 landscape} table{border-collapse:collapse;width:100%;font-size:9pt} td{border:1pt solid #33691e;padding:5pt;vertical-align:top;width:33%} .h{background:#33691e;color:#fff;font-weight:bold;font-size:13pt} .k{background:#dcedc8;font-weight:bold;text-align:center}"
    out = []
    for n, f in enumerate(fiches, 1):

        def band(*champs):
            spec = only(CLIMATE, *champs)
            return (
                "<tr>"
                + "".join(f'<td class="k">{escape(lab)}</td>' for lab, _ in spec)
                + "</tr><tr>"
                + "".join(f"<td>{items(f, c)}</td>" for _, c in spec)
                + "</tr>"
            )

        body = (
            f'<table><tr><td class="h" colspan="3">Fiche {n} – {escape(f.titre)}</td></tr>'
            + band("constat", "objectifs", "mise_en_oeuvre")
            + band("pilotage", "partenaires", "publics")
            + band("moyens", "budget", "calendrier")
            + f'<tr><td class="k" colspan="3">Indicateurs de suivi</td></tr><tr><td colspan="3">{items(f, "indicateurs")}</td></tr></table>'
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


DESIGNS = {
    "bande_sous_titre": fact_strip_below_title,
    "libelles_dans_cellules": subheads_in_cells,
    "cellules_coupees": broken_in_cells,
    "libelles_centres": centred_labels,
    "points_de_conduite": dotted_leaders,
    "mot_de_elu": odd_remarks,
    "feuille_paysage": landscape_sheet,
}
