"""What stands in one cell: what people paste is taken on purpose, and what could mean two things is refused."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thai.calendar import format_numeric
from thai.digits import to_arabic
from thai.forms import BuddhistDateField, FiscalYearField, ThaiIntegerField
from thai.numbers import parse_decimal, two_places, ungrouped

HIGHEST = 100
# A score typed without its point: 8749 where 87.49 is meant.
WITHOUT_POINT = range(1_000, 10_001)

# Pasted Thai often brings blanks that cannot be seen.
_AROUND = re.compile(r"\A[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+\Z")
# One or two digits behind a comma are decimals, because groups of thousands have three.
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_ERA = re.compile(r"(?:พ\.? ?ศ\.?|B\.? ?E\.?) ?", re.IGNORECASE)
_YEAR = FiscalYearField(required=False)
_WHOLE = ThaiIntegerField(required=False)
_DATE = BuddhistDateField(required=False)
YES = "ใช่"
_MARKS = {"": False, YES: True, "ไม่ใช่": False, "yes": True, "no": False, "true": True, "false": False}
_SEPARATORS = re.compile(r"[;,\s]+")


class Refused(ValueError):
    """A cell that cannot be taken; its text says why in the reader's language."""


def text(cell: str) -> str:
    """Prose: without surrounding blanks, its lines kept, each line ended the same way."""
    return trimmed(cell.replace("\r\n", "\n").replace("\r", "\n"))


def limited(length: int) -> Callable[[str], str]:
    """A reader of prose of at most `length` characters."""

    def read(cell: str) -> str:
        found = text(cell)
        if len(found) > length:
            raise Refused(
                _("The text has %(length)s characters; at most %(limit)s are allowed.")
                % {"length": len(found), "limit": length}
            )
        return found

    return read


def score(cell: str) -> Decimal | None:
    """
    A score of 0-100 with at most two decimals, kept exactly; None for an empty cell, which is not zero.

    Taken on purpose: Thai digits, surrounding blanks, a percent sign, thousands separators (1,234.50) and a
    decimal comma (77,85). Raises Refused for anything else.
    """
    written = to_arabic(trimmed(cell)).removesuffix("%").rstrip()
    if not written:
        return None
    written = ungrouped(written)
    if _DECIMAL_COMMA.fullmatch(written):
        written = written.replace(",", ".")
    try:
        return _in_range(parse_decimal(written))
    except Refused:
        raise
    except ValueError:
        raise Refused(
            _("This is not a number. A score looks like 87.49; leave the cell empty when it is not known.")
        ) from None


def _in_range(value: Decimal) -> Decimal:
    if not 0 <= value <= HIGHEST:
        reason = _("A score lies between 0 and 100.")
        if value in WITHOUT_POINT:
            reason += " " + _("Do you mean %(score)s?") % {"score": two_places(value / 100)}
        raise Refused(reason)
    nearest = two_places(value)
    if value != nearest and value < 1:
        raise Refused(
            _("This is a share of one and no score of 100. Do you mean %(score)s?") % {"score": two_places(value * 100)}
        )
    if value != nearest:
        raise Refused(
            _("A score has at most two decimals. Type %(score)s if that is what the result says.") % {"score": nearest}
        )
    return nearest


def fiscal_year(cell: str) -> int | None:
    """A fiscal year B.E.: 2566, ๒๕๖๖, 2,566 or พ.ศ. 2566; a year C.E. is answered with the year B.E."""
    written = to_arabic(trimmed(cell))
    year: int | None = _cleaned(_YEAR, _ERA.sub("", ungrouped(written), count=1))
    return year


def whole(cell: str) -> int | None:
    """A whole number, such as the number of an indicator."""
    number: int | None = _cleaned(_WHOLE, trimmed(cell))
    return number


def wholes(cell: str) -> tuple[int, ...]:
    """Whole numbers, each once and rising, however they are separated: `4; 5`, `๔, ๕` or one a line."""
    parts = [part for part in _SEPARATORS.split(trimmed(cell)) if part]
    try:
        return tuple(sorted({int(_cleaned(_WHOLE, part)) for part in parts}))
    except Refused:
        raise Refused(_("Give whole numbers separated by semicolons, for example 4; 5.")) from None


def yes_no(cell: str) -> bool:
    """A mark: ใช่ or yes, ไม่ใช่ or no; an empty cell is no mark."""
    found = key(cell)
    if found not in _MARKS:
        raise Refused(_("Write ใช่ or ไม่ใช่, or leave the cell empty."))
    return _MARKS[found]


def date(cell: str) -> datetime.date | None:
    """A day with a year B.E., in any form that the admin takes."""
    day: datetime.date | None = _cleaned(_DATE, trimmed(cell))
    return day


def _cleaned(field: Any, cell: str) -> Any:
    try:
        return field.clean(cell)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None


def trimmed(cell: str) -> str:
    """Without surrounding blanks."""
    return _AROUND.sub("", cell)


# Out and in again


def written(value: Any) -> str | int | Decimal:
    """A value as a cell: dates in B.E., numbers as numbers, a mark as ใช่, empty for None."""
    if isinstance(value, datetime.date):
        return format_numeric(value)
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None else value


def same(old: Any, new: Any) -> bool:
    """
    Whether two values say the same to a reader.

    A file neither shows the blanks around a text nor how its lines end, so these alone are no difference.
    """
    if isinstance(old, str) and isinstance(new, str):
        return text(old) == text(new)
    if isinstance(old, tuple) and isinstance(new, tuple):
        return len(old) == len(new) and all(same(*pair) for pair in zip(old, new, strict=True))
    return bool(old == new)


def key(name: str) -> str:
    """A name as it is compared: blanks, capitals and two slips of Thai typing (เเ for แ, ํ+า for ำ) do not count."""
    spelled = trimmed(name).replace("เเ", "แ").replace("ํา", "ำ")
    return " ".join(spelled.split()).casefold()
