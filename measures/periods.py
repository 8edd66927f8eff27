"""The period of a measure in words, and what follows from its days: pure functions, which know no table.

In words it is the shortest that fits: the whole fiscal year, whole quarters of it (the first is October to December),
whole months, else the days.
"""

from calendar import monthrange
from datetime import date

from thai.calendar import (
    BUDDHIST_OFFSET,
    ENGLISH_MONTHS,
    THAI_MONTHS,
    Language,
    fiscal_year_bounds,
    fiscal_year_of,
    format_long,
)

MONTHS_OF_A_YEAR = 12
MONTHS_OF_A_QUARTER = 3
FIRST_MONTH = 10


def in_words(starts_on: date | None, ends_on: date | None, *, language: Language = "th") -> str:
    """The period from its first to its last day; nothing where none is stated."""
    if starts_on is None or ends_on is None:
        return ""
    if not _is_whole_months(starts_on, ends_on):
        return _joined(format_long(starts_on, language=language), format_long(ends_on, language=language))
    return _in_quarters(starts_on, ends_on, language) or _in_months(starts_on, ends_on, language)


def is_within(day: date, fiscal_year: int) -> bool:
    """Whether a day lies in the fiscal year (B.E.)."""
    return fiscal_year_of(day) == fiscal_year


def a_year_later(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The same period in the next year; whole months stay whole months, whether February has 28 days or 29."""
    start = _in_next_year(starts_on)
    if _is_whole_months(starts_on, ends_on):
        return start, _last_of_month(_in_next_year(ends_on))
    return start, _in_next_year(ends_on)


def _in_next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _is_whole_months(starts_on: date, ends_on: date) -> bool:
    return starts_on.day == 1 and ends_on == _last_of_month(ends_on)


def _in_quarters(starts_on: date, ends_on: date, language: Language) -> str:
    """Nothing where the period is not made of whole quarters of one fiscal year."""
    year = fiscal_year_of(starts_on)
    if (starts_on, ends_on) == fiscal_year_bounds(year):
        return "the whole fiscal year" if language == "en" else "ตลอดปีงบประมาณ"
    before, until = (_month_of_fiscal_year(starts_on) - 1, _month_of_fiscal_year(ends_on))
    if fiscal_year_of(ends_on) != year or before % MONTHS_OF_A_QUARTER or until % MONTHS_OF_A_QUARTER:
        return ""
    first, last = before // MONTHS_OF_A_QUARTER + 1, until // MONTHS_OF_A_QUARTER
    word = ("quarter" if first == last else "quarters") if language == "en" else "ไตรมาส"
    return f"{word} {first}" if first == last else f"{word} {first}–{last}"


def _month_of_fiscal_year(day: date) -> int:
    return (day.month - FIRST_MONTH) % MONTHS_OF_A_YEAR + 1


def _in_months(starts_on: date, ends_on: date, language: Language) -> str:
    if starts_on.year != ends_on.year:
        return _joined(*(f"{_month(day, language)} {_year(day, language)}" for day in (starts_on, ends_on)))
    months = dict.fromkeys(_month(day, language) for day in (starts_on, ends_on))
    return f"{'–'.join(months)} {_year(ends_on, language)}"


def _month(day: date, language: Language) -> str:
    return (ENGLISH_MONTHS if language == "en" else THAI_MONTHS)[day.month - 1]


def _year(day: date, language: Language) -> str:
    """A bare year is taken for B.E. by Thai readers only."""
    year = str(day.year + BUDDHIST_OFFSET)
    return f"B.E. {year}" if language == "en" else year


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"
