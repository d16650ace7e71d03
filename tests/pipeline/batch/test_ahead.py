"""Old documents of a run go to LibreOffice in groups; all others pass at once."""

from pathlib import Path

import pytest

from extractors import office_ahead
from extractors.office_convert import OldFile
from pipeline.batch import ahead
from pipeline.batch.ahead import convert_with_others, group_old_documents
from pipeline.batch.tasks import Task


def task(name: str, size: int = 100) -> Task:
    return Task(name, name, Path(name), size)


def test_old_documents_wait_for_a_group_and_its_first_one_names_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "find_office", lambda: Path("soffice"))
    monkeypatch.setattr(ahead, "_GROUP", 2)
    names = ["a.doc", "b.pdf", "c.RTF", "d.doc", "e.docx", "f.doc"]
    found = list(group_old_documents([*map(task, names), task("g.doc", 50_000_000), task("h.wps")]))
    assert [(one.path.name, [other.name for other in one.others]) for one in found] == [
        ("b.pdf", []), ("a.doc", ["c.RTF"]), ("c.RTF", []), ("e.docx", []), ("d.doc", ["f.doc"]), ("f.doc", []),
        ("g.doc", []), ("h.wps", []),
    ]  # fmt: skip


def test_without_libreoffice_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "find_office", lambda: None)
    assert list(group_old_documents([task("a.doc"), task("b.pdf")])) == [task("a.doc"), task("b.pdf")]


def test_what_is_gone_or_no_old_document_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[OldFile] = []
    monkeypatch.setattr(office_ahead, "convert_ahead", asked.extend)
    page, other = tmp_path / "page.doc", tmp_path / "autre.doc"
    page.write_bytes(b"<html><body>Constat</body></html>")
    other.write_bytes(rb"{\rtf1 autre}")
    convert_with_others(rb"{\rtf1 un}", [page, other, tmp_path / "absent.doc"])
    assert [(file.data, file.suffix) for file in asked] == [(rb"{\rtf1 un}", ".rtf"), (rb"{\rtf1 autre}", ".rtf")]
    assert office_ahead.take_converted(rb"{\rtf1 un}") is None
