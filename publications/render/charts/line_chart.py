"""One indicator across the years: line, target, and the years in which the scale of levels changed."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from publications.render.charts.drawing import LEGEND_LINE, WIDTH, Point, Tick, path_through, reaches_target

MOST_YEARS = 10
LEFT, RIGHT, TOP, BOTTOM = 36, 298, 26, 216
INSET = 20  # half of a score, which stands in the middle above its point
YEARS_BELOW = 30
ROOM_FOR_ALL = 5  # so many years beside each other can all carry their figures
ROOM_FOR_MARKS = 3  # so many years of new scales have room in one line of the legend


@dataclass(frozen=True, slots=True)
class YearScore:
    """One indicator's score in the result of one fiscal year (B.E.), with that year's target and scale of levels.

    Two years have the same scale when `scale` is equal; `scale_name` says it in words, for example "AA–F".
    """

    fiscal_year: int
    score: Decimal
    target: Decimal
    scale: Hashable = None
    scale_name: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the line: place, score, change in points against the year before; None where there is no result.

    `scale_before` is the name of the earlier scale of levels where this year has another one, else None. `is_named`
    and `is_valued` say whether year and score have room in the picture; the table has them all.
    """

    fiscal_year: int
    x: float
    point: Point | None = None
    score: Decimal | None = None
    change: Decimal | None = None
    reaches: bool | None = None
    scale_name: str = ""
    scale_before: str | None = None
    is_named: bool = True
    is_valued: bool = False

    @property
    def value_y(self) -> float:
        """Baseline of the score at its point: on the side away from the target, unless that is outside."""
        y = self.point.y if self.point else TOP
        return y - 10 if self.reaches or y + 24 > BOTTOM else y + 22


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """The border between two scales of levels, left of the first year of the new one."""

    fiscal_year: int
    x: float


@dataclass(frozen=True, slots=True)
class LineChart:
    """One indicator from the earliest to the latest year; the axis begins at the first tick and ends at 100."""

    years: tuple[Year, ...]
    path: str
    target: Decimal
    target_path: str
    ticks: tuple[Tick, ...]
    scale_marks: tuple[ScaleMark, ...]
    legend: float
    height: float
    left: int = LEFT
    top: int = TOP
    bottom: int = BOTTOM
    width: int = WIDTH

    @property
    def known(self) -> tuple[Year, ...]:
        """The years with a score."""
        return tuple(year for year in self.years if year.score is not None)

    @property
    def names_scale_marks(self) -> bool:
        """Whether the legend has room for the years of the new scales; the table has them all."""
        return len(self.scale_marks) <= ROOM_FOR_MARKS


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scores by year, the years that are shown, and the figure at which the axis begins."""

    known: Mapping[int, YearScore]
    shown: range
    floor: int

    def along(self, year: int) -> float:
        steps = len(self.shown) - 1
        if not steps:
            return (LEFT + RIGHT) / 2
        left = LEFT + INSET
        return round(left + (RIGHT - left) * (year - self.shown[0]) / steps, 1)

    def down(self, score: Decimal | int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (float(score) - self.floor) / (100 - self.floor), 1)

    def target_of(self, year: int) -> Decimal:
        """The target of the latest result up to `year`; the first year shown has one."""
        return self.known[max(known for known in self.known if known <= year)].target

    def before(self, year: int) -> YearScore | None:
        """The latest result before `year`, shown or not."""
        return self.known[max(earlier)] if (earlier := [known for known in self.known if known < year]) else None

    def is_crowded(self) -> bool:
        return len(self.shown) > ROOM_FOR_ALL


def lines(scores: Iterable[YearScore]) -> LineChart:
    """The latest MOST_YEARS years of one indicator, given in any order; a year without a result is a gap.

    Raises ValueError when no year is given or one is given twice.
    """
    given = list(scores)
    frame = _frame({score.fiscal_year: score for score in given})
    if len(frame.known) != len(given):
        raise ValueError("a year is given twice")
    years = tuple(_year(year, frame) for year in frame.shown)
    marks = tuple(ScaleMark(year.fiscal_year, _left_of(year, frame)) for year in years if year.scale_before is not None)
    legend = BOTTOM + YEARS_BELOW
    return LineChart(
        years=years,
        path=path_through([year.point for year in years]),
        target=frame.known[frame.shown[-1]].target,
        target_path=_target_path(years, frame),
        ticks=tuple(Tick(value, frame.down(value)) for value in range(frame.floor, 101, 10 if frame.floor else 20)),
        scale_marks=marks,
        legend=legend,
        height=legend + LEGEND_LINE * (4 if marks else 3),
    )


def _frame(known: Mapping[int, YearScore]) -> _Frame:
    if not known:
        raise ValueError("a line needs at least one year")
    latest = max(known)
    shown = range(min(year for year in known if year > latest - MOST_YEARS), latest + 1)
    figures = [figure for year in shown if year in known for figure in (known[year].score, known[year].target)]
    # The ten that lies at least five points below everything; from 50 down nothing is gained by cutting the axis.
    floor = int(min(figures) - 5) // 10 * 10
    return _Frame(known, shown, floor if floor >= 50 else 0)


def _year(year: int, frame: _Frame) -> Year:
    x, is_named = frame.along(year), not frame.is_crowded() or (frame.shown[-1] - year) % 2 == 0
    if year not in frame.known:
        return Year(year, x, is_named=is_named)
    given, before = frame.known[year], frame.before(year)
    return Year(
        fiscal_year=year,
        x=x,
        point=Point(x, frame.down(given.score)),
        score=given.score,
        change=given.score - before.score if before and before.fiscal_year == year - 1 else None,
        reaches=reaches_target(given.score, given.target),
        scale_name=given.scale_name,
        scale_before=before.scale_name if before and before.scale != given.scale else None,
        is_named=is_named,
        is_valued=not frame.is_crowded() or year == frame.shown[-1],
    )


def _left_of(year: Year, frame: _Frame) -> float:
    """Half-way to the year before; for the first year shown the left edge."""
    if year.fiscal_year == frame.shown[0]:
        return LEFT
    return round((frame.along(year.fiscal_year - 1) + year.x) / 2, 1)


def _target_path(years: tuple[Year, ...], frame: _Frame) -> str:
    """The target of each year as a level piece, in steps where it changes; over a gap the earlier one goes on."""
    edges = [LEFT, *(_left_of(year, frame) for year in years[1:]), WIDTH]
    points: list[Point | None] = []
    for year, (left, right) in zip(years, pairwise(edges), strict=True):
        y = frame.down(frame.target_of(year.fiscal_year))
        points += [Point(left, y), Point(right, y)]
    return path_through(points)
