"""Who may know whom: read from the imports themselves, those inside functions too."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("models", "extractors", "pipeline")
MAY_IMPORT = {"models": {"models"}, "extractors": {"models", "extractors"}, "pipeline": set(PACKAGES)}
# A library of a format, or one that could be exchanged, has one home; lxml has one for each format of markup.
ONE_HOME = (
    "bs4",
    "docx",
    "edtf",
    "frictionless",
    "pdfplumber",
    "pypdfium2",
    "rapidfuzz",
    "spacy",
    "tesserocr",
    "warcio",
    "xlrd",
)
NETWORK = {"aiohttp", "ftplib", "http", "httpcore", "httpx", "requests", "smtplib", "socket", "ssl", "urllib.request"}


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


IMPORTS = {name: set(imported_names(ast.parse(path.read_text(encoding="utf-8")))) for name, path in modules()}


def importers(library: str) -> set[str]:
    return {
        module
        for module, names in IMPORTS.items()
        if any(name == library or name.startswith(f"{library}.") for name in names)
    }


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_a_package_imports_only_what_stands_before_it(module: str) -> None:
    ours = {name.split(".")[0] for name in IMPORTS[module]} & set(PACKAGES)
    assert ours <= MAY_IMPORT[module.split(".", maxsplit=1)[0]]


@pytest.mark.parametrize("module", sorted(name for name in IMPORTS if name.split(".")[0] == "models"))
def test_a_model_imports_the_standard_library_only_and_pyarrow_in_tables(module: str) -> None:
    known = set(sys.stdlib_module_names) | {"models"} | ({"pyarrow"} if module == "models.tables" else set())
    assert {name.split(".")[0] for name in IMPORTS[module]} <= known


@pytest.mark.parametrize("library", ONE_HOME)
def test_a_format_library_is_imported_by_one_module(library: str) -> None:
    assert len(importers(library)) <= 1


def test_lxml_is_imported_by_readers_of_markup_and_packages_only() -> None:
    assert all(
        module.startswith(("extractors.html", "extractors.docx", "extractors.sheet_package"))
        for module in importers("lxml")
    )


def test_only_the_fetching_command_opens_network_connections() -> None:
    users = {module for module, names in IMPORTS.items() if names & NETWORK}
    assert users == {"pipeline.fetch.client"}
    knowing = {module for module, names in IMPORTS.items() if any(name.startswith("pipeline.fetch") for name in names)}
    assert all(module.startswith(("pipeline.fetch", "pipeline.report", "pipeline.cli")) for module in knowing)


def test_only_the_export_knows_the_file_formats_of_the_output() -> None:
    # The reference tables, which the program ships, are Parquet too.
    users = {name for name in importers("csv") | importers("pyarrow.parquet") if "reference" not in name}
    readers = {"extractors.csv_dialect", "extractors.delimited"}
    assert users - readers == {"pipeline.export.csv_tables", "pipeline.export.parquet_tables"}


def test_only_the_command_and_the_reports_know_the_terminal() -> None:
    users = importers("rich") | importers("typer")
    assert all(module == "pipeline.cli" or module.startswith("pipeline.report.") for module in users)


def test_no_document_loads_spacy_unless_it_is_asked_for() -> None:
    code = (
        "import sys\n"
        "from pipeline.convert import convert_source\n"
        "text = 'Fiche action 1 : Marcher\\nObjectifs\\tBouger\\nMise en œuvre\\tFinancé par la CPAM.\\n'\n"
        "rows = convert_source(text.encode(), 'essai.txt').rows\n"
        "print([row['nom'] for row in rows['acteurs']], 'spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['CPAM'] False"


def test_the_command_starts_without_the_heavy_libraries() -> None:
    heavy = "{'bs4', 'docx', 'frictionless', 'lxml', 'numpy', 'pandas', 'pdfplumber', 'pyarrow', 'pypdfium2', 'spacy'}"
    code = f"import sys, pipeline.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
