"""An assessment in the staff's room: ten indicators ready to be filled, computed figures beside the declared ones."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agencies.staffroom import NOTHING, OpenedAfterAdding, StaffAdmin, StaffInline, year_filter
from assessments.consistency_findings import sentence
from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from thai.templatetags.thai import score

PROSE = forms.Textarea(attrs={"rows": 3, "cols": 40})


class PreparedInline(StaffInline):
    """Rows that an assessment has from the beginning; they are filled and neither added nor deleted."""

    agency_path = "assessment__agency"
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class ScoreInline(PreparedInline):
    """The ten indicators."""

    model = IndicatorScore
    fields = ["score", "is_urgent", "finding", "recommendation"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("indicator", "assessment__framework")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("finding", "recommendation"):
            kwargs["widget"] = PROSE
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DeclaredInline(PreparedInline):
    """What the official result declares for the instruments."""

    model = DeclaredInstrument
    fields = ["score", "level"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("instrument", "assessment__framework")


@admin.register(Assessment)
class AssessmentAdmin(OpenedAfterAdding, StaffAdmin):
    """An assessment: adding one asks for the year only and opens it with all its rows."""

    fieldsets = [
        (None, {"fields": ["framework"]}),
        (
            _("As the official result declares it"),
            {"fields": ["declared_total", "declared_level", "source", "announced_on"]},
        ),
        (_("Analysis"), {"fields": ["has_no_urgent_points"]}),
    ]
    inlines = [ScoreInline, DeclaredInline]
    list_display = ["year", "total", "level", "filled"]
    list_filter = [year_filter("framework__fiscal_year")]
    list_display_links = ["year"]
    ordering = ["-framework__fiscal_year", "agency"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("framework", "agency")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.with_scores()
        return changelist

    @admin.display(description=_("fiscal year (B.E.)"), ordering="framework__fiscal_year")
    def year(self, assessment):
        return assessment.fiscal_year

    @admin.display(description=_("total"))
    def total(self, assessment):
        return score(analysed(assessment).total) if analysed(assessment) else NOTHING

    @admin.display(description=_("level"))
    def level(self, assessment):
        return (analysed(assessment) and analysed(assessment).level) or _("not complete yet")

    @admin.display(description=_("scores filled in"))
    def filled(self, assessment):
        rows = assessment.scores.all()
        return f"{sum(row.score is not None for row in rows)}/{len(rows)}"

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-2]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["framework"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.prepare_rows()

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context["result"] = result_of(obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)


def analysed(assessment: Assessment):
    """The analysis of an assessment, computed once for all columns; None when its rules cannot be computed with."""
    if not hasattr(assessment, "_analysis"):
        try:
            assessment._analysis = assessment.analyse()
        except ValueError:
            assessment._analysis = None
    return assessment._analysis


def result_of(assessment: Assessment) -> dict:
    """What follows from the saved scores, for the panel beside what is declared."""
    assessment = Assessment.objects.with_scores().get(pk=assessment.pk)
    analysis = analysed(assessment)
    if analysis is None:
        return {"analysis": None}
    scores = {row.indicator.number: row for row in assessment.scores.all()}
    declared = {row.instrument.code: row for row in assessment.declared_instruments.all()}
    return {
        "analysis": analysis,
        "assessment": assessment,
        "instruments": [
            {"instrument": each, "computed": analysis.instrument(each.code), "declared": declared.get(each.code)}
            for each in assessment.framework.instruments.all()
        ],
        "strengths": [scores[number] for number in analysis.strengths],
        "improvements": [scores[number] for number in analysis.improvements],
        "findings": [(finding.severity, sentence(finding)) for finding in assessment.findings()],
        "missing": [scores[number] for number in analysis.missing if number in scores],
    }
