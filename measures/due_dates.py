"""When the divisions' reports are due: so many days after the round's last day, never on a Saturday or Sunday.

The due date is the agency's own (no rule of the assessment sets it); what is reckoned here is only proposed. Public
holidays are not known and not considered.
"""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DueDate:
    """A proposed due date and how it came about; `moved_from` is the weekend day that it gave way to, or None."""

    day: date
    days: int
    moved_from: date | None


def reckon(covers_to: date, days: int) -> DueDate:
    """The due date `days` (0 or more) after a round's last day; a weekend's gives way to the Monday after it."""
    counted = covers_to + timedelta(days=days)
    if counted.weekday() < SATURDAY:
        return DueDate(counted, days, None)
    return DueDate(counted + timedelta(days=DAYS_OF_A_WEEK - counted.weekday()), days, counted)
