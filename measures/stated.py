"""What a plan may state of a measure besides: why it is refused where it cannot be so, for forms and for files."""

from datetime import date

from django.utils.translation import gettext as _

from measures.periods import is_within
from thai.calendar import fiscal_year_bounds
from thai.templatetags.thai import be_date


def refusals(
    fiscal_year: int, *, starts_on: date | None, ends_on: date | None, success_indicator: str | None, target: str | None
) -> dict[str, str]:
    """Why these values of a plan of a fiscal year (B.E.) do not go together, by the names of the columns."""
    found = _of_period(starts_on, ends_on, fiscal_year)
    if target and not success_indicator:
        found["success_indicator"] = _(
            "A target needs its success indicator: say first by what one sees that it succeeded."
        )
    return found


def _of_period(start: date | None, end: date | None, fiscal_year: int) -> dict[str, str]:
    if start is None and end is None:
        return {}
    if end is None:
        return {"ends_on": _("Give the last day, too, or neither day for the whole fiscal year.")}
    if start is None:
        return {"starts_on": _("Give the first day, too, or neither day for the whole fiscal year.")}
    if end < start:
        return {"ends_on": _("The last day of the period must not lie before the first.")}
    days = {"starts_on": start, "ends_on": end}
    return {name: _outside(day, fiscal_year) for name, day in days.items() if not is_within(day, fiscal_year)}


def _outside(day: date, fiscal_year: int) -> str:
    first, last = fiscal_year_bounds(fiscal_year)
    reason = _("%(day)s does not lie in fiscal year %(year)s of the plan. Give days from %(first)s to %(last)s.")
    return reason % {"day": be_date(day), "year": fiscal_year, "first": be_date(first), "last": be_date(last)}
