"""The lexicon of a user's own: labels with their champ in a small TOML file, by default `OUT/libelles.toml`.

Its shape is that of the package's lexicon (`[champ.freins] forms = [...]`, `[entete.titre]`, `[autre]`), so that what
serves many can be moved there as it is.
"""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.errors import UsageError
from models.vocabulary.champs import ACTION_CHAMP_NAMES, AUTRE
from pipeline.label_files import find_user_labels
from pipeline.locations import Location
from pipeline.outputs import LABELS
from pipeline.remote import read_bytes
from pipeline.structure.folding import fold_label
from pipeline.structure.labels import HEADER_NAMES, MAX_LABEL_LENGTH

UserLabels = tuple[tuple[str, str], ...]
"""Labels as written with what each names, in the order of their names and then of the alphabet."""

NAMES = (*ACTION_CHAMP_NAMES, AUTRE, *HEADER_NAMES)
_COLUMN = "autres"  # of the table `actions`, where the champ `autre` stands
_HEAD = """# Libellés appris avec « fiches labels OUT --assign "Libellé=champ" » ; la conversion suivante les applique
# à tous les documents. Casse, accents, pluriels et numérotation ne comptent pas. Ce fichier se modifie aussi à la main.
"""


def read_user_labels(path: Location) -> UserLabels:
    """The labels of a lexicon file. Raises UsageError where it cannot be read or names a champ that does not exist."""
    try:
        raw = tomllib.loads(read_bytes(path).decode("utf-8-sig"))
        labels = list(_list_labels(raw))
    except FileNotFoundError as error:
        raise UsageError(f"{path} : lexique introuvable", "vérifiez le chemin.") from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{path} : lexique illisible ({reason})", "corrigez le fichier ou retirez-le.") from error
    for label, name in labels:
        _check(label, name, str(path))
    return _sort(labels)


def assign_labels(out: Path, assignments: Iterable[str]) -> UserLabels:
    """Write `Libellé=champ` pairs into the lexicon of an output folder; gives all labels that it holds then.

    A label that stood there changes its champ; one without a champ (`Libellé=`) is forgotten. Raises UsageError.
    """
    path = out / LABELS
    known = dict(find_user_labels(out, None))
    for assignment in assignments:
        label, sign, name = (part.strip() for part in assignment.rpartition("="))
        if not sign:
            raise UsageError(f"--assign {assignment!r} : pas de signe =", 'écrivez "Libellé=champ".')
        label = label.rstrip(" :")
        known = {other: champ for other, champ in known.items() if fold_label(other) != fold_label(label)}
        name = AUTRE if name == _COLUMN else name
        if name:
            _check(label, name, f"--assign {assignment!r}")
            known[label] = name
    labels = _sort(known.items())
    try:
        path.write_text(_format(labels), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} : écriture impossible ({error.strerror})", "vérifiez le dossier.") from error
    return labels


def _list_labels(raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
    groups = [*raw.get("champ", {}).items(), *raw.get("entete", {}).items(), (AUTRE, raw.get(AUTRE, {}))]
    for name, entry in groups:
        forms = entry.get("forms", [])
        if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
            raise TypeError(f"{name}.forms n'est pas une liste de libellés")
        yield from ((form, name) for form in forms)


def _check(label: str, name: str, where: str) -> None:
    if name not in NAMES:
        raise UsageError(f"{where} : « {name} » n'est pas un champ", f"choisissez parmi {', '.join(NAMES)}.")
    if not fold_label(label) or len(label) > MAX_LABEL_LENGTH:
        what = f"{where} : « {label} » ne peut pas être un libellé"
        raise UsageError(what, f"donnez un libellé de {MAX_LABEL_LENGTH} caractères au plus, avec au moins un mot.")


def _quote(text: str) -> str:
    """A basic string of TOML: one of JSON, but for the one control character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sort(labels: Iterable[tuple[str, str]]) -> UserLabels:
    return tuple(sorted(labels, key=lambda pair: (NAMES.index(pair[1]), pair[0].casefold(), pair[0])))


def _format(labels: UserLabels) -> str:
    groups: dict[str, list[str]] = defaultdict(list)
    for label, name in labels:
        groups[name].append(label)
    lines = [_HEAD]
    for name, forms in groups.items():
        kind = "entete." if name in HEADER_NAMES else "" if name == AUTRE else "champ."
        listed = "".join(f"  {_quote(form)},\n" for form in forms)
        lines.append(f"[{kind}{name}]\nforms = [\n{listed}]\n")
    return "\n".join(lines)
