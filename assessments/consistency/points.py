"""Figures printed as points of a weight (24.34 of 30) where scores of 100 are needed: found, never assumed."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from assessments import consistency
from assessments.analysis import rounded
from assessments.rules import Rules

from .declared import Declared
from .discrepancies import CauseCode


def scores_from_points(rules: Rules, scores: Mapping[int, Decimal | None]) -> dict[int, Decimal]:
    """
    The scores (0-100, two decimals) that a result's figures mean when they are points; empty when they are scores.

    They are taken for points when all indicators of the year are given and none exceeds what it can add to the
    total (6, 10 and 20 under 30/30/40): as scores that would be a total below 14, which no agency ever had. When
    none exceeds 1, they are fractions. Points have lost digits, so what is returned is near the score, not it.
    """
    known = {number: score for number, score in scores.items() if score is not None}
    if set(known) != set(rules.indicators) or not any(known.values()):
        return {}
    full = {number: _points_of(rules, number) for number in rules.indicators}
    if all(score <= 1 for score in known.values()):
        full = dict.fromkeys(known, Fraction(1))
    if any(Fraction(known[number]) > full[number] for number in known):
        return {}
    return {number: rounded(Fraction(score) * 100 / full[number]) for number, score in known.items()}


def _points_of(rules: Rules, indicator: int) -> Fraction:
    instrument = rules.instrument_of(indicator)
    return Fraction(instrument.weight) / len(instrument.indicators)


def instruments_from_points(
    rules: Rules, scores: Mapping[int, Decimal | None], declared: Declared
) -> dict[str, Decimal]:
    """
    By instrument, the score of 100 in place of each declared figure that consistency.py recognises as points.

    It is the mean of the instrument's scores where these are known, else reckoned back from the points.
    """
    weights = {rule.code: rule.weight for rule in rules.instruments}
    found = {}
    for discrepancy in consistency.check(rules, scores, declared):
        code = discrepancy.place.instrument
        if code and discrepancy.cause and discrepancy.cause.code is CauseCode.WEIGHTED_CONTRIBUTION:
            points = declared.instruments[code] or Decimal(0)
            expected = discrepancy.expected if isinstance(discrepancy.expected, Decimal) else None
            found[code] = expected or rounded(Fraction(points) * 100 / Fraction(weights[code]))
    return found
