"""Jobs for the tests of the worker, which finds them by their place as it finds the portal's own."""

import time
from pathlib import Path

from jobs.queue import job


@job
def write_slowly(folder: str) -> None:
    """Say that it has begun, wait until somebody says go, and write one line."""
    place = Path(folder)
    with (place / "begun").open("a") as begun:
        begun.write("begun\n")
    while not (place / "go").exists():
        time.sleep(0.05)
    with (place / "done").open("a") as done:
        done.write("done\n")


@job
def stumble() -> None:
    """Fail every time."""
    raise ValueError("the mail server sleeps")
