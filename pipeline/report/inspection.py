"""One document for reading in a terminal: hierarchy, champs with their places, values, flags."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.text import Text
from rich.tree import Tree

from models.columns import Row
from models.columns.sources import ALL_CHAMPS
from models.errors import MOTIF_DEFINITIONS, Motif
from models.vocabulary.champs import ACTION_CHAMPS, PLAN_ONLY_CHAMPS
from pipeline.convert import Conversion
from pipeline.report.console import make_console
from pipeline.rows import VALUE_TABLES

_SHORT = 110
_LABELS = {term.name: term.label for term in ALL_CHAMPS}
_ORDER = {term.name: rank for rank, term in enumerate((*ACTION_CHAMPS, *PLAN_ONLY_CHAMPS))}
_HEADING = "bold"
_NOTE = "dim"
# What a value's row repeats of its action, champ or text.
_KEYS = frozenset({"objet", "objet_id", "action_id", "champ", "ordre"})


def make_inspection(conversion: Conversion) -> dict[str, Any]:
    """All rows of one document, by table: what `inspect --json` writes."""
    tables: dict[str, Any] = {"documents": [conversion.document]}
    return tables | {name: list(rows) for name, rows in conversion.rows.items()} | {"cause": conversion.cause}


def show_inspection(conversion: Conversion, *, verbose: bool) -> None:
    """Print the document as a tree; texts are cut to a line unless `verbose`."""
    make_console().print(_Inspection(conversion, verbose=verbose).build())


class _Inspection:
    """Builds the tree from the document's rows, so that it shows what the tables will hold."""

    def __init__(self, conversion: Conversion, *, verbose: bool) -> None:
        self._conversion = conversion
        self._verbose = verbose
        self._champs = _by_owner(conversion.rows["champs"])
        self._flags = _by_owner(conversion.rows["signalements"])
        self._values = {name: _by_owner(conversion.rows[name]) for name in VALUE_TABLES}

    def build(self) -> Tree:
        """The whole tree."""
        document = self._conversion.document
        tree = Tree(Text(_describe_document(document), style=_HEADING))
        self._add_facts(tree, document, ("titre", "auteur", "editeur", "date_publication", "langue"))
        if document["motif"]:
            tree.add(Text(MOTIF_DEFINITIONS[Motif(str(document["motif"]))]))
        if self._conversion.cause:
            tree.add(Text(self._conversion.cause, style=_NOTE))
        self._add_flags(tree, str(document["document_id"]))
        for plan in self._conversion.rows["plans"]:
            node = tree.add(Text(f"Plan : {plan['titre'] or 'sans titre'}", style=_HEADING))
            facts = [name for name in plan if name not in ("plan_id", "document_id", "titre")]
            self._add_facts(node, plan, facts)
            self._add_object(node, str(plan["plan_id"]))
        for action in self._conversion.rows["actions"]:
            self._add_action(tree, action)
        rest = tree.add(Text("Hors fiche", style=_HEADING))
        self._add_object(rest, str(document["document_id"]), with_flags=False)
        if not rest.children:
            tree.children.remove(rest)
        return tree

    def _add_action(self, tree: Tree, action: Row) -> None:
        numbers = [
            f"{noun} {action[name]}"
            for noun, name in (("fiche", "fiche_numero"), ("action", "action_numero"))
            if action[name]
        ]
        title = " - ".join((f"Action {action['rang']}", *numbers, str(action["titre"] or "sans titre")))
        node = tree.add(Text(title, style=_HEADING))
        for noun in ("axe", "objectif"):
            number, name = action[f"{noun}_numero"], action[f"{noun}_titre"]
            if number or name:
                node.add(Text(f"{noun} {' : '.join(str(part) for part in (number, name) if part)}"))
        self._add_object(node, str(action["action_id"]))

    def _add_object(self, node: Tree, objet_id: str, *, with_flags: bool = True) -> None:
        for name, rows in _by_champ(self._champs[objet_id]):
            for champ_rows in _by_label(rows):
                champ = node.add(_describe_champ(name, champ_rows[0]))
                for row in champ_rows:
                    text = Text(f"{_describe_place(row)}  ", style=_NOTE)
                    champ.add(text.append(self._shorten(str(row["texte"])), style="not dim"))
        for table in VALUE_TABLES:
            if self._values[table][objet_id]:
                values = node.add(Text(table, style=_HEADING))
                for row in self._values[table][objet_id]:
                    values.add(Text(_describe_value(row)))
        if with_flags:
            self._add_flags(node, objet_id)

    def _add_facts(self, node: Tree, row: Row, names: Iterable[str]) -> None:
        for name in names:
            if row[name] is not None:
                node.add(Text(f"{name} : {self._shorten(str(row[name]))}"))

    def _add_flags(self, node: Tree, objet_id: str) -> None:
        for row in self._flags[objet_id]:
            page = f"p. {row['page']} : " if row["page"] else ""
            node.add(Text(f"{row['gravite']} {row['code']} : {page}{row['message']}", style="yellow"))

    def _shorten(self, text: str) -> str:
        if self._verbose:
            return text
        line = " / ".join(text.split("\n"))
        return line if len(line) <= _SHORT else f"{line[: _SHORT - 3]}..."


def _describe_document(document: Row) -> str:
    pages = f"{document['pages']} p." if document["pages"] else None
    share = None if document["couverture"] is None else f"couverture {document['couverture']}"
    parts = (document["statut"], document["motif"], document["genre"], document["type_media"], pages, share)
    return f"{document['chemin']} : {', '.join(str(part) for part in parts if part)}"


def _describe_champ(name: str, row: Row) -> Text:
    label = f"« {row['libelle']} », " if row["libelle"] else ""
    return Text(_LABELS[name], style=_HEADING).append(
        f"  {label}{row['methode']} {row['confiance']}", style=f"not bold {_NOTE}"
    )


def _describe_place(row: Row) -> str:
    page = f"p. {row['page']}, " if row["page"] else ""
    return f"{page}{row['debut']}-{row['fin']}"


def _describe_value(row: Row) -> str:
    parts = [f"{name} : {value}" for name, value in row.items() if name not in _KEYS and value is not None]
    return f"{' | '.join(parts)} ({row['champ']} {row['ordre']})"


def _by_owner(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    owners: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        owners[str(row.get("objet_id", row.get("action_id")))].append(row)
    return owners


def _by_champ(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows by champ, in the order of the columns of `actions`; header and stray texts last."""
    names: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        names[str(row["champ"])].append(row)
    yield from sorted(names.items(), key=lambda item: _ORDER.get(item[0], len(_ORDER)))


def _by_label(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Runs of rows under one label, recognised in one way."""
    for _, run in groupby(rows, key=lambda row: (row["libelle"], row["methode"], row["confiance"])):
        yield list(run)
