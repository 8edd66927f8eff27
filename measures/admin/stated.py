"""What some plans state of a measure besides (period, success indicator, budget): asked for, checked and shown."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures import budgets, periods
from measures.models import Measure
from thai.forms import AmountField
from thai.templatetags.thai import be_date, language_of_reader

OPTIONAL = _("Leave empty what the plan does not state; nothing of it is printed then.")
HEADING = _("What some plans state besides")
ASKED = ("starts_on", "ends_on", "success_indicator", "target", "needs_no_budget", "budget")
# What a page that is only read shows, and the columns from which each follows.
SHOWN = {
    "period": ("starts_on",),
    "success_indicator": ("success_indicator",),
    "target": ("target",),
    "budget_in_words": ("needs_no_budget", "budget"),
}
PERIOD_OUTSIDE = _("%(day)s does not lie in fiscal year %(year)s of the plan. Give days from %(first)s to %(last)s.")
TARGET_ALONE = _("A target needs its success indicator: say first by what one sees that it succeeded.")


class Budget(TextChoices):
    """What a plan can say of the money that a measure takes."""

    NOT_STATED = "not_stated", _("the plan does not state it")
    NONE_NEEDED = "none", _("no budget is needed")
    AMOUNT = "amount", _("this amount:")

    @classmethod
    def of(cls, measure: Measure) -> "Budget":
        """What is stated of a measure."""
        if measure.needs_no_budget:
            return cls.NONE_NEEDED
        return cls.NOT_STATED if measure.budget is None else cls.AMOUNT


class BudgetChoice(forms.ChoiceField):
    """The column `needs_no_budget` as one choice among three: two fields that contradict each other cannot be sent."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any):
        # Not what belongs to the tick box that the column alone would be.
        super().__init__(
            choices=Budget.choices, label=_("budget"), required=False, initial=Budget.NOT_STATED, widget=self.widget
        )


# How the admin asks for the columns that need it (`formfield_for_dbfield`).
FORMFIELDS = {
    "needs_no_budget": {"form_class": BudgetChoice},
    "budget": {"form_class": AmountField},
    "success_indicator": {"widget": forms.Textarea(attrs={"rows": 2, "cols": 80})},
}


class StatedForm(forms.ModelForm):
    """The part of a measure's form that asks for what may be stated; the plan of its instance is known."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["needs_no_budget"] = Budget.of(self.instance).value

    def clean(self):
        super().clean()
        self._check_period()
        self._check_budget()
        if self.cleaned_data.get("target") and not self.cleaned_data.get("success_indicator"):
            self._refuse("success_indicator", TARGET_ALONE)
        return self.cleaned_data

    def _check_period(self) -> None:
        if {"starts_on", "ends_on"} & set(self.errors):
            return
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and not end:
            self._refuse("ends_on", _("Give the last day, too, or neither day for the whole fiscal year."))
        elif end and not start:
            self._refuse("starts_on", _("Give the first day, too, or neither day for the whole fiscal year."))
        elif start and end < start:
            self._refuse("ends_on", _("The last day of the period must not lie before the first."))
        elif start:
            year = self.instance.plan.fiscal_year
            for name, day in (("starts_on", start), ("ends_on", end)):
                if periods.day_outside(day, day, year):
                    self._refuse(name, outside(day, year))

    def _check_budget(self) -> None:
        chosen, amount = self.cleaned_data.get("needs_no_budget"), self.cleaned_data.get("budget")
        self.cleaned_data["needs_no_budget"] = chosen == Budget.NONE_NEEDED
        if "budget" in self.errors:
            return
        if chosen == Budget.AMOUNT and (amount is None or amount <= 0):
            self._refuse("budget", _("Give the amount in baht, above 0, or choose another answer above."))
        elif chosen != Budget.AMOUNT and amount is not None:
            self._refuse("budget", _("An amount stands here: choose “this amount” above, or empty the field."))

    def _refuse(self, name: str, reason: Any) -> None:
        if name in self.fields:
            self.add_error(name, ValidationError(reason))


def outside(day, fiscal_year: int) -> str:
    """Why a day is refused that does not lie in the plan's fiscal year."""
    first, last = periods.fiscal_year_bounds(fiscal_year)
    days = {"day": be_date(day), "first": be_date(first), "last": be_date(last)}
    return gettext(PERIOD_OUTSIDE) % {**days, "year": fiscal_year}


class StatedMixin:
    """The part of a measure's page that asks for what may be stated, or shows what is."""

    def get_fieldsets(self, request, obj=None):
        own, *rest = super().get_fieldsets(request, obj)
        return [own, *self._stated(request, obj), *rest]

    def _stated(self, request, obj) -> list:
        stated = [name for name, columns in SHOWN.items() if obj and any(getattr(obj, column) for column in columns)]
        if self.has_change_permission(request, obj):
            return [(HEADING, {"fields": ASKED, "classes": [] if stated else ["collapse"], "description": OPTIONAL})]
        return [(HEADING, {"fields": stated})] if stated else []

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "period", "budget_in_words"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(db_field, request, **kwargs | FORMFIELDS.get(db_field.name, {}))

    @admin.display(description=_("period"))
    def period(self, measure):
        return periods.in_words(measure.starts_on, measure.ends_on, language=language_of_reader())

    @admin.display(description=_("budget"))
    def budget_in_words(self, measure):
        needs_none = measure.needs_no_budget
        return budgets.in_words(measure.budget, needs_none=needs_none, language=language_of_reader())
