"""What goes on paper: who owes what, for those without e-mail, and the figures of the memo to the chief executive."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Division, User
from measures.models import Report, Round
from measures.progress import day_due

from .recipients import Recipients
from .tallies import Tally, by_division, total


@dataclass(frozen=True, slots=True)
class Line:
    """One report that a division owes; `is_overdue` on the day of the list."""

    report: Report
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Owing:
    """A division with the reports that wait for it, and its people: all of them, and those without e-mail."""

    division: Division
    lines: list[Line]
    people: list[User]

    @property
    def without_mail(self) -> list[User]:
        return [user for user in self.people if not user.email]


@dataclass(frozen=True, slots=True)
class Figures:
    """How a round stands on the day of a memo: by division, and all together."""

    tallies: list[Tally]

    @property
    def owed(self) -> int:
        return total(self.tallies, "owed")

    @property
    def accepted(self) -> int:
        return total(self.tallies, "accepted")

    @property
    def late(self) -> int:
        return total(self.tallies, "late")

    @property
    def waiting(self) -> int:
        return total(self.tallies, "waiting")

    @property
    def missing(self) -> int:
        return total(self.tallies, "missing")

    @property
    def behind(self) -> list[Division]:
        """The divisions that have not submitted everything."""
        return [tally.division for tally in self.tallies if tally.to_write]


def owing(round_: Round, today: date) -> list[Owing]:
    """The divisions that have something to write in a round, in their order."""
    people = Recipients.of(round_.plan.agency, today).writers
    return [
        Owing(tally.division, [_line(report, today) for report in tally.to_write], people.get(tally.division.pk, []))
        for tally in by_division(round_, today)
        if tally.to_write
    ]


def figures(round_: Round, today: date) -> Figures:
    """The figures of a round on a day."""
    return Figures(by_division(round_, today))


def _line(report: Report, today: date) -> Line:
    due = day_due(report.facts())
    return Line(report, due, due is not None and due < today)
