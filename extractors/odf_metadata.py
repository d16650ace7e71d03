"""What OpenDocument files of every kind say of themselves in `meta.xml`."""

from collections.abc import Callable

from extractors import stock_names
from extractors.html_head import find_day
from extractors.stock_names import own_words
from models.document import Metadata


def read_odf_metadata(find: Callable[[str], str | None]) -> Metadata:
    """The facts of a file; `find` gives the text of the first element at a path. The date is that of the last save."""
    day = find_day(find(".//{*}date") or find(".//{*}creation-date") or "")
    author = find(".//{*}initial-creator") or find(".//{*}creator")
    return Metadata(
        title=own_words(find(".//{*}title"), stock_names.TITLES),
        author=own_words(author, stock_names.AUTHORS),
        date=None if day in stock_names.DATES else day,
        language=own_words(find(".//{*}language"), frozenset()),
    )
