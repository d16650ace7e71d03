"""Compiles the modules in which the time goes, with mypyc, where there is a C compiler; elsewhere all stays Python.

A module that has a C source beside it is compiled from that, and does the same as its Python.
hatchling calls `CompileHook` for each wheel. `python hatch_build.py` puts the compiled modules beside their sources,
where the interpreter prefers them; `python hatch_build.py --remove` takes them away. Which modules these are stands in
`pyproject.toml`. `FICHES_COMPILE=0` leaves a wheel as it is, `FICHES_COMPILE=1` refuses one that was not compiled.
"""

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
_SUFFIX = str(sysconfig.get_config_var("EXT_SUFFIX"))
_SWITCH = "FICHES_COMPILE"
# Optimising further takes the compiler half as long again, for nothing that one could measure.
_OPTIMISATION = "2"
# What mypyc's code calls only to raise an error. Told so, the compiler puts the ways there, a third of the code, apart
# from the rest: what runs stays together in the processor's caches, and what never runs is never loaded.
_RARE = """#include <Python.h>
#include <CPy.h>
#define RARE(name) __attribute__((cold)) __typeof__(name) name
RARE(CPy_AddTraceback);
RARE(CPy_TypeError);
RARE(CPy_TypeErrorTraceback);
RARE(CPy_AttributeError);
RARE(CPyError_OutOfMemory);
RARE(CPyTagged_DecRef);
RARE(CPyTagged_XDecRef);
static RARE(CPy_DecRef);
static RARE(CPy_XDecRef);
"""


class CompileHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel; an editable install is left alone, for there sources change."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless told not to; a wheel without compiled modules works as well, only slower."""
        wanted = os.environ.get(_SWITCH, "")
        if version == "editable" or wanted == "0":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="fiches-compiled-", ignore_cleanup_errors=True)
        target = Path(self._folder.name)
        try:
            subprocess.run([sys.executable, str(ROOT / "hatch_build.py"), "--into", str(target)], cwd=ROOT, check=True)
        except subprocess.CalledProcessError:
            if wanted == "1":
                raise
            self.app.display_warning("No module was compiled (see above): fiches takes 1.4 times as long for a PDF.")
            return
        for path in _find_compiled(target):
            build_data["force_include"][str(path)] = path.relative_to(target).as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled: the wheel has it."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def main() -> int:
    """Compile into a folder, or beside the sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT, help="the folder that gets the compiled modules")
    parser.add_argument("--remove", action="store_true", help="take away what was compiled, and stop")
    asked = parser.parse_args()
    for path in _find_compiled(asked.into):
        path.unlink()
    if not asked.remove:
        _compile(asked.into)
    return 0


def _find_compiled(folder: Path) -> list[Path]:
    """The compiled modules of our packages in a folder, and the library that they share."""
    packages = [folder / package for package in _read_settings()["packages"]]
    return sorted([*folder.glob(f"*{_SUFFIX}"), *(path for each in packages for path in each.rglob(f"*{_SUFFIX}"))])


def _compile(target: Path) -> None:
    """Raises SystemExit or an error of setuptools where there is no C compiler, or a module cannot be compiled."""
    # Late: `--remove` needs neither, and whoever installs a wheel has neither.
    from mypyc.build import mypycify  # noqa: PLC0415
    from setuptools import Distribution, Extension  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="fiches-build-") as folder:
        # No types of other packages: the same code comes out whatever is installed.
        options = ["--config-file=", "--no-site-packages", "--ignore-missing-imports", f"--cache-dir={folder}/types"]
        extensions = mypycify(
            [*options, *_list_modules()],
            opt_level=_OPTIMISATION,
            debug_level="0",
            multi_file=True,
            target_dir=folder,
            group_name="fiches",
        )
        if os.name == "posix":
            _tell_what_is_rare(extensions[0], Path(folder))
        extensions += [
            Extension(source.removesuffix(".c").replace("/", "."), [source])
            for source in _match(_read_settings()["written-in-c"])
        ]
        command = Distribution({"name": "fiches", "ext_modules": extensions}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(target), folder
        command.ensure_finalized()
        _use_every_core(command)
        command.run()


def _tell_what_is_rare(library: Any, folder: Path) -> None:
    """Have gcc or clang set errors apart in the library that holds all modules, and call within it directly."""
    header = folder / "rare.h"
    header.write_text(_RARE, encoding="utf-8")
    # Another list: all extensions share the one.
    library.extra_compile_args = [*library.extra_compile_args, "-include", str(header), "-fvisibility=hidden"]


def _use_every_core(command: Any) -> None:
    """setuptools compiles the files of one extension one after the other."""
    build = command.build_extensions

    def build_extensions() -> None:
        compile_files = command.compiler.compile

        def compile_side_by_side(sources: list[str], **settings: Any) -> list[str]:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                objects = pool.map(lambda source: compile_files([source], **settings), sources)
                return [path for paths in objects for path in paths]

        command.compiler.compile = compile_side_by_side
        build()

    command.build_extensions = build_extensions


def _list_modules() -> list[str]:
    settings = _read_settings()
    left_out = set(_match(settings["interpreted"]))
    return [path for path in _match(settings["compiled"]) if path not in left_out]


def _match(patterns: list[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


def _read_settings() -> dict[str, Any]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wheel: dict[str, Any] = tomllib.loads(text)["tool"]["hatch"]["build"]["targets"]["wheel"]
    return {"packages": wheel["packages"], **wheel["hooks"]["custom"]}


if __name__ == "__main__":
    raise SystemExit(main())
