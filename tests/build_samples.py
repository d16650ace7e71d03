"""Writes the built documents of `data/samples`: `python -m tests.build_samples [FOLDER]`; the same bytes each time."""

import sys
from pathlib import Path

from tests.accuracy.content import PlanContent, read_plan
from tests.accuracy.layouts import LAYOUTS
from tests.accuracy.sheet import Dossier, Look, Piece, Sheet, read_pieces
from tests.accuracy.wording import Wording, word_fiche

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
CONTENT = Path(__file__).parent / "samples_content" / "plan_orvanne.toml"
FOUR_FORMATS = {
    "fiche_aidants.txt": "txt_export",
    "fiche_aidants.html": "html_table",
    "fiche_aidants.docx": "docx_two_columns",
    "fiche_aidants.pdf": "pdf_two_columns",
}
TABLES = {"pdf": "pdf_summary", "xlsx": "xlsx_banner_summary", "csv": "csv_summary"}
_LABELS = {
    "constat": "Constat",
    "objectifs": "Objectifs",
    "mise_en_oeuvre": "Mise en œuvre",
    "publics": "Public(s) visé(s)",
    "territoire": "Territoire concerné",
    "pilotage": "Pilote(s)",
    "partenaires": "Partenaires",
    "moyens": "Moyens mobilisés",
    "budget": "Budget prévisionnel",
    "calendrier": "Échéancier",
    "resultats_attendus": "Résultats attendus",
    "indicateurs": "Indicateurs de suivi et d'évaluation",
    "statut": "État d'avancement",
}


def make_samples() -> dict[str, bytes]:
    """The bytes of every built sample by file name."""
    plan = read_plan(CONTENT)
    aidants = _word(plan, 0, number="fiche_and_action", parted=True)
    samples = {
        name: LAYOUTS[layout](_dossier(name, layout, (aidants,), title=aidants.titre))
        for name, layout in FOUR_FORMATS.items()
    }
    sheets = tuple(_word(plan, index, number="fiche_action_n") for index in (1, 2, 0, 3))
    title = str(plan.facts["titre"])
    recueil = _dossier(
        "recueil_orvanne.docx",
        "docx_two_columns_merged",
        sheets,
        title=title,
        cover=(title, "Recueil des fiches action", plan.editeur),
        before=read_pieces(
            [
                "# Préambule",
                "Les élus ont choisi quatre actions, écrites avec les habitants pendant l'hiver 2023.",
            ]
        ),
        footer=f"{plan.editeur} – recueil des fiches action",
    )
    samples[recueil.name] = LAYOUTS[recueil.layout](recueil)
    rows = tuple(
        _word(
            plan,
            index,
            number="action_dotted",
            head=("axe",),
            only=("mise_en_oeuvre", "pilotage", "partenaires", "calendrier"),
        )
        for index in (1, 2, 0, 3)
    )
    for suffix, layout in TABLES.items():
        table = _dossier(f"tableau_orvanne.{suffix}", layout, rows, title=f"Programme d'actions – {title}")
        samples[table.name] = LAYOUTS[layout](table)
    return samples


def _word(
    plan: PlanContent,
    index: int,
    *,
    number: str,
    head: tuple[str, ...] = ("titre", "numero", "axe", "objectif"),
    parted: bool = False,
    only: tuple[str, ...] = (),
) -> Sheet:
    wording = Wording("train", seed=0, number=number, head=head, parted=parted, only=only, choice=_LABELS)
    return word_fiche(plan, plan.fiches[index], index + 1, wording)


def _dossier(
    name: str,
    layout: str,
    sheets: tuple[Sheet, ...],
    *,
    title: str,
    cover: tuple[str, ...] = (),
    before: tuple[Piece, ...] = (),
    footer: str = "",
) -> Dossier:
    return Dossier(
        name=name,
        layout=layout,
        split="train",
        look=Look(),
        sheets=sheets,
        title=title,
        document={"titre": title},
        plan=None,
        genre="fiche",
        cover=cover,
        before=before,
        footer=footer,
    )


def main() -> None:
    """Write the samples into the folder named on the command line, `data/samples` by default."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in make_samples().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
