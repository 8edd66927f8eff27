"""Telephone numbers as people write them: read with Thai digits, kept with Arabic ones, and dialled."""

import re
from collections.abc import Iterator

from thai.digits import to_arabic

_NUMBER = r"\+?[0-9](?:[ -]?[0-9]){2,14}"
_ONE = rf"{_NUMBER}(?: ต่อ [0-9]{{1,6}})?"
_WRITTEN = re.compile(rf"{_ONE}(?:, {_ONE})*")
# Of “0 0000 0000-2”, two lines of one office, the first is dialled.
_SEVERAL_LINES = re.compile(r"(.*[0-9]{3})-[0-9]{1,2}")
_EXTENSION = " ต่อ "


def parse_telephones(text: str) -> str:
    """
    One or several numbers, separated by commas, with Arabic digits and single blanks.

    A number has 3 to 15 digits, with blanks or hyphens between them, and may begin with + and end with an extension
    (ต่อ 12). Raises ValueError for whatever else is written.
    """
    written = " ".join(re.sub(r"\s*,\s*", ", ", to_arabic(text)).split())
    if not _WRITTEN.fullmatch(written):
        raise ValueError(text)
    return written


def dialled(telephones: str) -> Iterator[tuple[str, str]]:
    """Each number of what parse_telephones returned, as written and as dialled: (“0 0000 0000”, “000000000”)."""
    for written in filter(None, telephones.split(", ")):
        number = written.partition(_EXTENSION)[0]
        lines = _SEVERAL_LINES.fullmatch(number)
        yield written, re.sub(r"[ -]", "", lines[1] if lines else number)
