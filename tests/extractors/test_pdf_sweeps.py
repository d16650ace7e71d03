"""PDFium asked in one go: the compiled module and its Python give the same answers."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from extractors import pdf_calls as calls
from extractors import pdf_sweeps
from tests.compiled import SUFFIX
from tests.sources_only import ROOT

SAMPLES = sorted((ROOT / "data/samples").glob("*.pdf"))
COMPILED = Path(str(pdf_sweeps.__file__)).name.endswith(SUFFIX)
MOST = 100_000


def load_source() -> ModuleType:
    """The Python module, whatever lies beside it."""
    spec = importlib.util.spec_from_file_location("sweeps_in_python", ROOT / "extractors/pdf_sweeps.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def open_pages(path: Path) -> Iterator[tuple[int, int]]:
    """The addresses of each page and of its text."""
    document = calls.PdfDocument(path.read_bytes())
    for index in range(len(document)):
        page = calls.load_page(calls.handle(document), index)
        text = calls.load_text(calls.as_argument(page))
        yield page, text
        calls.text_close(calls.as_argument(text))
        calls.page_close(calls.as_argument(page))
    document.close()


def ask_about_text(sweeps: ModuleType, address: int) -> dict[str, object]:
    page = sweeps.ready(address)
    numbers = list(range(calls.count_chars(calls.as_argument(address))))
    objects = [sweeps.text_object(page, number) for number in numbers]
    return {
        "objects": objects,
        "sides": [sweeps.loose_sides(page, number) for number in numbers],
        "runs": sweeps.measure_runs(page, numbers, numbers[::-1]),
        "looks": sweeps.find_looks([obj for obj in dict.fromkeys(objects) if obj is not None]),
    }


def ask_about_drawing(sweeps: ModuleType, address: int) -> list[object]:
    found: list[object] = []
    waiting = sweeps.list_page_objects(sweeps.ready(address), MOST)
    while waiting:
        obj, kind = waiting.pop()
        found.append((kind, sweeps.read_bounds(obj), sweeps.read_matrix(obj)))
        if kind == calls.FORM_OBJECT:
            waiting += sweeps.list_form_objects(obj, MOST)
        if kind == calls.PATH_OBJECT:
            filled, stroked, count = sweeps.read_modes(obj)
            segments = sweeps.list_segments(obj, count)
            found.append((filled, stroked, segments, sweeps.read_fill_color(obj), sweeps.read_stroke(obj)))
    return found


@pytest.mark.skipif(not COMPILED, reason="no compiled modules: `make compile`")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_compiled_sweeps_give_what_the_source_gives(path: Path) -> None:
    source = load_source()
    for page, text in open_pages(path):
        assert ask_about_text(pdf_sweeps, text) == ask_about_text(source, text)
        assert ask_about_drawing(pdf_sweeps, page) == ask_about_drawing(source, page)


def test_there_are_samples_with_texts_and_paths() -> None:
    answers = [
        (ask_about_text(pdf_sweeps, text), ask_about_drawing(pdf_sweeps, page))
        for path in SAMPLES
        for page, text in open_pages(path)
    ]
    assert any(text["looks"] for text, _ in answers)
    assert any(len(drawing) > 10 for _, drawing in answers)


def test_runs_must_have_an_end_each() -> None:
    pages = open_pages(SAMPLES[0])
    _, text = next(pages)
    with pytest.raises(ValueError, match="last characters"):
        pdf_sweeps.measure_runs(pdf_sweeps.ready(text), [0, 1], [0])


@pytest.mark.skipif(not COMPILED, reason="no compiled modules: `make compile`")
def test_compiled_sweeps_refuse_what_is_no_handle() -> None:
    null = pdf_sweeps.ready(0)
    with pytest.raises(ValueError, match="null pointer"):
        pdf_sweeps.text_object(null, 0)
    with pytest.raises(ValueError, match="null pointer"):
        pdf_sweeps.find_looks([0])
    with pytest.raises(TypeError):
        pdf_sweeps.measure_runs(null, [0])  # type: ignore[call-arg]  # what is wrong is what is tried
    pages = open_pages(SAMPLES[0])
    _, text = next(pages)
    with pytest.raises(TypeError):
        pdf_sweeps.measure_runs(pdf_sweeps.ready(text), ["a"], [0])  # type: ignore[list-item]  # as above
