"""What a PDF that is none of ours carries inside: the editions attached to it, by their SHA-256."""

import subprocess
import sys
from pathlib import Path
from threading import Lock

from . import attachment_reader

# A process of the portal has one file read at a time, so that its threads together need the memory of one.
_ONE_AT_A_TIME = Lock()
# Whoever asks meanwhile waits so many seconds, by the clock.
MAX_WAIT = 10
# By the clock, too: on a busy machine the seconds that the reader may reckon take longer.
MAX_SECONDS = 3 * attachment_reader.MAX_SECONDS
_COMMAND = [sys.executable, "-I", str(Path(attachment_reader.__file__))]


class Busy(Exception):
    """Others are having files read, one after the other; a minute later there is time."""


def digests(pdf: bytes) -> list[str]:
    """The SHA-256 of each edition attached to a file, as far as it could be read; raises Busy."""
    if not _ONE_AT_A_TIME.acquire(timeout=MAX_WAIT):
        raise Busy
    try:
        told = subprocess.run(_COMMAND, input=pdf, capture_output=True, timeout=MAX_SECONDS).stdout  # noqa: S603
    except subprocess.TimeoutExpired as late:
        told = late.stdout or b""
    finally:
        _ONE_AT_A_TIME.release()
    return told.decode("ascii", errors="replace").split()
