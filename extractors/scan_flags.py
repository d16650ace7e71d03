"""What a user should know of pages that were read from their pictures, or could not be."""

from collections.abc import Sequence

from extractors.pdf_scans import ScanReading
from extractors.pdf_tasks import Need, Task
from extractors.scan import Scan
from models.flags import Flag, Gravity

# Doubtful words shown of a page; so many of its words may be in doubt without a warning.
_SHOWN = 5
_FEW = 0.02


def describe_pages(tasks: Sequence[Task], reading: ScanReading) -> list[Flag]:
    """The flags of all such pages, in their order."""
    flags: list[Flag] = []
    for task in tasks:
        number = task.number
        scan = reading.scans.get(number)
        if scan is not None and scan.page.characters:
            flags += describe_scan(scan, task.need)
        elif number in reading.unread:
            flags.append(Flag("ocr_absent", _ABSENT.format(number), Gravity.ERREUR, number))
        elif number in reading.failed:
            flags.append(Flag("texte_perdu", _FAILED.format(number), Gravity.ERREUR, number))
        elif number in reading.kept:
            flags.append(Flag("texte_illisible", _KEPT.format(number), Gravity.AVERTISSEMENT, number))
    return flags


_ABSENT = (
    "Le texte de la page {} est une image : pour le lire, installez la reconnaissance de caractères "
    "(pip install 'fiches[ocr]')."
)
_FAILED = "Le texte de la page {} est une image qui n'a pas pu être lue."
_KEPT = "Le texte de la page {} ne ressemble pas à du français, et son image ne se lit pas mieux."
_GARBLED = "Le texte que le fichier donne pour la page {} est illisible ; il est relu sur son image."
_LAYER = "La page {} est une image ; son texte est celui que le fichier porte, ses cadres sont lus sur l'image."
_READ = "La page {} est une image ; son texte est lu par reconnaissance de caractères (assurance moyenne {} %)."


def describe_scan(scan: Scan, need: Need = Need.SCAN) -> list[Flag]:
    """How a page was read, and which words are in doubt."""
    number = scan.page.number
    if need is Need.LAYERED:
        return [Flag("page_numerisee", _LAYER.format(number), Gravity.INFO, number)]
    share = round(100 * scan.confidence)
    flags = [Flag("page_numerisee", _READ.format(number, share), Gravity.INFO, number)]
    if need is Need.GARBAGE:
        flags.append(Flag("texte_illisible", _GARBLED.format(number), Gravity.INFO, number))
    if len(scan.doubtful) > _FEW * scan.words:
        shown = ", ".join(f"« {word} »" for word in scan.doubtful[:_SHOWN])
        more = ", …" if len(scan.doubtful) > _SHOWN else ""
        count = f"{len(scan.doubtful)} mots" if len(scan.doubtful) > 1 else "Un mot"
        message = f"{count} de la page {number} à vérifier, lus sans assurance : {shown}{more}."
        flags.append(Flag("ocr_incertain", message, Gravity.AVERTISSEMENT, number))
    return flags
