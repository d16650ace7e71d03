"""Imported once by the process that workers are forked from: what it loads, they share."""

import gc

import pyarrow as pa

from pipeline.batch import worker
from pipeline.batch.single import convert_guarded

# Arrow's own allocator takes ten megabytes for the first byte, in each worker.
pa.set_memory_pool(pa.system_memory_pool())

# A fiche, and a page that describes a plan: every stage loads what it needs for them, lexicons, reference, rulers.
_FICHE = """Plan local de santé de Valmorin 2024-2026
Fiche action n° 1 : Ouvrir un accueil
Constat\tPeu d'accueil à Vesoul (70), 3 communes sur 10.
Objectifs\tAccueillir tous les habitants
Pilote\tARS Bourgogne-Franche-Comté, Mme Martin
Partenaires\tCommune de Gray, CPAM, association Relais
Public visé\tPersonnes âgées
Territoire\tHaute-Saône
Calendrier\t1er trimestre 2025, puis chaque année
Budget\t10 000 € TTC par an (ARS)
Indicateurs\tNombre de personnes accueillies : 120 en 2026
"""
_PAGE = """<html><body><h1>Contrat local de santé de Valmorin</h1>
<p>Le contrat local de santé a été signé le 12 mars 2024 par l'ARS, la préfecture et la communauté de communes pour
une durée de cinq ans. Il est piloté par la communauté de communes.</p>
<h2>Axes</h2><ul><li>Axe 1 : l'accès aux soins</li><li>Axe 2 : la prévention</li></ul></body></html>"""

# An error is no matter: a worker will meet it again and tell.
WARM = (worker, *(convert_guarded(text.encode("utf-8"), "warm-up") for text in (_FICHE, _PAGE)))
# The garbage collector of a worker then leaves alone what all of them share.
gc.freeze()
