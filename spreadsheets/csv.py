"""CSV in and out: told apart by the mark between its columns, numbered as a spreadsheet shows it, written for Excel."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TextIO

from django.utils.translation import gettext as _

from .faults import BadSpreadsheet, Fault

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
SAMPLE = 64 * 1024
# The line by which some programs tell Excel what separates the columns; Excel itself does not show it.
_SEPARATOR_LINE = re.compile(r'[\ufeff"]*sep=([^\r\n"]?)"?[,;\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def rows_of(text: TextIO) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text at its beginning, numbered as a spreadsheet does; BadSpreadsheet where quotes do not close."""
    beginning = text.read(SAMPLE)
    announced = _SEPARATOR_LINE.match(beginning)
    text.seek(0)
    if announced:
        text.read(announced.end())
        beginning = beginning[announced.end() :]
    return _rows(text, (announced and announced[1]) or delimiter_of(beginning))


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        reason = _(
            "From here on the quotation marks do not fit. Open the file in Excel and save it as CSV UTF-8 again."
        )
        raise BadSpreadsheet(Fault(reason, row=number + 1)) from error


def delimiter_of(beginning: str) -> str:
    """What separates the columns: the mark that is most frequent in the first line outside quotation marks."""
    outside_quotes = re.sub(r'"[^"]*"', "", beginning.lstrip("\r\n "))
    heading = re.split(r"[\r\n]", outside_quotes, maxsplit=1)[0]
    return max(DELIMITERS, key=heading.count)


def write(headings: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """UTF-8 with a byte-order mark, so that Excel shows Thai; lines end as RFC 4180 asks."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *rows])
    return file.getvalue().encode("utf-8-sig")
