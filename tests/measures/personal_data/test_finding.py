"""Personal data is found as Thai offices write it, and what only looks like it is left alone."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.personal_data import PersonalData, find
from measures.personal_data.finding import is_national_id
from thai.digits import to_thai

ID = "1234567890121"
FOUND = {
    "an ID number": (ID, "1-23xx-xxxxx-xx-1"),
    "in groups": ("1-2345-67890-12-1", "1-23xx-xxxxx-xx-1"),
    "in groups with blanks": ("1 2345 67890 12 1", "1-23xx-xxxxx-xx-1"),
    "in dashes of a word processor": ("1–2345–67890–12–1", "1-23xx-xxxxx-xx-1"),
    "in Thai digits": ("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "1-23xx-xxxxx-xx-1"),
    "in the boxes of a form": ("1 2 3 4 5 6 7 8 9 0 1 2 1", "1-23xx-xxxxx-xx-1"),
    "a town": ("02-123-4567", "02-xxx-xx67"),
    "a town as offices write it": ("0 2123 4567", "02-xxx-xx67"),
    "a town in Thai digits": ("๐ ๒๑๒๓ ๔๕๖๗", "02-xxx-xx67"),
    "a town in brackets": ("(02) 123-4567", "02-xxx-xx67"),
    "a province": ("074-123-456", "07-xxx-xx56"),
    "a bare town": ("021234567", "02-xxx-xx67"),
    "a mobile": ("081-234-5678", "081-xxx-xx78"),
    "a bare mobile": ("0812345678", "081-xxx-xx78"),
    "a mobile in halves": ("08 1234 5678", "081-xxx-xx78"),
    "a mobile with points": ("081.234.5678", "081-xxx-xx78"),
    "from abroad": ("+66 81 234 5678", "081-xxx-xx78"),
    "bare from abroad": ("+66812345678", "081-xxx-xx78"),
    "from abroad with a nought": ("+66 (0)2 123 4567", "02-xxx-xx67"),
    "dialled abroad": ("0066812345678", "081-xxx-xx78"),
    "an address": ("Somchai.J+ita@example.co.th", "Sxxx@example.co.th"),
}
NOTHING = [
    "2566",
    "ปีงบประมาณ 2566 และ 2567",
    "0 2566 2567",
    "1,234,567.00",
    "1,023,456,789",
    "100,000,000",
    "0.25661234",
    "05/12/2566",
    "05-12-2566 9 ราย",
    "01-10-2565 ถึง 30-09-2566",
    "ที่ มท 0808.2/ว 1234",
    "ที่ ๐๘๐๘.๒/๑๒๓๔",
    "เลขที่บัญชี 123-0-21234-5",
    "12345678901",
    "08123456789",
    "01234567890",
    "1234567890122",
    "12345678901210",
    "someone@localhost",
    "@example.go.th",
    "ผู้บริหาร ๘๕.๖๖ คะแนน ระดับ A",
    "",
]


@pytest.mark.parametrize("case", FOUND)
@pytest.mark.parametrize("around", ["%s", "โทร%sค่ะ", "ข้อ 1 %s, 2566", "(%s)", "\n%s\n"])
def test_personal_data_is_found_and_masked(case, around):
    written, masked = FOUND[case]
    [found] = find(around % written)
    assert (found.text, found.masked) == (written, masked)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_it_is_left_alone(text):
    assert find(text) == []


def test_what_is_found_comes_in_the_order_of_the_text_with_its_kind():
    found = find(f"โทร. 0812345678,0898765432 อีเมล a@b.go.th เลข {ID} ต่อ 12, 02-123-4567-9")
    assert [(one.kind, one.text) for one in found] == [
        (PersonalData.TELEPHONE, "0812345678"),
        (PersonalData.TELEPHONE, "0898765432"),
        (PersonalData.EMAIL, "a@b.go.th"),
        (PersonalData.NATIONAL_ID, ID),
        (PersonalData.TELEPHONE, "02-123-4567"),
    ]


def test_a_decision_holds_for_every_way_of_writing():
    ways = [
        ["1-2345-67890-12-1", ID, to_thai(ID)],
        ["081-234-5678", "0812345678", "+66 81 234 5678", "๐๘๑ ๒๓๔ ๕๖๗๘"],
        ["A@Example.go.th", "a@example.go.th"],
    ]
    digests = [{found.digest for way in same for found in find(way)} for same in ways]
    assert [len(found) for found in digests] == [1, 1, 1]
    assert digests[0] == {hashlib.sha256(f"national_id:{ID}".encode()).hexdigest()}
    assert len(set.union(*digests)) == 3


def test_what_is_repeated_is_told_once_as_it_stands_first():
    assert [one.text for one in find("081-234-5678 และ 0812345678 และ 081-234-5678")] == ["081-234-5678"]


def test_a_number_inside_an_address_or_an_id_is_no_telephone():
    assert [one.kind for one in find("0812345678@example.co.th")] == [PersonalData.EMAIL]


@given(st.text("0123456789", min_size=12, max_size=12), st.lists(st.sampled_from(["", "-", " "]), min_size=12))
def test_every_id_number_is_found_and_none_with_another_check_digit(digits, gaps):
    last = next(str(digit) for digit in range(10) if is_national_id(f"{digits}{digit}"))
    written = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:] + last, strict=False))
    assert PersonalData.NATIONAL_ID in [found.kind for found in find(to_thai(written))]
    wrong = digits + str((int(last) + 1) % 10)
    assert PersonalData.NATIONAL_ID not in [found.kind for found in find(wrong)]


@given(st.text(st.sampled_from("0123456789๐๑๒ -.@ก+()a\n"), max_size=200))
def test_whatever_the_text_what_is_found_stands_in_it(text):
    for found in find(text):
        assert found.text in text
        assert found.masked != found.text
