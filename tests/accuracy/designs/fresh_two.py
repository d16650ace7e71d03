"""Designs of plans of many kinds printed by a browser, second part: charts, check boxes, unruled grids, whole schemes."""

from html import escape

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, code, drop, fields, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.marks import fiche, items, text
from tests.accuracy.designs.printed_one import page


def unruled_four(plan, fiches):
    """Two label and value pairs a line on white, without a rule; the budget's table stands in one of the values."""
    css = ".g{display:grid;grid-template-columns:84pt 1fr 84pt 1fr;gap:8pt 10pt} .lab{font-weight:bold;color:#00695c} h1{font-size:15pt;color:#00695c} .s{grid-column:2/5}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div>{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div><h1>Action {n} – {escape(f.titre)}</h1><div class="g">'
            + fields(
                f,
                only(FAMILIES, "constat", "objectifs", "mise_en_oeuvre"),
                lambda lab, text_: f'<div class="lab">{lab}</div><div class="s">{text_}</div>',
            )
            + fields(
                f,
                only(FAMILIES, "pilotage", "partenaires", "publics", "territoire", "calendrier", "budget"),
                lambda lab, text_: f'<div class="lab">{lab}</div><div>{text_}</div>',
            )
            + "</div>"
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def plain_run_ins(plan, fiches):
    """A single sheet typed as letters are: «Constat : …» in plain text, many labels of its own."""
    f = fiches[1]
    spec = (
        ("Situation observée", "constat"),
        ("Visée", "objectifs"),
        ("Déroulé", "mise_en_oeuvre"),
        ("Animation", "pilotage"),
        ("Personnes touchées", "publics"),
        ("Concours attendus", "partenaires"),
        ("Calendrier", "calendrier"),
        ("Suivi", "indicateurs"),
    )
    body = f"<h1>Fiche action n° 4 : {escape(f.titre)}</h1>" + "".join(
        f'<p>{escape(lab)} : <span data-c="{c}"><span data-i>{escape("; ".join(x.lstrip("•1234567890. ") for x in f.champs[c]))}</span></span></p>'
        for lab, c in spec
        if f.champs.get(c) and not f.champs[c][0].startswith("|")
    )
    return page("h1{font-size:13pt} p{margin:0 0 8pt}", fiche(f, body, fiche_numero="4", **BARE))


def bare_number_title(plan, fiches):
    """A page's title, the bare number below it, then bold labels, again and again."""
    css = "h1{font-size:17pt;color:#1a237e;margin:0} .no{font-size:12pt;margin:0 0 8pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        num = code(f, n)
        body = f'<h1>{escape(f.titre)}</h1><p class="no">{num}</p>' + fields(
            f, FAMILIES, lambda lab, text_: f"<p><b>{lab}</b></p>{text_}"
        )
        out.append(fiche(f, body, action_numero=num, **BARE))
    return page(css, "".join(out))


def term_chart(plan, fiches):
    """Waste prevention: label boxes two by two, a chart of years with coloured cells, an impact scale as dots."""
    css = """
    .top{display:flex;background:#558b2f;color:#fff} .top b{font-size:20pt;padding:8pt 12pt;background:#33691e} .top h1{font-size:14pt;margin:8pt 10pt}
    .g{display:grid;grid-template-columns:1fr 1fr;gap:8pt;margin-top:8pt} .b{border:1pt solid #aed581} .b h3{background:#aed581;margin:0;padding:2pt 6pt;font-size:10pt} .b>div{padding:4pt 6pt}
    table.y{border-collapse:collapse;width:100%;font-size:8pt;text-align:center} .y td{border:.6pt solid #999;height:13pt} .on{background:#558b2f}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        num = f"{f.objectif.numero}-{n}"
        body = (
            f'<div class="top"><b>{num}</b><h1>{escape(f.titre)}</h1></div><div style="color:#33691e;font-size:9pt">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div><div class="g">'
            + fields(
                f,
                only(
                    CLIMATE,
                    "constat",
                    "objectifs",
                    "mise_en_oeuvre",
                    "publics",
                    "pilotage",
                    "partenaires",
                    "moyens",
                    "budget",
                ),
                lambda lab, text_: f'<div class="b"><h3>{lab}</h3><div>{text_}</div></div>',
            )
            + '</div><div class="b" style="margin-top:8pt"><h3>Planning</h3><div data-c="calendrier"><table class="y"><tr data-i><td>2023</td><td>2024</td><td>2025</td><td>2026</td></tr><tr><td class="on"></td><td class="on"></td><td></td><td></td></tr></table></div></div>'
            + fields(
                f,
                only(CLIMATE, "indicateurs"),
                lambda lab, text_: f'<div class="b" style="margin-top:8pt"><h3>{lab}</h3><div>{text_}</div></div>',
            )
        )
        out.append(fiche(f, body, action_numero=num, **NO_GOAL))
    return page(css, "".join(out))


def half_width_pairs(plan, fiches):
    """City contract: shaded label rows over the full width, then two labels side by side over two texts; pages broken."""
    css = "table{border-collapse:collapse;width:100%} td{border:1pt solid #ef6c00;padding:4pt 6pt;vertical-align:top} .l{background:#ffe0b2;font-weight:bold;text-align:center;color:#bf360c} .t{background:#ef6c00;color:#fff;font-weight:bold;text-align:center;font-size:12pt}"
    out = []
    for n, f in enumerate(fiches, 1):

        def pair(a, b):
            (la, ca), (lb, cb) = only(QUESTIONS, a, b)
            return f'<tr><td class="l">{escape(la)}</td><td class="l">{escape(lb)}</td></tr><tr><td>{items(f, ca)}</td><td>{items(f, cb)}</td></tr>'

        def wide(lab, text_):
            return f'<tr><td class="l" colspan="2">{lab}</td></tr><tr><td colspan="2">{text_}</td></tr>'

        body = (
            f'<table><tr><td colspan="2" class="t">{escape(plan.niveau_1.upper())} {escape(f.axe.numero)} : {escape(f.axe.titre.upper())}</td></tr><tr><td colspan="2" class="t">Projet n° {n} – {escape(f.titre)}</td></tr>'
            + fields(f, only(QUESTIONS, "constat", "objectifs", "mise_en_oeuvre"), wide)
            + pair("publics", "territoire")
            + pair("pilotage", "partenaires")
            + pair("calendrier", "budget")
            + fields(f, only(QUESTIONS, "indicateurs"), wide)
            + "</table>"
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def coded_levels(plan, fiches):
    """A department's scheme: «OS 1», «OO 1.1», «A 3» in a framed head; a table with its labels in two levels."""
    css = "table{border-collapse:collapse;width:100%} td{border:.7pt solid #5d4037;padding:4pt 6pt;vertical-align:top} .s{background:#5d4037;color:#fff;font-weight:bold;width:16%} .l{background:#d7ccc8;width:20%} .h td{border:none;padding:1pt 0} h2{font-size:14pt;margin:4pt 0 8pt}"
    out = []
    for n, f in enumerate(fiches, 1):

        def group(name, spec):
            rows = [
                f'<td class="l">{escape(lab)}</td><td>{items(f, c)}</td></tr>' for lab, c in spec if f.champs.get(c)
            ]
            first = f'<tr><td class="s" rowspan="{len(rows)}">{escape(name)}</td>'
            return (first + "<tr>".join(rows)) if rows else ""

        body = (
            f"<p>{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)}</p><p>{escape(plan.niveau_2)} {escape(f.objectif.numero)} – {escape(f.objectif.titre)}</p><h2>Action {n} – {escape(f.titre)}</h2><table>"
            + group("Le besoin", only(HEALTH, "constat", "objectifs", "publics"))
            + group("L’action", only(HEALTH, "mise_en_oeuvre", "territoire", "calendrier"))
            + group("Les acteurs", only(HEALTH, "pilotage", "partenaires"))
            + group("Les moyens", only(HEALTH, "moyens", "budget"))
            + group("L’évaluation", only(HEALTH, "resultats_attendus", "indicateurs"))
            + "</table>"
        )
        out.append(fiche(f, body, action_numero=str(n)))
    return page(css, "".join(out))


def boxes_to_tick(plan, fiches):
    """A form: check boxes in a grid for publics and term, dotted lines, «N°» at the right of the head, footers in full."""
    css = "h1{font-size:14pt;text-align:center;border:1pt solid #000;padding:5pt} .no{text-align:right} .lab{font-weight:bold;text-decoration:underline;margin-top:8pt} .ck{display:grid;grid-template-columns:1fr 1fr 1fr} footer{position:fixed;bottom:0;font-size:8pt;border-top:.5pt solid #000;width:100%}"
    out = [f"<footer data-p>{escape(str(plan.facts['titre']))} – fiches projets – {escape(plan.editeur)}</footer>"]
    for n, f in enumerate(fiches, 1):
        ticks = "".join(
            f"<div><span>{'☒' if k == n else '☐'} </span><span data-i>{escape(lab)}</span></div>"
            for k, lab in enumerate(
                ("Enfants", "Jeunes", "Adultes", "Personnes âgées", "Professionnels", "Tous publics"), 1
            )
        )
        body = (
            f'<div class="no">Fiche projet n° {n}</div><h1>{escape(f.titre)}</h1>'
            + fields(
                f,
                only(FAMILIES, "constat", "objectifs", "mise_en_oeuvre"),
                lambda lab, t: f'<div class="lab">{lab}</div>{t}',
            )
            + f'<div class="lab">Public concerné (cocher)</div><div class="ck" data-c="publics">{ticks}</div>'
            + fields(
                f,
                only(FAMILIES, "pilotage", "partenaires", "calendrier", "budget", "indicateurs"),
                lambda lab, t: f'<div class="lab">{lab} :</div>{t}',
            )
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


def hanging_terms(plan, fiches):
    """Labels bold at the margin, text indented below them, in two columns of running text; several sheets a page."""
    css = ".fiche{break-after:auto;margin-bottom:16pt} .c{columns:2;column-gap:16pt} dt{font-weight:bold} dd{margin:0 0 5pt 14pt} h2{font-size:13pt;border-bottom:2pt solid #000;margin:0 0 6pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<h2>Action {f.axe.numero}.{n} {escape(f.titre)}</h2><div class="c"><dl>'
            + fields(f, drop(f, HEALTH), lambda lab, t: f"<dt>{lab}</dt><dd>{t}</dd>")
            + "</dl></div>"
        )
        out.append(fiche(f, body, action_numero=f"{f.axe.numero}.{n}", **BARE))
    return page(css, "".join(out))


def corner_number(plan, fiches):
    """«Fiche» and its number in the right corner, the title at the left; labels in a coloured strip left of boxes."""
    css = """
    .h{display:flex;justify-content:space-between;align-items:flex-start;border-bottom:3pt solid #0277bd;margin-bottom:10pt} .h h1{font-size:17pt;margin:0;max-width:380pt} .c{text-align:center;color:#0277bd;font-weight:bold} .c span{font-size:24pt}
    .r{display:flex;margin-bottom:6pt;border:1pt solid #b3e5fc} .r .l{background:#0277bd;color:#fff;width:100pt;flex:none;padding:6pt;font-weight:bold;display:flex;align-items:center} .r .v{padding:6pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="h"><h1>{escape(f.titre)}</h1><div class="c">Fiche<br><span>{n}</span></div></div><div style="color:#0277bd;margin-bottom:6pt">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div>'
            + fields(
                f, HEALTH, lambda lab, t: f'<div class="r"><div class="l">{lab}</div><div class="v">{t}</div></div>'
            )
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def steps_inside(plan, fiches):
    """A rural recovery contract: label rows, then a ruled table of steps with its own heads inside the description."""
    css = "table.o{border-collapse:collapse;width:100%} .o>tbody>tr>td{border:.8pt solid #37474f;padding:4pt 6pt;vertical-align:top} .l{background:#37474f;color:#fff;font-weight:bold} h1{font-size:15pt} .i{border-collapse:collapse;width:100%} .i td{border:.4pt solid #888;padding:2pt 4pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        steps = "".join(
            "<tr data-i>" + "".join(f"<td>{x}</td>" for x in row) + "</tr>"
            for row in (
                ("Étapes", "Responsable", "Date"),
                ("Étude préalable", "Bureau d’études", "Mars 2025"),
                ("Travaux", "Entreprises", "2026"),
            )
        )

        def row(lab, t):
            return f'<tr><td class="l">{lab}</td></tr><tr><td>{t}</td></tr>'

        body = (
            f'<h1>Fiche projet {n} : {escape(f.titre)}</h1><table class="o"><tbody>'
            + fields(f, only(CLIMATE, "constat", "objectifs"), row)
            + row("Étapes de mise en œuvre", f'<div data-c="mise_en_oeuvre"><table class="i">{steps}</table></div>')
            + fields(f, only(CLIMATE, "pilotage", "partenaires", "budget", "calendrier", "indicateurs"), row)
            + row("Contrats liés au projet", text("articulation", "Contrat de ruralité, fonds vert"))
            + "</tbody></table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


DESIGNS = {
    "quatre_sans_filet": unruled_four,
    "lettre_simple": plain_run_ins,
    "titre_puis_numero": bare_number_title,
    "frise_annees": term_chart,
    "paires_demi_largeur": half_width_pairs,
    "niveaux_codes": coded_levels,
    "cases_a_cocher": boxes_to_tick,
    "termes_en_colonnes": hanging_terms,
    "numero_en_coin": corner_number,
    "etapes_incluses": steps_inside,
}
