"""What the divisions report on the measures, and how a report goes from draft to accepted."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Division

from .plan import Measure
from .rounds import Round, WrongState

NOTHING_DONE = _("Say what was done before the report is submitted.")
CLOSED = _("Its round is closed; a report of a closed round is not changed any more.")
NOT_ACCEPTED = {"accepted_by": None, "accepted_at": None}


class ReportQuerySet(models.QuerySet["Report"]):
    def for_division(self, division: Division | None) -> Self:
        return self.filter(division=division)

    def accepted(self) -> Self:
        return self.filter(status=Report.Status.ACCEPTED)

    def awaiting_review(self) -> Self:
        return self.filter(status=Report.Status.SUBMITTED)


def _moment(name) -> models.DateTimeField:
    return models.DateTimeField(name, null=True, blank=True, editable=False)


def _person(name) -> models.ForeignKey:
    """Who did it; that stays known, so the account is closed instead of deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=name,
    )


class Report(models.Model):
    """One division's report on one measure in one round."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned for correction")
        ACCEPTED = "accepted", _("accepted")

    # What a division does with its own report, and what a reviewer may do besides. An accepted report is only read,
    # until it is returned: what was accepted is what was written.
    REPORTING = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.DRAFT],
        Status.RETURNED: [Status.SUBMITTED],
        Status.ACCEPTED: [],
    }
    REVIEWING = {Status.SUBMITTED: [Status.RETURNED, Status.ACCEPTED], Status.ACCEPTED: [Status.RETURNED]}
    # What is said when a report does not come to a status from where it is.
    REFUSALS = {
        Status.DRAFT: _("Only a submitted report can be taken back."),
        Status.SUBMITTED: _("Only a draft or a returned report can be submitted."),
        Status.RETURNED: _("Only a submitted or an accepted report can be returned for correction."),
        Status.ACCEPTED: _("Only a submitted report can be accepted."),
    }

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports", verbose_name=_("round of follow-up"))
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports", verbose_name=_("measure"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="reports", verbose_name=_("division"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    done = models.TextField(_("what was done"), blank=True)
    result = models.TextField(_("result"), blank=True)
    obstacles = models.TextField(_("obstacles and suggestions"), blank=True)

    # The latest of each; empty in reports that are older than these columns.
    submitted_at = _moment(_("submitted at"))
    submitted_by = _person(_("submitted by"))
    returned_at = _moment(_("returned at"))
    returned_by = _person(_("returned by"))
    return_note = models.TextField(_("what is to be corrected"), blank=True, editable=False)
    accepted_at = _moment(_("accepted at"))
    accepted_by = _person(_("accepted by"))

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
                violation_error_message=NOTHING_DONE,
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | (Q(submitted_at__isnull=False, submitted_by__isnull=False) & ~Q(status="draft")),
                name="report_submitted_has_who_and_when",
                violation_error_message=_("A submitted report names who submitted it and when; a draft names nobody."),
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True, return_note="")
                | (Q(returned_at__isnull=False, returned_by__isnull=False) & ~Q(return_note="")),
                name="report_returned_has_who_when_and_why",
                violation_error_message=_("A returned report names who returned it, when and why."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, status="accepted"),
                name="report_accepted_has_who_and_when",
                violation_error_message=_("An accepted report names who accepted it and when; no other report does."),
            ),
        ]

    def __str__(self):
        return f"{self.measure.number} · {self.division}"

    def next_statuses(self, *, reviewing: bool) -> list[Status]:
        """The statuses that may follow the present one, in the order in which the process runs."""
        following = self.REPORTING[self.status] + (self.REVIEWING.get(self.status, []) if reviewing else [])
        return [status for status in self.Status if status in following]

    @property
    def is_accepted(self) -> bool:
        return self.status == self.Status.ACCEPTED

    def submit(self, *, by, at=None) -> None:
        """Hand a draft or returned report in for review. Raises WrongState, also when nothing was written."""
        if not self.done.strip():
            raise WrongState(NOTHING_DONE)
        self._move(self.Status.SUBMITTED, submitted_by=by, submitted_at=at or timezone.now())

    def take_back(self, *, by, at=None) -> None:
        """Make a submitted report a draft again; nobody has submitted it then. Raises WrongState."""
        self._move(self.Status.DRAFT, submitted_by=None, submitted_at=None)

    def accept(self, *, by, at=None) -> None:
        """Take a submitted report as it is; from now on editions of its round contain it. Raises WrongState."""
        self._move(self.Status.ACCEPTED, accepted_by=by, accepted_at=at or timezone.now())

    def return_for_correction(self, *, by, note: str, at=None) -> None:
        """Give a submitted or accepted report back with what is to be corrected. Raises WrongState, also without it."""
        if not note.strip():
            raise WrongState(_("Say what is to be corrected."))
        returned = {"returned_by": by, "returned_at": at or timezone.now(), "return_note": note.strip()}
        self._move(self.Status.RETURNED, **returned, **NOT_ACCEPTED)

    def _move(self, status: Status, **values) -> None:
        """Go to `status` if the row as it is now, whoever changed it meanwhile, can go there."""
        before = [other for other in self.Status if status in self.REPORTING[other] + self.REVIEWING.get(other, [])]
        row = Report.objects.filter(pk=self.pk, round__closed_at=None, status__in=before)
        if not row.update(status=status, **values):
            is_closed = Round.objects.exclude(closed_at=None).filter(pk=self.round_id).exists()
            raise WrongState(CLOSED if is_closed else self.REFUSALS[status])
        self.refresh_from_db(fields=["status", *values])
