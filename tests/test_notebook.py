"""The notebook runs on a fresh conversion of the samples, and shows what it promises."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.batch import run_batch
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
    shown = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = " ".join(output.data.get("text/plain", "") for output in shown if "data" in output)
    assert "Communauté de communes du Pays d'Orvanne" in texts
    assert "Axe 1" in texts
    assert any("image/png" in output.data for output in shown if "data" in output)
