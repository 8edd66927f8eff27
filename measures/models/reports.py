"""What the divisions report on the measures, and how a report goes from draft to accepted."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Division
from audit.history import Records
from measures.progress import Extension, Owed, days_in_review

from .plan import Measure
from .process import NOTHING_DONE, ReportProcess
from .rounds import Round
from .stamps import moment, person


class ReportQuerySet(models.QuerySet["Report"]):
    def for_division(self, division: Division | None) -> Self:
        return self.filter(division=division)

    def for_divisions(self, divisions: frozenset[int]) -> Self:
        """The reports of divisions, by their primary keys."""
        return self.filter(division__in=divisions)

    def accepted(self) -> Self:
        return self.filter(status=Report.Status.ACCEPTED)

    def awaiting_review(self) -> Self:
        return self.filter(status__in=[Report.Status.SUBMITTED, Report.Status.ENDORSED])

    def owed(self) -> Self:
        """Those of which nobody said that they need not be written any more."""
        return self.filter(excused_at=None)

    def to_write(self) -> Self:
        """Those that wait for their division: owed, in an open round, not written or come back."""
        waiting = [Report.Status.DRAFT, Report.Status.RETURNED]
        return self.owed().filter(round__is_opened=True, round__closed_at=None, status__in=waiting)

    def overdue(self, *, at: datetime.date) -> Self:
        """Those to write whose day due has passed."""
        return self.to_write().filter(Q(extended_to__lt=at) | Q(extended_to=None, round__due_on__lt=at))

    def with_facts(self) -> Self:
        """With everything from which their standing follows, in a fixed number of queries."""
        return self.select_related("round", "measure", "division").prefetch_related("evidence", "acts")


class Report(ReportProcess):
    """One division's report on one measure in one round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports", verbose_name=_("round of follow-up"))
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports", verbose_name=_("measure"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="reports", verbose_name=_("division"))
    status = models.CharField(
        _("status"), max_length=10, choices=ReportProcess.Status.choices, default=ReportProcess.Status.DRAFT
    )
    implementation = models.CharField(
        _("how far the work is"), max_length=12, choices=ReportProcess.Implementation.choices, blank=True
    )
    done = models.TextField(
        _("what was done"),
        blank=True,
        help_text=_("What was done, when and with whom; citizens read it as it stands."),
    )
    value_reached = models.CharField(
        _("value reached"), max_length=300, blank=True, help_text=_("Of the success indicator, for example ร้อยละ 95.")
    )
    result = models.TextField(_("result"), blank=True, help_text=_("What came of it."))
    obstacles = models.TextField(_("obstacles and suggestions"), blank=True)
    next_step = models.TextField(_("next step"), blank=True, help_text=_("What is done next, and by when."))

    # A later day due, granted before the round's had passed.
    extended_to = models.DateField(_("more time until"), null=True, blank=True, editable=False)
    extension_reason = models.TextField(_("reason for the extension"), blank=True, editable=False)
    extended_at = moment(_("extended at"))
    extended_by = person(_("extended by"))

    # Not owed any more, for example because the division was dissolved or the measure got another owner.
    excused_at = moment(_("excused at"))
    excused_by = person(_("excused by"))
    excuse = models.TextField(_("why it is not owed any more"), blank=True, editable=False)

    # The latest of each; empty in reports that are older than these columns.
    submitted_at = moment(_("submitted at"))
    submitted_by = person(_("submitted by"))
    endorsed_at = moment(_("passed on at"))
    endorsed_by = person(_("passed on by"))
    returned_at = moment(_("returned at"))
    returned_by = person(_("returned by"))
    return_note = models.TextField(_("what is to be corrected"), blank=True, editable=False)
    accepted_at = moment(_("accepted at"))
    accepted_by = person(_("accepted by"))

    objects = ReportQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["round", "measure__number", "division__position"]
        permissions = [
            ("endorse_report", _("Can pass the own division's reports on to the Palad's office")),
            ("review_report", _("Can accept and return reports")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure", "division"],
                name="one_report_of_a_division_on_a_measure_in_a_round",
                violation_error_message=_("This division already has its report on this measure in this round."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(done="") | Q(implementation="not_started"),
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
                condition=Q(endorsed_at__isnull=True, endorsed_by__isnull=True)
                | (Q(endorsed_at__isnull=False, endorsed_by__isnull=False, status__in=["endorsed", "accepted"])),
                name="report_endorsed_has_who_and_when",
                violation_error_message=_("A report that was passed on names who passed it on and when."),
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
            models.CheckConstraint(
                condition=Q(
                    extended_to__isnull=True, extended_at__isnull=True, extended_by__isnull=True, extension_reason=""
                )
                | (
                    Q(extended_to__isnull=False, extended_at__isnull=False, extended_by__isnull=False)
                    & ~Q(extension_reason="")
                ),
                name="report_extension_has_who_when_and_why",
                violation_error_message=_("An extension names who granted it, when and why."),
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True, excused_by__isnull=True, excuse="")
                | (Q(excused_at__isnull=False, excused_by__isnull=False) & ~Q(excuse="") & ~Q(status="accepted")),
                name="report_excused_has_who_when_and_why",
                violation_error_message=_("A report that is not owed any more names who said so, when and why."),
            ),
        ]

    def __str__(self):
        return f"{self.measure.number} · {self.division}"

    # What is known of it

    @property
    def is_begun(self) -> bool:
        """Whether anybody has handed it in once or written anything in it."""
        texts = [self.implementation, self.done, self.value_reached, self.result, self.obstacles, self.next_step]
        is_written = any(text.strip() for text in texts) or any(step.done.strip() for step in self.steps.all())
        return self.status != self.Status.DRAFT or is_written or self.evidence.exists()

    @property
    def is_accepted(self) -> bool:
        return self.status == self.Status.ACCEPTED

    @property
    def is_owed(self) -> bool:
        return self.excused_at is None

    def facts(self, evidence_days: tuple[datetime.date | None, ...] | None = None) -> Owed:
        """What its standing follows from (measures/progress.py); while its division writes, nothing is submitted.

        Whoever tells of hundreds of reports gives the days of their evidence, read together.
        """
        if evidence_days is None:
            evidence_days = tuple(piece.happened_on for piece in self.evidence.all())
        is_with_division = self.status in [self.Status.DRAFT, self.Status.RETURNED]
        return Owed(
            covers_from=self.round.covers_from,
            covers_to=self.round.covers_to,
            due_on=self.round.due_on,
            is_accepted=self.is_accepted,
            implementation=self.implementation,
            submitted_on=timezone.localdate(self.submitted_at) if self.submitted_at and not is_with_division else None,
            evidence_days=evidence_days,
            extension=self._extension(),
        )

    def _extension(self) -> Extension | None:
        """The later day due; one granted after the round's is that of the opening when both were one act."""
        if not (self.extended_to and self.extended_at):
            return None
        granted_on, due_on = timezone.localdate(self.extended_at), self.round.due_on
        is_after = due_on is not None and granted_on > due_on
        opened = is_after and any(row.act == "opened" and row.at == self.extended_at for row in self.acts.all())
        return Extension(self.extended_to, granted_on, at_opening=opened)

    @property
    def days_in_review(self) -> int:
        """How many whole days it lay with its reviewers; what an older version did not keep is not counted."""
        return days_in_review([(row.act, row.at) for row in self.acts.all()])
