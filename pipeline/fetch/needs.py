"""The libraries that fetching needs: extras, so that nobody has them who only reads files."""

from extractors.needs import WEB_EXTRA, Need
from models.errors import UsageError

FETCH_NEEDS = (Need(modules=("httpx",), install=WEB_EXTRA), Need(modules=("protego",), install=WEB_EXTRA))


def require_libraries() -> None:
    """Raises UsageError where a library that fetching needs is not installed."""
    for need in FETCH_NEEDS:
        if need.find() is None:
            raise UsageError(f"il manque la bibliothèque {need.modules[0]}", f"installez-la : {need.install}")
