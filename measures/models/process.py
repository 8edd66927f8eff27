"""How a report goes from draft to accepted, gets more time, and is not owed any more; each act is kept (acts.py)."""

import datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Role, User
from audit.history import recording

from .locks import locked
from .rounds import Round, WrongState

NOTHING_DONE = _("Say what was done before the report is submitted.")
CLOSED = _("Its round is closed; a report of a closed round is not changed any more.")
AWAITS_ITS_HEAD = _("The head of its division has not passed this report on yet.")
CHANGED_MEANWHILE = _("The report was changed by somebody else meanwhile. Look at it again.")
NOT_LATER = _("The new day must lie after the day on which the report is due now.")
NOT_RELEASED = _("An accepted report, or one that is not owed any more, cannot be released.")
NOT_DECIDED = {"accepted_by": None, "accepted_at": None, "endorsed_by": None, "endorsed_at": None}
NOT_EXCUSED = {"excused_by": None, "excused_at": None, "excuse": ""}
SUBMITTED_AGAIN = {"status": "submitted"}


class ReportProcess(models.Model):
    """What may become of a report; its columns stand in reports.py."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        ENDORSED = "endorsed", _("passed on by the head of division")
        RETURNED = "returned", _("returned for correction")
        ACCEPTED = "accepted", _("accepted")

    class Implementation(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        PARTLY_DONE = "partly_done", _("done in part")
        NOT_DONE = "not_done", _("not done")

    # From which statuses each act leads to its status.
    BEFORE = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.DRAFT, Status.RETURNED],
        Status.ENDORSED: [Status.SUBMITTED],
        Status.RETURNED: [Status.SUBMITTED, Status.ENDORSED, Status.ACCEPTED],
        Status.ACCEPTED: [Status.SUBMITTED, Status.ENDORSED],
    }
    # What is said when a report does not come to a status from where it is.
    REFUSALS = {
        Status.DRAFT: _("Only a submitted report can be taken back."),
        Status.SUBMITTED: _("Only a draft or a returned report can be submitted."),
        Status.ENDORSED: _("Only a submitted report can be passed on."),
        Status.RETURNED: _("Only a submitted or an accepted report can be returned for correction."),
        Status.ACCEPTED: _("Only a submitted report can be accepted."),
    }

    class Meta:
        abstract = True

    @property
    def due_on(self) -> datetime.date | None:
        """The day on which it is due: the round's, or a later one that was granted for it."""
        return self.extended_to or self.round.due_on

    def next_statuses(self, *, writing: bool = True, endorsing: bool = False, reviewing: bool = False) -> list[Status]:
        """The statuses to which somebody who may do these things can bring it, in the order of the process."""
        passing_on = endorsing and self.heads_review()
        may = {
            self.Status.DRAFT: writing,
            self.Status.SUBMITTED: writing,
            self.Status.ENDORSED: passing_on,
            self.Status.RETURNED: reviewing or (passing_on and self.status == self.Status.SUBMITTED),
            self.Status.ACCEPTED: reviewing and not self.awaits_its_head(),
        }
        return [status for status in self.Status if may[status] and self.status in self.BEFORE[status]]

    def heads_review(self) -> bool:
        """Whether the head of its division looks at it first: the agency asks for it, and there is one to do so."""
        if not self.division.agency.heads_review:
            return False
        today, division = timezone.localdate(), self.division_id
        own = Q(role=Role.HEAD) & (Q(division=division) | Q(also_serves=division))
        acting = Q(
            acting_appointments__role=Role.HEAD,
            acting_appointments__division=division,
            acting_appointments__starts_on__lte=today,
            acting_appointments__ends_on__gte=today,
        )
        return User.objects.filter(own | acting, is_active=True, is_superuser=False).exists()

    def awaits_its_head(self) -> bool:
        """Whether it was submitted and its head of division has not passed it on yet."""
        return self.status == self.Status.SUBMITTED and self.heads_review()

    # From state to state

    def submit(self, *, by, at=None) -> None:
        """Hand a draft or returned report in for review. Raises WrongState, also when nothing was written."""
        if not self.done.strip() and self.implementation != self.Implementation.NOT_STARTED:
            raise WrongState(NOTHING_DONE)
        self._move(self.Status.SUBMITTED, "submitted", by, at, submitted_by=by, submitted_at=at or timezone.now())

    def take_back(self, *, by, at=None) -> None:
        """Make a submitted report a draft again; nobody has submitted it then. Raises WrongState."""
        self._move(self.Status.DRAFT, "taken_back", by, at, submitted_by=None, submitted_at=None)

    def endorse(self, *, by, at=None) -> None:
        """Pass a submitted report on to the Palad's office, as head of its division. Raises WrongState."""
        self._move(self.Status.ENDORSED, "endorsed", by, at, endorsed_by=by, endorsed_at=at or timezone.now())

    def accept(self, *, by, at=None) -> None:
        """Take a submitted report as it is; from now on editions of its round contain it.

        Raises WrongState, also while the head of its division has to look at it first.
        """
        if self.heads_review() and self._is_now([self.Status.SUBMITTED]):
            raise WrongState(AWAITS_ITS_HEAD)
        values = {"accepted_by": by, "accepted_at": at or timezone.now(), **NOT_EXCUSED}
        self._move(self.Status.ACCEPTED, "accepted", by, at, **values)

    def return_for_correction(self, *, by, note: str, at=None) -> None:
        """Give a submitted or accepted report back with what is to be corrected. Raises WrongState, also without it."""
        if not note.strip():
            raise WrongState(_("Say what is to be corrected."))
        returned = {"returned_by": by, "returned_at": at or timezone.now(), "return_note": note.strip()}
        self._move(self.Status.RETURNED, "returned", by, at, note.strip(), **returned, **NOT_DECIDED)

    def rewritten(self, *, by, at=None) -> bool:
        """After its texts or evidence were changed: what was handed in already is handed in anew, by who changed it.

        Returns whether it was. Raises WrongState in a closed round.
        """
        handed_in = [self.Status.SUBMITTED, self.Status.ENDORSED, self.Status.ACCEPTED]
        values = {"submitted_by": by, "submitted_at": at or timezone.now(), **NOT_DECIDED}
        was_handed_in = self._is_now(handed_in)
        if was_handed_in:
            self._change(Q(status__in=handed_in), CHANGED_MEANWHILE, "rewritten", by, at, **SUBMITTED_AGAIN, **values)
        elif Round.objects.exclude(closed_at=None).filter(pk=self.round_id).exists():
            raise WrongState(CLOSED)
        return was_handed_in

    # More time, and none owed

    def extend(self, *, by, until: datetime.date, reason: str, at=None) -> None:
        """Grant a later day due. Raises WrongState without a reason, for an earlier day, or once the day has passed:
        what is late stays late."""
        now = at or timezone.now()
        if not reason.strip():
            raise WrongState(_("Give the reason for the extension."))
        due_on = Round.objects.values_list("due_on", flat=True).get(pk=self.round_id)
        if due_on is not None and timezone.localdate(now) > due_on:
            raise WrongState(_("The report was due already; what is late stays late, and no extension changes it."))
        values = {"extended_to": until, "extension_reason": reason.strip(), "extended_by": by, "extended_at": now}
        later = Q(round__due_on__lt=until) & (Q(extended_to=None) | Q(extended_to__lt=until))
        self._change(later, NOT_LATER, "extended", by, at, reason.strip(), **values)

    def release(self, *, by, reason: str, at=None) -> None:
        """Say that it is not owed any more; what was written stays. Raises WrongState, also without a reason."""
        if not reason.strip():
            raise WrongState(_("Say why the report is not owed any more."))
        values = {"excused_by": by, "excused_at": at or timezone.now(), "excuse": reason.strip()}
        not_accepted = ~Q(status=self.Status.ACCEPTED) & Q(excused_at=None)
        self._change(not_accepted, NOT_RELEASED, "excused", by, at, reason.strip(), **values)

    def owe_again(self, *, by, at=None) -> None:
        """Take back that it is not owed any more. Raises WrongState when it is owed."""
        self._change(~Q(excused_at=None), _("This report is owed already."), "owed_again", by, at, **NOT_EXCUSED)

    def _is_now(self, statuses: list[Status]) -> bool:
        """Whether the row, whoever changed it since this was read, is in one of these statuses."""
        return type(self).objects.filter(pk=self.pk, status__in=statuses).exists()

    def _move(self, status: Status, act: str, by, at, note: str = "", **values) -> None:
        """Go to `status` if the row as it is now, whoever changed it meanwhile, can go there."""
        before = Q(status__in=self.BEFORE[status])
        self._change(before, self.REFUSALS[status], act, by, at, note, status=status, **values)

    def _change(self, condition: Q, refusal: str, act: str, by, at, note: str = "", **values) -> None:
        rows = type(self).objects.filter(pk=self.pk)
        with transaction.atomic(), locked(rows), recording(rows):
            if not rows.filter(condition, round__closed_at=None).update(**values):
                is_closed = Round.objects.exclude(closed_at=None).filter(pk=self.round_id).exists()
                raise WrongState(CLOSED if is_closed else refusal)
            self.acts.create(act=act, by=by, at=at or timezone.now(), note=note)
        self.refresh_from_db(fields=[*values])
