"""What a member of staff has to do next, read from what is there already."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, User
from assessments.models import Assessment
from measures.models import Plan
from publications.models import ApprovalRequest, Edition, Kind
from thai.templatetags.thai import be_datetime

from .review import Review


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: a sentence and the page where it is done."""

    message: str
    url: str


def agenda(user: User, agency: Agency | None) -> list[Task]:
    """The next tasks of `user` in `agency`, in the order of the work; none where no agency is meant."""
    if agency is None:
        return []
    if not user.has_perm("measures.add_plan"):
        return []  # the pages of reports have a panel of their own
    newest = Plan.objects.filter(agency=agency).first()
    return _of_results(agency) + _of_plan(user, newest) + _of_rounds(user, newest) + _of_requests(user, agency)


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


def _of_plan(user: User, plan: Plan | None) -> list[Task]:
    if plan is None:
        return []
    review, year = Review.of(plan, Kind.PLAN), {"year": plan.fiscal_year}
    missing = len(review.errors)
    if missing:
        message = ngettext(
            "The plan of %(year)s is not complete: %(count)d thing is missing.",
            "The plan of %(year)s is not complete: %(count)d things are missing.",
            missing,
        )
        return [Task(message % {**year, "count": missing}, reverse("admin:measures_plan_change", args=[plan.pk]))]
    if review.is_correction or review.request:
        return []
    if user.has_perm("publications.publish_edition"):
        return [Task(_("The plan of %(year)s is complete and can be published.") % year, _page("publish", review))]
    message = _("The plan of %(year)s is complete; send it for approval to the Palad or chief executive.") % year
    return [Task(message, _page("prepare", review))]


def _of_rounds(user: User, plan: Plan | None) -> list[Task]:
    """The closed rounds whose report was neither published since then nor sent for approval."""
    if plan is None or not (closed := list(plan.rounds.exclude(closed_at=None))):
        return []
    page = "publish" if user.has_perm("publications.publish_edition") else "prepare"
    sent = set(plan.approval_requests.filter(edition=None).values_list("kind", flat=True))
    editions = Edition.objects.for_agency(plan.agency_id).filter(fiscal_year=plan.fiscal_year, withdrawn_at=None)
    published = dict(editions.in_order().values_list("kind", "published_at"))
    message = _("%(round)s of %(year)s is closed: look at what is still missing before it is published.")
    return [
        Task(
            message % {"round": round_.title, "year": plan.fiscal_year},
            reverse(f"admin:publications_edition_{page}", args=[plan.pk, round_.kind]),
        )
        for round_ in closed
        if round_.kind not in sent and not (published.get(round_.kind) and published[round_.kind] > round_.closed_at)
    ]


def _of_requests(user: User, agency: Agency) -> list[Task]:
    """What was sent for approval: to be published, or to be sent again after it was changed."""
    plans = Plan.objects.filter(agency=agency, approval_requests__edition=None).exclude(approval_requests=None)
    reviews = [Review.of(plan, Kind.PLAN) for plan in plans.distinct()]
    tasks = [
        _of_request(user, review.of_kind(request.kind), request) for review in reviews for request in review.requests
    ]
    return [task for task in tasks if task]


def _of_request(user: User, review: Review, request: ApprovalRequest) -> Task | None:
    values = {
        "document": review.kind.label,
        "year": review.year.plan.fiscal_year,
        "who": request.sender,
        "when": be_datetime(request.sent_at),
    }
    if not review.is_sent:
        message = _("%(document)s of %(year)s was changed after %(who)s sent it for approval: look and send it again.")
        return Task(message % values, _page("prepare", review))
    if not user.has_perm("publications.publish_edition"):
        return None
    message = _("%(document)s of %(year)s is ready to be published: sent for approval by %(who)s on %(when)s.")
    return Task(message % values, _page("publish", review))


def _page(name: str, review: Review) -> str:
    return reverse(f"admin:publications_edition_{name}", args=[review.year.plan.pk, review.kind])
