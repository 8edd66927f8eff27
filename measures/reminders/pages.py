"""The planner's pages beside the reminders: who owes what on paper, the memo to the chief executive, the calendar."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Agency, User, new_calendar_key
from measures.models import Round
from staff.scoping import own_agency

from .paper import figures, owing


@require_safe
def review_owing(request: HttpRequest, pk: int) -> HttpResponse:
    """Who owes which report of a round, with room for signatures: for those whom no mail reaches."""
    round_ = _round_meant(request, pk)
    today = timezone.localdate()
    context = {"round": round_, "agency": round_.plan.agency, "today": today, "divisions": owing(round_, today)}
    return TemplateResponse(request, "measures/paper/list.html", context)


@require_safe
def review_memo(request: HttpRequest, pk: int) -> HttpResponse:
    """The memo with which the planner puts the state of a round before the chief executive."""
    round_ = _round_meant(request, pk)
    today = timezone.localdate()
    context = {
        "round": round_,
        "agency": round_.plan.agency,
        "today": today,
        "sender": request.user,
        "figures": figures(round_, today),
    }
    return TemplateResponse(request, "measures/paper/memo.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_calendar(request: HttpRequest) -> HttpResponse:
    """The private address of the agency's calendar; a POST renews it, and the old one is nobody's then."""
    _planner(request)
    agency = own_agency(request)
    if agency is None:
        raise Http404
    if request.method == "POST":
        Agency.objects.filter(pk=agency.pk).update(calendar_key=new_calendar_key())
        messages.success(request, gettext("The calendar has a new address; the old one does not answer any more."))
        return HttpResponseRedirect(reverse("admin:review_calendar"))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Calendar of the due dates"),
        "agency": agency,
        "address": calendar_address(agency, request),
    }
    return TemplateResponse(request, "measures/reminders/calendar.html", context)


def calendar_address(agency: Agency, request: HttpRequest) -> str:
    """The whole address under which an agency's calendar is subscribed to."""
    address = reverse("calendar-feed", args=[agency.calendar_key])
    base = agency.base_address
    return base + address if base else request.build_absolute_uri(address)


def _planner(request: HttpRequest) -> User:
    """Who asks, where it is somebody who reviews the reports of an agency."""
    if not isinstance(request.user, User) or not request.user.has_perm("measures.review_report"):
        raise PermissionDenied
    return request.user


def _round_meant(request: HttpRequest, pk: int) -> Round:
    """The round of an address, if its agency is one of those that the signed-in planner sees."""
    agencies = Agency.objects.for_user(_planner(request))
    return get_object_or_404(Round.objects.filter(plan__agency__in=agencies).select_related("plan__agency"), pk=pk)


pages = [
    path("calendar/", review_calendar, name="review_calendar"),
    path("<int:pk>/list/", review_owing, name="review_owing"),
    path("<int:pk>/memo/", review_memo, name="review_memo"),
]
