"""
Where a text names a person: ID numbers, telephone numbers and e-mail addresses, in Thai or Arabic digits.

A number is marked rather once too often than missed. What Thai offices write all day is left alone: years, dates,
amounts of money, numbers of letters.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from thai.digits import to_arabic


class PersonalData(TextChoices):
    """What is looked for, in the order in which a place that could be several is taken."""

    EMAIL = "email", _("e-mail address")
    NATIONAL_ID = "national_id", _("ID number of a person")
    TELEPHONE = "telephone", _("telephone number")


@dataclass(frozen=True, slots=True)
class Found:
    """
    One piece of personal data as it stands in the text.

    `masked` shows as much as it takes to recognise it. `digest` is the same however it is written, in every text, so
    that a decision about it can be kept without keeping it.
    """

    kind: PersonalData
    text: str
    masked: str
    digest: str


_BLANK = r"[ \u00a0]"
_DASH = r"[-\u2010-\u2015]"
# Between the groups of a number.
_GAP = rf"{_BLANK}?(?:{_DASH}{_BLANK}?)?"
_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?<![0-9])", r"(?![0-9])"

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)
# Looked for at every digit, since one that stands before the number would else hide it.
_NATIONAL_ID = re.compile(rf"{_NO_DIGIT_BEFORE}(?=([0-9](?:{_GAP}[0-9]){{12}}){_NO_DIGIT_AFTER})")

# Groups of three digits or more tell a number that is dialled from a date; 02 and 0x are towns, 06, 08 and 09 mobiles.
_AREA = rf"(?:\(0[2-9][0-9]?\)|0[2-9][0-9]?|0(?={_GAP}[2-9][0-9]{{3}}))"
_ABROAD = rf"(?:(?:\+|00)66{_GAP}(?:\(0\){_GAP})?[2-9][0-9]?)"
_LOCAL = rf"(?:{_GAP}|\.)[0-9]{{3,8}}(?:(?:{_GAP}|\.)[0-9]{{3,4}})?"
_TELEPHONE = re.compile(rf"(?<![0-9+])(?<![0-9][-.])(?:{_ABROAD}|{_AREA}){_LOCAL}{_NO_DIGIT_AFTER}")
_LENGTHS = (9, 10)
_MOBILES = ("06", "08", "09")
# `0 2566 2567`: nothing, and two years.
_YEARS = re.compile(rf"0{_BLANK}25[0-9]{{2}}{_BLANK}25[0-9]{{2}}")


def find(text: str) -> list[Found]:
    """All personal data of a text in its order, each once however often and in whatever form it is repeated."""
    digits = to_arabic(text)  # one for one, so that every place is the same in both
    found: dict[int, Found] = {}
    taken = bytearray(len(text))
    for kind, search in _SEARCHES.items():
        for start, end, normal, masked in search(digits):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found[start] = Found(kind, text[start:end], masked, _digest(kind, normal))
    in_order = {found[start].digest: found[start] for start in sorted(found, reverse=True)}
    return list(reversed(in_order.values()))


def is_national_id(digits: str) -> bool:
    """Whether the last of thirteen digits is the check digit of those before it."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])


# Where it starts and ends, how it is written normally, and what of it is shown.
_Place = tuple[int, int, str, str]


def _emails(text: str) -> Iterator[_Place]:
    for match in _EMAIL.finditer(text):
        address = match[0].lower()
        yield *match.span(), address, f"{match[0][0]}xxx@{address.partition('@')[2]}"


def _national_ids(text: str) -> Iterator[_Place]:
    for match in _NATIONAL_ID.finditer(text):
        number = _digits(match[1])
        if is_national_id(number):
            yield *match.span(1), number, f"{number[0]}-{number[1:3]}xx-xxxxx-xx-{number[12]}"


def _telephones(text: str) -> Iterator[_Place]:
    for match in _TELEPHONE.finditer(text):
        number = _as_dialled_here(match[0])
        if len(number) in _LENGTHS and not _YEARS.fullmatch(match[0]):
            area = number[:3] if number.startswith(_MOBILES) else number[:2]
            hidden = "x" * (len(number) - len(area) - 2)
            yield *match.span(), number, f"{area}-{hidden[:3]}-{hidden[3:]}{number[-2:]}"


_SEARCHES = {
    PersonalData.EMAIL: _emails,
    PersonalData.NATIONAL_ID: _national_ids,
    PersonalData.TELEPHONE: _telephones,
}


def _as_dialled_here(text: str) -> str:
    number = _digits(text)
    if text.startswith("+") or number.startswith("00"):
        return "0" + number.removeprefix("00").removeprefix("66").removeprefix("0")
    return number


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _digest(kind: PersonalData, normal: str) -> str:
    return hashlib.sha256(f"{kind.value}:{normal}".encode()).hexdigest()
