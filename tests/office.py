"""LibreOffice for the tests: documents of ours in the formats that it writes; tests skip where it is absent."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import docx
import pytest

from extractors.office_convert import find_office
from extractors.office_programs import run_program

FILTERS: Mapping[str, str] = {
    "odt": "odt:writer8",
    "fodt": "fodt:OpenDocument Text Flat XML",
    "rtf": "rtf:Rich Text Format",
    "doc": "doc:MS Word 97",
    "xml": "xml:MS Word 2003 XML",
}
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


@cache
def _make_profile(root: Path) -> str:
    return (root / "profile").as_uri()


def end_with_paragraph(path: Path, folder: Path) -> Path:
    """A copy of a Word file whose body ends with a paragraph, as Word's own always do.

    Without one, LibreOffice's writer of .doc files loses the table that ends the body.
    """
    document = docx.Document(str(path))
    document.add_paragraph("")
    copy = folder / path.name
    document.save(str(copy))
    return copy


def render(paths: list[Path], suffix: str, folder: Path) -> list[Path]:
    """The files that LibreOffice writes of `paths` in another format, in one call."""
    office = find_office()
    assert office is not None
    command = [office, f"-env:UserInstallation={_make_profile(folder.parent)}", "--headless", "--convert-to",
               FILTERS[suffix], "--outdir", folder, *(path.resolve() for path in paths)]  # fmt: skip
    run_program(command, seconds=240, folder=folder)
    made = [folder / f"{path.stem}.{suffix}" for path in paths]
    assert all(path.is_file() for path in made)
    return made
