"""What a site allows robots to fetch, and how often: its robots.txt, asked once a run."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from pipeline.fetch.client import Answer, Forbidden, Unreachable

_MOST_BYTES = 512_000  # RFC 9309 asks to read this much at least
_LONGEST_WAIT = 30.0


class Robots:
    """The rules of each site, read when its first page is wanted. `ask` fetches a URL, redirections followed."""

    def __init__(self, ask: Callable[[str, int], Answer], agent: str) -> None:
        self._ask = ask
        self._agent = agent
        self._rules: dict[str, Protego | None] = {}

    def allows(self, url: str) -> bool:
        """Whether the site of `url` lets us fetch it. A site without rules allows all, one that fails nothing."""
        rules = self._rules_of(url)
        return rules is not None and rules.can_fetch(url, self._agent)

    def knows(self, url: str) -> bool:
        """Whether the rules of a URL's site have been read, or could not be."""
        return _origin(url) in self._rules

    def is_mute(self, url: str) -> bool:
        """Whether the rules of the site could not be had."""
        return self._rules_of(url) is None

    def delay(self, url: str) -> float:
        """Seconds that the site asks for between two requests, 30 at most."""
        rules = self._rules_of(url)
        asked = None if rules is None else rules.crawl_delay(self._agent)
        return min(float(asked), _LONGEST_WAIT) if asked else 0.0

    def _rules_of(self, url: str) -> Protego | None:
        origin = _origin(url)
        if origin not in self._rules:
            self._rules[origin] = self._read(origin)
        return self._rules[origin]

    def _read(self, origin: str) -> Protego | None:
        try:
            answer = self._ask(f"{origin}/robots.txt", _MOST_BYTES)
        except Unreachable:
            return None
        except Forbidden:
            # More rules than a site can mean; private addresses are refused for the page itself too.
            return Protego.parse("")
        if answer.status >= 500 or answer.status == 429:
            return None
        text = answer.body.decode("utf-8", errors="replace") if answer.status == 200 else ""
        return Protego.parse(text)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
