"""The figures of docs/scale.md: of a few documents here, so that whoever measures many measures the right thing."""

from pathlib import Path

import pytest

from tests.soak.scale import HEADS, MEGABYTE, Watched, measure


def test_a_run_is_parted_where_its_workers_rest_for_good() -> None:
    seen = Watched(seconds=10.0)
    # When, memory of the process that leads, work of its workers so far: a pause at 3 s is none for good.
    seen.looks = [(1.0, 90, 1.0), (2.0, 95, 2.0), (3.0, 94, 2.0), (4.0, 93, 3.0), (5.0, 200, 3.0), (6.0, 250, 3.0)]
    assert seen.split() == (6.0, 95, 250)


def test_a_run_that_nobody_looked_at_has_no_figures() -> None:
    with pytest.raises(ValueError, match="before it was looked at"):
        Watched(seconds=1.0).split()


def test_the_figures_of_a_few_documents_are_those_of_their_run(tmp_path: Path) -> None:
    line = dict(zip(HEADS, measure(tmp_path, 40, 1), strict=True))
    out = tmp_path / "out"
    results = list((out / ".fiches" / "resultats").rglob("*.result"))
    assert (line["documents"], line["workers"], len(results)) == ("40", "1", 40)
    assert line["store"] == f"{sum(path.stat().st_size for path in results) / MEGABYTE:,.0f} MB"
    tables = sum(path.stat().st_size for path in out.rglob("*") if path.is_file() and ".fiches" not in path.parts)
    assert line["tables"] == f"{tables / MEGABYTE:,.0f} MB"
    # The process that leads has Python and Arrow in memory, a worker the lexicons too.
    assert 20 < int(line["memory, leading process, converting"].removesuffix(" MB")) < 1_000
    assert 20 < int(line["memory, a worker"].removesuffix(" MB")) < 1_000


def test_a_run_that_leaves_a_document_out_gives_no_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.soak.scale.make_documents", lambda folder, count: _make_documents(folder, count - 1))
    with pytest.raises(RuntimeError, match="3 rows for 4 documents"):
        measure(tmp_path, 4, 1)


def _make_documents(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"Fiche action n° {number}\nObjectifs : Ouvrir", encoding="utf-8")
