"""The way to the next level: what a point is worth, what is missing, and the fewest improvements to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import ceil

from thai.numbers import two_places

from .analysis import Analysis, Scores, analyse, check_scores, point_value, rounded
from .rules import InstrumentRule, LevelRule, Rules

FULL = 10000  # a score of 100.00 in hundredths, the steps in which scores are given
HALF = Fraction(1, 200)  # what rounding half up forgives below a limit of two decimals


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
class Improvement:
    """One indicator raised from one score to another, both 0-100 with two decimals."""

    indicator: int
    score: Decimal
    needed: Decimal

    @property
    def points(self) -> Decimal:
        """By how much the indicator rises, in its own points."""
        return self.needed - self.score


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
        return sum((each.points for each in self.improvements), Decimal("0.00"))


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
            each.code: None if each.score is None or new.score is None else new.score - each.score
            for each, new in zip(self.before.instruments, self.after.instruments, strict=True)
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
    score is at most 100.00 and is given in steps of 0.01. Limits are lower limits on the figure rounded half
    up, so 84.995 is enough for 85.00. Where several sets are equally small, the one is named that raises the
    lowest scores of an instrument, and shares the points so that they end as level as possible; between
    instruments the one with the smaller indicator numbers. The answer is exact; nothing is estimated.

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
            each.code: _missing(each.score, level.min_each_instrument)
            for each in result.instruments
            if _missing(each.score, level.min_each_instrument)
        },
        improvements=_smallest(rules, scores, level),
    )


def _missing(score: Decimal | None, limit: Decimal | None) -> Decimal:
    """From a shown score up to a limit; 0.00 when there is no limit or it is reached."""
    if score is None or limit is None:
        return Decimal("0.00")
    return max(limit - score, Decimal("0.00"))


# The search. Within an instrument all indicators are worth the same, so that for a given number of them those
# with the lowest scores, which have the most room, can do whatever others can. It remains to try how many of each.


@dataclass(frozen=True, slots=True)
class _Room:
    """An instrument with its indicators from the lowest score up, and the least it must gain (hundredths)."""

    rule: InstrumentRule
    lowest_first: tuple[int, ...]
    scores: Mapping[int, int]
    least: int

    def room(self, count: int) -> int:
        """By how much the lowest `count` indicators can rise together."""
        return sum(FULL - self.scores[number] for number in self.lowest_first[:count])


def _smallest(rules: Rules, scores: Mapping[int, int], level: LevelRule) -> tuple[Improvement, ...]:
    rooms = tuple(_room(rule, scores, level) for rule in rules.instruments)
    total = sum(Fraction(scores[number]) * point_value(each.rule) for each in rooms for number in each.lowest_first)
    gap = (Fraction(level.min_total) - HALF) * 100 - total
    choices = [_improvements(rooms, counts, gains) for counts, gains in _ways(rooms, gap).items()]
    return min(
        choices,
        key=lambda each: (len(each), sum(one.points for one in each), [one.indicator for one in each]),
    )


def _room(rule: InstrumentRule, scores: Mapping[int, int], level: LevelRule) -> _Room:
    lowest_first = tuple(sorted(rule.indicators, key=lambda number: (scores[number], number)))
    limit = Fraction(level.min_each_instrument) - HALF if level.min_each_instrument else Fraction(0)
    needed = ceil(limit * 100 * len(rule.indicators)) - sum(scores[number] for number in rule.indicators)
    return _Room(rule, lowest_first, scores, max(0, needed))


def _ways(rooms: tuple[_Room, ...], gap: Fraction) -> dict[tuple[int, ...], tuple[int, ...]]:
    """How many indicators to raise in each instrument, and how far together, for the fewest that suffice."""
    choices = list(product(*(range(len(each.lowest_first) + 1) for each in rooms)))
    sizes = sorted({sum(counts) for counts in choices})
    # Full marks reach every level, so that some size always suffices.
    return next(
        found
        for size in sizes
        if (found := _sufficient(rooms, gap, [counts for counts in choices if sum(counts) == size]))
    )


def _sufficient(
    rooms: tuple[_Room, ...], gap: Fraction, choices: list[tuple[int, ...]]
) -> dict[tuple[int, ...], tuple[int, ...]]:
    gains = {counts: _gains(rooms, counts, gap) for counts in choices}
    return {counts: found for counts, found in gains.items() if found is not None}


def _gains(rooms: tuple[_Room, ...], counts: tuple[int, ...], gap: Fraction) -> tuple[int, ...] | None:
    """The fewest hundredths for each instrument that close the gap with so many indicators; None when they
    cannot.

    Each instrument first gets what its own limit demands. Then the hundredths that are worth most in the
    total are spent first, which is the least number of them, as every hundredth counts alike in the sum of
    points.
    """
    limits = [each.room(count) for each, count in zip(rooms, counts, strict=True)]
    gains = [each.least for each in rooms]
    if any(gain > limit for gain, limit in zip(gains, limits, strict=True)):
        return None
    worth = [point_value(each.rule) for each in rooms]
    gap -= sum((gain * value for gain, value in zip(gains, worth, strict=True)), Fraction(0))
    for position in sorted(range(len(rooms)), key=lambda each: -worth[each]):
        if gap <= 0:
            break
        more = min(limits[position] - gains[position], ceil(gap / worth[position]))
        gains[position] += more
        gap -= more * worth[position]
    return tuple(gains) if gap <= 0 else None


def _improvements(rooms: tuple[_Room, ...], counts: tuple[int, ...], gains: tuple[int, ...]) -> tuple[Improvement, ...]:
    """The lowest indicators of each instrument, raised to the same height; an odd hundredth to the smaller
    number.

    As no fewer indicators would do, that height lies above every one of them: each takes its part.
    """
    raised = []
    for room, count, gain in zip(rooms, counts, gains, strict=True):
        numbers = sorted(room.lowest_first[:count])
        height = sum(room.scores[number] for number in numbers) + gain
        for position, number in enumerate(numbers):
            needed = height // count + (position < height % count)
            raised.append(Improvement(number, _score(room.scores[number]), _score(needed)))
    return tuple(sorted(raised, key=lambda each: each.indicator))


def _score(hundredths: int) -> Decimal:
    return two_places(Decimal(hundredths).scaleb(-2))
