"""A division's report in the staff's room: what the division writes, what the reviewer answers."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.models import User
from measures.models import Evidence, Report
from staff.admin_base import StaffAdmin
from staff.be_columns import NOTHING
from staff.filters import year_filter
from staff.inlines import OrderedInline
from staff.scoping import ImplicitFieldsForm

from .measures import linked

PROSE = {"rows": 6, "cols": 80}


class EvidenceInline(OrderedInline):
    """What shows that a report is true; it is kept by those who may change the report."""

    model = Evidence
    agency_path = "report__round__plan__agency"
    fields = ["position", "caption", "file", "url", "opened"]
    readonly_fields = ["opened"]
    extra = 1

    @admin.display(description=_("stored file"))
    def opened(self, evidence):
        if not (evidence.pk and evidence.file):
            return NOTHING
        url = reverse("admin:measures_evidence_file", args=[evidence.pk])
        return format_html('<a href="{}">{}</a>', url, _("Download"))

    def _may(self, request, report) -> bool:
        return not report or self.admin_site.get_model_admin(Report).has_change_permission(request, report)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, obj)


class ReportForm(ImplicitFieldsForm):
    """A report; its status moves only where the person who is signed in may move it."""

    reviewing = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            status = Report.Status(self.instance.status)
            following = self.instance.next_statuses(reviewing=self.reviewing)
            self.fields["status"].choices = [(each.value, each.label) for each in (status, *following)]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("status", Report.Status.DRAFT) != Report.Status.DRAFT and not self.cleaned_data.get(
            "done"
        ):
            raise ValidationError({"done": _("Say what was done before the report is submitted.")})
        return self.cleaned_data


@admin.register(Report)
class ReportAdmin(StaffAdmin):
    """The reports: officers write their own division's, the Palad's office accepts or returns them."""

    form = ReportForm
    agency_path = "round__plan__agency"
    fields = ["measure_link", "steps", "division", "round", "done", "result", "obstacles", "status"]
    readonly_fields = ["measure_link", "steps", "division", "round"]
    inlines = [EvidenceInline]
    list_display = ["measure_short", "division", "status", "round_title"]
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

    @admin.display(description=_("round of follow-up"), ordering="round")
    def round_title(self, report):
        return f"{report.round.title} {report.round.plan.fiscal_year}"

    @admin.display(description=_("measure"))
    def measure_link(self, report):
        return linked(report.measure)

    @admin.display(description=_("steps"))
    def steps(self, report):
        return format_html_join(
            "", "<p>{}. {}</p>", enumerate((step.text for step in report.measure.steps.all()), start=1)
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("done", "result", "obstacles"):
            kwargs["widget"] = forms.Textarea(attrs=PROSE)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.reviewing = self.has_review_permission(request)
        return form

    def has_review_permission(self, request) -> bool:
        return request.user.has_perm("measures.review_report")

    def has_add_permission(self, request):
        return False  # a round opens its reports (rounds.py)

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (
            not obj.round.is_closed and (self.has_review_permission(request) or self._writes(request, obj))
        )

    def _writes(self, request, report) -> bool:
        own = request.user.role == User.Role.OFFICER and report.division_id == request.user.division_id
        return own and report.status != Report.Status.ACCEPTED

    def has_delete_permission(self, request, obj=None):
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not (obj.round.is_closed or obj.status == Report.Status.ACCEPTED)

    @admin.action(description=_("Accept the chosen submitted reports"), permissions=["review"])
    def accept_reports(self, request, queryset):
        submitted = queryset.awaiting_review().filter(round__closed_at=None)
        accepted = [report for report in submitted if self._accept(request, report)]
        message = ngettext("%(count)d report was accepted.", "%(count)d reports were accepted.", len(accepted))
        self.message_user(request, message % {"count": len(accepted)}, messages.SUCCESS if accepted else messages.INFO)

    def _accept(self, request, report) -> bool:
        report.status = Report.Status.ACCEPTED
        report.save(update_fields=["status"])
        self.log_change(request, report, [{"changed": {"fields": ["status"]}}])
        return True

    def get_urls(self):
        file = path("evidence/<int:pk>/", self.admin_site.admin_view(self.evidence_file), name="measures_evidence_file")
        return [file, *super().get_urls()]

    def evidence_file(self, request, pk):
        """The stored file of one's own agency's evidence, always as a download: it comes from outside."""
        reports = self.get_queryset(request) if self.has_view_permission(request) else Report.objects.none()
        evidence = Evidence.objects.filter(report__in=reports, pk=pk).exclude(file="").first()
        if not evidence or not evidence.file.storage.exists(evidence.file.name):
            raise Http404(_("There is no such file."))
        return FileResponse(evidence.file.open(), as_attachment=True)
