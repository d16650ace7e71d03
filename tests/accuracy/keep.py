"""Keeps some Word cases as PDFs printed by LibreOffice: `python -m tests.accuracy.keep`, by hand.


A second producer beside ours. The PDFs and their gold are committed in `kept/`, since no user of the corpus needs
LibreOffice to score; run this anew only when the cases below change.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.accuracy.cases import make_cases
from tests.accuracy.content import HERE
from tests.accuracy.gold import make_gold
from tests.accuracy.layouts import ALL_LAYOUTS
from tests.accuracy.sheet import Dossier

KEPT = HERE / "kept"
_LAYOUTS = (
    "two_columns",
    "two_columns_merged",
    "four_columns",
    "headings",
    "run_in",
    "label_rows",
    "side_cell",
    "summary",
)
_NAMES = (
    *(f"docx_{layout}_{split}_1" for layout in _LAYOUTS for split in ("train", "scored")),
    *(f"recueil_docx_{layout}_{split}" for layout in ("page_head", "bold_lines") for split in ("train", "scored")),
    *(f"contrat_docx_two_columns_{split}" for split in ("train", "scored")),
)


def main() -> None:
    """Print the cases whose gold has changed; `--all` prints every one, for a change that gold does not show."""
    KEPT.mkdir(exist_ok=True)
    cases = [case for case in make_cases() if case.name.removesuffix(".docx") in _NAMES]
    golds = {case.name: _write_gold(case) for case in cases}
    changed = [case for case in cases if "--all" in sys.argv or _read_gold(case) != golds[case.name]]
    with tempfile.TemporaryDirectory() as folder:
        for case in changed:
            source = Path(folder) / f"kept_{case.name}"
            source.write_bytes(ALL_LAYOUTS[case.layout](case))
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(KEPT), str(source)]
            subprocess.run(command, check=True, capture_output=True)
            _gold_path(case).write_text(golds[case.name], encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(changed)} of {len(cases)} PDFs printed anew in {KEPT}\n")


def _gold_path(case: Dossier) -> Path:
    return KEPT / f"kept_{case.name.replace('.docx', '.pdf')}.json"


def _read_gold(case: Dossier) -> str:
    path = _gold_path(case)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write_gold(case: Dossier) -> str:
    gold = {**make_gold(case), "chemin": _gold_path(case).name.removesuffix(".json")}
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
