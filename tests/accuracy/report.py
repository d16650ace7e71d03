"""The figures of a scored corpus for people: by layout, format and champ, the calibration, what is below a floor."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.accuracy.corpus import Case
from tests.accuracy.scoring import FIGURES, Count, Score

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with its score."""

    case: Case
    score: Score


def sum_figures(scored: Iterable[Scored]) -> dict[str, Count]:
    """The counts of all figures over several documents."""
    total: dict[str, Count] = defaultdict(Count)
    for one in scored:
        for name, count in one.score.counts.items():
            total[name] += count
    return total


def format_report(scored: Sequence[Scored]) -> str:
    """All tables of the report as text."""
    parts = [
        _table("par maquette", scored, lambda case: case.layout),
        _table("par famille", scored, lambda case: case.family),
        _table("par format", scored, lambda case: case.suffix),
        _table("par jeu", scored, lambda case: case.split),
        _by_champ(scored),
        _calibration(scored),
        _lines("total", {f"{len(scored)} documents": sum_figures(scored)}),
    ]
    return "\n\n".join(parts) + "\n"


def _table(title: str, scored: Sequence[Scored], key: Callable[[Case], str]) -> str:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        groups[key(one.case)].append(one)
    return _lines(title, {f"{name} ({len(group)})": sum_figures(group) for name, group in groups.items()})


def _lines(title: str, rows: Mapping[str, Mapping[str, Count]]) -> str:
    lines = [f"{title:38}" + "".join(f"{name[:8]:>9}" for name in FIGURES)]
    for name, counts in rows.items():
        lines.append(f"{name:38}" + "".join(f"{_share(counts.get(figure)):>9}" for figure in FIGURES))
    return "\n".join(lines)


def _share(count: Count | None) -> str:
    value = count.f1 if count else None
    return "-" if value is None else f"{value:.3f}"


def _by_champ(scored: Sequence[Scored]) -> str:
    total: dict[str, Count] = defaultdict(Count)
    for one in scored:
        for champ, count in one.score.by_champ.items():
            total[champ] += count
    lines = [f"{'par champ':38}{'f1':>9}{'justes':>9}{'trouvés':>9}{'voulus':>9}"]
    for champ, count in sorted(total.items()):
        lines.append(f"{champ:38}{_share(count):>9}{count.right:>9}{count.found:>9}{count.wanted:>9}")
    return "\n".join(lines)


def _calibration(scored: Sequence[Scored]) -> str:
    """Of the champs found with each confidence, the share that is right."""
    lines = [f"{'confiance annoncée':38}{'justes':>9}{'champs':>9}"]
    judged = [pair for one in scored for pair in one.score.judged]
    for low, high in zip(BINS, (*BINS[1:], 2.0), strict=True):
        inside = [right for confidence, right in judged if low <= confidence < high]
        if inside:
            name = f"{low:.2f} à {high:.2f}" if high <= 1 else "1.00"
            lines.append(f"{name:38}{sum(inside) / len(inside):>9.3f}{len(inside):>9}")
    return "\n".join(lines)


def share_right_above(scored: Iterable[Scored], confidence: float) -> float | None:
    """The share of right champs among those found with at least this confidence."""
    judged = [right for one in scored for found, right in one.score.judged if found >= confidence]
    return sum(judged) / len(judged) if judged else None


def list_figures(scored: Sequence[Scored]) -> dict[str, float | None]:
    """Every figure over the documents; `confiance` is the share of right champs among those surer than 0.9."""
    return {name: count.f1 for name, count in sum_figures(scored).items()} | {
        "confiance": share_right_above(scored, 0.9)
    }
