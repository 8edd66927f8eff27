"""What could have led to a wrong figure: each function tries one explanation."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil

from assessments.analysis import Analysis, analyse, level_on
from assessments.item_scores import is_attainable, item_counts
from assessments.rules import InstrumentRule, Rules, Scales
from thai.numbers import two_places

from .discrepancies import Candidate, Cause, CauseCode

HALF = Decimal("0.005")  # of the last shown decimal

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
    other_levels: Scales, year: int, label: str, total: Fraction, instruments: Sequence[Fraction | None]
) -> Cause | None:
    """The scale of another year, the nearest such, gives the same figures this level."""
    for other in sorted(other_levels, key=lambda each: (abs(each - year), each)):
        if level_on(other_levels[other], total, instruments) == label:
            return Cause(CauseCode.WRONG_SCALE, fiscal_year=other)
    return None


def swapped(rules: Rules, scores: Known, deviation: Callable[[Analysis], Decimal]) -> Cause | None:
    """Exchanging two scores of different instruments brings every declared figure within the tolerance.

    `deviation` is the largest distance of a declared figure from an analysis. When several exchanges do,
    those stand that fit best. Within one instrument an exchange changes no figure and cannot be noticed.
    """
    fits = [(deviation(analyse(rules, exchanged(scores, pair))), pair) for pair in _pairs(rules, scores)]
    best = min((each for each, _pair in fits), default=rules.tolerance + 1)
    if best > rules.tolerance:
        return None
    return Cause(CauseCode.SWAPPED, pairs=tuple(pair for each, pair in fits if each == best))


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


def reconciling(
    rules: Rules,
    scores: Known,
    instrument: InstrumentRule,
    declared: Decimal,
    fits_total: Callable[[Fraction], bool],
) -> Cause | None:
    """One other value of one indicator gives the declared instrument and, at the same time, the declared
    total.

    All scores of the instrument must be known. `fits_total` says whether an exact instrument score explains
    the declared total. Any indicator of an instrument can make up for any other, so evidence decides which is
    named: values that its disclosure items cannot give are left out as long as others remain; then a value
    that is one slip of the hand away from the typed score is believed alone. When several remain, all are
    candidates.
    """
    values = {number: _values(scores, instrument, number, declared, fits_total) for number in instrument.indicators}
    possible = {number: _possible(rules, number, each) for number, each in values.items()}
    if any(possible.values()):
        values = possible
    candidates = [_candidate(scores, instrument, number, declared, each) for number, each in values.items() if each]
    slips = [each for each in candidates if each.is_slip]
    if len(slips) == 1:
        candidates = slips
    candidates.sort(key=lambda each: not each.is_slip)
    if not candidates:
        return None
    return Cause(CauseCode.RECONCILING_VALUE, instruments=(instrument.code,), candidates=tuple(candidates))


def _exact_value(scores: Known, instrument: InstrumentRule, number: int, declared: Decimal) -> Decimal:
    """What the indicator must be for the instrument to be exactly as declared; may lie outside 0-100."""
    others = sum((scores[other] for other in instrument.indicators if other != number), Decimal(0))
    return len(instrument.indicators) * declared - others


def _values(
    scores: Known,
    instrument: InstrumentRule,
    number: int,
    declared: Decimal,
    fits_total: Callable[[Fraction], bool],
) -> tuple[Decimal, ...]:
    """All values of 0-100 in hundredths with which instrument (rounded half up) and total are as declared."""
    exact = _exact_value(scores, instrument, number, declared)
    slack = len(instrument.indicators) * HALF
    grid = range(max(0, ceil((exact - slack) * 100)), min(10000, ceil((exact + slack) * 100) - 1) + 1)
    values = (Decimal(hundredths) / 100 for hundredths in grid)
    size = len(instrument.indicators)
    return tuple(
        two_places(value) for value in values if fits_total(Fraction(declared) + Fraction(value - exact) / size)
    )


def _candidate(
    scores: Known, instrument: InstrumentRule, number: int, declared: Decimal, values: tuple[Decimal, ...]
) -> Candidate:
    exact = _exact_value(scores, instrument, number, declared)
    ranked = sorted(values, key=lambda value: (not is_slip(scores[number], value), abs(value - exact), value))
    return Candidate(number, ranked[0], values, is_slip(scores[number], ranked[0]))


def is_slip(typed: Decimal, meant: Decimal) -> bool:
    """One slip of the hand between two scores: one digit, two neighbours exchanged, or the point moved."""
    if typed in (meant * 10, meant / 10):
        return True
    one, other = (f"{value:06.2f}".replace(".", "") for value in (typed, meant))
    different = [position for position in range(5) if one[position] != other[position]]
    if len(different) != 2:
        return len(different) == 1
    first, second = different
    return second == first + 1 and one[first] == other[second] and one[second] == other[first]


def _possible(rules: Rules, number: int, values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Those of the values that the indicator's disclosure items can give; all when nothing is known."""
    counts = item_counts(rules, number)
    return tuple(value for value in values if is_attainable(counts, value)) if counts else values
