"""What all charts share: the width of the picture, points and paths in it, and the scores that they are made of.

All lengths are units of the viewBox, which is WIDTH wide: on a telephone of 360 px a unit is about a pixel, so that
text of 13 units and more stays readable there. Scores remain Decimals; only places in the picture are floats. An empty
score (None) is never drawn as zero: it leaves a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

WIDTH = 320
LEGEND_LINE = 24


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator with its score (0-100, None when empty); `instrument` is the code under which it is grouped."""

    number: int
    name: str
    score: Decimal | None
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture: x to the right, y down."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x},{self.y}"


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid: the figure for which it stands, and its place along the one axis to which it belongs."""

    value: int
    at: float


def path_through(points: Sequence[Point | None]) -> str:
    """An SVG path through the points, lifted off wherever one is missing."""
    runs = [list(run) for is_there, run in groupby(points, key=bool) if is_there]
    return "".join("M" + "L".join(str(point) for point in run) for run in runs)


def reaches_target(score: Decimal | None, target: Decimal) -> bool | None:
    """Whether a score is at or above the target; None when it is empty."""
    return None if score is None else score >= target
