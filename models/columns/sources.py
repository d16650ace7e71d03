"""The tables of what was read: documents, plans, actions and champs."""

from functools import partial

from models.columns.column import Column, ForeignKey, Kind, Table
from models.errors import MOTIF_DEFINITIONS
from models.vocabulary.champs import ACTION_CHAMPS, OTHER_CHAMPS, PLAN_ONLY_CHAMPS, Term
from models.vocabulary.documents import GENRES, METHODES, OBJETS, STATUTS
from models.vocabulary.plans import PLAN_TYPES

TEXT = partial(Column, Kind.TEXT)
INTEGER = partial(Column, Kind.INTEGER)
NUMBER = partial(Column, Kind.NUMBER)
DATE = partial(Column, Kind.DATE)

SHA256 = "^[0-9a-f]{64}$"
SHORT_ID = "^[0-9a-f]{16}$"
ANY_ID = "^([0-9a-f]{64}|[0-9a-f]{16})$"
EXAMPLE_SHA256 = "9068346da386674ad4a1d4ba2d3fb34b4d1dd2b1a5a7d3f5c3d6b8f0a1b2c3d4"
ALL_CHAMPS: tuple[Term, ...] = (*ACTION_CHAMPS, *PLAN_ONLY_CHAMPS, *OTHER_CHAMPS)
MOTIFS: tuple[Term, ...] = tuple(Term(motif, motif, definition) for motif, definition in MOTIF_DEFINITIONS.items())

DOCUMENT_ID = TEXT(
    "document_id",
    "Identifiant du document",
    "Empreinte SHA-256 des octets du document, en hexadécimal.",
    EXAMPLE_SHA256,
    required=True,
    pattern=SHA256,
)
ACTION_ID = TEXT(
    "action_id",
    "Identifiant de l'action",
    "Empreinte courte du document et du rang de l'action.",
    "3f1c9a0b7d5e2846",
    required=True,
    pattern=SHORT_ID,
)
OBJET = TEXT("objet", "Objet", "Ce à quoi la ligne se rapporte.", "action", required=True, terms=OBJETS)
OBJET_ID = TEXT(
    "objet_id",
    "Identifiant de l'objet",
    "Identifiant de l'action, du plan ou du document auquel la ligne se rapporte.",
    "3f1c9a0b7d5e2846",
    required=True,
    pattern=ANY_ID,
)
CHAMP = TEXT(
    "champ", "Champ", "Champ où la valeur est lue ou que la ligne porte.", "pilotage", required=True, terms=ALL_CHAMPS
)
ORDRE = INTEGER("ordre", "Ordre", "Rang de l'item dans le champ, à partir de 1.", 1, required=True, minimum=1)
PAGE = INTEGER("page", "Page", "Numéro de page, à partir de 1 ; vide si le format n'a pas de pages.", 12, minimum=1)
CONFIANCE = NUMBER(
    "confiance",
    "Confiance",
    "Confiance du programme, de 0 (aucune) à 1 (sûr).",
    0.95,
    required=True,
    minimum=0,
    maximum=1,
)
TO_DOCUMENT = ForeignKey("document_id", "documents", "document_id")

DOCUMENTS = Table(
    "documents",
    "Documents",
    "Une ligne par document source, quoi qu'il en soit advenu.",
    (
        TEXT(
            "document_id",
            "Identifiant du document",
            "Empreinte SHA-256 des octets, en hexadécimal ; vide si aucun octet n'a pu être lu. Deux copies d'un même"
            " fichier ont le même identifiant, et une ligne chacune.",
            EXAMPLE_SHA256,
            pattern=SHA256,
        ),
        TEXT(
            "chemin", "Chemin", "Chemin depuis la racine des sources.", "cls/fiche-12.pdf", required=True, unique=True
        ),
        TEXT("type_media", "Type de média", "Type de média reconnu d'après les octets.", "application/pdf"),
        INTEGER("octets", "Octets", "Taille du document en octets.", 48213, minimum=0),
        TEXT("titre", "Titre", "Titre du document lui-même.", "Fiche action n° 12 : Maison sport-santé"),
        TEXT("auteur", "Auteur", "Auteur, tel que le document le nomme.", "Service santé publique"),
        TEXT("editeur", "Éditeur", "Organisme ou site qui publie le document.", "Communauté de communes du Val Clair"),
        DATE("date_publication", "Date de publication", "Jour de publication ou de mise en ligne.", "2019-03-14"),
        TEXT("langue", "Langue", "Code de langue (BCP 47).", "fr", pattern="^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$"),
        INTEGER("pages", "Pages", "Nombre de pages ; vide si le format n'en a pas.", 2, minimum=1),
        INTEGER("caracteres", "Caractères", "Nombre de caractères du texte extrait.", 3512, minimum=0),
        TEXT("genre", "Genre", "Genre du document ; vide s'il n'a pas été lu.", "fiche", terms=GENRES),
        TEXT("statut", "Statut", "Ce qu'il est advenu du document.", "converti", required=True, terms=STATUTS),
        TEXT("motif", "Motif", "Pourquoi le document est rejeté ou partiel ; vide sinon.", "chiffre", terms=MOTIFS),
        NUMBER(
            "couverture",
            "Couverture",
            "Part des caractères du corps du document présents dans la table champs, de 0 à 1.",
            1.0,
            minimum=0,
            maximum=1,
        ),
        TEXT(
            "url", "Adresse", "Adresse de la page, telle que l'archive ou la page la donne.", "https://exemple.fr/plan"
        ),
        DATE("date_collecte", "Date de collecte", "Jour où la page a été enregistrée ou archivée.", "2024-05-14"),
    ),
    primary_key=("chemin",),
)

PLANS = Table(
    "plans",
    "Plans",
    "Une ligne par plan : ce à quoi les actions appartiennent, ou ce qu'une page décrit.",
    (
        TEXT(
            "plan_id",
            "Identifiant du plan",
            "Empreinte courte du document et du rang du plan.",
            "0d4be1a2937c5f68",
            required=True,
            unique=True,
            pattern=SHORT_ID,
        ),
        DOCUMENT_ID,
        TEXT("titre", "Titre", "Nom du plan.", "Bien vivre au Val Clair 2020-2025"),
        TEXT("type_plan", "Type de plan", "Genre du plan.", "contrat_local_de_sante", terms=PLAN_TYPES),
        TEXT("territoire", "Territoire", "Territoire du plan, tel que nommé.", "Val Clair"),
        TEXT(
            "code_territoire",
            "Code du territoire",
            "Code INSEE ou SIREN du territoire, s'il est connu.",
            "41",
            pattern="^[0-9A-Z]{2,9}$",
        ),
        DATE("date_debut", "Date de début", "Premier jour de la période du plan.", "2020-01-01"),
        DATE("date_fin", "Date de fin", "Dernier jour de la période du plan.", "2025-12-31"),
        INTEGER("duree_mois", "Durée en mois", "Durée du plan en mois.", 72, minimum=0),
        DATE(
            "date_signature",
            "Date de signature",
            "Jour de signature (le premier du mois si seul le mois est dit).",
            "2020-03-01",
        ),
    ),
    primary_key=("plan_id",),
    foreign_keys=(TO_DOCUMENT,),
)

ACTIONS = Table(
    "actions",
    "Actions",
    "Une ligne par action : ses numéros, sa place dans le plan, et le texte de chacun de ses champs.",
    (
        TEXT(
            "action_id",
            "Identifiant de l'action",
            "Empreinte courte du document et du rang de l'action.",
            "3f1c9a0b7d5e2846",
            required=True,
            unique=True,
            pattern=SHORT_ID,
        ),
        DOCUMENT_ID,
        TEXT(
            "plan_id", "Identifiant du plan", "Plan auquel l'action appartient.", "0d4be1a2937c5f68", pattern=SHORT_ID
        ),
        INTEGER("rang", "Rang", "Ordre de l'action dans le document, à partir de 1.", 1, required=True, minimum=1),
        INTEGER("page_debut", "Première page", "Première page de la fiche ; vide sans pages.", 3, minimum=1),
        INTEGER("page_fin", "Dernière page", "Dernière page de la fiche ; vide sans pages.", 4, minimum=1),
        TEXT("fiche_numero", "Numéro de fiche", "Numéro de la fiche, tel qu'écrit.", "12"),
        TEXT("action_numero", "Numéro d'action", "Numéro de l'action, tel qu'écrit.", "1.3.2"),
        TEXT("titre", "Titre", "Titre de l'action.", "Ouvrir une maison sport-santé"),
        TEXT("axe_numero", "Numéro d'axe", "Numéro de l'axe, tel qu'écrit.", "1"),
        TEXT("axe_titre", "Titre de l'axe", "Titre de l'axe.", "Agir pour la prévention"),
        TEXT("objectif_numero", "Numéro d'objectif", "Numéro de l'objectif, tel qu'écrit.", "1.3"),
        TEXT("objectif_titre", "Titre de l'objectif", "Titre de l'objectif.", "Développer l'activité physique"),
        Column(
            Kind.JSON_LIST,
            "hierarchie",
            "Hiérarchie",
            "Liste JSON des niveaux au-dessus de l'action, du plus large au plus proche : niveau, numero, titre.",
            '[{"niveau": "axe", "numero": "1", "titre": "Agir pour la prévention"}]',
            required=True,
        ),
        *(
            TEXT(
                term.name,
                term.label,
                f"{term.definition} Items séparés par un saut de ligne.",
                "Premier item\nSecond item",
            )
            for term in ACTION_CHAMPS
        ),
        Column(
            Kind.JSON_OBJECT,
            "autres",
            "Autres",
            "Objet JSON {libellé: texte} de ce qu'aucun champ ne prend.",
            '{"Éco-conditionnalité": "Oui"}',
            required=True,
        ),
        CONFIANCE,
    ),
    primary_key=("action_id",),
    foreign_keys=(TO_DOCUMENT, ForeignKey("plan_id", "plans", "plan_id")),
)

CHAMPS = Table(
    "champs",
    "Champs",
    "Une ligne par item d'un champ, avec sa place dans la source. Tout le texte du document y est.",
    (
        OBJET,
        OBJET_ID,
        DOCUMENT_ID,
        CHAMP,
        TEXT(
            "libelle", "Libellé", "Libellé tel que la source l'écrit ; vide s'il n'y en a pas.", "Pilote(s) de l'action"
        ),
        ORDRE,
        TEXT(
            "texte",
            "Texte",
            "Texte de l'item, tel que dans la source, sans sa puce.",
            "Service santé publique",
            required=True,
        ),
        PAGE,
        NUMBER("x0", "Gauche", "Bord gauche en points PDF, depuis la gauche de la page.", 56.7),
        NUMBER("haut", "Haut", "Bord haut en points PDF, depuis le haut de la page.", 120.4),
        NUMBER("x1", "Droite", "Bord droit en points PDF, depuis la gauche de la page.", 540.2),
        NUMBER("bas", "Bas", "Bord bas en points PDF, depuis le haut de la page.", 148.9),
        INTEGER(
            "debut", "Début", "Premier caractère dans le texte extrait, à partir de 0.", 1024, required=True, minimum=0
        ),
        INTEGER("fin", "Fin", "Caractère qui suit le dernier.", 1046, required=True, minimum=0),
        TEXT("methode", "Méthode", "Comment le champ a été reconnu.", "lexique", required=True, terms=METHODES),
        CONFIANCE,
    ),
    primary_key=("objet_id", "champ", "ordre"),
    foreign_keys=(TO_DOCUMENT,),
)
