"""PDF files as evidence: whether they open, hold no program and no password, and their text."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from django.utils.translation import gettext as _

from . import pdf_reader
from .refusals import Refused

# A process of the portal has one file read at a time, so that its threads together need the memory of one.
_ONE_AT_A_TIME = Lock()
_READER = Path(pdf_reader.__file__)
# By the clock: on a busy machine the seconds that the reader may reckon take longer.
_MAX_SECONDS = 4 * pdf_reader.MAX_SECONDS


def check(content: bytes) -> None:
    """Raise Refused unless the file opens as a PDF of at least one page, without password and without programs."""
    told = _read("check", content).removesuffix(pdf_reader.BETWEEN_PAGES)
    if told != pdf_reader.WHOLE:
        raise Refused(_reason(told))


def texts(content: bytes) -> Iterator[str]:
    """The text of each page of a file that passed `check`, as far as the limits of pages and time allow."""
    yield from _read("texts", content).split(pdf_reader.BETWEEN_PAGES)[:-1]


def _read(act: str, content: bytes) -> str:
    """What the reader told of a file before it was ready, or had asked for more than it may have."""
    command = [sys.executable, "-I", str(_READER), act]
    with _ONE_AT_A_TIME:
        try:
            told = subprocess.run(command, input=content, capture_output=True, timeout=_MAX_SECONDS).stdout  # noqa: S603
        except subprocess.TimeoutExpired as late:
            told = late.stdout or b""
    return told.decode(errors="replace")


def _reason(told: str) -> str:
    match told:
        case pdf_reader.LOCKED:
            return _(
                "The PDF is protected with a password. Print it as a PDF anew (Print › Save as PDF) and upload that."
            )
        case pdf_reader.DAMAGED:
            return _("The PDF cannot be opened: it is damaged or empty. Export it anew and upload the new file.")
        case pdf_reader.PROGRAM:
            return _(
                "The PDF contains a program (JavaScript, or a command that starts another program). "
                "Print it as a PDF anew (Print › Save as PDF) and upload that."
            )
    return _(
        "The PDF is drawn in so intricate a way that it cannot be opened within the time and memory that a file may "
        "take. Print it as a PDF anew (Print › Save as PDF) and upload that."
    )
