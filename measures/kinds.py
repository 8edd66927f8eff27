"""The kinds of documents of a fiscal year and of the rounds on which they report: all that differs between them.

A new kind is one entry here, in its place in the order, and a migration. Its value is its name in addresses, in names
of files, in columns and on the command line, so it never changes.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thai.calendar import fiscal_year_bounds

PLAN_ITSELF = "{plan}"


@dataclass(frozen=True, slots=True)
class RoundOfKind:
    """The round of follow-up on which a kind of document reports; it covers whole months, both ends included."""

    label: str | Promise  # among rounds, for staff
    name: str | Promise  # beside a report, for readers
    title: str  # as the follow-up column of the official document names it, which is Thai only
    months: tuple[int, int]

    def covers(self, fiscal_year: int) -> tuple[date, date]:
        """First and last day of the round in a fiscal year (B.E.)."""
        start, end = fiscal_year_bounds(fiscal_year)
        first, last = ((start if month >= start.month else end).replace(month=month, day=1) for month in self.months)
        return first, last.replace(day=monthrange(last.year, last.month)[1])


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of document is called: in full, for citizens, and as the title of the printed one (Thai only)."""

    name: str | Promise
    title: str


class Kind(TextChoices):
    """The documents of a fiscal year, in the order in which they are published; the label is the short word of staff.

    Without a `round` it is the plan itself.
    """

    words: Words
    round: RoundOfKind | None

    PLAN = (
        "plan",
        Words(name=_("Measures to promote integrity and transparency within the agency"), title=PLAN_ITSELF),
        None,
        _("measures"),
    )
    PROGRESS = (
        "progress",
        Words(name=_("Report on the measures, 6 months"), title="รายงานความก้าวหน้าการดำเนินการตาม{plan}"),
        RoundOfKind(
            label=_("progress (6 months)"),
            name=_("6-month round"),
            title="รายงานความก้าวหน้ารอบ 6 เดือน",
            months=(10, 3),
        ),
        _("progress report (6 months)"),
    )
    FINAL = (
        "final",
        Words(name=_("Report on the measures, year-end"), title="รายงานผลการดำเนินการตาม{plan}"),
        RoundOfKind(
            label=_("final (year-end)"),
            name=_("year-end round"),
            title="รายงานสรุปผล ณ สิ้นปีงบประมาณ",
            months=(4, 9),
        ),
        _("final report (year-end)"),
    )

    def __new__(cls, value: str, *details: Any) -> Self:
        kind = str.__new__(cls, value)
        kind._value_, (kind.words, kind.round) = value, details
        return kind

    def title_of(self, plan: str) -> str:
        """The title of the printed document: a report names the plan on which it reports."""
        return self.words.title.format(plan=plan)

    @property
    def filed_as(self) -> str:
        """Which of the year's disclosure items it answers: the plan's or the report's."""
        return "report" if self.round else "plan"


# The rounds by the kind that reports on them, in their order; a round bears the name of its kind.
ROUNDS: dict[str, RoundOfKind] = {kind.value: kind.round for kind in Kind if kind.round}


def reported_rounds(kinds: Iterable[str]) -> frozenset[str]:
    """The rounds whose reports editions of these kinds contain: each its own round and those before it in the year."""
    order = list(Kind)
    reached = max((order.index(Kind(kind)) for kind in kinds), default=0)
    return frozenset(kind.value for kind in order[: reached + 1] if kind.round)
