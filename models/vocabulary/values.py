"""Closed lists of the values read in champs: indicators, due dates, amounts, territories."""

from models.vocabulary.champs import Term

INDICATOR_TYPES: tuple[Term, ...] = (
    Term("resultat", "Résultat", "Mesure ce que l'action obtient."),
    Term("processus", "Processus", "Mesure ce que l'action fait."),
    Term("impact", "Impact", "Mesure ce que l'action change à terme."),
)

HORIZONS: tuple[Term, ...] = (
    Term("court", "Court terme", "À court terme."),
    Term("moyen", "Moyen terme", "À moyen terme."),
    Term("long", "Long terme", "À long terme."),
    Term("continu", "Continu", "Sans fin dite : en continu, permanent."),
)

TAXES: tuple[Term, ...] = (
    Term("HT", "Hors taxe", "Montant hors taxe."),
    Term("TTC", "Toutes taxes comprises", "Montant toutes taxes comprises."),
)

PERIODICITIES: tuple[Term, ...] = (Term("an", "Par an", "Le montant revient chaque année."),)

SPENDINGS: tuple[Term, ...] = (
    Term("fonctionnement", "Fonctionnement", "Dépense de fonctionnement."),
    Term("investissement", "Investissement", "Dépense d'investissement."),
)

TERRITORY_TYPES: tuple[Term, ...] = (
    Term("commune", "Commune", "Commune, déléguée ou associée comprise."),
    Term("epci", "EPCI", "Communauté de communes ou d'agglomération, communauté urbaine, métropole."),
    Term("departement", "Département", "Département."),
    Term("region", "Région", "Région."),
    Term("pays", "Pays", "Pays ou pôle d'équilibre territorial."),
    Term("quartier", "Quartier", "Quartier, de la politique de la ville ou non."),
    Term("autre", "Autre", "Tout autre territoire."),
)

TERRITORY_METHODS: tuple[Term, ...] = (
    Term("nom", "Nom", "Le nom suffit : un seul territoire le porte."),
    Term("contexte", "Contexte", "Le reste du document dit quel territoire est nommé."),
    Term("forme", "Forme", "La tournure dit que c'est un territoire ; il n'est pas au référentiel."),
)
