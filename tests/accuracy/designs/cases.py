"""The designs as cases of the corpus: each once with fiches to tune on, once with fiches to be judged by."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.accuracy.content import HERE, PlanContent, read_plans
from tests.accuracy.designs import (
    fresh_four,
    fresh_one,
    fresh_sites,
    fresh_three,
    fresh_two,
    fresh_word,
    printed_one,
    printed_three,
    printed_two,
    sites,
    sites_two,
    unseen_print,
    unseen_sites,
    unseen_word,
    word,
    word_two,
)
from tests.accuracy.designs.marks import read_gold, strip_marks
from tests.accuracy.designs.word import Notes

PRINTED = HERE / "designs" / "printed"
# The fiches of the first designs are those of the other layouts; the later ones have plans of their own.
_FIRST, _LATER = HERE / "content", HERE / "designs" / "content"
_FICHES = 3
# Plans follow one another in steps of so many, so that neighbours in the list say different things.
_STEP = 5


@dataclass(frozen=True, slots=True)
class _Group:
    """Designs of one format by name, the folder of the plans that they are written with, and the report's family."""

    suffix: str
    family: str
    plans: tuple[PlanContent, ...]
    makers: Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Design:
    """A document to build: its file name, what the report groups it by, and the plan whose fiches it holds."""

    name: str
    design: str
    split: str
    family: str
    plan: PlanContent
    maker: Callable[..., Any]

    @property
    def suffix(self) -> str:
        """The file name's ending, which is the format."""
        return self.name.rsplit(".", 1)[1]

    def source(self) -> str:
        """The page in HTML, with the marks of its gold; for pages and prints only."""
        return str(self.maker(self.plan, list(self.plan.fiches[:_FICHES])))

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
        self.maker(self.plan, list(self.plan.fiches[:_FICHES]), notes).save(buffer)
        return buffer.getvalue(), notes.gold(self.name)


def make_designs() -> Iterator[Design]:
    """Every design with fiches of either split, in a fixed order."""
    yield from _build(*_first_groups())
    yield from _build(*_later_groups())


def _first_groups() -> tuple[_Group, ...]:
    plans = read_plans(_FIRST)
    return (
        _Group("pdf", "maquette", plans, {**printed_one.DESIGNS, **printed_two.DESIGNS, **printed_three.DESIGNS}),
        _Group("html", "maquette", plans, {**sites.DESIGNS, **sites_two.DESIGNS}),
        _Group("docx", "maquette", plans, {**word.DESIGNS, **word_two.DESIGNS}),
    )


def _later_groups() -> tuple[_Group, ...]:
    """The designs of other kinds of plans; the faults of those in `réserve` are never looked into."""
    plans = read_plans(_LATER)
    return (
        _Group("pdf", "autres plans", plans, {**fresh_one.DESIGNS, **fresh_two.DESIGNS}),
        _Group("html", "autres plans", plans, fresh_sites.DESIGNS),
        _Group("docx", "autres plans", plans, fresh_word.DESIGNS),
        _Group("pdf", "réserve", plans, unseen_print.DESIGNS),
        _Group("html", "réserve", plans, unseen_sites.DESIGNS),
        _Group("docx", "réserve", plans, unseen_word.DESIGNS),
        _Group("pdf", "autres plans", plans, fresh_three.DESIGNS),
        _Group("pdf", "autres plans", plans, fresh_four.DESIGNS),
    )


def _build(*groups: _Group) -> Iterator[Design]:
    numbered = enumerate((group, design) for group in groups for design in group.makers)
    for number, (group, design) in numbered:
        for split in ("train", "scored"):
            plans = [plan for plan in group.plans if plan.split == split]
            plan = plans[(_STEP * number + number // len(plans)) % len(plans)]
            name = f"maquette_{design}_{split}.{group.suffix}"
            yield Design(name, design, split, group.family, plan, group.makers[design])
