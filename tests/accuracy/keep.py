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
from tests.accuracy.layouts import LAYOUTS

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
    """Build the cases as Word documents, print them, write PDFs and gold."""
    KEPT.mkdir(exist_ok=True)
    chosen = [case for case in make_cases() if case.name.removesuffix(".docx") in _NAMES]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / case.name for case in chosen]
        for case, path in zip(chosen, paths, strict=True):
            path.write_bytes(LAYOUTS[case.layout](case))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(KEPT), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True)
    for case in chosen:
        name = case.name.replace(".docx", ".pdf")
        gold = {**make_gold(case), "chemin": f"kept_{name}"}
        (KEPT / name).rename(KEPT / f"kept_{name}")
        text = json.dumps(gold, ensure_ascii=False, indent=1)
        (KEPT / f"kept_{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(chosen)} PDFs in {KEPT}\n")


if __name__ == "__main__":
    main()
