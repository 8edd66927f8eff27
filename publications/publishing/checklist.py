"""The check-list between a plan and its publication: what is missing, what does not fit, and where to mend it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from assessments.analysis import Analysis
from assessments.consistency.discrepancies import Discrepancy, Severity
from assessments.consistency.sentences import sentence
from assessments.models import Assessment
from measures.models import Measure, Plan
from publications.document.builder import seal_of
from publications.document.year import Year
from publications.models import Kind

from . import report_checks
from .issues import Check, Issue


def checklist(year: Year, kind: str) -> list[Check]:
    """Every check of an edition of `kind` with what it found, in the order of the work; asks the database nothing."""
    plan = year.plan
    title = _("There is a result of the year before the measures.")
    if year.answered is None or year.analysis is None:
        checks = [Check(title, (_no_assessment(plan),))]
    else:
        checks = [
            Check(title, ()),
            *_result_checks(year, year.answered, year.analysis),
            _coverage_check(plan, year.analysis),
        ]
    checks += [_measure_check(plan), _follow_up_check(plan), _approval_check(plan)]
    checks += [_seal_check(plan.agency)] if plan.agency.seal else []
    return checks if kind == Kind.PLAN else [*checks, *report_checks.of(year, kind)]


def _no_assessment(plan: Plan) -> Issue:
    message = _("There is no assessment result of fiscal year %(year)s yet.") % {"year": plan.fiscal_year - 1}
    return Issue("no_assessment", message, reverse("admin:assessments_assessment_add"))


# The result


def _result_checks(year: Year, assessment: Assessment, analysis: Analysis) -> list[Check]:
    url = reverse("admin:assessments_assessment_change", args=[assessment.pk])
    return [
        Check(_("All indicators have a score."), tuple(_without_score(assessment, analysis, url))),
        Check(_("The figures are computed and equal the declared ones."), tuple(_inconsistent(year, assessment, url))),
        Check(_("Every indicator is analysed."), tuple(_not_analysed(assessment, url))),
        Check(_("What has to be mended urgently is named, or that nothing has."), tuple(_urgency(assessment, url))),
    ]


def _without_score(assessment: Assessment, analysis: Analysis, url: str) -> Iterator[Issue]:
    names = {indicator.number: indicator.name for indicator in assessment.framework.indicators.all()}
    for number in analysis.missing:
        values = {"number": number, "name": names[number], "year": assessment.fiscal_year}
        message = _("Indicator %(number)s (%(name)s) of fiscal year %(year)s has no score.") % values
        yield Issue("no_score", message, url, indicators=(number,))


def _inconsistent(year: Year, assessment: Assessment, url: str) -> Iterator[Issue]:
    if assessment.declared_total is None:
        message = _("The declared total is not entered, so the computed one is not compared with the official result.")
        yield Issue("not_declared", message, url, Severity.WARNING, "not_declared")
    yield from (_issue_of(discrepancy, url) for discrepancy in year.discrepancies)


def _issue_of(discrepancy: Discrepancy, url: str) -> Issue:
    place = discrepancy.place
    return Issue(
        str(discrepancy.code),
        sentence(discrepancy),
        url,
        discrepancy.severity,
        discrepancy.key,
        place.instrument or "",
        place.indicators,
    )


def _not_analysed(assessment: Assessment, url: str) -> Iterator[Issue]:
    for row in assessment.scores.all():
        if not (row.finding.strip() and row.recommendation.strip()):
            number = row.indicator.number
            message = _("Indicator %(number)s has no finding or no recommendation.") % {"number": number}
            yield Issue("not_analysed", message, url, Severity.WARNING, f"not_analysed:{number}", indicators=(number,))


def _urgency(assessment: Assessment, url: str) -> Iterator[Issue]:
    urgent = [row.indicator.number for row in assessment.scores.all() if row.is_urgent]
    if assessment.has_no_urgent_points and urgent:
        numbers = ", ".join(map(str, urgent))
        message = _("It is declared that nothing is urgent, but these indicators are marked as urgent: %(numbers)s.")
        yield Issue("urgent_and_not", message % {"numbers": numbers}, url, indicators=tuple(urgent))
    if not assessment.has_no_urgent_points and not urgent:
        message = _("No indicator is marked as urgent, and it is not declared that none is.")
        yield Issue("no_urgent_point", message, url, Severity.WARNING, "no_urgent_point")


# The plan


def _coverage_check(plan: Plan, analysis: Analysis) -> Check:
    return Check(
        _("Every weak indicator is served by a measure."),
        tuple(_not_served(plan, analysis)) + tuple(_serving_none(plan)),
    )


def _not_served(plan: Plan, analysis: Analysis) -> Iterator[Issue]:
    served = {indicator.number for measure in plan.measures.all() for indicator in measure.indicators.all()}
    url = reverse("admin:measures_plan_change", args=[plan.pk])
    for number in sorted(set(analysis.improvements) - served):
        message = _("Indicator %(number)s is below the target and no measure serves it.") % {"number": number}
        yield Issue("not_served", message, url, Severity.WARNING, f"not_served:{number}", indicators=(number,))


def _serving_none(plan: Plan) -> Iterator[Issue]:
    for measure in plan.measures.all():
        if not measure.indicators.all():
            message = _("Measure %(number)s serves no indicator.") % {"number": measure.number}
            yield Issue("serves_none", message, _page_of(measure), Severity.WARNING, f"serves_none:{measure.number}")


def _measure_check(plan: Plan) -> Check:
    measures = plan.measures.all()
    found = [issue for measure in measures for issue in _issues_of(measure)]
    if not measures:
        url = reverse("admin:measures_plan_change", args=[plan.pk])
        found = [Issue("no_measures", _("The plan has no measures yet."), url)]
    return Check(_("Every measure has steps and a responsible division."), tuple(found))


def _page_of(measure: Measure) -> str:
    return reverse("admin:measures_measure_change", args=[measure.pk])


def _issues_of(measure: Measure) -> list[Issue]:
    lacks = [
        ("no_steps", not measure.steps.all(), _("Measure %(number)s has no step.")),
        ("no_owner", not measure.owners(), _("Measure %(number)s has no responsible division.")),
    ]
    return [
        Issue(code, message % {"number": measure.number}, _page_of(measure))
        for code, is_lacking, message in lacks
        if is_lacking
    ]


def _follow_up_check(plan: Plan) -> Check:
    url = reverse("admin:measures_plan_change", args=[plan.pk])
    missing = () if plan.rounds.all() else (Issue("no_rounds", _("The plan has no round of follow-up yet."), url),)
    return Check(_("The measures are followed up in rounds."), missing)


def _approval_check(plan: Plan) -> Check:
    found: tuple[Issue, ...] = ()
    if not (plan.approved_on and plan.approver_position.strip()):
        url = reverse("admin:measures_plan_change", args=[plan.pk])
        message = _("The plan does not say who approved it and when.")
        found = (Issue("not_approved", message, url, Severity.WARNING, "not_approved"),)
    return Check(_("The plan is approved and dated."), found)


def _seal_check(agency: Agency) -> Check:
    found: tuple[Issue, ...] = ()
    try:
        seal_of(agency)
    except ValueError:
        url = reverse("admin:agencies_agency_change", args=[agency.pk])
        message = _(
            "The agency's seal cannot be printed: its file is missing or is neither PNG nor JPEG. Upload it again."
        )
        found = (Issue("bad_seal", message, url),)
    return Check(_("The agency's seal can be printed."), found)
