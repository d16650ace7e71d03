"""`build DIR` writes the corpus; `score` measures the program on it and compares the figures with their floors."""

import argparse
import sys
from pathlib import Path

from tests.accuracy.corpus import build_corpus


def main() -> int:
    """Parse the arguments and run; the exit code is 1 where a figure stands below its floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="write documents and gold into a folder")
    build.add_argument("folder", type=Path)
    for command in (build,):
        command.add_argument("--split", choices=["train", "scored"])
        command.add_argument("--like", default="", help="only the documents whose name holds this")
    args = parser.parse_args()
    built = build_corpus(args.folder, split=args.split, like=args.like)
    sys.stdout.write(f"{len(built)} documents in {args.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
