"""The way to a higher level, and what other scores would make of a result; nothing here is ever saved."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, IndicatorScore, Instrument
from assessments.pathways import Pathway, PointValue, WhatIf, pathways, point_values, what_if
from thai.forms import ThaiDecimalField


class TryForm(forms.Form):
    """One field for each indicator; an empty one leaves the score as it stands."""

    def __init__(self, data, *, numbers: tuple[int, ...]):
        super().__init__(data)
        for number in numbers:
            self.fields[self.name_of(number)] = ThaiDecimalField(
                label=_("Other score of indicator %(number)s") % {"number": number},
                required=False,
                min_value=Decimal(0),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
            )

    @staticmethod
    def name_of(number: int) -> str:
        return f"score_{number}"

    @staticmethod
    def was_sent(asked) -> bool:
        """Whether an address asks for other scores; the admin adds parameters of its own to some."""
        return any(name.startswith("score_") for name in asked)

    def at(self, number: int) -> forms.BoundField:
        return self[self.name_of(number)]

    def changes(self) -> dict[int, Decimal]:
        """The scores that were given, by number of the indicator."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("score_")): value for name, value in given if value is not None}


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator on the page: the row, what one more point of it is worth, where another score is tried."""

    row: IndicatorScore
    value: PointValue
    field: forms.BoundField


@dataclass(frozen=True, slots=True)
class Step:
    """One indicator of a set of improvements, under its name."""

    row: IndicatorScore
    needed: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Way:
    """A pathway with the rows that it speaks of."""

    path: Pathway
    instruments: list[tuple[Instrument, Decimal]]
    steps: list[Step]


def show(assessment_admin: ModelAdmin, request, pk: int):
    """The page of one assessment: worth of a point, ways, and a form to try other scores (by GET)."""
    if not assessment_admin.has_view_permission(request):
        raise PermissionDenied
    own = assessment_admin.get_queryset(request)
    assessment = get_object_or_404(own.with_scores(), pk=pk)
    context = {
        **assessment_admin.admin_site.each_context(request),
        "title": gettext("The way to a higher level: %(result)s") % {"result": assessment},
        "opts": assessment_admin.opts,
        "assessment": assessment,
        **_found(assessment, request.GET),
    }
    return TemplateResponse(request, "admin/assessments/assessment/ways.html", context)


def _found(assessment: Assessment, asked) -> dict:
    try:
        rules = assessment.framework.rules()
    except ValueError:
        return {"analysis": None}
    rows = {row.indicator.number: row for row in assessment.scores.all()}
    scores = {number: row.score for number, row in rows.items()}
    form = TryForm(asked if TryForm.was_sent(asked) else None, numbers=rules.indicators)
    changes = form.changes() if form.is_valid() else {}
    tried = what_if(rules, scores, changes)
    return {
        "analysis": tried.before,
        "form": form,
        "tried": tried if changes else None,
        "instruments": _instruments(assessment, tried),
        "lines": [Line(rows[value.indicator], value, form.at(value.indicator)) for value in point_values(rules)],
        "ways": [_way(assessment, rows, path) for path in pathways(rules, scores)],
    }


def _instruments(assessment: Assessment, tried: WhatIf) -> list[dict]:
    """Each instrument before and after, for a table."""
    return [
        {
            "instrument": instrument,
            "before": tried.before.instrument(instrument.code),
            "after": tried.after.instrument(instrument.code),
            "change": tried.instrument_changes[instrument.code],
        }
        for instrument in assessment.framework.instruments.all()
    ]


def _way(assessment: Assessment, rows: dict[int, IndicatorScore], path: Pathway) -> Way:
    instruments = {instrument.code: instrument for instrument in assessment.framework.instruments.all()}
    return Way(
        path=path,
        instruments=[(instruments[code], missing) for code, missing in path.missing_instruments.items()],
        steps=[
            Step(rows[improvement.indicator], improvement.needed, improvement.points)
            for improvement in path.improvements
        ],
    )
