"""Many small documents of every format that are all different, made from the samples in a moment."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "data/samples"


def make_documents(folder: Path, count: int) -> None:
    """Write so many documents, a hundred a folder: the samples in turn, each with a number of its own in its bytes."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in _VARIANTS)
    for number in range(count):
        sample = samples[number % len(samples)]
        path = folder / f"{number // 100:05d}" / f"{number:07d}{sample.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_VARIANTS[sample.suffix](sample.read_bytes(), number))


def _vary_text(data: bytes, number: int) -> bytes:
    return data + f"\nContact : bureau {number}\n".encode()


def _vary_html(data: bytes, number: int) -> bytes:
    return data.replace(b"</body>", f"<p>Contact : bureau {number}</p></body>".encode("ascii"))


def _vary_pdf(data: bytes, number: int) -> bytes:
    # A comment behind the end: other bytes, the same text.
    return data + f"\n%{number}\n".encode("ascii")


def _vary_docx(data: bytes, number: int) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = str(number).encode("ascii")
    return out.getvalue()


_VARIANTS: dict[str, Callable[[bytes, int], bytes]] = {
    ".txt": _vary_text,
    ".html": _vary_html,
    ".pdf": _vary_pdf,
    ".docx": _vary_docx,
}
