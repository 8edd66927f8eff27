"""Sending reminders: each is written down in the transaction in which its mail is queued, and so never queued twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import Agency, Division, User
from jobs.queue import job
from measures.models import Reminder, Report

from .due import Due, by_person, due_now, midnight, without_people
from .letters import compose, message
from .recipients import Recipients

Stage = Reminder.Stage


@dataclass(slots=True)
class Outcome:
    """What became of the reminders: how many mails, who has no address, which divisions have nobody to write to."""

    mails: int = 0
    without_mail: list[User] = field(default_factory=list)
    without_people: list[Division] = field(default_factory=list)
    told_today: int = 0
    # How many people were left out because nobody has said where the portal is found.
    without_base_address: int = 0


def send_due(agency: Agency, at: datetime, *, dry_run: bool = False) -> Outcome:
    """Send the people of an agency what they are to hear at a moment; `dry_run` only counts."""
    outcome = _send(agency, due_now(agency, at), at, dry_run=dry_run)
    outcome.without_people = without_people(agency, at)
    return outcome


def tell_returned(report: Report, at: datetime | None = None) -> Outcome:
    """Tell the report's division at once that it was returned and why; each return is told once."""
    if report.status != Report.Status.RETURNED or report.returned_at is None:
        return Outcome()
    at = at or timezone.now()
    people = Recipients.of(report.division.agency, timezone.localdate(at)).writers.get(report.division_id, [])
    reminders = [
        Reminder(round=report.round, report=report, user=user, stage=Stage.RETURNED, since=report.returned_at)
        for user in people
    ]
    outcome = _send(report.division.agency, by_person(reminders), at)
    outcome.without_people = [] if people else [report.division]
    return outcome


def remind(reports: Iterable[Report], by: User, at: datetime | None = None) -> Outcome:
    """Ask the divisions now, one mail to each person, for those of some reports that they have to write.

    Reports of several agencies go to each agency's own people; of a report of which somebody heard on the same day
    already that person is not told again.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    chosen = Report.objects.to_write().filter(pk__in=[report.pk for report in reports])
    by_agency: dict[Agency, list[Report]] = {}
    for report in chosen.select_related("round__plan", "division__agency"):
        by_agency.setdefault(report.division.agency, []).append(report)
    outcome = Outcome()
    for agency, asked in by_agency.items():
        _ask(agency, asked, Recipients.of(agency, today), by, at, outcome)
    return outcome


def _ask(agency: Agency, asked: list[Report], people: Recipients, by: User, at: datetime, outcome: Outcome) -> None:
    today = midnight(timezone.localdate(at))
    heard = Reminder.objects.filter(report__in=asked, queued_at__gte=today, queued_at__lte=at)
    told = set(heard.values_list("report", "user"))
    reminders = []
    for report in asked:
        users = people.writers.get(report.division_id, [])
        if not users and report.division not in outcome.without_people:
            outcome.without_people.append(report.division)
        untold = [user for user in users if (report.pk, user.pk) not in told]
        outcome.told_today += bool(users) and not untold
        reminders += [
            Reminder(round=report.round, report=report, user=user, stage=Stage.ASKED, since=today) for user in untold
        ]
    sent = _send(agency, by_person(reminders), at, by=by)
    outcome.mails += sent.mails
    outcome.without_mail += sent.without_mail
    outcome.without_base_address += sent.without_base_address


def _send(
    agency: Agency, due: Sequence[Due], at: datetime, *, by: User | None = None, dry_run: bool = False
) -> Outcome:
    """Queue a mail for each person who can get one; of the others nothing is written down."""
    outcome, base = Outcome(), agency.base_address
    for person in due:
        if not person.user.email:
            outcome.without_mail.append(person.user)
        elif not base:
            outcome.without_base_address += 1
        elif dry_run or _queue(person, at, by):
            outcome.mails += 1
    return outcome


def _queue(person: Due, at: datetime, by: User | None) -> bool:
    """Write the reminders down and queue their mail; False when somebody else did so at the same moment."""
    for reminder in person.reminders:
        reminder.queued_at, reminder.queued_by = at, by
    try:
        with transaction.atomic():
            for reminder in person.reminders:
                reminder.save(force_insert=True)
            send_mail_of.enqueue([reminder.pk for reminder in person.reminders])
    except IntegrityError:
        return False
    return True


@job
def send_mail_of(reminder_pks: list[int]) -> None:
    """Send one person the mail of these reminders, unless it was sent or nothing of it waits any more.

    It speaks of the day on which it was queued. Killed just after the mail left, it sends the same mail again.
    """
    with transaction.atomic():
        unsent = Reminder.objects.unsent().filter(pk__in=reminder_pks, user__is_active=True)
        reminders = list(unsent.select_related("user", "round__plan__agency"))
        if not reminders:
            return
        user, agency = reminders[0].user, reminders[0].round.plan.agency
        base, on = agency.base_address, timezone.localdate(reminders[0].queued_at)
        letter = compose(user, agency, reminders, on, base) if base else None
        if letter and letter.says_something:
            unsent.update(sent_at=timezone.now())
            message(letter).send()
