"""The zip package of an OpenDocument text: its parts, safely inflated and parsed."""

from xml.etree import ElementTree

from extractors.sheet_package import SheetPackage
from extractors.trees import Element, is_too_deep, parse_tree
from models.errors import Motif, UnreadableSource

_HEAD = 2_000


class TextPackage(SheetPackage):
    """The parts of one text document; every failure is an `UnreadableSource` that names the file."""

    def tree(self, name: str) -> Element | None:
        """The root of a part; None where the package has none of that name."""
        blob = self.blob(name)
        if blob is None:
            return None
        if b"<!DOCTYPE" in blob[:_HEAD]:
            raise self.broken(f"{name} declares a DTD, which no text document needs")
        try:
            root = parse_tree(blob)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.broken(f"{name} is not well-formed XML ({error})") from error
        if is_too_deep(root, blob):
            raise self.too_big(f"{name} nests its elements too deep")
        return root

    def broken(self, what: str) -> UnreadableSource:
        """The error of a damaged document."""
        return UnreadableSource(self._name, Motif.ABIME, what, "open it in LibreOffice or Word and save it anew")

    def too_big(self, what: str) -> UnreadableSource:
        """The error of a document that holds too much."""
        return UnreadableSource(self._name, Motif.TROP_GRAND, what, "split it into smaller documents")
