"""What figures printed as points of a weight (24.34 of 30) mean as scores of 100, for files that are imported."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from assessments import consistency
from assessments.analysis import rounded
from assessments.rules import Rules

from .declared import Declared
from .discrepancies import CauseCode
from .weighted import as_scores, likely_points


def scores_from_points(rules: Rules, scores: Mapping[int, Decimal | None]) -> dict[int, Decimal]:
    """
    The scores (0-100, two decimals) that a result's figures mean when they are points; empty when they are scores.

    They are taken for points when all indicators of the year are given and none, or one at most, exceeds what it can
    add to the total (6, 10 and 20 under 30/30/40): as scores that would be a total below 34, with at most one
    indicator like any agency's. When none exceeds 1, they are fractions. A figure that is above its points is a score
    and not among the answers. Points have lost digits, so what is returned is near the score, not it.
    """
    known = {number: score for number, score in scores.items() if score is not None}
    return as_scores(rules, known, likely_points(rules, known))


def instruments_from_points(
    rules: Rules, scores: Mapping[int, Decimal | None], declared: Declared
) -> dict[str, Decimal]:
    """
    By instrument, the score of 100 in place of each declared figure that the check recognises as points.

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
