"""The rounds in which a plan is followed up."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.kinds import ROUNDS

from .plan import Plan


class WrongState(ValueError):
    """The state in which a round or a report is does not allow what was asked; the message says why."""


class RoundQuerySet(models.QuerySet["Round"]):
    def prepare_for(self, plan: Plan) -> None:
        """Give a plan its rounds with their usual titles and days; a round that exists stays as it is."""
        for kind, round_ in ROUNDS.items():
            start, end = round_.covers(plan.fiscal_year)
            defaults = {"title": round_.title, "covers_from": start, "covers_to": end}
            self.get_or_create(plan=plan, kind=kind, defaults=defaults)


class Round(models.Model):
    """A round of follow-up of one of the kinds of kinds.py; closed once, and its reports are only read from then on."""

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
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )

    objects = RoundQuerySet.as_manager()

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
        ]

    def __str__(self):
        return self.title

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def close(self, *, by, at=None) -> None:
        """End this round: its reports are not changed any more. Raises WrongState when it is closed already."""
        open_row = Round.objects.filter(pk=self.pk, closed_at=None)
        if not open_row.update(closed_by=by, closed_at=at or timezone.now()):
            raise WrongState(_("This round is closed already."))
        self.refresh_from_db(fields=["closed_by", "closed_at"])

    def open_reports(self) -> int:
        """Give each measure's every owner its (empty) report of this round; returns how many were missing."""
        wanted = [
            self.reports.model(round=self, measure=measure, division=division)
            for measure in self.plan.measures.all()
            for division in measure.owners()
        ]
        before = self.reports.count()
        self.reports.bulk_create(wanted, ignore_conflicts=True)
        return self.reports.count() - before
