"""What some plans state of a measure besides, in the reader's language; nothing where it is not stated."""

from datetime import date
from decimal import Decimal

from django import template

from measures import budgets, periods
from thai.templatetags.thai import language_of_reader, moment_of

register = template.Library()


@register.filter
def period(starts_on: date | str | None, ends_on: date | str | None) -> str:
    """`{{ measure.starts_on|period:measure.ends_on }}`: ไตรมาส 1–2, ตุลาคม–พฤศจิกายน 2565 or both days."""
    return periods.in_words(moment_of(starts_on), moment_of(ends_on), language=language_of_reader())


@register.filter
def budget(amount: Decimal | str | None, needs_none: bool = False) -> str:
    """`{{ measure.budget|budget:measure.needs_no_budget }}`: 20,000 บาท or ไม่ใช้งบประมาณ."""
    known = None if amount is None or amount == "" else Decimal(amount)
    return budgets.in_words(known, needs_none=needs_none, language=language_of_reader())
