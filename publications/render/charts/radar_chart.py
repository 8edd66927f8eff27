"""The radar of the indicators, this year and last, as the field draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import cos, pi, sin

from publications.render.charts.drawing import LEGEND_LINE, WIDTH, Point, Scored, path_through, reaches_target

CENTRE = Point(160, 158)
RADIUS, NUMBERS, ARCS = 112, 126, 149
BOTTOM = 322
OVERHANG = 0.36  # by which an instrument's arc goes beyond its spokes, as a part of the angle between two
ARC_GAP = pi / 18  # on either side of the code that interrupts the arc


@dataclass(frozen=True, slots=True)
class Spoke:
    """One indicator: its two scores, the end of its axis and the place of its number."""

    number: int
    name: str
    score: Decimal | None
    before: Decimal | None
    reaches: bool | None
    end: Point
    label: Point

    @property
    def change(self) -> Decimal | None:
        """This year less last year, in points; None when one of them is empty."""
        return None if self.score is None or self.before is None else self.score - self.before


@dataclass(frozen=True, slots=True)
class Outline:
    """The scores of one year: a line (an SVG path, interrupted where a score is empty) and a marker at each score."""

    path: str
    markers: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """The indicators of one instrument: two curves with its code between them."""

    code: str
    label: Point
    paths: tuple[str, str]


@dataclass(frozen=True, slots=True)
class RadarChart:
    """A spoke for each indicator from 0 in the centre to 100; the first points up, the others follow clockwise."""

    spokes: tuple[Spoke, ...]
    rings: tuple[str, ...]
    target: Decimal
    target_ring: str
    this_year: Outline
    last_year: Outline | None
    arcs: tuple[Arc, ...]
    legend: float
    height: float
    centre: Point = CENTRE
    width: int = WIDTH

    @property
    def rose(self) -> tuple[int, ...]:
        """Numbers of the indicators that are higher than last year."""
        return tuple(spoke.number for spoke in self.spokes if spoke.change is not None and spoke.change > 0)

    @property
    def fell(self) -> tuple[int, ...]:
        """Numbers of the indicators that are lower than last year."""
        return tuple(spoke.number for spoke in self.spokes if spoke.change is not None and spoke.change < 0)


def radar(this_year: Sequence[Scored], last_year: Sequence[Scored] | None, target: Decimal) -> RadarChart:
    """This year's indicators and, where `last_year` is not None, last year's scores of the same numbers."""
    count = len(this_year)
    earlier = {indicator.number: indicator.score for indicator in last_year or ()}
    before = _outline([earlier.get(indicator.number) for indicator in this_year])
    return RadarChart(
        spokes=tuple(
            _spoke(indicator, earlier, target, _angle(place, count)) for place, indicator in enumerate(this_year)
        ),
        rings=tuple(_outline([Decimal(value)] * count).path for value in (25, 50, 75, 100)),
        target=target,
        target_ring=_outline([target] * count).path,
        this_year=_outline([indicator.score for indicator in this_year]),
        last_year=None if last_year is None else before,
        arcs=_arcs(this_year),
        legend=BOTTOM,
        height=BOTTOM + LEGEND_LINE * (2 if last_year is None else 3),
    )


def _spoke(indicator: Scored, earlier: Mapping[int, Decimal | None], target: Decimal, angle: float) -> Spoke:
    return Spoke(
        indicator.number,
        indicator.name,
        indicator.score,
        earlier.get(indicator.number),
        reaches_target(indicator.score, target),
        end=_polar(angle, RADIUS),
        label=_polar(angle, NUMBERS),
    )


def _angle(place: float, count: int) -> float:
    return 2 * pi * place / count - pi / 2


def _polar(angle: float, radius: float) -> Point:
    return Point(round(CENTRE.x + radius * cos(angle), 1), round(CENTRE.y + radius * sin(angle), 1))


def _outline(scores: Sequence[Decimal | None]) -> Outline:
    points = [
        None if score is None else _polar(_angle(place, len(scores)), RADIUS * float(score) / 100)
        for place, score in enumerate(scores)
    ]
    markers = tuple(point for point in points if point)
    if len(markers) == len(points):
        return Outline(path_through(points) + "Z" if points else "", markers)
    # Begun at a gap, the line goes on over the first spoke without a false interruption there.
    gap = points.index(None)
    return Outline(path_through(points[gap:] + points[:gap]), markers)


def _arcs(indicators: Sequence[Scored]) -> tuple[Arc, ...]:
    arcs = []
    for code, group in groupby(enumerate(indicators), key=lambda numbered: numbered[1].instrument):
        places = [place for place, _ in group]
        if code:
            arcs.append(_arc(code, places[0], places[-1], len(indicators)))
    return tuple(arcs)


def _arc(code: str, first: int, last: int, count: int) -> Arc:
    start, end = _angle(first - OVERHANG, count), _angle(last + OVERHANG, count)
    middle = (start + end) / 2
    return Arc(
        code,
        _polar(middle, ARCS),
        (_curve(start, max(start, middle - ARC_GAP)), _curve(min(end, middle + ARC_GAP), end)),
    )


def _curve(start: float, end: float) -> str:
    is_large = int(end - start > pi)
    return f"M{_polar(start, ARCS)}A{ARCS},{ARCS} 0 {is_large} 1 {_polar(end, ARCS)}"
