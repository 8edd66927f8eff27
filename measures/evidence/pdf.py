"""PDF files as evidence: whether they open, hold no program and no password, and their text; alone knows pypdfium2."""

import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2
from django.utils.translation import gettext as _

from .refusals import Refused

# PDFium may be asked by one thread at a time.
_ONE_AT_A_TIME = Lock()
# What a person can be asked to look through; a document beyond it is read up to here.
MAX_PAGES = 300
MAX_SECONDS = 10

_PROGRAM = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])")
# A letter of a name may be written as its number: /J#61vaScript.
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Objects are often packed into streams that say so in the lines before them.
_STREAM = re.compile(rb"stream\r?\n")
_OBJECTS = b"/ObjStm"
_LINES_BEFORE = 512
# All packed objects of a file together; those of a document of a thousand pages have some megabytes.
_MAX_OBJECTS = 64 * 1024 * 1024


def check(content: bytes) -> None:
    """Raise Refused unless the file opens as a PDF of at least one page, without password and without programs."""
    try:
        with _opened(content) as document:
            is_locked = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1
            document.get_page(0)  # raises when there is none
            has_program = pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
    except pypdfium2.PdfiumError as error:
        raise _locked() if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else _damaged() from error
    if is_locked:
        raise _locked()
    if has_program or _names_a_program(content) or any(map(_names_a_program, _packed_objects(content))):
        raise Refused(
            _(
                "The PDF contains a program (JavaScript, or a command that starts another program). "
                "Print it as a PDF anew (Print › Save as PDF) and upload that."
            )
        )


def texts(content: bytes) -> Iterator[str]:
    """The text of each page of a file that passed `check`, as far as the limits of pages and time allow."""
    end = time.monotonic() + MAX_SECONDS
    with _opened(content) as document:
        for number in range(min(len(document), MAX_PAGES)):
            if time.monotonic() > end:
                return
            yield document[number].get_textpage().get_text_bounded()


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as document:
        yield document


def _names_a_program(data: bytes) -> bool:
    return bool(_PROGRAM.search(_spelt_out(data)))


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The unpacked objects of every stream of objects, up to a bound; what cannot be unpacked is left out."""
    left = _MAX_OBJECTS
    for stream in _STREAM.finditer(content):
        if _OBJECTS in _spelt_out(content[max(0, stream.start() - _LINES_BEFORE) : stream.start()]) and left > 0:
            objects = _unpacked(memoryview(content)[stream.end() :], left)
            left -= len(objects)
            yield objects


def _spelt_out(data: bytes) -> bytes:
    """The data with every letter that was written as its number."""
    return _NUMBERED.sub(lambda number: bytes([int(number[1], 16)]), data)


def _unpacked(data: memoryview, at_most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, at_most)
    except zlib.error:
        return b""


def _locked() -> Refused:
    return Refused(
        _("The PDF is protected with a password. Print it as a PDF anew (Print › Save as PDF) and upload that.")
    )


def _damaged() -> Refused:
    return Refused(_("The PDF cannot be opened: it is damaged or empty. Export it anew and upload the new file."))
