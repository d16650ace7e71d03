"""Sources that are containers (archives, mails, web archives) as the documents inside them.

The documents are written into a folder of the caller's under the hash of their bytes, so that whoever converts them
reads files and nothing else.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from extractors.containers import DEFAULT_LIMITS, Limits, may_be_container, open_container
from models.errors import Motif
from pipeline.sources import SourceFile

_HEAD = 8192


def expand_sources(
    sources: Iterable[SourceFile], folder: Path, *, limits: Limits = DEFAULT_LIMITS
) -> Iterator[SourceFile]:
    """The same sources in order, each container as its members (`archive.zip!/dossier/fiche.doc`).

    Members are written into `folder`, which is made if needed and must live as long as they are read. What a container
    cannot give is a source with its motif; a file that cannot be read comes as it is, for the conversion to say so.
    """
    for source in sources:
        if source.motif is not None or not _is_worth_a_look(source.path):
            yield source
        else:
            yield from _expand(source, folder, limits)


def holds_documents(source: SourceFile) -> bool:
    """Whether a source is a container that can be opened."""
    if source.motif is not None or not _is_worth_a_look(source.path):
        return False
    return open_container(source.path.read_bytes(), source.name) is not None


def _is_worth_a_look(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return may_be_container(stream.read(_HEAD))
    except OSError:
        return False


def _expand(source: SourceFile, folder: Path, limits: Limits) -> Iterator[SourceFile]:
    try:
        data = source.path.read_bytes()
    except OSError:
        yield source
        return
    except MemoryError:
        yield SourceFile(source.path, source.name, Motif.TROP_GRAND)
        return
    members = open_container(data, source.name, limits)
    if members is None:
        yield source
        return
    for member in members:
        if member.data is None:
            yield SourceFile(source.path, member.name, member.motif)
        else:
            yield SourceFile(_keep(member.data, folder), member.name)


def _keep(data: bytes, folder: Path) -> Path:
    path = folder / sha256(data).hexdigest()
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(data)
        unfinished.replace(path)
    return path
