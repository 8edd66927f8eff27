"""What an assessment's page says about its figures: the computed ones beside the declared, and what does not fit."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from assessments.analysis import Analysis
from assessments.consistency.discrepancies import Discrepancy, Severity
from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from assessments.rules import Scales
from staff.be_columns import NOTHING
from thai.templatetags.thai import score


class Figures:
    """The saved figures of one assessment; `analysis` is None when the rules of its year cannot be computed with."""

    def __init__(self, assessment: Assessment, *, other_levels: Scales | None = None):
        """`assessment` comes from `with_scores()`; a list hands the scales of all years in."""
        self.assessment = assessment
        self._other_levels = other_levels

    @classmethod
    def saved(cls, row: Assessment) -> "Figures":
        """The figures of a row as the database has them, whatever a form has made of the row meanwhile."""
        return cls(Assessment.objects.with_scores().get(pk=row.pk))

    @cached_property
    def analysis(self) -> Analysis | None:
        try:
            return self.assessment.analyse()
        except ValueError:
            return None

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Everything that does not fit; nothing can be said where nothing can be computed."""
        return self.assessment.discrepancies(other_levels=self._other_levels) if self.analysis else ()

    @property
    def is_declared(self) -> bool:
        """Whether anything of the official result was entered, against which scores can be held."""
        declared = self.assessment.declared()
        figures = [declared.total, *declared.instruments.values()]
        return any(figure is not None for figure in figures) or any(
            [declared.level, *declared.instrument_levels.values()]
        )

    @property
    def about_the_whole(self) -> list[Discrepancy]:
        """The discrepancies on total and level."""
        return [
            discrepancy
            for discrepancy in self.discrepancies
            if not discrepancy.place.instrument and not discrepancy.place.indicators
        ]

    def about(self, row: Model) -> list[Discrepancy]:
        """The discrepancies on one score or on one instrument's declared figures."""
        if isinstance(row, IndicatorScore):
            return [
                discrepancy
                for discrepancy in self.discrepancies
                if row.indicator.number in discrepancy.place.indicators
            ]
        if isinstance(row, DeclaredInstrument):
            return [
                discrepancy for discrepancy in self.discrepancies if discrepancy.place.instrument == row.instrument.code
            ]
        return self.about_the_whole

    def counts(self) -> list[tuple[Severity, int]]:
        """How many errors, warnings and notes, the worst first; without those that do not occur."""
        found = Counter(discrepancy.severity for discrepancy in self.discrepancies)
        return [(severity, found[severity]) for severity in Severity if found[severity]]


def shown(discrepancies: Iterable[Discrepancy]) -> SafeString | str:
    """The discrepancies for a cell of the page."""
    found = list(discrepancies)
    return render_to_string("admin/components/discrepancies.html", {"discrepancies": found}) if found else NOTHING


def counted(figures: Figures) -> SafeString | str:
    """How many discrepancies of each severity, for a cell of the list."""
    if figures.analysis is None:
        return NOTHING
    if not figures.is_declared:
        return gettext("nothing declared")
    counts = [(str(severity), number) for severity, number in figures.counts()] or [("ok", "")]
    return format_html_join(" ", "{} {}", ((_sign(severity), number) for severity, number in counts))


def _sign(severity: str) -> str:
    return render_to_string("admin/components/severity.html", {"severity": severity})


def instrument_figures(figures: Figures, row: DeclaredInstrument) -> tuple[str, str]:
    """The computed score and level of an instrument."""
    if figures.analysis is None:
        return NOTHING, NOTHING
    computed = figures.analysis.instrument(row.instrument.code)
    return score(computed.score), computed.level or NOTHING


def panel(figures: Figures) -> dict:
    """What follows from the saved scores, for the panel beside what is declared."""
    analysis, assessment = figures.analysis, figures.assessment
    if analysis is None:
        return {"analysis": None}
    scores = {row.indicator.number: row for row in assessment.scores.all()}
    declared = {row.instrument.code: row for row in assessment.declared_instruments.all()}
    return {
        "analysis": analysis,
        "assessment": assessment,
        "instruments": [
            {
                "instrument": instrument,
                "computed": analysis.instrument(instrument.code),
                "declared": declared.get(instrument.code),
                "discrepancies": figures.about(declared[instrument.code]) if instrument.code in declared else [],
            }
            for instrument in assessment.framework.instruments.all()
        ],
        "strengths": [scores[number] for number in analysis.strengths],
        "improvements": [scores[number] for number in analysis.improvements],
        "discrepancies": figures.discrepancies,
        "about_the_whole": figures.about_the_whole,
        "missing": [scores[number] for number in analysis.missing if number in scores],
    }
