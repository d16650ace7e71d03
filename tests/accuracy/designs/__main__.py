"""Prints the designs that a browser prints: `python -m tests.accuracy.designs`, by hand, with chromium.

The PDFs are committed in `printed/`, since no user of the corpus needs a browser to score. Without `--all` only the
missing ones are printed: delete a file, or run with `--all`, when its design or content changes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.accuracy.designs.cases import PRINTED, make_designs
from tests.accuracy.designs.marks import strip_marks


def main() -> None:
    """Print each design once."""
    PRINTED.mkdir(exist_ok=True)
    wanted = [design for design in make_designs() if design.suffix == "pdf"]
    missing = [design for design in wanted if "--all" in sys.argv or not (PRINTED / design.name).exists()]
    with tempfile.TemporaryDirectory() as folder:
        for design in missing:
            page = Path(folder) / f"{design.name}.html"
            page.write_text(strip_marks(design.source()), encoding="utf-8")
            target = f"--print-to-pdf={PRINTED / design.name}"
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", target]
            subprocess.run(["chromium", *options, str(page)], check=True, capture_output=True)
    sys.stdout.write(f"{len(missing)} of {len(wanted)} PDFs printed in {PRINTED}\n")


if __name__ == "__main__":
    main()
