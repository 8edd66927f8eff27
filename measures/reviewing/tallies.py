"""How many reports of which rounds are in, to be reviewed, overdue: for lists of rounds, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from measures.models import Report, Round


@dataclass(frozen=True, slots=True)
class Tally:
    """A round and the numbers of its owed reports."""

    round: Round
    owed: int
    accepted: int
    to_review: int
    overdue: int

    @property
    def handed_in(self) -> int:
        """How many are in, whether they are reviewed already or not."""
        return self.accepted + self.to_review


def tallied(rounds: Iterable[Round], today: date) -> list[Tally]:
    """The tallies of some rounds, in their order."""
    rounds = list(rounds)
    waiting = Q(status__in=[Report.Status.SUBMITTED, Report.Status.ENDORSED])
    overdue = Q(pk__in=Report.objects.overdue(at=today).order_by().values("pk"))
    counted = Report.objects.owed().filter(round__in=rounds).order_by().values("round")
    counted = counted.annotate(
        owed=Count("pk"),
        accepted=Count("pk", filter=Q(status=Report.Status.ACCEPTED)),
        to_review=Count("pk", filter=waiting),
        overdue=Count("pk", filter=overdue),
    )
    numbers = {row[0]: row[1:] for row in counted.values_list("round", "owed", "accepted", "to_review", "overdue")}
    return [Tally(round_, *numbers.get(round_.pk, (0, 0, 0, 0))) for round_ in rounds]
