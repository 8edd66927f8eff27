"""The page on which a new year's plan is started from last year's: choose what comes along."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures import next_year
from measures.models import Plan, Report
from measures.next_year import Carried, Lacking, Offer
from measures.progress import Progress, Standing
from thai.forms import FISCAL_YEARS

from .measures import owners_of
from .stated import budget_in_words, period_in_words

NOT_THERE = {"invalid_choice": _("The list has changed since you opened the page. Look at it again, then choose.")}
# How far the work is, beside the words that a report itself uses.
STANDINGS = {
    **{Standing(kind.value): kind.label for kind in Report.Implementation},
    Standing.SAID_DONE: _("said to be done, no evidence"),
    Standing.REPORTED: _("reported"),
}


class NextPlanForm(forms.Form):
    """What comes along: everything is chosen until somebody chooses otherwise, budgets alone are not."""

    measures = forms.MultipleChoiceField(required=False, error_messages=NOT_THERE)
    lacking = forms.MultipleChoiceField(required=False, error_messages=NOT_THERE)
    budgets = forms.BooleanField(required=False, label=_("Take the budgets along, too"))

    def __init__(self, offer: Offer, data: Any = None):
        super().__init__(data)
        self.offer = offer
        for name, chosen in (
            ("measures", [str(carried.measure.pk) for carried in offer.carried]),
            ("lacking", [str(lacking.indicator.number) for lacking in offer.lacking]),
        ):
            self.fields[name].choices, self.fields[name].initial = [(value, value) for value in chosen], chosen
        for lacking in offer.lacking:
            widget = forms.Textarea(attrs={"rows": 2, "cols": 60})
            title = forms.CharField(label=_("title"), required=False, initial=lacking.title, widget=widget)
            self.fields[_title(lacking)] = title

    def clean(self):
        super().clean()
        for number in self.cleaned_data.get("lacking", ()):
            if not self.cleaned_data.get(f"title_{number}"):
                self.add_error(f"title_{number}", _("Give the new measure a title, or do not tick it."))
        if not self.errors and not self.cleaned_data["measures"] and not self.cleaned_data["lacking"]:
            raise ValidationError(_("Tick at least one measure."))
        return self.cleaned_data

    def rows(self) -> list[dict]:
        """The measures as the page shows them."""
        chosen = self["measures"].value() or []
        return [_row(carried, is_chosen=str(carried.measure.pk) in chosen) for carried in self.offer.carried]

    def proposals(self) -> list[dict]:
        """The weak indicators without a measure as the page shows them."""
        chosen = self["lacking"].value() or []
        return [
            {"lacking": lacking, "title": self[_title(lacking)], "is_chosen": str(lacking.indicator.number) in chosen}
            for lacking in self.offer.lacking
        ]

    def start(self) -> Plan:
        """Make the plan of what was chosen."""
        given = self.cleaned_data
        return next_year.start(
            self.offer,
            measures={int(pk) for pk in given["measures"]},
            titles={int(number): given[f"title_{number}"] for number in given["lacking"]},
            with_budgets=given["budgets"],
        )


def _title(lacking: Lacking) -> str:
    return f"title_{lacking.indicator.number}"


def _row(carried: Carried, *, is_chosen: bool) -> dict:
    measure = carried.measure
    return {
        "measure": measure,
        "is_chosen": is_chosen,
        "owners": owners_of(measure) if measure.every_division else ", ".join(map(str, carried.owners)),
        "gone": ", ".join(map(str, carried.gone)),
        "indicators": carried.indicators,
        "rounds": [(round_, told(found)) for round_, found in carried.rounds],
        "period": period_in_words(measure),
        "budget": budget_in_words(measure),
    }


def told(found: Progress | None) -> str:
    """How far a measure was in a round, in a line."""
    if found is None:
        return gettext("no report")
    accepted = gettext("%(accepted)s of %(all)s reports accepted") % {"accepted": found.accepted, "all": found.expected}
    counts = [f"{STANDINGS[kind]} {count}" for kind, count in found.counts if count and kind in STANDINGS]
    return f"{accepted} ({', '.join(counts)})" if counts else accepted


def next_plan(plan_admin, request, pk: int):
    """The choice of what comes along; on POST the new plan is made and opened."""
    if not plan_admin.has_add_permission(request):
        raise PermissionDenied
    plan = get_object_or_404(plan_admin.get_queryset(request), pk=pk)
    if plan.fiscal_year + 1 not in FISCAL_YEARS:
        raise Http404
    form = NextPlanForm(next_year.offer(plan), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _started(plan_admin, request, form.start(), plan)
        except next_year.YearIsPlanned:  # meanwhile, or at the same moment
            form = NextPlanForm(next_year.offer(plan))
    return _page(plan_admin, request, form)


def _started(plan_admin, request, plan: Plan, last: Plan) -> HttpResponseRedirect:
    message = gettext("Started from the plan of fiscal year %(year)s") % {"year": last.fiscal_year}
    plan_admin.log_addition(request, plan, message)
    said = gettext("The plan of fiscal year %(year)s is started. Look through its measures before it is approved.")
    plan_admin.message_user(request, said % {"year": plan.fiscal_year}, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:measures_plan_change", args=[plan.pk]))


def _page(plan_admin, request, form: NextPlanForm) -> TemplateResponse:
    context = {
        **plan_admin.admin_site.each_context(request),
        "title": _("Start the plan of fiscal year %(year)s") % {"year": form.offer.fiscal_year},
        "opts": plan_admin.opts,
        "offer": form.offer,
        "form": form,
    }
    return TemplateResponse(request, "admin/measures/plan/next.html", context)
