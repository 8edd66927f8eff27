"""What is done to several reports of a round at once: all of them or none, and who stands in the way is named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.models import User
from measures.models import Report, Round
from measures.models.rounds import WrongState
from measures.reporting.submitting import accept

from .forms import ExtensionForm, ReasonForm


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to chosen reports: its words, what it asks first, and what it does to each."""

    label: str | Promise
    done: Any  # how many it was done to, in words
    apply: Callable[..., None]
    form: type[forms.Form] | None = None
    explanation: str | Promise = ""


ACTS = {
    "accept": Act(
        _("Accept the chosen reports"),
        ngettext_lazy("%(count)d report was accepted.", "%(count)d reports were accepted.", "count"),
        accept,
    ),
    "extend": Act(
        _("Give the chosen reports more time"),
        ngettext_lazy("%(count)d report has more time.", "%(count)d reports have more time.", "count"),
        Report.extend,
        ExtensionForm,
        _("The new day and the reason are printed in the round's report. What is due already stays late."),
    ),
    "release": Act(
        _("Say that the chosen reports are not owed"),
        ngettext_lazy("%(count)d report is not owed any more.", "%(count)d reports are not owed any more.", "count"),
        Report.release,
        ReasonForm,
        _("Who is not asked any more is left out of the counts; what was written stays and can be owed again."),
    ),
    "owe": Act(
        _("Ask for the chosen reports again"),
        ngettext_lazy("%(count)d report is owed again.", "%(count)d reports are owed again.", "count"),
        Report.owe_again,
    ),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that stands in the way, and why."""

    report: Report
    why: str


def chosen_of(round_: Round, numbers: Sequence[str]) -> list[Report]:
    """The reports of the round that were ticked, by their numbers as they were sent."""
    known = [int(number) for number in numbers if number.isascii() and number.isdecimal() and len(number) < 19]
    return list(round_.reports.filter(pk__in=known).select_related("measure", "division__agency", "round"))


def apply(act: Act, reports: Sequence[Report], *, by: User, **values: Any) -> list[Refused]:
    """Do it to every report, or to none when one refuses; returns those that refused."""
    refused = []
    with transaction.atomic():
        for report in sorted(reports, key=_place):
            try:
                act.apply(report, by=by, **values)
            except WrongState as refusal:
                refused.append(Refused(report, str(refusal)))
        transaction.set_rollback(bool(refused))
    return refused


def _place(report: Report) -> int:
    """The order in which reports are locked, whoever does it."""
    return report.pk
