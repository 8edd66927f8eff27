"""The rules of each fiscal year as rows: instruments, indicators, levels, disclosure items."""

from decimal import Decimal
from typing import Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.rules import DisclosureItems, InstrumentRule, LevelRule, Rules, Scales

PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
Row = TypeVar("Row", bound=models.Model)
SCORE = {"max_digits": 5, "decimal_places": 2, "validators": PERCENT}


def within_percent(field: str, name: str, message) -> models.CheckConstraint:
    """The database's own rule that `field` is empty or lies between 0 and 100."""
    return models.CheckConstraint(
        condition=models.Q((f"{field}__isnull", True)) | models.Q((f"{field}__gte", 0), (f"{field}__lte", 100)),
        name=name,
        violation_error_message=message,
    )


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def get_by_natural_key(self, fiscal_year: int) -> "Framework":
        return self.get(fiscal_year=fiscal_year)

    def with_rules(self) -> Self:
        """With all that hangs on a framework, in a fixed number of queries."""
        return self.prefetch_related(
            "instruments__indicators", "indicators__sub_indicators", "levels", "disclosure_items"
        )

    def scales(self) -> Scales:
        """The levels of every fiscal year, to recognise one that was taken from another year's scale."""
        return {framework.fiscal_year: framework.scale() for framework in self.prefetch_related("levels")}


class Framework(models.Model):
    """The rules by which one fiscal year is assessed; a new year is rows, never an `if`."""

    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year (B.E.)"),
        unique=True,
        validators=[MinValueValidator(2500), MaxValueValidator(2700)],
        error_messages={"unique": _("The rules of this year exist already.")},
    )
    target = models.DecimalField(
        _("target score"),
        default=Decimal("85.00"),
        help_text=_("An indicator at or above this score is a strength."),
        **SCORE,
    )
    disclosure_item_count = models.PositiveSmallIntegerField(
        _("number of disclosure items"),
        null=True,
        blank=True,
        help_text=_("How many items the OIT checks in this year."),
    )
    description = models.TextField(
        _("source and remarks"), blank=True, help_text=_("Where these rules come from and how sure they are.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of a year")
        verbose_name_plural = _("rules of the years")
        ordering = ["-fiscal_year"]
        constraints = [
            within_percent("target", "framework_target_is_a_score", _("The target lies between 0 and 100.")),
        ]

    def __str__(self):
        return str(self.fiscal_year)

    def natural_key(self):
        return (self.fiscal_year,)

    def rules(self) -> Rules:
        """These rows as the plain values with which analysis.py computes."""
        return Rules(
            fiscal_year=self.fiscal_year,
            target=self.target,
            instruments=tuple(
                InstrumentRule(instrument.code, instrument.weight, tuple(i.number for i in instrument.indicators.all()))
                for instrument in self.instruments.all()
            ),
            levels=self.scale(),
            items=tuple(
                DisclosureItems(indicator.number, tuple(part.item_count for part in indicator.sub_indicators.all()))
                for indicator in self.indicators.all()
                if indicator.sub_indicators.all()
            ),
        )

    def scale(self) -> tuple[LevelRule, ...]:
        """The levels from the highest downward, as plain values."""
        return tuple(LevelRule(level.label, level.min_total, level.min_each_instrument) for level in self.levels.all())


class BelongsToFramework(models.QuerySet[Row]):
    """Rows that are known by their framework's year and one name within it."""

    def get_by_natural_key(self, name, fiscal_year):
        return self.get(**{self.model.NAME_IN_FRAMEWORK: name}, framework__fiscal_year=fiscal_year)


class InThai(models.Model):
    """A name in Thai with an English second."""

    name = models.CharField(_("name in Thai"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return (self.name_en if get_language() == "en" else "") or self.name


class Instrument(InThai):
    """One of the three instruments (IIT, EIT, OIT) with its weight in the total."""

    NAME_IN_FRAMEWORK = "code"

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="instruments", verbose_name=_("rules of the year")
    )
    code = models.CharField(_("code"), max_length=10)
    weight = models.DecimalField(_("weight (percent)"), help_text=_("All weights of a year add up to 100."), **SCORE)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = BelongsToFramework.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="instrument_code_once_in_a_framework",
                violation_error_message=_("This year already has an instrument of this code."),
            ),
            within_percent("weight", "instrument_weight_is_a_percentage", _("A weight lies between 0 and 100.")),
        ]

    def natural_key(self):
        return (self.code, self.framework.fiscal_year)

    natural_key.dependencies = ["assessments.framework"]


class Indicator(InThai):
    """One of the ten indicators, under the name it has in that year."""

    NAME_IN_FRAMEWORK = "number"

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="indicators", editable=False, verbose_name=_("rules of the year")
    )
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="indicators", verbose_name=_("instrument"))
    number = models.PositiveSmallIntegerField(_("number"))

    objects = BelongsToFramework.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="indicator_number_once_in_a_framework",
                violation_error_message=_("This year already has an indicator of this number."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {super().__str__()}"

    def save(self, *args, **kwargs):
        self.framework_id = self.instrument.framework_id
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.number, self.framework.fiscal_year)

    natural_key.dependencies = ["assessments.instrument"]


class Level(models.Model):
    """One level (grade) of a year's scale; the first in order whose conditions hold is the result's level."""

    NAME_IN_FRAMEWORK = "label"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels", verbose_name=_("rules of the year"))
    position = models.PositiveSmallIntegerField(_("order"), help_text=_("From the highest level downward."))
    label = models.CharField(_("level"), max_length=50)
    label_en = models.CharField(_("level in English"), max_length=50, blank=True)
    min_total = models.DecimalField(_("lowest total"), **SCORE)
    min_each_instrument = models.DecimalField(
        _("lowest score of every instrument"),
        null=True,
        blank=True,
        help_text=_("Empty when the level asks nothing of each instrument."),
        **SCORE,
    )

    objects = BelongsToFramework.as_manager()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "label"],
                name="level_label_once_in_a_framework",
                violation_error_message=_("This year already has a level of this name."),
            ),
            within_percent("min_total", "level_min_total_is_a_score", _("A lowest total lies between 0 and 100.")),
            within_percent(
                "min_each_instrument",
                "level_min_instrument_is_a_score",
                _("A lowest score lies between 0 and 100."),
            ),
        ]

    def __str__(self):
        return (self.label_en if get_language() == "en" else "") or self.label

    def natural_key(self):
        return (self.label, self.framework.fiscal_year)

    natural_key.dependencies = ["assessments.framework"]


class SubIndicator(models.Model):
    """A part of an OIT indicator (9.1 … 10.2) and the number of its disclosure items, each worth 0 or 100."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="sub_indicators", verbose_name=_("indicator"))
    code = models.CharField(_("code"), max_length=10)
    item_count = models.PositiveSmallIntegerField(_("number of disclosure items"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("sub-indicator")
        verbose_name_plural = _("sub-indicators")
        ordering = ["indicator", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "code"],
                name="sub_indicator_code_once_in_an_indicator",
                violation_error_message=_("This indicator already has a sub-indicator of this code."),
            ),
            models.CheckConstraint(
                condition=models.Q(item_count__gte=1),
                name="sub_indicator_has_items",
                violation_error_message=_("A sub-indicator has at least one item."),
            ),
        ]

    def __str__(self):
        return self.code


class DisclosureItem(models.Model):
    """The code under which one of the two documents is filed in a year, and the fiscal year that it covers."""

    class Document(models.TextChoices):
        PLAN = "plan", _("measures")
        REPORT = "report", _("report of their implementation")

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="disclosure_items", verbose_name=_("rules of the year")
    )
    document = models.CharField(_("document"), max_length=10, choices=Document.choices)
    code = models.CharField(_("code"), max_length=10, help_text=_("For example O42."))
    year_offset = models.SmallIntegerField(
        _("covers the year"), default=0, help_text=_("0 for the same fiscal year, -1 for the year before.")
    )

    class Meta:
        verbose_name = _("disclosure item")
        verbose_name_plural = _("disclosure items of the two documents")
        ordering = ["framework", "document"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "document"],
                name="disclosure_item_once_for_each_document",
                violation_error_message=_("This document already has its item in this year."),
            ),
        ]

    def __str__(self):
        return self.code
