"""
Whether a printed file says what was meant to be printed, as a browser reads it back (PDFium).

Each paragraph, heading and cell of the HTML is looked for as a whole, letter for letter. Where a line ends, a blank may
stand or not; nowhere else is one missing or too much.
"""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from unicodedata import normalize

import pypdfium2

from publications.render.pdf.actual_text import INVISIBLE
from publications.render.pdf.text_layer import with_sara_am

# Within these a text goes on; every other tag begins another.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u")
)
_SILENT = frozenset(("title", "desc", "style", "script"))
# What PDFium makes of a hyphen together with the line end after it, and blanks that keep words together.
_AS_READ = str.maketrans({"\x02": "-\n", "\ufffe": "-\n", "\u00a0": " "})


class _Texts(HTMLParser):
    """Collects the texts of a page's body, each with what stands in it in elements of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = [""]
        self._silent: list[str] = ["head"]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._begin_another_at(tag)
        if tag == "body":
            self._silent.clear()
        if tag in _SILENT:
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._begin_another_at(tag)
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts[-1] += data

    def _begin_another_at(self, tag: str) -> None:
        if tag not in _INLINE and self.texts[-1]:
            self.texts.append("")


def texts_of(html: str) -> Iterator[str]:
    """What a reader of the page is meant to read, without what only steers its line ends."""
    parser = _Texts()
    parser.feed(html)
    parser.close()
    for text in parser.texts:
        read = " ".join(_as_read(text.translate(INVISIBLE)).split())
        if read:
            yield read


def unreadable(texts: Iterable[str], printed: bytes) -> list[str]:
    """Those of `texts` that are not read back from the file, in their order; none of a file as it should be."""
    read = _read(printed)
    whole, pages = _Lines("".join(read)), [_Lines(page) for page in read]
    return [text for text in texts if not whole.has(text) and not _goes_over(text, pages)]


def count_pages(printed: bytes) -> int:
    """How many pages a printed file has."""
    with pypdfium2.PdfDocument(printed) as document:
        return len(document)


def _read(printed: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(printed)
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    return [_as_read(page) + "\n" for page in pages]


def _as_read(text: str) -> str:
    """In one of the ways of typing the same letters: of ู and ้ either may come first, which looks the same."""
    return with_sara_am(normalize("NFC", text.translate(_AS_READ)))


class _Lines:
    """A text that is searched without its blanks and line ends, which are then held against what was written."""

    def __init__(self, text: str) -> None:
        self.letters: list[str] = []
        self.before: list[str] = []  # what stands before each letter: nothing, a blank or a line end
        between = ""
        for letter in text:
            if letter.isspace():
                between = "\n" if letter in "\r\n" else between or " "
            else:
                self.letters.append(letter)
                self.before.append(between)
                between = ""
        self.joined = "".join(self.letters)

    def has(self, text: str) -> bool:
        """Whether `text` stands in it somewhere, blanks included."""
        wanted = _Lines(text)
        start = self.joined.find(wanted.joined)
        while start >= 0:
            if all(self._is_as_written(start + place, wanted, place) for place in range(1, len(wanted.letters))):
                return True
            start = self.joined.find(wanted.joined, start + 1)
        return False

    def part_of(self, wanted: "_Lines", first: int) -> int:
        """How many letters of `wanted`, from this one on, stand together up to the end of a line or of a cell.

        What goes on from the page before begins a line or a cell.
        """
        starts = (
            start
            for start, letter in enumerate(self.letters)
            if letter == wanted.letters[first] and (not first or not start or self.before[start])
        )
        return max((self._together(start, wanted, first) for start in starts), default=0)

    def _together(self, start: int, wanted: "_Lines", first: int) -> int:
        whole, most = 0, min(len(self.letters) - start, len(wanted.letters) - first)
        for length in range(1, most):
            if self.before[start + length]:
                whole = length
            if self.letters[start + length] != wanted.letters[first + length]:
                return whole
            if not self._is_as_written(start + length, wanted, first + length):
                return whole
        return most

    def _is_as_written(self, place: int, wanted: "_Lines", written: int) -> bool:
        """Whether before this letter stands what was written before that one: a line end may stand for all."""
        return self.before[place] in ("\n", wanted.before[written])


def _goes_over(text: str, pages: list[_Lines]) -> bool:
    """Whether a text stands in parts: at the end of a cell of one page, and going on in cells of the next ones.

    What stands on one page as a whole is no such text and has been looked for.
    """
    wanted = _Lines(text)
    return not any(wanted.joined in page.joined for page in pages) and any(
        _is_read_from(wanted, pages[start:]) for start in range(len(pages))
    )


def _is_read_from(wanted: _Lines, pages: list[_Lines]) -> bool:
    read = 0
    for page in pages:
        part = page.part_of(wanted, read)
        read += part
        if not part or read == len(wanted.letters):
            break
    return read == len(wanted.letters)
