"""What is asked before a round is opened or reopened, and before chosen reports get more time or are not owed."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.due_dates import DueDate
from thai.forms import BuddhistDateField
from thai.templatetags.thai import be_date

# The names of the days as Python counts them, for sentences.
WEEKEND = {5: gettext_lazy("Saturday"), 6: gettext_lazy("Sunday")}


def how_reckoned(due: DueDate, covers_to: datetime.date) -> str:
    """How a proposed due date came about, as a sentence."""
    values = {"days": due.days, "end": be_date(covers_to), "day": be_date(due.day)}
    if due.moved_from is None:
        return _(
            "%(days)s days after %(end)s, the last day covered, is %(day)s; public holidays are not considered."
        ) % (values)
    moved = {"counted": be_date(due.moved_from), "weekday": WEEKEND[due.moved_from.weekday()]}
    return _(
        "%(days)s days after %(end)s, the last day covered, is %(counted)s; that is a %(weekday)s, "
        "so Monday %(day)s; public holidays are not considered."
    ) % (values | moved)


class OpeningForm(forms.Form):
    """The day on which the divisions' reports are due; once the round is open it is only extended."""

    due_on = BuddhistDateField(label=gettext_lazy("due on"))

    def clean_due_on(self) -> datetime.date:
        due_on: datetime.date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError(_("This day has passed: every report would be overdue at once. Choose a later day."))
        return due_on


class ReasonForm(forms.Form):
    """Why a round is reopened, or reports are not owed any more."""

    reason = forms.CharField(label=gettext_lazy("reason"), widget=forms.Textarea(attrs={"rows": 2, "cols": 80}))


class ExtensionForm(ReasonForm):
    """A later day due, and why."""

    until = BuddhistDateField(label=gettext_lazy("more time until"))
    field_order = ["until", "reason"]
