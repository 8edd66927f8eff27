"""A round of follow-up in the staff's room: title, days, approval, history; what happens to it stands in reviewing/."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from measures.models import Report, Round
from measures.models.announcements import ANNOUNCED
from measures.models.signatures import SIGNED
from staff.be_columns import NOTHING, buddhist
from staff.filters import year_filter
from staff.recorded import ReasonedForm, RecordedAdmin

from . import history_sources
from .plans import state_of
from .round_reasons import OPEN_ROUND, needs_reason

DAYS = {name: buddhist(Round, name) for name in ("covers_from", "covers_to", "due_on")}
WAITING = [Report.Status.SUBMITTED, Report.Status.ENDORSED]


class RoundForm(ReasonedForm):
    """A round."""

    def needs_reason(self) -> bool:
        return needs_reason(self, is_published=self.is_published)


@admin.register(Round)
class RoundAdmin(RecordedAdmin):
    """A round; it begins with its plan, and is opened and closed on the page of all its reports."""

    form = RoundForm
    agency_path = "plan__agency"
    fieldsets = [
        (None, {"fields": ["plan", "kind", "title", "covers_from", "covers_to", "due_on", "state"]}),
        (_("Approval"), {"fields": ["approved_on", "approver_name", "approver_position"]}),
        (_("Signatures before the approval"), {"fields": SIGNED, "classes": ["collapse"]}),
        (_("Announcement"), {"fields": ANNOUNCED, "classes": ["collapse"]}),
    ]
    readonly_fields = ["plan", "kind", "state"]
    list_display = [
        *("year", "title", "state", "accepted", "awaiting"),
        buddhist(Round, "covers_to", is_short=True),
        buddhist(Round, "due_on", is_short=True),
    ]
    list_display_links = ["year", "title"]
    list_filter = [year_filter("plan__fiscal_year"), "kind"]
    list_select_related = ["plan__agency"]
    ordering = ["-plan__fiscal_year", "plan", "covers_to"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                report_count=Count("reports"),
                accepted_count=Count("reports", filter=Q(reports__status=Report.Status.ACCEPTED)),
                submitted_count=Count("reports", filter=Q(reports__status__in=WAITING)),
            )
        )

    def published_as(self, request, obj):
        return (obj.plan.agency, obj.plan.fiscal_year) if obj else None

    def asked(self, request, obj=None):
        is_open = obj is not None and obj.is_opened and not obj.is_closed
        return super().asked(request, obj) or (OPEN_ROUND if is_open else None)

    def told(self, request, obj):
        return history_sources.of_round(obj, request.user)

    def get_readonly_fields(self, request, obj=None):
        # Once it is open the day due is only extended, report by report and with a reason; a closed one is reopened.
        return [*super().get_readonly_fields(request, obj), *_fixed(obj).values()]

    def get_fieldsets(self, request, obj=None):
        fixed = _fixed(obj)
        return [
            (name, {**options, "fields": [fixed.get(field, field) for field in options["fields"]]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=_("fiscal year (B.E.)"), ordering="plan__fiscal_year")
    def year(self, round_):
        return round_.plan.fiscal_year

    @admin.display(description=_("reports accepted"))
    def accepted(self, round_):
        return f"{round_.accepted_count}/{round_.report_count}" if round_.is_opened else NOTHING

    @admin.display(description=_("reports to review"))
    def awaiting(self, round_):
        return round_.submitted_count if round_.is_opened else NOTHING

    @admin.display(description=_("state"), ordering="closed_at")
    def state(self, round_):
        return state_of(round_)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:review_round", args=[obj.pk]))

    def has_add_permission(self, request):
        return False  # a plan has its rounds from the beginning, and its page offers a missing one

    def has_delete_permission(self, request, obj=None):
        # What divisions have written is not lost with a round, nor does a new round make late reports punctual.
        return super().has_delete_permission(request, obj) and not (obj and (obj.is_opened or obj.is_closed))


def _fixed(round_: Round | None) -> dict[str, Any]:
    """What is only read of a round, each with what is shown in its place: a day as it is written in the B.E."""
    fixed = round_.fixed_fields if round_ else frozenset()
    return {name: DAYS.get(name, name) for name in fixed}
