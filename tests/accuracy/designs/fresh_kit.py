"""What the later designs share: the labels that kinds of plans use, and a fiche's fields in any markup."""

from collections.abc import Callable, Iterable
from html import escape

from tests.accuracy.content import FicheContent
from tests.accuracy.designs.marks import items

Spec = tuple[tuple[str, str], ...]

QUESTIONS: Spec = (
    ("Pourquoi cette action ?", "constat"),
    ("Ce que nous visons", "objectifs"),
    ("Comment ?", "mise_en_oeuvre"),
    ("Pour qui ?", "publics"),
    ("Où ?", "territoire"),
    ("Qui pilote ?", "pilotage"),
    ("Avec qui ?", "partenaires"),
    ("Quand ?", "calendrier"),
    ("Combien ça coûte ?", "budget"),
    ("Comment saurons-nous que ça marche ?", "indicateurs"),
)
HEALTH: Spec = (
    ("Constats du diagnostic local", "constat"),
    ("Objectif(s) opérationnel(s)", "objectifs"),
    ("Description détaillée de l’action", "mise_en_oeuvre"),
    ("Population visée", "publics"),
    ("Territoire d’action", "territoire"),
    ("Pilote(s) de l’action", "pilotage"),
    ("Partenaires identifiés", "partenaires"),
    ("Articulation avec d’autres démarches", "articulation"),
    ("Points de vigilance", "freins"),
    ("Moyens humains, matériels", "moyens"),
    ("Financement(s)", "budget"),
    ("Échéancier prévisionnel", "calendrier"),
    ("Résultats attendus", "resultats_attendus"),
    ("Indicateurs de processus et de résultat", "indicateurs"),
)
CLIMATE: Spec = (
    ("Contexte de l’action", "constat"),
    ("Objectifs poursuivis", "objectifs"),
    ("Descriptif des opérations", "mise_en_oeuvre"),
    ("Cibles", "publics"),
    ("Maîtrise d’ouvrage", "pilotage"),
    ("Partenaires techniques et financiers", "partenaires"),
    ("Lien avec les autres plans", "articulation"),
    ("Facteurs de réussite", "leviers"),
    ("Freins à lever", "freins"),
    ("Ressources mobilisées", "moyens"),
    ("Coût prévisionnel", "budget"),
    ("Calendrier de réalisation", "calendrier"),
    ("Gains attendus", "resultats_attendus"),
    ("Indicateurs de suivi", "indicateurs"),
    ("Degré de priorité", "priorite"),
    ("Avancement", "statut"),
)
FAMILIES: Spec = (
    ("Éléments de diagnostic", "constat"),
    ("Finalités", "objectifs"),
    ("Modalités opérationnelles", "mise_en_oeuvre"),
    ("Public concerné", "publics"),
    ("Périmètre géographique", "territoire"),
    ("Pilote", "pilotage"),
    ("Acteurs à mobiliser", "partenaires"),
    ("Points d’appui", "leviers"),
    ("Points d’attention", "freins"),
    ("Moyens nécessaires", "moyens"),
    ("Coût et financements", "budget"),
    ("Échéances", "calendrier"),
    ("Effets attendus", "resultats_attendus"),
    ("Modalités de suivi et d’évaluation", "indicateurs"),
)
SHORT: Spec = (
    ("Porteur", "pilotage"),
    ("Partenaires", "partenaires"),
    ("Public", "publics"),
    ("Calendrier", "calendrier"),
    ("Budget", "budget"),
)


def only(spec: Spec, *champs: str) -> Spec:
    """The labels of these champs, in the order given."""
    label_of = {champ: label for label, champ in spec}
    return tuple((label_of[champ], champ) for champ in champs)


def fields(f: FicheContent, spec: Iterable[tuple[str, str]], render: Callable[[str, str], str]) -> str:
    """`render(label, text)` of each champ that the fiche has, one after another, both in HTML."""
    return "".join(render(escape(label), items(f, champ)) for label, champ in spec if f.champs.get(champ))


def drop(f: FicheContent, spec: Spec, *champs: str) -> Spec:
    """The labels without these champs and without those that hold a nested table in this fiche."""
    return tuple(
        (label, champ)
        for label, champ in spec
        if champ not in champs and not any(line.startswith("|") for line in f.champs.get(champ, []))
    )


def code(f: FicheContent, n: int) -> str:
    """«1.1.2»: the objectif's number and a rank below it."""
    return f"{f.objectif.numero}.{n}" if f.objectif else f"{f.axe.numero}.{n}"
