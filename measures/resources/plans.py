"""The plans that the rows of a file hang on."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from assessments.resources.years import year_column
from measures.models import Plan, Round
from spreadsheets.tables import Record

PLAN_YEAR = year_column(
    "plan__fiscal_year",
    gettext_lazy("The year in which the measures are carried out, in the Buddhist Era."),
    example="2566",
)


def prepared(records: Iterable[Record]) -> dict[tuple[int, ...], Plan]:
    """The plans of the records' agencies and years, made with their usual rounds where there were none yet."""
    wanted = {record.key[:2]: record.found["agency"] for record in records}
    there = Plan.objects.filter(
        agency__in={agency.pk for agency in wanted.values()}, fiscal_year__in={year for _agency, year in wanted}
    ).select_related("agency")
    plans = {(each.agency_id, each.fiscal_year): each for each in there}
    for (pk, year), agency in wanted.items():
        if (pk, year) not in plans:
            title = Plan.TITLE.format(year=year)
            plans[pk, year] = Plan.objects.create(agency=agency, fiscal_year=year, title=title)
            Round.objects.prepare_for(plans[pk, year])
    return {key: plans[key] for key in wanted}
