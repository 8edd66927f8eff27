"""The list of reports in the staff's room; each opens on its own page (reporting/), its history on this one."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit.history import ChangeSource, recorded_as
from measures.models import Report
from measures.models.rounds import WrongState
from measures.reporting.access import readable
from measures.reporting.submitting import accept
from staff.admin_base import StaffAdmin
from staff.be_columns import NOTHING
from staff.filters import year_filter
from staff.recorded import ToldHistoryMixin
from thai.templatetags.thai import be_date_short

from . import history_sources


@admin.register(Report)
class ReportAdmin(ToldHistoryMixin, StaffAdmin):
    """The reports that one may read; the planners accept several at once."""

    agency_path = "round__plan__agency"
    list_display = ["measure_short", "division", "status", "due", "round_title"]
    list_filter = [
        year_filter("round__plan__fiscal_year"),
        ("round", admin.RelatedOnlyFieldListFilter),
        "status",
        ("division", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["measure", "division", "round__plan__agency"]
    search_fields = ["measure__title", "done", "result"]
    ordering = ["-round__plan__fiscal_year", "round", "measure__number", "division__position"]
    actions = ["accept_reports"]

    @admin.display(description=_("measure"), ordering="measure__number")
    def measure_short(self, report):
        return str(report.measure)

    @admin.display(description=_("due on"), ordering="round__due_on")
    def due(self, report):
        return be_date_short(report.due_on) or NOTHING

    @admin.display(description=_("round of follow-up"), ordering="round")
    def round_title(self, report):
        return f"{report.round.title} {report.round.plan.fiscal_year}"

    def get_queryset(self, request):
        return readable(super().get_queryset(request), request.user)

    def told(self, request, obj):
        return history_sources.of_report(obj, request.user)

    # Who may

    def has_review_permission(self, request) -> bool:
        return request.user.has_perm("measures.review_report")

    def has_add_permission(self, request):
        return False  # a round opens its reports (rounds.py)

    def has_delete_permission(self, request, obj=None):
        if not super().has_delete_permission(request, obj):
            return False
        # What somebody has written stays; a report that is not owed is released with a reason (measures/reviewing/).
        return obj is None or not (obj.round.is_closed or obj.is_begun)

    # What it leads to

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, unquote(object_id))
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("admin:my_report", args=[report.pk]))

    @admin.action(description=_("Accept the chosen submitted reports"), permissions=["review"])
    def accept_reports(self, request, queryset):
        accepted, refused = 0, {}
        for report in queryset.select_related("measure", "division__agency", "round"):
            try:
                with recorded_as(means=ChangeSource.FORM):
                    accept(report, by=request.user)
                accepted += 1
            except WrongState as refusal:
                refused.setdefault(str(refusal), []).append(str(report))
        for sentence, reports in refused.items():
            named = {"why": sentence, "reports": ", ".join(reports)}
            self.message_user(request, gettext("Not accepted: %(reports)s. %(why)s") % named, messages.WARNING)
        message = ngettext("%(count)d report was accepted.", "%(count)d reports were accepted.", accepted)
        self.message_user(request, message % {"count": accepted}, messages.SUCCESS if accepted else messages.INFO)
