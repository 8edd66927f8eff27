"""A division's report in the staff's room: what the division writes, what the reviewer answers."""

from django import forms
from django.contrib import admin, messages
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models import Evidence, Report
from measures.models.reports import NOTHING_DONE
from measures.models.rounds import WrongState
from staff.admin_base import StaffAdmin
from staff.be_columns import NOTHING
from staff.filters import year_filter
from staff.inlines import OrderedInline
from staff.scoping import ImplicitFieldsForm
from thai.templatetags.thai import be_datetime

from .measures import linked

PROSE = {"rows": 6, "cols": 80}
TEXTS = ["done", "result", "obstacles"]

# What brings a report to a status, and what its history then says.
ACTS = {
    Report.Status.DRAFT: (Report.take_back, gettext_noop("Took the report back.")),
    Report.Status.SUBMITTED: (Report.submit, gettext_noop("Submitted the report.")),
    Report.Status.RETURNED: (Report.return_for_correction, gettext_noop("Returned the report: %(note)s")),
    Report.Status.ACCEPTED: (Report.accept, gettext_noop("Accepted the report.")),
}


class EvidenceInline(OrderedInline):
    """What shows that a report is true; it is kept by those who may change the report, until that is accepted."""

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
        pages = self.admin_site.get_model_admin(Report)
        return not report or (pages.has_change_permission(request, report) and not report.is_accepted)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may(request, obj)


class ReportForm(ImplicitFieldsForm):
    """A report and the status to which it is to go: one to which the person who is signed in may bring it.

    The form does not assign the status; the page does what leads to it (`ACTS`) once everything else is saved.
    """

    reviewing = False

    status = forms.ChoiceField(label=_("status"), required=False)
    note = forms.CharField(
        label=_("what is to be corrected"),
        required=False,
        help_text=_("For a report that is returned: the division reads it beside its report."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        following = self.instance.next_statuses(reviewing=self.reviewing)
        choices = [Report.Status(self.instance.status), *following]
        self.fields["status"].choices = [(status.value, status.label) for status in choices]

    def clean(self):
        super().clean()
        wanted = self.cleaned_data.pop("status", "") or self.instance.status
        self.wanted = wanted if wanted != self.instance.status else None
        done = self.cleaned_data.get("done", self.instance.done)
        if wanted != Report.Status.DRAFT and not done and "done" in self.fields:
            self.add_error("done", NOTHING_DONE)
        if self.wanted == Report.Status.RETURNED and not self.cleaned_data.get("note"):
            self.add_error("note", _("Say what is to be corrected."))
        return self.cleaned_data


@admin.register(Report)
class ReportAdmin(StaffAdmin):
    """The reports: officers write their own division's, the Palad's office accepts or returns them."""

    form = ReportForm
    agency_path = "round__plan__agency"
    fields = ["measure_link", "steps", "division", "round", *TEXTS, "trail", "status"]
    readonly_fields = ["measure_link", "steps", "division", "round", "trail"]
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
        if db_field.name in TEXTS:
            kwargs["widget"] = forms.Textarea(attrs=PROSE)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("so far"))
    def trail(self, report):
        return format_html_join("", "<p>{}</p>", ((sentence,) for sentence in trail_of(report))) or NOTHING

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [*fields, "note"] if obj and self._may_return(request, obj) else fields

    def _may_return(self, request, report) -> bool:
        following = report.next_statuses(reviewing=self.has_review_permission(request))
        return self.has_change_permission(request, report) and Report.Status.RETURNED in following

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *TEXTS] if obj and obj.is_accepted else fields

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

    # From state to state: the report's own methods

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=TEXTS)  # never the status: it may have moved since the page was opened

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.wanted:
            try:
                self._act(request, form.instance, form.wanted, form.cleaned_data.get("note", ""))
            except WrongState as refusal:
                self.message_user(request, str(refusal), messages.WARNING)

    def _act(self, request, report, status: str, note: str = "") -> None:
        """Do what leads to `status`, and record it. Raises WrongState where the report's own state forbids it."""
        act, told = ACTS[Report.Status(status)]
        act(report, by=request.user, **({"note": note} if status == Report.Status.RETURNED else {}))
        self.log_change(request, report, gettext(told) % {"note": note})

    @admin.action(description=_("Accept the chosen submitted reports"), permissions=["review"])
    def accept_reports(self, request, queryset):
        accepted, refused = 0, {}
        for report in queryset.select_related("measure", "division", "round"):
            try:
                self._act(request, report, Report.Status.ACCEPTED)
                accepted += 1
            except WrongState as refusal:
                refused.setdefault(str(refusal), []).append(str(report))
        for sentence, reports in refused.items():
            named = {"why": sentence, "reports": ", ".join(reports)}
            self.message_user(request, gettext("Not accepted: %(reports)s. %(why)s") % named, messages.WARNING)
        message = ngettext("%(count)d report was accepted.", "%(count)d reports were accepted.", accepted)
        self.message_user(request, message % {"count": accepted}, messages.SUCCESS if accepted else messages.INFO)

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


def trail_of(report: Report) -> list[str]:
    """Who submitted, returned and accepted a report, and when: the latest of each, as sentences in that order."""
    submitted, accepted = gettext("submitted on %(when)s by %(who)s"), gettext("accepted on %(when)s by %(who)s")
    returned = gettext("returned on %(when)s by %(who)s: %(note)s")
    happened = [
        (report.submitted_at, report.submitted_by, submitted),
        (report.returned_at, report.returned_by, returned),
        (report.accepted_at, report.accepted_by, accepted),
    ]
    return [
        told % {"when": be_datetime(when), "who": who, "note": report.return_note}
        for when, who, told in sorted((act for act in happened if act[0]), key=lambda act: act[0])
    ]
