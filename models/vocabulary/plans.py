"""The kinds of plan that actions belong to."""

from models.vocabulary.champs import Term

PLAN_TYPES: tuple[Term, ...] = (
    Term("schema_departemental", "Schéma départemental", "Schéma porté par un département."),
    Term("contrat_local_de_sante", "Contrat local de santé", "Contrat entre l'ARS et des collectivités (CLS)."),
    Term("pcaet", "PCAET", "Plan climat-air-énergie territorial."),
    Term("contrat_de_ville", "Contrat de ville", "Contrat de la politique de la ville."),
    Term(
        "projet_regional_de_sante", "Projet régional de santé", "Projet porté par une agence régionale de santé (PRS)."
    ),
    Term("autre", "Autre", "Tout autre plan."),
)
