"""What is declared, held against the scores: found in the document as printed, silent on what is right."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from assessments.analysis import rounded
from assessments.consistency import Declared, check
from assessments.consistency.discrepancies import Cause, CauseCode, Code, Place, Severity
from assessments.consistency.sentences import sentence
from tests.declared_results import (
    AS_PRINTED,
    AS_PRINTED_SCORES,
    CODES,
    SCALES,
    declared_of,
    four_decimals,
    ten,
    two_decimals,
    unhurried,
    with_instrument,
    years,
)
from tests.rules_of_the_years import THA_MALING, TRAT, as_items_give, rules_of

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
    assert [candidate.indicator for candidate in misprinted.cause.candidates] == [9]


def test_the_printed_document_is_told_in_words():
    with translation.override("en"):
        told = [sentence(discrepancy) for discrepancy in check(rules_of(2565), AS_PRINTED_SCORES, AS_PRINTED)]
    assert told == [
        "IIT is declared as 87.49, but its indicators give 81.12. The level is therefore B, not A. "
        "The figure is the score of indicator 1.",
        "Indicator 9 is entered as 85.00 and should probably be 95.00. "
        "With indicator 9 = 95.00, OIT and the total both come to what is declared.",
    ]


def test_without_knowledge_of_the_disclosure_items_both_indicators_of_the_oit_stay_possible():
    discrepancies = check(rules_of(2565, items=()), AS_PRINTED_SCORES, AS_PRINTED)
    assert discrepancies[1].place == Place(instrument="OIT")
    assert [(candidate.indicator, str(candidate.value)) for candidate in discrepancies[1].cause.candidates] == [
        (9, "95.00"),
        (10, "97.50"),
    ]
    assert len(discrepancies) == 2


def test_each_fault_of_the_printed_document_is_found_without_the_other():
    rules = rules_of(2565)
    only_copied = check(rules, THA_MALING, AS_PRINTED)
    assert [(discrepancy.code, str(discrepancy.expected)) for discrepancy in only_copied] == [
        (Code.INSTRUMENT_DIFFERS, "81.12")
    ]
    only_misprinted = check(rules, AS_PRINTED_SCORES, with_instrument(AS_PRINTED, "IIT", "81.12", "B"))
    assert [(discrepancy.code, str(discrepancy.expected)) for discrepancy in only_misprinted] == [
        (Code.INDICATOR_DIFFERS, "95.00")
    ]


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
    assert {discrepancy.severity for discrepancy in discrepancies} <= {Severity.NOTE}
    assert {discrepancy.cause.code for discrepancy in discrepancies} <= {CauseCode.ROUNDING}


def test_nothing_declared_is_nothing_to_find():
    assert check(rules_of(2565), THA_MALING, Declared()) == ()
    assert check(rules_of(2565), {}, Declared()) == ()


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
    assert [discrepancy.code for discrepancy in check(rules, scores, replace(declared, level="A"))] == [
        Code.TOTAL_DIFFERS
    ]
    assert [discrepancy.code for discrepancy in check(rules, scores, replace(declared, level="B"))] == [
        Code.TOTAL_DIFFERS
    ]
    assert Code.LEVEL_DIFFERS in {
        discrepancy.code for discrepancy in check(rules, scores, replace(declared, level="AA"))
    }


def test_a_level_may_follow_a_declared_instrument_within_the_tolerance():
    rules = rules_of(2566)
    scores = {**dict.fromkeys(range(1, 11), Decimal("90.00")), **dict.fromkeys((6, 7, 8), Decimal("84.99"))}
    right = declared_of(rules, scores)
    for level, of_the_eit in [("ผ่านดี", "ผ่านดี"), ("ผ่าน", "ต้องปรับปรุง")]:
        declared = with_instrument(replace(right, level=level), "EIT", "85.00", of_the_eit)
        assert [discrepancy.severity for discrepancy in check(rules, scores, declared)] == [Severity.NOTE]


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
    assert {discrepancy.code for discrepancy in discrepancies} == set(Code)
    assert {discrepancy.cause.code for discrepancy in discrepancies if discrepancy.cause} == set(CauseCode)
    with translation.override(language):
        for found in discrepancies:
            said = sentence(found)
            assert "%" not in said
            for figure in (found.declared, found.expected, found.place.instrument, *found.possible, *found.levels):
                assert figure is None or str(figure) in said


def test_candidates_that_are_no_slip_are_told_with_their_range():
    rules = rules_of(2565)
    (found,) = check(rules, {**THA_MALING, 2: Decimal("70.00")}, declared_of(rules, THA_MALING))
    values = {candidate.indicator: candidate.values for candidate in found.cause.candidates}
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
