"""The file `plan.toml` beside documents."""

from pathlib import Path

import pytest

from models.errors import UsageError
from pipeline.plan_rules import find_sidecars


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(text, encoding="utf-8")


def test_sidecars_are_found_in_every_folder_and_named_from_the_root(tmp_path: Path) -> None:
    write(tmp_path, 'titre = "Le plan"\ndate_debut = 2024-01-01\nduree_mois = 60')
    write(tmp_path / "sud", 'type_plan = "pcaet"')
    found = find_sidecars([tmp_path])
    assert [(one.folder, dict(one.facts)) for one in found] == [
        ("", {"titre": "Le plan", "date_debut": "2024-01-01", "duree_mois": 60}),
        ("sud", {"type_plan": "pcaet"}),
    ]
    assert len({one.plan_id for one in found}) == 2


def test_a_file_named_alone_has_the_sidecar_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path, 'titre = "Le plan"')
    file = tmp_path / "fiche.txt"
    file.write_text("Fiche", encoding="utf-8")
    assert [one.folder for one in find_sidecars([file])] == [""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titre = ", "illisible"),
        ('tritre = "Le plan"', "tritre"),
        ('type_plan = "inconnu"', "contrat_local_de_sante"),
        ('date_debut = "janvier"', "date_debut"),
        ('duree_mois = "soixante"', "duree_mois"),
    ],
)
def test_a_sidecar_that_cannot_be_taken_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, text)
    with pytest.raises(UsageError) as refusal:
        find_sidecars([tmp_path])
    assert said in str(refusal.value)
    assert "plan.toml" in str(refusal.value)
    assert "\n" not in str(refusal.value)
