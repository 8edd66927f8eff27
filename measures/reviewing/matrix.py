"""The overview of a round: measures × divisions, computed whole before it is drawn, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, Division, Role, User
from measures.models import Measure, Round
from measures.progress import Progress, Standing, progress

from .cells import Cell, CellState, Drawn, cell_of, drawn

REPORT_PAGE = "admin:my_report"
# All that a cell and its standing are told from.
COLUMNS = [
    *("round", "measure", "division", "status", "implementation", "submitted_at"),
    *("extended_to", "extended_at", "excused_at"),
]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cells are shown: one division's, in one state, the overdue ones; empty for all."""

    division: int | None = None
    state: str = ""
    overdue: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        """What an address asks for; what it cannot mean is not asked for."""
        division, state = query.get("division", ""), query.get("state", "")
        known = division.isascii() and division.isdecimal() and len(division) < 10
        return cls(int(division) if known else None, state if state in CellState.values else "", "overdue" in query)

    def __bool__(self) -> bool:
        return self != Filters()

    def lets_through(self, cell: Cell) -> bool:
        """Whether a cell is shown."""
        is_division = self.division in (None, cell.report.division_id)
        return is_division and self.state in ("", cell.state) and (cell.is_overdue or not self.overdue)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its cells, one for each division, and how far it is."""

    measure: Measure
    cells: list[Drawn | None]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Matrix:
    """The overview: `divisions` and `sums` are its columns, `total` is about all that is shown."""

    divisions: list[Division]
    rows: list[Row]
    sums: list[Progress]
    total: Progress
    states: list[tuple[CellState, int]]
    overdue: int
    count: int


def cells_of(round_: Round, today: date) -> list[Cell]:
    """Every report of a round as a cell."""
    # Only what says done, and is accepted, needs its evidence to be told how far it is.
    done = round_.reports.accepted().filter(implementation=Standing.DONE).order_by()
    days: dict[int, list[date | None]] = defaultdict(list)
    for pk, day in done.filter(evidence__isnull=False).values_list("pk", "evidence__happened_on"):
        days[pk].append(day)
    heads = headed(round_.plan.agency) if round_.plan.agency.heads_review else frozenset()
    reports = list(round_.reports.order_by().only(*COLUMNS))
    # Whether more time came with the opening is asked of few.
    prefetch_related_objects([report for report in reports if report.extended_to], "acts")
    return [cell_of(report, days[report.pk], heads, today) for report in reports]


def headed(agency: Agency) -> frozenset[int]:
    """The divisions of an agency that have a head today, by primary key."""
    is_head = Q(role=Role.HEAD) | Q(acting_appointments__role=Role.HEAD)
    people = User.objects.filter(is_head, agency=agency, is_active=True, is_superuser=False).distinct()
    people = people.prefetch_related("also_serves", "acting_appointments")
    return frozenset(pk for person in people for pk in person.headed_divisions())


def matrix_of(round_: Round, cells: Iterable[Cell], filters: Filters, chosen: frozenset[int] | None = None) -> Matrix:
    """The cells that the filters let through, by measure and division; rows and columns without any are left out."""
    shown = [cell for cell in cells if filters.lets_through(cell)]
    wanted = {cell.report.division_id for cell in shown}
    divisions = list(Division.objects.filter(pk__in=wanted))
    by_place = {(cell.report.measure_id, cell.report.division_id): cell for cell in shown}
    rows: list[Row] = []
    columns: list[list[Cell]] = [[] for _division in divisions]
    # Looked up once: there are hundreds of cells.
    page, name = reverse(REPORT_PAGE, args=[0]), _("choose the report on measure %(number)s, %(division)s")
    for measure in Measure.objects.filter(plan=round_.plan_id).only("number", "title"):
        found = [by_place.get((measure.pk, division.pk)) for division in divisions]
        there = [cell for cell in found if cell]
        if not there and filters:
            continue
        for column, cell in zip(columns, found, strict=True):
            column.extend([cell] if cell else [])
        pairs = zip(found, divisions, strict=True)
        drawn_cells = [
            drawn(cell, name % {"number": measure.number, "division": division.name}, chosen, page) if cell else None
            for cell, division in pairs
        ]
        rows.append(Row(measure, drawn_cells, progress_of(there)))
    return Matrix(
        divisions,
        rows,
        [progress_of(column) for column in columns],
        progress_of(shown),
        tally(shown),
        sum(cell.is_overdue for cell in shown),
        len(shown),
    )


def progress_of(cells: Iterable[Cell]) -> Progress:
    """How far those of the reports are that are owed."""
    return progress(cell.facts for cell in cells if cell.state is not CellState.EXCUSED)


def tally(cells: Iterable[Cell]) -> list[tuple[CellState, int]]:
    """How many cells are in each state, in the order of the process."""
    found = Counter(cell.state for cell in cells)
    return [(state, found[state]) for state in CellState]
