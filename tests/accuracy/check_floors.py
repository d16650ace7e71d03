"""Hold figures to their floors: `python -m tests.accuracy.check_floors SCORE.json FLOORS.toml`.

The score is a JSON object of figures from 0 to 1 (null where nothing was to be found), the floors a TOML table of the
same names. Ends with 1 where a figure is missing, null or below its floor, and names it.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

# As the scorer prints its figures, and as the issues name them.
_DIGITS = 3


def find_failures(figures: Mapping[str, float | None], floors: Mapping[str, float]) -> tuple[str, ...]:
    """One line for each floor that is not held."""
    failures = []
    for name, floor in floors.items():
        figure = figures.get(name)
        if figure is None:
            failures.append(f"{name}: no figure, floor {floor:.3f}")
        elif round(figure, _DIGITS) < floor:
            failures.append(f"{name}: {figure:.3f} is below its floor {floor:.3f}")
    return tuple(failures)


def main() -> int:
    """Read both files, print what is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score", type=Path)
    parser.add_argument("floors", type=Path)
    args = parser.parse_args()
    figures = json.loads(args.score.read_text(encoding="utf-8"))
    floors = tomllib.loads(args.floors.read_text(encoding="utf-8"))
    failures = find_failures(figures, floors)
    sys.stdout.write("\n".join(failures) + "\n" if failures else f"all {len(floors)} floors held\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
