"""What follows from the scores: instruments, total, level, strengths, points to improve, contributions."""

from dataclasses import FrozenInstanceError, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.analysis import analyse, instrument_level, level_of, level_on, rounded, total_of_instruments
from assessments.rules import InstrumentRule, LevelRule
from tests.rules_of_the_years import (
    INSTRUMENTS,
    LETTERS,
    NAMED,
    THA_MALING,
    TRAT,
    YEARS,
    rules_of,
    scores_of,
)

two_decimals = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
full_results = st.lists(two_decimals, min_size=10, max_size=10).map(lambda each: dict(enumerate(each, start=1)))
partial_results = st.dictionaries(st.integers(1, 10), st.none() | two_decimals)
years = st.sampled_from(YEARS)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


# Published results


@pytest.mark.parametrize(
    ("year", "scores", "instruments", "total", "level"),
    [
        (2565, THA_MALING, ("81.12", "82.73", "91.25"), "85.66", "A"),
        (2566, THA_MALING, ("81.12", "82.73", "91.25"), "85.66", "ผ่าน"),
        (2564, TRAT, ("89.95", "89.27", "69.23"), "81.45", "B"),
        (2566, TRAT, ("89.95", "89.27", "69.23"), "81.45", "ต้องปรับปรุง"),
        (2565, scores_of(*["100"] * 10), ("100.00", "100.00", "100.00"), "100.00", "AA"),
        (2566, scores_of(*["100"] * 10), ("100.00", "100.00", "100.00"), "100.00", "ผ่านดีเยี่ยม"),
        (2565, scores_of(*["0"] * 10), ("0.00", "0.00", "0.00"), "0.00", "F"),
        (2566, scores_of(*["0"] * 10), ("0.00", "0.00", "0.00"), "0.00", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_a_result_gets_its_instruments_total_and_level(year, scores, instruments, total, level):
    result = analyse(rules_of(year), scores)
    assert tuple(str(each.score) for each in result.instruments) == instruments
    assert str(result.total) == total
    assert result.level == level
    assert result.missing == ()


def test_each_instrument_has_its_own_level():
    result = analyse(rules_of(2565), THA_MALING)
    assert {each.code: each.level for each in result.instruments} == {"IIT": "B", "EIT": "B", "OIT": "A"}


def test_strengths_and_points_to_improve_fall_by_score():
    result = analyse(rules_of(2565), THA_MALING)
    assert result.strengths == (9, 10, 1, 7)
    assert result.improvements == (8, 3, 5, 6, 4, 2)


def test_equal_scores_stand_in_order_of_their_numbers():
    result = analyse(rules_of(2565), scores_of("90", "90", "80", "95", "80", "80", "90", "10", "80", "95"))
    assert result.strengths == (4, 10, 1, 2, 7)
    assert result.improvements == (3, 5, 6, 9, 8)


@pytest.mark.parametrize(
    ("score", "is_strength"), [("85.00", True), ("84.99", False), ("84.995", True), ("84.994", False)]
)
def test_a_strength_reaches_the_target_after_rounding(score, is_strength):
    result = analyse(rules_of(2565), {4: Decimal(score)})
    assert (4 in result.strengths, 4 in result.improvements) == (is_strength, not is_strength)


def test_contributions_are_points_of_the_total():
    result = analyse(rules_of(2565), THA_MALING)
    assert result.indicator(1).contribution == Decimal("5.25")  # 87.49 x 0.06
    assert result.contributions[7] == Decimal("8.59")  # 85.89 x 0.10
    assert result.contributions[9] == Decimal("19.00")  # 95.00 x 0.20
    assert sum(each.exact_contribution for each in result.indicators) == result.exact_total
    assert sum(each.exact_contribution for each in result.instruments) == result.exact_total


# Exactness


def test_a_total_of_rounded_instruments_is_exact_and_rounds_half_up():
    declared = {"IIT": Decimal("81.12"), "EIT": Decimal("82.73"), "OIT": Decimal("91.25")}
    total = total_of_instruments(rules_of(2565), declared)
    assert total == Fraction("85.655")
    assert str(rounded(total)) == "85.66"


def test_a_mean_of_thirds_keeps_its_half():
    # 30 percent of the mean of three scores that add up to 0.25 is exactly 0.025; 28 digits say 0.02499…
    result = analyse(rules_of(2565), {**scores_of(*["0"] * 10), 6: Decimal("0.25")})
    assert result.exact_total == Fraction(25, 1000)
    assert str(result.total) == "0.03"


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("85.655", "85.66"),
        ("85.6549", "85.65"),
        ("85.645", "85.65"),
        ("84.995", "85.00"),
        ("84.99499999", "84.99"),
        ("0", "0.00"),
        ("100", "100.00"),
    ],
)
def test_figures_are_shown_half_up(exact, shown):
    assert str(rounded(Fraction(exact))) == str(rounded(Decimal(exact))) == shown


@unhurried
@given(st.fractions(min_value=0, max_value=100))
def test_rounding_moves_a_figure_by_at_most_half_a_hundredth_upward(value):
    assert Fraction(-1, 200) < Fraction(rounded(value)) - value <= Fraction(1, 200)


# Levels


def limits_of(scale, year):
    """Every limit of a scale with the level that begins there and the level below it."""
    return [(year, scale[i].min_total, scale[i].label, scale[i + 1].label) for i in range(len(scale) - 1)]


@pytest.mark.parametrize(("year", "limit", "reached", "missed"), limits_of(LETTERS, 2565))
def test_every_letter_begins_at_its_lower_limit(year, limit, reached, missed):
    rules = rules_of(year)
    assert level_of(rules, limit, {}) == reached
    assert level_of(rules, limit - Decimal("0.005"), {}) == reached
    assert level_of(rules, limit - Decimal("0.0051"), {}) == missed
    assert instrument_level(rules, limit) == reached
    assert instrument_level(rules, limit - Decimal("0.01")) == missed


@pytest.mark.parametrize(
    ("total", "lowest_instrument", "level"),
    [
        ("95.00", "95.00", "ผ่านดีเยี่ยม"),
        ("94.995", "94.995", "ผ่านดีเยี่ยม"),
        ("95.00", "94.99", "ผ่านดี"),
        ("94.99", "94.99", "ผ่านดี"),
        ("99.00", "84.99", "ผ่าน"),
        ("85.00", "85.00", "ผ่านดี"),
        ("84.995", "84.995", "ผ่านดี"),
        ("85.00", "84.994", "ผ่าน"),
        ("84.994", "84.994", "ต้องปรับปรุง"),
        ("70.00", "10.00", "ต้องปรับปรุง"),
        ("69.995", "10.00", "ต้องปรับปรุง"),
        ("69.994", "10.00", "ต้องปรับปรุงโดยด่วน"),
        ("0.00", "0.00", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_a_named_level_also_looks_at_every_instrument(total, lowest_instrument, level):
    instruments = {"IIT": Decimal(100), "EIT": Decimal(lowest_instrument), "OIT": Decimal(100)}
    assert level_of(rules_of(2566), Decimal(total), instruments) == level


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("95.00", "ผ่านดีเยี่ยม"),
        ("94.99", "ผ่านดี"),
        ("85.00", "ผ่านดี"),
        ("84.99", "ต้องปรับปรุง"),
        ("69.99", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_an_instrument_alone_is_graded_by_the_limits_of_the_total(score, level):
    assert instrument_level(rules_of(2566), Decimal(score)) == level


def test_a_level_stays_open_while_the_instrument_it_depends_on_is_empty():
    rules, high = rules_of(2566), Decimal("96.00")
    assert level_of(rules, high, {"IIT": high, "EIT": None, "OIT": high}) is None
    assert level_of(rules, high, {"IIT": Decimal("80.00"), "EIT": None, "OIT": high}) == "ผ่าน"
    assert level_of(rules, Decimal("60.00"), {}) == "ต้องปรับปรุงโดยด่วน"
    assert level_of(rules, None, {}) is None


def test_a_scale_that_does_not_reach_down_to_a_total_gives_it_no_level():
    assert level_on(LETTERS[:-1], Decimal("49.99"), []) is None
    assert level_on(LETTERS, Decimal("49.99"), []) == "F"


# Empty is not zero


def test_an_empty_indicator_leaves_only_what_needs_it_empty():
    result = analyse(rules_of(2565), {**THA_MALING, 9: None})
    assert result.missing == (9,)
    assert (result.instrument("OIT").score, result.instrument("OIT").level) == (None, None)
    assert (result.total, result.level) == (None, None)
    assert str(result.instrument("IIT").score) == "81.12"
    assert 9 not in result.strengths + result.improvements
    assert result.indicator(9).contribution is None


def test_a_result_without_any_score_is_empty_throughout():
    result = analyse(rules_of(2566), {})
    assert result.missing == tuple(range(1, 11))
    assert result.strengths == result.improvements == ()
    assert result.total is None


def test_zero_counts_as_a_score():
    result = analyse(rules_of(2565), {**THA_MALING, 9: Decimal(0)})
    assert result.missing == ()
    assert str(result.instrument("OIT").score) == "43.75"
    assert result.improvements[-1] == 9


def test_a_total_without_one_of_its_instruments_is_empty():
    assert total_of_instruments(rules_of(2565), {"IIT": Decimal("81.12"), "EIT": Decimal("82.73")}) is None


# Refused


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({1: Decimal("100.01")}, "indicator 1 must lie between 0 and 100"),
        ({1: Decimal("-0.01")}, "between 0 and 100"),
        ({1: Decimal("NaN")}, "between 0 and 100"),
        ({1: Decimal("Infinity")}, "between 0 and 100"),
        ({1: 87.49}, "must be a Decimal, not float"),
        ({1: "87.49"}, "must be a Decimal, not str"),
        ({11: Decimal("87.49")}, r"unknown indicators: \[11\]"),
        ({0: None}, r"unknown indicators: \[0\]"),
    ],
)
def test_a_score_that_cannot_be_is_refused(scores, said):
    with pytest.raises(ValueError, match=said):
        analyse(rules_of(2565), scores)


def test_totals_of_unknown_or_floating_instruments_are_refused():
    with pytest.raises(ValueError, match="unknown instruments"):
        total_of_instruments(rules_of(2565), {"XIT": Decimal(80)})
    with pytest.raises(ValueError, match="not a float"):
        total_of_instruments(rules_of(2565), {"IIT": 81.12})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"instruments": INSTRUMENTS[:2]}, "do not add up to 100"),
        ({"instruments": (InstrumentRule("IIT", Decimal(100), (1, 1)),)}, "an indicator occurs twice"),
        (
            {
                "instruments": (
                    InstrumentRule("IIT", Decimal(50), (1,)),
                    InstrumentRule("IIT", Decimal(50), (2,)),
                )
            },
            "an instrument occurs twice",
        ),
        ({"instruments": (InstrumentRule("IIT", Decimal(100), ()),)}, "has no indicator"),
        ({"instruments": (InstrumentRule("IIT", 100.0, (1,)),)}, "weight of IIT must be a Decimal"),
        ({"levels": ()}, "must begin at 0"),
        ({"levels": LETTERS[:-1]}, "must begin at 0"),
        ({"levels": (*NAMED[:-1], LevelRule("ต่ำ", Decimal(0), Decimal(10)))}, "must begin at 0"),
        ({"levels": LETTERS[::-1]}, "do not fall"),
        ({"levels": (LETTERS[0], LevelRule("A+", Decimal(95)), *LETTERS[1:])}, "do not fall"),
        ({"levels": (NAMED[0], NAMED[2], NAMED[1], *NAMED[3:])}, "do not fall"),
        ({"levels": (LevelRule("A", Decimal(85)), LevelRule("A", Decimal(0)))}, "a level occurs twice"),
        ({"levels": (LevelRule("A", Decimal(101)), *LETTERS)}, "between 0 and 100"),
        ({"target": Decimal("84.995")}, "more than two decimals"),
        ({"target": 85.0}, "target must be a Decimal"),
    ],
)
def test_rules_that_cannot_be_computed_with_are_refused(changes, said):
    with pytest.raises(ValueError, match=said):
        rules_of(2565, **changes)


def test_neither_rules_nor_results_can_be_changed():
    rules = rules_of(2565)
    with pytest.raises(FrozenInstanceError):
        rules.target = Decimal(0)
    with pytest.raises(FrozenInstanceError):
        analyse(rules, THA_MALING).level = "AA"


def test_what_the_rules_do_not_know_is_not_found():
    result = analyse(rules_of(2565), THA_MALING)
    for lookup, unknown in (
        (result.instrument, "XIT"),
        (result.indicator, 11),
        (rules_of(2565).instrument_of, 11),
    ):
        with pytest.raises(KeyError):
            lookup(unknown)


# Properties


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
    means = {each.code: each.exact for each in result.instruments}
    assert result.exact_total == total_of_instruments(rules_of(2569, instruments=thirds), means)
