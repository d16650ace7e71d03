"""Rebuild `territories.parquet` from an unpacked copy of the npm package `@etalab/decoupage-administratif`.

    python -m pipeline.reference.build_territories PACKAGE/data DICTIONARY/index.dic

The second argument is the word list of the npm package `dictionary-fr`: names that are also French words are marked,
the list itself is not kept. See README.md beside this file for vintage and licences.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

OUTPUT = Path(__file__).with_name("territories.parquet")
VINTAGE = "2026"
SCHEMA = pa.schema(
    [
        pa.field("type", pa.dictionary(pa.int8(), pa.string())),
        pa.field("code", pa.string()),
        pa.field("nom", pa.string()),
        pa.field("nature", pa.dictionary(pa.int8(), pa.string())),
        pa.field("departement", pa.dictionary(pa.int16(), pa.string())),
        pa.field("region", pa.dictionary(pa.int8(), pa.string())),
        pa.field("epci", pa.dictionary(pa.int16(), pa.string())),
        pa.field("population", pa.int32()),
        pa.field("mot", pa.bool_()),
        pa.field("centre", pa.string()),
        pa.field("alias", pa.list_(pa.string())),
    ],
    metadata={
        "source": "@etalab/decoupage-administratif 6.0.0",
        "millesime": VINTAGE,
        "licence": "Licence Ouverte 2.0",
    },
)
# INSEE codes of the regions of before 2016, which plans and actors' names still use.
FORMER_REGIONS = {
    "21": "Champagne-Ardenne", "22": "Picardie", "23": "Haute-Normandie", "25": "Basse-Normandie",
    "26": "Bourgogne", "31": "Nord-Pas-de-Calais", "41": "Lorraine", "42": "Alsace", "43": "Franche-Comté",
    "54": "Poitou-Charentes", "72": "Aquitaine", "73": "Midi-Pyrénées", "74": "Limousin", "82": "Rhône-Alpes",
    "83": "Auvergne", "91": "Languedoc-Roussillon",
}  # fmt: skip
# As people write them, beside the official name.
KNOWN_AS = {
    ("region", "93"): ["PACA", "Région Sud"],
    ("region", "24"): ["Centre Val de Loire", "Région Centre"],
    ("region", "27"): ["Bourgogne Franche-Comté"],
    ("region", "84"): ["AURA"],
    ("region", "11"): ["IDF", "IdF"],
    ("region", "31"): ["Nord Pas-de-Calais"],
    ("departement", "974"): ["Réunion"],
    ("departement", "90"): ["Belfort"],
}
_KIND = re.compile(r"^(?:CC|CA|CU)\s+")
_LINK = re.compile(r"^(?:de la |de l'|du |des |de |d'|le |la |les |l')", re.IGNORECASE)
_KIND_NAMES = ("Agglomération", "Agglo", "Métropole", "Communauté", "Intercommunalité")


def main() -> None:
    """Read the two packages and write the table beside this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder `data` of the package decoupage-administratif")
    parser.add_argument("words", type=Path, help="`index.dic` of the package dictionary-fr")
    args = parser.parse_args()
    rows = build_rows(
        {path.stem: _read_json(path) for path in sorted(args.data.glob("*.json"))}, read_words(args.words)
    )
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), OUTPUT, compression="zstd", compression_level=19)


def _read_json(path: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return content


def read_words(path: Path) -> frozenset[str]:
    """The lower-case entries of a Hunspell word list, without their affix codes."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(word for line in lines if (word := re.split(r"[/\t ]", line, maxsplit=1)[0]).islower())


def build_rows(data: Mapping[str, list[dict[str, Any]]], known: frozenset[str]) -> list[dict[str, Any]]:
    """One row a territory: régions, départements, EPCI, then communes, each kind by code."""
    communes = data["communes"]
    place = {commune["code"]: commune for commune in communes if commune["type"] == "commune-actuelle"}
    epci_of = {member["code"]: epci["code"] for epci in data["epci"] for member in epci["membres"]}
    rows = [*_regions(data["regions"]), *_departements(data["departements"])]
    rows += _groups(data["epci"], place, "epci")
    rows += _groups(data["ept"], place, "ept")
    rows += [_commune(commune, epci_of, known) for commune in communes]
    order = ("region", "departement", "epci", "commune")
    return sorted(rows, key=lambda row: (order.index(row["type"]), row["code"], row["nature"], row["nom"]))


def _row(kind: str, code: str, name: str, nature: str) -> dict[str, Any]:
    empty = dict.fromkeys(("departement", "region", "epci", "population", "centre"))
    return {"type": kind, "code": code, "nom": name, "nature": nature, **empty, "mot": False, "alias": []}


def _regions(regions: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for region in regions:
        if len(region["code"]) == 2:
            yield _row("region", region["code"], region["nom"], "actuelle") | _known_as("region", region["code"])
    for code, name in FORMER_REGIONS.items():
        yield _row("region", code, name, "ancienne") | _known_as("region", code)


def _departements(departements: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for departement in departements:
        code = departement["code"]
        row = _row("departement", code, departement["nom"], "actuel")
        yield row | {"departement": code, "region": departement["region"]} | _known_as("departement", code)


def _known_as(kind: str, code: str) -> dict[str, Any]:
    return {"alias": KNOWN_AS.get((kind, code), [])}


def _commune(commune: dict[str, Any], epci_of: Mapping[str, str], known: frozenset[str]) -> dict[str, Any]:
    code = commune["code"]
    row = _row("commune", code, commune["nom"], commune["type"].removeprefix("commune-"))
    return row | {
        "departement": commune["departement"] if "departement" in commune else code[:3],
        "region": commune.get("region"),
        "epci": epci_of.get(code) or epci_of.get(commune.get("chefLieu", "")),
        "population": commune.get("population"),
        "mot": is_word(commune["nom"], known),
    }


def is_word(name: str, known: frozenset[str]) -> bool:
    """Whether a name could be plain words with a capital: no hyphen, each word (singular or verb) in the list."""
    return "-" not in name and all(_known_word(word, known) for word in re.findall(r"\w+", name.lower()))


def _known_word(word: str, known: frozenset[str]) -> bool:
    forms = {word, word.rstrip("s"), word.rstrip("x"), word.removesuffix("e"), word.removesuffix("es")}
    forms |= {re.sub(r"é(?:e?s?)$", "er", word), re.sub(r"aux$", "al", word)}
    return len(word) < 2 or bool(forms & known)


def _groups(groups: list[dict[str, Any]], place: Mapping[str, Any], nature: str) -> Iterator[dict[str, Any]]:
    names = frozenset(commune["nom"] for commune in place.values())
    aliases = {group["code"]: _aliases(group, names) for group in groups}
    taken = Counter(alias for found in aliases.values() for alias in found)
    for group in groups:
        members = [place[member["code"]] for member in group["membres"] if member["code"] in place]
        by_departement: dict[str, int] = defaultdict(int)
        for member in members:
            by_departement[member["departement"]] += member.get("population") or 0
        departement = max(sorted(by_departement), key=lambda code: by_departement[code], default=None)
        yield _row("epci", group["code"], group["nom"], "ept" if nature == "ept" else group["type"].lower()) | {
            "departement": departement,
            "region": next((member.get("region") for member in members if member["departement"] == departement), None),
            "population": group["populationMunicipale"],
            "centre": _centre(group),
            # A form that two groups share names neither.
            "alias": [alias for alias in aliases[group["code"]] if taken[alias] == 1],
        }


def _centre(group: dict[str, Any]) -> str:
    """The member with the most inhabitants."""
    name: str = max(group["membres"], key=lambda member: member["populationMunicipale"])["nom"]
    return name


def _aliases(group: dict[str, Any], communes: frozenset[str]) -> list[str]:
    """What a group is called beside its official name, best first; the bare name of a commune is not among them."""
    bases = [_LINK.sub("", base) for base in _bases(group["nom"])]
    found = [base for base in bases if len(base) > 3]
    if group["type"] in {"CA", "CU", "METRO", "MET69"}:
        found += [f"{_centre(group)} {kind}" for kind in _KIND_NAMES] + [f"Grand {_centre(group)}"]
    return [alias for alias in dict.fromkeys(found) if alias not in communes]


def _bases(name: str) -> list[str]:
    """The name without the kind of group; what stands in brackets or quotes is a name of its own."""
    inner = [a or b for a, b in re.findall(r"''([^']+)''|\(([^)]+)\)", name)]
    outer = re.sub(r"\s*(?:''[^']+''|\([^)]+\))", "", _KIND.sub("", name)).strip()
    return [outer, *(_KIND.sub("", text) for text in inner)]


if __name__ == "__main__":
    main()
