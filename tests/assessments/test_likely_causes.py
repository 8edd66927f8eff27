"""One fault is one discrepancy, with the figure that is wrong and the likeliest right one."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.analysis import analyse, rounded
from assessments.consistency import Declared, check
from assessments.consistency.causes import copied, rounding
from assessments.consistency.discrepancies import Cause, CauseCode, Code, Place, Severity
from assessments.consistency.reconciling import is_slip
from assessments.consistency.sentences import sentence
from tests.declared_results import (
    AS_PRINTED_SCORES,
    CODES,
    SCALES,
    declared_of,
    declared_only,
    ten,
    two_decimals,
    unhurried,
    with_instrument,
    years,
)
from tests.rules_of_the_years import THA_MALING, as_items_give, rules_of

# One fault, one discrepancy


@unhurried
@given(years, ten(two_decimals), st.sampled_from(CODES), st.integers(1, 10))
def test_a_copied_score_is_named_with_its_indicator(year, scores, code, number):
    rules = rules_of(year)
    scores = as_items_give(rules, scores)
    right = declared_of(rules, scores)
    assume(abs(scores[number] - right.instruments[code]) > rules.tolerance)
    level = analyse(rules_of(year), dict.fromkeys(range(1, 11), scores[number])).instrument(code).level
    (found,) = check(rules, scores, with_instrument(right, code, scores[number], level))
    assert (found.place, found.expected) == (Place(instrument=code), right.instruments[code])
    assert found.cause.code is CauseCode.COPIED_INDICATOR
    assert number in found.cause.indicators
    if level == right.instrument_levels[code]:
        assert found.declared_level is None
    else:
        assert (found.declared_level, found.expected_level) == (level, right.instrument_levels[code])


@unhurried
@given(years, ten(two_decimals), st.integers(1, 10), two_decimals)
def test_one_wrong_indicator_is_one_finding_that_knows_the_right_value(year, scores, number, wrong):
    rules = rules_of(year, items=())
    code = rules.instrument_of(number).code
    declared, typed = declared_of(rules, scores), {**scores, number: wrong}
    computed = analyse(rules, typed)
    assume(abs(computed.total - declared.total) > rules.tolerance)
    assume(declared.instruments[code] not in typed.values())
    found, *more = check(rules, typed, declared, other_levels=SCALES)
    assume(found.code not in (Code.INDICATORS_SWAPPED, Code.SCORES_ARE_POINTS))
    assert more == []
    assert found.cause.code is CauseCode.RECONCILING_VALUE
    values = {candidate.indicator: candidate.values for candidate in found.cause.candidates}
    another_slip_is_believed = number not in values and found.cause.candidates[0].is_slip
    assert another_slip_is_believed or scores[number] in values[number]


@unhurried
@given(years, ten(two_decimals), st.sampled_from([(1, 6), (2, 9), (5, 10), (7, 9), (8, 10), (3, 7)]))
def test_two_exchanged_indicators_are_one_finding(year, scores, pair):
    rules = rules_of(year)
    scores = as_items_give(rules, scores)
    first, second = pair
    assume(abs(scores[first] - scores[second]) > 1)
    typed = {**scores, first: scores[second], second: scores[first]}
    (found,) = check(rules, typed, declared_of(rules, scores), other_levels=SCALES)
    assert (found.code, found.severity) == (Code.INDICATORS_SWAPPED, Severity.ERROR)
    assert pair in found.cause.pairs


def test_exchanges_that_explain_as_much_are_all_named():
    scores = {**THA_MALING, 1: Decimal("87.50"), 9: Decimal("87.50")}
    typed = {**scores, 2: Decimal("87.50"), 9: THA_MALING[2]}
    (found,) = check(rules_of(2565), typed, declared_of(rules_of(2565), scores))
    assert found.cause == Cause(CauseCode.SWAPPED, pairs=((1, 9), (2, 9)))
    with translation.override("en"):
        assert "1 ↔ 9, 2 ↔ 9" in sentence(found)


def test_an_exchange_that_leaves_a_declared_figure_wrong_is_not_claimed():
    rules = rules_of(2565)
    typed = {**THA_MALING, 2: THA_MALING[9], 9: THA_MALING[2]}
    assert check(rules, typed, declared_of(rules, THA_MALING))[0].code is Code.INDICATORS_SWAPPED
    discrepancies = check(rules, typed, with_instrument(declared_of(rules, THA_MALING), "EIT", "70.00"))
    assert Code.INDICATORS_SWAPPED not in {discrepancy.code for discrepancy in discrepancies}


def test_points_out_of_the_weight_are_recognised():
    rules = rules_of(2565)
    points = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    discrepancies = check(rules, THA_MALING, declared_of(rules, THA_MALING, instruments=points))
    assert [
        (discrepancy.place.instrument, str(discrepancy.expected), discrepancy.cause.code, discrepancy.cause.weight)
        for discrepancy in discrepancies
    ] == [
        ("IIT", "81.12", CauseCode.WEIGHTED_CONTRIBUTION, 30),
        ("EIT", "82.73", CauseCode.WEIGHTED_CONTRIBUTION, 30),
        ("OIT", "91.25", CauseCode.WEIGHTED_CONTRIBUTION, 40),
    ]


def test_points_out_of_the_weight_are_recognised_without_any_score():
    points = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    declared = Declared(instruments=points, total=Decimal("85.66"), level="A")
    discrepancies = check(rules_of(2565), {}, declared)
    assert [discrepancy.cause.code for discrepancy in discrepancies] == [CauseCode.WEIGHTED_CONTRIBUTION] * 3
    assert {discrepancy.expected for discrepancy in discrepancies} == {None}


def test_a_wrong_total_is_found_from_instruments_alone():
    instruments = {"IIT": Decimal("81.12"), "EIT": Decimal("82.73"), "OIT": Decimal("91.25")}
    (found,) = check(rules_of(2565), {}, Declared(instruments=instruments, total=Decimal("88.66"), level="A"))
    assert (found.code, str(found.expected), found.cause) == (Code.TOTAL_DIFFERS, "85.66", None)


def test_a_total_worked_out_with_a_copied_score_follows_from_it():
    rules = rules_of(2565)
    declared = with_instrument(declared_of(rules, THA_MALING), "IIT", "87.49", "A")
    copied, total = check(rules, THA_MALING, replace(declared, total=Decimal("87.57")))
    assert copied.cause.code is CauseCode.COPIED_INDICATOR
    assert (total.code, str(total.expected)) == (Code.TOTAL_DIFFERS, "85.66")
    assert total.cause == Cause(CauseCode.FOLLOWS_INSTRUMENT, instruments=("IIT",))


def test_a_total_that_is_an_indicators_score_is_a_copy():
    rules = rules_of(2565)
    (found,) = check(rules, THA_MALING, declared_of(rules, THA_MALING, total=Decimal("87.50"), level="A"))
    assert (found.place, found.cause) == (Place(), Cause(CauseCode.COPIED_INDICATOR, indicators=(10,)))


def test_a_total_that_fits_nothing_has_no_likely_cause():
    rules = rules_of(2565)
    declared = with_instrument(declared_of(rules, THA_MALING), "IIT", "87.49", "A")
    copied, total = check(rules, THA_MALING, replace(declared, total=Decimal("91.11")))
    assert copied.cause.code is CauseCode.COPIED_INDICATOR
    assert (str(total.expected), total.cause) == ("85.66", None)


def test_a_slip_of_the_hand_is_believed_before_other_values_that_would_do():
    rules = rules_of(2565)
    (found,) = check(rules, {**THA_MALING, 2: Decimal("77.58")}, declared_of(rules, THA_MALING))
    assert (found.place, str(found.declared), str(found.expected)) == (Place(indicators=(2,)), "77.58", "77.85")


def test_a_slip_that_the_total_confirms_is_believed_before_a_copy():
    # The OIT of 100.00 equals indicator 9, but with it the total is right: 10.00 was meant to be 100.00.
    rules, scores = rules_of(2569), {**THA_MALING, 9: Decimal(100), 10: Decimal(100)}
    (found,) = check(rules, {**scores, 10: Decimal("10.00")}, declared_of(rules, scores))
    assert (found.place, str(found.expected)) == (Place(indicators=(10,)), "100.00")


def test_two_instruments_with_a_wrong_indicator_each_are_two_findings():
    rules = rules_of(2565)
    typed = {**THA_MALING, 7: Decimal("58.89"), 9: Decimal("85.00")}
    discrepancies = check(rules, typed, declared_of(rules, THA_MALING))
    assert [(discrepancy.place, str(discrepancy.expected)) for discrepancy in discrepancies] == [
        (Place(indicators=(7,)), "85.89"),
        (Place(indicators=(9,)), "95.00"),
    ]


# The total alone


@pytest.mark.parametrize("level", ["A", ""])
def test_where_only_total_and_level_are_declared_the_indicator_is_named_with_the_alternatives(level):
    declared = Declared(total=Decimal("85.66"), level=level)
    (found,) = check(rules_of(2565), AS_PRINTED_SCORES, declared, other_levels=SCALES)
    candidates = [(candidate.indicator, str(candidate.value)) for candidate in found.cause.candidates]
    assert candidates == [(9, "95.00"), (6, "98.35")]
    assert found.cause.instruments == ()
    if level:  # 83.66 is B: the level confirms the total
        assert (found.code, found.place) == (Code.INDICATOR_DIFFERS, Place(indicators=(9,)))
        assert (str(found.declared), str(found.expected)) == ("85.00", "95.00")
    else:  # 83.66 and 85.66 are a slip apart themselves
        assert (found.code, found.key) == (Code.TOTAL_DIFFERS, "total_differs:total:85.66:83.66")


def test_the_alternatives_are_told_in_words():
    declared = Declared(total=Decimal("85.66"), level="A")
    with translation.override("en"):
        (said,) = map(sentence, check(rules_of(2565), AS_PRINTED_SCORES, declared))
    assert said == (
        "Indicator 9 is entered as 85.00 and should probably be 95.00. "
        "One of these would bring the total to what is declared, the likeliest first: "
        "indicator 9 = 95.00, indicator 6 = 98.35."
    )


def test_a_total_whose_level_is_that_of_the_scores_is_wrong_itself():
    # 82.17 would be B: a value of some indicator would explain it, but not the level.
    (found,) = check(rules_of(2565), THA_MALING, Declared(total=Decimal("82.17"), level="A"))
    assert (found.code, str(found.expected), found.cause) == (Code.TOTAL_DIFFERS, "85.66", None)
    (found,) = check(rules_of(2565), THA_MALING, Declared(total=Decimal("82.17")))
    assert found.cause.candidates or found.code is Code.INDICATOR_DIFFERS


def test_a_score_that_cannot_be_is_the_faulty_one():
    # 12.50 too little in indicator 10; 75.01 is no score of its items.
    rules = rules_of(2565)
    (found,) = check(rules, {**THA_MALING, 10: Decimal("75.05")}, Declared(total=Decimal("85.66")))
    assert (found.place, str(found.expected)) == (Place(indicators=(10,)), "87.50")
    (found,) = check(
        rules,
        {**THA_MALING, 10: Decimal("75.05")},
        Declared({"OIT": Decimal("91.25")}, Decimal("85.66")),
    )
    assert (found.place, str(found.expected)) == (Place(indicators=(10,)), "87.50")


def test_where_nothing_stands_out_the_total_is_named_with_the_candidates():
    (found,) = check(rules_of(2565), {**THA_MALING, 2: Decimal("70.00")}, Declared(total=Decimal("85.66"), level="A"))
    assert (found.code, found.declared_level) == (Code.TOTAL_DIFFERS, None)
    values = {candidate.indicator: candidate.values for candidate in found.cause.candidates}
    assert THA_MALING[2] in values[2]


def test_only_indicators_of_instruments_that_are_not_declared_can_be_the_faulty_one():
    rules = rules_of(2565)
    right = declared_of(rules, THA_MALING)
    declared = declared_only(right, {"IIT", "EIT", "total", "level"})
    (found,) = check(rules, {**THA_MALING, 9: Decimal("59.00")}, declared)
    assert (found.place, str(found.expected)) == (Place(indicators=(9,)), "95.00")
    assert [candidate.indicator for candidate in found.cause.candidates] == [9]


@unhurried
@given(years, ten(two_decimals), st.integers(1, 10), two_decimals, st.booleans())
def test_the_right_value_is_among_those_that_would_make_the_total_right(year, scores, number, wrong, with_level):
    rules = rules_of(year)
    scores = as_items_give(rules, scores)
    right = declared_of(rules, scores)
    typed = {**scores, number: wrong}
    exact = analyse(rules, typed).exact_total
    assume(abs(rounded(exact) - right.total) > rules.tolerance)
    assume(not copied(typed, right.total) and not rounding(exact, right.total))
    level = right.level if with_level else ""
    discrepancies = check(rules, typed, Declared(total=right.total, level=level), other_levels=SCALES)
    found = discrepancies[0]
    assume(found.code is not Code.SCORES_ARE_POINTS)
    assert len(discrepancies) == 1 or {discrepancy.code for discrepancy in discrepancies[1:]} == {Code.IMPOSSIBLE_SCORE}
    values = {candidate.indicator: candidate.values for candidate in found.cause.candidates}
    assert scores[number] in values[number]
    if found.code is Code.INDICATOR_DIFFERS:
        mended = {**typed, found.place.indicators[0]: found.expected}
        assert analyse(rules, mended).total == right.total


# Slips of the hand


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("85.00", "95.00", True),
        ("58.89", "85.89", True),
        ("77.58", "77.85", True),
        ("8.75", "87.50", True),
        ("10.00", "100.00", True),
        ("85.00", "96.00", False),
        ("85.00", "50.80", False),
        ("85.00", "80.05", False),
        ("58.98", "85.89", False),
        ("85.00", "85.00", False),
    ],
)
def test_a_slip_is_one_digit_two_neighbours_or_the_point(typed, meant, slip):
    assert is_slip(Decimal(typed), Decimal(meant)) is slip
