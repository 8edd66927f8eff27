"""What a report says of the single steps of its measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import Records

from .plan import Step
from .reports import Report


class StepReport(models.Model):
    """What a report says of one step of its measure; the step's wording is kept, whatever becomes of the step."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps", verbose_name=_("report"))
    step = models.ForeignKey(
        Step, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("step")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("step or method"))
    done = models.TextField(_("what was done"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("what was done in a step")
        verbose_name_plural = _("what was done in the steps")
        ordering = ["report", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "step"],
                name="one_text_of_a_report_on_a_step",
                violation_error_message=_("This report already says what was done in this step."),
            ),
        ]

    def __str__(self):
        return self.text
