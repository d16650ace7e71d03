"""Designs of plans of many kinds printed by a browser: side tabs, pills, gutters, offices' grids."""

from html import escape

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, code, fields, only
from tests.accuracy.designs.marks import fiche, items
from tests.accuracy.designs.printed_one import page

BARE = {"axe_numero": "", "axe_titre": "", "objectif_numero": "", "objectif_titre": ""}
NO_GOAL = {"objectif_numero": "", "objectif_titre": ""}


def edge_tabs(plan, fiches):
    """A health contract: a coloured tab with turned text on the page's edge, labels in pills, «Fiche-action 1-A»."""
    css = """
    .fiche{position:relative;padding-right:34pt;min-height:720pt} .tab{position:absolute;right:-10pt;top:60pt;height:220pt;padding:0 7pt;background:#c2185b;color:#fff;writing-mode:vertical-rl;text-align:center;font-weight:bold;font-size:9pt;line-height:1.2}
    h1{font-size:17pt;color:#c2185b;margin:2pt 0 10pt} .k{font-weight:bold;color:#555} .pill{display:inline-block;background:#fce4ec;color:#c2185b;border-radius:10pt;padding:2pt 9pt;font-weight:bold;margin:7pt 0 3pt}
    """
    out = []
    for n, f in enumerate(fiches):
        num = f"{f.axe.numero}-{'ABC'[n]}"
        body = (
            f'<div class="tab">{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)}</div><div class="k">Fiche-action {num}</div><h1>{escape(f.titre)}</h1>'
            + fields(f, HEALTH, lambda lab, text: f'<div><span class="pill">{lab}</span></div>{text}')
        )
        out.append(fiche(f, body, fiche_numero=num, **NO_GOAL))
    return page(css, "".join(out))


def climate_sheet(plan, fiches):
    """A climate plan: logo beside the axe and the title, rows of a table with a pictogram before each label, two by two."""
    css = """
    table{border-collapse:collapse;width:100%;margin-bottom:4pt} td{vertical-align:top;padding:4pt 5pt;border:.8pt solid #2e7d32} .logo{width:60pt;height:40pt}
    .ax{background:#2e7d32;color:#fff;font-weight:bold;text-transform:uppercase;font-size:9pt} .ti{font-size:14pt;font-weight:bold;color:#2e7d32}
    .l{background:#e8f5e9;font-weight:bold;width:19%} .w{width:31%} svg{width:10pt;height:10pt;margin-right:3pt;vertical-align:-1pt}
    """
    icon = '<svg viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.5" fill="#2e7d32"/><path d="M2 5l2 2 4-4" stroke="#fff" fill="none"/></svg>'
    out = []
    for n, f in enumerate(fiches, 1):
        num = code(f, n)

        def wide(lab, text):
            return f'<tr><td class="l">{icon}{lab}</td><td colspan="3">{text}</td></tr>'

        def half(spec):
            cells = [
                f'<td class="l">{icon}{escape(lab)}</td><td class="w">{items(f, c)}</td>'
                for lab, c in spec
                if f.champs.get(c)
            ]
            if len(cells) % 2:
                cells.append('<td class="l"></td><td class="w"></td>')
            return "".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))

        body = (
            f'<table><tr><td class="logo" rowspan="2"><svg style="width:50pt;height:30pt" viewBox="0 0 50 30"><rect width="50" height="30" rx="6" fill="#81c784"/></svg></td><td class="ax">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</td></tr><tr><td class="ti">Action n°{num} : {escape(f.titre)}</td></tr></table><table>'
            + fields(f, only(CLIMATE, "constat", "objectifs", "mise_en_oeuvre"), wide)
            + half(only(CLIMATE, "pilotage", "publics", "calendrier", "priorite", "statut", "moyens"))
            + fields(
                f,
                only(
                    CLIMATE,
                    "partenaires",
                    "articulation",
                    "leviers",
                    "freins",
                    "budget",
                    "resultats_attendus",
                    "indicateurs",
                ),
                wide,
            )
            + "</table>"
        )
        out.append(fiche(f, body, action_numero=num, **NO_GOAL))
    return page(css, "".join(out))


def gutter_labels(plan, fiches):
    """Labels set flush right in a gutter, a thin line to the right of them, no other rule; the title above both."""
    css = """
    .r{display:grid;grid-template-columns:118pt 1fr;gap:0 12pt} .lab{text-align:right;color:#00838f;font-weight:bold;font-size:9.5pt;padding:3pt 0} .val{border-left:1.5pt solid #00838f;padding:3pt 0 3pt 10pt}
    .n{color:#00838f;font-size:10pt;letter-spacing:.5pt} h1{font-size:18pt;margin:0 0 12pt;font-weight:600}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="n">{escape(plan.niveau_1)} {escape(f.axe.numero)} · {escape(f.axe.titre)}</div><div class="n">Mesure {n}</div><h1>{escape(f.titre)}</h1>'
            + fields(
                f,
                FAMILIES,
                lambda lab, text: f'<div class="r"><div class="lab">{lab}</div><div class="val">{text}</div></div>',
            )
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def tracked_capitals(plan, fiches):
    """Labels in small capitals with wide tracking, as design programs set them; thin lines between; number big and pale."""
    css = """
    .lab{letter-spacing:2.2pt;text-transform:uppercase;font-size:8pt;color:#b71c1c;border-top:.5pt solid #b71c1c;padding-top:4pt;margin:8pt 0 3pt}
    .big{font-size:52pt;color:#ffcdd2;font-weight:bold;line-height:1} h1{font-size:19pt;margin:0 0 8pt} .two{columns:2;column-gap:18pt} .two>div{break-inside:avoid}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="big">{n:02d}</div><h1>{escape(f.titre)}</h1>'
            + fields(
                f,
                only(FAMILIES, "constat", "objectifs", "mise_en_oeuvre"),
                lambda lab, text: f'<div><div class="lab">{lab}</div>{text}</div>',
            )
            + '<div class="two">'
            + fields(
                f,
                only(FAMILIES, "pilotage", "partenaires", "publics", "calendrier", "budget", "indicateurs"),
                lambda lab, text: f'<div><div class="lab">{lab}</div>{text}</div>',
            )
            + "</div>"
        )
        out.append(fiche(f, body, fiche_numero=f"{n:02d}", **BARE))
    return page(css, "".join(out))


def numbered_sections(plan, fiches):
    """A sheet in sections that are numbered themselves: «1. Contexte», «2. Objectifs»; the head in a framed box."""
    css = "h1{font-size:15pt;margin:4pt 0} .box{border:1.5pt solid #333;padding:6pt 10pt;margin-bottom:10pt;text-align:center} h2{font-size:11.5pt;background:#eee;padding:2pt 5pt;margin:9pt 0 4pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        count = iter(range(1, 30))
        body = (
            f'<div class="box"><div>{escape(plan.niveau_1.upper())} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div><h1>FICHE ACTION N° {n}</h1><h1>{escape(f.titre)}</h1></div>'
            + fields(f, FAMILIES, lambda lab, text: f"<h2>{next(count)}. {lab}</h2>{text}")
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def office_grid(plan, fiches):
    """Made in a spreadsheet and printed: narrow columns, borders everywhere, labels in capitals, «-» where nothing is said."""
    css = "table{border-collapse:collapse;width:100%;font:8.5pt 'Liberation Sans'} td{border:.6pt solid #000;padding:2pt 3pt;vertical-align:middle} .l{font-weight:bold;background:#bdd7ee;text-transform:uppercase} .t{background:#1f4e78;color:#fff;font-weight:bold;text-align:center;font-size:12pt}"
    out = []
    for n, f in enumerate(fiches, 1):

        def row(spec):
            span = 6 // len(spec)
            labels = "".join(f'<td class="l" colspan="{span}">{escape(lab)}</td>' for lab, _ in spec)
            values = "".join(f'<td colspan="{span}">{items(f, c) or "-"}</td>' for _, c in spec)
            return f"<tr>{labels}</tr><tr>{values}</tr>"

        body = (
            f'<table><tr><td class="t" colspan="6">FICHE ACTION {n}</td></tr><tr><td class="l" colspan="2">{escape(plan.niveau_1)}</td><td colspan="4">{escape(f.axe.numero)}. {escape(f.axe.titre)}</td></tr><tr><td class="l" colspan="2">Intitulé de l’action</td><td colspan="4">{escape(f.titre)}</td></tr>'
            + row(only(FAMILIES, "constat"))
            + row(only(FAMILIES, "objectifs", "publics"))
            + row(only(FAMILIES, "mise_en_oeuvre"))
            + row(only(FAMILIES, "pilotage", "partenaires", "territoire"))
            + row(only(FAMILIES, "calendrier", "moyens"))
            + row(only(FAMILIES, "budget"))
            + row(only(FAMILIES, "indicateurs"))
            + "</table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def ribbon(plan, fiches):
    """Axe, objectif and action as three arrows of a ribbon on one line; questions as labels; a grey box of facts below."""
    css = """
    .rib{display:flex;margin-bottom:8pt} .rib div{flex:1;color:#fff;font-size:8pt;font-weight:bold;padding:5pt 12pt 5pt 16pt;clip-path:polygon(0 0,94% 0,100% 50%,94% 100%,0 100%,6% 50%)} .a{background:#283593}.b{background:#5c6bc0}.c{background:#9fa8da}
    h1{font-size:16pt;color:#283593;margin:0 0 6pt} h3{color:#283593;font-size:11pt;margin:8pt 0 2pt} .facts{background:#f0f0f0;padding:6pt 8pt;margin-top:8pt} .facts p{margin:0 0 3pt}
    """
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="rib"><div class="a">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div><div class="b">{escape(plan.niveau_2)} {escape(f.objectif.numero)} : {escape(f.objectif.titre)}</div><div class="c">Action {n}</div></div><h1>{escape(f.titre)}</h1>'
            + fields(
                f,
                only(QUESTIONS, "constat", "objectifs", "mise_en_oeuvre", "indicateurs"),
                lambda lab, text: f"<h3>{lab}</h3>{text}",
            )
            + '<div class="facts">'
            + fields(
                f,
                only(QUESTIONS, "pilotage", "partenaires", "publics", "calendrier", "budget"),
                lambda lab, text: f"<div><b>{lab}</b></div>{text}",
            )
            + "</div>"
        )
        out.append(fiche(f, body, action_numero=str(n)))
    return page(css, "".join(out))


def inline_colour(plan, fiches):
    """Labels in colour at the head of their line, without a colon, the text after a wide space on the same line."""
    css = "p.f{margin:0 0 6pt} .lab{color:#e65100;font-weight:bold;margin-right:10pt} h1{font-size:16pt;color:#e65100} .i>div{display:inline} .i>div>p:first-child{display:inline} .i ul{margin-top:3pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = f"<h1>{n}. {escape(f.titre)}</h1>" + fields(
            f,
            FAMILIES,
            lambda lab, text: f'<div class="i" style="margin-bottom:6pt"><span class="lab">{lab}</span>{text}</div>',
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


def repeated_head(plan, fiches):
    """One long table a fiche, broken over pages, its head («FICHE 3 – …») printed again on each page."""
    css = "table{border-collapse:collapse;width:100%;break-after:page} thead td{background:#4e342e;color:#fff;font-weight:bold;padding:5pt} tbody td{border:.7pt solid #4e342e;padding:5pt 6pt;vertical-align:top;line-height:2} tbody td:first-child{width:25%;background:#efebe9;font-weight:bold} .fiche{break-after:auto}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<table><thead><tr><td colspan="2">FICHE {n} – {escape(f.titre)}</td></tr></thead><tbody>'
            + fields(f, HEALTH, lambda lab, text: f"<tr><td>{lab}</td><td>{text}</td></tr>")
            + "</tbody></table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


def bare_three(plan, fiches):
    """A leaflet: number, title and three labels a sheet, and never a word like fiche or action."""
    css = ".n{font-size:22pt;color:#6a1b9a;font-weight:bold} h1{font-size:15pt;margin:0 0 6pt} h2{font-size:10.5pt;color:#6a1b9a;margin:6pt 0 2pt} .fiche{break-after:auto;break-inside:avoid;border-bottom:.6pt solid #aaa;margin-bottom:14pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = f'<div class="n">{n}</div><h1>{escape(f.titre)}</h1>' + fields(
            f,
            (("Contexte", "constat"), ("Porteur", "pilotage"), ("Calendrier", "calendrier")),
            lambda lab, text: f"<h2>{lab}</h2>{text}",
        )
        out.append(fiche(f, body, fiche_numero=str(n), **BARE))
    return page(css, "".join(out))


def actions_in_columns(plan, fiches):
    """A grid whose columns are actions and whose rows are labels, on a landscape page."""
    css = "@page{size:A4 landscape} table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:8.5pt} td{border:.7pt solid #455a64;padding:4pt;vertical-align:top} .l{width:90pt;background:#cfd8dc;font-weight:bold} .h{background:#455a64;color:#fff;font-weight:bold}"
    heads = "".join(f'<td class="h">Action {n} : {escape(f.titre)}</td>' for n, f in enumerate(fiches, 1))
    rows = "".join(
        f'<tr><td class="l">{escape(lab)}</td>' + "".join(f"<td>{_plain(f, c)}</td>" for f in fiches) + "</tr>"
        for lab, c in only(
            FAMILIES, "constat", "objectifs", "pilotage", "partenaires", "publics", "calendrier", "indicateurs"
        )
    )
    gold = "".join(
        fiche(
            f,
            "".join(
                items(f, c)
                for c in ("constat", "objectifs", "pilotage", "partenaires", "publics", "calendrier", "indicateurs")
            ),
            css="gold",
            action_numero=str(n),
            **BARE,
        )
        for n, f in enumerate(fiches, 1)
    )
    return page(
        css + ".gold{display:none}", f'<table><tr><td class="l">Fiches action</td>{heads}</tr>{rows}</table>{gold}'
    )


def _plain(f, c):
    return items(f, c).replace("data-c", "data-x").replace("data-i", "data-x")


DESIGNS = {
    "onglet_tranche": edge_tabs,
    "fiche_climat": climate_sheet,
    "gouttiere_ferree": gutter_labels,
    "capitales_espacees": tracked_capitals,
    "sections_numerotees": numbered_sections,
    "grille_tableur": office_grid,
    "ruban": ribbon,
    "couleur_en_ligne": inline_colour,
    "entete_repete": repeated_head,
    "numero_nu": bare_three,
    "actions_en_colonnes": actions_in_columns,
}
