"""The text inside Word documents and Excel workbooks, read as it comes past, however much there is."""

import re
import time
from collections.abc import Iterator
from decimal import Decimal
from xml.parsers import expat

from spreadsheets import packed

MAX_SECONDS = 10
# Text that is run together for longer than this is told in parts.
LONGEST_PIECE = 100_000
# With an exponent, as Excel writes it; a longer one is none.
_LONG_NUMBER = re.compile(r"-?\d(?:\.\d{1,16})?E[+]?\d{1,2}")
# The elements that hold text or a cell's value (of what was struck out, too), by their names without a namespace.
_TEXTS = frozenset(("t", "v", "delText", "instrText"))
# Where one piece of text ends and another begins: paragraphs, strings, cells, comments.
_PIECES = frozenset(("p", "si", "c", "v", "comment"))
_BLANKS = frozenset(("tab", "br"))


def texts(content: bytes) -> Iterator[str]:
    """Every paragraph, cell and note wherever it stands, as far as the limit of time allows.

    Raises what `packed.check` raises, and expat's error for a part that is no XML.
    """
    packed.check(content)
    end = time.monotonic() + MAX_SECONDS
    with packed.opened(content) as archive:
        for member in archive.infolist():
            if not member.filename.lower().endswith(".xml"):
                continue
            reader = _Reader()
            with archive.open(member) as part:
                while chunk := part.read(packed.CHUNK):
                    if time.monotonic() > end:
                        return
                    yield from reader.read(chunk)
            yield from reader.rest()


class _Reader:
    """Takes a part of a document in chunks, and gives the pieces of text that are whole."""

    def __init__(self) -> None:
        self._whole: list[str] = []
        self._piece: list[str] = []
        self._is_text = False
        self._is_number = False  # of a string that stands elsewhere
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, chunk: bytes) -> list[str]:
        """The pieces that end in this chunk."""
        self._parser.Parse(chunk)
        if sum(map(len, self._piece)) > LONGEST_PIECE:
            self._cut()
        return self._taken()

    def rest(self) -> list[str]:
        """What no end was found for."""
        self._cut()
        return self._taken()

    def _taken(self) -> list[str]:
        whole, self._whole = self._whole, []
        return whole

    def _cut(self) -> None:
        if self._piece:
            self._whole.append("".join(self._piece))
            self._piece = []

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(" ")[2]
        if name == "c":
            self._is_number = attributes.get("t") == "s"
        self._is_text = name in _TEXTS and not (name == "v" and self._is_number)
        if name in _PIECES:
            self._cut()
        elif name in _BLANKS:
            self._piece.append("\t")

    def _end(self, element: str) -> None:
        self._is_text, name = False, element.rpartition(" ")[2]
        if name == "v":
            self._piece = [_written_out("".join(self._piece))] if self._piece else []
        if name in _PIECES:
            self._cut()

    def _text(self, text: str) -> None:
        if self._is_text:
            self._piece.append(text)


def _written_out(value: str) -> str:
    """A cell's value as people see it: Excel keeps long numbers with an exponent."""
    return f"{Decimal(value):f}" if _LONG_NUMBER.fullmatch(value) else value
