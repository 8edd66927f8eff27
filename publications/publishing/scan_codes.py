"""What the pages of a scanned PDF say of themselves: how many there are, and which editions their QR codes name."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Self

from publications.public.forms import ADDRESS

from . import scan_reader

# A process of the portal has one file read at a time, so that its threads together need the memory of one.
_ONE_AT_A_TIME = Lock()
_COMMAND = [sys.executable, "-I", str(Path(scan_reader.__file__))]
# By the clock: on a busy machine the seconds that the reader may reckon take longer.
_MAX_SECONDS = 3 * scan_reader.MAX_SECONDS


class Unreadable(Exception):
    """The file asks for more time or memory than it may take, has too many pages, or cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The number of `pages` of a scan, and what its codes name: `(page, SHA-256 of an edition's content)`."""

    pages: int
    named: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Those of a PDF file; codes that are none of an edition's address are left out. Raises Unreadable."""
        pages, *codes = _told(content)
        if pages > scan_reader.MAX_PAGES:
            raise Unreadable
        addresses = ((page, ADDRESS.fullmatch(text.strip())) for page, text in codes)
        return cls(pages, tuple((page, address[1]) for page, address in addresses if address))


def _told(content: bytes) -> list[Any]:
    """What the reader told; raises Unreadable where it was ended, or could not go on."""
    with _ONE_AT_A_TIME:
        try:
            told = subprocess.run(_COMMAND, input=content, capture_output=True, check=True, timeout=_MAX_SECONDS)  # noqa: S603
        except subprocess.SubprocessError as error:
            raise Unreadable from error
    return list(json.loads(told.stdout))
