"""Building the corpus: every case as a document file and a gold file."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.cases import make_cases
from tests.accuracy.content import HERE
from tests.accuracy.designs.cases import make_designs
from tests.accuracy.gold import make_gold
from tests.accuracy.layouts import ALL_LAYOUTS


@dataclass(frozen=True, slots=True)
class Case:
    """A document of the corpus by what the report groups it by."""

    name: str
    layout: str
    split: str
    family: str

    @property
    def suffix(self) -> str:
        """The file name's ending, which is the format."""
        return self.name.rsplit(".", 1)[1]


def build_corpus(folder: Path, *, split: str | None = None, like: str = "") -> list[Case]:
    """Write `documents/` and `gold/` under the folder; `split` keeps one split, `like` the names that hold it."""
    documents, gold = folder / "documents", folder / "gold"
    for place in (documents, gold):
        place.mkdir(parents=True, exist_ok=True)

    def is_wanted(name: str, own: str) -> bool:
        return split in (None, own) and like in name

    built = []
    for dossier in make_cases():
        if is_wanted(dossier.name, dossier.split):
            (documents / dossier.name).write_bytes(ALL_LAYOUTS[dossier.layout](dossier))
            text = json.dumps(make_gold(dossier), ensure_ascii=False, indent=1)
            (gold / f"{dossier.name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
            built.append(Case(dossier.name, dossier.layout, dossier.split, dossier.family))
    for design in make_designs():
        if is_wanted(design.name, design.split):
            data, said = design.build()
            (documents / design.name).write_bytes(data)
            text = json.dumps(said, ensure_ascii=False, indent=1)
            (gold / f"{design.name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
            built.append(Case(design.name, design.design, design.split, design.family))
    for path in sorted((HERE / "kept").glob("*.pdf")):
        own = "train" if "_train" in path.name else "scored"
        if is_wanted(path.name, own):
            shutil.copyfile(path, documents / path.name)
            shutil.copyfile(path.with_name(f"{path.name}.json"), gold / f"{path.name}.json")
            built.append(Case(path.name, "kept (LibreOffice)", own, "imprimé"))
    return built
