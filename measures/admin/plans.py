"""A year's plan in the staff's room: its text, its rounds, its measures."""

from functools import partial

from django import forms
from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from measures.admin import history_sources
from measures.kinds import ROUNDS
from measures.models import Measure, Plan, Round
from measures.models.announcements import ANNOUNCED
from measures.models.signatures import SIGNED
from measures.resources import MeasureResource, RoundResource
from staff.admin_base import OpenedAfterAdding
from staff.be_columns import NOTHING, buddhist
from staff.importing.pages import SpreadsheetAdmin
from staff.inlines import StaffInline
from staff.recorded import RecordedAdmin
from staff.scoping import own_agency
from thai.calendar import fiscal_year_of
from thai.templatetags.thai import be_datetime

from .next_plan import next_plan
from .round_reasons import OPEN_ROUND, needs_reason
from .serving import effects, matrix


class RoundForm(forms.ModelForm):
    """A round of a plan; what is fixed of one that exists is only read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fixed = self.instance.fixed_fields if self.instance.pk else frozenset()
        for name in fixed & set(self.fields):
            self.fields[name].disabled = True


class RoundInline(StaffInline):
    """The rounds of a plan; an empty row offers the round that is missing."""

    model = Round
    form = RoundForm
    agency_path = "plan__agency"
    fields = ["kind", "title", "covers_from", "covers_to", "due_on", "state"]
    readonly_fields = ["state"]
    can_delete = False
    max_num = len(ROUNDS)
    show_change_link = True

    def get_extra(self, request, obj=None, **kwargs):
        return len(missing_rounds(obj))

    @admin.display(description=_("state"))
    def state(self, round_):
        return state_of(round_) if round_.pk else NOTHING


def missing_rounds(plan: Plan) -> list[dict]:
    """The rounds that a plan does not have yet, with the days that they cover, as initial values of a form."""
    have = set(plan.rounds.values_list("kind", flat=True))
    days = {kind: round_.covers(plan.fiscal_year) for kind, round_ in ROUNDS.items() if kind not in have}
    return [{"kind": kind, "covers_from": start, "covers_to": end} for kind, (start, end) in days.items()]


def state_of(round_: Round) -> str:
    """Not opened yet, open, or closed and since when."""
    if not round_.is_closed:
        return str(round_.state.label)
    return gettext("closed on %(when)s") % {"when": be_datetime(round_.closed_at)}


class PlanAdmin(SpreadsheetAdmin, OpenedAfterAdding, RecordedAdmin):
    """The plan of a year; publications/admin/plans.py registers it together with what publishing adds to its page."""

    resource_classes = [MeasureResource, RoundResource]
    fieldsets = [
        (None, {"fields": ["fiscal_year", "title", "introduction"]}),
        (_("Approval"), {"fields": ["approved_on", "approver_name", "approver_position"]}),
        (_("Signatures before the approval"), {"fields": SIGNED, "classes": ["collapse"]}),
        (_("Announcement"), {"fields": ANNOUNCED, "classes": ["collapse"]}),
    ]
    inlines = [RoundInline]
    list_display = ["fiscal_year", "title", "measure_count", buddhist(Plan, "approved_on", is_short=True)]
    list_display_links = ["fiscal_year", "title"]
    list_select_related = ["agency"]
    list_per_page = 20
    # Within a year as entered: by the agencies' names the plans of all agencies would be sorted for every page.
    ordering = ["-fiscal_year", "pk"]
    search_fields = ["title", "fiscal_year"]

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        # Only for the plans of this page: counted in the query, the measures of all plans would be grouped first.
        changelist.result_list = changelist.result_list.prefetch_related("measures")
        return changelist

    def published_as(self, request, obj):
        return (obj.agency, obj.fiscal_year) if obj else None

    def told(self, request, obj):
        return history_sources.of_plan(obj)

    @admin.display(description=_("measures"))
    def measure_count(self, plan):
        return len(plan.measures.all())

    def get_fieldsets(self, request, obj=None):
        if obj:
            return super().get_fieldsets(request, obj)
        return [*super().get_fieldsets(request, obj)[: -len(self.fieldsets)], (None, {"fields": ["fiscal_year"]})]

    def get_readonly_fields(self, request, obj=None):
        # The measures point at the indicators of the year before; with another year they would point nowhere.
        return [*super().get_readonly_fields(request, obj), *(["fiscal_year"] if obj else [])]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**kwargs, "initial": missing_rounds(obj)} if isinstance(inline, RoundInline) else kwargs

    def get_changeform_initial_data(self, request):
        return {"fiscal_year": year_to_plan(own_agency(request)), **super().get_changeform_initial_data(request)}

    def save_model(self, request, obj, form, change):
        if not change:
            obj.title = Plan.TITLE.format(year=obj.fiscal_year)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            Round.objects.prepare_for(form.instance)

    def _start_from(self, request, obj) -> Plan | None:
        """The plan from which the one of the year after it can be started: this one, else the agency's newest."""
        if not self.has_add_permission(request):
            return None
        agency = obj.agency if obj else own_agency(request)
        plans = {plan.fiscal_year: plan for plan in agency.plans.all()} if agency else {}
        plan = plans.get(obj.fiscal_year if obj else max(plans, default=0))
        return plan if plan and plan.fiscal_year + 1 not in plans else None

    def get_urls(self):
        return [
            path("<int:pk>/next/", self.admin_site.admin_view(partial(next_plan, self)), name="measures_plan_next"),
            *super().get_urls(),
        ]

    def asked(self, request, obj=None):
        return super().asked(request, obj) or (OPEN_ROUND if self._has_open_round(request, obj) else None)

    def _has_open_round(self, request, obj) -> bool:
        known = request.__dict__.setdefault("_has_open_round", {})
        if obj not in known:
            known[obj] = obj is not None and obj.rounds.filter(is_opened=True, closed_at=None).exists()
        return known[obj]

    def _rows_changed(self, request, obj) -> bool:
        """Whether a round below the form is changed as its own page would not change it without a reason."""
        is_published = self.is_published(request, obj)
        rounds = [form for formset in self._sent_formsets(request, obj) for form in formset.forms]
        return any(needs_reason(form, is_published=is_published) for form in rounds)

    def rows_of(self, request, obj) -> tuple[list[Measure], Assessment | None, Assessment | None]:
        """What the page tells of: the plan's measures, the result that it answers and the one that it led to."""
        measures = obj.measures.prefetch_related("steps", "divisions", "indicators")
        return list(measures), obj.assessment(), obj.result()

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["start_from"] = self._start_from(request, obj)
        if obj:
            measures, before, after = self.rows_of(request, obj)
            context |= {
                "measures": measures,
                "matrix": matrix(before, measures),
                "helped": effects(before, after, measures),
            }
        return super().render_change_form(request, context, obj=obj, **kwargs)


def year_to_plan(agency) -> int:
    """The fiscal year to propose for a new plan: the one after the newest result, else the present one."""
    newest = agency and agency.assessments.order_by("-framework__fiscal_year").select_related("framework").first()
    return newest.fiscal_year + 1 if newest else fiscal_year_of(timezone.localdate())
