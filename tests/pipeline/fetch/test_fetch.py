"""Fetching, against a server on this machine and with a clock of the test's own."""

import gzip
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("httpx")
pytest.importorskip("protego")

from models.errors import UsageError
from pipeline.cli import app
from pipeline.fetch.addresses import name_file, read_addresses
from pipeline.fetch.client import Client, Forbidden, Unreachable
from pipeline.fetch.journal import JOURNAL, Entry, Journal
from pipeline.fetch.outcome import Fetched
from pipeline.fetch.private import is_public
from pipeline.fetch.run import Clock, Manners, fetch_all
from pipeline.sources import find_sources
from tests.pipeline.fetch.server import Reply, Site, serve

PAGE = b"<html><body><h1>Plan climat</h1></body></html>"
LOCAL = Manners(allow_local=True)


@dataclass
class Watch:
    """A clock that only moves when somebody sleeps."""

    time: float = 0.0
    naps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.naps.append(round(seconds, 3))
        self.time += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep, lambda: datetime(2024, 5, 14, 8, tzinfo=UTC))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    with serve() as found:
        yield found


def fetch(folder: Path, *urls: str, watch: Watch | None = None, manners: Manners = LOCAL) -> list[Fetched]:
    return list(fetch_all(urls, folder, manners=manners, clock=(watch or Watch()).clock()))


def outcomes(found: list[Fetched]) -> list[str]:
    return [fetched.outcome for fetched in found]


def test_pages_and_files_are_kept_under_their_host_and_path(site: Site, tmp_path: Path) -> None:
    site.replies = {"/plans/climat/": [Reply(body=PAGE)], "/doc/Plan%20A.PDF": [Reply(body=b"%PDF-1.7 x")]}
    found = fetch(tmp_path, f"{site.base}/plans/climat/", f"{site.base}/doc/Plan%20A.PDF")
    assert outcomes(found) == ["nouveau", "nouveau"]
    host = site.base.removeprefix("http://").replace(":", "_")
    assert [fetched.entry.file for fetched in found] == [f"{host}/plans-climat.html", f"{host}/doc-Plan-A.pdf"]
    assert (tmp_path / found[0].entry.file).read_bytes() == PAGE
    assert found[0].entry.fetched == "2024-05-14T08:00:00+00:00"


def test_the_journal_is_no_source_of_a_conversion(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(body=PAGE)]}
    fetch(tmp_path, f"{site.base}/a")
    assert [source.path.name for source in find_sources([tmp_path])] == ["a.html"]
    assert (tmp_path / JOURNAL).exists()


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /prive\nCrawl-delay: 3\n"
    site.replies = {"/robots.txt": [Reply(body=rules)], "/prive/a": [Reply(body=PAGE)], "/b": [Reply(body=PAGE)]}
    watch = Watch()
    found = fetch(tmp_path, f"{site.base}/prive/a", f"{site.base}/b", f"{site.base}/b?c", watch=watch)
    assert outcomes(found) == ["echec", "nouveau", "echec"]
    assert "robots.txt" in found[0].entry.cause
    assert site.paths() == ["/b", "/b?c"]
    assert 3.0 in watch.naps


def test_a_site_whose_rules_fail_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.replies = {"/robots.txt": [Reply(503)], "/a": [Reply(body=PAGE)]}
    (found,) = fetch(tmp_path, f"{site.base}/a")
    assert (found.outcome, found.entry.cause, site.paths()) == ("echec", "robots.txt injoignable", [])


def test_requests_to_one_host_keep_their_distance(site: Site, tmp_path: Path) -> None:
    site.replies = {path: [Reply(body=PAGE)] for path in ("/a", "/b", "/c")}
    watch = Watch()
    fetch(tmp_path, *(f"{site.base}/{name}" for name in "abc"), watch=watch, manners=replace(LOCAL, delay=2.0))
    assert watch.naps == [2.0, 2.0, 2.0]


def test_a_second_run_asks_only_whether_it_has_changed(site: Site, tmp_path: Path) -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Tue, 14 May 2024 08:00:00 GMT"}
    site.replies = {"/a": [Reply(body=PAGE, headers=headers)], "/b": [Reply(body=PAGE)]}
    urls = [f"{site.base}/a", f"{site.base}/b"]
    fetch(tmp_path, *urls)
    assert outcomes(fetch(tmp_path, *urls)) == ["inchange", "inchange"]
    assert site.paths() == ["/a", "/b", "/a"]
    asked = site.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', headers["Last-Modified"])
    site.replies["/a"] = [Reply(body=PAGE + b" ", headers={"ETag": '"v2"'})]
    (changed, _) = fetch(tmp_path, *urls)
    assert (changed.outcome, (tmp_path / changed.entry.file).read_bytes()) == ("change", PAGE + b" ")


def test_refreshing_asks_for_everything_anew(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(body=PAGE, headers={"ETag": '"v1"'})]}
    fetch(tmp_path, f"{site.base}/a")
    assert outcomes(fetch(tmp_path, f"{site.base}/a", manners=replace(LOCAL, refresh=True))) == ["inchange"]
    assert "if-none-match" not in site.asked[-1][1]


def test_a_file_that_went_missing_is_fetched_again(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(body=PAGE, headers={"ETag": '"v1"'})]}
    (first,) = fetch(tmp_path, f"{site.base}/a")
    (tmp_path / first.entry.file).unlink()
    (again,) = fetch(tmp_path, f"{site.base}/a")
    assert (again.outcome, again.entry.file) == ("nouveau", first.entry.file)


def test_a_run_that_was_cut_short_goes_on(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(body=PAGE)], "/b": [Reply(body=PAGE)]}
    fetch(tmp_path, f"{site.base}/a")
    with (tmp_path / JOURNAL).open("a", encoding="utf-8") as stream:
        stream.write('{"url": "http://exem')
    assert outcomes(fetch(tmp_path, f"{site.base}/a", f"{site.base}/b")) == ["inchange", "nouveau"]
    assert Journal(tmp_path).find(f"{site.base}/b") is not None


def test_a_server_that_fails_is_asked_again_after_longer_and_longer_pauses(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(503), Reply(429, headers={"Retry-After": "7"}), Reply(500), Reply(body=PAGE)]}
    watch = Watch()
    (found,) = fetch(tmp_path, f"{site.base}/a", watch=watch, manners=replace(LOCAL, delay=0.0))
    assert found.outcome == "nouveau"
    assert watch.naps == [2.0, 7.0, 14.0]


def test_a_server_that_goes_on_failing_is_given_up(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(503)]}
    (found,) = fetch(tmp_path, f"{site.base}/a")
    assert (found.outcome, found.entry.cause, len(site.paths())) == ("echec", "le serveur répond 503", 4)


def test_what_is_not_there_is_asked_for_once(site: Site, tmp_path: Path) -> None:
    (found,) = fetch(tmp_path, f"{site.base}/absent")
    assert (found.entry.status, len(site.paths())) == (404, 1)


def test_redirections_are_followed_and_end(site: Site, tmp_path: Path) -> None:
    site.replies = {
        "/a": [Reply(301, headers={"Location": "/b"})],
        "/b": [Reply(302, headers={"Location": f"{site.base}/c#fin"})],
        "/c": [Reply(body=PAGE)],
        "/rond": [Reply(302, headers={"Location": "/rond"})],
        "/fichier": [Reply(302, headers={"Location": "file:///etc/hosts"})],
    }
    found = fetch(tmp_path, *(f"{site.base}/{name}" for name in ("a", "rond", "fichier")))
    assert outcomes(found) == ["nouveau", "echec", "echec"]
    assert found[0].entry.final_url == f"{site.base}/c"
    assert [fetched.entry.cause[:20] for fetched in found[1:]] == ["trop de redirections", "redirige vers ce qui"]


def test_a_page_that_is_too_large_is_left_out_even_when_compressed(site: Site, tmp_path: Path) -> None:
    large = bytes(200_000)
    site.replies = {
        "/a": [Reply(body=large)],
        "/b": [Reply(body=gzip.compress(large), headers={"Content-Encoding": "gzip"})],
        "/c": [Reply(body=gzip.compress(PAGE), headers={"Content-Encoding": "gzip"})],
    }
    urls = [f"{site.base}/{name}" for name in "abc"]
    found = fetch(tmp_path, *urls, manners=replace(LOCAL, most_bytes=100_000))
    assert outcomes(found) == ["echec", "echec", "nouveau"]
    assert (tmp_path / found[2].entry.file).read_bytes() == PAGE


def test_private_addresses_are_not_asked_unless_allowed(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(body=PAGE)]}
    (found,) = fetch(tmp_path, f"{site.base}/a", manners=Manners())
    assert "adresse privée" in found.entry.cause
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(site.base.rpartition(":")[2])
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [place])
    with Client(agent="essai", most_bytes=1000, allow_local=False) as client, pytest.raises(Forbidden):
        client.ask(f"http://exemple.fr:{port}/a")
    assert site.asked == []


def test_a_host_that_is_not_there_is_unreachable(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Client(agent="essai", most_bytes=1000, allow_local=True) as client, pytest.raises(Unreachable):
        client.ask(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1%eth0",
     "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "nulle part"],
)  # fmt: skip
def test_no_address_of_ours_is_public(address: str) -> None:
    assert not is_public(address)


def test_a_list_of_addresses_is_read_each_once(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(
        "# nos plans\nhttps://exemple.fr/a#x\n\n  https://exemple.fr/a\nhttp://exemple.fr/é\n", encoding="utf-8"
    )
    assert read_addresses(path) == ("https://exemple.fr/a", "http://exemple.fr/é")


@pytest.mark.parametrize(
    "line", ["ftp://exemple.fr/a", "exemple.fr", "https://", "https://a:b@exemple.fr/", "http://[x/"]
)
def test_what_is_no_web_address_is_refused_with_its_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(f"https://exemple.fr\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="ligne 2"):
        read_addresses(path)


@pytest.mark.parametrize(
    ("url", "media_type", "name"),
    [
        ("https://exemple.fr", "text/html", "exemple.fr/index.html"),
        ("https://exemple.fr/../../etc/passwd", "text/plain", "exemple.fr/etc-passwd.txt"),
        ("https://exemple.fr/a/%2e%2e%2fb.docx", "application/zip", "exemple.fr/a-..-b.docx"),
        ("https://exemple.fr/nul", "text/html", "exemple.fr/_nul.html"),
        ("https://exemple.fr/page.php", "text/html", "exemple.fr/page.html"),
    ],
)
def test_a_file_is_named_by_its_url_and_never_leaves_its_folder(url: str, media_type: str, name: str) -> None:
    assert name_file(url, media_type, ()) == name


def test_two_urls_never_share_a_file() -> None:
    first = name_file("https://exemple.fr/a", "text/html", ())
    assert name_file("https://exemple.fr/a/", "text/html", {first}) != first
    names = {name_file(f"https://exemple.fr/a?page={n}", "text/html", ()) for n in range(9)}
    assert len(names) == 9


def test_a_journal_written_by_another_version_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    line = {"url": "https://exemple.fr/a", "file": "a.html", "size": len(PAGE), "inconnu": 3, "etag": 5}
    (tmp_path / JOURNAL).write_text(json.dumps(line) + "\n[]\n", encoding="utf-8")
    assert Journal(tmp_path).find("https://exemple.fr/a") == Entry(
        "https://exemple.fr/a", file="a.html", size=len(PAGE)
    )


def test_the_command_fetches_and_says_what_became_of_each(site: Site, tmp_path: Path) -> None:
    site.replies = {"/a": [Reply(body=PAGE)]}
    (tmp_path / "urls.txt").write_text(f"{site.base}/a\n{site.base}/b\n", encoding="utf-8")
    args = ["fetch", str(tmp_path / "urls.txt"), "-o", str(tmp_path / "out"), "--delay", "0", "--allow-local", "--json"]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 1
    assert [entry["resultat"] for entry in json.loads(done.stdout)] == ["nouveau", "echec"]
    assert "le serveur répond 404" in done.stderr


def test_the_command_refuses_a_list_that_is_none(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["fetch", str(tmp_path / "absent.txt"), "-o", str(tmp_path / "out")])
    assert (done.exit_code, "illisible" in done.stderr) == (2, True)
