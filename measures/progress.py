"""How far a measure or a division is: counted from its reports by one rule, never typed.

A report that is owed has exactly one standing:

* *missing* while no accepted report exists, whatever was drafted or submitted;
* else what the accepted report says of the work, but *done* only with a piece of evidence that is dated in the round;
  without one it is *said to be done*;
* *reported* where the accepted report is older than that question and says nothing of it.

A report is *late* when its accepted text was last submitted after the day on which it was due. The day due is the
round's, or a later one that was granted before the round's had passed. Neither reviewing nor time undoes it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Standing(StrEnum):
    """How far a report is that is owed, from the best to what nobody knows of."""

    DONE = "done"
    SAID_DONE = "said_done"
    PARTLY_DONE = "partly_done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    NOT_DONE = "not_done"
    REPORTED = "reported"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Extension:
    """A later day due, and the day on which it was granted; or with which a report was opened that came later."""

    until: date
    granted_on: date
    at_opening: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """What is known of one report that is owed in a round.

    `implementation` is what the report says of the work (a value of `Standing`, or empty in reports older than the
    question); `submitted_on` the day on which its present text was last submitted; `evidence_days` the day on which
    what each piece of evidence shows happened, None where nobody said.
    """

    covers_from: date
    covers_to: date
    due_on: date | None
    is_accepted: bool
    implementation: str
    submitted_on: date | None
    evidence_days: tuple[date | None, ...] = ()
    extension: Extension | None = None


def standing(owed: Owed) -> Standing:
    """The standing of one owed report, by the rule above."""
    if not owed.is_accepted:
        return Standing.MISSING
    said = Standing(owed.implementation) if owed.implementation else Standing.REPORTED
    if said is Standing.DONE and not has_evidence(owed):
        return Standing.SAID_DONE
    return said


def has_evidence(owed: Owed) -> bool:
    """Whether a piece of evidence shows what happened in the round; a day that nobody said is no day in it."""
    return any(day is not None and owed.covers_from <= day <= owed.covers_to for day in owed.evidence_days)


def day_due(owed: Owed) -> date | None:
    """The day on which the report was due; None in a round without one.

    What was granted too late does not count, except the day with which a report was opened after the round's day due.
    """
    extension = owed.extension
    if owed.due_on is None or extension is None:
        return owed.due_on
    is_in_time = extension.granted_on <= owed.due_on or extension.at_opening
    return max(owed.due_on, extension.until) if is_in_time else owed.due_on


def is_late(owed: Owed) -> bool:
    """Whether the accepted text was last submitted after the day due."""
    due = day_due(owed)
    return owed.is_accepted and due is not None and owed.submitted_on is not None and owed.submitted_on > due


def is_overdue(owed: Owed, on: date) -> bool:
    """Whether a report that nobody has submitted should have been by `on`."""
    due = day_due(owed)
    return due is not None and owed.submitted_on is None and not owed.is_accepted and on > due


@dataclass(frozen=True, slots=True)
class Progress:
    """The owed reports of a measure or division in a round, counted by standing; `late` counts across standings."""

    counts: tuple[tuple[Standing, int], ...]
    late: int

    @property
    def expected(self) -> int:
        """How many reports are owed."""
        return sum(count for _standing, count in self.counts)

    @property
    def accepted(self) -> int:
        """How many of them are accepted."""
        return self.expected - self.of(Standing.MISSING)

    def of(self, wanted: Standing) -> int:
        """How many reports have a standing."""
        return dict(self.counts).get(wanted, 0)

    @property
    def status(self) -> str:
        """In one word: `complete` when everything owed is accepted, `pending` when nothing is, else `partial`."""
        if not self.accepted:
            return "pending"
        return "complete" if self.accepted == self.expected else "partial"


def progress(owed: Iterable[Owed]) -> Progress:
    """The progress over some owed reports; every standing is counted, also with none."""
    reports = list(owed)
    found = Counter(standing(report) for report in reports)
    return Progress(tuple((kind, found[kind]) for kind in Standing), sum(is_late(report) for report in reports))


HANDED_IN = ("submitted", "rewritten")
HANDED_BACK = ("taken_back", "returned", "accepted")


def days_in_review(acts: Sequence[tuple[str, datetime]]) -> int:
    """How many whole days a report lay with its reviewers, from its acts (name, moment) in their order.

    It lies there from being submitted until it is taken back, returned or accepted; one that lies there still is
    counted up to its last act.
    """
    seconds, since = 0.0, None
    for act, moment in acts:
        if since is not None:
            seconds += (moment - since).total_seconds()
            since = moment
        if act in HANDED_IN:
            since = moment
        elif act in HANDED_BACK:
            since = None
    return int(seconds // 86_400)
