"""What has changed since a round was opened: owners without a report, and reports of those who own nothing any more."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.models import Division
from measures.models import Measure, Report, Round


@dataclass(frozen=True, slots=True)
class NotOwned:
    """A report that somebody is asked for who does not answer for the measure any more, and why."""

    report: Report
    why: str


@dataclass(frozen=True, slots=True)
class Missed:
    """What is to be decided about an open round."""

    without_report: list[tuple[Measure, Division]]
    not_owned: list[NotOwned]

    def __bool__(self) -> bool:
        return bool(self.without_report or self.not_owned)


def missed(round_: Round) -> Missed:
    """What has changed since the round was opened; nothing in a round that is not open."""
    if round_.state != Round.State.OPEN:
        return Missed([], [])
    return Missed(round_.without_report(), _not_owned(round_))


def _not_owned(round_: Round) -> list[NotOwned]:
    measures = Measure.objects.filter(plan=round_.plan_id).prefetch_related("divisions", "plan__agency__divisions")
    owners = {(measure.pk, owner.pk) for measure in measures for owner in measure.owners()}
    asked = round_.reports.owed().exclude(status=Report.Status.ACCEPTED)
    # Of hundreds only their numbers are read, of the few that are found all that is told of them.
    known = asked.values_list("pk", "measure", "division", "division__is_active")
    found = {pk: _why(is_active, (measure, division) in owners) for pk, measure, division, is_active in known}
    rows = asked.filter(pk__in=[pk for pk, why in found.items() if why]).select_related("measure", "division")
    return [NotOwned(report, found[report.pk]) for report in rows]


def _why(is_active: bool, is_owner: bool) -> str:
    if not is_active:
        return _("The division was closed.")
    return "" if is_owner else _("The measure has other owners now.")
