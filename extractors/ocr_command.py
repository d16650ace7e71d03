"""Words of a page's picture by tesseract as a program, where there is no library of it (Windows)."""

import io
import os
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from extractors.ocr import DATA, LANGUAGE, SETTINGS, SPARSE
from extractors.ocr_words import RecognitionError, Word, parse_words
from extractors.raster import POINTS_PER_INCH, PixelBox, Raster
from extractors.scan import WordReader

# A page takes a second; a machine may be busy.
_DEADLINE_S = 120


def find_program() -> str | None:
    """The path of the program; None where it is not installed."""
    return shutil.which("tesseract")


def make_reader(program: str) -> WordReader:
    """A reader of words by the program: the whole page at once, for it loads its data anew each time."""

    def read(page: Raster, cells: list[PixelBox]) -> list[Word]:
        return parse_words(_run(program, page))

    return read


def _run(program: str, page: Raster) -> str:
    """The program's table of words; raises RecognitionError where it fails."""
    picture = io.BytesIO()
    Image.fromarray(page.gray).save(picture, "PNG", compress_level=1)
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [program, "stdin", "stdout", "--tessdata-dir", str(Path(DATA)), "-l", LANGUAGE, "--oem", "1",
               "--psm", str(SPARSE), "--dpi", str(round(page.scale * POINTS_PER_INCH)), "-c", "tessedit_create_tsv=1",
               *settings]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            timeout=_DEADLINE_S,
            check=True,
            # Its own threads make a page on a busy machine take ten times as long.
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise RecognitionError(str(error)) from error
    return done.stdout.decode("utf-8", "replace")
