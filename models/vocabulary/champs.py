"""The canonical champs of actions and plans, in the order of the columns of `actions`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a closed list: its name in the tables, its French label and its definition."""

    name: str
    label: str
    definition: str


ACTION_CHAMPS: tuple[Term, ...] = (
    Term("constat", "Constat", "Ce dont l'action part : diagnostic, contexte, état des lieux, problématique, besoins."),
    Term("objectifs", "Objectifs", "Ce que l'action vise : objectifs, enjeux, finalités."),
    Term("mise_en_oeuvre", "Mise en œuvre", "Ce qui sera fait et comment : description, étapes, modalités, contenu."),
    Term("publics", "Publics", "Ceux à qui l'action s'adresse : publics visés, bénéficiaires, cibles."),
    Term("territoire", "Territoire", "Où l'action a lieu : territoires concernés, périmètre, lieu."),
    Term("pilotage", "Pilotage", "Qui conduit l'action : pilote, porteur, chef de file, maître d'ouvrage, référent."),
    Term("partenaires", "Partenaires", "Avec qui : partenaires et acteurs associés."),
    Term("articulation", "Articulation", "Liens avec d'autres plans, ressources partenariales, références."),
    Term("leviers", "Leviers", "Ce qui aide : leviers, points d'appui, atouts, facteurs de réussite."),
    Term("freins", "Freins", "Ce qui gêne : freins, points de vigilance, risques, difficultés."),
    Term("moyens", "Moyens", "Ce qui est mobilisé : moyens humains, matériels, techniques."),
    Term("budget", "Budget", "Ce que l'action coûte et qui la paie : budget, coût, financements."),
    Term("calendrier", "Calendrier", "Quand : échéancier, calendrier, délais, durée, planning."),
    Term("resultats_attendus", "Résultats attendus", "Ce qui doit en sortir : résultats, effets, impacts, livrables."),
    Term("indicateurs", "Indicateurs", "Comment on le mesure : indicateurs, évaluation, modalités de suivi."),
    Term("statut", "Statut", "Où en est l'action : état d'avancement."),
    Term("priorite", "Priorité", "Le rang de l'action : niveau de priorité."),
    Term("contact", "Contact", "À qui s'adresser : contact, personne ressource."),
)

PLAN_ONLY_CHAMPS: tuple[Term, ...] = (
    Term("axes", "Axes", "Les axes ou orientations du plan."),
    Term("themes", "Thèmes", "Les thèmes, thématiques ou champs du plan."),
    Term("gouvernance", "Gouvernance", "Les instances du plan : comité de pilotage, comité technique."),
    Term("signataires", "Signataires", "Ceux qui signent le plan."),
    Term("phases", "Phases", "Les étapes de l'élaboration ou de la vie du plan."),
    Term("definition", "Définition", "Ce qu'est ce genre de plan, dit en général."),
)

OTHER_CHAMPS: tuple[Term, ...] = (
    Term("autre", "Autre", "Texte sous un libellé qu'aucun champ ne prend."),
    Term("entete", "En-tête", "Titres, numéros, axe, objectif : ce qui nomme et situe la fiche."),
    Term("hors_champ", "Hors champ", "Texte hors de toute fiche ; en-têtes et pieds de page, une fois chacun."),
)

AUTRE, ENTETE, HORS_CHAMP = (term.name for term in OTHER_CHAMPS)
ACTION_CHAMP_NAMES: tuple[str, ...] = tuple(term.name for term in ACTION_CHAMPS)
PLAN_CHAMP_NAMES: tuple[str, ...] = tuple(term.name for term in (*ACTION_CHAMPS, *PLAN_ONLY_CHAMPS))
CHAMP_NAMES: tuple[str, ...] = tuple(term.name for term in (*ACTION_CHAMPS, *PLAN_ONLY_CHAMPS, *OTHER_CHAMPS))
