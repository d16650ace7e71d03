"""Designs that nobody tunes on, printed by a browser: their figures are a measure, their faults are never looked into."""

from html import escape

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, code, drop, fields, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.marks import fiche, items
from tests.accuracy.designs.printed_one import page


def split_page(plan, fiches):
    """A deep coloured left half with title and facts in white, prose at the right under ruled labels."""
    css = """
    .p{display:grid;grid-template-columns:38% 62%;min-height:700pt} .a{background:#004d40;color:#fff;padding:14pt} .a h1{font-size:18pt} .a .l{font-size:8pt;text-transform:uppercase;color:#80cbc4;margin-top:9pt;font-weight:bold} .z{padding:4pt 0 0 16pt} .z h3{color:#004d40;border-bottom:1pt solid #80cbc4;font-size:11pt;margin:9pt 0 3pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="p"><div class="a"><div>{escape(plan.niveau_1.upper())} {escape(f.axe.numero)}</div><div>{escape(f.axe.titre)}</div><h1>Action {n}<br>{escape(f.titre)}</h1>'
            + fields(
                f,
                drop(
                    f,
                    only(HEALTH, "pilotage", "partenaires", "publics", "territoire", "calendrier", "budget", "moyens"),
                ),
                lambda lab, t: f'<div class="l">{lab}</div>{t}',
            )
            + '</div><div class="z">'
            + fields(
                f,
                only(HEALTH, "constat", "objectifs", "mise_en_oeuvre", "freins", "resultats_attendus", "indicateurs"),
                lambda lab, t: f"<h3>{lab}</h3>{t}",
            )
            + "</div></div>"
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def three_cards_top(plan, fiches):
    """Shadowed cards on a grey ground, three facts at the top with pictograms, labels centred over their texts."""
    css = """
    body{background:#fafafa} h1{font-size:16pt;color:#ad1457;text-align:center} .c{display:flex;gap:8pt;margin-bottom:8pt} .k{flex:1;background:#fff;border-radius:5pt;padding:6pt;box-shadow:0 1pt 3pt #999} .k h4{text-align:center;color:#ad1457;margin:0 0 4pt} .no{margin:auto;width:30pt;height:30pt;background:#ad1457;color:#fff;border-radius:50%;text-align:center;line-height:30pt;font-weight:bold}
    """
    icon = '<svg width="12" height="12" viewBox="0 0 10 10"><path d="M1 1h8v8h-8z" fill="#ad1457"/></svg> '
    out = []
    for n, f in enumerate(fiches, 1):

        def card(lab, t):
            return f'<div class="k"><h4>{icon}{lab}</h4>{t}</div>'

        def row(*champs):
            return f'<div class="c">{fields(f, only(FAMILIES, *champs), card)}</div>'

        body = (
            f'<div class="no">{n}</div><h1>{escape(f.titre)}</h1>'
            + row("pilotage", "publics", "calendrier")
            + row("constat")
            + row("objectifs", "mise_en_oeuvre")
            + row("partenaires", "moyens")
            + row("budget")
            + row("indicateurs")
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


def zebra_table(plan, fiches):
    """A table without vertical rules, rows on alternating grounds, labels in italics with a colon."""
    css = "table{border-collapse:collapse;width:100%} td{padding:5pt 6pt;vertical-align:top} tr:nth-child(even) td{background:#e3f2fd} td:first-child{font-style:italic;width:28%;color:#0d47a1} h1{font-size:15pt;color:#0d47a1;margin:4pt 0} .o{font-size:9pt;color:#666}"
    out = []
    for n, f in enumerate(fiches, 1):
        num = code(f, n)
        body = (
            f'<div class="o">{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)} / {escape(plan.niveau_2)} {escape(f.objectif.numero)} – {escape(f.objectif.titre)}</div><h1>Action {num}. {escape(f.titre)}</h1><table>'
            + fields(f, CLIMATE, lambda lab, t: f"<tr><td>{lab} :</td><td>{t}</td></tr>")
            + "</table>"
        )
        out.append(fiche(f, body, action_numero=num))
    return page(css, "".join(out))


def two_on_landscape(plan, fiches):
    """Two small sheets side by side on a landscape page, each framed."""
    css = "@page{size:A4 landscape;margin:10mm} .w{display:grid;grid-template-columns:1fr 1fr;gap:16pt;align-items:start} .fiche{border:1.5pt solid #33691e;padding:8pt;font-size:8.5pt;break-after:auto} h1{font-size:12pt;background:#33691e;color:#fff;margin:-8pt -8pt 6pt;padding:5pt 8pt} h3{font-size:9pt;color:#33691e;margin:5pt 0 1pt}"
    out = []
    for n, f in enumerate(fiches[:2], 1):
        body = f"<h1>Fiche {n} : {escape(f.titre)}</h1>" + fields(
            f, drop(f, FAMILIES), lambda lab, t: f"<h3>{lab}</h3>{t}"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, f'<div class="w">{"".join(out)}</div>')


def questions_in_band(plan, fiches):
    """White questions on coloured bands over the text, a summary of facts as a strip of four at the page's foot."""
    css = ".q{background:#ff7043;color:#fff;font-weight:bold;padding:3pt 8pt;margin:8pt 0 4pt} h1{font-size:16pt} .s{display:grid;grid-template-columns:repeat(4,1fr);border-top:2pt solid #ff7043;margin-top:12pt} .s>div{padding:4pt 6pt;border-right:.6pt solid #ccc} .s b{color:#ff7043;display:block}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f"<p>{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</p><h1>Engagement {n} : {escape(f.titre)}</h1>"
            + fields(
                f,
                only(QUESTIONS, "constat", "objectifs", "mise_en_oeuvre", "partenaires", "budget", "indicateurs"),
                lambda lab, t: f'<div class="q">{lab}</div>{t}',
            )
            + '<div class="s">'
            + fields(
                f,
                drop(f, only(QUESTIONS, "pilotage", "publics", "territoire", "calendrier")),
                lambda lab, t: f"<div><b>{lab}</b>{t}</div>",
            )
            + "</div>"
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def long_scheme(plan, fiches):
    """A scheme's chapter: introduction, axe, objectif and action as headings, labels as bold words before a dash."""
    css = "h1{font-size:20pt} h2{font-size:15pt;color:#37474f} h3{font-size:12.5pt;color:#00796b} .fiche{break-after:auto} footer{position:fixed;bottom:0;right:0;font-size:8pt}"
    out = [
        f"<footer data-p>{escape(plan.editeur)}</footer><h1 data-h>Le plan d’actions</h1><p data-h>Les actions ci-dessous ont été retenues par les partenaires au terme de la concertation.</p>"
    ]
    axe = None
    for n, f in enumerate(sorted(fiches, key=lambda f: plan.axes.index(f.axe)), 1):
        if f.axe is not axe:
            out.append(
                f"<h1>{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</h1><h2>{escape(plan.niveau_2)} {escape(f.objectif.numero)} : {escape(f.objectif.titre)}</h2>"
            )
            axe = f.axe
        body = f"<h3>Action {n} : {escape(f.titre)}</h3>" + fields(
            f, FAMILIES, lambda lab, t: f"<p><b>{lab} –</b></p>{t}"
        )
        out.append(fiche(f, body, action_numero=str(n)))
    return page(css, "".join(out))


def boxed_title_table(plan, fiches):
    """A table of four columns: label and text, label and text; title row in colour, wide rows for prose; foot with a folio."""
    css = "table{border-collapse:collapse;width:100%} td{border:1pt solid #7e57c2;padding:4pt 5pt;vertical-align:top} .l{background:#ede7f6;font-weight:bold;width:17%} .t{background:#7e57c2;color:#fff;font-weight:bold;font-size:13pt} footer{position:fixed;bottom:0;width:100%;text-align:right;font-size:8pt}"
    out = [f"<footer data-p>{escape(str(plan.facts['titre']))}</footer>"]
    for n, f in enumerate(fiches, 1):

        def pair(a, b):
            return (
                "<tr>"
                + "".join(f'<td class="l">{escape(lab)}</td><td>{items(f, c)}</td>' for lab, c in only(HEALTH, a, b))
                + "</tr>"
            )

        def wide(lab, t):
            return f'<tr><td class="l">{lab}</td><td colspan="3">{t}</td></tr>'

        body = (
            f'<table><tr><td class="t" colspan="4">FICHE N°{n} – {escape(f.titre)}</td></tr><tr><td class="l">{escape(plan.niveau_1)}</td><td colspan="3">{escape(f.axe.numero)} – {escape(f.axe.titre)}</td></tr>'
            + pair("pilotage", "calendrier")
            + pair("publics", "territoire")
            + fields(
                f,
                only(
                    HEALTH, "constat", "objectifs", "mise_en_oeuvre", "partenaires", "moyens", "budget", "indicateurs"
                ),
                wide,
            )
            + "</table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


DESIGNS = {
    "page_partagee": split_page,
    "cartes_ombrees": three_cards_top,
    "lignes_alternees": zebra_table,
    "deux_en_paysage": two_on_landscape,
    "questions_en_bandeau": questions_in_band,
    "chapitre_de_schema": long_scheme,
    "tableau_quatre_titre": boxed_title_table,
}
