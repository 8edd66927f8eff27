"""The days of these tests, and what was sent on them."""

import datetime
from datetime import timedelta

from django.core import mail

from measures.reminders.due import midnight
from measures.reminders.sending import Outcome, send_due
from tests.queued import run_jobs

DUE = datetime.date(2023, 4, 17)  # a Monday
MORNING = timedelta(hours=7)


def morning(days: int) -> datetime.datetime:
    """Seven o'clock on the day so many days after the day due."""
    return midnight(DUE + timedelta(days=days)) + MORNING


def run(agency, days: int) -> Outcome:
    """The reminders of one day, sent."""
    outcome = send_due(agency, morning(days))
    run_jobs()
    return outcome


def sent_to(address: str) -> list[mail.EmailMultiAlternatives]:
    return [message for message in mail.outbox if message.to == [address]]
