"""What is still possible where figures are unknown: between which scores, and at which levels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from assessments.analysis import instrument_level, rounded
from assessments.rules import InstrumentRule, LevelRule, Rules

HALF = Fraction(1, 200)  # what rounding half up forgives below a limit of two decimals
EDGE = Fraction(1, 10**9)  # so near below a limit lies no mean of scores with two decimals


@dataclass(frozen=True, slots=True)
class Range:
    """All that an exact score (0-100) can still be; both ends are the same when it is known."""

    lowest: Fraction
    highest: Fraction

    @property
    def is_known(self) -> bool:
        return self.lowest == self.highest

    @property
    def is_empty(self) -> bool:
        return self.lowest > self.highest

    def within(self, other: "Range") -> "Range":
        """What both allow; may be empty."""
        return Range(max(self.lowest, other.lowest), min(self.highest, other.highest))

    def excludes(self, figure: Decimal, tolerance: Decimal) -> bool:
        """Whether a figure of two decimals lies outside by more than the tolerance, ends rounded half up."""
        return not rounded(self.lowest) - tolerance <= figure <= rounded(self.highest) + tolerance

    def shown(self) -> tuple[Decimal, Decimal]:
        """Both ends as they are shown: two decimals, half up."""
        return rounded(self.lowest), rounded(self.highest)


FULL_RANGE = Range(Fraction(0), Fraction(100))
Ranges = Mapping[str, Range]  # by code of the instrument


def exactly(score: Decimal | Fraction) -> Range:
    """The range of a known score."""
    return Range(Fraction(score), Fraction(score))


def around(figure: Decimal, slack: Decimal) -> Range:
    """The range of a figure that may be off by `slack` either way."""
    return Range(Fraction(figure - slack), Fraction(figure + slack))


def mean_range(rule: InstrumentRule, scores: Mapping[int, Decimal]) -> Range:
    """What the mean of an instrument can be, its empty scores being anything of 0-100."""
    known = [Fraction(scores[number]) for number in rule.indicators if number in scores]
    size, total = len(rule.indicators), sum(known, Fraction(0))
    return Range(total / size, (total + 100 * (size - len(known))) / size)


def total_range(rules: Rules, instruments: Ranges) -> Range:
    """What the total can be, by the weights of the instruments."""
    return Range(
        sum((instruments[rule.code].lowest * Fraction(rule.weight) / 100 for rule in rules.instruments), Fraction(0)),
        sum((instruments[rule.code].highest * Fraction(rule.weight) / 100 for rule in rules.instruments), Fraction(0)),
    )


def instrument_range(rules: Rules, code: str, instruments: Ranges, total: Range) -> Range:
    """What an instrument can be for the total to be possible too, whatever the other instruments are; as it was
    where nothing fits."""
    rule = next(rule for rule in rules.instruments if rule.code == code)
    if not rule.weight:
        return instruments[code]
    others = total_range(rules, {**instruments, code: exactly(Fraction(0))})
    share = Fraction(rule.weight) / 100
    needed = Range((total.lowest - others.highest) / share, (total.highest - others.lowest) / share)
    both = instruments[code].within(needed)
    return instruments[code] if both.is_empty else both


def instrument_levels(rules: Rules, score: Range) -> tuple[str, ...]:
    """The levels at which one instrument alone can be, from the highest; a level that differs from the one above by
    a condition on every instrument is none of a single instrument."""
    labels = [level.label for level in rules.levels]
    limits = [level.min_total for level in rules.levels]
    highest, lowest = (labels.index(instrument_level(rules, end) or "") for end in (score.highest, score.lowest))
    return tuple(labels[place] for place in range(highest, lowest + 1) if limits[place] not in limits[:place])


def level_range(rules: Rules, label: str) -> Range:
    """The scores at which one instrument alone has a level; empty for a level that it never has."""
    higher = Fraction(101)
    for level in rules.levels:
        limit = max(Fraction(level.min_total) - HALF, Fraction(0))
        if level.label == label and limit < higher:
            return Range(limit, min(higher - EDGE, Fraction(100)))
        higher = limit
    return Range(Fraction(100), Fraction(0))


def result_levels(rules: Rules, total: Decimal | None, instruments: Ranges, sums: Range) -> tuple[str, ...]:
    """The levels at which a result can be, from the highest, given what is known of it.

    `total` is the shown total when it is known; then the instruments must be able to give one of `sums`. Otherwise
    it can be all that the instruments give. A level is possible when scores exist that meet its own conditions and,
    for each higher level, fail one. Where the instruments cannot give the total at all, the total alone is judged.
    """
    if total_range(rules, instruments).within(sums).is_empty:
        sums = FULL_RANGE
    return tuple(
        level.label
        for place, level in enumerate(rules.levels)
        if any(
            _can_be(rules, instruments, total, sums, level, failed) for failed in _failures(rules, rules.levels[:place])
        )
    )


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a result misses a higher level: the total, or one instrument, is below a limit."""

    limit: Decimal
    instrument: str | None = None


def _failures(rules: Rules, higher: Sequence[LevelRule]) -> Iterator[tuple[_Failure, ...]]:
    """All ways in which the higher levels can be missed, one failure for each."""
    yield from product(*(list(_failures_of(rules, level)) for level in higher))


def _failures_of(rules: Rules, level: LevelRule) -> Iterator[_Failure]:
    yield _Failure(level.min_total)
    if level.min_each_instrument is not None:
        for rule in rules.instruments:
            yield _Failure(level.min_each_instrument, rule.code)


def _can_be(
    rules: Rules,
    instruments: Ranges,
    total: Decimal | None,
    sums: Range,
    level: LevelRule,
    failures: Sequence[_Failure],
) -> bool:
    below = [failure.limit for failure in failures if failure.instrument is None]
    if total is not None and not (level.min_total <= total and all(total < limit for limit in below)):
        return False
    if total is None:
        sums = sums.within(_between(level.min_total, below))
    narrowed = {
        code: score.within(
            _between(level.min_each_instrument, [failure.limit for failure in failures if failure.instrument == code])
        )
        for code, score in instruments.items()
    }
    if any(score.is_empty for score in narrowed.values()):
        return False
    return not total_range(rules, narrowed).within(sums).is_empty


def _between(limit: Decimal | None, below: Sequence[Decimal]) -> Range:
    """The exact scores that reach a limit when rounded and lie below all others."""
    lowest = Fraction(limit) - HALF if limit is not None else Fraction(0)
    return Range(lowest, min([Fraction(upper) - HALF - EDGE for upper in below], default=Fraction(100)))
