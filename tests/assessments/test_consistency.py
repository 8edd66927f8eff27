"""What is declared, held against the scores: found in the document as printed, silent on what is right."""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.analysis import analyse, rounded
from assessments.consistency import Declared, check
from assessments.consistency.causes import copied, rounding
from assessments.consistency.discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity
from assessments.consistency.reconciling import is_slip
from assessments.consistency.sentences import sentence
from assessments.rules import LevelRule
from tests.rules_of_the_years import LETTERS, NAMED, THA_MALING, TRAT, YEARS, as_items_give, rules_of, scores_of_items

CODES = ("IIT", "EIT", "OIT")
SCALES = {year: LETTERS if year <= 2565 else NAMED for year in YEARS}

two_decimals = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
four_decimals = st.integers(0, 1000000).map(lambda parts: Decimal(parts) / 10000)
years = st.sampled_from(YEARS)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code


def ten(scores):
    return st.lists(scores, min_size=10, max_size=10).map(lambda each: dict(enumerate(each, start=1)))


def declared_of(rules, scores, **changes):
    """What a right result declares of these scores; the test names only what it changes."""
    result = analyse(rules, scores)
    right = Declared(
        instruments={each.code: each.score for each in result.instruments},
        total=result.total,
        level=result.level,
        instrument_levels={each.code: each.level for each in result.instruments},
    )
    return replace(right, **changes)


def with_instrument(declared, code, score, level=None):
    """The same declaration with another score, and perhaps level, of one instrument."""
    levels = {**declared.instrument_levels, **({code: level} if level else {})}
    score = None if score is None else Decimal(score)
    return replace(declared, instruments={**declared.instruments, code: score}, instrument_levels=levels)


AS_PRINTED_SCORES = {**THA_MALING, 9: Decimal("85.00")}
AS_PRINTED = Declared(
    instruments={"IIT": Decimal("87.49"), "EIT": Decimal("82.73"), "OIT": Decimal("91.25")},
    total=Decimal("85.66"),
    level="A",
    instrument_levels={"IIT": "A", "EIT": "B", "OIT": "A"},
)


# The real document


def test_the_printed_document_has_exactly_its_two_faults():
    copied, misprinted = check(rules_of(2565), AS_PRINTED_SCORES, AS_PRINTED, other_levels=SCALES)

    assert (copied.code, copied.severity, copied.place) == (
        Code.INSTRUMENT_DIFFERS,
        Severity.ERROR,
        Place(instrument="IIT"),
    )
    assert (copied.declared, copied.expected) == (Decimal("87.49"), Decimal("81.12"))
    assert (copied.declared_level, copied.expected_level) == ("A", "B")
    assert copied.cause == Cause(CauseCode.COPIED_INDICATOR, indicators=(1,))

    assert (misprinted.code, misprinted.severity) == (Code.INDICATOR_DIFFERS, Severity.ERROR)
    assert misprinted.place == Place(indicators=(9,))
    assert (str(misprinted.declared), str(misprinted.expected)) == ("85.00", "95.00")
    assert misprinted.cause.code is CauseCode.RECONCILING_VALUE
    assert misprinted.cause.instruments == ("OIT",)
    assert [each.indicator for each in misprinted.cause.candidates] == [9]


def test_the_printed_document_is_told_in_words():
    with translation.override("en"):
        told = [sentence(each) for each in check(rules_of(2565), AS_PRINTED_SCORES, AS_PRINTED)]
    assert told == [
        "IIT is declared as 87.49, but its indicators give 81.12. The level is therefore B, not A. "
        "The figure is the score of indicator 1.",
        "Indicator 9 is entered as 85.00 and should probably be 95.00. "
        "With indicator 9 = 95.00, OIT and the total both come to what is declared.",
    ]


def test_without_knowledge_of_the_disclosure_items_both_indicators_of_the_oit_stay_possible():
    discrepancies = check(rules_of(2565, items=()), AS_PRINTED_SCORES, AS_PRINTED)
    assert discrepancies[1].place == Place(instrument="OIT")
    assert [(each.indicator, str(each.value)) for each in discrepancies[1].cause.candidates] == [
        (9, "95.00"),
        (10, "97.50"),
    ]
    assert len(discrepancies) == 2


def test_each_fault_of_the_printed_document_is_found_without_the_other():
    rules = rules_of(2565)
    only_copied = check(rules, THA_MALING, AS_PRINTED)
    assert [(each.code, str(each.expected)) for each in only_copied] == [(Code.INSTRUMENT_DIFFERS, "81.12")]
    only_misprinted = check(rules, AS_PRINTED_SCORES, with_instrument(AS_PRINTED, "IIT", "81.12", "B"))
    assert [(each.code, str(each.expected)) for each in only_misprinted] == [(Code.INDICATOR_DIFFERS, "95.00")]


# Silence on what is right


@pytest.mark.parametrize(
    ("rules", "scores", "instruments", "total", "level"),
    [
        (rules_of(2565), THA_MALING, ("81.12", "82.73", "91.25"), "85.66", "A"),
        (rules_of(2566), THA_MALING, ("81.12", "82.73", "91.25"), "85.66", "ผ่าน"),
        (rules_of(2565), {}, ("81.12", "82.73", "91.25"), "85.66", "A"),
        # A province's figures are means over its agencies, which no items of one agency give.
        (rules_of(2564, items=()), TRAT, (None, None, None), "81.45", "B"),
    ],
)
def test_published_results_have_no_finding(rules, scores, instruments, total, level):
    scores_by_code = {code: score and Decimal(score) for code, score in zip(CODES, instruments, strict=True)}
    declared = Declared(instruments=scores_by_code, total=Decimal(total), level=level)
    assert check(rules, scores, declared, other_levels=SCALES) == ()


@unhurried
@given(
    years,
    ten(two_decimals),
    st.sets(st.integers(1, 10)),
    st.sets(st.sampled_from([*CODES, "total", "level"])),
    st.sets(st.sampled_from(CODES)),
)
def test_a_right_result_never_has_a_finding(year, scores, emptied, undeclared, unlevelled):
    rules = rules_of(year)
    scores = as_items_give(rules, scores)
    declared = declared_of(rules, scores)
    declared = Declared(
        instruments={code: None if code in undeclared else declared.instruments[code] for code in CODES},
        total=None if "total" in undeclared else declared.total,
        level="" if "level" in undeclared else declared.level,
        instrument_levels={code: level for code, level in declared.instrument_levels.items() if code not in unlevelled},
    )
    typed = {number: None if number in emptied else score for number, score in scores.items()}
    assert check(rules, typed, declared, other_levels=SCALES) == ()


@unhurried
@given(years, ten(four_decimals))
def test_a_result_worked_out_from_unprinted_decimals_has_at_most_notes_on_rounding(year, scores):
    rules = rules_of(year)
    scores = as_items_give(rules, scores)
    typed = {number: rounded(score) for number, score in scores.items()}
    discrepancies = check(rules, typed, declared_of(rules, scores), other_levels=SCALES)
    assert {each.severity for each in discrepancies} <= {Severity.NOTE}
    assert {each.cause.code for each in discrepancies} <= {CauseCode.ROUNDING}


def test_nothing_declared_is_nothing_to_find():
    assert check(rules_of(2565), THA_MALING, Declared()) == ()
    assert check(rules_of(2565), {}, Declared()) == ()


# Points instead of scores


POINTS = {
    number: rounded(THA_MALING[number] * full / 100)
    for number, full in zip(range(1, 11), [6] * 5 + [10] * 3 + [20] * 2, strict=True)
}
ALL, TOTAL = frozenset([*CODES, "total", "level"]), frozenset(["total"])


def declared_only(right, parts):
    """Of a right declaration those parts alone."""
    return Declared(
        instruments={code: score for code, score in right.instruments.items() if code in parts},
        total=right.total if "total" in parts else None,
        level=right.level if "level" in parts else None,
    )


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
    assert {each.code for each in discrepancies} == {Code.SCORES_ARE_POINTS}
    assert {each.severity for each in discrepancies} == {Severity.ERROR}
    assert sorted(number for each in discrepancies for number in each.place.indicators) == sorted(rows)
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
    assert [each.code for each in discrepancies] == [Code.SCORES_ARE_POINTS] * 3
    assert {each.severity for each in discrepancies} == {Severity.WARNING}
    assert [each.place.indicators for each in discrepancies] == [(1, 2, 3, 5), (6, 7, 8), (9, 10)]
    assert check(rules_of(2565), {**THA_MALING, 9: POINTS[9], 10: Decimal("18.75")}, Declared()) == ()


def test_the_level_alone_shows_a_result_to_be_written_in_points():
    rules, typed = rules_of(2565), {**POINTS, 9: THA_MALING[9]}
    discrepancies = check(rules, typed, Declared(level="A"))
    assert sorted(number for each in discrepancies for number in each.place.indicators) == [1, 2, 3, 4, 5, 6, 7, 8, 10]
    # One instrument is too little to be told by a level: its scores may be low and the level wrong.
    (found,) = check(rules, {**THA_MALING, 9: Decimal("20.00"), 10: Decimal("18.75")}, Declared(level="A"))
    assert found.code is Code.LEVEL_DIFFERS


def test_beside_points_another_fault_is_still_told():
    rules, right = rules_of(2565), declared_of(rules_of(2565), THA_MALING)
    copied = with_instrument(right, "IIT", "87.49", "A")
    *points, iit = check(rules, {**THA_MALING, 9: POINTS[9], 10: POINTS[10]}, copied)
    assert [each.place.indicators for each in points] == [(9, 10)]
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
    assert [each.place.instrument for each in discrepancies] == named
    assert {each.cause.code for each in discrepancies} == {CauseCode.WEIGHTED_CONTRIBUTION}


def test_a_low_instrument_is_not_points_when_the_total_follows_from_it():
    low = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    assert check(rules_of(2565), {}, Declared(low, Decimal("29.35"), "F")) == ()
    assert check(rules_of(2565), {}, Declared(low)) == ()


# The total alone


@pytest.mark.parametrize("level", ["A", ""])
def test_where_only_total_and_level_are_declared_the_indicator_is_named_with_the_alternatives(level):
    declared = Declared(total=Decimal("85.66"), level=level)
    (found,) = check(rules_of(2565), AS_PRINTED_SCORES, declared, other_levels=SCALES)
    candidates = [(each.indicator, str(each.value)) for each in found.cause.candidates]
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
    (found,) = check(rules_of(2565), THA_MALING, Declared(total=Decimal("65.66"), level="A"))
    assert (found.code, str(found.expected), found.cause) == (Code.TOTAL_DIFFERS, "85.66", None)


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
    values = {each.indicator: each.values for each in found.cause.candidates}
    assert THA_MALING[2] in values[2]


def test_only_indicators_of_instruments_that_are_not_declared_can_be_the_faulty_one():
    rules = rules_of(2565)
    right = declared_of(rules, THA_MALING)
    declared = declared_only(right, {"IIT", "EIT", "total", "level"})
    (found,) = check(rules, {**THA_MALING, 9: Decimal("59.00")}, declared)
    assert (found.place, str(found.expected)) == (Place(indicators=(9,)), "95.00")
    assert [each.indicator for each in found.cause.candidates] == [9]


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
    assert len(discrepancies) == 1 or {each.code for each in discrepancies[1:]} == {Code.IMPOSSIBLE_SCORE}
    values = {each.indicator: each.values for each in found.cause.candidates}
    assert scores[number] in values[number]
    if found.code is Code.INDICATOR_DIFFERS:
        mended = {**typed, found.place.indicators[0]: found.expected}
        assert analyse(rules, mended).total == right.total


# Scores that disclosure items cannot give


@pytest.mark.parametrize(
    ("declared", "severity"),
    [
        (Declared(), Severity.WARNING),
        (Declared(total=Decimal("87.66"), level="A"), Severity.NOTE),
        (Declared({"OIT": Decimal("96.25")}), Severity.NOTE),
        (Declared({"IIT": Decimal("81.12")}), Severity.WARNING),
    ],
)
def test_a_score_that_no_items_give_is_told_with_the_nearest_that_they_do(declared, severity):
    (found,) = check(rules_of(2565), {**THA_MALING, 10: Decimal("97.50")}, declared)
    assert (found.code, found.severity, found.place) == (Code.IMPOSSIBLE_SCORE, severity, Place(indicators=(10,)))
    assert tuple(map(str, found.possible)) == ("93.75", "100.00")
    assert found.key == "impossible_score:10:97.50:"
    with translation.override("en"):
        assert sentence(found) == (
            "Indicator 10 is entered as 97.50, a score that it cannot have; the nearest are 93.75 or 100.00. "
            "It is the mean of 2 sub-indicators with 8 + 2 disclosure items, each of which scores 0 or 100."
        )


@pytest.mark.parametrize("score", ["93.75", "93.74", "93.76", "0.00", "100.00", "0.01", "99.99"])
def test_a_score_of_items_and_its_neighbours_are_possible(score):
    assert check(rules_of(2565), {10: Decimal(score)}, Declared()) == ()


def test_without_item_counts_every_score_is_possible():
    assert check(rules_of(2569), {9: Decimal("97.53"), 10: Decimal("97.53")}, Declared()) == ()


@pytest.mark.parametrize(
    ("year", "items"), [(year, items) for year in YEARS for items in rules_of(year).items], ids=str
)
def test_every_score_is_possible_exactly_when_items_give_it(year, items):
    possible = set(scores_of_items(items.counts))
    near = {score + Decimal(step) / 100 for score in possible for step in (-1, 0, 1)}
    told = {
        score
        for score in (Decimal(hundredths) / 100 for hundredths in range(0, 10001, 7))
        if not check(rules_of(year), {items.indicator: score}, Declared())
    }
    assert told == {score for score in near if score * 100 % 7 == 0 and 0 <= score <= 100}


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
    values = {each.indicator: each.values for each in found.cause.candidates}
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
    assert Code.INDICATORS_SWAPPED not in {each.code for each in discrepancies}


def test_points_out_of_the_weight_are_recognised():
    rules = rules_of(2565)
    points = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    discrepancies = check(rules, THA_MALING, declared_of(rules, THA_MALING, instruments=points))
    assert [
        (each.place.instrument, str(each.expected), each.cause.code, each.cause.weight) for each in discrepancies
    ] == [
        ("IIT", "81.12", CauseCode.WEIGHTED_CONTRIBUTION, 30),
        ("EIT", "82.73", CauseCode.WEIGHTED_CONTRIBUTION, 30),
        ("OIT", "91.25", CauseCode.WEIGHTED_CONTRIBUTION, 40),
    ]


def test_points_out_of_the_weight_are_recognised_without_any_score():
    points = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    declared = Declared(instruments=points, total=Decimal("85.66"), level="A")
    discrepancies = check(rules_of(2565), {}, declared)
    assert [each.cause.code for each in discrepancies] == [CauseCode.WEIGHTED_CONTRIBUTION] * 3
    assert {each.expected for each in discrepancies} == {None}


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
    assert [(each.place, str(each.expected)) for each in discrepancies] == [
        (Place(indicators=(7,)), "85.89"),
        (Place(indicators=(9,)), "95.00"),
    ]


# Rounding


@pytest.mark.parametrize(
    ("declared", "severity", "places"),
    [
        ("81.11", Severity.NOTE, None),
        ("81.13", Severity.NOTE, None),
        ("81.10", Severity.WARNING, 1),
        ("81.00", Severity.WARNING, 0),
    ],
)
def test_a_rounding_difference_is_a_note_or_a_warning(declared, severity, places):
    rules = rules_of(2565)
    (found,) = check(rules, THA_MALING, with_instrument(declared_of(rules, THA_MALING), "IIT", declared))
    assert (found.severity, found.cause) == (severity, Cause(CauseCode.ROUNDING, places=places))


@pytest.mark.parametrize(
    ("declared", "severity"),
    [("85.65", Severity.NOTE), ("85.70", Severity.WARNING), ("85.68", Severity.ERROR)],
)
def test_so_is_one_of_the_total(declared, severity):
    rules = rules_of(2565)
    (found,) = check(rules, THA_MALING, declared_of(rules, THA_MALING, total=Decimal(declared)))
    assert (found.code, found.severity) == (Code.TOTAL_DIFFERS, severity)


def test_rounding_that_lifts_a_level_is_an_error():
    rules, scores = rules_of(2565), {**THA_MALING, 9: Decimal("90.00")}  # the total is 84.66, level B
    (found,) = check(rules, scores, declared_of(rules, scores, total=Decimal("85.00"), level="A"))
    assert (found.severity, found.declared_level, found.expected_level) == (Severity.ERROR, "A", "B")


def test_a_level_may_follow_the_declared_total_within_the_tolerance():
    rules = rules_of(2565, items=())
    scores = dict.fromkeys(range(1, 11), Decimal("84.99"))
    declared = declared_of(rules, scores, total=Decimal("85.00"))
    assert [each.code for each in check(rules, scores, replace(declared, level="A"))] == [Code.TOTAL_DIFFERS]
    assert [each.code for each in check(rules, scores, replace(declared, level="B"))] == [Code.TOTAL_DIFFERS]
    assert Code.LEVEL_DIFFERS in {each.code for each in check(rules, scores, replace(declared, level="AA"))}


def test_a_level_may_follow_a_declared_instrument_within_the_tolerance():
    rules = rules_of(2566)
    scores = {**dict.fromkeys(range(1, 11), Decimal("90.00")), **dict.fromkeys((6, 7, 8), Decimal("84.99"))}
    right = declared_of(rules, scores)
    for level, of_the_eit in [("ผ่านดี", "ผ่านดี"), ("ผ่าน", "ต้องปรับปรุง")]:
        declared = with_instrument(replace(right, level=level), "EIT", "85.00", of_the_eit)
        assert [each.severity for each in check(rules, scores, declared)] == [Severity.NOTE]


# Levels


@pytest.mark.parametrize(
    ("year", "level", "expected", "cause"),
    [
        (2566, "A", "ผ่าน", Cause(CauseCode.WRONG_SCALE, fiscal_year=2565)),
        (2565, "ผ่าน", "A", Cause(CauseCode.WRONG_SCALE, fiscal_year=2566)),
        (2563, "ผ่าน", "A", Cause(CauseCode.WRONG_SCALE, fiscal_year=2566)),
        (2563, "ต้องปรับปรุง", "A", Cause(CauseCode.WRONG_SCALE, fiscal_year=2566)),  # though 85.66 is better there
        (2565, "ดีมาก", "A", None),
    ],
)
def test_a_level_that_is_none_of_the_year_is_told_with_those_that_are(year, level, expected, cause):
    rules = rules_of(year)
    (found,) = check(rules, THA_MALING, declared_of(rules, THA_MALING, level=level), other_levels=SCALES)
    labels = tuple(each.label for each in rules.levels)
    assert found == Discrepancy(Code.UNKNOWN_LEVEL, Severity.ERROR, Place(), level, expected, cause, levels=labels)


@pytest.mark.parametrize(("year", "level", "expected"), [(2566, "ผ่านดี", "ผ่าน"), (2565, "B", "A")])
def test_a_wrong_level_is_an_error(year, level, expected):
    rules = rules_of(year)
    (found,) = check(rules, THA_MALING, declared_of(rules, THA_MALING, level=level), other_levels=SCALES)
    assert found == Discrepancy(Code.LEVEL_DIFFERS, Severity.ERROR, Place(), level, expected)


def test_a_level_of_the_same_name_on_another_years_scale_is_recognised():
    stricter = (LevelRule("A", Decimal("90.00")), LevelRule("B", Decimal("80.00")), LevelRule("C", Decimal(0)))
    rules = rules_of(2565)
    declared = declared_of(rules, THA_MALING, level="B")
    (found,) = check(rules, THA_MALING, declared, other_levels={**SCALES, 2564: stricter})
    assert found.cause == Cause(CauseCode.WRONG_SCALE, fiscal_year=2564)
    assert (found.code, found.key) == (Code.LEVEL_DIFFERS, "level_differs:total:B:A")


def test_the_level_of_an_instrument_is_checked_in_the_same_way():
    rules = rules_of(2566)
    right = declared_of(rules, THA_MALING)
    (found,) = check(rules, THA_MALING, with_instrument(right, "IIT", "81.12", "B"), other_levels=SCALES)
    assert (found.code, found.place, found.expected) == (
        Code.UNKNOWN_LEVEL,
        Place(instrument="IIT"),
        "ต้องปรับปรุง",
    )
    assert found.cause == Cause(CauseCode.WRONG_SCALE, fiscal_year=2565)
    (found,) = check(rules, THA_MALING, with_instrument(right, "IIT", "81.12", "ผ่าน"), other_levels=SCALES)
    assert (found.code, found.declared, found.expected) == (Code.INSTRUMENT_LEVEL_DIFFERS, "ผ่าน", "ต้องปรับปรุง")


def test_a_level_that_follows_a_wrong_instrument_names_it():
    # With the copied 87.49 and an EIT above 85 every instrument, and so the level, seems to be ผ่านดี.
    rules, scores = rules_of(2566), {**THA_MALING, 6: Decimal("90.00")}
    declared = with_instrument(declared_of(rules, scores), "IIT", "87.49", "ผ่านดี")
    copied, level = check(rules, scores, replace(declared, level="ผ่านดี"))
    assert (copied.declared_level, copied.expected_level) == ("ผ่านดี", "ต้องปรับปรุง")
    assert (level.code, level.expected) == (Code.LEVEL_DIFFERS, "ผ่าน")
    assert level.cause == Cause(CauseCode.FOLLOWS_INSTRUMENT, instruments=("IIT",))


def test_a_level_that_follows_a_wrong_instrument_is_not_put_to_a_note_on_the_total():
    rules, scores = rules_of(2566), {**THA_MALING, 6: Decimal("90.00")}
    right = declared_of(rules, scores)
    declared = with_instrument(replace(right, level="ผ่านดี"), "IIT", "87.49", "ผ่านดี")
    discrepancies = check(rules, scores, replace(declared, total=right.total + Decimal("0.01")))
    assert [(each.code, each.severity) for each in discrepancies] == [
        (Code.INSTRUMENT_DIFFERS, Severity.ERROR),
        (Code.TOTAL_DIFFERS, Severity.NOTE),
        (Code.LEVEL_DIFFERS, Severity.ERROR),
    ]


def test_a_level_that_cannot_be_told_is_not_judged():
    rules = rules_of(2566)
    assert check(rules, {}, Declared(total=Decimal("90.00"), level="ผ่านดี")) == ()
    assert check(rules, {}, Declared(total=Decimal("90.00"), level="ผ่าน")) == ()
    (found,) = check(rules, {}, Declared(total=Decimal("60.00"), level="ผ่านดี"))
    assert (found.code, found.expected) == (Code.LEVEL_DIFFERS, "ต้องปรับปรุงโดยด่วน")


def the_only(year, declared, scores=MappingProxyType({}), **rules):
    """The only thing that is found."""
    (found,) = check(rules_of(year, **rules), scores, declared, other_levels=SCALES)
    return found


def test_a_level_that_the_total_alone_rules_out_does_not_pass():
    # Read in the wild: ผ่านดีเยี่ยม asks for 95.
    found = the_only(2566, Declared(total=Decimal("89.43"), level="ผ่านดีเยี่ยม"))
    assert (found.code, found.expected, found.possible) == (Code.LEVEL_DIFFERS, None, ("ผ่านดี", "ผ่าน"))
    with translation.override("en"):
        assert sentence(found) == (
            "The level is declared as ผ่านดีเยี่ยม, but by the known figures it can only be ผ่านดี or ผ่าน."
        )


@pytest.mark.parametrize(
    ("level", "scale", "cause"),
    [("xyz", "", None), ("A", "This is a level on the scale of fiscal year 2565.", 2565)],
)
def test_a_label_of_no_level_does_not_pass_where_the_level_cannot_be_told(level, scale, cause):
    found = the_only(2566, Declared(total=Decimal("89.43"), level=level))
    assert (found.code, found.severity, found.expected) == (Code.UNKNOWN_LEVEL, Severity.ERROR, None)
    assert found.cause == (cause and Cause(CauseCode.WRONG_SCALE, fiscal_year=cause))
    with translation.override("en"):
        assert (
            sentence(found)
            == (
                f"The level is declared as {level}, which is no level of this year "
                f"(ผ่านดีเยี่ยม, ผ่านดี, ผ่าน, ต้องปรับปรุง, ต้องปรับปรุงโดยด่วน). {scale}"
            ).strip()
        )
    assert the_only(2566, Declared(level=level)).code is Code.UNKNOWN_LEVEL
    assert the_only(2566, Declared(instrument_levels={"OIT": level})).place == Place(instrument="OIT")


@pytest.mark.parametrize(
    ("declared", "scores", "expected"),
    [
        # The EIT is known and below 85, so that only the third level is left.
        (Declared(instruments={"EIT": Decimal("80.00")}, total=Decimal("89.43"), level="ผ่านดี"), {}, "ผ่าน"),
        # The same by its scores, and by its declared level alone.
        (Declared(total=Decimal("89.43"), level="ผ่านดี"), {6: "80", 7: "80", 8: "80"}, "ผ่าน"),
        (Declared(total=Decimal("89.43"), level="ผ่านดี", instrument_levels={"EIT": "ต้องปรับปรุง"}), {}, "ผ่าน"),
        # Two of the three scores are 70: with 100 in the third the EIT is 80.
        (Declared(total=Decimal("89.43"), level="ผ่านดี"), {6: "70", 7: "70"}, "ผ่าน"),
        # No instrument can be below 85 if the total is 99.90.
        (Declared(total=Decimal("99.90"), level="ผ่าน"), {}, "ผ่านดีเยี่ยม"),
        # Without a total: the known instruments leave 55.20 to 95.20 of it, and the IIT is below 95 and 85.
        (
            Declared(instruments={"IIT": Decimal("84.00"), "EIT": Decimal("100.00")}, level="ผ่านดีเยี่ยม"),
            {},
            None,
        ),
        (Declared(instruments={"IIT": Decimal("0.00"), "EIT": Decimal("10.00")}, level="ผ่าน"), {}, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_only_a_level_that_is_possible_by_what_is_known_passes(declared, scores, expected):
    scores = {number: Decimal(score) for number, score in scores.items()}
    found = the_only(2566, declared, scores, items=())
    assert (found.code, found.declared, found.expected) == (Code.LEVEL_DIFFERS, declared.level, expected)
    right = replace(declared, level=found.possible[0])
    assert check(rules_of(2566, items=()), scores, right) == ()


@pytest.mark.parametrize(
    ("declared", "scores", "possible"),
    [
        (Declared(instrument_levels={"EIT": "AA"}), {6: "70", 7: "70"}, ("B", "C", "D", "E", "F")),
        (Declared(total=Decimal("98.50"), instrument_levels={"OIT": "B"}), {}, ("AA",)),
        (Declared(total=Decimal("20.00"), instrument_levels={"OIT": "B"}), {}, ("E", "F")),
    ],
)
def test_the_level_of_an_instrument_without_a_score_must_be_possible(declared, scores, possible):
    found = the_only(2565, declared, {number: Decimal(score) for number, score in scores.items()})
    assert (found.code, found.possible) == (Code.INSTRUMENT_LEVEL_DIFFERS, possible)
    for label in possible:
        right = replace(declared, instrument_levels=dict.fromkeys(declared.instrument_levels, label))
        assert check(rules_of(2565), {number: Decimal(score) for number, score in scores.items()}, right) == ()


@pytest.mark.parametrize(
    ("declared", "scores", "code", "possible"),
    [
        (Declared(instruments={"EIT": Decimal("80.01")}), {6: "60", 7: "80"}, None, ()),
        (
            Declared(instruments={"EIT": Decimal("80.02")}),
            {6: "60", 7: "80"},
            Code.INSTRUMENT_DIFFERS,
            ("46.67", "80.00"),
        ),
        (
            Declared(instruments={"IIT": Decimal("80"), "EIT": Decimal("80")}, total=Decimal("89.43")),
            {},
            Code.TOTAL_DIFFERS,
            ("48.00", "88.00"),
        ),
        (
            Declared(instrument_levels=dict.fromkeys(CODES, "AA"), total=Decimal("80.00")),
            {},
            Code.TOTAL_DIFFERS,
            ("95.00", "100.00"),
        ),
    ],
)
def test_a_declared_score_that_nothing_missing_can_explain_does_not_pass(declared, scores, code, possible):
    discrepancies = check(rules_of(2565), {number: Decimal(score) for number, score in scores.items()}, declared)
    assert [each.code for each in discrepancies] == ([code] if code else [])
    for found in discrepancies:
        assert tuple(map(str, found.possible)) == possible
        with translation.override("en"):
            assert f"it lies between {possible[0]} and {possible[1]}" in sentence(found)


@unhurried
@given(years, ten(two_decimals), st.sets(st.integers(1, 10), min_size=1), st.data())
def test_exactly_the_levels_that_some_completion_has_are_possible(year, scores, emptied, data):
    """Whatever is typed for the missing scores, the level that follows is among those that pass."""
    rules = rules_of(year)
    scores = as_items_give(rules, scores)
    typed = {number: score for number, score in scores.items() if number not in emptied}
    other = as_items_give(rules, {number: data.draw(two_decimals) for number in sorted(emptied)})
    completed = analyse(rules, {**typed, **other})
    declared = Declared(total=data.draw(st.sampled_from([completed.total, None])), level=completed.level)
    assert check(rules, typed, declared) == ()


def test_a_level_that_follows_neither_figure_is_a_finding_of_its_own():
    rules = rules_of(2565)
    declared = with_instrument(declared_of(rules, THA_MALING), "IIT", "87.49", "C")
    copied, level = check(rules, THA_MALING, declared)
    assert (copied.code, copied.declared_level) == (Code.INSTRUMENT_DIFFERS, None)
    assert (level.code, level.declared, level.expected) == (Code.INSTRUMENT_LEVEL_DIFFERS, "C", "B")


def test_blanks_around_a_level_are_no_difference():
    rules = rules_of(2565)
    assert check(rules, THA_MALING, declared_of(rules, THA_MALING, level=" A ")) == ()


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


# Words and refusals


def every_kind_of_finding():
    rules, right = rules_of(2565), declared_of(rules_of(2565), THA_MALING)
    points = {"IIT": Decimal("24.34"), "EIT": Decimal("24.82"), "OIT": Decimal("36.50")}
    swapped = {**THA_MALING, 2: THA_MALING[9], 9: THA_MALING[2]}
    twins = {**THA_MALING, 1: Decimal("87.50"), 9: Decimal("87.50")}
    cases = [
        (AS_PRINTED_SCORES, AS_PRINTED),
        (THA_MALING, replace(right, instruments=points)),
        ({}, Declared(instruments=points, total=Decimal("85.66"))),
        (THA_MALING, replace(right, level="ผ่าน")),
        (THA_MALING, replace(right, total=Decimal("85.70"))),
        (THA_MALING, with_instrument(right, "IIT", "81.13", "C")),
        (swapped, right),
        ({**twins, 2: Decimal("87.50"), 9: Decimal("77.85")}, declared_of(rules, twins)),
        ({**THA_MALING, 2: Decimal("70.00")}, right),
        (THA_MALING, replace(with_instrument(right, "IIT", "87.49"), total=Decimal("87.57"))),
        (THA_MALING, replace(right, level="B")),
        ({}, Declared(total=Decimal("89.43"), level="AA", instruments={"IIT": Decimal(10), "EIT": Decimal(10)})),
        ({6: Decimal(10), 7: Decimal(10)}, Declared(instruments={"EIT": Decimal(90)}, instrument_levels={"OIT": "F"})),
        ({6: Decimal(10), 7: Decimal(10)}, Declared(instrument_levels={"EIT": "A"})),
        ({**THA_MALING, 9: Decimal("19.00")}, right),
        ({**THA_MALING, 10: Decimal("97.50")}, Declared()),
        (AS_PRINTED_SCORES, Declared(total=Decimal("85.66"), level="A")),
        ({**THA_MALING, 2: Decimal("70.00")}, Declared(total=Decimal("85.66"))),
    ]
    return [found for scores, declared in cases for found in check(rules, scores, declared, other_levels=SCALES)]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_finding_has_a_sentence_with_its_figures(language):
    discrepancies = every_kind_of_finding()
    assert {each.code for each in discrepancies} == set(Code)
    assert {each.cause.code for each in discrepancies if each.cause} == set(CauseCode)
    with translation.override(language):
        for found in discrepancies:
            said = sentence(found)
            assert "%" not in said
            for figure in (found.declared, found.expected, found.place.instrument, *found.possible, *found.levels):
                assert figure is None or str(figure) in said


def test_candidates_that_are_no_slip_are_told_with_their_range():
    rules = rules_of(2565)
    (found,) = check(rules, {**THA_MALING, 2: Decimal("70.00")}, declared_of(rules, THA_MALING))
    values = {each.indicator: each.values for each in found.cause.candidates}
    assert THA_MALING[2] in values[2]
    with translation.override("en"):
        assert "indicator 2 = 77.83 (77.81 to 77.85)" in sentence(found)


def test_a_finding_keeps_its_key_until_a_figure_changes():
    rules = rules_of(2565)

    def key(score):
        declared = with_instrument(declared_of(rules, THA_MALING), "IIT", score)
        return check(rules, THA_MALING, declared)[0].key

    assert key("81.00") == key("81.00") == "instrument_differs:IIT:81.00:81.12"
    assert key("81.00") != key("81.10")


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (Declared(instruments={"XIT": Decimal(80)}), "unknown instruments"),
        (Declared(instrument_levels={"XIT": "A"}), "unknown instruments"),
        (Declared(instruments={"IIT": 81.12}), "declared score of IIT must be a Decimal"),
        (Declared(total=Decimal(101)), "declared score of total must lie between"),
    ],
)
def test_declared_figures_that_cannot_be_are_refused(declared, said):
    with pytest.raises(ValueError, match=said):
        check(rules_of(2565), THA_MALING, declared)
