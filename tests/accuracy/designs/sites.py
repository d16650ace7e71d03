"""Designs published as web pages."""

from html import escape

from tests.accuracy.content import FicheContent, PlanContent
from tests.accuracy.designs.marks import fiche, items


def _page(title: str, css: str, body: str, *, site: str) -> str:
    """A page of a collectivity's site: cookie banner, menu, crumbs, share links, foot."""
    return (
        f'<html lang="fr"><head><meta charset="utf-8"><title>{escape(title)} | {escape(site)}</title><style>{css}</style></head><body>'
        '<div id="tarteaucitronRoot" role="dialog" aria-label="Cookies" data-p>Ce site utilise des cookies et vous donne le contrôle sur ceux que vous souhaitez activer</div>'
        f'<header class="site-header"><a class="logo" href="/">{escape(site)}</a><nav class="main-nav"><ul><li><a href="/vivre">Vivre ici</a></li><li><a href="/agir">Agir</a></li><li><a href="/demarches">Mes démarches</a></li></ul></nav></header>'
        f'<div class="breadcrumb"><a href="/">Accueil</a> &gt; <a href="/plan">Plan d\'actions</a> &gt; <span>{escape(title)}</span></div>'
        f'<main id="content"><h1 data-h>{escape(title)}</h1>{body}</main>'
        '<aside class="share"><p>Partager cette page</p><a href="#">Facebook</a> <a href="#">LinkedIn</a></aside>'
        "<footer><p>Mentions légales</p><p>Plan du site</p><p>Accessibilité : partiellement conforme</p></footer></body></html>"
    )


def cards_with_spans(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """Cards made of nested divs: each label a span over its text, one article an action, as a CMS makes them."""
    out = []
    for n, f in enumerate(fiches, 1):

        def field(lab, champ):
            return (
                f'<div class="field field--name-x"><div class="field__label">{escape(lab)}</div><div class="field__item">{items(f, champ)}</div></div>'
                if f.champs.get(champ)
                else ""
            )

        body = (
            f'<div class="card-top"><span class="badge">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</span></div>'
            f'<h2 class="card-title">Action n°{n} : {escape(f.titre)}</h2><div class="card-body">'
            + field("Le constat", "constat")
            + field("Ce que nous voulons", "objectifs")
            + field("Ce que nous faisons", "mise_en_oeuvre")
            + field("Qui est concerné ?", "publics")
            + field("Portée par", "pilotage")
            + field("En partenariat avec", "partenaires")
            + field("Échéance prévue", "calendrier")
            + field("Budget alloué", "budget")
            + field("Comment on mesure", "indicateurs")
            + "</div>"
        )
        out.append(fiche(f, body, css="card", action_numero=str(n), objectif_numero="", objectif_titre=""))
    return _page(
        str(plan.facts["titre"]),
        ".card{border:1px solid #ccc}.field__label{font-weight:700}",
        "".join(out),
        site="Communauté de communes",
    )


def accordion(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """Accordions: a button opens each action, strong labels in paragraphs with line breaks, lists after them."""
    out = []
    for n, f in enumerate(fiches, 1):

        def run(lab, champ):
            return f"<p><strong>{escape(lab)}&nbsp;:</strong></p>{items(f, champ)}" if f.champs.get(champ) else ""

        def one(lab, champ):
            return (
                f'<p><strong>{escape(lab)}&nbsp;:</strong> <span data-c="{champ}"><span data-i>{escape(f.champs[champ][0])}</span></span></p>'
                if len(f.champs.get(champ, [])) == 1 and not f.champs[champ][0].startswith(("|", "•", "☒", "☐", "1."))
                else run(lab, champ)
            )

        num = f"{f.axe.numero}.{n}"
        body = (
            f'<h3 class="accordion-header"><button class="accordion-button" type="button" aria-expanded="false">{num} – {escape(f.titre)}</button></h3>'
            '<div class="accordion-body">'
            + run("Pourquoi cette action", "constat")
            + run("Nos objectifs", "objectifs")
            + run("Déroulé prévu", "mise_en_oeuvre")
            + one("Porteur du projet", "pilotage")
            + one("Partenaires", "partenaires")
            + one("Public", "publics")
            + one("Début / fin", "calendrier")
            + one("Coût estimé", "budget")
            + run("Indicateurs retenus", "indicateurs")
            + "</div>"
        )
        out.append(
            (
                f.axe,
                fiche(
                    f,
                    body,
                    tag="section",
                    css="accordion-item",
                    action_numero=num,
                    objectif_numero="",
                    objectif_titre="",
                ),
            )
        )
    html = ""
    last = None
    for axe, text in sorted(out, key=lambda pair: plan.axes.index(pair[0])):
        if axe is not last:
            html += f"<h2>{escape(plan.niveau_1)} {escape(axe.numero)} – {escape(axe.titre)}</h2>"
            last = axe
        html += text
    return _page(f"Les actions de la {plan.facts['titre']}", "", html, site="Ville et agglomération")


def label_value_table(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """One table an action with `th` scope row, caption as title, action number in a `small`; line breaks in cells."""
    out = []
    for n, f in enumerate(fiches, 1):

        def row(lab, champ):
            return (
                f'<tr><th scope="row">{escape(lab)}</th><td>{items(f, champ)}</td></tr>' if f.champs.get(champ) else ""
            )

        body = (
            f'<h2><small>Fiche-action {n}</small><br>{escape(f.titre)}</h2><p class="axe">{escape(plan.niveau_1)} {escape(f.axe.numero)} - {escape(f.axe.titre)}</p>'
            '<div class="table-responsive"><table class="table table-striped"><tbody>'
            + row("Rappel des constats", "constat")
            + row("Objectif(s) poursuivi(s)", "objectifs")
            + row("Actions à conduire", "mise_en_oeuvre")
            + row("Bénéficiaires directs", "publics")
            + row("Chef de file", "pilotage")
            + row("Contributeurs", "partenaires")
            + row("Ressources à mobiliser", "moyens")
            + row("Coût / financement", "budget")
            + row("Délai", "calendrier")
            + row("Impacts recherchés", "resultats_attendus")
            + row("Indicateurs", "indicateurs")
            + "</tbody></table></div>"
        )
        out.append(fiche(f, body, fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return _page("Fiches actions", "", "".join(out), site="Conseil départemental")


def grid_divs(plan: PlanContent, fiches: list[FicheContent]) -> str:
    """A single-page application's markup: no headings, everything a div; icons as `i` with ligature names."""
    out = []
    for n, f in enumerate(fiches, 1):

        def cell(icon, lab, champ):
            return (
                f'<div class="cell"><div class="cell-h"><i class="material-icons" aria-hidden="true">{icon}</i><span style="font-weight:600">{escape(lab)}</span></div><div class="cell-b">{items(f, champ)}</div></div>'
                if f.champs.get(champ)
                else ""
            )

        body = (
            f'<div class="banner" style="background:#123;color:#fff"><div class="tag">{escape(plan.niveau_1)} {escape(f.axe.numero)} · {escape(f.axe.titre)}</div>'
            f'<div class="num" style="font-size:40px">{n}</div><div class="ttl" style="font-size:28px;font-weight:700">{escape(f.titre)}</div></div>'
            + cell("info", "Contexte", "constat")
            + cell("flag", "Objectifs", "objectifs")
            + cell("build", "Modalités", "mise_en_oeuvre")
            + cell("person", "Pilote", "pilotage")
            + cell("group", "Partenaires", "partenaires")
            + cell("face", "Public cible", "publics")
            + cell("event", "Calendrier", "calendrier")
            + cell("euro", "Budget", "budget")
            + cell("bar_chart", "Indicateurs de suivi", "indicateurs")
        )
        out.append(fiche(f, body, tag="div", css="sheet", fiche_numero=str(n), objectif_numero="", objectif_titre=""))
    return _page("Nos engagements", "", "".join(out), site="Métropole")


DESIGNS = {
    "site_cartes": cards_with_spans,
    "site_accordeon": accordion,
    "site_tableaux": label_value_table,
    "site_grille": grid_divs,
}
