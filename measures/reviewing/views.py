"""The pages under /admin/review/: all rounds, one round as a whole, and what is done to its reports."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Division
from measures.models import Report, Round
from measures.models.rounds import WrongState
from measures.reminders.sending import remind

from .access import StaffRequest, for_reviewers, page, rounds_of
from .bulk import ACTS, Act, Refused, apply, chosen_of
from .cells import CellState
from .matrix import Filters, cells_of, matrix_of
from .missed import missed
from .tallies import tallied

ROUNDS_IN_THE_LIST = 40
# The one act that changes no report.
REMIND = "remind"


@require_safe
@for_reviewers
def round_list(request: StaffRequest) -> HttpResponse:
    """The rounds, those of the newest year first, with how far each is."""
    rounds = rounds_of(request.user).order_by("-plan__fiscal_year", "plan", "covers_to")[:ROUNDS_IN_THE_LIST]
    context = {"title": _("Rounds of follow-up"), "tallies": tallied(rounds, timezone.localdate())}
    return page(request, "list.html", context)


@require_safe
@for_reviewers
def round_page(request: StaffRequest, round_: Round) -> HttpResponse:
    """A round as a whole."""
    return overview(request, round_)


def overview(
    request: StaffRequest, round_: Round, chosen: frozenset[int] = frozenset(), refused: list[Refused] | None = None
) -> HttpResponse:
    """The round's page; after a refusal with the same reports ticked and why nothing was done."""
    filters, today = Filters.of(request.GET), timezone.localdate()
    is_open = round_.state == Round.State.OPEN
    matrix = matrix_of(round_, cells_of(round_, today), filters, chosen if is_open else None)
    context = {
        "title": f"{round_.title} {round_.plan.fiscal_year}",
        "round": round_,
        "tabs": Round.objects.filter(plan=round_.plan_id).order_by("covers_to"),
        "matrix": matrix,
        "missed": missed(round_),
        "filters": filters,
        "query": request.GET.urlencode(),
        "all_divisions": Division.objects.filter(reports__round=round_).distinct(),
        "states": CellState.choices,
        "acts": {name: act.label for name, act in ACTS.items()} | {REMIND: _("Remind the divisions now")}
        if is_open
        else {},
        "refused": refused or [],
    }
    return page(request, "round.html", context)


@require_POST
@for_reviewers
def chosen_reports(request: StaffRequest, round_: Round) -> HttpResponse:
    """Do something to the ticked reports; what needs a day or a reason asks for it first."""
    act, reports = ACTS.get(request.POST.get("act", "")), chosen_of(round_, request.POST.getlist("report"))
    if reports and request.POST.get("act") == REMIND:
        return _reminded(request, round_, reports)
    if act is None or not reports:
        messages.warning(request, _("Nothing was done: tick at least one report, then choose what to do with it."))
        return back(round_, request)
    if act.form is None:
        return _done(request, round_, act, reports, {})
    form = act.form(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        return _done(request, round_, act, reports, form.cleaned_data)
    context = {
        "title": act.label,
        "round": round_,
        "act": act,
        "name": request.POST["act"],
        "reports": reports,
        "form": form,
        "query": request.GET.urlencode(),
    }
    return page(request, "chosen.html", context)


def _reminded(request: StaffRequest, round_: Round, reports: list[Report]) -> HttpResponse:
    """Write to those who have something to write among the chosen ones, and say who cannot be reached."""
    outcome = remind(reports, by=request.user)
    if outcome.mails:
        messages.success(request, _("Mails with a reminder: %(count)d") % {"count": outcome.mails})
    else:
        sentence = _("Nobody was reminded: these reports are handed in, or everybody heard of them today.")
        messages.info(request, sentence)
    if outcome.without_mail:
        names = ", ".join(person.name for person in outcome.without_mail)
        messages.warning(request, _("These people have no e-mail address: %(names)s.") % {"names": names})
    if outcome.without_base_address:
        messages.warning(request, _("No mail was sent, because nobody has said under which address the portal is."))
    return back(round_, request)


def _done(
    request: StaffRequest, round_: Round, act: Act, reports: list[Report], values: dict[str, object]
) -> HttpResponse:
    refused = apply(act, reports, by=request.user, **values)
    if refused:
        return overview(request, round_, frozenset(report.pk for report in reports), refused)
    messages.success(request, act.done % {"count": len(reports)})
    return back(round_, request)


@require_POST
@for_reviewers
def missing_reports(request: StaffRequest, round_: Round) -> HttpResponse:
    """Open the reports of owners who came later."""
    try:
        opened = round_.open_reports(by=request.user) if round_.is_opened else 0
    except WrongState as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Reports that were missing and are opened now: %(count)d") % {"count": opened})
    return back(round_)


def back(round_: Round, request: StaffRequest | None = None) -> HttpResponseRedirect:
    """To the round's page, with the filters that were set on it."""
    query = request.GET.urlencode() if request else ""
    return HttpResponseRedirect(reverse("admin:review_round", args=[round_.pk]) + (f"?{query}" if query else ""))
