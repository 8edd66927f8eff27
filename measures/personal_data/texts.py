"""The text inside a file of evidence, as far as personal data in it can be looked for."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice

from measures.evidence import pdf

from . import office

# About five hundred printed pages; in what comes after nobody looks for a number.
MAX_CHARACTERS = 1_000_000
MAX_PIECES = 200_000


def text_of(content: bytes, extension: str) -> str:
    """The text of a PDF, DOCX or XLSX up to a bound, a line for each page, paragraph or cell; "" for all else."""
    read = _READERS.get(extension)
    pieces: list[str] = []
    # Whatever a damaged file makes its reader trip over: what came before it is looked through all the same.
    with suppress(Exception):
        pieces.extend(_bounded(read(content) if read else ()))
    return "\n".join(pieces)


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    left = MAX_CHARACTERS
    for piece in islice(pieces, MAX_PIECES):
        yield piece[:left]
        left -= len(piece) + 1
        if left <= 0:
            return


_READERS: dict[str, Callable[[bytes], Iterable[str]]] = {
    "pdf": pdf.texts,
    "docx": office.texts,
    "xlsx": office.texts,
}
