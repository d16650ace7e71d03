"""The notebook runs on a fresh conversion of the samples, and shows what it promises."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.batch.run import run_batch
from pipeline.sources import find_sources
from tests.build_samples import SAMPLES

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "premiere_heure.ipynb"


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def test_the_committed_notebook_holds_no_output(notebook: nbformat.NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_a_notebook_imports_and_defines_nothing(notebook: nbformat.NotebookNode) -> None:
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(line.startswith(("def ", "class ")) for source in sources for line in source.splitlines())


@pytest.mark.slow
def test_the_notebook_answers_its_three_questions(
    notebook: nbformat.NotebookNode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_batch(find_sources([SAMPLES]), tmp_path / "out")
    monkeypatch.setenv("OUT", str(tmp_path / "out"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    done = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    cells = [cell for cell in done.cells if cell.cell_type == "code"]
    answers = {cell["source"].splitlines()[-1]: _read_text(cell) for cell in cells}
    without_indicator = next(text for source, text in answers.items() if "indicateurs_lus" in source)
    assert "Créer une équipe de soins coordonnée" in without_indicator
    assert "maison des aidants" not in without_indicator
    pilots = next(text for source, text in answers.items() if "actions pilotées" in source)
    assert "Communauté de communes du Pays d'Orvanne" in pilots.splitlines()[2]
    assert "Axe 1" in answers["croisement"]
    assert any("image/png" in output.data for cell in cells for output in cell.outputs if "data" in output)


def _read_text(cell: nbformat.NotebookNode) -> str:
    return " ".join(output.data.get("text/plain", "") for output in cell.outputs if "data" in output)
