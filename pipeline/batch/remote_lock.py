"""One run at a time in an output folder elsewhere: a small object that its holder renews, and that others respect.

No service frees a lock when its holder dies. So the object says who holds it and when it was last renewed. One that
looks old (`STALE` seconds by our clock) is watched for longer than its holder would take to renew it: clocks need not
agree. A run that finds the object of an earlier one from the same working folder, whose own lock it holds, takes it
over at once. Where two runs take the lock at the same moment, S3 lets one through; with other protocols both could
begin: results are the same whoever writes them, and the one whose object does not stand writes no tables.
"""

import json
import platform
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import BusyOutput
from pipeline.locations import Url
from pipeline.outputs import WORKSPACE
from pipeline.remote import create_file, read_bytes, remove_file, write_file

STALE = 300.0
_README = """Écrit par « fiches convert ». Sans ce dossier, les tables restent ; la conversion suivante refait tout.
"""
_RENEW = 30.0
_END_WITHIN = 0.5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: a text for the working folder it came from, one for the run, a machine's name, and when the
    object was last renewed, in seconds since 1970.
    """

    home: str
    run: str
    machine: str
    renewed: float

    @property
    def is_stale(self) -> bool:
        """Whether it has not been renewed for so long that its holder must be gone."""
        return abs(time.time() - self.renewed) > STALE


@dataclass(slots=True)
class RemoteLock:
    """The lock of this run on an output folder elsewhere. `was_left`: a run that is gone had not let it go."""

    out: Url
    url: Url
    home: str
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    was_left: bool = False

    def take(self) -> None:
        """Take the lock. Raises BusyOutput where another run holds it, OSError."""
        try:
            create_file(self._describe(), self.url)
        except FileExistsError:
            holder = read_holder(self.url)
            if holder is not None and holder.home != self.home and self._is_alive(holder):
                raise BusyOutput(self.out, holder.machine) from None
            self.was_left = True
            write_file(self._describe(), self.url)
            self.check()

    def check(self) -> None:
        """Raises BusyOutput where another run has taken the lock over."""
        holder = read_holder(self.url)
        if holder is not None and holder.run != self.run:
            raise BusyOutput(self.out, holder.machine)

    def renew(self) -> None:
        """Say that this run goes on, unless another one has taken over. Raises OSError."""
        try:
            self.check()
        except BusyOutput:
            return
        write_file(self._describe(), self.url)

    def release(self) -> None:
        """Let others in. Raises OSError."""
        holder = read_holder(self.url)
        if holder is not None and holder.run == self.run:
            remove_file(self.url)

    def _is_alive(self, holder: Holder) -> bool:
        if not holder.is_stale:
            return True
        time.sleep(2 * _RENEW)
        return read_holder(self.url) not in (None, holder)

    def _describe(self) -> bytes:
        facts = {"home": self.home, "run": self.run, "machine": platform.node(), "renewed": time.time()}
        return json.dumps(facts).encode("utf-8")


@contextmanager
def hold_lock(out: Url, work: Path) -> Iterator[RemoteLock]:
    """Hold the lock of an output folder for a run with the working folder `work`.

    Raises BusyOutput where another run holds it, OSError.
    """
    # The folders that the object needs come with it.
    write_file(_README.encode("utf-8"), out / WORKSPACE / "LISEZ-MOI.txt")
    lock = RemoteLock(out, locate_lock(out), _find_home(work))
    lock.take()
    ending = threading.Event()
    threading.Thread(target=_keep, args=(lock, ending), daemon=True).start()
    try:
        yield lock
    finally:
        ending.set()
        release = threading.Thread(target=_release, args=(lock,), daemon=True)
        release.start()
        # Ctrl-C ends at once, also where the network is gone.
        release.join(_END_WITHIN)


def _release(lock: RemoteLock) -> None:
    # Without the network, it becomes stale by itself.
    with suppress(OSError):
        lock.release()


def locate_lock(out: Url) -> Url:
    """The lock object of an output folder."""
    return out / WORKSPACE / "verrou.json"


def read_holder(url: Url) -> Holder | None:
    """Who holds a lock; None where nobody does, or its object says nothing. Raises OSError."""
    try:
        return Holder(**json.loads(read_bytes(url)))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        return None


def _keep(lock: RemoteLock, ending: threading.Event) -> None:
    while not ending.wait(_RENEW):
        try:
            lock.renew()
        except OSError:
            # The network may come back before the lock is stale.
            continue


def _find_home(work: Path) -> str:
    """A text that names a working folder, kept in it."""
    path = work / "identite"
    if not path.exists():
        path.write_text(secrets.token_hex(8), encoding="utf-8")
    return path.read_text(encoding="utf-8")
