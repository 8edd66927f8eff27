"""From state to state of a whole round: opened with its due date, closed, reopened with a reason; each asks first."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.models import Report, Round
from measures.models.rounds import WrongState

from .access import StaffRequest, for_reviewers, page
from .forms import OpeningForm, ReasonForm, how_reckoned
from .views import back


@for_reviewers
def open_round(request: StaffRequest, round_: Round) -> HttpResponse:
    """What opening will do, with the due date to change; on POST it is done."""
    proposed = round_.proposed_due_date
    initial = {"due_on": round_.due_on or proposed.day}
    form = OpeningForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _opened(request, round_, form)
    lacking = round_.without_report()
    context = {
        "title": _("Open the round"),
        "round": round_,
        "form": form,
        "reckoned": how_reckoned(proposed, round_.covers_to),
        "report_count": len(lacking),
        "measure_count": len({measure.pk for measure, _owner in lacking}),
        "divisions": sorted({owner for _measure, owner in lacking}, key=lambda owner: (owner.position, owner.pk)),
        "ownerless": [measure for measure in round_.plan.measures.all() if not measure.owners()],
    }
    return page(request, "open.html", context)


def _opened(request: StaffRequest, round_: Round, form: OpeningForm) -> HttpResponse:
    round_.due_on = form.cleaned_data["due_on"]
    try:
        count = round_.open(by=request.user)
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext(
            "The round is open: %(count)d report waits for its division.",
            "The round is open: %(count)d reports wait for their divisions.",
            count,
        )
        messages.success(request, told % {"count": count})
    return back(round_)


@for_reviewers
def close_round(request: StaffRequest, round_: Round) -> HttpResponse:
    """Who has not reported and what is not accepted; on POST the round is closed."""
    if request.method == "POST":
        try:
            round_.close(by=request.user)
        except WrongState as refusal:
            messages.error(request, str(refusal))
        else:
            told = _("The round is closed; its reports cannot be changed any more.")
            messages.success(request, told)
        return back(round_)
    open_ends = round_.reports.owed().exclude(status=Report.Status.ACCEPTED).select_related("measure", "division")
    context = {
        "title": _("Close the round"),
        "round": round_,
        "not_reported": [
            report for report in open_ends if report.status in [Report.Status.DRAFT, Report.Status.RETURNED]
        ],
        "not_accepted": [
            report for report in open_ends if report.status in [Report.Status.SUBMITTED, Report.Status.ENDORSED]
        ],
    }
    return page(request, "close.html", context)


@for_reviewers
def reopen_round(request: StaffRequest, round_: Round) -> HttpResponse:
    """Why a closed round is opened again; on POST with a reason it is."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            round_.reopen(by=request.user, reason=form.cleaned_data["reason"])
        except WrongState as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The round is open again."))
        return back(round_)
    return page(request, "reopen.html", {"title": _("Reopen the round"), "round": round_, "form": form})
