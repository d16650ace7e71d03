"""A list of URLs into a folder of files: politely, again where a server fails, and only what is new or has changed."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from extractors.sniff import sniff_media_type
from models.errors import UsageError
from pipeline.fetch.addresses import is_web_address, name_file
from pipeline.fetch.client import Answer, Client, Forbidden, Unreachable
from pipeline.fetch.journal import Entry, Journal
from pipeline.fetch.outcome import Fetched
from pipeline.fetch.robots import Robots

AGENT = "fiches"
_AGENT_LINE = f"{AGENT}/1.0 (reads French local plans; follows robots.txt)"
_AGAIN = frozenset({429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 10
_LONGEST_PAUSE = 120.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are treated. `delay`: seconds between two requests to a host; `tries`: for a server that fails."""

    delay: float = 1.0
    tries: int = 4
    back_off: float = 2.0
    most_bytes: int = 100_000_000
    allow_local: bool = False
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, as a test may replace it."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


def fetch_all(
    urls: Iterable[str],
    folder: Path,
    *,
    manners: Manners | None = None,
    clock: Clock | None = None,
    on_end: Callable[[Fetched], None] = lambda fetched: None,
) -> tuple[Fetched, ...]:
    """Fetch every URL into `folder`, made if it is missing; hosts take turns. `on_end` is told of each URL.

    Raises UsageError where the folder cannot be written.
    """
    manners = manners or Manners()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        journal = Journal(folder)
        agent = Client(agent=_AGENT_LINE, most_bytes=manners.most_bytes, allow_local=manners.allow_local)
        with agent as client:
            run = _Run(client, journal, folder, manners, clock or Clock())
            found = []
            for url in _take_turns(urls):
                found.append(run.fetch(url))
                on_end(found[-1])
    except OSError as error:
        what = f"{folder} : impossible d'y écrire ({error.strerror or error})"
        raise UsageError(what, "choisissez un autre dossier.") from error
    return tuple(found)


def _take_turns(urls: Iterable[str]) -> Iterator[str]:
    """One URL of each host after the other: while one rests, the next is asked."""
    waiting: dict[str, list[str]] = {}
    for url in urls:
        waiting.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    while waiting:
        for host in list(waiting):
            yield waiting[host].pop(0)
            if not waiting[host]:
                del waiting[host]


class _Run:
    """One run: whom we asked when, what each site allows, what is there already."""

    def __init__(self, client: Client, journal: Journal, folder: Path, manners: Manners, clock: Clock) -> None:
        self._client = client
        self._journal = journal
        self._folder = folder
        self._manners = manners
        self._clock = clock
        self._robots = Robots(self._ask_rules, AGENT)
        self._due: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        known = self._journal.find(url)
        if known is not None and not (self._manners.refresh or known.etag or known.last_modified):
            # Nothing that the server could compare: a second run is to go on, not to begin anew.
            return Fetched(known, "inchange")
        try:
            final, answer = self._follow(url, known)
        except (Unreachable, Forbidden) as error:
            return self._fail(url, known, str(error))
        if answer.status == 304 and known is not None:
            return Fetched(known, "inchange")
        if answer.status != 200:
            return self._fail(url, known, f"le serveur répond {answer.status}", answer.status)
        if not answer.body:
            return self._fail(url, known, "la réponse est vide", answer.status)
        return self._keep(url, known, final, answer)

    def _follow(self, url: str, known: Entry | None) -> tuple[str, Answer]:
        """The answer that a URL leads to, and where. Raises Unreachable and Forbidden."""
        headers = {} if known is None or self._manners.refresh else _conditions(known)
        for _ in range(_MOST_HOPS):
            if not self._robots.allows(url):
                mute = self._robots.is_mute(url)
                raise Forbidden("robots.txt injoignable" if mute else "robots.txt l'interdit")
            answer = self._ask(url, headers)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return url, answer
            url = self._next_hop(url, answer)
        raise Forbidden("trop de redirections")

    def _next_hop(self, url: str, answer: Answer) -> str:
        target = urldefrag(urljoin(url, answer.headers["location"])).url
        if not is_web_address(target):
            raise Forbidden(f"redirige vers ce qui n'est pas une adresse web : {target[:80]}")
        return target

    def _ask(self, url: str, headers: dict[str, str], *, most_bytes: int | None = None) -> Answer:
        """Ask politely, and again after a pause where the server fails. Raises Unreachable and Forbidden."""
        pause = self._manners.back_off
        for left in reversed(range(self._manners.tries)):
            self._wait_for(url)
            try:
                answer = self._client.ask(url, headers, most_bytes=most_bytes)
            except Unreachable:
                if not left:
                    raise
            else:
                if answer.status not in _AGAIN or not left:
                    return answer
                pause = max(pause, self._asked_pause(answer))
            self._clock.sleep(min(pause, _LONGEST_PAUSE))
            pause *= 2
        raise Unreachable("aucune réponse")

    def _ask_rules(self, url: str, most_bytes: int) -> Answer:
        for _ in range(5):
            answer = self._ask(url, {}, most_bytes=most_bytes)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return answer
            url = self._next_hop(url, answer)
        return Answer(404)

    def _wait_for(self, url: str) -> None:
        host = urlsplit(url).netloc.lower()
        delay = max(self._manners.delay, self._robots.delay(url) if self._robots.knows(url) else 0.0)
        rest = self._due.get(host, 0.0) - self._clock.now()
        if rest > 0:
            self._clock.sleep(rest)
        self._due[host] = self._clock.now() + delay

    def _asked_pause(self, answer: Answer) -> float:
        """Seconds of a `Retry-After`, given as such or as a date."""
        text = answer.headers.get("retry-after", "").strip()
        if text.isdecimal():
            return float(text)
        try:
            return max(0.0, (parsedate_to_datetime(text) - self._clock.today()).total_seconds())
        except (ValueError, TypeError):
            return 0.0

    def _keep(self, url: str, known: Entry | None, final: str, answer: Answer) -> Fetched:
        media_type = sniff_media_type(answer.body).partition(";")[0]
        name = self._journal.file_of(url) or name_file(url, media_type, self._journal.files())
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.part")
        unfinished.write_bytes(answer.body)
        unfinished.replace(path)
        digest = sha256(answer.body).hexdigest()
        entry = Entry(
            url=url,
            final_url=final,
            file=name,
            sha256=digest,
            size=len(answer.body),
            status=answer.status,
            media_type=media_type,
            fetched=self._clock.today().isoformat(timespec="seconds"),
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
        )
        self._journal.add(entry)
        same = known is not None and known.sha256 == digest
        return Fetched(entry, "inchange" if same else "nouveau" if known is None else "change")

    def _fail(self, url: str, known: Entry | None, cause: str, status: int = 0) -> Fetched:
        """Note a failure; the file of an earlier run stays."""
        entry = replace(known, cause=cause) if known is not None else Entry(url, status=status, cause=cause)
        if known is None:
            self._journal.add(entry)
        return Fetched(entry, "echec")


def _conditions(known: Entry) -> dict[str, str]:
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {key: value for key, value in headers.items() if value}
