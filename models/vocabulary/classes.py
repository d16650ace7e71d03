"""Closed lists that actions are sorted by: policy themes, state of progress, priority.

The themes join the determinants of health that local health contracts work on (Code de la santé publique, art. L1434-2
and L1434-10; WHO, Commission on Social Determinants of Health, final report, 2008) with the fields that other plans
must cover: climate plans (Code de l'environnement, art. L229-26 and R229-51), city contracts (loi n° 2014-173 du
21 février 2014) and departmental schemes for access to services (loi n° 95-115 du 4 février 1995, art. 26).
"""

from models.vocabulary.champs import Term

CLASS_LISTS: tuple[Term, ...] = (
    Term("theme", "Thème", "Champ de politique publique ou déterminant de santé dont l'action relève."),
    Term("statut", "Statut", "État d'avancement de l'action."),
    Term("priorite", "Priorité", "Rang de l'action parmi celles du plan."),
)

THEMES: tuple[Term, ...] = (
    Term("acces_soins", "Accès aux soins", "Offre et accès aux soins : installation, démographie médicale, urgences."),
    Term("parcours_sante", "Parcours de santé", "Coordination des soins, parcours, maladies chroniques, sorties."),
    Term("prevention", "Prévention et promotion de la santé", "Dépistage, vaccination, éducation à la santé."),
    Term("sante_mentale", "Santé mentale", "Santé mentale, souffrance psychique, prévention du suicide."),
    Term("addictions", "Addictions", "Alcool, tabac, drogues, jeux et écrans."),
    Term("nutrition", "Nutrition", "Équilibre alimentaire, obésité, diabète de type 2."),
    Term(
        "activite_physique",
        "Activité physique et sport",
        "Sport, activité physique adaptée, sédentarité.",
    ),
    Term(
        "sante_environnement",
        "Santé et environnement",
        "Effets du milieu : air intérieur, bruit, allergènes.",
    ),
    Term("perinatalite_parentalite", "Périnatalité et parentalité", "Naissance, petite enfance, soutien aux parents."),
    Term("enfance_protegee", "Protection de l'enfance", "Enfants en danger, accueil familial, mineurs confiés."),
    Term("jeunesse", "Jeunesse", "Politiques pour les adolescents et les jeunes adultes."),
    Term("autonomie_vieillissement", "Vieillissement et autonomie", "Grand âge, perte d'autonomie, domicile."),
    Term("handicap", "Handicap", "Compensation, accessibilité, inclusion des personnes handicapées."),
    Term("aidants", "Aidants", "Répit et soutien des proches aidants."),
    Term(
        "precarite_droits",
        "Précarité et accès aux droits",
        "Pauvreté, non-recours, aide alimentaire.",
    ),
    Term("logement", "Logement et habitat", "Accès et maintien dans le logement, habitat indigne, rénovation du bâti."),
    Term("emploi_insertion", "Emploi et insertion", "Insertion professionnelle, emploi, formation des adultes."),
    Term("education", "Éducation", "École, réussite éducative, décrochage, illettrisme."),
    Term("culture", "Culture", "Culture, patrimoine, lecture publique."),
    Term("violences_securite", "Violences et sécurité", "Violences, délinquance, tranquillité publique."),
    Term(
        "egalite",
        "Égalité et discriminations",
        "Égalité femmes-hommes, lutte contre les discriminations.",
    ),
    Term("lien_social", "Lien social et participation", "Isolement, citoyenneté, participation, bénévolat."),
    Term(
        "services_publics",
        "Services au public",
        "Maisons de services, poste, commerces, guichets.",
    ),
    Term("numerique", "Numérique", "Couverture, inclusion et outils numériques, télésanté."),
    Term("mobilite", "Mobilité", "Transports, covoiturage, vélo, marche, permis de conduire."),
    Term("energie", "Énergie", "Sobriété, efficacité énergétique, énergies renouvelables, réseaux de chaleur."),
    Term("climat", "Climat", "Gaz à effet de serre, adaptation, risques naturels, îlots de chaleur."),
    Term("qualite_air", "Qualité de l'air", "Polluants de l'air extérieur et leurs sources."),
    Term("eau_biodiversite", "Eau et biodiversité", "Ressource en eau, milieux, espèces, forêts, sols."),
    Term(
        "dechets_ressources",
        "Déchets et économie circulaire",
        "Prévention et tri des déchets, réemploi.",
    ),
    Term(
        "agriculture_alimentation",
        "Agriculture et alimentation",
        "Production, circuits courts, cantines.",
    ),
    Term("amenagement", "Aménagement et cadre de vie", "Urbanisme, foncier, renouvellement urbain, espaces publics."),
    Term("economie_tourisme", "Économie et tourisme", "Entreprises, commerce, artisanat, tourisme."),
    Term(
        "gouvernance",
        "Gouvernance et animation",
        "Pilotage, animation et évaluation du plan.",
    ),
    Term("exemplarite", "Administration exemplaire", "Patrimoine, achats et pratiques de la collectivité elle-même."),
)

STATUTS: tuple[Term, ...] = (
    Term("a_discuter", "À discuter", "L'action reste à arbitrer."),
    Term("a_venir", "À venir", "L'action est décidée et n'a pas commencé."),
    Term("en_cours", "En cours", "L'action a commencé."),
    Term("realise", "Réalisé", "L'action est achevée."),
    Term("en_retard", "En retard", "L'action aurait dû avancer davantage."),
    Term("en_pause", "En pause", "L'action est suspendue ou reportée."),
    Term("bloque", "Bloqué", "L'action ne peut pas avancer."),
    Term("abandonne", "Abandonné", "L'action ne se fera pas."),
)

PRIORITES: tuple[Term, ...] = (
    Term("haute", "Haute", "Priorité haute, forte, de niveau 1, urgente."),
    Term("moyenne", "Moyenne", "Priorité moyenne, de niveau 2."),
    Term("basse", "Basse", "Priorité basse, faible, de niveau 3."),
)

CATEGORIES: tuple[Term, ...] = (*THEMES, *STATUTS, *PRIORITES)
