"""The libraries that fetching needs: extras, so that nobody has them who only reads files."""

from extractors.needs import WEB_EXTRA, Need

FETCH_NEEDS = (Need(modules=("httpx",), install=WEB_EXTRA), Need(modules=("protego",), install=WEB_EXTRA))
