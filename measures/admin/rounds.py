"""A round of follow-up in the staff's room: who has reported, open the reports, close the round."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from measures.models import Report, Round
from staff.admin_base import StaffAdmin
from staff.be_columns import buddhist
from staff.filters import year_filter

from .plans import state_of


@admin.register(Round)
class RoundAdmin(StaffAdmin):
    """A round; it begins with its plan, gets its reports opened, and is closed once."""

    agency_path = "plan__agency"
    fields = ["plan", "kind", "title", "covers_from", "covers_to", "due_on", "state"]
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
    actions = ["open_reports", "close_rounds"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                report_count=Count("reports"),
                accepted_count=Count("reports", filter=Q(reports__status=Report.Status.ACCEPTED)),
                submitted_count=Count("reports", filter=Q(reports__status=Report.Status.SUBMITTED)),
            )
        )

    @admin.display(description=_("fiscal year (B.E.)"), ordering="plan__fiscal_year")
    def year(self, round_):
        return round_.plan.fiscal_year

    @admin.display(description=_("reports accepted"))
    def accepted(self, round_):
        return f"{round_.accepted_count}/{round_.report_count}"

    @admin.display(description=_("reports to review"))
    def awaiting(self, round_):
        return round_.submitted_count

    @admin.display(description=_("state"), ordering="closed_at")
    def state(self, round_):
        return state_of(round_)

    def has_add_permission(self, request):
        return False  # a plan has its rounds from the beginning, and its page offers a missing one

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_closed)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context["reports"] = obj.reports.select_related("measure", "division")
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(description=_("Open the reports of the chosen rounds"), permissions=["change"])
    def open_reports(self, request, queryset):
        opened = sum(round_.open_reports() for round_ in queryset.filter(closed_at=None).select_related("plan__agency"))
        message = ngettext("%(count)d report was opened.", "%(count)d reports were opened.", opened)
        self.message_user(request, message % {"count": opened}, messages.SUCCESS if opened else messages.INFO)
        return self._back(queryset)

    @admin.action(description=_("Close the chosen rounds"), permissions=["change"])
    def close_rounds(self, request, queryset):
        rounds = list(queryset.filter(closed_at=None))
        if not rounds:
            self.message_user(request, _("These rounds are closed already."), messages.INFO)
            return self._back(queryset)
        if not request.POST.get("confirmed"):
            return self._confirm_closing(request, rounds)
        for round_ in rounds:
            round_.close(by=request.user)
            self.log_change(request, round_, gettext("Closed the round."))
        self.message_user(request, _("The round is closed; its reports cannot be changed any more."), messages.SUCCESS)
        return self._back(queryset)

    def _confirm_closing(self, request, rounds):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Close the round"),
            "opts": self.opts,
            "rounds": rounds,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/measures/round/close.html", context)

    def _back(self, queryset):
        chosen = list(queryset.values_list("pk", flat=True)[:2])
        if len(chosen) == 1:
            return HttpResponseRedirect(reverse("admin:measures_round_change", args=chosen))
        return None
