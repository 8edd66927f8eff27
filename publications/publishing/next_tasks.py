"""What a member of staff has to do next, read from what is there already."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from assessments.models import Assessment
from measures.models import Plan, Report
from publications import publishing
from publications.models import Kind

from . import checklist


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: a sentence and the page where it is done."""

    message: str
    url: str


def agenda(user, agency: Agency | None) -> list[Task]:
    """The next tasks of `user` in `agency`, in the order of the work; none where no agency is meant."""
    if agency is None:
        return []
    if not user.has_perm("measures.add_plan"):
        return _of_division(user.division)
    return _of_results(agency) + _of_plan(user, agency) + _of_reports(agency)


def _of_division(division) -> list[Task]:
    open_reports = Report.objects.for_division(division).filter(round__closed_at=None)
    tasks = [
        _counted(open_reports, Report.Status.RETURNED, _returned, division),
        _counted(open_reports, Report.Status.DRAFT, _to_write, division),
    ]
    return [task for task in tasks if task]


def _returned(count: int) -> str:
    return ngettext(
        "%(count)d report was returned for correction.", "%(count)d reports were returned for correction.", count
    )


def _to_write(count: int) -> str:
    return ngettext(
        "%(count)d report is to be written and submitted.", "%(count)d reports are to be written and submitted.", count
    )


def _to_review(count: int) -> str:
    return ngettext(
        "%(count)d submitted report is to be reviewed.", "%(count)d submitted reports are to be reviewed.", count
    )


def _counted(reports, status: str, sentence, division=None) -> Task | None:
    count = reports.filter(status=status).count()
    if not count:
        return None
    chosen = {"status__exact": status} | ({"division__id__exact": division.pk} if division else {})
    return Task(
        sentence(count) % {"count": count}, reverse("admin:measures_report_changelist") + "?" + urlencode(chosen)
    )


def _of_results(agency: Agency) -> list[Task]:
    newest = (
        Assessment.objects.filter(agency=agency).select_related("framework").order_by("-framework__fiscal_year").first()
    )
    if newest is None:
        return [Task(_("Enter the assessment result of the past year."), reverse("admin:assessments_assessment_add"))]
    empty = newest.scores.filter(score=None).count()
    if empty:
        message = ngettext(
            "The result of %(year)s lacks %(count)d score.", "The result of %(year)s lacks %(count)d scores.", empty
        )
        url = reverse("admin:assessments_assessment_change", args=[newest.pk])
        return [Task(message % {"year": newest.fiscal_year, "count": empty}, url)]
    if not Plan.objects.for_year(newest.fiscal_year + 1).filter(agency=agency).exists():
        message = _("Draw up the plan of measures for fiscal year %(year)s.") % {"year": newest.fiscal_year + 1}
        return [Task(message, reverse("admin:measures_plan_add"))]
    return []


def _of_plan(user, agency: Agency) -> list[Task]:
    plan = Plan.objects.filter(agency=agency).first()
    if plan is None:
        return []
    missing, year = len(checklist.errors(plan, Kind.PLAN)), {"year": plan.fiscal_year}
    if missing:
        message = ngettext(
            "The plan of %(year)s is not complete: %(count)d thing is missing.",
            "The plan of %(year)s is not complete: %(count)d things are missing.",
            missing,
        )
        return [Task(message % {**year, "count": missing}, reverse("admin:measures_plan_change", args=[plan.pk]))]
    if publishing.needs_reason(plan, Kind.PLAN):
        return []
    if user.has_perm("publications.publish_edition"):
        url = reverse("admin:publications_edition_publish", args=[plan.pk, Kind.PLAN])
        return [Task(_("The plan of %(year)s is complete and can be published.") % year, url)]
    url = reverse("admin:publications_edition_preview", args=[plan.pk, Kind.PLAN])
    return [Task(_("The plan of %(year)s is complete; the Palad or chief executive can publish it.") % year, url)]


def _of_reports(agency: Agency) -> list[Task]:
    reports = Report.objects.filter(round__plan__agency=agency, round__closed_at=None)
    task = _counted(reports, Report.Status.SUBMITTED, _to_review)
    return [task] if task else []
