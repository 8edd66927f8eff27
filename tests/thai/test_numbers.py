"""Digits, Thai and Arabic, and typed numbers."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thai.digits import to_arabic, to_thai
from thai.numbers import parse_amount, parse_decimal, parse_whole, two_places

unhurried = settings(deadline=None)  # a busy machine is no fault of the code


def test_thai_and_arabic_digits_are_exchanged_one_for_one():
    assert to_thai("0123456789 O42") == "๐๑๒๓๔๕๖๗๘๙ O๔๒"
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙") == "0123456789"


@unhurried
@given(st.text())
def test_only_digits_change_and_they_change_back(text):
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert len(to_thai(text)) == len(text)


@pytest.mark.parametrize("odd", ["²", "٣", "３", "Ⅷ", "½"])
def test_digits_of_other_scripts_are_left_for_the_parsers_to_refuse(odd):
    assert to_arabic(odd) == odd == to_thai(odd)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("87.49", "87.49"),
        ("๘๗.๔๙", "87.49"),
        ("\u00a0 8๗.50\t", "87.50"),
        ("100", "100"),
        ("-1", "-1"),
        ("007", "7"),
    ],
)
def test_a_typed_number_is_kept_exactly(typed, number):
    assert str(parse_decimal(typed)) == number


NOT_NUMBERS = [
    *(
        "",
        " ",
        "abc",
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "1e2",
        "1E+2",
        "1_000",
        "1,000",
        "87,49",
        "+1",
        "--1",
        "- 1",
    ),
    *(
        ".5",
        "5.",
        "1.2.3",
        "8 7",
        "87.49%",
        "²",
        "8²",
        "٣",
        "８７",
        "½",
        "1\u200b",
        "1\x00",
        "−1",
        "0x10",
        "ร้อย",
    ),
]


@pytest.mark.parametrize("typed", NOT_NUMBERS)
def test_nothing_odd_is_read_as_a_number(typed):
    with pytest.raises(ValueError, match="not a number"):
        parse_decimal(typed)
    with pytest.raises(ValueError, match="not a whole number"):
        parse_whole(typed)


def test_a_whole_number_has_no_decimal_point():
    assert parse_whole(" ๒๕ ") == 25
    with pytest.raises(ValueError, match="not a whole number"):
        parse_whole("25.0")


@unhurried
@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text):
    with suppress(ValueError):
        assert parse_decimal(text).is_finite()


@unhurried
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=4))
def test_every_number_written_in_thai_digits_is_read_back(number):
    assert parse_decimal(to_thai(f"{number:f}")) == number


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        *(
            ("85.655", "85.66"),
            ("85.645", "85.65"),
            ("84.995", "85.00"),
            ("84.9949999999999999999999999", "84.99"),
        ),
        *(
            ("81.118", "81.12"),
            ("0", "0.00"),
            ("100", "100.00"),
            ("-0.005", "-0.01"),
            ("-0.004", "0.00"),
            ("1E+2", "100.00"),
        ),
    ],
)
def test_two_places_are_rounded_half_up(value, rounded):
    assert str(two_places(Decimal(value))) == rounded


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_not_finite_is_not_rounded(value):
    with pytest.raises(ValueError, match="not a finite number"):
        two_places(Decimal(value))


def test_minus_zero_is_zero():
    assert str(parse_decimal("-0.00")) == "0.00"


@pytest.mark.parametrize(
    ("written", "amount"),
    [("20,000", "20000"), ("๒๐,๐๐๐", "20000"), (" 1,234,567.50 ", "1234567.50"), ("20000", "20000"), ("0.25", "0.25")],
)
def test_an_amount_is_read_with_its_thousands(written, amount):
    assert parse_amount(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["20,00", "2,0000", ",000", "0,000", "20.000,50", "20 000", "", "สองหมื่น"])
def test_what_is_not_grouped_by_thousands_is_no_amount(written):
    with pytest.raises(ValueError, match="not a number"):
        parse_amount(written)
