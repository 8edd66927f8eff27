"""How long a second `make run` takes until the portal answers."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from .measure import Row, free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent


def rows() -> Iterator[Row]:
    _run()
    yield Row("second `make run` until it answers", f"{_run():.1f} s", "seconds")


def _run() -> float:
    port, start = free_port(), time.perf_counter()
    server = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, limit=600)
        return time.perf_counter() - start
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
