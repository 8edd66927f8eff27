"""What a reminder says: read from the rows as they are when it is sent, in Thai, as plain text and as HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from agencies.models import Agency, User
from measures.models import Reminder, Report, Round
from thai.templatetags.thai import be_date

from .html_mail import with_inlined_styles
from .tallies import Tally, by_division

Stage = Reminder.Stage


@dataclass(frozen=True, slots=True)
class Item:
    """A report that waits for its reader; `days` since the day due, negative before it, None without one."""

    report: Report
    url: str
    days: int | None

    @property
    def is_returned(self) -> bool:
        return self.report.status == Report.Status.RETURNED

    @property
    def when(self) -> str:
        """How long is left, or since when it is overdue; of one that was submitted, when."""
        if self.report.status == Report.Status.SUBMITTED:
            return gettext("submitted on %(when)s") % {"when": be_date(self.report.submitted_at)}
        if not self.days:
            return gettext("due today") if self.days == 0 else gettext("no due date")
        count = abs(self.days)
        if self.days < 0:
            return ngettext("%(days)d day left", "%(days)d days left", count) % {"days": count}
        return ngettext("%(days)d day overdue", "%(days)d days overdue", count) % {"days": count}


@dataclass(frozen=True, slots=True)
class Summary:
    """How a round stands, for the planners."""

    round: Round
    url: str
    tallies: list[Tally]


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person; nothing to say is no letter."""

    user: User
    agency: Agency
    on: date
    base: str
    to_write: list[Item]
    to_endorse: list[Item]
    summaries: list[Summary]

    @property
    def says_something(self) -> bool:
        return bool(self.to_write or self.to_endorse or self.summaries)

    @property
    def subject(self) -> str:
        """The most urgent of what it says."""
        to_write, to_endorse = len(self.to_write), len(self.to_endorse)
        returned = sum(item.is_returned for item in self.to_write)
        overdue = sum(item.days is not None and item.days > 0 for item in self.to_write)
        if to_write and returned == to_write:
            words, count = (
                ngettext("%(count)d report was returned", "%(count)d reports were returned", returned),
                returned,
            )
        elif overdue:
            words, count = ngettext("%(count)d report is overdue", "%(count)d reports are overdue", overdue), overdue
        elif to_write:
            words, count = ngettext("%(count)d report is due", "%(count)d reports are due", to_write), to_write
        elif to_endorse:
            words = ngettext("%(count)d report waits for you", "%(count)d reports wait for you", to_endorse)
            count = to_endorse
        else:
            return gettext("How the reports stand: %(round)s") % {"round": self.summaries[0].round.title}
        return words % {"count": count}


def compose(user: User, agency: Agency, reminders: Iterable[Reminder], on: date, base: str) -> Letter:
    """The letter that says what these reminders of one person were for, as far as it still waits."""
    by_stage: dict[bool, list[int]] = {True: [], False: []}
    rounds: list[Round] = []
    for reminder in reminders:
        if reminder.report_id is None:
            rounds.append(reminder.round)
        else:
            by_stage[reminder.stage == Stage.TO_ENDORSE].append(reminder.report_id)
    reports = Report.objects.select_related("round__plan", "measure", "division").order_by(
        "division", "measure__number"
    )
    submitted = reports.owed().filter(status=Report.Status.SUBMITTED, round__closed_at=None)
    return Letter(
        user=user,
        agency=agency,
        on=on,
        base=base,
        to_write=_items(reports.to_write().filter(pk__in=by_stage[False]), on, base),
        to_endorse=_items(submitted.filter(pk__in=by_stage[True]), on, base),
        summaries=[Summary(round_, _round_page(round_, base), by_division(round_, on)) for round_ in rounds],
    )


def message(letter: Letter) -> EmailMultiAlternatives:
    """The mail of a letter, in Thai whoever sends it off."""
    with translation.override("th"):
        told = {"letter": letter, "start": letter.base + reverse("admin:index")}
        mail = EmailMultiAlternatives(
            subject=f"{letter.subject} · {letter.agency.name}",
            body=render_to_string("measures/reminders/mail.txt", told).strip() + "\n",
            to=[letter.user.email],
            # So that no absence is announced in answer.
            headers={"Auto-Submitted": "auto-generated"},
        )
        html = render_to_string("measures/reminders/mail.html", told)
    mail.attach_alternative(with_inlined_styles(html), "text/html")
    return mail


def _items(reports: Iterable[Report], on: date, base: str) -> list[Item]:
    """The reports, the most urgent first; one without a due date comes last."""
    items = [
        Item(report, base + report_page(report), (on - report.due_on).days if report.due_on else None)
        for report in reports
    ]
    return sorted(items, key=lambda item: (item.days is None, -(item.days or 0)))


def report_page(report: Report) -> str:
    """Where a report is written and reviewed."""
    return reverse("admin:my_report", args=[report.pk])


def _round_page(round_: Round, base: str) -> str:
    return base + reverse("admin:review_owing", args=[round_.pk])
