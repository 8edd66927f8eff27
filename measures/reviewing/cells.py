"""One report as a cell of the overview: its state in a word and a shape, and what has to be noticed about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from measures.models import Report
from measures.progress import Owed, Standing, is_late, is_overdue, standing
from thai.templatetags.thai import be_date_short


class CellState(TextChoices):
    """For whom a report waits, in the order of the process."""

    DRAFT = "draft", gettext_lazy("to be written")
    RETURNED = "returned", gettext_lazy("returned to the division")
    WITH_HEAD = "with_head", gettext_lazy("with the head of division")
    SUBMITTED = "submitted", gettext_lazy("to be reviewed")
    ACCEPTED = "accepted", gettext_lazy("accepted")
    EXCUSED = "excused", gettext_lazy("not owed any more")


@dataclass(frozen=True, slots=True)
class Cell:
    """One report; `marks` are what has to be noticed about it, in words."""

    report: Report
    facts: Owed
    state: CellState
    is_overdue: bool
    is_late: bool
    marks: tuple[str, ...]


def cell_of(report: Report, days: Sequence[date | None], heads: frozenset[int], today: date) -> Cell:
    """The cell of a report; `days` are those of its evidence, `heads` the divisions whose head looks at it first."""
    facts, state = report.facts(tuple(days)), state_of(report, heads)
    overdue = state is not CellState.EXCUSED and is_overdue(facts, today)
    late = report.is_owed and is_late(facts)
    marks = [
        overdue and _("overdue"),
        late and _("late"),
        report.is_accepted and standing(facts) is Standing.SAID_DONE and _("no evidence"),
        report.extended_to and _("until %(day)s") % {"day": be_date_short(report.extended_to)},
    ]
    return Cell(report, facts, state, overdue, late, tuple(mark for mark in marks if mark))


def state_of(report: Report, heads: frozenset[int]) -> CellState:
    """For whom a report waits."""
    if not report.is_owed:
        return CellState.EXCUSED
    if report.status == Report.Status.ENDORSED:
        return CellState.SUBMITTED
    if report.status == Report.Status.SUBMITTED and report.division_id in heads:
        return CellState.WITH_HEAD
    return CellState(report.status)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell as its page prints it."""

    state: str
    tick: SafeString | str
    address: str
    look: str


def drawn(cell: Cell, name: str, chosen: frozenset[int] | None, page: str) -> Drawn:
    """What the page prints of a cell that is called `name`, at the place of 0 in `page` its report's number.

    `chosen` are the reports that are ticked, None where nothing can be ticked.
    """
    pk, tick = cell.report.pk, ""
    if chosen is not None:
        tick = format_html(
            '<input type="checkbox" name="report" value="{}" aria-label="{}"{}>',
            str(pk),
            name,
            SafeString(" checked") if pk in chosen else "",
        )
    look = _look(cell.state, cell.marks, get_language() or "")
    return Drawn(cell.state.value, tick, page.replace("/0/", f"/{pk}/"), look)


@lru_cache(maxsize=512)
def _look(state: CellState, marks: tuple[str, ...], language: str) -> str:
    """Word, shape and marks: there are far fewer of them than cells."""
    context = {"state": state.value, "word": state.label, "marks": marks}
    return render_to_string("admin/measures/reviewing/_look.html", context)
