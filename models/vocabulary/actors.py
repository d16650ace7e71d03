"""What actors do in an action or plan, and what kind of body they are."""

from models.vocabulary.champs import Term

ROLES: tuple[Term, ...] = (
    Term("pilote", "Pilote", "Conduit l'action et en répond."),
    Term("copilote", "Copilote", "Conduit l'action avec le pilote."),
    Term("partenaire", "Partenaire", "Prend part à l'action."),
    Term("financeur", "Financeur", "Paie tout ou partie de l'action."),
    Term("signataire", "Signataire", "Signe le plan."),
    Term("operateur", "Opérateur", "Exécute l'action."),
    Term("evaluateur", "Évaluateur", "Évalue l'action."),
    Term("contact", "Contact", "Renseigne sur l'action."),
)

ACTOR_KINDS: tuple[Term, ...] = (
    Term("ars", "ARS", "Agence régionale de santé et ses délégations."),
    Term("etat", "État", "Ministères, préfectures, services et opérateurs de l'État."),
    Term("region", "Région", "Conseil régional et ses services."),
    Term("departement", "Département", "Conseil départemental et ses services."),
    Term("epci", "EPCI", "Communauté de communes ou d'agglomération, métropole, syndicat."),
    Term("commune", "Commune", "Commune, son CCAS et ses services."),
    Term(
        "assurance_maladie", "Assurance maladie", "Caisses d'assurance maladie, d'allocations familiales, de retraite."
    ),
    Term("etablissement_sante", "Établissement de santé", "Hôpitaux, cliniques, établissements médico-sociaux."),
    Term("association", "Association", "Associations et fédérations."),
    Term("enseignement", "Enseignement", "Écoles, collèges, lycées, universités, rectorat."),
    Term("professionnels", "Professionnels", "Professionnels, leurs ordres, unions et maisons de santé."),
    Term("autre", "Autre", "Tout autre acteur, ou acteur dont la catégorie n'est pas reconnue."),
)
