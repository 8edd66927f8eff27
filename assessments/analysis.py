"""The arithmetic of one assessment result: instruments, total, level, strengths and points to improve.

Plain values in, frozen values out. Scores are `Decimal`, never float. Between them and the figures that are
shown everything is an exact `Fraction`: a mean of three scores has no finite decimal expansion, and cut after
28 digits it can fall just below a half that must be rounded up. Nothing is rounded on the way; `rounded` does
it at the edge.

Source: the ITA manuals of the NACC for fiscal years 2563-2569 (instrument = plain mean of its indicators,
total = weighted sum of the unrounded means, two decimals half up), proved on published results of those
years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thai.numbers import two_places

from .rules import InstrumentRule, LevelRule, Rules, check_score

__all__ = [
    "Analysis",
    "IndicatorResult",
    "InstrumentResult",
    "InstrumentRule",
    "LevelRule",
    "Rules",
    "Scores",
    "analyse",
    "check_scores",
    "instrument_level",
    "level_of",
    "level_on",
    "point_value",
    "rounded",
    "total_of_instruments",
]

Scores = Mapping[int, Decimal | None]  # by number of the indicator; None is empty, which is not zero


def rounded(value: Fraction | Decimal) -> Decimal:
    """An exact figure of at least 0 as it is shown: two decimals, half up (85.655 becomes 85.66)."""
    if isinstance(value, Decimal):
        return two_places(value)
    # What follows the third decimal never decides a rounding half up, so cutting there is exact.
    return two_places(Decimal(value.numerator * 1000 // value.denominator).scaleb(-3))


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator: its score (0-100, None when empty) and the exact points that it adds to the total."""

    number: int
    instrument: str
    score: Decimal | None
    exact_contribution: Fraction | None

    @property
    def contribution(self) -> Decimal | None:
        """Points of the total, two decimals half up. Rounded points need not add up to the rounded total."""
        return None if self.exact_contribution is None else rounded(self.exact_contribution)


@dataclass(frozen=True, slots=True)
class InstrumentResult:
    """One instrument: the exact mean of its indicators (0-100, None when one is empty) and its level."""

    code: str
    weight: Decimal
    exact: Fraction | None
    level: str | None

    @property
    def score(self) -> Decimal | None:
        """The mean as it is shown: two decimals, half up."""
        return None if self.exact is None else rounded(self.exact)

    @property
    def exact_contribution(self) -> Fraction | None:
        """The points that this instrument adds to the total, 0 to `weight`."""
        return None if self.exact is None else self.exact * Fraction(self.weight) / 100


@dataclass(frozen=True, slots=True)
class Analysis:
    """What follows from the scores of one result; a figure is None while a score that it needs is empty.

    `strengths` and `improvements` are numbers of indicators in falling order of score, equal scores by
    number; `missing` are the numbers of the indicators without a score, which stand in neither list.
    """

    indicators: tuple[IndicatorResult, ...]
    instruments: tuple[InstrumentResult, ...]
    exact_total: Fraction | None
    level: str | None
    strengths: tuple[int, ...]
    improvements: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def total(self) -> Decimal | None:
        """The total as it is shown: two decimals, half up."""
        return None if self.exact_total is None else rounded(self.exact_total)

    @property
    def contributions(self) -> dict[int, Decimal | None]:
        """Points of the total by number of the indicator, as they are shown."""
        return {indicator.number: indicator.contribution for indicator in self.indicators}

    def instrument(self, code: str) -> InstrumentResult:
        """The instrument of that code; KeyError when there is none."""
        return {instrument.code: instrument for instrument in self.instruments}[code]

    def indicator(self, number: int) -> IndicatorResult:
        """The indicator of that number; KeyError when there is none."""
        return {indicator.number: indicator for indicator in self.indicators}[number]


def analyse(rules: Rules, scores: Scores) -> Analysis:
    """Compute a result from its indicator scores (0-100) by the rules of its own year.

    An indicator that is None or not named at all is empty, which is not zero: it leaves its instrument, the
    total and the level empty. An indicator is a strength when its score, rounded to two decimals, reaches the
    target. Raises ValueError for a score outside 0-100, a score that is not a Decimal and an unknown
    indicator.
    """
    check_scores(rules, scores)
    indicators = tuple(_indicator(rules, number, scores.get(number)) for number in rules.indicators)
    instruments = tuple(_instrument(rules, rule, scores) for rule in rules.instruments)
    exact_total = _total([instrument.exact_contribution for instrument in instruments])
    known = [(number, score) for number, score in scores.items() if score is not None]
    falling = sorted(known, key=lambda pair: (-pair[1], pair[0]))
    return Analysis(
        indicators=indicators,
        instruments=instruments,
        exact_total=exact_total,
        level=level_of(rules, exact_total, {instrument.code: instrument.exact for instrument in instruments}),
        strengths=tuple(number for number, score in falling if rounded(score) >= rules.target),
        improvements=tuple(number for number, score in falling if rounded(score) < rules.target),
        missing=tuple(indicator.number for indicator in indicators if indicator.score is None),
    )


def check_scores(rules: Rules, scores: Scores) -> None:
    """Raise ValueError for a score outside 0-100, a score that is not a Decimal and an unknown indicator."""
    unknown = set(scores) - set(rules.indicators)
    if unknown:
        raise ValueError(f"unknown indicators: {sorted(unknown)}")
    for number, score in scores.items():
        if score is not None:
            check_score(score, f"score of indicator {number}")


def _indicator(rules: Rules, number: int, score: Decimal | None) -> IndicatorResult:
    instrument = rules.instrument_of(number)
    return IndicatorResult(
        number, instrument.code, score, None if score is None else Fraction(score) * point_value(instrument)
    )


def point_value(instrument: InstrumentRule) -> Fraction:
    """What one point in one indicator of this instrument adds to the total (30 percent over five: 0.06)."""
    return Fraction(instrument.weight) / 100 / len(instrument.indicators)


def _instrument(rules: Rules, rule: InstrumentRule, scores: Scores) -> InstrumentResult:
    mean = _mean([scores.get(number) for number in rule.indicators])
    return InstrumentResult(rule.code, rule.weight, mean, instrument_level(rules, mean))


def _mean(scores: list[Decimal | None]) -> Fraction | None:
    known = [Fraction(score) for score in scores if score is not None]
    return sum(known, Fraction(0)) / len(known) if len(known) == len(scores) else None


def _total(contributions: list[Fraction | None]) -> Fraction | None:
    known = [points for points in contributions if points is not None]
    return sum(known, Fraction(0)) if len(known) == len(contributions) else None


def total_of_instruments(rules: Rules, instruments: Mapping[str, Decimal | Fraction | None]) -> Fraction | None:
    """The exact total of instrument scores alone (0-100); None when an instrument is empty or not named.

    For results of which only the instruments are known: 81.12, 82.73 and 91.25 give exactly 85.655, shown as
    85.66. Raises ValueError for an unknown instrument or a float.
    """
    unknown = set(instruments) - {rule.code for rule in rules.instruments}
    if unknown:
        raise ValueError(f"unknown instruments: {sorted(unknown)}")
    if any(isinstance(score, float) for score in instruments.values()):
        raise ValueError("the score of an instrument must be a Decimal or a Fraction, not a float")
    scores = [(rule, instruments.get(rule.code)) for rule in rules.instruments]
    return _total([None if score is None else Fraction(score) * Fraction(rule.weight) / 100 for rule, score in scores])


def level_of(
    rules: Rules, total: Decimal | Fraction | None, instruments: Mapping[str, Decimal | Fraction | None]
) -> str | None:
    """The label of the first level whose conditions hold.

    Every limit is a lower limit on the figure rounded to two decimals, half up: 84.995 is 85.00 and passes. A
    level that asks a minimum of every instrument is passed over as soon as one instrument is known to be
    below it; when none is below but one is empty, the level cannot be told and None comes back, as it does
    for an empty total.
    """
    return level_on(rules.levels, total, [instruments.get(rule.code) for rule in rules.instruments])


def level_on(
    levels: tuple[LevelRule, ...],
    total: Decimal | Fraction | None,
    instruments: Sequence[Decimal | Fraction | None],
) -> str | None:
    """As `level_of`, on any scale: `instruments` are the scores of all instruments, in any order."""
    if total is None:
        return None
    for level in levels:
        if rounded(total) < level.min_total:
            continue
        if level.min_each_instrument is None:
            return level.label
        if any(score is not None and rounded(score) < level.min_each_instrument for score in instruments):
            continue
        return None if None in instruments else level.label
    return None


def instrument_level(rules: Rules, score: Decimal | Fraction | None) -> str | None:
    """The level of one instrument alone, by the scale of the whole result.

    Only the limits on the total count, read as limits on this instrument: what a level asks of *every*
    instrument is a condition on the whole result. On the named scale an instrument at 90.00 is therefore
    ผ่านดี, and ผ่าน, which differs from ผ่านดี by that condition alone, is never the level of a single
    instrument.
    """
    return level_on(rules.levels, score, [])
