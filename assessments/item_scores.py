"""The scores that an OIT indicator can have: its disclosure items, each 0 or 100, leave gaps between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from math import lcm

from thai.numbers import two_places

from .rules import Rules


def item_counts(rules: Rules, indicator: int) -> tuple[int, ...]:
    """How many disclosure items each sub-indicator of an indicator has; empty where the year's rules do not say."""
    return {items.indicator: items.counts for items in rules.items}.get(indicator, ())


@lru_cache(maxsize=64)
def attainable(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Every score that sub-indicators of so many items can give, in hundredths (0 to 10000), rising.

    An item scores 0 or 100, a sub-indicator is the mean of its items and the indicator the mean of its
    sub-indicators, rounded half up to two decimals at the end alone. Sub-indicators of 8 and 2 items give 17 scores
    between 0.00 and 100.00. Source: the NACC's scoring of the OIT, fiscal years 2563-2568.
    """
    unit = lcm(*counts)
    sums = {0}
    for count in counts:
        sums = {done + passed * (unit // count) for done in sums for passed in range(count + 1)}
    return tuple(sorted({(20000 * done + unit * len(counts)) // (2 * unit * len(counts)) for done in sums}))


def is_attainable(counts: tuple[int, ...], score: Decimal) -> bool:
    """Whether items of these counts can give a score of 0-100.

    A hundredth more or less is taken as the same score: a mean of rounded sub-indicators may end there.
    """
    scores, hundredths = attainable(counts), score * 100
    position = bisect_left(scores, hundredths - 1)
    return position < len(scores) and scores[position] <= hundredths + 1


def impossible_numbers(rules: Rules, scores: Mapping[int, Decimal]) -> tuple[int, ...]:
    """The indicators whose disclosure items cannot give their scores, rising; without items every score is possible."""
    return tuple(
        number
        for number, score in sorted(scores.items())
        if (counts := item_counts(rules, number)) and not is_attainable(counts, score)
    )


def nearest(counts: tuple[int, ...], score: Decimal) -> tuple[Decimal, ...]:
    """The nearest attainable scores below and above one that is not attainable, two decimals, rising."""
    scores, hundredths = attainable(counts), score * 100
    below, above = bisect_right(scores, hundredths) - 1, bisect_left(scores, hundredths)
    return tuple(two_places(Decimal(scores[position]).scaleb(-2)) for position in sorted({below, above}))
