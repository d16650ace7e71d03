"""Every error the program raises: each with a code for the tables and a sentence a user can act on."""

from enum import StrEnum


class Motif(StrEnum):
    """Why a document was rejected or taken in part: the values of `documents.motif`."""

    VIDE = "vide"
    INTROUVABLE = "introuvable"
    ILLISIBLE = "illisible"
    FORMAT_INCONNU = "format_inconnu"
    FORMAT_NON_LU = "format_non_lu"
    CHIFFRE = "chiffre"
    ABIME = "abime"
    SANS_TEXTE = "sans_texte"
    OCR_ABSENT = "ocr_absent"
    TEXTE_PERDU = "texte_perdu"
    TROP_GRAND = "trop_grand"
    BOMBE = "bombe"
    DELAI = "delai"
    MEMOIRE = "memoire"
    MODIFIE = "modifie"
    PLANTAGE = "plantage"


MOTIF_DEFINITIONS: dict[Motif, str] = {
    Motif.VIDE: "Le fichier ne contient aucun octet ou aucun texte.",
    Motif.INTROUVABLE: "Le fichier n'existe pas ou a disparu.",
    Motif.ILLISIBLE: "Le fichier existe mais le système en refuse la lecture.",
    Motif.FORMAT_INCONNU: "Les octets ne correspondent à aucun format reconnu.",
    Motif.FORMAT_NON_LU: "Le format est reconnu, mais le programme ne sait pas (encore) le lire.",
    Motif.CHIFFRE: "Le document est protégé par un mot de passe.",
    Motif.ABIME: "Le fichier est abîmé : sa structure ne peut pas être lue.",
    Motif.SANS_TEXTE: "Aucun texte n'a été trouvé dans le document (pages blanches, photographies).",
    Motif.OCR_ABSENT: "Le texte est une image (numérisation), et la reconnaissance de caractères n'est pas installée.",
    Motif.TEXTE_PERDU: "Une partie du texte ou des pages n'a pas pu être lue.",
    Motif.TROP_GRAND: "Le document dépasse la taille ou la profondeur que le programme accepte.",
    Motif.BOMBE: "Le fichier est fait pour se déplier sans mesure ; il n'a pas été ouvert.",
    Motif.DELAI: "La lecture n'était pas finie dans le temps accordé.",
    Motif.MEMOIRE: "La lecture demandait plus de mémoire que le programme n'en accorde à un document.",
    Motif.MODIFIE: "Le fichier changeait pendant sa lecture.",
    Motif.PLANTAGE: "Le programme a échoué sur ce document : c'est un défaut du programme, pas du document.",
}

MOTIF_REMEDIES: dict[Motif, str] = {
    Motif.VIDE: "vérifiez l'export ou le téléchargement du fichier.",
    Motif.INTROUVABLE: "vérifiez le chemin.",
    Motif.ILLISIBLE: "vérifiez les droits d'accès au fichier.",
    Motif.FORMAT_INCONNU: "enregistrez le document en PDF, DOCX, HTML ou texte.",
    Motif.FORMAT_NON_LU: "enregistrez le document en PDF, DOCX, HTML ou texte.",
    Motif.CHIFFRE: "enregistrez-en une copie sans mot de passe.",
    Motif.ABIME: "ouvrez-le dans son logiciel et enregistrez-en une copie.",
    Motif.SANS_TEXTE: "vérifiez que c'est le bon fichier ; une image trop pâle ou floue est à numériser de nouveau.",
    Motif.OCR_ABSENT: "installez-la : pip install 'fiches[ocr]' (ou le programme tesseract), et relancez.",
    Motif.TEXTE_PERDU: "comparez avec la source ; les signalements disent ce qui manque.",
    Motif.TROP_GRAND: "découpez le document.",
    Motif.BOMBE: "vérifiez d'où vient le fichier ; ne l'ouvrez pas.",
    Motif.DELAI: "découpez le document, ou relancez avec --retry sur une machine moins occupée.",
    Motif.MEMOIRE: "découpez le document.",
    Motif.MODIFIE: "attendez que le fichier soit complet et relancez.",
    Motif.PLANTAGE: "relancez avec -v et signalez-le avec le document.",
}


class FichesError(Exception):
    """Base of all our errors. `str()` is one line that says what, where and what to do."""


class UnreadableSource(FichesError):
    """A document that cannot be read: ends that document, never the batch.

    `motif` goes into `documents.motif`; `what` says what is wrong, `remedy` what the user can do (both English).
    """

    def __init__(self, name: str, motif: Motif, what: str, remedy: str) -> None:
        super().__init__(f"{name}: {what}; {remedy}")
        self.name = name
        self.motif = motif
        self.what = what
        self.remedy = remedy


class UsageError(FichesError):
    """The command was asked for what it cannot do (a missing source, an output folder that cannot be written).

    `what` and `remedy` are French: they are for whoever runs the command.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} ; {remedy}")
        self.what = what
        self.remedy = remedy


class BusyOutput(FichesError):
    """Another run writes into the output folder at this moment. `str()` is French, for whoever runs the command."""

    def __init__(self, out: object, machine: str = "") -> None:
        remedy = "attendez qu'elle finisse, ou donnez un autre dossier avec -o."
        where = f" depuis {machine}" if machine else ""
        super().__init__(f"{out} : une autre conversion y écrit{where} ; {remedy}")
        self.out = out
