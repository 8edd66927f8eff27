"""A report is taken back, passed on, returned or accepted: by whom it may be, and what is said then."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audit.history import ChangeSource, recorded_as
from measures.models import Report
from measures.models.process import CHANGED_MEANWHILE
from measures.models.rounds import WrongState
from measures.reminders.sending import tell_returned

from . import submitting
from .access import Access, StaffRequest
from .page import context_of
from .saving import locked
from .views import meant, page, refused

DONE = {
    Report.Status.DRAFT.value: _("The report was taken back; it is a draft again."),
    Report.Status.ENDORSED.value: _("The report was passed on to the Palad's office."),
    Report.Status.RETURNED.value: _("The report was returned for correction; the division reads your note beside it."),
    Report.Status.ACCEPTED.value: _("The report was accepted."),
}


@require_POST
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring a report to the status that the pressed button names; what cannot be done is answered with why."""
    report, refusal = meant(request, pk)
    if report is None:
        return refusal
    status = request.POST.get("status", "")
    if not Access.of(request.user, report).may_decide(report, status):
        why = str(_("Your account does not decide this about the report."))
        return refused(request, why, texts=_typed(request), report=report)
    try:
        with transaction.atomic(), recorded_as(means=ChangeSource.FORM):
            _decide(request, locked(report.pk), status)
    except WrongState as why:
        messages.warning(request, str(why))
        report.refresh_from_db()
        return page(request, "report.html", _context(request, report), status=409)
    messages.success(request, str(DONE[status]))
    return HttpResponseRedirect(reverse("admin:my_report", args=[report.pk]))


def _context(request: StaffRequest, report: Report) -> dict[str, Any]:
    """The page of a report about which nothing was decided, its note in the form or to be copied."""
    context = context_of(report, request.user)
    if Report.Status.RETURNED in context["decisions"]:
        return context | {"note": request.POST.get("note", "")}
    return context | {"texts": _typed(request)}


def _typed(request: StaffRequest) -> list[tuple[str, str]]:
    note = request.POST.get("note", "")
    return [(str(_("What is to be corrected")), note)] if note.strip() else []


def _decide(request: StaffRequest, report: Report, status: str) -> None:
    """Decide about the report as it was looked at; its lock is held, so nobody writes between the look and the act."""
    if request.POST.get("looked_at") != submitting.version(report):
        raise WrongState(_said_when_changed(report, status))
    if status == Report.Status.ENDORSED and not report.heads_review():
        raise WrongState(_("In this agency reports go to the Palad's office at once."))
    act = {
        Report.Status.DRAFT.value: Report.take_back,
        Report.Status.ENDORSED.value: Report.endorse,
        Report.Status.ACCEPTED.value: submitting.accept,
    }
    if status == Report.Status.RETURNED:
        # The division is told at once: the mail is queued if and only if the report was returned.
        report.return_for_correction(by=request.user, note=request.POST.get("note", "").replace("\0", ""))
        tell_returned(report)
    else:
        act[status](report, by=request.user)


def _said_when_changed(report: Report, status: str) -> str:
    """The state's own refusal where the report moved on, else that its text is another than the one looked at."""
    wanted = Report.Status(status)
    return str(CHANGED_MEANWHILE if report.status in Report.BEFORE[wanted] else Report.REFUSALS[wanted])
