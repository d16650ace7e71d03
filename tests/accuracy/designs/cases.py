"""The designs as cases of the corpus: each once with fiches to tune on, once with fiches to be judged by."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from tests.accuracy.content import HERE, PlanContent, read_plans
from tests.accuracy.designs import printed_one, printed_three, printed_two, sites, sites_two, word, word_two
from tests.accuracy.designs.marks import read_gold, strip_marks
from tests.accuracy.designs.word import Notes

PRINTED = HERE / "designs" / "printed"
_PAGES = {**printed_one.DESIGNS, **printed_two.DESIGNS, **printed_three.DESIGNS}
_SITES = {**sites.DESIGNS, **sites_two.DESIGNS}
_WORD = {**word.DESIGNS, **word_two.DESIGNS}
_FICHES = 3
# Plans follow one another in steps of so many, so that neighbours in the list say different things.
_STEP = 5


@dataclass(frozen=True, slots=True)
class Design:
    """A document to build: its file name, what the report groups it by, and the plan whose fiches it holds."""

    name: str
    design: str
    split: str
    plan: PlanContent

    @property
    def suffix(self) -> str:
        """The file name's ending, which is the format."""
        return self.name.rsplit(".", 1)[1]

    def source(self) -> str:
        """The page in HTML, with the marks of its gold; for pages and prints only."""
        return {**_PAGES, **_SITES}[self.design](self.plan, list(self.plan.fiches[:_FICHES]))

    def build(self) -> tuple[bytes, dict[str, object]]:
        """The document and its gold; what a browser prints is kept in `printed`."""
        if self.suffix == "docx":
            return self._write_word()
        source = self.source()
        printed = self.suffix == "pdf"
        data = (PRINTED / self.name).read_bytes() if printed else strip_marks(source).encode()
        return data, read_gold(source, self.name)

    def _write_word(self) -> tuple[bytes, dict[str, object]]:
        notes = Notes()
        buffer = io.BytesIO()
        _WORD[self.design](self.plan, list(self.plan.fiches[:_FICHES]), notes).save(buffer)
        return buffer.getvalue(), notes.gold(self.name)


def make_designs() -> Iterator[Design]:
    """Every design with fiches of either split, in a fixed order."""
    pools = {split: [plan for plan in read_plans() if plan.split == split] for split in ("train", "scored")}
    suffixes = {**dict.fromkeys(_PAGES, "pdf"), **dict.fromkeys(_SITES, "html"), **dict.fromkeys(_WORD, "docx")}
    for number, (design, suffix) in enumerate(suffixes.items()):
        for split, plans in pools.items():
            plan = plans[(_STEP * number + number // len(plans)) % len(plans)]
            yield Design(f"maquette_{design}_{split}.{suffix}", design, split, plan)
