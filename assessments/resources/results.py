"""The assessment results that the rows of a file hang on."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.models import Assessment
from spreadsheets.tables import Record


class Prepared(NamedTuple):
    """Results by agency and year, and the keys of those that were not there before."""

    results: dict[tuple[int, int], Assessment]
    new: set[tuple[int, int]]


def prepared(records: Iterable[Record]) -> Prepared:
    """The results of the records' agencies and years, made with all their empty rows where there were none yet."""
    wanted = {record.key[:2]: record.found for record in records}
    there = Assessment.objects.filter(
        agency__in={found["agency"].pk for found in wanted.values()},
        framework__in={found["framework"].pk for found in wanted.values()},
    ).select_related("agency", "framework")
    results = {(result.agency_id, result.fiscal_year): result for result in there}
    new = [key for key in wanted if key not in results]
    for key in new:
        results[key] = Assessment.objects.create(agency=wanted[key]["agency"], framework=wanted[key]["framework"])
        results[key].prepare_rows()
    return Prepared(results, set(new))


def offer(score: Decimal, *, weight: Decimal | None = None) -> str:
    """The reason to refuse a figure that is points of a weight, with the score that it would be."""
    values = {"score": score, "weight": f"{weight.normalize():f}" if weight is not None else ""}
    looks = (
        _("This looks like points out of the weight of %(weight)s; as a score of 100 it would be %(score)s.")
        if weight is not None
        else _(
            "The scores of this result look like points of a weight; "
            "as a score of 100 this one would be about %(score)s."
        )
    )
    advice = _("Give scores of 100, or import again and ask for points to be converted.")
    return f"{looks % values} {advice}"
