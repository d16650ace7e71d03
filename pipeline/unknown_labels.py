"""Labels that no champ took: what to add to the lexicon, most frequent first."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from models.vocabulary.champs import AUTRE
from pipeline.export.parquet_tables import read_parquet
from pipeline.label_files import find_user_labels
from pipeline.structure.folding import fold_label


@dataclass(frozen=True, slots=True)
class UnknownLabel:
    """A label as most often written, in how many objects it labels text, in how many documents, and an example."""

    label: str
    count: int
    documents: int
    example: str


def find_unknown_labels(out: Path) -> tuple[UnknownLabel, ...]:
    """The labels of the champs `autre` of an output folder, by frequency, but for those that its lexicon leaves there.

    Raises UsageError without tables.
    """
    decided = {fold_label(label) for label, _ in find_user_labels(out, None)}
    table: pa.Table = read_parquet(out, "champs")
    rows = table.filter(pc.equal(table["champ"], AUTRE)).select(["libelle", "objet_id", "document_id", "texte"])
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    objects: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    examples: dict[str, str] = {}
    for row in rows.to_pylist():
        label = row["libelle"] or ""
        if decided and fold_label(label) in decided:
            continue
        key = label.casefold().strip(" :.")
        spellings[key][label] += 1
        objects[key].add(row["objet_id"])
        documents[key].add(row["document_id"])
        examples.setdefault(key, row["texte"])
    found = (
        UnknownLabel(counter.most_common(1)[0][0], len(objects[key]), len(documents[key]), examples[key])
        for key, counter in spellings.items()
    )
    return tuple(sorted(found, key=lambda unknown: (-unknown.count, unknown.label.casefold(), unknown.label)))
