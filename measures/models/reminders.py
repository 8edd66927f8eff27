"""What people were reminded of by mail: a row for each thing said to one person, so that nothing is said twice."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from .reports import Report
from .rounds import Round


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def unsent(self) -> Self:
        return self.filter(sent_at=None)

    def last_queued(self) -> dict[tuple[int, int | None, int], datetime.datetime]:
        """When each person last got anything about a report or a round, by (round, report, user)."""
        rows = self.order_by().values_list("round", "report", "user").annotate(last=Max("queued_at"))
        return {(round_, report, user): last for round_, report, user, last in rows}


class Reminder(models.Model):
    """One person's being reminded of a report, or of a round as a whole where no report is named."""

    class Stage(models.TextChoices):
        SOON = "soon", _("due soon")
        DUE = "due", _("due today")
        OVERDUE = "overdue", _("overdue")
        RETURNED = "returned", _("returned for correction")
        ASKED = "asked", _("asked for by the Palad's office")
        TO_ENDORSE = "to_endorse", _("waits for the head of division")
        SUMMARY = "summary", _("summary")

    round = models.ForeignKey(Round, models.CASCADE, related_name="reminders", verbose_name=_("round of follow-up"))
    report = models.ForeignKey(
        Report, models.CASCADE, null=True, blank=True, related_name="reminders", verbose_name=_("report")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("to whom")
    )
    stage = models.CharField(_("occasion"), max_length=10, choices=Stage.choices)
    # Of a stage that comes back every week each time has its own moment; two returns of a report have theirs.
    since = models.DateTimeField(_("from when on it was to be said"))
    queued_at = models.DateTimeField(_("queued at"))
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["queued_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["report", "user", "stage", "since"],
                condition=Q(report__isnull=False),
                name="one_reminder_of_a_report_for_each_occasion",
                violation_error_message=_("This person was already reminded of this report on this occasion."),
            ),
            models.UniqueConstraint(
                fields=["round", "user", "stage", "since"],
                condition=Q(report__isnull=True),
                name="one_reminder_of_a_round_for_each_occasion",
                violation_error_message=_("This person was already reminded of this round on this occasion."),
            ),
        ]

    def __str__(self):
        return self.get_stage_display()
