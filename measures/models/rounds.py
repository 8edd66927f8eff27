"""The rounds in which a plan is followed up."""

import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Division
from audit.history import ChangeSource, Records, recorded_as, recording
from measures.due_dates import DueDate, reckon
from measures.kinds import ROUNDS

from .announcements import Announced
from .locks import locked
from .plan import Measure, Plan
from .signatures import Signed
from .stamps import moment, person

# Why a report has a day due of its own, as it is printed; official documents are Thai only.
OPENED_LATER = "เปิดรายงานภายหลังวันครบกำหนดของรอบ"


class WrongState(ValueError):
    """The state in which a round or a report is does not allow what was asked; the message says why."""


class RoundQuerySet(models.QuerySet["Round"]):
    def prepare_for(self, plan: Plan) -> None:
        """Give a plan its rounds with their usual titles and days; a round that exists stays as it is."""
        for kind, round_ in ROUNDS.items():
            start, end = round_.covers(plan.fiscal_year)
            due = reckon(end, plan.agency.days_to_report)
            defaults = {"title": round_.title, "covers_from": start, "covers_to": end, "due_on": due.day}
            self.get_or_create(plan=plan, kind=kind, defaults=defaults)


class Round(Announced, Signed):
    """A round of follow-up of one of the kinds of kinds.py: planned, then open with its reports, then closed.

    The reports of a closed round are only read; it is reopened with a reason.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("not opened yet")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    Kind = models.TextChoices("Kind", {kind.upper(): (kind, round_.label) for kind, round_ in ROUNDS.items()})

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rounds", verbose_name=_("plan of measures"))
    kind = models.CharField(_("round"), max_length=10, choices=Kind.choices)
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("As it stands in the follow-up column, for example รายงานความก้าวหน้ารอบ 6 เดือน."),
    )
    covers_from = models.DateField(_("covers from"), help_text=_("First day covered, B.E., for example 01/10/2565."))
    covers_to = models.DateField(_("covers to"), help_text=_("Last day covered, B.E., for example 31/03/2566."))
    due_on = models.DateField(
        _("due on"),
        null=True,
        blank=True,
        help_text=_("The agency's own deadline for the divisions' reports, B.E."),
    )
    approved_on = models.DateField(
        _("report approved on"), null=True, blank=True, help_text=_("Date on which the report was approved, B.E.")
    )
    approver_name = models.CharField(
        _("name of the report's approver"),
        max_length=200,
        blank=True,
        help_text=_("Printed in the signature block of the report; public pages name the position."),
    )
    approver_position = models.CharField(
        _("position of the report's approver"),
        max_length=200,
        blank=True,
        help_text=_("For example นายกองค์การบริหารส่วนตำบลท่ามะลิ่ง."),
    )

    is_opened = models.BooleanField(_("opened"), default=False, editable=False)
    # Empty in rounds that were opened before these columns.
    opened_at = moment(_("opened at"))
    opened_by = person(_("opened by"))
    closed_at = moment(_("closed at"))
    closed_by = person(_("closed by"))
    reopened_at = moment(_("reopened at"))
    reopened_by = person(_("reopened by"))
    reopening_reason = models.TextField(_("reason for the reopening"), blank=True, editable=False)

    objects = RoundQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = _("round of follow-up")
        verbose_name_plural = _("rounds of follow-up")
        ordering = ["plan", "covers_to"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"],
                name="one_round_of_a_kind_in_a_plan",
                violation_error_message=_("This plan already has a round of this kind."),
            ),
            models.CheckConstraint(
                condition=Q(covers_to__gte=F("covers_from")),
                name="round_ends_after_it_starts",
                violation_error_message=_("The last day covered must not lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="round_closed_has_who_and_when",
                violation_error_message=_("A closed round names who closed it and when."),
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_by__isnull=True)
                | Q(opened_at__isnull=False, opened_by__isnull=False, is_opened=True),
                name="round_opened_has_who_and_when",
                violation_error_message=_("An opened round names who opened it and when."),
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True, reopened_by__isnull=True, reopening_reason="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reopening_reason="")),
                name="round_reopened_has_who_when_and_why",
                violation_error_message=_("A reopened round names who reopened it, when and why."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def state(self) -> State:
        """How far the round itself is."""
        if self.is_closed:
            return self.State.CLOSED
        return self.State.OPEN if self.is_opened else self.State.PLANNED

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def has_fixed_due_date(self) -> bool:
        """Whether its day due stays as it is, and single reports only get more time; true once it is open with one."""
        return self.is_opened and self.due_on is not None

    @property
    def fixed_fields(self) -> frozenset[str]:
        """What is not changed any more: the kind, once it is open its day due, and of a closed round all its days."""
        due = {"due_on"} if self.has_fixed_due_date else set()
        closed = {"title", "covers_from", "covers_to", "due_on"} if self.is_closed else set()
        return frozenset({"kind"} | due | closed)

    @property
    def proposed_due_date(self) -> DueDate:
        """The due date that follows from the round's last day and the agency's setting."""
        return reckon(self.covers_to, self.plan.agency.days_to_report)

    def open(self, *, by, at=None) -> int:
        """Give every owner of every measure its report of this round; returns how many.

        *Every division* means every active one at this moment. A round that has no due date gets the proposed one.
        Raises WrongState when it is opened or closed already.
        """
        with transaction.atomic(), recording(Round.objects.filter(pk=self.pk)):
            row = Round.objects.filter(pk=self.pk, is_opened=False, closed_at=None)
            opened = {"is_opened": True, "opened_by": by, "opened_at": at or timezone.now()}
            if not row.update(**opened, due_on=self.due_on or self.proposed_due_date.day):
                raise WrongState(_("This round is opened already."))
            self.refresh_from_db(fields=[*opened, "due_on"])
            return self._give_reports(by, at)

    def open_reports(self, *, by=None, at: datetime.datetime | None = None) -> int:
        """Give owners who came later the (empty) reports that they lack in this round; returns how many were missing.

        Once the round's day due has passed they get a day due of their own, reckoned from this day as the round's was
        from its last one; not without `by`, since more time has always somebody who grants it. Raises WrongState in a
        closed round.
        """
        today = timezone.localdate(at)
        if by is None or self.due_on is None or today <= self.due_on:
            return self._give_reports(by, at)
        return self._give_reports(by, at, until=reckon(today, self.plan.agency.days_to_report).day)

    def _give_reports(self, by, at: datetime.datetime | None, until: datetime.date | None = None) -> int:
        reports, now = self.reports.model, at or timezone.now()
        act = reports._meta.get_field("acts").related_model
        own = {"extended_to": until, "extended_at": now, "extended_by": by, "extension_reason": OPENED_LATER}
        values = own if until else {}
        with transaction.atomic(), recording(self.reports.all()):
            if not Round.objects.select_for_update(no_key=True).filter(pk=self.pk, closed_at=None):
                raise WrongState(_("This round is closed already."))
            lacking = [
                reports(round=self, measure=measure, division=owner, **values)
                for measure, owner in self.without_report()
            ]
            created = reports.objects.bulk_create(lacking)
            act.objects.bulk_create(act(report=report, act=act.Act.OPENED, by=by, at=now) for report in created)
            if until:
                given = {"act": act.Act.EXTENDED, "by": by, "at": now, "note": OPENED_LATER}
                act.objects.bulk_create(act(report=report, **given) for report in created)
        return len(created)

    def without_report(self) -> list[tuple[Measure, Division]]:
        """The owners that have no report of this round, each with its measure."""
        there = set(self.reports.values_list("measure", "division"))
        owned = Measure.objects.filter(plan=self.plan_id).prefetch_related("divisions", "plan__agency__divisions")
        pairs = [(measure, owner) for measure in owned for owner in measure.owners()]
        return [(measure, owner) for measure, owner in pairs if (measure.pk, owner.pk) not in there]

    def close(self, *, by, at=None) -> None:
        """End this round: its reports are not changed any more, and who owes one is settled by those that there are.

        Owners whose report was never opened owe it from now on. Raises WrongState when the round is not open.
        """
        with transaction.atomic(), recording(Round.objects.filter(pk=self.pk)):
            open_row = Round.objects.filter(pk=self.pk, is_opened=True, closed_at=None)
            if open_row.select_for_update(no_key=True).first() is None:
                raise WrongState(_("This round is not open: it is closed already or was never opened."))
            self._give_reports(by, at)
            with locked(self.reports.all()):  # what somebody is deciding about a report is decided, or comes too late
                open_row.update(closed_by=by, closed_at=at or timezone.now())
        self.refresh_from_db(fields=["closed_by", "closed_at"])

    def reopen(self, *, by, reason: str, at=None) -> None:
        """Let the reports of a closed round be changed again; who closed it stays in the history.

        Raises WrongState when it is not closed or no reason is given.
        """
        if not reason.strip():
            raise WrongState(_("Give the reason for reopening the round."))
        reopened = {"reopened_by": by, "reopened_at": at or timezone.now(), "reopening_reason": reason.strip()}
        rows = Round.objects.filter(pk=self.pk)
        with transaction.atomic(), recorded_as(reason.strip(), means=ChangeSource.FORM), recording(rows):
            if not rows.exclude(closed_at=None).update(closed_at=None, closed_by=None, **reopened):
                raise WrongState(_("Only a closed round can be reopened."))
        self.refresh_from_db(fields=["closed_at", "closed_by", *reopened])
