"""How a round stands, division by division: for the planners' mail, the list on paper and the memo."""

from dataclasses import dataclass, field
from datetime import date

from agencies.models import Division
from measures.models import Report, Round
from measures.progress import day_due, is_late


@dataclass(slots=True)
class Tally:
    """The owed reports of one division in a round; `late` are accepted, `overdue` nobody has submitted."""

    division: Division
    owed: int = 0
    accepted: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0
    to_write: list[Report] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many are not accepted, whoever they wait for."""
        return self.owed - self.accepted

    def count(self, report: Report, today: date) -> None:
        """Take one report in."""
        facts = report.facts()
        self.owed += 1
        self.accepted += facts.is_accepted
        self.late += is_late(facts)
        self.waiting += report.status in (Report.Status.SUBMITTED, Report.Status.ENDORSED)
        if report.status in (Report.Status.DRAFT, Report.Status.RETURNED):
            self.to_write.append(report)
            due = day_due(facts)
            self.overdue += due is not None and due < today


def by_division(round_: Round, today: date) -> list[Tally]:
    """The tallies of a round's divisions in their order; what is not owed any more does not count."""
    found: dict[int, Tally] = {}
    for report in round_.reports.owed().with_facts().order_by("division__position", "division", "measure__number"):
        found.setdefault(report.division_id, Tally(report.division)).count(report, today)
    return list(found.values())


def total(tallies: list[Tally], name: str) -> int:
    """A figure of all divisions together."""
    return sum(getattr(tally, name) for tally in tallies)
