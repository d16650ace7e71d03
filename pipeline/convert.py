"""One source through all stages: bytes in, the rows of every table out. Pure: the same bytes give the same rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from extractors import read_document
from extractors.sniff import HTML, TEXT, UNKNOWN, XHTML, sniff_media_type
from models.action import Reading
from models.columns import TABLES_BY_NAME, Row, Rows
from models.document import Document
from models.errors import MOTIF_DEFINITIONS, Motif, UnreadableSource
from models.flags import Flag, Gravity
from pipeline.collector import pause_collector
from pipeline.coverage import Coverage, measure_coverage
from pipeline.masking import mask_people
from pipeline.normalize import normalize_document
from pipeline.options import DEFAULT_OPTIONS, Options
from pipeline.rows import flag_row, list_places, make_rows
from pipeline.structure import find_structure


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one source: its row of `documents`, and its rows of every other table by the table's name.

    `cause` says in a technical sentence why a document was rejected; it goes to no table.
    """

    document: Row
    rows: Mapping[str, Rows]
    cause: str | None = None


@pause_collector()
def convert_source(data: bytes, name: str, options: Options = DEFAULT_OPTIONS) -> Conversion:
    """Convert one source; `name` is its path as it goes into `documents.chemin`.

    A source that cannot be read gives a row `rejete` with its motif; nothing is raised for it.
    """
    try:
        document = read_document(data, name, pdf_engine=options.pdf_engine)
    except UnreadableSource as error:
        return reject_source(data, name, error.motif, f"{error.what}; {error.remedy}", media_type=name_media_type(data))
    if not document.text.strip():
        motif = Motif.SANS_TEXTE if document.pages else Motif.VIDE
        return reject_source(data, name, motif, "no text was found in it", media_type=document.source.media_type)
    structure = find_structure(document, options.labels)
    reading = normalize_document(document, structure, departement=options.departement, recogniser=options.ner)
    coverage = measure_coverage(document, list_places(reading))
    # Rows are made from the text: a long document's blocks are let go before its rows are there.
    document = replace(document, body=())
    conversion = _make_conversion(document, reading, coverage)
    return _mask(conversion, options) if options.mask_persons else conversion


def _mask(conversion: Conversion, options: Options) -> Conversion:
    row, rows = mask_people(conversion.document, conversion.rows, options.mask_key)
    return replace(conversion, document=row, rows=rows)


def make_conversion(document: Document, reading: Reading) -> Conversion:
    """The rows of a document that was read and understood."""
    return _make_conversion(document, reading, measure_coverage(document, list_places(reading)))


def _make_conversion(document: Document, reading: Reading, coverage: Coverage) -> Conversion:
    flags = _list_flags(document, reading)
    own_flags = () if not coverage.lost else (_coverage_flag(document, coverage),)
    motif = _find_motif(flags, coverage)
    row: Row = {
        "document_id": document.source.sha256,
        "chemin": document.source.name,
        "type_media": document.source.media_type,
        "octets": document.source.size,
        "titre": reading.facts.titre,
        "auteur": reading.facts.auteur,
        "editeur": reading.facts.editeur,
        "date_publication": reading.facts.date_publication,
        "langue": reading.facts.langue,
        "pages": len(document.pages) or None,
        "caracteres": len(document.text),
        "genre": find_genre(document, reading),
        "statut": "converti" if motif is None else "partiel",
        "motif": None if motif is None else str(motif),
        "couverture": coverage.share,
        "url": document.metadata.url,
        "date_collecte": _read_day(document.metadata.captured),
    }
    return Conversion(row, make_rows(document, reading, own_flags))


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def name_media_type(data: bytes) -> str | None:
    """What the bytes show, without parameters; None where they show nothing."""
    media_type = sniff_media_type(data).partition(";")[0] if data else UNKNOWN
    return None if media_type == UNKNOWN else media_type


def reject_source(
    data: bytes | None, name: str, motif: Motif, cause: str, *, media_type: str | None = None
) -> Conversion:
    """The row of a source that gave nothing; `data` is None where not even its bytes could be had."""
    if data is None:
        return reject_content(None, None, name, motif, cause)
    return reject_content(hashlib.sha256(data).hexdigest(), len(data), name, motif, cause, media_type=media_type)


def reject_content(
    document_id: str | None, size: int | None, name: str, motif: Motif, cause: str, *, media_type: str | None = None
) -> Conversion:
    """The same, of bytes that are known by their SHA-256 and number only."""
    row: Row = dict.fromkeys(TABLES_BY_NAME["documents"].column_names)
    row |= {
        "document_id": document_id,
        "chemin": name,
        "type_media": media_type,
        "octets": size,
        "statut": "rejete",
        "motif": str(motif),
    }
    rows = {name: Rows(table) for name, table in TABLES_BY_NAME.items() if name != "documents"}
    if document_id is not None:
        flag = Flag(str(motif), MOTIF_DEFINITIONS[motif], Gravity.ERREUR)
        own = flag_row(document_id, ("document", document_id), flag)
        rows["signalements"] = Rows.of_mappings(TABLES_BY_NAME["signalements"], (own,))
    return Conversion(row, rows, cause)


def find_genre(document: Document, reading: Reading) -> str:
    """What kind of document it is, by what was found in it (a term of `models.vocabulary.documents.GENRES`)."""
    if len(reading.actions) == 1:
        return "fiche"
    if reading.actions:
        return "tableau" if _share_labels(reading) else "recueil"
    media_type = document.source.media_type
    # A page saved as text is known by what it speaks of.
    return "page" if media_type in (HTML, XHTML) or (media_type == TEXT and reading.plan is not None) else "autre"


def _share_labels(reading: Reading) -> bool:
    """Whether the fiches are rows under one header: the same label, at one place, serves several of them."""
    seen: set[int] = set()
    for action in reading.actions:
        starts = {champ.label_place.start for champ in action.fiche.champs if champ.label_place is not None}
        if seen & starts:
            return True
        seen |= starts
    return False


def _list_flags(document: Document, reading: Reading) -> tuple[Flag, ...]:
    plan_flags = reading.plan.values.flags if reading.plan is not None else ()
    action_flags = (flag for action in reading.actions for flag in (*action.fiche.flags, *action.values.flags))
    return (*document.flags, *reading.flags, *plan_flags, *action_flags)


def _find_motif(flags: tuple[Flag, ...], coverage: Coverage) -> Motif | None:
    """Why a document is only partly converted; None where all of its text is in the tables."""
    codes = [flag.code for flag in flags if flag.gravity is Gravity.ERREUR]
    named = next((Motif(code) for code in codes if code in set(Motif)), None)
    if named is not None:
        return named
    return Motif.TEXTE_PERDU if codes or coverage.lost else None


def _coverage_flag(document: Document, coverage: Coverage) -> Flag:
    first = document.slice(coverage.gaps[0]).strip()
    excerpt = first if len(first) <= 60 else f"{first[:59]}…"
    noun = "caractère n'est" if coverage.lost == 1 else "caractères ne sont"
    return Flag("couverture_incomplete", f"{coverage.lost} {noun} dans aucun champ, à commencer par « {excerpt} ».")
