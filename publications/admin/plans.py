"""A plan's page with what publishing adds to it: the check-list, the documents of the year and how far each is."""

from dataclasses import dataclass

from django.contrib import admin

from assessments.models import Assessment
from measures.admin.plans import PlanAdmin
from measures.models import Measure, Plan
from publications import publishing
from publications.document.differences import Difference, differences, is_same
from publications.models import Edition, Kind
from publications.publishing import Review
from publications.site import progress

from .addresses import may_prepare, may_publish


@dataclass(frozen=True, slots=True)
class DocumentState:
    """How far one document of the year is; `has_changed` says whether its newest edition is still what stands here."""

    kind: Kind
    review: Review
    newest: Edition | None
    has_changed: bool
    differences: list[Difference]


def state_of_document(review: Review) -> DocumentState:
    """Compare what stands in the plan with the newest edition of its kind, about the rounds which that one reports."""
    before = publishing.frozen(review.newest) if review.newest else None
    if before is None:
        return DocumentState(review.kind, review, review.newest, False, [])
    reported = frozenset(part.kind for part in before.rounds if part.is_reported)
    now = review.draft_with(reported)
    if now and is_same(before, now):
        return DocumentState(review.kind, review, review.newest, False, [])
    return DocumentState(review.kind, review, review.newest, True, differences(before, now) if now else [])


@admin.register(Plan)
class PublishablePlanAdmin(PlanAdmin):
    """A plan with what is still missing, its previews, its published editions and the way to the next one."""

    def has_delete_permission(self, request, obj=None):
        # What was published stays readable for ever; so do the tables from which it is corrected.
        return super().has_delete_permission(request, obj) and not (obj and publishing.of_year(obj).exists())

    def rows_of(self, request, obj) -> tuple[list[Measure], Assessment | None, Assessment | None]:
        year = _review(request, obj).year
        return list(year.plan.measures.all()), year.answered, year.outcome

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            review = _review(request, obj)
            context |= {
                "checklist": review.checks,
                "editions": review.of_year[::-1],
                "documents": [state_of_document(review.of_kind(kind)) for kind in Kind],
                "site": progress.of(obj.agency),
                "may_publish": may_publish(request.user),
                "may_prepare": may_prepare(request.user),
            }
        return super().render_change_form(request, context, obj=obj, **kwargs)


def _review(request, plan: Plan) -> Review:
    """The review of the page that is being answered, read once."""
    if not hasattr(request, "_review"):
        request._review = Review.of(plan, Kind.PLAN)
    return request._review
