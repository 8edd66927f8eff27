"""The rows of the staff's tables that a document of one fiscal year is made of, read in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from assessments.analysis import Analysis
from assessments.consistency.discrepancies import Discrepancy
from assessments.models import Assessment, Framework
from measures.models import Measure, Plan
from publications.document import Redaction
from publications.models import PublishedFile


@dataclass(frozen=True)
class Year:
    """A plan with its measures, the agency's results around it and the rules of all years, as they stood when read.

    `results` holds the results of the plan's own year and of the two before it, as far as there are any; `redactions`
    say by SHA-256 which files of evidence are not shown any more.
    """

    plan: Plan
    results: Mapping[int, Assessment]
    frameworks: Mapping[int, Framework]
    redactions: Mapping[str, Redaction] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "Year":
        plan = Plan.objects.with_measures().get(pk=plan.pk)
        years = range(plan.fiscal_year - 2, plan.fiscal_year + 1)
        results = Assessment.objects.with_scores().filter(agency=plan.agency_id, framework__fiscal_year__in=years)
        frameworks = Framework.objects.prefetch_related("levels", "disclosure_items")
        return cls(
            plan,
            {result.fiscal_year: result for result in results},
            {framework.fiscal_year: framework for framework in frameworks},
            redactions_of(plan.agency_id),
        )

    @property
    def answered(self) -> Assessment | None:
        """The result that the plan answers: that of the year before it."""
        return self.results.get(self.plan.fiscal_year - 1)

    @property
    def before(self) -> Assessment | None:
        """The result one year older than the answered one, to compare with."""
        return self.results.get(self.plan.fiscal_year - 2)

    @property
    def outcome(self) -> Assessment | None:
        """The result of the plan's own year, which shows whether its measures helped."""
        return self.results.get(self.plan.fiscal_year)

    @property
    def filing(self) -> Framework | None:
        """The rules of the year in which the documents are filed (their disclosure codes)."""
        return self.frameworks.get(self.plan.fiscal_year)

    @cached_property
    def analysis(self) -> Analysis | None:
        """The analysis of the answered result."""
        return self.answered.analyse() if self.answered else None

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Everything that does not fit in the answered result."""
        if self.answered is None:
            return ()
        scales = {year: framework.scale() for year, framework in self.frameworks.items()}
        return self.answered.discrepancies(other_levels=scales)

    @cached_property
    def earlier_measures(self) -> list[Measure]:
        """The measures of the plan that answered `before`; whether they helped, the answered result shows."""
        plans = Plan.objects.for_year(self.plan.fiscal_year - 1).filter(agency=self.plan.agency_id)
        return list(Measure.objects.filter(plan__in=plans).prefetch_related("indicators"))


def redactions_of(agency: int) -> dict[str, Redaction]:
    """What stands in the agency's documents in place of each redacted file, by its SHA-256."""
    redacted = PublishedFile.objects.for_agency(agency).exclude(redacted_at=None)
    return {file.sha256: redaction_of(file) for file in redacted}


def redaction_of(file: PublishedFile) -> Redaction:
    """What stands in a document in place of a redacted file."""
    return Redaction(reason=file.redaction_reason, redacted_on=timezone.localdate(file.redacted_at))
