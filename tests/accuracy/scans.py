"""The samples as scans: printed, put on a scanner, and read again; gold is what the sample itself gives.

`printed/` holds what LibreOffice printed of the Word samples; the PDF samples are printed as they are.
"""

import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from models.vocabulary.champs import ACTION_CHAMP_NAMES
from tests.accuracy.content import HERE
from tests.accuracy.gold import HEADER_KEYS
from tests.accuracy.scoring import Count, Row, Tables, score_document
from tests.build_samples import SAMPLES

PRINTED = HERE / "printed"
FIGURES = ("actions", "entete", "champs")


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is scanned: dots an inch, tilt in degrees to either side in turn, noise in steps of grey, quality."""

    name: str
    title: str
    dpi: int
    tilt: float = 0.0
    noise: float = 0.0
    quality: int = 85


SCANNERS = (
    Scanner("scan_net", "200 points par pouce, nette", 200),
    Scanner("scan_use", "150 points par pouce, bruit, 1° de biais", 150, tilt=1.0, noise=18.0, quality=70),
)


def list_samples() -> Iterator[tuple[str, bytes]]:
    """The samples that can be printed, by name, and the PDF that is their print."""
    for path in sorted(SAMPLES.glob("*.pdf")):
        yield path.name, path.read_bytes()
    for path in sorted(PRINTED.glob("*.pdf")):
        yield path.name.removesuffix(".pdf"), path.read_bytes()


def scan_pdf(data: bytes, scanner: Scanner) -> bytes:
    """A PDF of pictures of a PDF's pages. The same bytes every time."""
    first, *others = [_scan_page(page, number, scanner) for number, page in enumerate(pdfium.PdfDocument(data))]
    out = io.BytesIO()
    day = time.gmtime(0)
    first.save(
        out,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=scanner.dpi,
        quality=scanner.quality,
        creationDate=day,
        modDate=day,
    )
    return out.getvalue()


def _scan_page(page: pdfium.PdfPage, number: int, scanner: Scanner) -> Image.Image:
    picture: Image.Image = page.render(scale=scanner.dpi / 72).to_pil().convert("RGB")
    if scanner.tilt:
        tilt = scanner.tilt if number % 2 == 0 else -scanner.tilt
        picture = picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white")
    if not scanner.noise:
        return picture
    dice = np.random.default_rng(number)
    values = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.4))).astype(np.float64)
    values += dice.normal(0, scanner.noise, values.shape[:2])[:, :, None]
    specks = dice.random(values.shape[:2])
    values[specks < 0.0005] = 0
    values[specks > 0.9995] = 255
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def score_scans() -> dict[str, dict[str, Count]]:
    """The figures of each scanner over all samples."""
    from pipeline.batch.single import convert_guarded  # noqa: PLC0415 - heavy, and building alone needs no pipeline

    def convert(data: bytes, name: str) -> Tables:
        conversion = convert_guarded(data, name).conversion
        return {"documents": [conversion.document], **conversion.rows}

    totals = {scanner.name: {figure: Count() for figure in FIGURES} for scanner in SCANNERS}
    for name, printed in list_samples():
        gold = make_gold(convert((SAMPLES / name).read_bytes(), name), name)
        for scanner in SCANNERS:
            score = score_document(gold, convert(scan_pdf(printed, scanner), name))
            for figure in FIGURES:
                totals[scanner.name][figure] += score.counts[figure]
    return totals


def make_gold(tables: Tables, name: str) -> Row:
    """What a reading of a sample says its scan must say."""
    return {"chemin": name, "actions": [_make_action(row) for row in tables["actions"]]}


def _make_action(row: Row) -> Row:
    others = json.loads(row["autres"]) if row["autres"] else {}
    return {
        **{key: row[key] for key in HEADER_KEYS},
        "champs": {champ: row[champ].split("\n") for champ in ACTION_CHAMP_NAMES if row[champ]},
        "autres": {label: text.split("\n") for label, text in others.items()},
    }


def format_scans(totals: dict[str, dict[str, Count]]) -> str:
    """The figures as text, a line a scanner."""
    lines = [f"{'numérisations des exemples':48}" + "".join(f"{figure:>9}" for figure in FIGURES)]
    for scanner in SCANNERS:
        shares = (totals[scanner.name][figure].f1 or 0.0 for figure in FIGURES)
        lines.append(f"{scanner.title:48}" + "".join(f"{share:9.3f}" for share in shares))
    return "\n".join(lines) + "\n"


def list_figures(totals: dict[str, dict[str, Count]]) -> dict[str, float | None]:
    """The share of right champs of each scanner, under its name."""
    return {name: counts["champs"].f1 for name, counts in totals.items()}
