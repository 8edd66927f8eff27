"""
Reads one PDF from its standard input, as a program of its own: `check` or `texts`; alone knows pypdfium2.

A file of some kilobytes can ask for any amount of memory and time, page by page within itself. So whoever is handed
it (pdf.py) lets this program open it, and what asks for too much ends the program and nothing else.
"""

import re
import resource
import sys
import zlib
from collections.abc import Iterator

import pypdfium2

# The whole program; it has some 50 MB of its own, and a page of a large plan takes a few times that.
MAX_MEMORY = 768 * 1024 * 1024
MAX_SECONDS = 10
# What a person can be asked to look through; a document beyond it is read up to here.
MAX_PAGES = 300
MAX_CHARACTERS = 1_000_000
# What `check` answers, and what stands between the pages that `texts` tells.
WHOLE, LOCKED, DAMAGED, PROGRAM = "whole", "locked", "damaged", "program"
BETWEEN_PAGES = "\f"

_PROGRAM = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])")
# A letter of a name may be written as its number: /J#61vaScript.
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Objects are often packed into streams that say so in the lines before them.
_STREAM = re.compile(rb"stream\r?\n")
_OBJECTS = b"/ObjStm"
_LINES_BEFORE = 512
# All packed objects of a file together; those of a document of a thousand pages have some megabytes.
_MAX_OBJECTS = 64 * 1024 * 1024
# Packed data are taken in pieces, since nobody can say where they end before they are unpacked.
_FIRST_PIECE, _PIECE = 1024, 64 * 1024


def check(content: bytes) -> str:
    """Whether the file opens as a PDF of at least one page, without a password and without programs."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            is_locked = pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1
            document.get_page(0)  # raises when there is none
            has_program = pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
    except pypdfium2.PdfiumError as error:
        return LOCKED if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else DAMAGED
    if is_locked:
        return LOCKED
    has_program = has_program or _names_a_program(content) or any(map(_names_a_program, _packed_objects(content)))
    return PROGRAM if has_program else WHOLE


def texts(content: bytes) -> Iterator[str]:
    """The text of each page, as far as the limits of pages and characters allow."""
    left = MAX_CHARACTERS
    with pypdfium2.PdfDocument(content) as document:
        for number in range(min(len(document), MAX_PAGES)):
            text = document[number].get_textpage().get_text_bounded()[:left]
            left -= len(text)
            yield text
            if left <= 0:
                return


def _names_a_program(data: bytes) -> bool:
    return bool(_PROGRAM.search(_spelt_out(data)))


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The unpacked objects of every stream of objects, up to a bound; what cannot be unpacked is left out."""
    left = _MAX_OBJECTS
    for stream in _STREAM.finditer(content):
        if _OBJECTS in _spelt_out(content[max(0, stream.start() - _LINES_BEFORE) : stream.start()]) and left > 0:
            objects = _unpacked(content, stream.end(), left)
            left -= len(objects)
            yield objects


def _spelt_out(data: bytes) -> bytes:
    """The data with every letter that was written as its number."""
    return _NUMBERED.sub(lambda number: bytes([int(number[1], 16)]), data)


def _unpacked(content: bytes, start: int, at_most: int) -> bytes:
    """What is packed from `start` on, as far as it can be unpacked."""
    unpacking, unpacked, size = zlib.decompressobj(), bytearray(), _FIRST_PIECE
    while start < len(content) and not unpacking.eof and len(unpacked) < at_most:
        piece = unpacking.unconsumed_tail or content[start : start + size]
        start, size = start + (0 if unpacking.unconsumed_tail else len(piece)), _PIECE
        try:
            unpacked += unpacking.decompress(piece, at_most - len(unpacked))
        except zlib.error:
            break
    return bytes(unpacked)


def main(act: str) -> None:
    """Read the file under the limits, and write what is known of it as soon as it is."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content, answer = sys.stdin.buffer.read(), sys.stdout.buffer
    for piece in [check(content)] if act == "check" else texts(content):
        answer.write((piece + BETWEEN_PAGES).encode(errors="replace"))
        answer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
