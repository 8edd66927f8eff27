"""What some plans state of a measure besides (period, success indicator, budget): asked for, checked and shown."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from measures import budgets, periods
from measures.models import Measure
from measures.stated import refusals
from thai.forms import AmountField
from thai.templatetags.thai import language_of_reader

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
        if "budget" in self.fields:
            self._check_together()
            self._check_budget()
        return self.cleaned_data

    def _check_together(self) -> None:
        values = {name: self.cleaned_data.get(name) for name in ("starts_on", "ends_on", "success_indicator", "target")}
        if self.errors.keys() & values:
            return
        for name, reason in refusals(self.instance.plan.fiscal_year, **values).items():
            self.add_error(name, reason)

    def _check_budget(self) -> None:
        chosen, amount = self.cleaned_data.get("needs_no_budget"), self.cleaned_data.get("budget")
        self.cleaned_data["needs_no_budget"] = chosen == Budget.NONE_NEEDED
        if "budget" in self.errors:
            return
        if chosen == Budget.AMOUNT and (amount is None or amount <= 0):
            self.add_error("budget", _("Give the amount in baht, above 0, or choose another answer above."))
        elif chosen != Budget.AMOUNT and amount is not None:
            self.add_error("budget", _("An amount stands here: choose “this amount” above, or empty the field."))


def period_in_words(measure: Measure) -> str:
    """The period in the reader's language; nothing where none is stated."""
    return periods.in_words(measure.starts_on, measure.ends_on, language=language_of_reader())


def budget_in_words(measure: Measure) -> str:
    """The budget in the reader's language; nothing where it is not stated."""
    needs_none = measure.needs_no_budget
    return budgets.in_words(measure.budget, needs_none=needs_none, language=language_of_reader())


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
        return period_in_words(measure)

    @admin.display(description=_("budget"))
    def budget_in_words(self, measure):
        return budget_in_words(measure)
