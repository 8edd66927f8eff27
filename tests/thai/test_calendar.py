"""Dates of the Buddhist Era, typed and written, and fiscal years."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thai.calendar import (
    BUDDHIST_OFFSET,
    ChristianEraYear,
    NoSuchDay,
    christian_year,
    fiscal_year_bounds,
    fiscal_year_of,
    format_datetime,
    format_long,
    format_numeric,
    format_short,
    local_day,
    parse_date,
)
from thai.digits import to_thai

END_OF_MARCH = date(2023, 3, 31)
AFTERNOON = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)  # 14.05 in Bangkok
unhurried = settings(deadline=None)  # a busy machine is no fault of the code
DAYS_BE_2400_TO_2700 = st.dates(date(1857, 1, 1), date(2157, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("31/3/2566", "31/03/2566", "31-03-2566", "31.3.2566", "2566-03-31", "๓๑/๓/๒๕๖๖", "๒๕๖๖-๐๓-๓๑"),
        *("๓๑ มีนาคม ๒๕๖๖", "31 มี.ค. 2566", "31 มีนาคม พ.ศ. 2566", "31 มีนาคม พ.ศ.2566", "31มี.ค.2566"),
        *(
            "31 มีค 2566",
            "31 มีนาคมพ.ศ. 2566",
            "  31  มีนาคม\u00a0พศ 2566\u00a0",
            "31 March B.E. 2566",
            "31 mar 2566",
        ),
    ],
)
def test_a_date_is_read_in_every_usual_form(typed):
    assert parse_date(typed) == END_OF_MARCH


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "31",
            "31/3",
            "31/3/66",
            "31 มี.ค. 66",
            "2566",
            "31/3-2566",
            "31//3/2566",
            "31/3/2566 12:00",
        ),
        *("31/3/02566", "3/31/2566x", "31 มีนะ 2566", "31 2566", "มีนาคม 2566", "31/มีนาคม/2566", "+31/3/2566"),
        *(
            "٣١/٣/٢٥٦٦",
            "2566-٠3-31",
            "2566-03-3١",
            "3²/3/2566",
            "31/3/256６",
            "31/3/2566\x00",
            "31/3/0000",
            "31/3/2399",
            "31/3/2701",
            "31/3/1899",
        ),
        *("31 มีนาคม ค.ศ. 2566", "(" * 1000, "1" * 10_000, "1" + " ก" * 10_000),
    ],
)
def test_what_is_not_a_date_of_the_buddhist_era_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a (date|month|year)") as raised:
        parse_date(typed)
    assert not isinstance(raised.value, ChristianEraYear | NoSuchDay)


@pytest.mark.parametrize(
    "typed", ["31/2/2566", "29 ก.พ. 2566", "29/2/2443", "0/3/2566", "1/0/2566", "3/31/2566", "31/11/2566"]
)
def test_a_day_that_is_not_in_the_calendar_is_refused_as_such(typed):
    with pytest.raises(NoSuchDay):
        parse_date(typed)


def test_leap_years_are_those_of_the_christian_year():
    assert parse_date("29 ก.พ. 2567") == date(2024, 2, 29)
    assert parse_date("29/2/2543") == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31/3/2023", 2566),
        ("๓๑ มีนาคม ๒๐๒๓", 2566),
        ("2023-03-31", 2566),
        ("1/1/1900", 2443),
        ("1/1/2157", 2700),
    ],
)
def test_a_christian_year_is_refused_with_the_year_that_was_meant(typed, meant):
    with pytest.raises(ChristianEraYear) as raised:
        parse_date(typed)
    assert raised.value.buddhist_year == meant


@pytest.mark.parametrize(("buddhist", "christian"), [(2400, 1857), (2566, 2023), (2700, 2157)])
def test_years_are_543_apart(buddhist, christian):
    assert christian_year(buddhist) == christian == buddhist - BUDDHIST_OFFSET


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (format_long(END_OF_MARCH), "31 มีนาคม พ.ศ. 2566"),
        (format_long(END_OF_MARCH, language="en"), "31 March B.E. 2566"),
        (format_short(END_OF_MARCH), "31 มี.ค. 2566"),
        (format_short(END_OF_MARCH, language="en"), "31 Mar B.E. 2566"),
        (format_numeric(date(2023, 3, 1)), "01/03/2566"),
        (format_datetime(AFTERNOON), "22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น."),
        (format_datetime(AFTERNOON, language="en"), "22 November B.E. 2569, 14:05"),
    ],
)
def test_dates_are_written_as_in_official_letters(written, expected):
    assert written == expected


def test_every_month_has_its_name_and_its_abbreviation():
    days = [date(2023, month, 1) for month in range(1, 13)]
    assert " ".join(format_short(day).split()[1] for day in days) == (
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
    )
    assert " ".join(format_long(day).split()[1] for day in days) == (
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
    )


@unhurried
@given(
    day=DAYS_BE_2400_TO_2700,
    form=st.sampled_from([format_long, format_short]),
    language=st.sampled_from(["th", "en"]),
    write=st.sampled_from([str, to_thai]),
)
def test_every_written_date_is_read_back(day, form, language, write):
    assert parse_date(write(form(day, language=language))) == day


@unhurried
@given(DAYS_BE_2400_TO_2700)
def test_every_date_in_a_field_is_read_back(day):
    assert parse_date(format_numeric(day)) == parse_date(to_thai(format_numeric(day))) == day


@unhurried
@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text):
    with suppress(ValueError):
        assert isinstance(parse_date(text), date)


def test_a_moment_belongs_to_the_day_that_bangkok_has_then():
    moment = datetime(2023, 3, 31, 18, 30, tzinfo=UTC)
    assert local_day(moment) == date(2023, 4, 1)
    assert format_long(moment) == "1 เมษายน พ.ศ. 2566"
    assert format_datetime(moment) == "1 เมษายน พ.ศ. 2566 เวลา 01.30 น."
    assert format_datetime(moment.replace(tzinfo=None)) == "31 มีนาคม พ.ศ. 2566 เวลา 18.30 น."
    assert local_day(moment.replace(tzinfo=None)) == END_OF_MARCH


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2022, 9, 30), 2565),
        (date(2022, 10, 1), 2566),
        (date(2022, 12, 31), 2566),
        (date(2023, 1, 1), 2566),
        (date(2023, 9, 30), 2566),
        (date(2023, 10, 1), 2567),
        (datetime(2023, 9, 30, 18, 0, tzinfo=UTC), 2567),
    ],
)
def test_a_fiscal_year_begins_on_the_first_of_october(day, year):
    assert fiscal_year_of(day) == year


def test_a_fiscal_year_has_its_first_and_last_day():
    assert fiscal_year_bounds(2566) == (date(2022, 10, 1), date(2023, 9, 30))


@unhurried
@given(st.integers(2401, 2700))
def test_fiscal_years_meet_without_gap_or_overlap(year):
    first, last = fiscal_year_bounds(year)
    assert fiscal_year_of(first) == fiscal_year_of(last) == year
    assert fiscal_year_of(first - timedelta(days=1)) == year - 1


def test_a_fiscal_year_in_the_christian_era_is_refused():
    with pytest.raises(ChristianEraYear):
        fiscal_year_bounds(2023)
