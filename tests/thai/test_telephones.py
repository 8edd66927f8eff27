"""Telephone numbers: what is taken, how it is kept, what is dialled."""

import re

import pytest

from thai.telephones import dialled, parse_telephones


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0 0000 0000", "0 0000 0000"),
        ("๐ ๐๐๐๐ ๐๐๐๐ ต่อ ๑๒", "0 0000 0000 ต่อ 12"),
        ("  0-0000-0000 ,000 000 0000 ", "0-0000-0000, 000 000 0000"),
        ("0 0000 0000-2", "0 0000 0000-2"),
        ("+66 0 0000 000", "+66 0 0000 000"),
        ("191", "191"),
    ],
)
def test_numbers_are_kept_with_arabic_digits_and_single_blanks(written, kept):
    assert parse_telephones(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        *("javascript:alert(1)", "โทร 0 0000 0000", "0 0000 0000;ext=1", "12", "0" * 16, "0 0000 0000 ต่อ", ","),
        *("0 0000 0000, ", "0 0000 0000\x00", "<b>0 0000 0000</b>", "0 0000 0000/1", "٠٠٠٠٠٠", "0--0000"),
    ],
)
def test_what_no_telephone_dials_is_refused(written):
    with pytest.raises(ValueError, match=re.escape(written)):
        parse_telephones(written)


def test_nothing_is_no_telephone_either():
    with pytest.raises(ValueError, match=r"^$"):
        parse_telephones("")


@pytest.mark.parametrize(
    ("kept", "numbers"),
    [
        ("", []),
        ("0 0000 0001 ต่อ 12", [("0 0000 0001 ต่อ 12", "000000001")]),
        ("0 0000 0001-2, 191", [("0 0000 0001-2", "000000001"), ("191", "191")]),
        ("0-0000-0001", [("0-0000-0001", "000000001")]),
    ],
)
def test_the_first_line_is_dialled_without_its_extension(kept, numbers):
    assert list(dialled(kept)) == numbers
