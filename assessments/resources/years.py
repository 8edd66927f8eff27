"""The fiscal year of a row, and the rules under which it is read."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Framework, Indicator
from spreadsheets import cells
from spreadsheets.tables import Column, Record, Text


def year_column(path: str, note: Text | None = None, *, example: str = "2565") -> Column:
    """The fiscal year B.E. of a row."""
    return Column(
        "fiscal_year",
        gettext_lazy("fiscal year (B.E.)"),
        note or gettext_lazy("The year that was assessed, in the Buddhist Era."),
        read=cells.fiscal_year,
        path=path,
        is_key=True,
        is_required=True,
        example=example,
        also=("ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "พ.ศ.", "ปี"),
    )


class Years:
    """The rules of all years, read once for a file."""

    @cached_property
    def _frameworks(self) -> dict[int, Framework]:
        return {framework.fiscal_year: framework for framework in Framework.objects.with_rules()}

    @cached_property
    def _incomputable(self) -> set[int]:
        return {year for year, framework in self._frameworks.items() if not _computes(framework)}

    def framework(self, record: Record, column: Column) -> Framework | None:
        """The rules of the row's year; None when it has none that figures can be held against, which is its fault."""
        year = record.get(column.name)
        if year is None:
            return None
        if year in self._incomputable:
            record.refuse(column, _("The rules of this year cannot be computed with; a superuser has to mend them."))
            return None
        if year not in self._frameworks:
            reason = _("There are no rules of fiscal year %(year)s yet; there are those of %(years)s.")
            record.refuse(column, reason % {"year": year, "years": ", ".join(map(str, sorted(self._frameworks)))})
        return self._frameworks.get(year)

    def indicators(self, year: int) -> dict[int, Indicator]:
        """The indicators of a year by number; empty when the year has no rules."""
        framework = self._frameworks.get(year)
        return {indicator.number: indicator for indicator in framework.indicators.all()} if framework else {}


def _computes(framework: Framework) -> bool:
    try:
        framework.rules()
    except ValueError:
        return False
    return True


def no_such_indicator(number: int, year: int, indicators: dict[int, Indicator]) -> str:
    """The reason to refuse a number that is none of the year's indicators."""
    reason = _("There is no indicator %(number)s in fiscal year %(year)s; its indicators are %(first)s to %(last)s.")
    return reason % {"number": number, "year": year, "first": min(indicators), "last": max(indicators)}
