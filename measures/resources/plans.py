"""The plans that the rows of a file hang on."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from assessments.resources.years import year_column
from measures.models import Plan, Round
from spreadsheets.tables import Record

PLAN_YEAR = year_column(
    "plan__fiscal_year",
    gettext_lazy("The year in which the measures are carried out, in the Buddhist Era."),
    example="2566",
)


class Prepared(NamedTuple):
    """Plans by agency and year, and the keys of those that were not there before."""

    plans: dict[tuple[int, ...], Plan]
    new: set[tuple[int, ...]]


def prepared(records: Iterable[Record]) -> Prepared:
    """The plans of the records' agencies and years, made with their usual rounds where there were none yet."""
    wanted = {record.key[:2]: record.found["agency"] for record in records}
    there = Plan.objects.filter(
        agency__in={agency.pk for agency in wanted.values()}, fiscal_year__in={year for _agency, year in wanted}
    ).select_related("agency")
    plans = {(plan.agency_id, plan.fiscal_year): plan for plan in there}
    new = [key for key in wanted if key not in plans]
    for key in new:
        year = key[1]
        plans[key] = Plan.objects.create(agency=wanted[key], fiscal_year=year, title=Plan.TITLE.format(year=year))
        Round.objects.prepare_for(plans[key])
    return Prepared(plans, set(new))
