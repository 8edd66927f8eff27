"""Figures printed as points of a weight (24.34 of 30) where scores of 100 are needed: recognised by the evidence.

A low score is no fault. Figures are taken for points only when, so read, they make a declared figure right that they
contradict as scores; or, as long as nothing at all is declared, when all indicators but one at most lie below their
points, which no agency's scores ever did.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

from assessments.analysis import level_of, point_value, rounded, total_of_instruments
from assessments.rules import Rules

from .declared import Case, distance
from .possible import Range, exactly, total_range

Item = TypeVar("Item", int, str)
HALF = Decimal("0.005")  # of the last printed decimal
LOWEST_BELIEVED = Decimal(30)  # as scores, uncorroborated points must be such as results have


def full_points(rules: Rules, scores: Mapping[int, Decimal]) -> dict[int, Fraction]:
    """What each indicator can add to the total (6, 10 and 20 under 30/30/40); 1 when all scores are fractions."""
    if scores and all(score <= 1 for score in scores.values()):
        return dict.fromkeys(rules.indicators, Fraction(1))
    return {
        number: Fraction(rule.weight) / len(rule.indicators) for rule in rules.instruments for number in rule.indicators
    }


def likely_points(rules: Rules, scores: Mapping[int, Decimal]) -> tuple[int, ...]:
    """The indicators whose scores do not exceed their points, when that is all of a result's but one at most."""
    full = full_points(rules, scores)
    below = tuple(number for number in rules.indicators if number in scores and scores[number] <= full[number])
    enough = len(scores) == len(rules.indicators) and len(below) >= len(rules.indicators) - 1 > 1
    return below if enough and any(scores[number] for number in below) else ()


def as_scores(rules: Rules, scores: Mapping[int, Decimal], numbers: tuple[int, ...]) -> dict[int, Decimal]:
    """The scores (0-100, two decimals) that points mean. Points have lost digits, so these are near, not exact."""
    full = full_points(rules, scores)
    return {
        number: rounded(Fraction(scores[number]) * 100 / full[number]) if scores[number] else scores[number]
        for number in numbers
    }


# In scores


def indicators_in_points(case: Case) -> tuple[int, ...]:
    """The indicators whose scores a declared figure shows to be points."""
    full = full_points(case.rules, case.scores)
    low = [number for number, score in sorted(case.scores.items()) if 0 < score <= full[number]]
    if not low or not _contradicted(case):
        return ()
    found = tuple(number for code in case.wrong for number in _by_instrument(case, code, low))
    settled = {case.rules.instrument_of(number).code for number in found} | (set(case.instruments) - set(case.wrong))
    rest = tuple(number for number in low if case.rules.instrument_of(number).code not in settled)
    if case.total is None:
        return tuple(sorted(_explained_by_levels(case, found, rest) or found))
    found = _explained_by_total(case, case.total, found, rest) or found
    return tuple(sorted(found)) if found and _comes_nearer(case, found) else ()


def _contradicted(case: Case) -> bool:
    """Whether the scores contradict what is declared of the whole; without a total, any declared figure."""
    if case.total is not None:
        return total_range(case.rules, case.ranges()).excludes(case.total, case.rules.tolerance)
    return bool(case.wrong) or case.level_conflicts() > 0


def _by_instrument(case: Case, code: str, low: list[int]) -> tuple[int, ...]:
    """The fewest indicators of an instrument which, read as points, give the instrument as it is declared.

    It may itself be declared in points; that is another discrepancy.
    """
    own = tuple(number for number in low if case.rules.instrument_of(number).code == code)
    declared = case.instruments[code]
    for chosen in _subsets(own, smallest=1):
        result = _read(case, chosen).analysis.instrument(code)
        points = result.exact_contribution
        lost = rounded(_slack(case, chosen) * 100 / Fraction(result.weight))
        near = distance(declared, result.exact) <= case.rules.tolerance + lost
        if near or distance(declared, points) <= case.rules.tolerance:
            return chosen
    return ()


def _explained_by_total(case: Case, total: Decimal, found: tuple[int, ...], rest: tuple[int, ...]) -> tuple[int, ...]:
    """What was found with the fewest others that, all read as points, make the declared total possible.

    As long as scores are empty, much is possible: then it is all of the others or none.
    """
    span = total_range(case.rules, case.ranges())
    gains = {number: _gain(case, number) for number in found + rest}
    slacks = {number: _slack(case, (number,)) for number in found + rest}
    for chosen in _subsets(rest) if case.analysis.exact_total is not None else [rest]:
        numbers = found + chosen
        gain = sum((gains[number] for number in numbers), Fraction(0))
        slack = case.rules.tolerance + rounded(sum((slacks[number] for number in numbers), Fraction(0)))
        if numbers and not Range(span.lowest + gain, span.highest + gain).excludes(total, slack):
            return numbers
    return ()


def _explained_by_levels(case: Case, found: tuple[int, ...], rest: tuple[int, ...]) -> tuple[int, ...]:
    """All together, when without a total every declared level is right with them; which is evidence enough only for
    a result that is written in points throughout."""
    numbers = found + rest
    if len(numbers) < len(case.rules.indicators) - 1:
        return ()
    mended = _read(case, numbers)
    return () if mended.wrong or mended.level_conflicts() else numbers


def _gain(case: Case, number: int) -> Fraction:
    """What an indicator adds to the total when its score is read as points."""
    better = as_scores(case.rules, case.scores, (number,))[number]
    return Fraction(better - case.scores[number]) * point_value(case.rules.instrument_of(number))


def _comes_nearer(case: Case, chosen: tuple[int, ...]) -> bool:
    """Whether the declared total is nearer to the scores with these read as points; unknown is near enough."""
    after = _read(case, chosen).exact_total()
    return after is None or distance(case.total, after) < distance(case.total, case.exact_total())


def _read(case: Case, chosen: tuple[int, ...]) -> Case:
    return case.with_scores({**case.scores, **as_scores(case.rules, case.scores, chosen)})


def _slack(case: Case, chosen: tuple[int, ...]) -> Fraction:
    """By how much lost digits of points may move the total."""
    full = full_points(case.rules, case.scores)
    rules = {number: case.rules.instrument_of(number) for number in chosen}
    return sum(
        (
            Fraction(HALF) / full[number] * Fraction(rule.weight) / len(rule.indicators)
            for number, rule in rules.items()
        ),
        Fraction(0),
    )


def mended_case(case: Case, chosen: tuple[int, ...]) -> Case:
    """The case with these scores read as points, and with so much more tolerance as their lost digits ask for."""
    lightest = min(rule.weight for rule in case.rules.instruments if rule.weight)
    lost = rounded(_slack(case, chosen) * 100 / Fraction(lightest)) + 2 * HALF
    rules = replace(case.rules, tolerance=min(case.rules.tolerance + lost, Decimal(100)))
    return replace(_read(case, chosen), rules=rules)


# In declared figures alone


def instruments_in_points(case: Case) -> tuple[str, ...]:
    """The fewest instruments without scores whose declared figures, read as points, make the declared total possible.

    Where no total is declared the level must be the declared one instead, with every such instrument read as points.
    """
    weights = {rule.code: rule.weight for rule in case.rules.instruments}
    low = tuple(
        instrument.code
        for instrument in case.analysis.instruments
        if instrument.exact is None
        and 0 < case.instruments.get(instrument.code, Decimal(0)) <= weights[instrument.code]
    )
    if not low or not _contradicted_alone(case):
        return ()
    return next((chosen for chosen in _subsets(low, smallest=1) if _explained_alone(case, chosen)), ())


def _contradicted_alone(case: Case) -> bool:
    if case.total is not None:
        return total_range(case.rules, case.ranges()).excludes(case.total, case.rules.tolerance)
    level = level_of(case.rules, case.exact_total(), case.exact_instruments())
    return bool(case.level) and level is not None and level != case.level


def _explained_alone(case: Case, chosen: tuple[str, ...]) -> bool:
    weights = {rule.code: Fraction(rule.weight) for rule in case.rules.instruments}
    read = {code: Fraction(case.instruments[code]) * 100 / weights[code] for code in chosen}
    if case.total is not None:
        ranges = case.ranges() | {code: exactly(score) for code, score in read.items()}
        slack = case.rules.tolerance + rounded(Fraction(HALF) * len(chosen))
        return not total_range(case.rules, ranges).excludes(case.total, slack)
    scores = {code: read.get(code, score) for code, score in case.exact_instruments().items()}
    unscored = {instrument.code for instrument in case.analysis.instruments if instrument.exact is None}
    return set(chosen) == unscored and case.level == level_of(
        case.rules, total_of_instruments(case.rules, scores), scores
    )


def _subsets(items: tuple[Item, ...], *, smallest: int = 0) -> Iterator[tuple[Item, ...]]:
    """All subsets from a size on, the smallest first."""
    for size in range(smallest, len(items) + 1):
        yield from combinations(items, size)
