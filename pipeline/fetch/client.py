"""HTTP as `fiches fetch` speaks it: checked addresses, capped sizes, one answer at a time."""

import socket
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from pipeline.fetch.private import is_public

_CONNECT, _READ = 15.0, 60.0


class Unreachable(Exception):
    """No answer came: the network, the name or the server fails, and may work later."""


class Forbidden(Exception):
    """An answer that we do not take: a private address, too many bytes. Trying again changes nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: status, headers (lower case), and the body unless its status says there is none to keep."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to the very addresses that it has checked: a name that means another one later gains nothing."""

    def __init__(self) -> None:
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port)
        if not all(map(is_public, addresses)):
            raise Forbidden(f"{host} est une adresse privée ; --allow-local l'autorise")
        error: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                return self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error or httpcore.ConnectError(f"no address for {host}")


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises Unreachable where its name is not known."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"le nom {host} est inconnu") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Client:
    """Asks for one URL at a time; redirections are answers like any other. A context manager."""

    def __init__(self, *, agent: str, most_bytes: int, allow_local: bool) -> None:
        self._agent = agent
        self._most = most_bytes
        self._allow_local = allow_local
        self._context = httpx.create_ssl_context()
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools.values():
            pool.close()

    def ask(self, url: str, headers: Mapping[str, str] | None = None, *, most_bytes: int | None = None) -> Answer:
        """The answer to GET. Raises Unreachable and Forbidden."""
        most = most_bytes or self._most
        address = httpx.URL(url)
        request = httpx.Request("GET", address, headers={"User-Agent": self._agent, **(headers or {})})
        sent = [(key, value) for key, value in request.headers.raw if key.lower() != b"connection"]
        timeouts = {"connect": _CONNECT, "read": _READ, "write": _READ, "pool": _CONNECT}
        with _failures_named(url):
            pool = self._pool_for(address)
            with pool.stream(
                b"GET",
                httpcore.URL(
                    scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path
                ),
                headers=sent,
                extensions={"timeout": timeouts},
            ) as response:
                found = httpx.Response(response.status, headers=response.headers, stream=_Stream(response))
                return self._take(found, most)

    def _take(self, response: httpx.Response, most: int) -> Answer:
        headers = {key.lower(): value for key, value in response.headers.items()}
        if response.status_code != httpx.codes.OK:
            return Answer(response.status_code, headers)
        too_big = f"plus de {most // 1_000_000} Mo ; --max-mo change la limite"
        if headers.get("content-length", "").isdecimal() and int(headers["content-length"]) > most:
            raise Forbidden(too_big)
        pieces: list[bytes] = []
        size = 0
        # Counted once inflated: a small answer may hold a large page.
        for piece in response.iter_bytes(65_536):
            size += len(piece)
            if size > most:
                raise Forbidden(too_big)
            pieces.append(piece)
        return Answer(response.status_code, headers, b"".join(pieces))

    def _pool_for(self, url: httpx.URL) -> httpcore.ConnectionPool:
        """The connections for a URL: straight to checked addresses, or by the proxy that the system names."""
        proxy = find_proxy(url.scheme, url.host)
        if proxy and not self._allow_local:
            # The proxy resolves the name for itself; what we can see of it is checked.
            self._check_name(url.host, url.port or 443)
        key = proxy or ""
        if key not in self._pools:
            backend = httpcore.SyncBackend() if self._allow_local or proxy else _CheckedBackend()
            if proxy:
                self._pools[key] = httpcore.HTTPProxy(proxy, ssl_context=self._context, network_backend=backend)
            else:
                self._pools[key] = httpcore.ConnectionPool(ssl_context=self._context, network_backend=backend)
        return self._pools[key]

    def _check_name(self, host: str, port: int) -> None:
        try:
            addresses = resolve(host, port)
        except Unreachable:
            return
        if not all(map(is_public, addresses)):
            raise Forbidden(f"{host} est une adresse privée ; --allow-local l'autorise")


class _Stream(httpx.SyncByteStream):
    """The body of an httpcore answer for httpx, which undoes its compression."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()


def find_proxy(scheme: str, host: str) -> str | None:
    """The proxy that the environment (or the system) names for a host; None where it is asked directly."""
    proxy = urllib.request.getproxies().get(scheme)
    return None if not proxy or urllib.request.proxy_bypass(host) else proxy


@contextmanager
def _failures_named(url: str) -> Iterator[None]:
    host = urlsplit(url).hostname
    try:
        yield
    except (httpcore.ConnectTimeout, httpcore.ReadTimeout, httpcore.WriteTimeout, httpcore.PoolTimeout) as error:
        raise Unreachable(f"{host} ne répond pas à temps") from error
    except (httpcore.NetworkError, httpcore.ProxyError, OSError) as error:
        raise Unreachable(f"{host} est injoignable ({' '.join(str(error).split())[:80]})") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.DecodingError, httpx.InvalidURL) as error:
        raise Unreachable(f"{host} répond de travers ({' '.join(str(error).split())[:80]})") from error
