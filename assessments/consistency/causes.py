"""What could have led to a wrong figure: each function tries one explanation."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from assessments.analysis import Analysis, analyse, level_on
from assessments.item_scores import impossible_numbers
from assessments.rules import Rules, Scales

from .discrepancies import Cause, CauseCode

Known = Mapping[int, Decimal]  # scores by number of the indicator, without the empty ones


def copied(scores: Known, figure: Decimal) -> Cause | None:
    """The figure is, to the last digit, the score of an indicator."""
    numbers = tuple(sorted(number for number, score in scores.items() if score == figure))
    return Cause(CauseCode.COPIED_INDICATOR, indicators=numbers) if numbers else None


def contribution(weight: Decimal, points: Decimal, figure: Decimal, tolerance: Decimal) -> Cause | None:
    """The figure is what the instrument adds to the total (`points`, 0 to `weight`), not a score of 100."""
    if abs(figure - points) > tolerance:
        return None
    return Cause(CauseCode.WEIGHTED_CONTRIBUTION, weight=weight)


def rounding(exact: Fraction, figure: Decimal) -> Cause | None:
    """The figure is the exact value rounded half up, or cut, to one decimal or to none."""
    for places in (1, 0):
        step = Fraction(1, 10**places)
        if Fraction(figure) in (exact // step * step, (exact / step + Fraction(1, 2)) // 1 * step):
            return Cause(CauseCode.ROUNDING, places=places)
    return None


def wrong_scale(
    other_levels: Scales, year: int, label: str, total: Fraction | None, instruments: Sequence[Fraction | None]
) -> Cause | None:
    """The scale of another year, the nearest such, gives the same figures this level."""
    for other in _nearest_first(other_levels, year):
        if level_on(other_levels[other], total, instruments) == label:
            return Cause(CauseCode.WRONG_SCALE, fiscal_year=other)
    return None


def other_scale(other_levels: Scales, year: int, label: str) -> Cause | None:
    """The scale of another year, the nearest such, has this level, whatever the figures are."""
    for other in _nearest_first(other_levels, year):
        if label in {level.label for level in other_levels[other]}:
            return Cause(CauseCode.WRONG_SCALE, fiscal_year=other)
    return None


def _nearest_first(other_levels: Scales, year: int) -> list[int]:
    return sorted(other_levels, key=lambda other: (abs(other - year), other))


def swapped(rules: Rules, scores: Known, deviation: Callable[[Analysis], Decimal]) -> Cause | None:
    """Exchanging two scores of different instruments brings every declared figure within the tolerance.

    `deviation` is the largest distance of a declared figure from an analysis. When several exchanges do, those stand
    that fit best and, if there are such, leave no score that disclosure items cannot give. Within one instrument an
    exchange changes no figure and cannot be noticed.
    """
    fits = [(deviation(analyse(rules, exchanged(scores, pair))), pair) for pair in _pairs(rules, scores)]
    best = min((distance for distance, _pair in fits), default=rules.tolerance + 1)
    if best > rules.tolerance:
        return None
    pairs = [pair for distance, pair in fits if distance == best]
    possible = [pair for pair in pairs if not impossible_numbers(rules, exchanged(scores, pair))]
    return Cause(CauseCode.SWAPPED, pairs=tuple(possible or pairs))


def exchanged(scores: Known, pair: tuple[int, int]) -> dict[int, Decimal]:
    """The same scores with those of two indicators exchanged."""
    first, second = pair
    return {**scores, first: scores[second], second: scores[first]}


def _pairs(rules: Rules, scores: Known) -> list[tuple[int, int]]:
    return [
        (first, second)
        for first, second in combinations(sorted(scores), 2)
        if scores[first] != scores[second] and rules.instrument_of(first) != rules.instrument_of(second)
    ]
