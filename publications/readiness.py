"""What still stands between a plan and its publication, as a list that tells the Palad's office where to go."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment
from measures.models import Measure, Plan

from .models import Kind


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: a code for programs, a sentence for people, the admin page where it can be mended."""

    code: str
    message: str
    url: str


def gaps(plan: Plan, kind: str) -> list[Gap]:
    """Everything that keeps an edition of `kind` from being published, in the order of the work; empty when ready."""
    plan = Plan.objects.with_measures().get(pk=plan.pk)
    found = _result_gaps(plan) + _measure_gaps(plan)
    return found if kind == Kind.PLAN else found + _report_gaps(plan, kind)


def _result_gaps(plan: Plan) -> list[Gap]:
    year = plan.fiscal_year - 1
    assessment = plan.assessment()
    if assessment is None:
        message = _("There is no assessment result of fiscal year %(year)s yet.") % {"year": year}
        return [Gap("no_assessment", message, reverse("admin:assessments_assessment_add"))]
    url = reverse("admin:assessments_assessment_change", args=[assessment.pk])
    return [
        Gap(
            "no_score",
            _("Indicator %(number)s (%(name)s) of fiscal year %(year)s has no score.")
            % {"number": number, "name": _name_of(assessment, number), "year": year},
            url,
        )
        for number in assessment.analyse().missing
    ]


def _name_of(assessment: Assessment, number: int) -> str:
    return next(each.name for each in assessment.framework.indicators.all() if each.number == number)


def _measure_gaps(plan: Plan) -> list[Gap]:
    url = reverse("admin:measures_plan_change", args=[plan.pk])
    found = []
    if not plan.measures.all():
        found.append(Gap("no_measures", _("The plan has no measures yet."), url))
    if not plan.rounds.all():
        found.append(Gap("no_rounds", _("The plan has no round of follow-up yet."), url))
    return found + [gap for measure in plan.measures.all() for gap in _gaps_of(measure)]


def _gaps_of(measure: Measure) -> list[Gap]:
    url = reverse("admin:measures_measure_change", args=[measure.pk])
    lacks = [
        ("no_steps", not measure.steps.all(), _("Measure %(number)s has no step.")),
        ("no_owner", not measure.owners(), _("Measure %(number)s has no responsible division.")),
    ]
    return [Gap(code, message % {"number": measure.number}, url) for code, is_lacking, message in lacks if is_lacking]


def _report_gaps(plan: Plan, kind: str) -> list[Gap]:
    round_ = next((each for each in plan.rounds.all() if each.kind == kind), None)
    if round_ is None:
        message = _("The plan has no round for this report yet.")
        return [Gap("no_round", message, reverse("admin:measures_plan_change", args=[plan.pk]))]
    accepted = set(round_.reports.accepted().values_list("measure_id", "division_id"))
    url = reverse("admin:measures_report_changelist") + f"?round__id__exact={round_.pk}"
    return [
        Gap(
            "no_report",
            _("Measure %(number)s: the report of %(division)s is not accepted yet.")
            % {"number": measure.number, "division": division},
            url,
        )
        for measure in plan.measures.all()
        for division in measure.owners()
        if (measure.pk, division.pk) not in accepted
    ]
