"""Designs published as web pages by many kinds of content management."""

from html import escape

from tests.accuracy.designs.fresh_kit import FAMILIES, HEALTH, QUESTIONS, SHORT, code, drop, fields, only
from tests.accuracy.designs.fresh_one import BARE, NO_GOAL
from tests.accuracy.designs.marks import fiche, items
from tests.accuracy.designs.sites import _page


def spip_terms(plan, fiches):
    """SPIP: `h3.spip` titles, definition lists with several `dd`, a cartouche, «Dans la même rubrique»."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<h3 class="spip">Fiche-action {f.axe.numero}.{n} : {escape(f.titre)}</h3><dl class="spip">'
            + fields(f, HEALTH, lambda lab, t: f"<dt>{lab}</dt><dd>{t}</dd>")
            + "</dl>"
        )
        out.append(fiche(f, body, tag="div", fiche_numero=f"{f.axe.numero}.{n}", **BARE))
    return _page(str(plan.facts["titre"]), "", "".join(out), site="Syndicat mixte")


def gutenberg(plan, fiches):
    """WordPress blocks: columns with `h4` labels, `details` to unfold the text, separators, a button."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<h2 class="wp-block-heading"><strong>Projet {n} – {escape(f.titre)}</strong></h2><p class="has-background">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</p><div class="wp-block-columns"><div class="wp-block-column">'
            + fields(f, only(FAMILIES, "pilotage", "partenaires", "publics"), lambda lab, t: f"<h4>{lab}</h4>{t}")
            + '</div><div class="wp-block-column">'
            + fields(f, only(FAMILIES, "calendrier", "budget", "moyens"), lambda lab, t: f"<h4>{lab}</h4>{t}")
            + "</div></div>"
            + fields(
                f,
                only(FAMILIES, "constat", "objectifs", "mise_en_oeuvre", "indicateurs"),
                lambda lab, t: f"<details><summary>{lab}</summary>{t}</details>",
            )
            + '<hr class="wp-block-separator"><div class="wp-block-button"><a href="/doc.pdf">Télécharger la fiche</a></div>'
        )
        out.append(fiche(f, body, tag="section", action_numero=str(n), **NO_GOAL))
    return _page(str(plan.facts["titre"]), "", "".join(out), site="Agglomération")


def drupal_inline(plan, fiches):
    """Drupal: labels beside their values («label-inline»), `div.field__items`, a node a fiche with its type above."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<div class="node__type">Action</div><h2 class="node__title"><a href="/node/{n}">{escape(f.titre)}</a></h2><div class="field field--label-inline"><div class="field__label">Numéro</div><div class="field__item">{code(f, n)}</div></div>'
            f'<div class="field field--label-inline"><div class="field__label">{escape(plan.niveau_1)}</div><div class="field__item">{escape(f.axe.numero)} - {escape(f.axe.titre)}</div></div>'
            + fields(
                f,
                FAMILIES,
                lambda lab, t: (
                    f'<div class="field field--label-inline"><div class="field__label">{lab}</div><div class="field__items"><div class="field__item">{t}</div></div></div>'
                ),
            )
        )
        out.append(fiche(f, body, css="node node--type-action", action_numero=code(f, n), **NO_GOAL))
    return _page(
        "Les actions", ".field__label{font-weight:bold;float:left}", "".join(out), site="Communauté d’agglomération"
    )


def tab_panes(plan, fiches):
    """Tabs: a list of links above, a pane an action, labels as bold paragraphs with a colon, icons as empty `i`."""
    tabs = "".join(f'<li><a href="#a{n}" data-toggle="tab">Action {n}</a></li>' for n in range(1, len(fiches) + 1))
    out = []
    for n, f in enumerate(fiches, 1):
        body = f"<h3>Action {n} : {escape(f.titre)}</h3>" + fields(
            f, FAMILIES, lambda lab, t: f'<p><i class="fa fa-check"></i> <strong>{lab} :</strong></p>{t}'
        )
        out.append(f'<div class="tab-pane" id="a{n}">{fiche(f, body, tag="div", action_numero=str(n), **BARE)}</div>')
    return _page(
        str(plan.facts["titre"]),
        "",
        f'<ul class="nav nav-tabs" role="tablist">{tabs}</ul><div class="tab-content">{"".join(out)}</div>',
        site="Ville",
    )


def number_below_title(plan, fiches):
    """A page's title, the bare number in a paragraph of its own, bold labels; no word says what it is."""
    out = []
    for n, f in enumerate(fiches, 1):
        num = code(f, n)
        body = f"<h2>{escape(f.titre)}</h2><p>{num}</p>" + fields(f, FAMILIES, lambda lab, t: f"<p><b>{lab}</b></p>{t}")
        out.append(fiche(f, body, tag="div", action_numero=num, **BARE))
    return _page("Notre programme", "", "".join(out), site="Pays")


def columns_of_actions(plan, fiches):
    """A table whose columns are actions, its rows labels in `th`."""
    champs = ("constat", "objectifs", "pilotage", "partenaires", "publics", "calendrier", "indicateurs")
    heads = "".join(f'<th scope="col">Action {n} : {escape(f.titre)}</th>' for n, f in enumerate(fiches, 1))
    rows = "".join(
        f'<tr><th scope="row">{escape(lab)}</th>' + "".join(f"<td>{items(f, c)}</td>" for f in fiches) + "</tr>"
        for lab, c in only(FAMILIES, *champs)
    )
    table = f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    shown = table.replace(" data-c=", " data-was=").replace(" data-i>", ">")
    gold = "".join(
        fiche(f, "".join(items(f, c) for c in champs), tag="div", css="gold", action_numero=str(n), **BARE)
        for n, f in enumerate(fiches, 1)
    )
    return _page("Comparer les actions", "", f"{shown}{gold}", site="Pays")


def old_paragraphs(plan, fiches):
    """A visual editor's page: everything in `p` and `br`, labels underlined, the title in red capitals."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<p><span style="color:red"><strong>FICHE ACTION {n} : {escape(f.titre)}</strong></span></p><p><em>{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</em></p>'
            + fields(f, QUESTIONS, lambda lab, t: f"<p><u>{lab}</u></p>{t}")
        )
        out.append(fiche(f, body, tag="div", fiche_numero=str(n), **NO_GOAL))
    return _page(str(plan.facts["titre"]), "", "".join(out), site="Commune")


def cards_and_modal(plan, fiches):
    """Cards with small labels over values, a badge of state, long text in a window that opens («Lire la suite»)."""
    out = []
    for n, f in enumerate(fiches, 1):
        body = (
            f'<header class="card-header"><span class="badge">{escape(plan.niveau_1)} {escape(f.axe.numero)}</span><h3>Mesure {n} : {escape(f.titre)}</h3></header><div class="row">'
            + fields(
                f, drop(f, SHORT), lambda lab, t: f'<div class="col"><small class="text-muted">{lab}</small>{t}</div>'
            )
            + '</div><a href="#m" class="btn">Lire la suite</a><div class="modal" id="m"><div class="modal-body">'
            + fields(
                f,
                only(HEALTH, "constat", "objectifs", "mise_en_oeuvre", "indicateurs"),
                lambda lab, t: f"<h5>{lab}</h5>{t}",
            )
            + "</div></div>"
        )
        out.append(
            fiche(
                f,
                body,
                css="card",
                action_numero=str(n),
                axe_titre="",
                **NO_GOAL,
            )
        )
    return _page("Nos mesures", "", "".join(out), site="Département")


DESIGNS = {
    "site_spip": spip_terms,
    "site_gutenberg": gutenberg,
    "site_drupal_en_ligne": drupal_inline,
    "site_onglets": tab_panes,
    "site_numero_sous_titre": number_below_title,
    "site_colonnes_actions": columns_of_actions,
    "site_paragraphes": old_paragraphs,
    "site_cartes_fenetre": cards_and_modal,
}
