"""A new year's plan from last year's: what can come along, what the new result asks for, and the act that makes it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.models import Division
from assessments.models import Assessment, Framework, Indicator
from audit.history import ChangeSource, recorded_as, recording
from measures.coverage import coverage
from measures.models import Measure, Plan, Report, Round, Step
from measures.periods import a_year_later
from measures.progress import Progress, progress


class YearIsPlanned(ValueError):
    """The agency has a plan of that year already."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A measure of last year with what would come along: its owners of today and the new year's indicators.

    `gone` are its divisions that are closed; `rounds` how far it was in each round, None where nobody owed a report.
    """

    measure: Measure
    owners: tuple[Division, ...]
    gone: tuple[Division, ...]
    indicators: tuple[Indicator, ...]
    rounds: tuple[tuple[Round, Progress | None], ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A weak indicator of the new result that none of last year's measures serves."""

    indicator: Indicator
    score: Decimal
    recommendation: str

    @property
    def title(self) -> str:
        """A title to begin with; Thai only, as the document in which it stands."""
        return f"มาตรการยกระดับ{self.indicator.name}"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a new year's plan can start from; `result` is what it answers, None while there is none.

    `has_rules` says whether the year of that result has indicators at all; `existing` is the year's plan, if there is.
    """

    plan: Plan
    existing: Plan | None
    has_rules: bool
    result: Assessment | None
    carried: tuple[Carried, ...]
    lacking: tuple[Lacking, ...]

    @property
    def fiscal_year(self) -> int:
        """The year of the new plan."""
        return self.plan.fiscal_year + 1


def offer(plan: Plan) -> Offer:
    """What the plan of the year after `plan` can start from, in a fixed number of queries."""
    indicators = {row.number: row for row in Indicator.objects.filter(framework__fiscal_year=plan.fiscal_year)}
    result, carried = plan.result(), _carried(plan, indicators)
    return Offer(
        plan=plan,
        existing=Plan.objects.for_year(plan.fiscal_year + 1).filter(agency=plan.agency_id).first(),
        has_rules=Framework.objects.filter(fiscal_year=plan.fiscal_year).exists(),
        result=result,
        carried=carried,
        lacking=_lacking(result, carried) if result else (),
    )


def _carried(plan: Plan, indicators: Mapping[int, Indicator]) -> tuple[Carried, ...]:
    rounds, known = list(plan.rounds.all()), _progress(plan)
    measures = plan.measures.prefetch_related("divisions", "indicators", "steps")
    return tuple(
        Carried(
            measure=measure,
            owners=tuple(division for division in measure.divisions.all() if division.is_active),
            gone=tuple(division for division in measure.divisions.all() if not division.is_active),
            indicators=tuple(
                indicators[number]
                for number in sorted({indicator.number for indicator in measure.indicators.all()})
                if number in indicators
            ),
            rounds=tuple((round_, known.get((measure.pk, round_.pk))) for round_ in rounds),
        )
        for measure in measures
    )


def _progress(plan: Plan) -> dict[tuple[int, int], Progress]:
    """How far each measure was in each round, by their primary keys."""
    owed = defaultdict(list)
    for report in Report.objects.owed().with_facts().filter(measure__plan=plan):
        owed[report.measure_id, report.round_id].append(report.facts())
    return {key: progress(facts) for key, facts in owed.items()}


def _lacking(result: Assessment, carried: Collection[Carried]) -> tuple[Lacking, ...]:
    rows = {row.indicator.number: row for row in result.scores.all()}
    served = {
        one.measure.number: [indicator.number for indicator in one.indicators if indicator.number in rows]
        for one in carried
    }
    found = coverage({number: row.score for number, row in rows.items()}, result.framework.target, served)
    weak = [(rows[number], rows[number].score) for number in found.uncovered]
    return tuple(Lacking(row.indicator, score, row.recommendation) for row, score in weak if score is not None)


def start(given: Offer, *, measures: Collection[int], titles: Mapping[int, str], with_budgets: bool) -> Plan:
    """Make the new year's plan of the chosen measures, by their primary keys, and of an empty measure for each title.

    `titles` are by number of the indicator that lacks a measure. Raises YearIsPlanned when there is such a plan.
    """
    year = given.fiscal_year
    reason = _("Started from the plan of fiscal year %(year)s") % {"year": given.plan.fiscal_year}
    with transaction.atomic(), recorded_as(reason, means=ChangeSource.FORM):
        plan = _new_plan(given.plan, year)
        Round.objects.prepare_for(plan)
        chosen = [one for one in given.carried if one.measure.pk in measures]
        for number, one in enumerate(chosen, start=1):
            _carry(one, plan, number, with_budget=with_budgets)
        wanted = [one for one in given.lacking if one.indicator.number in titles]
        for number, lack in enumerate(wanted, start=len(chosen) + 1):
            measure = Measure.objects.create(plan=plan, number=number, title=titles[lack.indicator.number])
            measure.indicators.set([lack.indicator])
    return plan


def _new_plan(last: Plan, year: int) -> Plan:
    try:
        with transaction.atomic():
            return Plan.objects.create(agency=last.agency, fiscal_year=year, title=Plan.TITLE.format(year=year))
    except IntegrityError as error:
        raise YearIsPlanned from error


def _carry(carried: Carried, plan: Plan, number: int, *, with_budget: bool) -> None:
    last = carried.measure
    measure = Measure(
        plan=plan,
        number=number,
        title=last.title,
        every_division=last.every_division,
        success_indicator=last.success_indicator,
        target=last.target,
    )
    if last.starts_on and last.ends_on:
        measure.starts_on, measure.ends_on = a_year_later(last.starts_on, last.ends_on)
    if with_budget:
        measure.budget, measure.needs_no_budget = last.budget, last.needs_no_budget
    measure.save()
    measure.divisions.set(carried.owners)
    measure.indicators.set(carried.indicators)
    with recording(Step.objects.filter(measure=measure)):
        Step.objects.bulk_create(
            Step(measure=measure, position=step.position, text=step.text) for step in last.steps.all()
        )
