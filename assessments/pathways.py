"""The way to the next level: what a point is worth, what is missing, and the fewest improvements to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thai.numbers import two_places

from .analysis import Analysis, Scores, analyse, check_scores, point_value, rounded
from .improvements import Improvement, smallest_improvements
from .rules import LevelRule, Rules

__all__ = ["Improvement", "Pathway", "PointValue", "WhatIf", "pathways", "point_values", "what_if"]


@dataclass(frozen=True, slots=True)
class PointValue:
    """What one more point in an indicator adds to the total, exactly; the same at every score."""

    indicator: int
    exact: Fraction

    @property
    def points(self) -> Decimal:
        """As it is shown: two decimals, half up (0.06, 0.10 and 0.20 under the weights 30/30/40)."""
        return rounded(self.exact)


@dataclass(frozen=True, slots=True)
class Pathway:
    """What lies between a result and one higher level.

    `missing_total` is what the shown total lacks to the level's limit, 0.00 when it lacks nothing;
    `missing_instruments` the same for each instrument below the limit that the level sets for every
    instrument, empty when it sets none or all reach it. `improvements` is a smallest set of improvements that
    reaches the level, in order of the indicators.
    """

    level: str
    min_total: Decimal
    min_each_instrument: Decimal | None
    missing_total: Decimal
    missing_instruments: Mapping[str, Decimal]
    improvements: tuple[Improvement, ...]

    @property
    def points(self) -> Decimal:
        """The sum of all improvements, in points of the indicators."""
        return sum((improvement.points for improvement in self.improvements), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A result as it is and as it would be."""

    before: Analysis
    after: Analysis

    @property
    def total_change(self) -> Decimal | None:
        """Shown total after less shown total before; None when one of them is empty."""
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total

    @property
    def instrument_changes(self) -> dict[str, Decimal | None]:
        """The same for each instrument."""
        return {
            old.code: None if old.score is None or new.score is None else new.score - old.score
            for old, new in zip(self.before.instruments, self.after.instruments, strict=True)
        }


def point_values(rules: Rules) -> tuple[PointValue, ...]:
    """The worth of one point in each indicator: weight of its instrument / 100 / number of its indicators."""
    return tuple(PointValue(number, point_value(rules.instrument_of(number))) for number in rules.indicators)


def what_if(rules: Rules, scores: Scores, changes: Scores) -> WhatIf:
    """The result with some scores replaced, beside the one that stands; a change to None empties the
    indicator.

    Raises ValueError, as `analyse` does, for values that are no scores and for unknown indicators.
    """
    check_scores(rules, changes)
    return WhatIf(before=analyse(rules, scores), after=analyse(rules, {**scores, **changes}))


def pathways(rules: Rules, scores: Scores) -> tuple[Pathway, ...]:
    """The way to each level above the present one, the nearest first.

    *Smallest* means: first the fewest indicators raised, then the fewest points raised in all, where each new
    score is at most 100.00 and is given in steps of 0.01. An indicator whose disclosure items are known rises
    only to a score that they can give (item_scores.py), so that nobody is sent after a score that does not exist.
    Limits are lower limits on the figure rounded half up, so 84.995 is enough for 85.00. Where several sets are
    equally small, the one is named that raises the lowest scores of an instrument, and shares the points so that
    they end as level as possible; between instruments the one with the smaller indicator numbers. The answer is
    exact; nothing is estimated.

    Empty at the highest level, and as long as a score is empty (which is not zero: no way can be told).
    Raises ValueError as `analyse` does, and for a score with more than two decimals.
    """
    result = analyse(rules, scores)
    known = _in_hundredths(scores)
    if result.level is None:
        return ()
    labels = [level.label for level in rules.levels]
    higher = rules.levels[: labels.index(result.level)]
    return tuple(_pathway(rules, result, known, level) for level in reversed(higher))


def _in_hundredths(scores: Scores) -> dict[int, int]:
    known = {number: score for number, score in scores.items() if score is not None}
    for number, score in known.items():
        if score != two_places(score):
            raise ValueError(f"score of indicator {number} has more than two decimals: {score}")
    return {number: int(score * 100) for number, score in known.items()}


def _pathway(rules: Rules, result: Analysis, scores: Mapping[int, int], level: LevelRule) -> Pathway:
    return Pathway(
        level=level.label,
        min_total=level.min_total,
        min_each_instrument=level.min_each_instrument,
        missing_total=_missing(result.total, level.min_total),
        missing_instruments={
            instrument.code: _missing(instrument.score, level.min_each_instrument)
            for instrument in result.instruments
            if _missing(instrument.score, level.min_each_instrument)
        },
        improvements=smallest_improvements(rules, scores, level),
    )


def _missing(score: Decimal | None, limit: Decimal | None) -> Decimal:
    """From a shown score up to a limit; 0.00 when there is no limit or it is reached."""
    if score is None or limit is None:
        return Decimal("0.00")
    return max(limit - score, Decimal("0.00"))
