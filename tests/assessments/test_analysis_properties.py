"""What holds for every result, whatever its scores."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.analysis import analyse, rounded, total_of_instruments
from tests.rules_of_the_years import INSTRUMENTS, YEARS, rules_of

two_decimals = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
full_results = st.lists(two_decimals, min_size=10, max_size=10).map(lambda scores: dict(enumerate(scores, start=1)))
partial_results = st.dictionaries(st.integers(1, 10), st.none() | two_decimals)
years = st.sampled_from(YEARS)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


@unhurried
@given(st.fractions(min_value=0, max_value=100))
def test_rounding_moves_a_figure_by_at_most_half_a_hundredth_upward(value):
    assert Fraction(-1, 200) < Fraction(rounded(value)) - value <= Fraction(1, 200)


@unhurried
@given(years, full_results)
def test_the_total_agrees_with_plain_decimal_arithmetic(year, scores):
    # In 10,000ths of a point everything is whole under 30/30/40: 6, 10 and 20 for each hundredth of a score.
    parts = sum(int(scores[n] * 100) * (6 if n <= 5 else 10 if n <= 8 else 20) for n in scores)
    expected = (Decimal(parts) / 10000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert analyse(rules_of(year), scores).total == expected


@unhurried
@given(years, partial_results)
def test_every_indicator_is_a_strength_a_point_to_improve_or_missing(year, scores):
    result = analyse(rules_of(year), scores)
    assert sorted(result.strengths + result.improvements + result.missing) == list(range(1, 11))
    listed = [scores[number] for number in result.strengths + result.improvements]
    assert listed == sorted(listed, reverse=True)
    assert (result.total is None) == (result.level is None) == bool(result.missing)


@unhurried
@given(years, full_results, st.integers(1, 10), two_decimals)
def test_a_higher_score_never_lowers_total_or_level(year, scores, number, other):
    rules = rules_of(year)
    low, high = sorted([scores[number], other])
    before, after = analyse(rules, {**scores, number: low}), analyse(rules, {**scores, number: high})
    labels = [level.label for level in rules.levels]
    assert after.exact_total >= before.exact_total
    assert labels.index(after.level) <= labels.index(before.level)


@unhurried
@given(full_results)
def test_other_weights_are_computed_as_exactly(scores):
    thirds = tuple(
        replace(rule, weight=Decimal(w)) for rule, w in zip(INSTRUMENTS, ("33.33", "33.33", "33.34"), strict=True)
    )
    result = analyse(rules_of(2569, instruments=thirds), scores)
    means = {instrument.code: instrument.exact for instrument in result.instruments}
    assert result.exact_total == total_of_instruments(rules_of(2569, instruments=thirds), means)
