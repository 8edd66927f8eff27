"""Documents to print, and what readers of the PDF get of them."""

import re
import subprocess

import pymupdf
import pypdfium2
import pytest

from publications import document as read_model

SHA256 = "0123456789abcdef" * 4
PREVIEW_MARK = "ร่างเพื่อตรวจสอบ ยังไม่เผยแพร่"
CENTIMETRE = 72 / 2.54


def changed(document, **fields):
    """The same document with other fields, validated as if it had been built so."""
    return read_model.Document.model_validate(document.model_dump() | fields)


def with_measures(document, *titles_and_steps):
    """The same document with these measures, numbered from 1."""
    first = document.measures[0].model_dump()
    return changed(
        document,
        measures=[
            first | {"number": number, "title": title, "steps": steps}
            for number, (title, steps) in enumerate(titles_and_steps, start=1)
        ],
    )


def by_poppler(content: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def by_poppler_raw(content: bytes) -> str:
    """In the order of the file; without it poppler sorts lines by their places."""
    return by_poppler(content, "-raw")


def by_pdfium(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def by_mupdf(content: bytes) -> str:
    return "\n".join(pages(content))


def pages(content: bytes) -> list[str]:
    with pymupdf.open(stream=content) as opened:
        return [page.get_text() for page in opened]


READERS = pytest.mark.parametrize("read", [by_poppler_raw, by_pdfium, by_mupdf])


def unbroken(text: str) -> str:
    """Without blanks and line ends, which are the layout's."""
    return "".join(text.split())


def in_order(text: str, *expected: str) -> bool:
    return bool(re.search(".*".join(re.escape(unbroken(phrase)) for phrase in expected), unbroken(text), re.DOTALL))


def assert_within_margins(page) -> None:
    for left, top, right, _, word, *_ in page.get_text("words"):
        assert left >= 3 * CENTIMETRE - 1, word
        assert right <= page.rect.width - 2 * CENTIMETRE + 1, word
        assert top >= 1.4 * CENTIMETRE, word  # where the running head stands


def structure(content: bytes) -> list[tuple[str, dict]]:
    """All structure elements in reading order: tag, and the spans of a cell with the object's number."""
    with pymupdf.open(stream=content) as opened:
        root = int(opened.xref_get_key(opened.pdf_catalog(), "StructTreeRoot")[1].split()[0])
        return list(_elements(opened, root))


def _elements(opened, xref: int, parent: int = 0):
    kind = opened.xref_get_key(xref, "S")[1].removeprefix("/")
    spans = {
        name: int(value)
        for name in ("RowSpan", "ColSpan")
        if (value := opened.xref_get_key(xref, f"A/{name}")[1]) != "null"
    }
    yield kind, spans | {"number": xref, "parent": parent}
    for child in re.findall(r"(\d+) 0 R", opened.xref_get_key(xref, "K")[1]):
        if opened.xref_get_key(int(child), "Type")[1] == "/StructElem":
            yield from _elements(opened, int(child), xref)
