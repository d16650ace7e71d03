"""The tables of values read in the champs, and the quality flags."""

from models.columns.column import Column, ForeignKey, Kind, Table
from models.columns.sources import (
    ACTION_ID,
    CHAMP,
    DATE,
    DOCUMENT_ID,
    INTEGER,
    OBJET,
    OBJET_ID,
    ORDRE,
    PAGE,
    TEXT,
    TO_DOCUMENT,
)
from models.vocabulary.actors import ACTOR_KINDS, ROLES
from models.vocabulary.classes import CATEGORIES, CLASS_LISTS
from models.vocabulary.documents import GRAVITES
from models.vocabulary.plans import PLAN_TYPES
from models.vocabulary.publics import PUBLICS as PUBLICS_TERMS
from models.vocabulary.values import (
    HORIZONS,
    INDICATOR_TYPES,
    PERIODICITIES,
    SPENDINGS,
    TAXES,
    TERRITORY_METHODS,
    TERRITORY_TYPES,
)

TO_ACTION = ForeignKey("action_id", "actions", "action_id")

ACTEURS = Table(
    "acteurs",
    "Acteurs",
    "Une ligne par acteur d'une action ou d'un plan, avec son rôle.",
    (
        OBJET,
        OBJET_ID,
        TEXT("role", "Rôle", "Rôle de l'acteur.", "pilote", required=True, terms=ROLES),
        TEXT("nom_source", "Nom dans la source", "Nom tel qu'écrit.", "l'ARS", required=True),
        TEXT("nom", "Nom", "Nom normalisé.", "Agence régionale de santé", required=True),
        TEXT("sigle", "Sigle", "Sigle, s'il est connu.", "ARS"),
        TEXT("categorie", "Catégorie", "Catégorie d'acteur.", "ars", required=True, terms=ACTOR_KINDS),
        TEXT("code", "Code", "Code INSEE ou SIREN, s'il est connu.", "200000000", pattern="^[0-9A-Z]{2,9}$"),
        CHAMP,
        ORDRE,
    ),
)

INDICATEURS = Table(
    "indicateurs",
    "Indicateurs",
    "Une ligne par indicateur d'une action.",
    (
        ACTION_ID,
        ORDRE,
        TEXT("libelle", "Libellé", "L'indicateur, tel qu'écrit.", "Nombre de personnes accueillies", required=True),
        TEXT("type", "Type", "Ce que l'indicateur mesure.", "resultat", terms=INDICATOR_TYPES),
        TEXT("valeur_initiale", "Valeur initiale", "Valeur de départ, telle qu'écrite.", "120"),
        TEXT("cible", "Cible", "Valeur visée, telle qu'écrite.", "200"),
        TEXT("unite", "Unité", "Unité de mesure.", "personnes"),
        TEXT("echeance", "Échéance", "Quand la cible doit être atteinte, tel qu'écrit.", "2025"),
        TEXT("source", "Source", "D'où vient la mesure.", "Rapport d'activité"),
        CHAMP,
    ),
    foreign_keys=(TO_ACTION,),
)

ECHEANCES = Table(
    "echeances",
    "Échéances",
    "Une ligne par date, période ou horizon.",
    (
        OBJET,
        OBJET_ID,
        TEXT("texte", "Texte", "L'échéance, telle qu'écrite.", "1er trimestre 2018", required=True),
        TEXT("edtf", "EDTF", "La date ou période en EDTF (ISO 8601-2), aussi précise que la source.", "2018-33"),
        DATE("debut", "Début", "Premier jour.", "2018-01-01"),
        DATE("fin", "Fin", "Dernier jour.", "2018-03-31"),
        INTEGER("duree_mois", "Durée en mois", "Durée en mois, si elle est dite.", 36, minimum=0),
        TEXT("horizon", "Horizon", "Horizon, s'il est dit.", "court", terms=HORIZONS),
        TEXT("etape", "Étape", "L'étape que l'échéance date.", "Recrutement du coordinateur"),
        CHAMP,
        ORDRE,
    ),
)

FINANCEMENTS = Table(
    "financements",
    "Financements",
    "Une ligne par montant ou par financeur d'une action.",
    (
        ACTION_ID,
        TEXT("texte", "Texte", "Le passage, tel qu'écrit.", "ARS : 12 000 € TTC par an", required=True),
        TEXT("financeur", "Financeur", "Qui finance, tel qu'écrit.", "ARS"),
        Column(Kind.MONEY, "montant_eur", "Montant en euros", "Montant, ou bas de la fourchette.", 12000, minimum=0),
        Column(Kind.MONEY, "montant_max_eur", "Montant maximal en euros", "Haut de la fourchette.", 15000, minimum=0),
        TEXT("taxe", "Taxe", "Hors taxe ou toutes taxes comprises ; vide si ce n'est pas dit.", "TTC", terms=TAXES),
        TEXT(
            "periodicite",
            "Périodicité",
            "À quel rythme le montant revient ; vide si ce n'est pas dit.",
            "an",
            terms=PERIODICITIES,
        ),
        INTEGER("annee", "Année", "Année du montant.", 2021, minimum=1900, maximum=2200),
        TEXT("nature", "Nature", "Nature de la dépense ; vide si ce n'est pas dit.", "fonctionnement", terms=SPENDINGS),
        CHAMP,
        ORDRE,
    ),
    foreign_keys=(TO_ACTION,),
)

TERRITOIRES = Table(
    "territoires",
    "Territoires",
    "Une ligne par territoire nommé dans une action ou un plan.",
    (
        OBJET,
        OBJET_ID,
        TEXT("texte", "Texte", "Le territoire, tel qu'écrit.", "la CC du Val Clair", required=True),
        TEXT("type", "Type", "Type de territoire.", "epci", required=True, terms=TERRITORY_TYPES),
        TEXT(
            "code",
            "Code",
            "Code INSEE ou SIREN ; vide s'il n'y en a pas ou en cas de doute.",
            "41",
            pattern="^[0-9A-Z]{2,9}$",
        ),
        TEXT("nom", "Nom", "Nom officiel, sinon tel qu'écrit.", "CC du Val Clair", required=True),
        TEXT(
            "methode", "Méthode", "Comment le territoire a été reconnu.", "nom", required=True, terms=TERRITORY_METHODS
        ),
        CHAMP,
        ORDRE,
    ),
)

PUBLICS = Table(
    "publics",
    "Publics",
    "Une ligne par public visé par une action.",
    (
        ACTION_ID,
        TEXT("texte", "Texte", "Le public, tel qu'écrit.", "les 16-25 ans", required=True),
        TEXT("categorie", "Catégorie", "Catégorie de public, si elle est reconnue.", "jeunes", terms=PUBLICS_TERMS),
        CHAMP,
        ORDRE,
    ),
    foreign_keys=(TO_ACTION,),
)

CLASSEMENTS = Table(
    "classements",
    "Classements",
    "Une ligne par terme d'une liste fermée sous lequel une action ou un plan se range : thèmes, avancement, priorité.",
    (
        OBJET,
        OBJET_ID,
        TEXT("liste", "Liste", "La liste fermée.", "theme", required=True, terms=CLASS_LISTS),
        TEXT("categorie", "Catégorie", "Le terme de cette liste.", "mobilite", required=True, terms=CATEGORIES),
        TEXT("texte", "Texte", "Les mots qui le disent, tels qu'écrits.", "covoiturage", required=True),
        Column(
            Kind.NUMBER,
            "score",
            "Score",
            "Force du classement, de 0 à 1 ; 1 quand la fiche le dit elle-même.",
            0.8,
            required=True,
            minimum=0,
            maximum=1,
        ),
        CHAMP,
        ORDRE,
    ),
)

LIENS = Table(
    "liens",
    "Liens entre plans",
    "Une ligne par autre plan auquel une action ou un plan renvoie.",
    (
        OBJET,
        OBJET_ID,
        TEXT("texte", "Texte", "Le renvoi, tel qu'écrit.", "PRS 2018-2028 : Objectif 3", required=True),
        TEXT("plan_cible", "Plan cible", "Le plan nommé, tel qu'écrit.", "PRS 2018-2028", required=True),
        TEXT("type_plan", "Type de plan", "Type du plan nommé.", "projet_regional_de_sante", terms=PLAN_TYPES),
        TEXT("element", "Élément", "La partie du plan nommé, telle qu'écrite.", "Objectif 3"),
        TEXT(
            "plan_id",
            "Identifiant du plan cible",
            "Le plan nommé, quand il est parmi ceux du lot.",
            "0123456789abcdef",
            pattern="^[0-9a-f]{16}$",
        ),
        CHAMP,
        ORDRE,
    ),
    foreign_keys=(ForeignKey("plan_id", "plans", "plan_id"),),
)

SIGNALEMENTS = Table(
    "signalements",
    "Signalements",
    "Une ligne par signalement de qualité : ce qu'il faut savoir ou vérifier.",
    (
        DOCUMENT_ID,
        OBJET,
        OBJET_ID,
        TEXT(
            "code",
            "Code",
            "Nature du signalement.",
            "couverture_incomplete",
            required=True,
            pattern="^[a-z][a-z0-9_]*$",
        ),
        TEXT("gravite", "Gravité", "Importance du signalement.", "avertissement", required=True, terms=GRAVITES),
        TEXT(
            "message",
            "Message",
            "Explication en une phrase.",
            "3 caractères du document ne sont dans aucun champ.",
            required=True,
        ),
        PAGE,
    ),
    foreign_keys=(TO_DOCUMENT,),
)
