"""One page for whoever takes an office over: what is due, what came back, who owns what, who is who, where things are.

Rooms above add what they know of the agency: `register_section`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from agencies.models import ActingAppointment, Agency, Division, User
from measures.models import Measure, Plan, Report, Round
from staff.scoping import own_agency

from .reminders.letters import report_page
from .reminders.pages import calendar_address


class Section(NamedTuple):
    """A part of the page that another room tells: its template and what it gets; nothing to say is None."""

    template: str
    context: Callable[[HttpRequest, Agency], dict[str, Any] | None]


_sections: list[Section] = []


def register_section(template: str, context: Callable[[HttpRequest, Agency], dict[str, Any] | None]) -> None:
    """Show `template` on the page with what `context(request, agency)` returns."""
    _sections.append(Section(template, context))


@dataclass(frozen=True, slots=True)
class Owned:
    """A measure with the divisions that answer for it."""

    measure: Measure
    owners: list[Division]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits to be written, with the page on which that is done."""

    report: Report
    url: str
    is_overdue: bool


@require_safe
def handover(request: HttpRequest) -> HttpResponse:
    """The page of the signed-in person's own divisions; whoever reviews, and the host, sees all of the agency."""
    agency = own_agency(request)
    if agency is None or not isinstance(request.user, User):
        raise Http404
    sees_all = request.user.has_perm("measures.review_report")
    divisions = agency.divisions.all()
    if not sees_all:
        divisions = divisions.filter(pk__in=request.user.divisions() | request.user.headed_divisions())
    plan = Plan.objects.filter(agency=agency).order_by("-fiscal_year").first()
    context = {
        **admin.site.each_context(request),
        "title": gettext("Hand-over"),
        "agency": agency,
        "divisions": divisions,
        "waiting": _waiting(divisions),
        "plan": plan,
        "rounds": Round.objects.filter(plan=plan).order_by("covers_to"),
        "owned": _owned(plan, divisions) if plan else [],
        "people": _people(agency, divisions, sees_all=sees_all),
        "calendar": calendar_address(agency, request) if sees_all else None,
        "sections": _told(request, agency),
    }
    return TemplateResponse(request, "measures/handover.html", context)


def _told(request: HttpRequest, agency: Agency) -> list[dict[str, Any]]:
    found = [(section.template, section.context(request, agency)) for section in _sections]
    return [{"template": template, **context} for template, context in found if context is not None]


def _waiting(divisions: QuerySet[Division]) -> list[Waiting]:
    """What the divisions have to write or to correct, the earliest due first."""
    today = timezone.localdate()
    reports = Report.objects.to_write().filter(division__in=divisions).select_related("round", "measure", "division")
    found = [
        Waiting(report, report_page(report), report.due_on is not None and report.due_on < today) for report in reports
    ]
    return sorted(found, key=lambda waiting: (waiting.report.due_on is None, waiting.report.due_on or today))


def _owned(plan: Plan, divisions: QuerySet[Division]) -> list[Owned]:
    """The measures of a plan for which one of the divisions answers, with all their owners."""
    wanted = {division.pk for division in divisions}
    measures = plan.measures.prefetch_related("steps", "divisions", "plan__agency__divisions")
    owned = [Owned(measure, measure.owners()) for measure in measures]
    return [found for found in owned if wanted & {owner.pk for owner in found.owners}]


def _people(agency: Agency, divisions: QuerySet[Division], *, sees_all: bool) -> list[User]:
    """Who has an account and works for the divisions, and besides who plans and publishes, by division and name."""
    today = timezone.localdate()
    holding = Prefetch("acting_appointments", ActingAppointment.objects.on(today).select_related("division"))
    people = User.objects.filter(agency=agency, is_active=True, is_superuser=False).select_related("division")
    wanted = {division.pk for division in divisions}
    return [
        user
        for user in people.prefetch_related("also_serves", holding).order_by("division__position", "username")
        if sees_all or user.roles() & {User.Role.PLANNER, User.Role.PUBLISHER} or user.divisions() & wanted
    ]


pages = [path("handover/", handover, name="my_handover")]
