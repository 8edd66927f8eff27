"""The text inside a file of evidence, as far as personal data in it can be looked for; alone knows python-docx."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from measures.evidence import pdf
from spreadsheets import packed, workbook

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


def _paragraphs(content: bytes) -> Iterator[str]:
    """Every paragraph wherever it stands: text, tables, frames, headers, footers, notes, comments."""
    packed.check(content)
    for part in docx.Document(io.BytesIO(content)).part.package.iter_parts():
        if part.partname.startswith("/word/") and part.content_type.endswith("+xml"):
            for paragraph in parse_xml(part.blob).iter(qn("w:p")):
                yield "".join(_run(node) for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")))


def _run(node: object) -> str:
    return getattr(node, "text", None) or "\t"


_READERS: dict[str, Callable[[bytes], Iterable[str]]] = {
    "pdf": pdf.texts,
    "docx": _paragraphs,
    "xlsx": workbook.texts,
}
