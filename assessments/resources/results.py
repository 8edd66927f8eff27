"""The assessment results that the rows of a file hang on, and what has to be said of their figures."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.consistency.sentences import sentence
from assessments.models import Assessment, Framework
from assessments.models.result import AssessmentQuerySet
from spreadsheets import cells
from spreadsheets.faults import Fault
from spreadsheets.tables import Record
from staff.importing.resource import TableResource
from thai.numbers import two_places

from .years import Years


class ResultResource(TableResource):
    """A table of figures of results, kept as printed: what does not fit is said, and keeps from publishing."""

    converts = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.years = Years()

    def notices(self):
        return [*map(str, self._shares_of_one()), *self._discrepancies()]

    def _shares_of_one(self) -> Iterator[Fault]:
        """Single figures that are possible as scores, but look like a percentage that was typed as a fraction."""
        figures = [column for column in self.file_columns() if column.read is cells.score]
        for record in self.records:
            for column in figures:
                score = record.get(column.name)
                if score and score <= 1:
                    place = (record.number, str(column.heading), record.cells[column.name])
                    yield Fault(_share_of_one(score), *place)

    def _discrepancies(self) -> list[str]:
        scales = Framework.objects.scales()
        keys = {record.key[:2] for record in self.records}
        results = [
            result
            for result in results_of(self.records).with_scores()
            if (result.agency_id, result.fiscal_year) in keys
        ]
        return [
            f"{self._called(result)}: {sentence(discrepancy)}"
            for result in results
            for discrepancy in result.discrepancies(other_levels=scales)
        ]

    def _called(self, result: Assessment) -> str:
        return ", ".join([*result.agency.natural_key(), str(result)]) if self.names_agencies else str(result)


def _share_of_one(score: Decimal) -> str:
    reason = _("This is taken as %(score)s of 100. If %(share)s%% is meant, write %(share)s and import the file again.")
    return reason % {"score": score, "share": two_places(score * 100)}


class Prepared(NamedTuple):
    """Results by agency and year, and the keys of those that were not there before."""

    results: dict[tuple[int, int], Assessment]
    new: set[tuple[int, int]]


def prepared(records: Sequence[Record]) -> Prepared:
    """The results of the records' agencies and years, made with all their empty rows where there were none yet."""
    wanted = {record.key[:2]: record.found for record in records}
    there = results_of(records).select_related("agency", "framework")
    results = {(result.agency_id, result.fiscal_year): result for result in there}
    new = [key for key in wanted if key not in results]
    for key in new:
        results[key] = Assessment.objects.create(agency=wanted[key]["agency"], framework=wanted[key]["framework"])
        results[key].prepare_rows()
    return Prepared(results, set(new))


def results_of(records: Iterable[Record]) -> AssessmentQuerySet:
    """The results there are of the records' agencies in any of the records' years."""
    found = [record.found for record in records]
    return Assessment.objects.filter(
        agency__in={rows["agency"].pk for rows in found}, framework__in={rows["framework"].pk for rows in found}
    )


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
