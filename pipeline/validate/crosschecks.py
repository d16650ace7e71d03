"""What no Table Schema can say: how the rows of the tables hang together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from models.columns import TABLES_BY_NAME
from models.vocabulary.champs import ACTION_CHAMP_NAMES
from pipeline.rows import VALUE_TABLES
from pipeline.validate.violation import Violation

Tables = Mapping[str, Sequence[Mapping[str, Any]]]

_OBJECT_TABLES = {
    "action": ("actions", "action_id"),
    "plan": ("plans", "plan_id"),
    "document": ("documents", "document_id"),
}
_ORDERED = (
    ("echeances", "debut", "fin"),
    ("plans", "date_debut", "date_fin"),
    ("actions", "page_debut", "page_fin"),
    ("financements", "montant_eur", "montant_max_eur"),
)


def check_tables(tables: Tables) -> Iterator[Violation]:
    """Every breach that the tables show together."""
    for check in _CHECKS:
        yield from check(tables)


def _check_objects(tables: Tables) -> Iterator[Violation]:
    """An `objet_id` names a row of the table that `objet` says."""
    known = {objet: {row[key] for row in tables[name]} for objet, (name, key) in _OBJECT_TABLES.items()}
    for name, table in TABLES_BY_NAME.items():
        if "objet_id" not in table.column_names:
            continue
        for line, row in enumerate(tables[name], start=1):
            if row["objet_id"] not in known.get(row["objet"], ()):
                yield Violation(name, f"aucun objet {row['objet']} {row['objet_id']}", line, "objet_id")


def _check_sources(tables: Tables) -> Iterator[Violation]:
    """A value names an item of `champs`, of its own object or of the document that it stands in."""
    items = {(row["objet_id"], row["champ"], row["ordre"]) for row in tables["champs"]}
    documents = {row["plan_id"]: row["document_id"] for row in tables["plans"]}
    documents |= {row["action_id"]: row["document_id"] for row in tables["actions"]}
    for name in VALUE_TABLES:
        for line, row in enumerate(tables[name], start=1):
            owner = row["objet_id"] if "objet_id" in row else row["action_id"]
            item = (row["champ"], row["ordre"])
            if (owner, *item) not in items and (documents.get(owner), *item) not in items:
                yield Violation(name, f"aucun item {row['ordre']} du champ {row['champ']}", line, "ordre")


def _check_columns(tables: Tables) -> Iterator[Violation]:
    """A text column of `actions` is the items of that champ, one a line."""
    items: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for row in tables["champs"]:
        items[row["objet_id"], row["champ"]].append((row["ordre"], row["texte"]))
    for line, action in enumerate(tables["actions"], start=1):
        for name in ACTION_CHAMP_NAMES:
            text = "\n".join(texte for _, texte in sorted(items[action["action_id"], name])) or None
            if text != action[name]:
                yield Violation("actions", "le texte n'est pas celui des items de la table champs", line, name)


def _check_bounds(tables: Tables) -> Iterator[Violation]:
    for name, low, high in _ORDERED:
        for line, row in enumerate(tables[name], start=1):
            if row[low] is not None and row[high] is not None and row[low] > row[high]:
                yield Violation(name, f"{low} dépasse {high}", line, low)


def _check_spans(tables: Tables) -> Iterator[Violation]:
    """A text is as long as the span that it stands in."""
    for line, row in enumerate(tables["champs"], start=1):
        if row["fin"] - row["debut"] != len(row["texte"]):
            yield Violation("champs", "le texte n'a pas la longueur de son passage", line, "fin")


def _check_statuses(tables: Tables) -> Iterator[Violation]:
    """A whole document has no motif, any other has one; what stands in no champ is flagged."""
    flagged = {row["document_id"] for row in tables["signalements"] if row["code"] == "couverture_incomplete"}
    for line, row in enumerate(tables["documents"], start=1):
        if (row["statut"] == "converti") != (row["motif"] is None):
            yield Violation("documents", f"statut {row['statut']} et motif {row['motif']}", line, "motif")
        if row["couverture"] is not None and row["couverture"] < 1 and row["document_id"] not in flagged:
            yield Violation("documents", "couverture incomplète sans signalement", line, "couverture")


_CHECKS: tuple[Callable[[Tables], Iterator[Violation]], ...] = (
    _check_objects,
    _check_sources,
    _check_columns,
    _check_bounds,
    _check_spans,
    _check_statuses,
)
