"""The terminal: consoles that no file name, width or code page breaks."""

import json
import sys

from rich.console import Console

_PIPE_WIDTH = 160


def make_console(*, stderr: bool = False) -> Console:
    """A console on stdout or stderr. Texts given to it are plain: markup and emoji codes in them stand as they are."""
    stream = sys.stderr if stderr else sys.stdout
    # In a pipe or a file no window says how wide a line may be.
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(file=stream, markup=False, emoji=False, highlight=False, width=width)


def write_line(text: str, *, stderr: bool = False) -> None:
    """Write one line as it is, however long."""
    make_console(stderr=stderr).print(text, soft_wrap=True)


def write_json(value: object) -> None:
    """Write a value as JSON on stdout; escaped where the stream is not in a Unicode encoding."""
    unicode = (sys.stdout.encoding or "").casefold().replace("-", "").startswith("utf")
    text = json.dumps(value, ensure_ascii=not unicode, indent=2, default=str)
    sys.stdout.write(f"{text}\n")
