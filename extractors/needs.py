"""What a reader needs beyond the program itself: libraries that are extras, programs of the system."""

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Need:
    """Something that one of `modules` (Python) or `programs` (on the PATH, or one of `places`) provides.

    `install` is a French sentence: what to run or to install where none of them is there.
    """

    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    install: str = ""

    def find(self) -> str | None:
        """The first of them that is there; None where none is. Nothing is imported or run."""
        for name in self.modules:
            if find_spec(name) is not None:
                return name
        found = next((name for name in self.programs if shutil.which(name)), None)
        return found or next((place for place in self.places if Path(place).is_file()), None)


WEB_EXTRA = "pip install 'fiches[web]'"
"""What installs the libraries for web archives and `fiches fetch`."""

OCR_EXTRA = "pip install 'fiches[ocr]'"
"""What installs text recognition for scans, where there is a wheel of it; elsewhere the program tesseract serves."""
OCR = Need(modules=("tesserocr",), programs=("tesseract",), install=OCR_EXTRA)
INSTALL_OCR = f"install it ({OCR_EXTRA}, or the program tesseract) and try again"
