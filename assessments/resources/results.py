"""The assessment results that the rows of a file hang on."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.models import Assessment
from spreadsheets.tables import Record


def prepared(records: Iterable[Record]) -> dict[tuple[int, int], Assessment]:
    """The results of the records' agencies and years, made with all their empty rows where there were none yet."""
    wanted = {record.key[:2]: record.found for record in records}
    there = Assessment.objects.filter(
        agency__in={found["agency"].pk for found in wanted.values()},
        framework__in={found["framework"].pk for found in wanted.values()},
    ).select_related("agency", "framework")
    results = {(each.agency_id, each.fiscal_year): each for each in there}
    for key, found in wanted.items():
        if key not in results:
            results[key] = Assessment.objects.create(agency=found["agency"], framework=found["framework"])
            results[key].prepare_rows()
    return {key: results[key] for key in wanted}


def offer(score: Decimal, *, weight: Decimal | None = None) -> str:
    """The reason to refuse a figure that is points of a weight, with the score that it would be."""
    values = {"score": score, "weight": f"{weight.normalize():f}" if weight is not None else ""}
    looks = (
        _("This looks like points out of the weight of %(weight)s; as a score of 100 it would be %(score)s.")
        if weight is not None
        else _(
            "All scores of this result look like points of a weight; "
            "as a score of 100 this one would be about %(score)s."
        )
    )
    advice = _("Give scores of 100, or import again and ask for points to be converted.")
    return f"{looks % values} {advice}"
