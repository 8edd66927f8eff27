"""A measure in the staff's room: steps in order, owners, and the indicators that it serves."""

from decimal import Decimal
from itertools import count

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import ModelMultipleChoiceField
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Division
from assessments.models import Assessment, Indicator
from audit.history import recording
from measures.admin import history_sources
from measures.models import Measure, Plan, Step
from staff.deleted import typed
from staff.filters import year_filter
from staff.inlines import OrderedFormSet, OrderedInline
from staff.recorded import ReasonedForm, RecordedAdmin
from staff.scoping import names_agencies, own_agency, row_of_number
from thai.numbers import two_places
from thai.templatetags.thai import score

from .stated import StatedForm, StatedMixin

SHORT = {"rows": 2, "cols": 80}


class StepFormSet(OrderedFormSet):
    """The steps of a measure; they may change places with each other, which one after the other they could not."""

    def save(self, commit=True):
        saved = super().save(commit=False)
        if commit:
            with recording(Step.objects.filter(measure=self.instance)):
                self._write()
        return saved

    def _write(self) -> None:
        for step in self.deleted_objects:
            step.delete()
        changed = [step for step, _fields in self.changed_objects]
        there = Step.objects.filter(measure=self.instance)
        taken = {*there.values_list("position", flat=True), *(step.position for step in [*changed, *self.new_objects])}
        free = (place for place in count() if place not in taken)
        for step, place in zip(changed, free, strict=False):  # out of each other's way first
            there.filter(pk=step.pk).update(position=place)
        Step.objects.bulk_update(changed, ["position", "text"])
        Step.objects.bulk_create(self.new_objects)


class StepInline(OrderedInline):
    """The steps of a measure in their order."""

    model = Step
    formset = StepFormSet
    agency_path = "measure__plan__agency"
    fields = ["position", "text"]
    extra = 2

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs=SHORT)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class IndicatorChoice(ModelMultipleChoiceField):
    """Indicators with their scores in the result that the plan answers; a weak one says so."""

    scores: dict[int, Decimal | None] = {}
    target: Decimal | None = None

    def use(self, result: Assessment | None) -> None:
        """Offer the scores of a result, and its target as what they are measured by."""
        if result:
            self.scores = {row.indicator_id: row.score for row in result.scores.all()}
            self.target = result.framework.target

    def label_from_instance(self, indicator):
        found = self.scores.get(indicator.pk)
        if found is None:
            return str(indicator)
        if two_places(found) >= self.target:
            return f"{indicator} ({score(found)})"
        return gettext("%(indicator)s (%(score)s, below the target %(target)s)") % {
            "indicator": indicator,
            "score": score(found),
            "target": score(self.target),
        }


class MeasureForm(StatedForm, ReasonedForm):
    """A measure of one plan: that agency's divisions, that year's indicators, and one kind of owner."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "divisions" not in self.fields:
            return  # a page that is only read
        plan = self.instance.plan
        self.fields["divisions"].queryset = self._divisions(plan)
        indicators = self.fields["indicators"]
        indicators.queryset = Indicator.objects.filter(framework__fiscal_year=plan.fiscal_year - 1)
        indicators.use(plan.assessment())

    def _divisions(self, plan):
        named = Q(measures=self.instance) if self.instance.pk else Q()
        return plan.agency.divisions.filter(Q(is_active=True) | named).distinct()

    def clean(self):
        super().clean()
        every, named = self.cleaned_data.get("every_division"), self.cleaned_data.get("divisions")
        if every and named:
            raise ValidationError({"divisions": _("Either tick “every division” or name divisions, not both.")})
        if not every and not named and "divisions" not in self.errors:
            raise ValidationError({"divisions": _("Tick “every division” or at least one division.")})
        return self.cleaned_data


class ResponsibleFilter(admin.RelatedOnlyFieldListFilter):
    """The measures for which a division answers: those that name it, and while it is active every division's."""

    include_empty_choice = False

    def field_choices(self, field, request, model_admin):
        if names_agencies(request):
            return super().field_choices(field, request, model_admin)
        own = Division.objects.filter(agency=own_agency(request))
        return [(division.pk, str(division)) for division in own]

    def queryset(self, request, queryset):
        wanted = next((pk for pk, _name in self.lookup_choices if str(pk) in (self.lookup_val or ())), None)
        return queryset.answered_by(wanted) if wanted else super().queryset(request, queryset)


@admin.register(Measure)
class MeasureAdmin(StatedMixin, RecordedAdmin):
    """A measure with its steps and owners; it is added from its plan."""

    form = MeasureForm
    agency_path = "plan__agency"
    fields = ["plan_link", "number", "title", "every_division", "divisions", "indicators"]
    readonly_fields = ["plan_link"]
    inlines = [StepInline]
    list_display = ["number", "title", "year", "owners", "step_count"]
    list_display_links = ["number", "title"]
    list_filter = [year_filter("plan__fiscal_year"), ("divisions", ResponsibleFilter)]
    list_select_related = ["plan__agency"]
    search_fields = ["title"]
    ordering = ["-plan__fiscal_year", "plan", "number"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("plan__agency").prefetch_related("divisions", "steps")

    def published_as(self, request, obj):
        plan = obj.plan if obj else self._plan(request)
        return (plan.agency, plan.fiscal_year) if plan else None

    def told(self, request, obj):
        return history_sources.of_measure(obj)

    @admin.display(description=_("fiscal year (B.E.)"), ordering="plan__fiscal_year")
    def year(self, measure):
        return measure.plan.fiscal_year

    @admin.display(description=_("responsible"))
    def owners(self, measure):
        return owners_of(measure)

    @admin.display(description=_("steps"))
    def step_count(self, measure):
        return len(measure.steps.all())

    @admin.display(description=_("plan of measures"))
    def plan_link(self, measure):
        return linked(measure.plan)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "title":
            kwargs["widget"] = forms.Textarea(attrs=SHORT)
        if db_field.name in ("divisions", "indicators"):
            kwargs["widget"] = forms.CheckboxSelectMultiple
        if db_field.name == "indicators":
            kwargs["form_class"] = IndicatorChoice
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def implicit(self, request, obj):
        return {"plan": obj.plan if obj else self._plan(request)}

    def _plan(self, request) -> Plan | None:
        return row_of_number(self._plans.get_queryset(request), request.GET.get("plan", ""))

    @property
    def _plans(self):
        return self.admin_site.get_model_admin(Plan)

    def get_changeform_initial_data(self, request):
        return {"number": self._plan(request).next_number()}

    def add_view(self, request, form_url="", extra_context=None):
        plan = self._plan(request)
        if self.has_add_permission(request) and not plan:
            return self._without_plan(request)
        origin = self._plans.origin_of(plan) if plan else None
        return super().add_view(request, form_url, {**(extra_context or {}), "origin": origin})

    def _without_plan(self, request):
        wanted = request.GET.get("plan", "")
        if self._plans.was_deleted(request, wanted):
            return self._plans.deleted_page(request, wanted, typed(self, request))
        plans = list(self._plans.get_queryset(request)[:2])
        if len(plans) == 1:
            return HttpResponseRedirect(f"{request.path}?plan={plans[0].pk}")
        self.message_user(request, _("Open the plan to which the measure belongs and add it there."), messages.INFO)
        return HttpResponseRedirect(reverse("admin:measures_plan_changelist"))

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(reverse("admin:measures_plan_change", args=[obj.plan_id]) + "#measures")

    def response_post_save_change(self, request, obj):
        came_from_plan = "plan" in request.GET
        return (
            self.response_post_save_add(request, obj)
            if came_from_plan
            else super().response_post_save_change(request, obj)
        )


def owners_of(measure: Measure) -> str:
    """Who answers for a measure, in one line."""
    if measure.every_division:
        return gettext("every division")
    return ", ".join(division.name for division in measure.divisions.all())


def linked(row) -> str:
    """A row's name as a link to its own page."""
    opts = row._meta
    return format_html(
        '<a href="{}">{}</a>', reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk]), row
    )
