"""Scores and declared figures that are points of a weight are recognised by the evidence, never for being low."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from assessments.analysis import rounded
from assessments.consistency import Declared, check
from assessments.consistency.discrepancies import CauseCode, Code, Place, Severity
from assessments.consistency.points import scores_from_points
from assessments.consistency.sentences import sentence
from tests.declared_results import (
    ALL,
    CODES,
    SCALES,
    TOTAL,
    declared_of,
    declared_only,
    ten,
    two_decimals,
    unhurried,
    with_instrument,
    years,
)
from tests.rules_of_the_years import THA_MALING, as_items_give, rules_of

# Points instead of scores


POINTS = {
    number: rounded(THA_MALING[number] * full / 100)
    for number, full in zip(range(1, 11), [6] * 5 + [10] * 3 + [20] * 2, strict=True)
}


@pytest.mark.parametrize(
    "parts", [ALL, ALL - {"level"}, ALL - TOTAL, frozenset(CODES), TOTAL, frozenset(["total", "level"])]
)
@pytest.mark.parametrize(
    "rows",
    [set(POINTS), set(POINTS) - {4}, set(POINTS) - {9}, {9, 10}, {6, 7, 8}, {1, 2, 3, 4, 5}, {9}, {2}, {7, 10}],
    ids=str,
)
def test_scores_entered_as_points_are_named_with_the_scores_that_they_mean(rows, parts):
    rules = rules_of(2565)
    typed = {number: POINTS[number] if number in rows else score for number, score in THA_MALING.items()}
    discrepancies = check(rules, typed, declared_only(declared_of(rules, THA_MALING), parts), other_levels=SCALES)
    assert {discrepancy.code for discrepancy in discrepancies} == {Code.SCORES_ARE_POINTS}
    assert {discrepancy.severity for discrepancy in discrepancies} == {Severity.ERROR}
    assert sorted(number for found in discrepancies for number in found.place.indicators) == sorted(rows)
    for found in discrepancies:
        (code,) = found.cause.instruments
        assert {rules.instrument_of(number).code for number in found.place.indicators} == {code}
        for number, meant in zip(found.place.indicators, found.expected.split(", "), strict=True):
            assert abs(Decimal(meant) - THA_MALING[number]) <= Decimal("0.09")


def test_points_are_told_in_words():
    rules, typed = rules_of(2565), {**THA_MALING, 9: POINTS[9], 10: POINTS[10]}
    with translation.override("en"):
        (said,) = map(sentence, check(rules, typed, declared_of(rules, THA_MALING)))
    assert said == (
        "Of OIT, indicator 9, 10 is entered as 19.00, 17.50; as a score of 100 that would be about 95.00, 87.50. "
        "The figure looks like points out of the weight of 20.00; a score out of 100 is needed here."
    )


def test_nine_rows_in_points_are_noticed_though_nothing_is_declared():
    discrepancies = check(rules_of(2565), {**POINTS, 4: THA_MALING[4]}, Declared())
    assert [discrepancy.code for discrepancy in discrepancies] == [Code.SCORES_ARE_POINTS] * 3
    assert {discrepancy.severity for discrepancy in discrepancies} == {Severity.WARNING}
    assert [discrepancy.place.indicators for discrepancy in discrepancies] == [(1, 2, 3, 5), (6, 7, 8), (9, 10)]
    assert check(rules_of(2565), {**THA_MALING, 9: POINTS[9], 10: Decimal("18.75")}, Declared()) == ()


def test_the_level_alone_shows_a_result_to_be_written_in_points():
    rules, typed = rules_of(2565), {**POINTS, 9: THA_MALING[9]}
    discrepancies = check(rules, typed, Declared(level="A"))
    assert sorted(number for found in discrepancies for number in found.place.indicators) == [*range(1, 9), 10]
    # One instrument is too little to be told by a level: its scores may be low and the level wrong.
    (found,) = check(rules, {**THA_MALING, 9: Decimal("20.00"), 10: Decimal("18.75")}, Declared(level="A"))
    assert found.code is Code.LEVEL_DIFFERS


def test_beside_points_another_fault_is_still_told():
    rules, right = rules_of(2565), declared_of(rules_of(2565), THA_MALING)
    copied = with_instrument(right, "IIT", "87.49", "A")
    *points, iit = check(rules, {**THA_MALING, 9: POINTS[9], 10: POINTS[10]}, copied)
    assert [discrepancy.place.indicators for discrepancy in points] == [(9, 10)]
    assert (iit.place, str(iit.expected), iit.cause.code) == (
        Place(instrument="IIT"),
        "81.12",
        CauseCode.COPIED_INDICATOR,
    )
    instrument = with_instrument(right, "OIT", "36.50", "A")
    rows, oit = check(rules, {**THA_MALING, 9: POINTS[9], 10: POINTS[10]}, instrument)
    assert (rows.code, rows.place.indicators) == (Code.SCORES_ARE_POINTS, (9, 10))
    assert (oit.place, oit.cause.code) == (Place(instrument="OIT"), CauseCode.WEIGHTED_CONTRIBUTION)


@unhurried
@given(
    years, ten(two_decimals), st.sets(st.integers(1, 10), min_size=1), st.sampled_from([ALL, TOTAL, frozenset(CODES)])
)
def test_low_scores_are_not_points_when_what_is_declared_follows_from_them(year, scores, low, parts):
    rules = rules_of(year)
    scores = {number: score * 6 / 100 if number in low else score for number, score in scores.items()}
    scores = as_items_give(rules, {number: rounded(score) for number, score in scores.items()})
    declared = declared_only(declared_of(rules, scores), parts)
    assert check(rules, scores, declared, other_levels=SCALES) == ()


@pytest.mark.parametrize(
    ("instruments", "total", "level", "named"),
    [
        (("24.34", "82.73", "91.25"), "85.66", "A", ["IIT"]),
        (("81.12", "24.82", "91.25"), "85.66", "A", ["EIT"]),
        (("81.12", "24.82", "36.50"), "85.66", "A", ["EIT", "OIT"]),
        (("24.34", "24.82", "36.50"), None, "A", ["IIT", "EIT", "OIT"]),
        (("24.34", "24.82", None), "85.66", "A", ["IIT", "EIT"]),
    ],
)
def test_declared_instruments_in_points_are_recognised_one_by_one(instruments, total, level, named):
    scores = {code: score and Decimal(score) for code, score in zip(CODES, instruments, strict=True)}
    discrepancies = check(rules_of(2565), {}, Declared(scores, total and Decimal(total), level))
    assert [discrepancy.place.instrument for discrepancy in discrepancies] == named
    assert {discrepancy.cause.code for discrepancy in discrepancies} == {CauseCode.WEIGHTED_CONTRIBUTION}


def test_a_low_instrument_is_not_points_when_the_total_follows_from_it():
    low = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    assert check(rules_of(2565), {}, Declared(low, Decimal("29.35"), "F")) == ()
    assert check(rules_of(2565), {}, Declared(low)) == ()


# Points in files


@pytest.mark.parametrize("kept", [None, 4, 9], ids=str)
def test_a_file_in_points_throughout_but_for_one_row_is_offered_the_scores(kept):
    scores = {number: THA_MALING[number] if number == kept else points for number, points in POINTS.items()}
    better = scores_from_points(rules_of(2565), scores)
    assert set(better) == set(POINTS) - {kept}
    assert all(abs(better[number] - THA_MALING[number]) <= Decimal("0.09") for number in better)


def test_a_file_with_two_rows_above_their_points_or_one_missing_is_taken_as_it_is():
    rules = rules_of(2565)
    assert scores_from_points(rules, {**POINTS, 4: THA_MALING[4], 9: THA_MALING[9]}) == {}
    assert scores_from_points(rules, {**POINTS, 4: None}) == {}
    assert scores_from_points(rules, dict.fromkeys(range(1, 11), Decimal(0))) == {}
