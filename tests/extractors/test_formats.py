"""What is read on this machine: asked of the readers, one name for each format."""

import pytest

from extractors import READERS
from extractors import formats as formats_module
from extractors.formats import Availability, list_formats, name_format
from extractors.needs import Need


def test_every_reader_stands_in_the_list_under_a_french_name() -> None:
    listed = {format_.title for format_ in list_formats()}
    for reader in READERS:
        names = [name for media_type in reader.media_types if (name := name_format(media_type)) is not None]
        assert names, reader.module
        assert {title for title, _ in names} <= listed


def test_no_format_is_listed_twice() -> None:
    titles = [format_.title for format_ in list_formats()]
    assert len(titles) == len(set(titles))


def test_a_format_nobody_reads_says_what_to_do() -> None:
    unread = [format_ for format_ in list_formats() if format_.availability is Availability.UNREAD]
    assert {".pptx"} <= {suffix for format_ in unread for suffix in format_.suffixes}
    assert all(format_.remedy for format_ in unread)


def test_a_format_whose_library_is_missing_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    need = Need(modules=("no_such_module_of_ours",), install="pip install quelque-chose")
    warc = next(reader for reader in READERS if reader.module == "extractors.warc").load()
    monkeypatch.setattr(warc, "NEEDS", (need,))
    found = {format_.title: format_ for format_ in formats_module.list_formats()}
    assert (found["Archive web"].availability, found["Archive web"].needs) == (Availability.MISSING, (need,))
    assert found["PDF"].availability is Availability.READ


def test_a_need_is_met_by_any_of_its_modules_or_programs() -> None:
    assert Need(modules=("no_such_module_of_ours", "json")).find() == "json"
    assert Need(programs=("no-such-program-of-ours",)).find() is None
