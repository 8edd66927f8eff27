"""The fewest improvements that lift a result to a level: the search behind pathways.py, exact and in whole numbers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import ceil, lcm

from thai.numbers import two_places

from .analysis import point_value
from .item_scores import attainable, item_counts
from .rules import InstrumentRule, LevelRule, Rules

FULL = 10000  # a score of 100.00 in hundredths, the steps in which scores are given
HALF = Fraction(1, 200)  # what rounding half up forgives below a limit of two decimals


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


def smallest_improvements(rules: Rules, scores: Mapping[int, int], level: LevelRule) -> tuple[Improvement, ...]:
    """The smallest set of improvements of a complete result (scores in hundredths) that reaches a level.

    What *smallest* means, and which of several equal sets is named, stands at `pathways`.
    """
    raised = _Search(rules, scores, level).smallest()
    return tuple(
        Improvement(number, _score(scores[number]), _score(needed)) for number, needed in sorted(raised.items())
    )


def _score(hundredths: int) -> Decimal:
    return two_places(Decimal(hundredths).scaleb(-2))


# Within an instrument all indicators are worth the same. Of those that may have any score, therefore, the lowest
# ones, which have the most room, can do whatever others can: it remains to try how many of them. An indicator whose
# disclosure items allow certain scores only is tried at these, wherever the number of points can turn.


@dataclass(frozen=True, slots=True)
class _Group:
    """An instrument: what a hundredth of it is worth, the least that it must gain, its free indicators from the
    lowest score up."""

    worth: int
    least: int
    lowest_first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """How many free indicators to raise in each instrument, and which of those bound to their items."""

    counts: tuple[int, ...]
    bound: tuple[int, ...]

    @property
    def size(self) -> int:
        return sum(self.counts) + len(self.bound)


class _Search:
    def __init__(self, rules: Rules, scores: Mapping[int, int], level: LevelRule):
        self.scores, self.level = scores, level
        # What is missing in the total, and what a hundredth adds to it, in whole numbers of one common unit.
        worth = [point_value(rule) for rule in rules.instruments]
        total = sum(
            value * scores[number]
            for rule, value in zip(rules.instruments, worth, strict=True)
            for number in rule.indicators
        )
        gap = (Fraction(level.min_total) - HALF) * 100 - total
        unit = lcm(gap.denominator, *(value.denominator for value in worth))
        self.gap = int(gap * unit)
        self.above = {number: values for rule in rules.instruments for number, values in self._bound(rules, rule)}
        self.groups = tuple(
            self._group(rule, int(value * unit)) for rule, value in zip(rules.instruments, worth, strict=True)
        )
        self.place = {number: place for place, rule in enumerate(rules.instruments) for number in rule.indicators}

    def _bound(self, rules: Rules, rule: InstrumentRule) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The indicators that can only have certain scores, with those above the present one."""
        for number in rule.indicators:
            if counts := item_counts(rules, number):
                values = attainable(counts)
                yield number, values[bisect_right(values, self.scores[number]) :]

    def _group(self, rule: InstrumentRule, worth: int) -> _Group:
        limit = Fraction(self.level.min_each_instrument) - HALF if self.level.min_each_instrument else Fraction(0)
        needed = ceil(limit * 100 * len(rule.indicators)) - sum(self.scores[number] for number in rule.indicators)
        free = [number for number in rule.indicators if number not in self.above]
        return _Group(worth, max(0, needed), tuple(sorted(free, key=lambda number: (self.scores[number], number))))

    def smallest(self) -> dict[int, int]:
        """The new scores by number of the indicator."""
        sizes = range(len(self.scores) + 1)
        # Full marks reach every level, so that some size always suffices.
        attempts = next(found for size in sizes if (found := self._sufficient(size)))
        return min(map(self._best, attempts), key=self._rank)

    def _sufficient(self, size: int) -> list[_Attempt]:
        """The attempts that raise so many indicators and reach the level when all of these have full marks."""
        attempts = (attempt for attempt in self._attempts if attempt.size == size)
        return [attempt for attempt in attempts if self._gains(attempt, dict.fromkeys(attempt.bound, FULL)) is not None]

    @cached_property
    def _attempts(self) -> list[_Attempt]:
        movable = [number for number, values in self.above.items() if values]
        subsets = [bound for size in range(len(movable) + 1) for bound in combinations(movable, size)]
        counts = product(*(range(len(group.lowest_first) + 1) for group in self.groups))
        return [_Attempt(raised, bound) for raised in counts for bound in subsets]

    def _rank(self, raised: Mapping[int, int]) -> tuple[int, list[int], list[int]]:
        """Fewest points first, then the smaller numbers, then the least high scores."""
        points = sum(needed - self.scores[number] for number, needed in raised.items())
        return points, sorted(raised), sorted(raised.values(), reverse=True)

    def _best(self, attempt: _Attempt) -> dict[int, int]:
        found = []
        for values in self._values(attempt):
            gains = self._gains(attempt, values)
            if gains is not None:
                found.append(values | self._shared(attempt, gains))
        return min(found, key=self._rank)

    def _values(self, attempt: _Attempt) -> Iterator[dict[int, int]]:
        """Scores of the bound indicators among which the best are: all of them but for the indicator with the most,
        and of that one the neighbours of every turning point."""
        if not attempt.bound:
            yield {}
            return
        *others, last = sorted(attempt.bound, key=lambda number: len(self.above[number]))
        for chosen in product(*(self.above[number] for number in others)):
            values = dict(zip(others, chosen, strict=True))
            for value in self._near_turns(attempt, values, last):
                yield {**values, last: value}

    def _near_turns(self, attempt: _Attempt, values: Mapping[int, int], last: int) -> set[int]:
        """The attainable scores of `last` on both sides of each score at which the sum of points turns.

        Between two turns every further hundredth of `last` saves the same in other indicators, so that the sum of
        points only rises or only falls, rounded up or not. It turns where another instrument is used up or no longer
        needed, and where the own instrument has what it must gain.
        """
        place, possible = self.place[last], self.above[last]
        gap, leasts = self._still_needed(values)
        worth, rooms = self.groups[place].worth, self._rooms(attempt)
        turns = [Fraction(leasts[place]), Fraction(leasts[place] - rooms[place])]
        least_elsewhere = [0 if other == place else least for other, least in enumerate(leasts)]
        gap -= sum(least * group.worth for least, group in zip(least_elsewhere, self.groups, strict=True))
        turns.append(Fraction(gap, worth))
        for other in self._dearest_first:
            gap -= (rooms[other] - least_elsewhere[other]) * self.groups[other].worth
            turns.append(Fraction(gap, worth))
        near = {possible[0], possible[-1]}
        for turn in turns:
            position = bisect_left(possible, self.scores[last] + turn)
            near.update(possible[max(0, position - 1) : position + 2])
        return near

    def _still_needed(self, values: Mapping[int, int]) -> tuple[int, list[int]]:
        """What the free indicators must still give to the total (units) and to each instrument (hundredths)."""
        gap, leasts = self.gap, [group.least for group in self.groups]
        for number, value in values.items():
            rise, place = value - self.scores[number], self.place[number]
            gap -= rise * self.groups[place].worth
            leasts[place] -= rise
        return gap, [max(0, least) for least in leasts]

    def _rooms(self, attempt: _Attempt) -> list[int]:
        """By how much the raised free indicators of each instrument can rise together."""
        return [
            sum(FULL - self.scores[number] for number in group.lowest_first[:count])
            for group, count in zip(self.groups, attempt.counts, strict=True)
        ]

    @cached_property
    def _dearest_first(self) -> list[int]:
        return sorted(range(len(self.groups)), key=lambda place: -self.groups[place].worth)

    def _gains(self, attempt: _Attempt, values: Mapping[int, int]) -> list[int] | None:
        """The fewest hundredths for the free indicators of each instrument that close the gap; None when none do.

        Each instrument first gets what its own limit demands. Then the hundredths that are worth most in the total
        are spent first, which is the least number of them, as every hundredth counts alike in the sum of points.
        """
        gap, gains = self._still_needed(values)
        rooms = self._rooms(attempt)
        if any(gain > room for gain, room in zip(gains, rooms, strict=True)):
            return None
        gap -= sum(gain * group.worth for gain, group in zip(gains, self.groups, strict=True))
        for place in self._dearest_first:
            if gap <= 0:
                break
            worth = self.groups[place].worth
            if worth:
                more = min(rooms[place] - gains[place], -(-gap // worth))
                gains[place] += more
                gap -= more * worth
        return gains if gap <= 0 else None

    def _shared(self, attempt: _Attempt, gains: list[int]) -> dict[int, int]:
        """The lowest free indicators of each instrument, raised to the same height; an odd hundredth to the smaller
        number.

        As no fewer indicators would do, that height lies above every one of them: each takes its part.
        """
        raised = {}
        for group, count, gain in zip(self.groups, attempt.counts, gains, strict=True):
            numbers = sorted(group.lowest_first[:count])
            height = sum(self.scores[number] for number in numbers) + gain
            for position, number in enumerate(numbers):
                raised[number] = height // count + (position < height % count)
        return raised
