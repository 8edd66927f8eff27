"""What the divisions report on the measures, and how a report goes from draft to accepted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Division

from .plan import Measure
from .rounds import Round


class ReportQuerySet(models.QuerySet):
    def for_division(self, division):
        return self.filter(division=division)

    def accepted(self):
        return self.filter(status=Report.Status.ACCEPTED)

    def awaiting_review(self):
        return self.filter(status=Report.Status.SUBMITTED)


class Report(models.Model):
    """One division's report on one measure in one round."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned for correction")
        ACCEPTED = "accepted", _("accepted")

    # What a division does with its own report, and what a reviewer may do besides.
    REPORTING = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.DRAFT],
        Status.RETURNED: [Status.SUBMITTED],
        Status.ACCEPTED: [],
    }
    REVIEWING = {Status.SUBMITTED: [Status.RETURNED, Status.ACCEPTED], Status.ACCEPTED: [Status.RETURNED]}

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports", verbose_name=_("round of follow-up"))
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports", verbose_name=_("measure"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="reports", verbose_name=_("division"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    done = models.TextField(_("what was done"), blank=True)
    result = models.TextField(_("result"), blank=True)
    obstacles = models.TextField(_("obstacles and suggestions"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["round", "measure__number", "division__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure", "division"],
                name="one_report_of_a_division_on_a_measure_in_a_round",
                violation_error_message=_("This division already has its report on this measure in this round."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(done=""),
                name="a_report_that_was_submitted_says_what_was_done",
                violation_error_message=_("Say what was done before the report is submitted."),
            ),
        ]

    def __str__(self):
        return f"{self.measure.number} · {self.division}"

    def next_statuses(self, *, reviewing: bool) -> list[Status]:
        """The statuses that may follow the present one, in the order in which the process runs."""
        following = self.REPORTING[self.status] + (self.REVIEWING.get(self.status, []) if reviewing else [])
        return [status for status in self.Status if status in following]
