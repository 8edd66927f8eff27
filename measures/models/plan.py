"""A fiscal year's plan: its measures with steps, owners and the indicators they serve."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Division
from assessments.models import Assessment, Indicator
from audit.history import Records

from .announcements import Announced
from .signatures import Signed


class PlanQuerySet(models.QuerySet["Plan"]):
    def get_by_natural_key(self, fiscal_year: int, *agency: str) -> "Plan":
        return self.get(fiscal_year=fiscal_year, agency=Agency.objects.get_by_natural_key(*agency))

    def for_year(self, fiscal_year: int) -> Self:
        return self.filter(fiscal_year=fiscal_year)

    def with_measures(self) -> Self:
        """With everything that a document of the plan needs, in a fixed number of queries."""
        return self.select_related("agency").prefetch_related(
            "agency__divisions",
            "measures__steps",
            "measures__divisions",
            "measures__indicators",
            "rounds",
            "measures__reports__division",
            "measures__reports__round",
            "measures__reports__evidence",
            "measures__reports__steps",
            "measures__reports__acts",
            "measures__reports__clearances",
        )


class Plan(Announced, Signed):
    """The measures of one fiscal year; they answer the assessment of the year before."""

    # As it stands on the cover of the official document, which is Thai only.
    TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}"

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans", verbose_name=_("agency"))
    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year (B.E.)"),
        validators=[MinValueValidator(2500), MaxValueValidator(2700)],
        help_text=_("The year in which the measures are carried out. They answer the result of the year before."),
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("As it stands on the cover of the document."))
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Optional text before the analysis."))
    approved_on = models.DateField(
        _("approved on"), null=True, blank=True, help_text=_("Date on which the plan was approved, B.E.")
    )
    approver_name = models.CharField(
        _("name of the approver"),
        max_length=200,
        blank=True,
        help_text=_(
            "Printed in the signature block of the PDF and contained in the open data; public pages name the position."
        ),
    )
    approver_position = models.CharField(
        _("position of the approver"),
        max_length=200,
        blank=True,
        help_text=_("For example นายกองค์การบริหารส่วนตำบลท่ามะลิ่ง."),
    )

    objects = PlanQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = _("plan of measures")
        verbose_name_plural = _("plans of measures")
        ordering = ["-fiscal_year", "agency"]
        indexes = [models.Index(fields=["-fiscal_year", "id"], name="plans_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year"],
                name="one_plan_of_an_agency_a_year",
                violation_error_message=_("The plan of this year exists already; open it instead of adding a second."),
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2500, fiscal_year__lte=2700),
                name="plan_year_is_buddhist_era",
                violation_error_message=_("Give the fiscal year in the Buddhist Era, for example 2566."),
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.fiscal_year, *self.agency.natural_key())

    natural_key.dependencies = ["agencies.agency"]

    def assessment(self) -> Assessment | None:
        """The result that this plan answers: the agency's assessment of the year before, or None."""
        return Assessment.objects.with_scores().for_year(self.fiscal_year - 1).filter(agency=self.agency_id).first()

    def result(self) -> Assessment | None:
        """The result of the plan's own year, which shows whether its measures helped, or None."""
        return Assessment.objects.with_scores().for_year(self.fiscal_year).filter(agency=self.agency_id).first()

    def next_number(self) -> int:
        """The number of a measure to be added."""
        return 1 + (self.measures.aggregate(last=models.Max("number"))["last"] or 0)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def get_by_natural_key(self, number: int, *plan: int | str) -> "Measure":
        return self.get(number=number, plan=Plan.objects.get_by_natural_key(*plan))

    def answered_by(self, division: int) -> Self:
        """The measures for which a division, by its primary key, answers now, as `Measure.owners` says of each."""
        active = Division.objects.filter(pk=division, is_active=True)
        named = Q(pk__in=Measure.divisions.through.objects.filter(division=division).values("measure"))
        return self.filter(named | Q(every_division=True, plan__agency__in=active.values("agency")))


class Measure(models.Model):
    """One measure: what is done, in which steps, by which divisions, for which indicators."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures", verbose_name=_("plan of measures"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.TextField(_("title"))
    every_division = models.BooleanField(
        _("every division"),
        default=False,
        help_text=_("Tick when every active division carries this measure out."),
    )
    divisions = models.ManyToManyField(
        Division,
        blank=True,
        related_name="measures",
        verbose_name=_("responsible divisions"),
        help_text=_("Leave empty when every division is ticked."),
    )
    indicators = models.ManyToManyField(
        Indicator,
        blank=True,
        related_name="measures",
        verbose_name=_("indicators it serves"),
        help_text=_("The indicators of last year's result that this measure is meant to raise."),
    )

    # What some plans carry besides, and pages show only where it is stated.
    starts_on = models.DateField(
        _("first day of the period"), null=True, blank=True, help_text=_("B.E.; empty for the whole fiscal year.")
    )
    ends_on = models.DateField(
        _("last day of the period"), null=True, blank=True, help_text=_("B.E.; empty for the whole fiscal year.")
    )
    success_indicator = models.TextField(
        _("success indicator"), blank=True, help_text=_("By what one sees that it succeeded, if the plan says so.")
    )
    target = models.CharField(
        _("target"), max_length=300, blank=True, help_text=_("Of the success indicator, for example ร้อยละ 90.")
    )
    budget = models.DecimalField(
        _("budget (baht)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In baht, for example 20,000; empty when the plan does not state one."),
    )
    needs_no_budget = models.BooleanField(_("needs no budget"), default=False)

    objects = MeasureQuerySet.as_manager()
    history = Records(m2m_fields=["divisions", "indicators"])

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="measure_number_once_in_a_plan",
                violation_error_message=_("This plan already has a measure of this number."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="measure_number_starts_at_one",
                violation_error_message=_("Measures are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="measure_period_has_two_ends_in_order",
                violation_error_message=_("Give the first and the last day of the period, in this order, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gt=0, needs_no_budget=False),
                name="measure_has_a_budget_or_needs_none",
                violation_error_message=_("Give an amount above 0, or tick that no budget is needed, not both."),
            ),
            models.CheckConstraint(
                condition=Q(target="") | ~Q(success_indicator=""),
                name="measure_target_belongs_to_its_indicator",
                violation_error_message=_("A target needs its success indicator."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def natural_key(self):
        return (self.number, *self.plan.natural_key())

    natural_key.dependencies = ["measures.plan", "agencies.division", "assessments.indicator"]

    def owners(self) -> list[Division]:
        """The divisions that answer for this measure now: the named ones, or every active one."""
        if self.every_division:
            return [division for division in self.plan.agency.divisions.all() if division.is_active]
        return list(self.divisions.all())


class Step(models.Model):
    """One step of a measure, in order."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps", verbose_name=_("measure"))
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Steps are listed by this number, smallest first.")
    )
    text = models.TextField(_("step or method"))

    history = Records()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["measure", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "position"],
                name="one_step_in_a_place",
                violation_error_message=_("This measure already has a step in this place."),
            ),
        ]

    def __str__(self):
        return self.text
