"""The reports for which somebody writes, by round and by what is to be done with them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import User
from measures.models import Report, Round

from .access import HANDED_IN


@dataclass(frozen=True, slots=True)
class Line:
    """One report in a list, and the days from today until it is due (below 0 when they have passed)."""

    report: Report
    days_left: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether it is still to be written after the day due."""
        return self.days_left is not None and self.days_left < 0

    @property
    def time_left(self) -> str:
        """How long is left, or how long it is overdue, in words."""
        days = self.days_left
        if days is None:
            return ""
        if days == 0:
            return _("due today")
        if days < 0:
            return ngettext("%(count)d day overdue", "%(count)d days overdue", -days) % {"count": -days}
        return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


@dataclass(frozen=True, slots=True)
class RoundOfReports:
    """One's reports of a round: what came back first, then what is due, what waits, what is accepted, what rests."""

    round: Round
    returned: list[Line] = field(default_factory=list)
    due: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    accepted: list[Line] = field(default_factory=list)
    not_owed: list[Line] = field(default_factory=list)


def rounds_of(user: User, *, today: datetime.date | None = None) -> list[RoundOfReports]:
    """The open rounds in which `user` writes reports, the one that is due first at the beginning."""
    reports = Report.objects.for_divisions(user.divisions()).filter(round__is_opened=True, round__closed_at=None)
    rows = reports.select_related("round__plan", "measure", "division", "returned_by")
    day = today or timezone.localdate()
    ordered = sorted(rows, key=lambda report: (report.round.due_on or datetime.date.max, report.round_id))
    return [_round_of(group, day) for _pk, group in groupby(ordered, key=lambda report: report.round_id)]


def _round_of(reports: Iterable[Report], day: datetime.date) -> RoundOfReports:
    rows = sorted(reports, key=lambda report: (report.due_on or datetime.date.max, report.measure.number, report.pk))
    found = RoundOfReports(rows[0].round)
    for report in rows:
        _place(found, report).append(Line(report, (report.due_on - day).days if report.due_on else None))
    return found


def _place(found: RoundOfReports, report: Report) -> list[Line]:
    if not report.is_owed:
        return found.not_owed
    if report.status == Report.Status.RETURNED:
        return found.returned
    if report.status == Report.Status.ACCEPTED:
        return found.accepted
    return found.waiting if report.status in HANDED_IN else found.due


def why_none(user: User) -> str:
    """Why somebody has no report to write, and who can change that."""
    if not user.divisions():
        return _("Your account writes for no division. A planner of the Palad's office can give it one.")
    if Round.objects.filter(plan__agency=user.agency_id, is_opened=True, closed_at=None).exists():
        return _("None of the measures followed up in the open round names your division as responsible.")
    return _("No round of follow-up is open now. When the Palad's office opens one, your reports appear here.")
