"""The rules of the years in the staff's room: kept by superusers, read by everybody."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from assessments.models import DisclosureItem, Framework, Indicator, Instrument, Level, SubIndicator, copy_rules
from assessments.rules import InstrumentRule, LevelRule, Rules
from staff.admin_base import OpenedAfterAdding, StaffAdmin
from staff.filters import year_filter
from staff.inlines import StaffFormSet, StaffInline
from staff.scoping import ImplicitFieldsForm

# What rules.py says to programs, so that the people who keep the rules can read it in Thai.
RULE_MESSAGES = [
    gettext_noop("the weights of the instruments do not add up to 100"),
    gettext_noop("the levels do not fall from the highest to the lowest"),
    gettext_noop("the lowest level must begin at 0 and ask nothing of the instruments"),
]


class RulesFormSet(StaffFormSet):
    """One part of a year's rules; the last part that is checked (the levels) holds all parts together."""

    parts: dict[type, "RulesFormSet"] = {}

    def rows(self) -> list[dict]:
        """What the rows of this part will be when the form is saved."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


class LevelFormSet(RulesFormSet):
    """The levels, and the question whether results can be computed with all the rules."""

    def clean(self):
        super().clean()
        others = [part for model, part in self.parts.items() if model is not Level]
        if any(self.errors) or not all(part.is_valid() for part in others):
            return
        try:
            self._rules()
        except ValueError as error:
            reason = gettext(str(error))
            raise ValidationError(
                gettext("Results cannot be computed with these rules: %(reason)s.") % {"reason": reason}
            ) from error

    def _rules(self) -> Rules:
        levels = sorted(self.rows(), key=lambda row: row["position"])
        return Rules(
            fiscal_year=self.instance.fiscal_year,
            target=self.instance.target,
            instruments=tuple(self._instrument(row) for row in self.parts[Instrument].rows()),
            levels=tuple(LevelRule(row["label"], row["min_total"], row["min_each_instrument"]) for row in levels),
        )

    def _instrument(self, row: dict) -> InstrumentRule:
        indicators = [
            indicator["number"] for indicator in self.parts[Indicator].rows() if indicator["instrument"] == row["id"]
        ]
        if not indicators:
            raise ValueError(gettext("instrument %(code)s has no indicator") % {"code": row["code"]})
        return InstrumentRule(row["code"], row["weight"], tuple(indicators))


class RulesInline(StaffInline):
    """A part of a year's rules."""

    formset = RulesFormSet
    agency_path = None


class InstrumentInline(RulesInline):
    """The instruments; an indicator belongs to one, so they stand before a year's indicators and stay."""

    model = Instrument
    fields = ["position", "code", "weight", "name", "name_en"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class IndicatorInline(RulesInline):
    """The indicators under their names of the year; their parts are kept on a page of their own."""

    model = Indicator
    fields = ["number", "instrument", "name", "name_en"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("instrument")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        choice = formset.form.base_fields.get("instrument")
        if choice:
            choice.queryset = Instrument.objects.filter(framework=obj)
        return formset


class LevelInline(RulesInline):
    """The scale, from the highest level downward."""

    model = Level
    formset = LevelFormSet
    fields = ["position", "label", "label_en", "min_total", "min_each_instrument"]


class DisclosureItemInline(RulesInline):
    """The codes of the two documents."""

    model = DisclosureItem
    fields = ["document", "code", "year_offset"]


class NewFrameworkForm(ImplicitFieldsForm):
    """A new year starts as a copy of one that exists: most rules stay from year to year."""

    copied_from = forms.ModelChoiceField(
        Framework.objects.all(),
        label=_("start with the rules of"),
        help_text=_("Instruments, indicators, levels and codes of that year are copied; change them afterwards."),
    )


@admin.register(Framework)
class FrameworkAdmin(OpenedAfterAdding, StaffAdmin):
    """The rules of the years; superusers keep them, everybody else reads them."""

    agency_path = None
    fields = ["fiscal_year", "target", "disclosure_item_count", "description"]
    inlines = [InstrumentInline, IndicatorInline, LevelInline, DisclosureItemInline]
    list_display = ["fiscal_year", "target", "instrument_weights", "disclosure_item_count"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("instruments")

    @admin.display(description=_("instruments and weights"))
    def instrument_weights(self, framework):
        return " · ".join(
            f"{instrument.code} {instrument.weight.normalize():f}" for instrument in framework.instruments.all()
        )

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **({} if obj else {"form": NewFrameworkForm}), **kwargs)

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["fiscal_year", "copied_from"]

    def get_readonly_fields(self, request, obj=None):
        return ["fiscal_year"] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        for formset in formsets:
            formset.parts = {part.model: part for part in formsets}
        return formsets, inlines

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            copy_rules(source=form.cleaned_data["copied_from"], target=form.instance)


class SubIndicatorInline(RulesInline):
    """The parts of an OIT indicator."""

    formset = StaffFormSet
    model = SubIndicator
    fields = ["code", "item_count"]


@admin.register(Indicator)
class IndicatorAdmin(StaffAdmin):
    """One indicator's parts; reached from its year's rules and not from the index."""

    agency_path = None
    fields = ["framework", "name", "name_en"]
    readonly_fields = ["framework"]
    inlines = [SubIndicatorInline]
    list_display = ["number", "name", "framework"]
    list_filter = [year_filter("framework__fiscal_year")]
    list_select_related = ["framework"]

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
