"""A service that speaks S3 on this machine, by moto; `serve` raises ImportError where that is not installed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest

from pipeline.locations import Url

_REGION = "eu-west-3"


class Service:
    """A service that can be stopped and started: what it keeps outlives that."""

    def __init__(self) -> None:
        self._servers: Any = import_module("moto.server")
        self._systems: Any = import_module("s3fs")
        self._port = 0
        self.start()

    def start(self) -> None:
        """Listen, at the same port each time."""
        self._server = self._servers.ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
        self._port = self._server.get_host_and_port()[1]

    def stop(self) -> None:
        """Listen no more."""
        self._server.stop()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def make_bucket(self, name: str) -> Url:
        """A new bucket; call it while the environment names this service."""
        self._systems.S3FileSystem(use_listings_cache=False).mkdir(name, region_name=_REGION)
        return Url(f"s3://{name}")

    def forget_connections(self) -> None:
        """Others may have been made before, for another service."""
        self._systems.S3FileSystem.clear_instance_cache()


@contextmanager
def serve() -> Iterator[Service]:
    """A service that the environment names, for this process and those that it starts."""
    service = Service()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    names = {
        "AWS_ACCESS_KEY_ID": "cle",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": _REGION,
        "AWS_ENDPOINT_URL": service.address,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in names.items():
            patch.setenv(name, value)
        service.forget_connections()
        yield service
        service.forget_connections()
    service.stop()
