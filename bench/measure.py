"""How things are measured: a portal of its own in a temporary folder, timers, a small client."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: what was measured, what came out, what is promised ("" when nothing is)."""

    what: str
    measured: str
    promised: str = ""


class Run(NamedTuple):
    """How long a program ran in a process of its own, and the most memory that it had at once."""

    seconds: float
    megabytes: float


def alone(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a program in a process of its own; raises RuntimeError when it fails."""
    starter = [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py"))]
    answer = subprocess.run([*starter, *command], env=environment, check=True, capture_output=True, text=True)
    status, seconds, kilobytes = answer.stdout.split()
    if status != "0":
        raise RuntimeError(f"{command[:3]} ended with {status}: {answer.stderr}")
    return Run(float(seconds), int(kilobytes) / 1024)


def best(runs: Sequence[Run]) -> Run:
    """The shortest time, because what else the machine does only ever adds to it; the highest peak."""
    return Run(min(run.seconds for run in runs), max(run.megabytes for run in runs))


def own_portal(folder: Path) -> None:
    """Point the settings at a new portal in `folder`, before Django is set up."""
    os.environ.update(
        SECRET_KEY=secrets.token_hex(32),
        DATABASE_URL=f"sqlite:///{folder / 'portal.sqlite3'}",
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(folder / "static"),
        SITE_ROOT="",
        ALLOWED_HOSTS="127.0.0.1,localhost,.localhost",
        HTTPS="off",
        DEBUG="off",
        DJANGO_SETTINGS_MODULE="bench.settings",
    )


def seconds(*acts: Callable[[], object], times: int = 5) -> list[float]:
    """The shortest time of each act in seconds, after a warm-up.

    The acts take turns, so that a machine that is slow for a while is slow for all of them; and the shortest time is
    kept, because what else the machine does only ever adds to it. So a ratio of two of them is the same tomorrow.
    """
    for act in acts:
        act()
    return [min(taken) for taken in zip(*([_timed(act) for act in acts] for _turn in range(times)), strict=True)]


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int, address: str = "/healthz", limit: float = 120) -> None:
    """Return as soon as somebody answers 200 at the address; raises TimeoutError after `limit` seconds."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            if get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), address).status == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"nobody answers at port {port}")


def get(connection: http.client.HTTPConnection, address: str) -> http.client.HTTPResponse:
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    return response


@contextmanager
def production_server() -> Iterator[int]:
    """gunicorn, as in production, on a free port of this machine alone."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "ita_portal.wsgi"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def requests_per_second(port: int, *addresses: str, duration: float = 1, times: int = 3) -> list[float]:
    """How often each address is answered at best; they take turns, as in `seconds`, after a warm-up."""
    for address in addresses:
        _rate(port, address, duration)
    turns = [[_rate(port, address, duration) for address in addresses] for _turn in range(times)]
    return [max(rates) for rates in zip(*turns, strict=True)]


def _rate(port: int, address: str, duration: float, clients: int = 4) -> float:
    """How often `clients` at once get `address` with status 200, each over one connection that is kept open."""
    counts = [0] * clients
    end = time.perf_counter() + duration

    def ask(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < end:
            status = get(connection, address).status
            if status != 200:
                raise RuntimeError(f"{address} answered {status}")
            counts[index] += 1

    threads = [threading.Thread(target=ask, args=[index]) for index in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / duration
