"""A wheel built from the tree installs and works where the tree is not."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.pipeline.invented import BYTES

ROOT = Path(__file__).parents[1]
PACKAGES = ("models", "extractors", "pipeline")
DEADLINE = 300


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"FICHES_COMPILE": "0"}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("fiches-*.whl")
    return path


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment, which borrows the libraries of this one but not the tree."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False)
    names = {"base": str(home), "platbase": str(home)}
    purelib = Path(sysconfig.get_path("purelib", "venv", vars=names))
    # A path in a .pth file is searched, but the .pth files in it are not read: the editable install stays out.
    (purelib / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    folder = Path(sysconfig.get_path("scripts", "venv", vars=names))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(home))
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    return folder


def test_the_wheel_holds_the_three_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == set(PACKAGES)


def test_the_wheel_holds_what_the_program_knows(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    known = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix in {".toml", ".parquet", ".md", ".txt", ".json", ".traineddata"}
    }
    assert {"pipeline/lexicon/labels.toml", "extractors/tessdata/fra.traineddata"} <= known
    assert known <= names


def test_the_installed_command_works_far_from_the_tree(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "fiche.txt").write_bytes(BYTES)
    where = "import pipeline, extractors, models; print(pipeline.__file__, extractors.__file__, models.__file__)"
    assert str(ROOT) not in run(scripts / "python", "-c", where, cwd=tmp_path)
    assert run(scripts / "fiches", "--version", cwd=tmp_path).startswith("fiches ")
    summary = json.loads(run(scripts / "fiches", "convert", "fiche.txt", "-o", "out", "--json", cwd=tmp_path))
    assert summary["statuts"]["converti"] == 1
    run(scripts / "fiches", "validate", "out", cwd=tmp_path)
