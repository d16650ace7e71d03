"""Programs of the system: found where installers put them, killed when they take too long."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from extractors import office_convert, office_programs
from extractors.heartbeat import listen
from extractors.office_convert import OldFile, convert_to_docx
from extractors.office_programs import ProgramFailed, find_program, run_program
from tests.office import needs_office


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_program_is_found_on_the_path_or_where_installers_put_it(tmp_path: Path) -> None:
    place = tmp_path / "soffice.com"
    assert find_program(["no-such-program-of-ours"], [str(place)]) is None
    place.write_bytes(b"")
    assert find_program(["no-such-program-of-ours"], [str(place)]) == place


def test_what_a_program_writes_and_its_code_come_back(tmp_path: Path) -> None:
    code, written = run_program(
        python("import os; print(os.getcwd()); raise SystemExit(3)"), seconds=30, folder=tmp_path
    )
    assert code == 3
    assert Path(written.decode().strip()).samefile(tmp_path)


def test_a_program_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ProgramFailed, match="seconds"):
        run_program(python("import time; time.sleep(60)"), seconds=0.2, folder=tmp_path)
    assert time.monotonic() - begun < 30


def test_whoever_watches_hears_that_a_program_still_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_programs, "_BREATH", 0.05)
    heard: list[int] = []
    with listen(lambda: heard.append(1)):
        run_program(python("import time; time.sleep(0.6)"), seconds=30, folder=tmp_path)
    assert heard


def test_a_program_that_cannot_start_says_so(tmp_path: Path) -> None:
    missing = tmp_path / "absent"
    if sys.platform == "win32":
        with pytest.raises(ProgramFailed, match="started"):
            run_program([missing], seconds=5, folder=tmp_path)
    else:
        assert run_program([missing], seconds=5, folder=tmp_path)[0] == 127


def test_without_libreoffice_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_convert, "find_office", lambda: None)
    with pytest.raises(ProgramFailed, match="not installed"):
        convert_to_docx([OldFile(b"x", ".rtf")])


@pytest.mark.skipif(sys.platform == "win32", reason="writes a shell script")
def test_files_of_a_format_go_in_one_call_and_a_new_profile_is_started_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "soffice"
    office.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n[ -e {tmp_path}/made ] || {{ touch {tmp_path}/made; exit 81; }}\n'
        "mkdir -p out; for f in *.rtf *.doc; do\n"
        '[ "$f" = 1.rtf ] || cp "$f" "out/${f%.*}.docx" 2>/dev/null; done\nexit 0\n',
        encoding="utf-8",
    )
    office.chmod(0o755)
    monkeypatch.setattr(office_convert, "find_office", lambda: office)
    files = [OldFile(b"a", ".rtf"), OldFile(b"b", ".rtf"), OldFile(b"c", ".doc", "MS Word 97")]
    assert convert_to_docx(files) == [b"a", None, b"c"]
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert [line.split("/out ")[1] for line in calls] == ["0.rtf 1.rtf", "0.rtf 1.rtf", "2.doc"]
    assert "--infilter=MS Word 97" in calls[2]
    assert all("-env:UserInstallation=file://" in line for line in calls)


@pytest.mark.skipif(sys.platform == "win32", reason="does not tell which processes live")
def test_profiles_of_dead_processes_are_swept_and_those_of_living_ones_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    gone = subprocess.Popen(python(""))
    gone.wait()
    dead, alive = (tmp_path / f"fiches-office-{pid}-x" for pid in (gone.pid, os.getpid()))
    for folder in (dead, alive):
        folder.mkdir()
    office_convert.sweep_profiles()
    assert (dead.exists(), alive.exists()) == (False, True)


@needs_office
@pytest.mark.slow
def test_a_damaged_file_among_sound_ones_is_the_only_one_lost() -> None:
    sound = OldFile(rb"{\rtf1\ansi Constat\par}", ".rtf", "Rich Text Format")
    first, broken, last = convert_to_docx([sound, OldFile(bytes(600), ".doc", "MS Word 97"), sound])
    assert first is not None
    assert first[:2] == b"PK"
    assert last is not None
    assert broken is None
