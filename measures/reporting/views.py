"""The pages under /admin/my/: one's reports, one report to write, read or decide, and the last look before it goes."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.models import Report
from measures.models.process import CHANGED_MEANWHILE
from measures.models.rounds import WrongState

from . import own, steps, submitting
from .access import Access, StaffRequest, of_own_agency, visible_to
from .page import context_of, sent_texts, shown
from .saving import Saved, save
from .storing import DISK_IS_FULL
from .uploads import left_out

TEMPLATES = "admin/measures/reporting"


def my_reports(request: StaffRequest) -> HttpResponse:
    """What one has to report, by round."""
    rounds = own.rounds_of(request.user)
    context = {"title": _("My reports"), "rounds": rounds, "why_none": "" if rounds else own.why_none(request.user)}
    return page(request, "own.html", context)


def start_panel(request: StaffRequest) -> dict[str, Any] | None:
    """The same in short for the start page; nothing for those who write for no division."""
    if not request.user.divisions():
        return None
    rounds = own.rounds_of(request.user)
    return {"rounds": rounds, "why_none": "" if rounds else own.why_none(request.user)}


# One report


def report_page(request: StaffRequest, pk: int) -> HttpResponse:
    """A report: to write for its division and the planners, else to read."""
    report, refusal = meant(request, pk)
    if report is None:
        return refusal
    access = Access.of(request.user, report)
    if request.method == "POST":
        return _save(request, report, access)
    if access.writes and not report.round.is_closed:
        steps.prepare(report)
    return page(request, "report.html", context_of(report, request.user))


def _save(request: StaffRequest, report: Report, access: Access) -> HttpResponse:
    if not access.writes:
        return refused(request, _("Only the division itself and the planners change this report."))
    try:
        saved = save(
            report,
            request.POST,
            request.FILES.getlist("new-uploads"),
            by=request.user,
            carries="_carry" in request.POST,
        )
    except WrongState as refusal:
        return refused(request, str(refusal), texts=sent_texts(request.POST), report=report, status=409)
    saved.refusals += [f"{name}: {DISK_IS_FULL}" for name in left_out(request)]
    _tell(request, saved)
    if not saved.is_saved:
        return page(request, "report.html", context_of(saved.report, request.user, saved))
    return HttpResponseRedirect(_after(request, saved))


def _after(request: StaffRequest, saved: Saved) -> str:
    """Where a saved form leads: on to the last look, or back to the page, to what was just added."""
    report = saved.report
    is_marked = saved.was_handed_in and bool(submitting.preview(report).undecided)
    if ("_submit" in request.POST and not saved.refusals) or is_marked:
        return reverse("admin:my_report_submit", args=[report.pk])
    place = "#evidence" if saved.added or saved.refusals else ""
    return reverse("admin:my_report", args=[report.pk]) + place


def _tell(request: StaffRequest, saved: Saved) -> None:
    for sentence in saved.refusals:
        messages.error(request, _("Not added: %(why)s") % {"why": sentence})
    for value in [value for value in saved.overtaken if not value.is_kept]:
        what = {"who": value.by or _("Somebody else"), "what": " ".join(filter(None, [value.row, value.field]))}
        messages.info(request, _("%(who)s changed this meanwhile, and it was taken over: %(what)s.") % what)
    count = len(saved.added)
    if count:
        added = ngettext("%(count)d piece of evidence was added.", "%(count)d pieces of evidence were added.", count)
        messages.success(request, added % {"count": count})
    if not saved.is_saved:
        messages.error(request, _undecided() if saved.undecided else _unsaved())
    elif saved.was_handed_in:
        messages.success(request, _("Your changes are saved; the report was handed in anew and waits for review."))
    elif "_submit" not in request.POST:
        messages.success(request, _("The draft is saved. It is not submitted yet."))


def _unsaved() -> str:
    return _("The text is not saved yet: mend what is marked below and save again. Nothing you typed is lost.")


def _undecided() -> str:
    return _(
        "Somebody else changed the same fields meanwhile. Nothing was overwritten and nothing of yours is lost: "
        "compare both texts, then save again."
    )


# The last look


def submit_page(request: StaffRequest, pk: int) -> HttpResponse:
    """What citizens will see, with what needs a decision; from here the report goes out."""
    report, refusal = meant(request, pk)
    if report is None:
        return refusal
    access = Access.of(request.user, report)
    if not access.writes:
        return refused(request, _("Only the division itself and the planners submit this report."))
    found = submitting.preview(report)
    chosen = set(request.POST.getlist("cleared"))
    if "_submit" in request.POST and submitting.is_handed_in(report):
        return _submitted_already(request, report)
    if request.method == "POST":
        message = _objection(request, found, chosen)
        answer = None if message else _submit(request, report, found, chosen)
        if answer:
            return answer
        if message:
            messages.warning(request, message)
    context = {
        "title": _("This is what citizens will see"),
        "report": report,
        "access": access,
        "found": found,
        "chosen": chosen,
        "evidence": [shown(piece, report.round) for piece in report.evidence.all()],
        "is_handed_in": submitting.is_handed_in(report),
        "hides_obstacles": not report.division.agency.obstacles_are_public,
        "leaves_empty": "leave_empty" in request.POST,
    }
    return page(request, "submit.html", context)


def _objection(request: StaffRequest, found: submitting.Preview, chosen: set[str]) -> str:
    """Why the report does not go out yet, or nothing."""
    if request.POST.get("looked_at") != found.version:
        return str(CHANGED_MEANWHILE)
    if found.lacks:
        return _("The report is not submitted yet: something still lacks.")
    if any(marked.digest not in chosen for marked in found.undecided):
        return _("Decide about each piece of personal data: tick that it may be published, or go back and remove it.")
    if found.empty and "leave_empty" not in request.POST:
        return _("Some fields are empty. Tick that you leave them empty, or go back and fill them in.")
    return ""


def _submit(request: StaffRequest, report: Report, found: submitting.Preview, chosen: set[str]) -> HttpResponseRedirect:
    cleared = [marked.digest for marked in found.undecided if marked.digest in chosen]
    try:
        if "_decide" in request.POST:
            submitting.clear(report, cleared, by=request.user)
            messages.success(request, _("Your decisions are kept."))
        else:
            submitting.submit(report, looked_at=found.version, cleared=cleared, by=request.user)
            messages.success(request, _submitted(report))
    except WrongState as refusal:
        report.refresh_from_db(fields=["status"])
        if "_submit" in request.POST and submitting.is_handed_in(report):
            return _submitted_already(request, report)
        messages.warning(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:my_report", args=[report.pk]))


def _submitted_already(request: StaffRequest, report: Report) -> HttpResponseRedirect:
    """For whoever presses the button twice, or after somebody else did: nothing is done again."""
    messages.info(request, _("This report is submitted already. Nothing was changed, and nothing more is to be done."))
    return HttpResponseRedirect(reverse("admin:my_report", args=[report.pk]))


def _submitted(report: Report) -> str:
    if report.heads_review():
        return _("The report is submitted. The head of the division looks at it next.")
    return _("The report is submitted. The Palad's office looks at it next.")


# What they share


def meant(request: StaffRequest, pk: int) -> tuple[Report | None, HttpResponse]:
    """The report of an address, or the answer to who may not read it: a sentence within the own agency, else 404."""
    found = visible_to(request.user).filter(pk=pk).first()
    if found:
        return found, HttpResponse()
    if not of_own_agency(request.user).filter(pk=pk).exists():
        return None, _nowhere(request)
    return None, refused(
        request,
        _("This report is another division's and still being written. It can be read once it is submitted."),
    )


def _nowhere(request: StaffRequest) -> HttpResponse:
    """No report of the own agency: perhaps it was deleted while a form of it was open, whose texts are not lost."""
    texts = sent_texts(request.POST)
    if not texts:
        raise Http404(_("There is no such report."))
    return refused(request, _("There is no such report any more, so nothing was saved."), texts=texts, status=404)


def refused(
    request: StaffRequest,
    why: str,
    *,
    texts: list[tuple[str, str]] | None = None,
    report: Report | None = None,
    status: int = 403,
) -> HttpResponse:
    """Why something is not done, with what was typed for it, and a way back to the report where it can be read."""
    context = {"title": _("This is not possible"), "why": why, "texts": texts or [], "report": report}
    return page(request, "refused.html", context, status=status)


def page(request: StaffRequest, template: str, context: dict[str, Any], status: int = 200) -> TemplateResponse:
    frame = admin.site.each_context(request)
    return TemplateResponse(request, f"{TEMPLATES}/{template}", {**frame, **context}, status=status)
