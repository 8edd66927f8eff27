"""An agency's due dates as a calendar to subscribe to (RFC 5545). The one module that knows icalendar.

It is read by whoever has its address, so it holds nothing but the titles of rounds, the days on which they are due and
those on which they were opened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

import icalendar
from django.utils import timezone

from agencies.models import Agency
from measures.models import Round

# Thai only, like the titles of the rounds beside which they stand.
DUE = "ครบกำหนดส่งรายงาน: {round} ปีงบประมาณ พ.ศ. {year}"
OPENED = "เปิดรอบรายงาน: {round} ปีงบประมาณ พ.ศ. {year}"
NAME = "กำหนดส่งรายงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส {agency}"
# Calendars ask as often as they are told to; due dates seldom change.
ASKED_AGAIN_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Day:
    """One all-day entry; `uid` stays the same when its day changes, `sequence` rises then."""

    uid: str
    title: str
    day: date
    sequence: int
    changed_at: datetime


def calendar_of(agency: Agency) -> bytes:
    """The calendar file of an agency: the same bytes until a round changes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//ITA portal//rounds of follow-up//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = NAME.format(agency=agency.name)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKED_AGAIN_AFTER, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for day in days_of(agency):
        calendar.add_component(_event(day))
    return bytes(calendar.to_ical())


def days_of(agency: Agency) -> Iterator[Day]:
    """The days of an agency's rounds: when each is due, and when it was opened."""
    rounds = list(Round.objects.filter(plan__agency=agency).select_related("plan").order_by("covers_to", "pk"))
    records: dict[int, list[Round]] = {round_.pk: [] for round_ in rounds}
    for record in Round.history.filter(id__in=records).order_by("history_date", "history_id"):
        records[record.id].append(record)
    for round_ in rounds:
        words = {"round": round_.title, "year": round_.plan.fiscal_year}
        history = History.of(round_, records[round_.pk])
        # Unique within this agency's calendar and independent of host names, which an agency may get later.
        uid = f"round-{round_.pk}-{{}}@agency-{agency.pk}.ita-portal"
        if round_.due_on:
            yield Day(uid.format("due"), DUE.format(**words), round_.due_on, history.changes, history.at)
        if round_.opened_at:
            opened_on = timezone.localdate(round_.opened_at)
            yield Day(uid.format("opened"), OPENED.format(**words), opened_on, history.changes, history.at)


@dataclass(frozen=True, slots=True)
class History:
    """How often what the calendar says of a round has changed, and when it did last: told by its recorded history.

    Counted and not stored, so that no way of changing a round can forget to count; the history is never shortened.
    """

    changes: int
    at: datetime

    @classmethod
    def of(cls, round_: Round, records: Iterable[Any]) -> Self:
        """From the records of a round, the oldest first, and the row as it is now."""
        at = datetime.combine(round_.covers_from, time.min, UTC)
        told: tuple[Any, ...] | None = None
        changes = 0
        for record in records:
            if (said := _said(record)) != told:
                changes, told, at = changes + (told is not None), said, record.history_date
        return cls(changes + (told is not None and told != _said(round_)), at)


def _said(row: Any) -> tuple[Any, ...]:
    """What the calendar says of a round, of the row itself or of a record of it."""
    return row.title, row.due_on, row.opened_at


def _event(day: Day) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", day.uid)
    event.add("sequence", day.sequence)
    event.add("dtstamp", day.changed_at)
    event.add("last-modified", day.changed_at)
    event.add("summary", day.title)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))  # exclusive: the day after the last
    event.add("transp", "TRANSPARENT")
    return event
