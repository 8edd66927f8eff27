"""An assessment in the staff's room: ten indicators ready to be filled, computed figures beside the declared ones."""

from functools import partial

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.admin import history_sources
from assessments.models import Assessment, DeclaredInstrument, Framework, IndicatorScore
from assessments.resources import DeclaredResource, ScoreResource
from staff.admin_base import OpenedAfterAdding
from staff.be_columns import NOTHING
from staff.filters import year_filter
from staff.importing.pages import SpreadsheetAdmin
from staff.inlines import StaffFormSet, StaffInline
from staff.recorded import RecordedAdmin
from thai.templatetags.thai import score

from . import figures, what_if
from .figures import Figures

PROSE = forms.Textarea(attrs={"rows": 3, "cols": 40})


class PreparedInline(StaffInline):
    """Rows that an assessment has from the beginning; they are filled and neither added nor deleted."""

    agency_path = "assessment__agency"
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def get_formset(self, request, obj=None, **kwargs):
        self.figures = figures_of(request, obj)  # an inline is made anew for every request
        return super().get_formset(request, obj, **kwargs)

    def get_fields(self, request, obj=None):
        # The column of findings is there only when there is something to say.
        saved = figures_of(request, obj)
        has_doubts = any(saved.about(row) for row in self.rows(saved.assessment))
        return [self.fields[0], *(["doubt"] if has_doubts else []), *self.fields[1:]]

    @admin.display(description=_("What does not fit together"))
    def doubt(self, row):
        return figures.shown(self.figures.about(row))


class ScoreFormSet(StaffFormSet):
    """The ten indicators, none of which is urgent when the same page declares that nothing is."""

    def clean(self):
        super().clean()
        there = [form for form in self.initial_forms if form.instance.pk]
        urgent = [form.instance.indicator.number for form in there if form.cleaned_data.get("is_urgent")]
        if urgent and self.instance.has_no_urgent_points:
            message = gettext(
                "“Nothing needs urgent mending” is ticked above this table, but these indicators are marked as urgent: "
                "%(numbers)s. Take away the tick above, or the marks here, and save again."
            )
            raise ValidationError(message % {"numbers": ", ".join(map(str, urgent))})


class ScoreInline(PreparedInline):
    """The ten indicators."""

    model = IndicatorScore
    formset = ScoreFormSet
    fields = ["score", "is_urgent", "finding", "recommendation"]
    readonly_fields = ["doubt"]

    def rows(self, assessment):
        return assessment.scores.all()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("indicator", "assessment__framework")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("finding", "recommendation"):
            kwargs["widget"] = PROSE
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DeclaredInline(PreparedInline):
    """What the official result declares for the instruments."""

    model = DeclaredInstrument
    fields = ["score", "computed_score", "level", "computed_level"]
    readonly_fields = ["computed_score", "computed_level", "doubt"]

    def rows(self, assessment):
        return assessment.declared_instruments.all()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("instrument", "assessment__framework")

    @admin.display(description=_("computed score"))
    def computed_score(self, row):
        return figures.instrument_figures(self.figures, row)[0]

    @admin.display(description=_("computed level"))
    def computed_level(self, row):
        return figures.instrument_figures(self.figures, row)[1]


@admin.register(Assessment)
class AssessmentAdmin(SpreadsheetAdmin, OpenedAfterAdding, RecordedAdmin):
    """An assessment: adding one asks for the year only and opens it with all its rows."""

    resource_classes = [ScoreResource, DeclaredResource]

    fieldsets = [
        (None, {"fields": ["framework"]}),
        (
            _("As the official result declares it"),
            {"fields": ["declared_total", "declared_level", "computed", "doubt", "source", "announced_on"]},
        ),
        (_("Analysis"), {"fields": ["has_no_urgent_points"]}),
    ]
    inlines = [ScoreInline, DeclaredInline]
    readonly_fields = ["computed", "doubt"]
    list_display = ["year", "total", "level", "filled", "fit"]
    # Every row of a page is computed and checked; an agency's own results of many years fit on one page.
    list_per_page = 20
    list_filter = [year_filter("framework__fiscal_year")]
    list_display_links = ["year"]
    # Within a year as entered: by the agencies' names the whole national table would be sorted for every page.
    ordering = ["-framework__fiscal_year", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("framework", "agency")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        # Only for the rows of this page: the whole table is never computed.
        scales = Framework.objects.scales()
        changelist.result_list = list(changelist.result_list.with_scores())
        for row in changelist.result_list:
            row.figures = Figures(row, other_levels=scales)
        return changelist

    def published_as(self, request, obj):
        # A result is published with the plan that answers it.
        return (obj.agency, obj.fiscal_year + 1) if obj else None

    def told(self, request, obj):
        return history_sources.told(obj)

    @admin.display(description=_("fiscal year (B.E.)"), ordering="framework__fiscal_year")
    def year(self, assessment):
        return assessment.fiscal_year

    @admin.display(description=_("total"))
    def total(self, assessment):
        analysis = assessment.figures.analysis
        return score(analysis.total) if analysis else NOTHING

    @admin.display(description=_("level"))
    def level(self, assessment):
        analysis = assessment.figures.analysis
        return (analysis and analysis.level) or _("not complete yet")

    @admin.display(description=_("scores filled in"))
    def filled(self, assessment):
        rows = assessment.scores.all()
        return f"{sum(row.score is not None for row in rows)}/{len(rows)}"

    @admin.display(description=_("declared figures"))
    def fit(self, assessment):
        return figures.counted(assessment.figures)

    @admin.display(description=_("computed total and level"))
    def computed(self, assessment):
        analysis = assessment.figures.analysis
        if analysis is None or analysis.total is None:
            return _("not complete yet")
        return _("%(total)s, level %(level)s") % {"total": score(analysis.total), "level": analysis.level}

    @admin.display(description=_("What does not fit together"))
    def doubt(self, assessment):
        return figures.shown(assessment.figures.about_the_whole)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not obj:
            return fieldsets[:-2]
        return fieldsets if figures_of(request, obj).about_the_whole else without("doubt", fieldsets)

    def get_readonly_fields(self, request, obj=None):
        fixed = ["framework"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.prepare_rows()

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found:
            found.figures = figures_of(request, found)
        return found

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context["result"] = figures.panel(obj.figures)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(partial(what_if.show, self)))
        return [path("<int:pk>/ways/", view, name="assessments_assessment_ways"), *super().get_urls()]


def without(name: str, fieldsets) -> list:
    """The same parts of a page, one field left out."""
    return [
        (title, {**part, "fields": [field for field in part["fields"] if field != name]}) for title, part in fieldsets
    ]


def figures_of(request, row: Assessment) -> Figures:
    """The saved figures of the row that a page is about, read once for a request."""
    kept = request.__dict__.setdefault("_figures", {})
    if row.pk not in kept:
        kept[row.pk] = Figures.saved(row)
    return kept[row.pk]
