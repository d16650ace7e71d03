"""Dates, periods and horizons."""

import re
from collections.abc import Iterable
from functools import cache

from models.action import Champ, Period
from pipeline.lexicon import read_lexicon
from pipeline.normalize.context import Context
from pipeline.normalize.items import number_items
from pipeline.normalize.spelling import flatten


@cache
def _horizons() -> re.Pattern[str]:
    groups = []
    for name, phrases in read_lexicon("horizons").items():
        ordered = sorted(map(flatten, phrases), key=lambda phrase: -len(phrase))
        groups.append(f"(?P<{name}>{'|'.join(map(re.escape, ordered))})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])")


def read_periods(champs: Iterable[Champ], context: Context) -> tuple[Period, ...]:
    """The horizons that a champ `calendrier` names."""
    return tuple(
        Period(
            texte=item.text[match.start() : match.end()],
            edtf=None,
            debut=None,
            fin=None,
            duree_mois=None,
            horizon=match.lastgroup,
            etape=None,
            champ=champ.name,
            ordre=ordre,
        )
        for champ, item, ordre in number_items(champs)
        if champ.name == "calendrier"
        for match in _horizons().finditer(flatten(item.text))
    )
