"""Each agency's result under the rules of a year: ten scores, and apart from them what was declared."""

from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from assessments import analysis
from assessments.consistency import Declared, check
from assessments.consistency.discrepancies import Discrepancy
from assessments.rules import Scales
from audit.history import Records

from .framework import SCORE, Framework, Indicator, Instrument, within_percent


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def get_by_natural_key(self, fiscal_year: int, *agency: str) -> "Assessment":
        return self.get(framework__fiscal_year=fiscal_year, agency=Agency.objects.get_by_natural_key(*agency))

    def for_year(self, fiscal_year: int) -> Self:
        return self.filter(framework__fiscal_year=fiscal_year)

    def with_scores(self) -> Self:
        """With everything that an analysis needs, in a fixed number of queries."""
        return self.select_related("framework", "agency").prefetch_related(
            "framework__instruments__indicators",
            "framework__indicators__sub_indicators",
            "framework__levels",
            models.Prefetch("scores", IndicatorScore.objects.select_related("indicator__instrument")),
            models.Prefetch("declared_instruments", DeclaredInstrument.objects.select_related("instrument")),
        )


class Assessment(models.Model):
    """One agency's result of one fiscal year: ten scores, and apart from them what the official result declares."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assessments", verbose_name=_("agency"))
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="assessments",
        verbose_name=_("fiscal year (B.E.)"),
        help_text=_("The year that was assessed, not the year in which you type this."),
    )
    declared_total = models.DecimalField(
        _("declared total"),
        null=True,
        blank=True,
        help_text=_(
            "The total as the official result prints it, 0–100 with two decimals, for example 85.66. "
            "The portal computes its own and compares."
        ),
        **SCORE,
    )
    declared_level = models.CharField(
        _("declared level"),
        max_length=50,
        blank=True,
        help_text=_("The level as the official result prints it, for example A or ผ่าน."),
    )
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Where the official result was published: document or address."),
    )
    has_no_urgent_points = models.BooleanField(
        _("nothing needs urgent mending"),
        default=False,
        help_text=_("Tick to declare it; else mark at least one indicator as urgent."),
    )
    announced_on = models.DateField(
        _("announced on"), null=True, blank=True, help_text=_("Date of the official announcement, B.E.")
    )

    objects = AssessmentQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = _("assessment result")
        verbose_name_plural = _("assessment results")
        ordering = ["-framework__fiscal_year", "agency"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "framework"],
                name="one_assessment_of_an_agency_a_year",
                violation_error_message=_(
                    "The result of this year exists already; open it instead of adding a second."
                ),
            ),
            within_percent(
                "declared_total",
                "assessment_declared_total_is_a_score",
                _("The declared total lies between 0 and 100."),
            ),
        ]

    def __str__(self):
        return _("Assessment result of fiscal year %(year)s") % {"year": self.framework.fiscal_year}

    def natural_key(self):
        return (self.framework.fiscal_year, *self.agency.natural_key())

    natural_key.dependencies = ["agencies.agency", "assessments.framework"]

    @property
    def fiscal_year(self) -> int:
        return self.framework.fiscal_year

    @transaction.atomic
    def prepare_rows(self) -> None:
        """Give every indicator and every instrument of the framework its (empty) row; what exists stays as it is."""
        IndicatorScore.objects.bulk_create(
            [IndicatorScore(assessment=self, indicator=indicator) for indicator in self.framework.indicators.all()],
            ignore_conflicts=True,
        )
        DeclaredInstrument.objects.bulk_create(
            [
                DeclaredInstrument(assessment=self, instrument=instrument)
                for instrument in self.framework.instruments.all()
            ],
            ignore_conflicts=True,
        )

    def analyse(self) -> analysis.Analysis:
        """Instrument means, total, level, strengths and points to improve of the scores as they stand now."""
        return analysis.analyse(
            self.framework.rules(), {score.indicator.number: score.score for score in self.scores.all()}
        )

    def declared(self) -> Declared:
        """What the official result declares, as plain values; what is empty is not declared."""
        rows = self.declared_instruments.all()
        return Declared(
            instruments={row.instrument.code: row.score for row in rows},
            instrument_levels={row.instrument.code: row.level for row in rows},
            total=self.declared_total,
            level=self.declared_level,
        )

    def discrepancies(self, *, other_levels: Scales | None = None) -> tuple[Discrepancy, ...]:
        """Everything that does not fit between the scores and what is declared (consistency/).

        A list of assessments reads the scales of all years once (`Framework.objects.scales()`) and hands them in.
        """
        scores = {score.indicator.number: score.score for score in self.scores.all()}
        scales = Framework.objects.scales() if other_levels is None else other_levels
        others = {year: levels for year, levels in scales.items() if year != self.fiscal_year}
        return check(self.framework.rules(), scores, self.declared(), other_levels=others)


class IndicatorScore(models.Model):
    """The score of one indicator with what the analysis found and what it recommends."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="scores", verbose_name=_("assessment result")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="scores", verbose_name=_("indicator"))
    score = models.DecimalField(
        _("score"),
        null=True,
        blank=True,
        help_text=_(
            "0–100 with at most two decimals, as the official result prints it, for example 87.49. "
            "Empty means not known yet, which is not zero."
        ),
        **SCORE,
    )
    finding = models.TextField(_("finding"), blank=True, help_text=_("What the result shows in this indicator."))
    recommendation = models.TextField(_("recommendation"), blank=True, help_text=_("What should be improved."))
    is_urgent = models.BooleanField(
        _("urgent"), default=False, help_text=_("Tick when this point has to be mended urgently.")
    )

    history = Records()

    class Meta:
        verbose_name = _("score of an indicator")
        verbose_name_plural = _("scores of the indicators")
        ordering = ["assessment", "indicator__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator"],
                name="one_score_of_an_indicator_in_an_assessment",
                violation_error_message=_("This indicator already has its score in this result."),
            ),
            within_percent("score", "indicator_score_is_a_score", _("A score lies between 0 and 100.")),
        ]

    def __str__(self):
        return str(self.indicator)


class DeclaredInstrument(models.Model):
    """What the official result declares for one instrument: no fact, only held against what is computed."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="declared_instruments", verbose_name=_("assessment result")
    )
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="declared", verbose_name=_("instrument"))
    score = models.DecimalField(
        _("declared score"),
        null=True,
        blank=True,
        help_text=_("As printed, on the scale of 0–100, for example 81.12."),
        **SCORE,
    )
    level = models.CharField(_("declared level"), max_length=50, blank=True, help_text=_("As printed; may stay empty."))

    history = Records()

    class Meta:
        verbose_name = _("declared score of an instrument")
        verbose_name_plural = _("declared scores of the instruments")
        ordering = ["assessment", "instrument__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "instrument"],
                name="one_declared_score_of_an_instrument",
                violation_error_message=_("This instrument already has its declared score in this result."),
            ),
            within_percent("score", "declared_instrument_is_a_score", _("A declared score lies between 0 and 100.")),
        ]

    def __str__(self):
        return str(self.instrument)
