"""How right the tables of a document are against its gold: the project's figures, counted a document at a time."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from rapidfuzz import fuzz

from models.vocabulary.champs import ACTION_CHAMP_NAMES, ENTETE
from tests.accuracy.gold import HEADER_KEYS
from tests.accuracy.spelling import are_alike, are_equal_numbers, list_words, respell, respell_items

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
DOCUMENT_KEYS = ("titre", "auteur", "editeur", "date_publication")
PLAN_KEYS = (
    "titre",
    "type_plan",
    "territoire",
    "code_territoire",
    "date_debut",
    "date_fin",
    "duree_mois",
    "date_signature",
)
FIGURES = (
    "actions",
    "entete",
    "champs",
    "exact",
    "autres",
    "garde",
    "propre",
    "document",
    "plan",
    "plan_champs",
    "acteurs",
    "echeances",
    "financements",
    "indicateurs",
    "territoires",
)


@dataclass(slots=True)
class Count:
    """How many values are right, were found, and were wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, *, right: bool | int, found: bool | int, wanted: bool | int) -> None:
        """Count one value, or several."""
        self.right += int(right)
        self.found += int(found)
        self.wanted += int(wanted)

    def add_fact(self, right: bool) -> None:
        """Count a value that gold has, and of which any answer is one found."""
        self.add(right=right, found=1, wanted=1)

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there was nothing to find and nothing was found."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else None


@dataclass(slots=True)
class Score:
    """The counts of one document by figure and by champ; `judged` pairs each champ's confidence with its truth."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_champ: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    judged: list[tuple[float, bool]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def score_document(gold: Row, tables: Tables) -> Score:
    """Score one document; `tables` may hold other documents too. A document that is missing scores nothing."""
    score = Score()
    own = _Tables(tables, PurePosixPath(str(gold["chemin"])).name)
    found = sorted(own.rows("actions"), key=lambda row: row.get("rang") or 0)
    pairs = pair_actions(gold["actions"], found)
    taken = {id(row) for _, row in pairs}
    answer_of = {id(wanted): row for wanted, row in pairs}
    score.counts["actions"].add(right=len(pairs), found=len(found), wanted=len(gold["actions"]))
    for wanted in gold["actions"]:
        _score_action(wanted, answer_of.get(id(wanted), {}), own, score)
    for row in found:
        if id(row) not in taken:
            score.faults.append(f"action de trop : {row.get('titre')}")
            for champ in ACTION_CHAMP_NAMES:
                if respell(row.get(champ)):
                    _count_champ(score, champ, right=False, exact=False, found=True, wanted=False)
    _score_words(gold, own, score)
    _score_clean(gold, own, found, score)
    _score_facts(gold.get("document"), own.document, DOCUMENT_KEYS, "document", score)
    if gold.get("plan"):
        _score_plan(gold["plan"], own, score)
    return score


class _Tables:
    """The rows of one document."""

    def __init__(self, tables: Tables, name: str) -> None:
        self._tables = tables
        same_name = (row for row in tables["documents"] if PurePosixPath(str(row["chemin"])).name == name)
        self.document: Row | None = next(same_name, None)

    def rows(self, table: str) -> list[Row]:
        """All rows of a table that belong to the document."""
        return self.rows_of(table, "document_id", self.document["document_id"] if self.document else None)

    def rows_of(self, table: str, key: str, value: object) -> list[Row]:
        """The rows of a table whose `key` is `value`; none for None."""
        return [] if value is None else [row for row in self._tables.get(table, ()) if row.get(key) == value]


def pair_actions(wanted: Sequence[Row], found: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Each gold action with the found one likest in number and title, the surest pairs first, none used twice."""
    candidates = [
        (_likeness(gold, row), place, other) for place, gold in enumerate(wanted) for other, row in enumerate(found)
    ]
    pairs: list[tuple[Row, Row]] = []
    free_gold, free_found = set(range(len(wanted))), set(range(len(found)))
    for likeness, place, other in sorted(candidates, reverse=True):
        if likeness >= 80 and place in free_gold and other in free_found:
            free_gold.remove(place)
            free_found.remove(other)
            pairs.append((wanted[place], found[other]))
    return pairs


def _likeness(gold: Row, row: Row) -> float:
    titles = (respell(side.get("titre")).casefold() for side in (gold, row))
    same_numbers = sum(
        1 for key in ("fiche_numero", "action_numero") if gold.get(key) and respell(gold[key]) == respell(row.get(key))
    )
    return float(fuzz.token_set_ratio(*titles)) + 40 * same_numbers


def _score_action(wanted: Row, row: Row, own: _Tables, score: Score) -> None:
    for key in HEADER_KEYS:
        want, got = respell(wanted.get(key)), respell(row.get(key))
        right = bool(want) and are_alike(want.casefold(), got.casefold())
        score.counts["entete"].add(right=right, found=bool(got), wanted=bool(want))
        if bool(want or got) and not right:
            score.faults.append(f"{key} : {want!r} lu {got!r}")
    confidence = _confidence_by_champ(row, own)
    for champ in ACTION_CHAMP_NAMES:
        want, got = respell_items(wanted["champs"].get(champ) or []), respell(row.get(champ))
        right = bool(want) and bool(got) and are_alike(want, got)
        _count_champ(score, champ, right=right, exact=want == got != "", found=bool(got), wanted=bool(want))
        if got:
            score.judged.append((confidence.get(champ, 1.0), right))
        if bool(want or got) and not right:
            score.faults.append(f"{champ} : {want[:90]!r} lu {got[:90]!r}")
    _score_others(wanted, row, score)
    for table, kind in _KINDS.items():
        if wanted.get(table) is not None:
            answers = own.rows_of(table, kind.key, row.get("action_id"))
            counted = count_rows(wanted[table], answers, kind.same, kind.champs)
            score.counts[table] += counted
            if counted.right < max(counted.found, counted.wanted):
                score.faults.append(f"{table} : {_show_rows(wanted[table], kind)} lu {_show_rows(answers, kind)}")


def _show_rows(rows: Sequence[Row], kind: "_Kind") -> list[str]:
    """The rows of values in short, those read outside the kind's own champs left out."""
    keys = ("role", "libelle", "nom", "code", "debut", "fin", "horizon", "montant_eur", "financeur", "cible")
    own = [row for row in rows if row.get("champ") in (None, *kind.champs)]
    return [" ".join(str(row[key]) for key in keys if row.get(key) is not None) for row in own]


def _count_champ(score: Score, champ: str, *, right: bool, exact: bool, found: bool, wanted: bool) -> None:
    score.counts["champs"].add(right=right, found=found, wanted=wanted)
    score.counts["exact"].add(right=exact, found=found, wanted=wanted)
    score.by_champ[champ].add(right=right, found=found, wanted=wanted)


def _confidence_by_champ(row: Row, own: _Tables) -> dict[str, float]:
    lowest: dict[str, float] = {}
    for item in own.rows_of("champs", "objet_id", row.get("action_id")):
        if item["champ"] != ENTETE:
            lowest[item["champ"]] = min(lowest.get(item["champ"], 1.0), float(item["confiance"]))
    return lowest


def _score_others(wanted: Row, row: Row, score: Score) -> None:
    """Texts under labels that no champ takes: one right where some found text is like it, whatever the label."""
    raw = row.get("autres") or {}
    got = json.loads(raw) if isinstance(raw, str) else raw
    answers = [{"texte": respell_items(text)} for text in got.values()]
    golds = [{"texte": respell_items(items)} for items in (wanted.get("autres") or {}).values()]
    counted = count_rows(golds, answers, lambda gold, other: are_alike(gold["texte"], other["texte"], 95), frozenset())
    score.counts["autres"] += counted
    if counted.right < max(counted.found, counted.wanted):
        score.faults.append(f"autres : {golds} lu {[(label, str(text)[:60]) for label, text in got.items()]}")


def count_rows(
    wanted: Sequence[Row], found: Sequence[Row], same: Callable[[Row, Row], bool], champs: frozenset[str]
) -> Count:
    """Pair rows one to one. What is left over is a fault only where it was read in one of `champs`, the kind's own, or
    in no champ; an empty `champs` counts every one.
    """
    spare = list(found)
    right = 0
    for gold in wanted:
        hit = next((row for row in spare if same(gold, row)), None)
        if hit is not None:
            spare = [row for row in spare if row is not hit]
            right += 1
    wrong = [row for row in spare if not champs or not row.get("champ") or row["champ"] in champs]
    return Count(right, right + len(wrong), len(wanted))


def _is_same_actor(gold: Row, row: Row) -> bool:
    wanted, found = (
        [text for text in (respell(side.get(key)).casefold() for key in keys) if text]
        for side, keys in ((gold, ("nom", "sigle")), (row, ("nom", "nom_source", "sigle")))
    )
    return gold["role"] == row["role"] and any(fuzz.ratio(one, other) >= 90 for one in wanted for other in found)


def _is_same_period(gold: Row, row: Row) -> bool:
    return all(respell(gold.get(key)) == respell(row.get(key))[:10] for key in ("debut", "fin", "horizon"))


def _is_same_money(gold: Row, row: Row) -> bool:
    if not are_equal_numbers(gold.get("montant_eur"), row.get("montant_eur")):
        return False
    wanted, found = (respell(side.get("financeur")).casefold() for side in (gold, row))
    return not wanted or fuzz.token_set_ratio(wanted, found) >= 85


def _is_same_indicator(gold: Row, row: Row) -> bool:
    wanted, found = (respell(side.get("libelle")).casefold() for side in (gold, row))
    return fuzz.ratio(wanted, found) >= 92 and all(
        are_equal_numbers(gold[key], row.get(key)) for key in ("valeur_initiale", "cible") if gold.get(key)
    )


def _is_same_territory(gold: Row, row: Row) -> bool:
    return all(respell(gold.get(key)) == respell(row.get(key)) for key in ("type", "code"))


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table of values: its key to the action, when two rows are one, and the champs where all of them are in gold."""

    key: str
    same: Callable[[Row, Row], bool]
    champs: frozenset[str]


_KINDS = {
    "acteurs": _Kind("objet_id", _is_same_actor, frozenset({"pilotage", "partenaires", "signataires", "contact"})),
    "echeances": _Kind("objet_id", _is_same_period, frozenset({"calendrier"})),
    "financements": _Kind("action_id", _is_same_money, frozenset({"budget"})),
    "indicateurs": _Kind("action_id", _is_same_indicator, frozenset({"indicateurs"})),
    "territoires": _Kind("objet_id", _is_same_territory, frozenset({"territoire"})),
}


def _gold_texts(gold: Row) -> Iterator[object]:
    for action in gold["actions"]:
        yield from (action.get(key) for key in HEADER_KEYS)
        for items in (*action["champs"].values(), *(action.get("autres") or {}).values()):
            yield from items
    for items in ((gold.get("plan") or {}).get("champs") or {}).values():
        yield from items
    yield from gold.get("hors_champ") or []


def _score_words(gold: Row, own: _Tables, score: Score) -> None:
    """How many of gold's words stand in some row of `champs`."""
    kept = Counter(word for row in own.rows("champs") for word in list_words(row.get("texte")))
    wanted = Counter(word for text in _gold_texts(gold) for word in list_words(text))
    total = wanted.total()
    score.counts["garde"].add(right=(kept & wanted).total(), found=total, wanted=total)
    lost = wanted - kept
    if lost:
        score.faults.append(f"mots perdus : {' '.join(sorted(lost.elements())[:15])}")


def _score_clean(gold: Row, own: _Tables, found: list[Row], score: Score) -> None:
    """Whether the running heads, menus and deleted texts that gold names stay out of the champs."""
    text = " ".join(respell(row.get(champ)) for row in found for champ in ACTION_CHAMP_NAMES)
    for parasite in gold.get("parasites") or []:
        clean = own.document is not None and respell(parasite) not in text
        score.counts["propre"].add_fact(clean)
        if not clean:
            score.faults.append(f"parasite : {parasite}")


def _score_facts(gold: Row | None, row: Row | None, keys: tuple[str, ...], figure: str, score: Score) -> None:
    for key in keys:
        want, got = respell((gold or {}).get(key)), respell((row or {}).get(key))
        if want:
            right = are_equal_numbers(want, got) or are_alike(want.casefold(), got.casefold(), 95) or want == got[:10]
            score.counts[figure].add_fact(right)
            if not right:
                score.faults.append(f"{figure}.{key} : {want!r} lu {got!r}")


def _score_plan(gold: Row, own: _Tables, score: Score) -> None:
    plan = next(iter(own.rows("plans")), {})
    _score_facts(gold, plan, PLAN_KEYS, "plan", score)
    rows = own.rows_of("champs", "objet_id", plan.get("plan_id"))
    for champ, items in (gold.get("champs") or {}).items():
        texts = [row["texte"] for row in sorted(rows, key=lambda row: int(row["ordre"])) if row["champ"] == champ]
        right = are_alike(respell_items(items), respell_items(texts), 90)
        score.counts["plan_champs"].add(right=right, found=bool(texts), wanted=1)
    for table in ("acteurs", "echeances"):
        if gold.get(table):
            kind = _KINDS[table]
            answers = own.rows_of(table, "objet_id", plan.get("plan_id"))
            score.counts[table] += count_rows(gold[table], answers, kind.same, kind.champs)
