"""Designs published as web pages, second part."""

from html import escape

from tests.accuracy.designs.marks import fiche, items
from tests.accuracy.designs.sites import _page


def _flat(f, c):
    lines = f.champs.get(c, [])
    return len(lines) == 1 and not lines[0].startswith(("|", "•", "☒", "☐", "1.", "#"))


def single_page(plan, fiches):
    """One action a page: kicker lines above the title, definition list of facts in an aside, headings in the text."""
    f = fiches[1]

    def fact(lab, c):
        return f"<dt>{escape(lab)}</dt><dd>{items(f, c)}</dd>" if f.champs.get(c) else ""

    def sec(lab, c):
        return f"<h2>{escape(lab)}</h2>{items(f, c)}" if f.champs.get(c) else ""

    body = (
        f'<p class="kicker">{escape(plan.niveau_1)} {escape(f.axe.numero)} : {escape(f.axe.titre)}</p><p class="num">Action {f.axe.numero}.2</p><h2 class="title">{escape(f.titre)}</h2>'
        f'<div class="row"><div class="col-8">{sec("Le contexte", "constat")}{sec("Les objectifs", "objectifs")}{sec("Concrètement", "mise_en_oeuvre")}{sec("Les résultats attendus", "resultats_attendus")}{sec("Les indicateurs", "indicateurs")}</div>'
        f'<div class="col-4"><dl>{fact("Pilote", "pilotage")}{fact("Partenaires", "partenaires")}{fact("Public", "publics")}{fact("Calendrier", "calendrier")}{fact("Budget", "budget")}</dl></div></div>'
    )
    return _page(
        str(plan.facts["titre"]),
        "",
        fiche(f, body, action_numero=f"{f.axe.numero}.2", objectif_numero="", objectif_titre=""),
        site="Pays",
    )


def breaks_in_cells(plan, fiches):
    """A page of an old CMS: layout table, labels in `b` with a colon and `br`, font tags, uppercase titles."""
    out = []
    for n, f in enumerate(fiches, 1):

        def cell(lab, c):
            return f"<b>{escape(lab)} :</b><br>{items(f, c)}" if f.champs.get(c) else ""

        body = (
            f'<tr><td colspan="2" bgcolor="#003366"><font color="#ffffff" size="4"><b>FICHE ACTION {n} : {escape(f.titre)}</b></font></td></tr>'
            f'<tr><td width="60%" valign="top">{cell("Constats", "constat")}{cell("Objectifs", "objectifs")}{cell("Actions", "mise_en_oeuvre")}</td>'
            f'<td valign="top" bgcolor="#eeeeee">{cell("Pilote", "pilotage")}{cell("Partenaires", "partenaires")}{cell("Public", "publics")}{cell("Échéance", "calendrier")}{cell("Financement", "budget")}{cell("Évaluation", "indicateurs")}</td></tr>'
        )
        out.append(
            f'<table width="100%" cellpadding="5">{fiche(f, body, tag="tbody", fiche_numero=str(n), axe_numero="", axe_titre="", objectif_numero="", objectif_titre="")}</table>'
        )
    return _page("Les fiches actions", "", "".join(out), site="Conseil général")


def icon_boxes(plan, fiches):
    """A page builder's markup: icon boxes of heading and text, spacers, buttons «En savoir plus» and «Télécharger»."""
    out = []
    for n, f in enumerate(fiches, 1):

        def box(lab, c):
            return (
                f'<div class="elementor-widget"><div class="icon">&#xe900;</div><h4 class="elementor-heading">{escape(lab)}</h4><div class="elementor-text">{items(f, c)}</div></div>'
                if f.champs.get(c)
                else ""
            )

        body = (
            f"<h3>Mesure {n} | {escape(f.titre)}</h3>"
            + box("Pourquoi ?", "constat")
            + box("Objectifs", "objectifs")
            + box("Comment ?", "mise_en_oeuvre")
            + box("Qui ?", "pilotage")
            + box("Avec qui ?", "partenaires")
            + box("Pour qui ?", "publics")
            + box("Quand ?", "calendrier")
            + box("Combien ?", "budget")
            + box("Indicateurs", "indicateurs")
            + '<a class="elementor-button" href="/fiche.pdf">Télécharger la fiche</a><div class="elementor-spacer"></div>'
        )
        out.append(
            fiche(
                f,
                body,
                tag="section",
                action_numero=str(n),
                axe_numero="",
                axe_titre="",
                objectif_numero="",
                objectif_titre="",
            )
        )
    return _page("Plan climat : les mesures", "", "".join(out), site="Agglo")


DESIGNS = {
    "site_fiche_seule": single_page,
    "site_tableau_ancien": breaks_in_cells,
    "site_blocs": icon_boxes,
}
