"""A level passes only while it is possible by what is known, and only if it is one of the year."""

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from assessments.analysis import analyse
from assessments.consistency import Declared, check
from assessments.consistency.discrepancies import Cause, CauseCode, Code, Discrepancy, Place, Severity
from assessments.consistency.sentences import sentence
from assessments.rules import LevelRule
from tests.declared_results import CODES, SCALES, declared_of, ten, two_decimals, unhurried, with_instrument, years
from tests.rules_of_the_years import THA_MALING, as_items_give, rules_of

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
    labels = tuple(rule.label for rule in rules.levels)
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
    assert [(discrepancy.code, discrepancy.severity) for discrepancy in discrepancies] == [
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
    assert [discrepancy.code for discrepancy in discrepancies] == ([code] if code else [])
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
