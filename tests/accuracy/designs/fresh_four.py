"""Designs of plans of many kinds printed by a browser, fourth part: linked actions on cards, names in pills, labels on
colour without any rule, tables that no label introduces."""

from html import escape

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, SHORT, code, drop, fields, only
from tests.accuracy.designs.fresh_one import NO_GOAL
from tests.accuracy.designs.marks import fiche, items, text
from tests.accuracy.designs.printed_one import page


def linked_actions(plan, fiches):
    """A band with the code in large figures, the axe and the title; side boxes; other actions of the plan on cards at the end."""
    css = ".top{display:flex;background:#2e7d32;color:#fff;padding:6pt 10pt;align-items:center} .n{font:bold 24pt 'Liberation Sans';width:90pt} h1{font-size:15pt;margin:0} .x{font-size:9pt} .cols{display:flex;gap:12pt;margin-top:8pt} .m{flex:2} .s{flex:1} .box{border:1pt solid #2e7d32;border-radius:6pt;padding:5pt 8pt;margin-bottom:8pt} h2{color:#2e7d32;font-size:11pt;margin:6pt 0 3pt} .links{display:flex;gap:8pt} .links>div{flex:1;border:1pt solid #a5d6a7;background:#f1f8e9;padding:4pt 6pt;font-size:8.5pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        number = code(f, n)
        others = [(code(other, m), other.titre) for m, other in enumerate(fiches, 1) if other is not f]
        cards = "".join(f"<div data-i>{escape(num)} {escape(titre)}</div>" for num, titre in others)
        body = (
            f'<div class="top"><div class="n">{number}</div><div><div class="x">{escape(plan.niveau_1)} {escape(f.axe.numero)} – {escape(f.axe.titre)}</div><h1>{escape(f.titre)}</h1></div></div><div class="cols"><div class="m">'
            + fields(
                f,
                only(CLIMATE, "constat", "objectifs", "mise_en_oeuvre", "indicateurs"),
                lambda lab, t: f"<h2>{lab}</h2>{t}",
            )
            + '</div><div class="s">'
            + fields(f, drop(f, SHORT), lambda lab, t: f'<div class="box"><b>{lab}</b>{t}</div>')
            + f'</div></div><h2>Actions liées</h2><div class="links" data-c="articulation">{cards}</div>'
        )
        out.append(fiche(f, body, action_numero=number, **NO_GOAL))
    return page(css, "".join(out))


def labels_on_colour(plan, fiches):
    """Two columns without any rule: each label in the middle of a coloured cell, its text beside it on white."""
    css = "table{border-collapse:collapse;width:100%} td{padding:5pt 8pt;vertical-align:top} .l{background:#dbe7f3;width:25%;vertical-align:middle} h1{font-size:14pt;background:#1f5c99;color:#fff;padding:5pt 8pt;margin:0 0 6pt}"
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f"<p>{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</p><h1>Fiche action n°{n} – {escape(f.titre)}</h1><table>"
            + fields(f, drop(f, HEALTH), lambda lab, t: f'<tr><td class="l">{lab}</td><td>{t}</td></tr>')
            + "</table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def names_in_pills(plan, fiches):
    """A line below the head, two columns of labels on round tabs, names in pills, a row of labels over texts at the foot."""
    css = ".hd{border-bottom:3pt solid #c2185b;display:flex;justify-content:space-between;padding-bottom:2pt} h1{font-size:16pt;margin:6pt 0} .two{display:flex;gap:18pt} .two>div{flex:1} .k{color:#fff;background:#c2185b;display:inline-block;padding:1pt 6pt;border-radius:8pt;font-weight:bold;font-size:9pt;margin:6pt 0 3pt} .p{border:1pt solid #c2185b;border-radius:10pt;padding:1pt 7pt;margin:2pt 5pt 2pt 0;display:inline-block;font-size:9pt} .f{border-collapse:collapse;width:100%;margin-top:10pt} .f td,.f th{border:1pt solid #ccc;padding:4pt;font-size:9pt;text-align:left;vertical-align:top} .f th{background:#fce4ec}"
    out = []
    for n, f in enumerate(fiches, 1):

        def pills(lab, champ):
            names = [name for line in f.champs.get(champ, []) for name in line.split(", ")]
            boxes = "".join(f'<span class="p" data-i>{escape(name)}</span>' for name in names)
            return f'<div><span class="k">{lab}</span><div data-c="{champ}">{boxes}</div></div>' if names else ""

        def column(*champs):
            spec = only(FAMILIES, *champs)
            return fields(f, drop(f, spec), lambda lab, t: f'<div><span class="k">{lab}</span>{t}</div>')

        foot = [
            (lab, c) for lab, c in drop(f, only(FAMILIES, "calendrier", "moyens", "indicateurs")) if f.champs.get(c)
        ]
        body = (
            f'<div class="hd"><b>{escape(plan.niveau_1.upper())} {escape(f.axe.numero)} – {escape(f.axe.titre)}</b><span>Fiche action n° {n}</span></div><h1>{escape(f.titre)}</h1><div class="two"><div>'
            + column("constat", "objectifs", "mise_en_oeuvre")
            + "</div><div>"
            + pills("Pilotes", "pilotage")
            + pills("Partenaires", "partenaires")
            + column("publics", "territoire")
            + '</div></div><table class="f"><tr>'
            + "".join(f"<th>{escape(lab)}</th>" for lab, _ in foot)
            + "</tr><tr>"
            + "".join(f"<td>{items(f, c)}</td>" for _, c in foot)
            + "</tr></table>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


def table_without_label(plan, fiches):
    """Labels with a colon in the line; what is done stands in a table with a header row and no label above it."""
    css = "@page{size:A4 landscape} .o{background:#283593;color:#fff;padding:4pt 8pt;font-weight:bold} .f{background:#e8eaf6;padding:4pt 8pt;font-weight:bold} table{border-collapse:collapse;width:100%;margin:5pt 0} td,th{border:1pt solid #5c6bc0;padding:4pt 5pt;font-size:9pt;text-align:left} th{background:#c5cae9}"
    out = []
    for n, f in enumerate(fiches, 1):
        lines = [line.lstrip("•0123456789. |-") for line in f.champs["mise_en_oeuvre"]]
        rows = "".join(
            f"<tr data-i><td>{escape(line)}</td><td>{2024 + m}</td><td>À lancer</td></tr>"
            for m, line in enumerate(lines, 1)
        )

        def said(*champs):
            spec = only(FAMILIES, *champs)
            kept = [(lab, c) for lab, c in drop(f, spec) if f.champs.get(c)]
            return "".join(
                f"<p><b>{escape(lab)} :</b> {text(c, ' ; '.join(line.lstrip('• ') for line in f.champs[c]))}</p>"
                for lab, c in kept
            )

        body = (
            f'<div class="o">{escape(plan.niveau_1.upper())} {escape(f.axe.numero)} – {escape(f.axe.titre)}</div><div class="f">FICHE {n} – {escape(f.titre)}</div>'
            + said("constat", "objectifs")
            + f'<table data-c="mise_en_oeuvre"><tr data-i><th>Actions</th><th>Échéance</th><th>Avancement</th></tr>{rows}</table>'
            + said("pilotage", "partenaires", "publics", "territoire")
        )
        out.append(fiche(f, body, fiche_numero=str(n), **NO_GOAL))
    return page(css, "".join(out))


DESIGNS = {
    "actions_liees": linked_actions,
    "libelles_sur_couleur": labels_on_colour,
    "noms_en_pastilles": names_in_pills,
    "tableau_sans_libelle": table_without_label,
}
