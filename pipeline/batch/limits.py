"""What the system allows a worker: a process group of its own, so much address space, no terminal, no network."""

import os
import signal
import sys
from contextlib import suppress
from functools import cache

import psutil

# What a document may take on top of the program with its lexicons.
MOST_MEMORY = 1536 * 1024 * 1024
# A second try may map more: then the memory in use decides, and not where a C library gave up for want of addresses.
_SPACIOUS = 4
_NETWORK = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
)


class NetworkClosed(Exception):
    """A reader tried to open a network connection. Nobody does while documents are converted."""


def close_network() -> None:
    """Make every attempt to reach the network in this process raise NetworkClosed. Cannot be undone."""
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise NetworkClosed(event)


def leave_terminal() -> None:
    """Take this process out of the terminal's reach: Ctrl-C is for the run, which ends its workers itself.

    Whatever a C library prints goes nowhere. With a group of its own, what a worker started ends with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def limit_memory(*, spacious: bool = False) -> None:
    """Let this process map MOST_MEMORY bytes more than it has (`spacious`: four times as many), where the system can.

    What goes beyond gets a MemoryError, in Python; a C library may abort. Only the soft limit is set, and set anew for
    each document. The run watches the memory in use besides, on every system.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has no such module

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = _mapped_now() + MOST_MEMORY * (_SPACIOUS if spacious else 1)
    soft = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def leave_no_core() -> None:
    """Let a crash of this process write no image of its memory."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has no such module

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _mapped_now() -> int:
    """Bytes of address space that this process has mapped; a guess where the system does not say."""
    try:
        return int(os.pread(_open_statm(os.getpid()), 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return MOST_MEMORY


@cache
def _open_statm(pid: int) -> int:
    """The file that tells a process of its memory, kept open: it is read for every document."""
    return os.open(f"/proc/{pid}/statm", os.O_RDONLY)


def end_group(pid: int) -> None:
    """Kill a worker and all that it started."""
    if sys.platform == "win32":
        _kill_tree(pid)
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # It went by itself, or has not come so far as to have a group.
        _kill_alone(pid)


def _kill_tree(pid: int) -> None:
    """The same where there are no groups: those that a process started, then itself."""
    try:
        process = psutil.Process(pid)
        family = [*process.children(recursive=True), process]
    except psutil.Error:
        return
    for one in family:
        with suppress(psutil.Error):
            one.kill()


def _kill_alone(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
