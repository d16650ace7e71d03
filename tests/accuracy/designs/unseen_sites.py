"""Designs published as web pages that nobody tunes on: their faults are never looked into."""

from html import escape

from tests.accuracy.designs.fresh_kit import CLIMATE, FAMILIES, HEALTH, QUESTIONS, code, drop, fields, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.marks import fiche
from tests.accuracy.designs.sites import _page


def aria_accordion(plan, fiches):
    """The State's design system: accordions with buttons, labels as bold first words of a paragraph followed by a list."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<h3 class="fr-accordion__title"><button class="fr-accordion__btn" aria-expanded="false">Action {n} – {escape(f.titre)}</button></h3><div class="fr-collapse">'
            + fields(f, QUESTIONS, lambda lab, t: f'<p class="fr-text--bold"><b>{lab}</b></p>{t}')
            + "</div>"
        )
        out.append(fiche(f, body, css="fr-accordion", action_numero=str(n), **BARE))
    return _page(str(plan.facts["titre"]), "", "".join(out), site="Préfecture")


def table_of_facts(plan, fiches):
    """A table of facts by `th` and `td`, then headings with prose; the axe as a link above the title."""
    out = []
    for n, f in enumerate(fiches, 1):
        num = code(f, n)
        body = (
            f'<p class="surtitre"><a href="/axe">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</a></p><h2>Fiche action {num} – {escape(f.titre)}</h2><table class="facts"><tbody>'
            + fields(
                f,
                drop(f, only(HEALTH, "pilotage", "partenaires", "publics", "territoire", "calendrier", "budget")),
                lambda lab, t: f"<tr><th>{lab}</th><td>{t}</td></tr>",
            )
            + "</tbody></table>"
            + fields(
                f,
                only(HEALTH, "constat", "objectifs", "mise_en_oeuvre", "indicateurs"),
                lambda lab, t: f"<h3>{lab}</h3>{t}",
            )
        )
        out.append(fiche(f, body, fiche_numero=num, **NO_GOAL))
    return _page(str(plan.facts["titre"]), "", "".join(out), site="Pays")


def list_of_strong(plan, fiches):
    """One list an action: each item a strong label, a colon and the text."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = f"<h2>Mesure {n} : {escape(f.titre)}</h2><ul>" + fields(
            f, drop(f, FAMILIES), lambda lab, t: f"<li><strong>{lab} :</strong> {t}</li>"
        )
        out.append(fiche(f, body + "</ul>", tag="div", action_numero=str(n), **BARE))
    return _page("Les mesures du plan", "", "".join(out), site="Ville")


def builder_toggles(plan, fiches):
    """A page builder's toggles inside an article, grids of `div` with a caption over a value."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="et_pb_module"><h2>{escape(f.titre)}</h2><div class="meta">Action n°{n} | {escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</div>'
            + fields(
                f,
                CLIMATE,
                lambda lab, t: (
                    f'<div class="et_pb_toggle"><h5 class="et_pb_toggle_title">{lab}</h5><div class="et_pb_toggle_content">{t}</div></div>'
                ),
            )
            + "</div>"
        )
        out.append(fiche(f, body, action_numero=str(n), **NO_GOAL))
    return _page(str(plan.facts["titre"]), "", "".join(out), site="Agglo")


DESIGNS = {
    "site_dsfr": aria_accordion,
    "site_tableau_faits": table_of_facts,
    "site_liste_fortes": list_of_strong,
    "site_bascules": builder_toggles,
}
