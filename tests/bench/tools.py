"""The tools that are measured: each a function from files to a count of what came out, loaded in a worker of its own.

This module runs in the peers' environments too: it imports a tool only to run it, and of ours nothing else.
"""

# ruff: noqa: PLC0415 - each tool is imported where its worker runs, and is not there elsewhere
import importlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.sources_only import leave_out_compiled

Run = Callable[[Sequence[Path]], int]
OWN, PEERS, DOCLING = "own", "peers", "docling"
OWN_PACKAGE = "fiches"
_MIME = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """How a tool is measured: in which environment, on which formats, and whether it is slow or a practical limit.

    A slow one gets a part of each sample in fewer rounds; of a fast one each round takes the median of three runs.
    """

    name: str
    title: str
    package: str
    environment: str
    load: Callable[[], Run]
    suffixes: tuple[str, ...]
    slow: bool = False
    fast: bool = False

    def version(self) -> str:
        """The installed version, asked inside the tool's environment."""
        from importlib.metadata import version

        return version(self.package)


def load_fiches() -> Run:
    """Our whole conversion, files to the Arrow tables of a run, in a process that begins as the workers of a run do."""
    importlib.import_module("pipeline.batch.preload")
    from pipeline.batch.single import convert_file
    from pipeline.export.arrow import join_batches
    from pipeline.sources import SourceFile

    def run(paths: Sequence[Path]) -> int:
        tables = join_batches([convert_file(SourceFile(path, path.name)).batches for path in paths])
        return int(tables["actions"].num_rows)

    return run


def load_fiches_interpreted() -> Run:
    """The same, with all of ours as Python: what the compiled modules gain."""
    leave_out_compiled()
    return load_fiches()


def load_fiches_batch() -> Run:
    """Our whole command: files to an output folder with all its tables."""
    from pipeline.batch.run import Way, run_batch
    from pipeline.sources import SourceFile

    def run(paths: Sequence[Path]) -> int:
        with tempfile.TemporaryDirectory() as folder:
            way = Way(workers=1)
            report = run_batch([SourceFile(path, path.name) for path in paths], Path(folder) / "out", way=way)
        return report.rows["actions"]

    return run


def load_pdfium() -> Run:
    """The text of every page, and nothing else."""
    import pypdfium2 as pdfium

    def run(paths: Sequence[Path]) -> int:
        count = 0
        for path in paths:
            document = pdfium.PdfDocument(path.read_bytes())
            for index in range(len(document)):
                page = document[index]
                textpage = page.get_textpage()
                count += len(textpage.get_text_range())
                textpage.close()
                page.close()
            document.close()
        return count

    return run


def load_lxml() -> Run:
    """The tree of `word/document.xml` or of a page, and its text."""
    import lxml.etree
    import lxml.html

    def run(paths: Sequence[Path]) -> int:
        count = 0
        for path in paths:
            if path.suffix == ".docx":
                with zipfile.ZipFile(path) as archive:
                    root = lxml.etree.fromstring(archive.read("word/document.xml"))
                count += sum(map(len, root.itertext()))
            else:
                count += len(lxml.html.document_fromstring(path.read_bytes()).text_content())
        return count

    return run


def load_pdfplumber() -> Run:
    """Every table of every page, by the default settings."""
    import pdfplumber

    def run(paths: Sequence[Path]) -> int:
        count = 0
        for path in paths:
            with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
                for page in document.pages:
                    tables = [table.extract() for table in page.find_tables()]
                    count += sum(len(cell or "") for table in tables for row in table for cell in row)
                    page.close()
        return count

    return run


def load_kreuzberg() -> Run:
    """Its text and tables, by its default settings but without its cache."""
    import kreuzberg

    config = kreuzberg.ExtractionConfig(use_cache=False)

    def run(paths: Sequence[Path]) -> int:
        return sum(
            len(kreuzberg.extract_bytes_sync(path.read_bytes(), _MIME[path.suffix], config).content) for path in paths
        )

    return run


def load_markitdown() -> Run:
    """Its Markdown."""
    from markitdown import MarkItDown, StreamInfo

    converter = MarkItDown()

    def run(paths: Sequence[Path]) -> int:
        return sum(
            len(
                converter.convert_stream(
                    io.BytesIO(path.read_bytes()), stream_info=StreamInfo(extension=path.suffix)
                ).text_content
            )
            for path in paths
        )

    return run


def load_docling() -> Run:
    """Its document as Markdown."""
    from docling.datamodel.base_models import DocumentStream, InputFormat
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter(allowed_formats=[InputFormat.DOCX, InputFormat.HTML])

    def run(paths: Sequence[Path]) -> int:
        streams = (DocumentStream(name=path.name, stream=io.BytesIO(path.read_bytes())) for path in paths)
        return sum(len(converter.convert(stream).document.export_to_markdown()) for stream in streams)

    return run


_PAGED, _MARKED = (".pdf",), (".docx", ".html")
TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("fiches", "fiches, whole conversion", OWN_PACKAGE, OWN, load_fiches, (*_PAGED, *_MARKED, ".txt", ".tif")),
        Tool(
            "fiches-interpreted",
            "fiches, interpreted",
            OWN_PACKAGE,
            OWN,
            load_fiches_interpreted,
            (*_PAGED, *_MARKED),
        ),
        Tool("pdfium", "PDFium, raw text", "pypdfium2", OWN, load_pdfium, _PAGED, fast=True),
        Tool("lxml", "lxml, raw tree and text", "lxml", OWN, load_lxml, _MARKED, fast=True),
        Tool("kreuzberg", "kreuzberg", "kreuzberg", PEERS, load_kreuzberg, (*_PAGED, *_MARKED), fast=True),
        Tool("pdfplumber", "pdfplumber, tables", "pdfplumber", PEERS, load_pdfplumber, _PAGED, slow=True),
        Tool("markitdown", "markitdown", "markitdown", PEERS, load_markitdown, (*_PAGED, *_MARKED), slow=True),
        Tool("docling", "docling", "docling-slim", DOCLING, load_docling, _MARKED, slow=True),
        Tool("fiches-batch", "fiches, whole command", OWN_PACKAGE, OWN, load_fiches_batch, (*_PAGED, *_MARKED, ".txt")),
    )
}
