"""
Whether a printed file says what was meant to be printed, as a browser reads it back (PDFium).

Each text of the HTML is looked for letter for letter. Where a line ends, a blank may stand or not; nowhere else is one
missing or too much.
"""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pypdfium2

from publications.render.pdf.actual_text import INVISIBLE
from publications.render.pdf.text_layer import with_sara_am

_SILENT = frozenset(("title", "desc", "style", "script"))
# What PDFium makes of a hyphen together with the line end after it, and blanks that keep words together.
_AS_READ = str.maketrans({"\x02": "-\n", "\ufffe": "-\n", "\u00a0": " "})


class _Texts(HTMLParser):
    """Collects the texts of a page's body, each as it stands between two tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._silent: list[str] = ["head"]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "body":
            self._silent.clear()
        if tag in _SILENT:
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


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
    pages = _read(printed)
    whole = _Lines("".join(pages))
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
    return with_sara_am(text.translate(_AS_READ))


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
            if all(
                found == "\n" or found == blank
                for found, blank in zip(
                    self.before[start + 1 : start + len(wanted.joined)], wanted.before[1:], strict=True
                )
            ):
                return True
            start = self.joined.find(wanted.joined, start + 1)
        return False


def _goes_over(text: str, pages: list[str]) -> bool:
    """Whether a text stands in parts: at the end of a cell of one page, and going on in cells of the next ones.

    Of its parts the letters alone are compared. What stands on one page as a whole has been looked for with its blanks.
    """
    letters, joined = _Lines(text).joined, [_Lines(page).joined for page in pages]
    return not any(letters in page for page in joined) and any(
        _is_read_from(letters, joined[start:]) for start in range(len(joined))
    )


def _is_read_from(letters: str, pages: list[str]) -> bool:
    for page in pages:
        length = _longest(letters, page)
        letters = letters[length:]
        if not length or not letters:
            break
    return not letters


def _longest(text: str, page: str) -> int:
    """How many letters of the beginning of `text` stand together on a page."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in page else (low, middle - 1)
    return low
