"""Buddhist-era dates and fiscal years of the Thai state: pure functions, none knows what day it is."""

import re
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from thai.digits import to_arabic

Language = Literal["th", "en"]

BUDDHIST_OFFSET = 543
BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_YEARS = range(2400, 2701)
# What a C.E. year typed by mistake looks like; no year is in both ranges.
CHRISTIAN_YEARS = range(1900, 2158)

THAI_MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
THAI_MONTHS_SHORT = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH_MONTHS_SHORT = tuple(name[:3] for name in ENGLISH_MONTHS)

_MONTH_NAMES = (THAI_MONTHS, THAI_MONTHS_SHORT, ENGLISH_MONTHS, ENGLISH_MONTHS_SHORT)
_MONTH_NUMBERS = {
    name.replace(".", "").lower(): number for names in _MONTH_NAMES for number, name in enumerate(names, start=1)
}
# [0-9] and not \d, which matches the digits of every script.
_DATE_FORMS = (
    re.compile(r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2}) ?(?P<month>[^ 0-9]+?) ?(?:(?:พ\.? ?ศ\.?|B\.? ?E\.?) ?)?(?P<year>[0-9]{4})", re.I),
)


class ChristianEraYear(ValueError):
    """A year that looks like C.E. where B.E. is meant; `buddhist_year` is the year to propose."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.buddhist_year = year + BUDDHIST_OFFSET
        super().__init__(f"{year} looks like a year C.E.; B.E. would be {self.buddhist_year}")


class NoSuchDay(ValueError):
    """A date that is well written but not in the calendar, such as 31 February."""


def christian_year(buddhist_year: int) -> int:
    """Return the C.E. year of a year B.E. 2400–2700; ChristianEraYear or ValueError for anything else."""
    if buddhist_year in CHRISTIAN_YEARS:
        raise ChristianEraYear(buddhist_year)
    if buddhist_year not in BUDDHIST_YEARS:
        raise ValueError(f"not a year B.E. 2400-2700: {buddhist_year}")
    return buddhist_year - BUDDHIST_OFFSET


def parse_date(text: str) -> date:
    """
    Read a date whose year is B.E. 2400–2700, in Thai or Arabic digits.

    Accepted: 31/3/2566, 31-03-2566, 31.3.2566, 2566-03-31, and the day with the month's Thai or English name,
    full or short, with or without the era (๓๑ มีนาคม พ.ศ. ๒๕๖๖). Raises ChristianEraYear, NoSuchDay, or
    ValueError for anything else, two-digit years included: 66 of one era looks like 66 of the other.
    """
    written = " ".join(to_arabic(text).split())
    for form in _DATE_FORMS:
        if match := form.fullmatch(written):
            return _existing_day(int(match["day"]), _month_number(match["month"]), int(match["year"]))
    raise ValueError(f"not a date: {text[:40]!r}")


def format_long(day: date, *, language: Language = "th") -> str:
    """Write `31 มีนาคม พ.ศ. 2566` or `31 March B.E. 2566`; an aware datetime counts by Bangkok's clock."""
    day = local_day(day)
    months, era = (ENGLISH_MONTHS, "B.E.") if language == "en" else (THAI_MONTHS, "พ.ศ.")
    return f"{day.day} {months[day.month - 1]} {era} {day.year + BUDDHIST_OFFSET}"


def format_short(day: date, *, language: Language = "th") -> str:
    """Write `31 มี.ค. 2566` or `31 Mar B.E. 2566`: only Thai readers take a bare year for B.E."""
    day = local_day(day)
    months, era = (ENGLISH_MONTHS_SHORT, "B.E. ") if language == "en" else (THAI_MONTHS_SHORT, "")
    return f"{day.day} {months[day.month - 1]} {era}{day.year + BUDDHIST_OFFSET}"


def format_numeric(day: date) -> str:
    """Write `31/03/2566`, the form in which a date stands in an input field."""
    day = local_day(day)
    return f"{day.day:02}/{day.month:02}/{day.year + BUDDHIST_OFFSET}"


def format_datetime(moment: datetime, *, language: Language = "th") -> str:
    """
    Write `22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.` or `22 November B.E. 2569, 14:05`.

    An aware datetime is written by Bangkok's clock, a naive one is taken to be Bangkok's; seconds are cut.
    """
    if moment.tzinfo is not None:
        moment = moment.astimezone(BANGKOK)
    clock = f", {moment:%H:%M}" if language == "en" else f" เวลา {moment:%H.%M} น."
    return format_long(moment, language=language) + clock


def local_day(value: date) -> date:
    """Return the calendar day in Thailand of a date or a datetime (a naive one is taken to be local)."""
    if not isinstance(value, datetime):
        return value
    return (value.astimezone(BANGKOK) if value.tzinfo is not None else value).date()


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year B.E. of a day: year N runs from 1 October N-1 to 30 September N."""
    day = local_day(day)
    return day.year + BUDDHIST_OFFSET + (day.month >= 10)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year B.E. 2400–2700: 1 October N-1 and 30 September N."""
    last = christian_year(year)
    return date(last - 1, 10, 1), date(last, 9, 30)


def _existing_day(day: int, month: int, buddhist_year: int) -> date:
    year = christian_year(buddhist_year)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(f"no such day: {day}/{month}/{buddhist_year}") from error


def _month_number(written: str) -> int:
    if written.isascii() and written.isdigit():
        return int(written)
    try:
        return _MONTH_NUMBERS[written.replace(".", "").lower()]
    except KeyError:
        raise ValueError(f"not a month: {written[:40]!r}") from None
