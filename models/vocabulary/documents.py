"""What a document is, what became of it, and what a row of the tables is about."""

from models.vocabulary.champs import Term

GENRES: tuple[Term, ...] = (
    Term("fiche", "Fiche", "Le document est la fiche d'une seule action."),
    Term("recueil", "Recueil", "Le document rassemble plusieurs fiches action."),
    Term("tableau", "Tableau", "Les actions y sont les lignes d'un tableau."),
    Term("page", "Page", "Page web ou article sans fiche action."),
    Term("autre", "Autre", "Tout autre document sans fiche action."),
)

STATUTS: tuple[Term, ...] = (
    Term("converti", "Converti", "Tout le texte du document est dans les tables."),
    Term("partiel", "Partiel", "Une partie du texte ou des pages manque : voir le motif et les signalements."),
    Term("rejete", "Rejeté", "Le document n'a pas pu être lu : voir le motif."),
)

OBJETS: tuple[Term, ...] = (
    Term("action", "Action", "Une action (table actions)."),
    Term("plan", "Plan", "Un plan (table plans)."),
    Term("document", "Document", "Le document lui-même (table documents)."),
)

METHODES: tuple[Term, ...] = (
    Term("lexique", "Lexique", "Le libellé est au lexique."),
    Term("approche", "Approché", "Le libellé ressemble à un libellé du lexique."),
    Term("contexte", "Contexte", "Le texte qui entoure le passage dit ce qu'il est."),
    Term("structure", "Structure", "La mise en page (titre, position) dit ce que le passage est."),
    Term("correction", "Correction", "Une personne l'a corrigé."),
)

GRAVITES: tuple[Term, ...] = (
    Term("info", "Information", "À savoir ; rien à corriger."),
    Term("avertissement", "Avertissement", "À vérifier dans la source."),
    Term("erreur", "Erreur", "Du texte manque ou le document n'a pas été lu."),
)
