"""The indicators as horizontal bars from 0 to 100 against the line of the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from publications.render.charts.drawing import LEGEND_LINE, WIDTH, Scored, Tick, reaches_target

HEAD, ROW, FOOT = 28, 44, 28 + LEGEND_LINE
LEFT, RIGHT = 1, 319
# Beside a name stands its score. In Sarabun of 14 units the names of the field need at most so much for a letter, and
# marks above and below nothing. A name that has no room is left to the table, never cut within a word.
NAME_ROOM, THAI_LETTER, OTHER_LETTER = 246, 8.3, 7.5
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator as a bar: top of its row, length of the bar, and whether the score reaches the target."""

    number: int
    name: str
    score: Decimal | None
    reaches: bool | None
    y: float
    length: float

    @property
    def name_fits(self) -> bool:
        """Whether the whole name has room beside the score."""
        return sum(_width(letter) for letter in self.name) <= NAME_ROOM


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from 0 to 100 with the line of the target."""

    bars: tuple[Bar, ...]
    target: Decimal
    target_x: float
    target_anchor: str
    ticks: tuple[Tick, ...]
    bottom: float
    height: float
    width: int = WIDTH

    @property
    def known(self) -> tuple[Bar, ...]:
        """The bars of the indicators that have a score, highest first, equal ones by number."""
        known = [(bar.score, bar) for bar in self.bars if bar.score is not None]
        return tuple(bar for score, bar in sorted(known, key=lambda pair: (-pair[0], pair[1].number)))

    @property
    def reached(self) -> tuple[Bar, ...]:
        """Those that reach the target."""
        return tuple(bar for bar in self.known if bar.reaches)


def bars(indicators: Sequence[Scored], target: Decimal) -> BarChart:
    """The indicators as bars in the order given, 0 at the left edge and 100 at the right."""
    bottom = HEAD + ROW * len(indicators)
    return BarChart(
        bars=tuple(_bar(indicator, HEAD + ROW * row, target) for row, indicator in enumerate(indicators)),
        target=target,
        target_x=_across(target),
        target_anchor="start" if target < 25 else "end" if target > 75 else "middle",
        ticks=tuple(Tick(value, _across(value)) for value in (0, 25, 50, 75, 100)),
        bottom=bottom,
        height=bottom + FOOT,
    )


def _bar(indicator: Scored, y: float, target: Decimal) -> Bar:
    length = 0.0 if indicator.score is None else round(_across(indicator.score) - LEFT, 1)
    return Bar(indicator.number, indicator.name, indicator.score, reaches_target(indicator.score, target), y, length)


def _width(letter: str) -> float:
    if letter in _MARKS:
        return 0
    return THAI_LETTER if "\u0e00" <= letter <= "\u0e7f" else OTHER_LETTER


def _across(score: Decimal | int) -> float:
    return round(LEFT + (RIGHT - LEFT) * float(score) / 100, 1)
