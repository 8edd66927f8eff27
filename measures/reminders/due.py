"""What is to be said to whom at a moment: read from the tables, written nowhere.

Of the occasions that have passed only the last is said, however long nothing was sent; and nothing is said of a report
or a round to somebody who heard of it since that occasion, or on the same day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from agencies.models import Agency, Division, User
from measures.models import Reminder, Report, Round
from measures.models.reports import ReportQuerySet
from measures.models.rounds import RoundQuerySet

from . import stages
from .recipients import Recipients

Stage = Reminder.Stage


@dataclass(slots=True)
class Due:
    """What one person is to hear in one mail; the reminders are not saved yet."""

    user: User
    reminders: list[Reminder] = field(default_factory=list)


def due_now(agency: Agency, at: datetime) -> list[Due]:
    """What the people of an agency are to hear at a moment, one entry for each person."""
    people = Recipients.of(agency, timezone.localdate(at))
    reminders = [*_to_write(agency, people, at), *_to_endorse(agency, people, at), *_summaries(agency, people, at)]
    return by_person(_unsaid(reminders, at))


def without_people(agency: Agency, at: datetime) -> list[Division]:
    """The divisions that are to be reminded and for which nobody has an open account."""
    writers = Recipients.of(agency, timezone.localdate(at)).writers
    reports = reports_of(agency).to_write().order_by("division__position", "division")
    found = {report.division: None for report in reports if report.division_id not in writers and _occasion(report, at)}
    return list(found)


def by_person(reminders: Iterable[Reminder]) -> list[Due]:
    """Reminders put together for each person, in the order in which people first come up."""
    found: dict[int, Due] = {}
    for reminder in reminders:
        found.setdefault(reminder.user_id, Due(reminder.user)).reminders.append(reminder)
    return list(found.values())


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


def reports_of(agency: Agency) -> ReportQuerySet:
    """All reports of an agency, with what a mail says of them."""
    return Report.objects.filter(round__plan__agency=agency).select_related("round__plan", "measure", "division")


def _to_write(agency: Agency, people: Recipients, at: datetime) -> Iterable[Reminder]:
    for report in reports_of(agency).to_write():
        if occasion := _occasion(report, at):
            yield from _about(report, people.writers.get(report.division_id, []), *occasion)


def _to_endorse(agency: Agency, people: Recipients, at: datetime) -> Iterable[Reminder]:
    """From the day on which a report was submitted, and again every week as long as it lies there."""
    if not agency.heads_review:
        return
    submitted = reports_of(agency).owed().filter(status=Report.Status.SUBMITTED, round__closed_at=None)
    for report in submitted.filter(submitted_at__lte=at):
        since = stages.repeated(timezone.localdate(report.submitted_at), timezone.localdate(at))
        yield from _about(report, people.heads.get(report.division_id, []), Stage.TO_ENDORSE, midnight(since))


def _summaries(agency: Agency, people: Recipients, at: datetime) -> Iterable[Reminder]:
    """On the same days as the divisions' reminders, as long as a round has something to write or to review."""
    for round_ in open_rounds(agency).exclude(due_on=None):
        occasion = round_.due_on and stages.latest(round_.due_on, timezone.localdate(at))
        if occasion and (round_.reports.to_write().exists() or round_.reports.owed().awaiting_review().exists()):
            for planner in people.planners:
                yield Reminder(round=round_, user=planner, stage=Stage.SUMMARY, since=midnight(occasion.day))


def open_rounds(agency: Agency) -> RoundQuerySet:
    """The rounds of an agency that are open, in the order in which they end."""
    return Round.objects.filter(plan__agency=agency, is_opened=True, closed_at=None).order_by("covers_to")


def _occasion(report: Report, at: datetime) -> tuple[str, datetime] | None:
    """The stage that a report to write reached last, and when: by its day due, or by its being returned."""
    reached = []
    if report.due_on and (stage := stages.latest(report.due_on, timezone.localdate(at))):
        reached.append((midnight(stage.day), stage.stage))
    if report.status == Report.Status.RETURNED and report.returned_at and report.returned_at <= at:
        reached.append((report.returned_at, Stage.RETURNED))
    if not reached:
        return None
    since, name = max(reached)
    return name, since


def _about(report: Report, users: Iterable[User], stage: str, since: datetime) -> Iterable[Reminder]:
    for user in users:
        yield Reminder(round=report.round, report=report, user=user, stage=stage, since=since)


def _unsaid(reminders: list[Reminder], at: datetime) -> list[Reminder]:
    said = Reminder.objects.filter(round__in={reminder.round_id for reminder in reminders}).last_queued()
    return [reminder for reminder in reminders if not _was_said(reminder, said, at)]


def _was_said(reminder: Reminder, said: dict[tuple[int, int | None, int], datetime], at: datetime) -> bool:
    last = said.get((reminder.round_id, reminder.report_id, reminder.user_id))
    return last is not None and (last >= reminder.since or timezone.localdate(last) == timezone.localdate(at))
