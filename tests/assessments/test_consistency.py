"""What is declared, held against the scores: found in the document as printed, silent on what is right."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessments.analysis import analyse, rounded
from assessments.consistency import Declared, check
from assessments.consistency.causes import is_slip
from assessments.consistency.discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity, sentence
from tests.rules_of_the_years import LETTERS, NAMED, THA_MALING, TRAT, YEARS, rules_of

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
    ("year", "scores", "instruments", "total", "level"),
    [
        (2565, THA_MALING, ("81.12", "82.73", "91.25"), "85.66", "A"),
        (2566, THA_MALING, ("81.12", "82.73", "91.25"), "85.66", "ผ่าน"),
        (2565, {}, ("81.12", "82.73", "91.25"), "85.66", "A"),
        (2564, TRAT, (None, None, None), "81.45", "B"),
    ],
)
def test_published_results_have_no_finding(year, scores, instruments, total, level):
    scores_by_code = {code: score and Decimal(score) for code, score in zip(CODES, instruments, strict=True)}
    declared = Declared(instruments=scores_by_code, total=Decimal(total), level=level)
    assert check(rules_of(year), scores, declared, other_levels=SCALES) == ()


@unhurried
@given(
    years,
    ten(two_decimals),
    st.sets(st.integers(1, 10)),
    st.sets(st.sampled_from([*CODES, "total", "level"])),
)
def test_a_right_result_never_has_a_finding(year, scores, emptied, undeclared):
    rules = rules_of(year)
    declared = declared_of(rules, scores)
    declared = Declared(
        instruments={code: None if code in undeclared else declared.instruments[code] for code in CODES},
        total=None if "total" in undeclared else declared.total,
        level="" if "level" in undeclared else declared.level,
        instrument_levels=declared.instrument_levels,
    )
    typed = {number: None if number in emptied else score for number, score in scores.items()}
    assert check(rules, typed, declared, other_levels=SCALES) == ()


@unhurried
@given(years, ten(four_decimals))
def test_a_result_worked_out_from_unprinted_decimals_has_at_most_notes_on_rounding(year, scores):
    rules = rules_of(year)
    typed = {number: rounded(score) for number, score in scores.items()}
    discrepancies = check(rules, typed, declared_of(rules, scores), other_levels=SCALES)
    assert {each.severity for each in discrepancies} <= {Severity.NOTE}
    assert {each.cause.code for each in discrepancies} <= {CauseCode.ROUNDING}


def test_nothing_declared_is_nothing_to_find():
    assert check(rules_of(2565), THA_MALING, Declared()) == ()
    assert check(rules_of(2565), {}, Declared()) == ()


# One fault, one discrepancy


@unhurried
@given(years, ten(two_decimals), st.sampled_from(CODES), st.integers(1, 10))
def test_a_copied_score_is_named_with_its_indicator(year, scores, code, number):
    rules = rules_of(year)
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
    assume(found.code is not Code.INDICATORS_SWAPPED)
    assert more == []
    assert found.cause.code is CauseCode.RECONCILING_VALUE
    values = {each.indicator: each.values for each in found.cause.candidates}
    another_slip_is_believed = number not in values and found.cause.candidates[0].is_slip
    assert another_slip_is_believed or scores[number] in values[number]


@unhurried
@given(years, ten(two_decimals), st.sampled_from([(1, 6), (2, 9), (5, 10), (7, 9), (8, 10), (3, 7)]))
def test_two_exchanged_indicators_are_one_finding(year, scores, pair):
    rules = rules_of(year)
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
    rules = rules_of(2565)
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
        (2566, "ผ่านดี", "ผ่าน", None),
        (2565, "B", "A", None),
        (2565, "ดีมาก", "A", None),
    ],
)
def test_a_wrong_level_is_an_error_and_the_other_years_scale_is_recognised(year, level, expected, cause):
    rules = rules_of(year)
    (found,) = check(rules, THA_MALING, declared_of(rules, THA_MALING, level=level), other_levels=SCALES)
    assert found == Discrepancy(Code.LEVEL_DIFFERS, Severity.ERROR, Place(), level, expected, cause)


def test_the_level_of_an_instrument_is_checked_in_the_same_way():
    rules = rules_of(2566)
    right = declared_of(rules, THA_MALING)
    (found,) = check(rules, THA_MALING, with_instrument(right, "IIT", "81.12", "B"), other_levels=SCALES)
    assert found == Discrepancy(
        Code.INSTRUMENT_LEVEL_DIFFERS,
        Severity.ERROR,
        Place(instrument="IIT"),
        "B",
        "ต้องปรับปรุง",
        Cause(CauseCode.WRONG_SCALE, fiscal_year=2565),
    )


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
    (found,) = check(rules, {}, Declared(total=Decimal("60.00"), level="ผ่านดี"))
    assert (found.code, found.expected) == (Code.LEVEL_DIFFERS, "ต้องปรับปรุงโดยด่วน")


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
            for figure in (found.declared, found.expected, found.place.instrument):
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
