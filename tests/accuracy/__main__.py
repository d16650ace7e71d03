"""`build DIR` writes the corpus; `score` measures the program on it and compares the figures with their floors."""

import argparse
import json
import sys
import tempfile
import tomllib
from pathlib import Path

from extractors.needs import OCR_EXTRA
from extractors.ocr import has_library
from tests.accuracy.check_floors import find_failures
from tests.accuracy.content import HERE
from tests.accuracy.corpus import build_corpus
from tests.accuracy.report import Scored, format_report, list_figures
from tests.accuracy.scans import format_scans, score_scans
from tests.accuracy.scans import list_figures as list_scan_figures
from tests.accuracy.scoring import score_document


def main() -> int:
    """Parse the arguments and run; the exit code is 1 where a figure stands below its floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="write documents and gold into a folder")
    build.add_argument("folder", type=Path)
    score = commands.add_parser("score", help="build, convert, score, and compare with the floors")
    score.add_argument("--faults", action="store_true", help="say for each document what is wrong")
    for command in (build, score):
        command.add_argument("--split", choices=["train", "scored"])
        command.add_argument("--like", default="", help="only the documents whose name holds this")
    args = parser.parse_args()
    if args.command == "build":
        built = build_corpus(args.folder, split=args.split, like=args.like)
        sys.stdout.write(f"{len(built)} documents in {args.folder}\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        scored = score_corpus(Path(folder), split=args.split, like=args.like)
    if args.faults:
        sys.stdout.write(_format_faults(scored))
    sys.stdout.write(format_report(scored))
    return 0 if args.like or args.split == "train" else _check_floors(scored)


def _score_scans() -> dict[str, float | None] | None:
    """Print how well the samples read as scans, and give the figures; None where no text recognition is installed."""
    if not has_library():
        sys.stdout.write(f"numérisations : non mesurées, faute de reconnaissance de caractères ({OCR_EXTRA})\n")
        return None
    totals = score_scans()
    sys.stdout.write(format_scans(totals))
    return list_scan_figures(totals)


def score_corpus(folder: Path, *, split: str | None = None, like: str = "") -> list[Scored]:
    """Build the corpus in the folder, convert every document and score it against its gold."""
    from pipeline.batch.single import convert_guarded  # noqa: PLC0415 - heavy, and building alone needs no pipeline

    scored = []
    for case in build_corpus(folder, split=split, like=like):
        conversion = convert_guarded((folder / "documents" / case.name).read_bytes(), case.name).conversion
        gold = json.loads((folder / "gold" / f"{case.name}.json").read_text(encoding="utf-8"))
        scored.append(Scored(case, score_document(gold, {"documents": [conversion.document], **conversion.rows})))
    return scored


def _format_faults(scored: list[Scored]) -> str:
    lines = []
    for one in scored:
        if one.score.faults:
            lines += [f"== {one.case.name}", *(f"   {fault}" for fault in one.score.faults), ""]
    return "\n".join(lines) + "\n"


def _check_floors(scored: list[Scored]) -> int:
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    failures = find_failures(list_figures([one for one in scored if one.case.split == "scored"]), floors["scored"])
    scans = _score_scans()
    if scans is not None:
        failures += find_failures(scans, floors["scans"])
    sys.stdout.write("".join(f"{line}\n" for line in failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
