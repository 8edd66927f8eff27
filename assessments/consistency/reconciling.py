"""Which other score of one indicator would make the declared figures right, the likeliest first."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from assessments.analysis import point_value
from assessments.item_scores import attainable, impossible_numbers, is_attainable, item_counts
from assessments.rules import InstrumentRule, Rules
from thai.numbers import two_places

from .discrepancies import Candidate, Cause, CauseCode

HALF = Fraction(1, 200)  # of the last shown decimal

Known = Mapping[int, Decimal]  # scores by number of the indicator, without the empty ones


def with_instrument(
    rules: Rules,
    scores: Known,
    instrument: InstrumentRule,
    declared: Decimal,
    fits_total: Callable[[Fraction], bool],
) -> Cause | None:
    """One other value of one indicator gives the declared instrument and, at the same time, the declared total.

    All scores of the instrument must be known. `fits_total` says whether an exact instrument score explains
    the declared total. Any indicator of an instrument can make up for any other, so evidence decides which is
    named: values that its disclosure items cannot give are left out as long as others remain; then the one
    indicator whose typed score its items cannot give, or else whose value is one slip of the hand away from the
    typed score, is believed alone. When several remain, all are candidates.
    """
    size = len(instrument.indicators)
    exact = {
        number: size * Fraction(declared)
        - sum(Fraction(scores[other]) for other in instrument.indicators if other != number)
        for number in instrument.indicators
    }
    values = {
        number: tuple(
            value
            for value in _grid(exact[number], size * HALF)
            if fits_total(Fraction(declared) + (Fraction(value) - exact[number]) / size)
        )
        for number in instrument.indicators
    }
    candidates = _ranked(rules, scores, exact, values)
    impossible = impossible_numbers(rules, scores)
    likeliest = [candidate for candidate in candidates if candidate.indicator in impossible]
    likeliest = likeliest or [candidate for candidate in candidates if candidate.is_slip]
    if len(likeliest) == 1:
        candidates = likeliest
    if not candidates:
        return None
    return Cause(CauseCode.RECONCILING_VALUE, instruments=(instrument.code,), candidates=tuple(candidates))


def with_total(rules: Rules, scores: Known, indicators: Sequence[int], total: Decimal) -> list[Candidate]:
    """The other values of one of these indicators with which all scores give the total, the likeliest first.

    All scores must be known. Every indicator with enough room can make up for every other one. Those come first
    whose typed score their disclosure items cannot give, then those whose value is one slip of the hand away from
    the typed score, then those that change least.
    """
    worth = {number: point_value(rules.instrument_of(number)) for number in rules.indicators}
    computed = sum((Fraction(scores[number]) * worth[number] for number in rules.indicators), Fraction(0))
    movable = [number for number in indicators if worth[number]]
    exact = {number: Fraction(scores[number]) + (Fraction(total) - computed) / worth[number] for number in movable}
    values = {number: tuple(_grid(exact[number], HALF / worth[number])) for number in movable}
    return _ranked(rules, scores, exact, values)


def _grid(exact: Fraction, slack: Fraction) -> list[Decimal]:
    """All values of 0-100 in hundredths from `slack` below an exact one to just under `slack` above."""
    first, last = max(0, ceil((exact - slack) * 100)), min(10000, ceil((exact + slack) * 100) - 1)
    return [two_places(Decimal(hundredths).scaleb(-2)) for hundredths in range(first, last + 1)]


def _ranked(
    rules: Rules, scores: Known, exact: Mapping[int, Fraction], values: Mapping[int, tuple[Decimal, ...]]
) -> list[Candidate]:
    possible = {number: _possible(rules, number, options) for number, options in values.items()}
    if any(possible.values()):
        values = possible
    impossible = impossible_numbers(rules, scores)
    candidates = [
        _candidate(scores[number], number, exact[number], options, item_counts(rules, number))
        for number, options in values.items()
        if options
    ]
    return sorted(
        candidates,
        key=lambda candidate: (
            candidate.indicator not in impossible,
            not candidate.is_slip,
            abs(candidate.value - scores[candidate.indicator]),
        ),
    )


def _possible(rules: Rules, number: int, values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Those of the values that the indicator's disclosure items can give; all when nothing is known."""
    counts = item_counts(rules, number)
    return tuple(value for value in values if is_attainable(counts, value)) if counts else values


def _candidate(
    typed: Decimal, number: int, exact: Fraction, values: tuple[Decimal, ...], counts: tuple[int, ...]
) -> Candidate:
    """With the likeliest of the values: a slip, then a score to which the items come without a hundredth to spare."""

    def likelihood(value: Decimal) -> tuple[bool, bool, Fraction, Decimal]:
        is_off = bool(counts) and int(value * 100) not in attainable(counts)
        return not is_slip(typed, value), is_off, abs(Fraction(value) - exact), value

    best = min(values, key=likelihood)
    return Candidate(number, best, values, is_slip(typed, best))


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
