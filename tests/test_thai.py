"""The ground floor: digits, Buddhist-era dates, typed numbers, form fields and template filters."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, NavigableString
from django import forms
from django.contrib.admin import AdminSite, ModelAdmin
from django.db import models
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation
from django.utils.safestring import mark_safe
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
from thai.digits import to_arabic, to_thai
from thai.forms import (
    ADMIN_FORMFIELDS,
    BuddhistDateField,
    FiscalYearField,
    ThaiDecimalField,
    ThaiIntegerField,
)
from thai.numbers import parse_decimal, parse_whole, two_places
from thai.numerals import thai_numerals

END_OF_MARCH = date(2023, 3, 31)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code
DAYS_BE_2400_TO_2700 = st.dates(date(1857, 1, 1), date(2157, 12, 31))


@pytest.fixture(autouse=True)
def english():
    """Most messages are compared in the language in which they stand in the code."""
    with translation.override("en"):
        yield


# Digits


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


# Dates


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
    with pytest.raises(ValueError) as raised:
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
        (format_long(END_OF_MARCH, numerals="thai"), "๓๑ มีนาคม พ.ศ. ๒๕๖๖"),
        (format_long(END_OF_MARCH, language="en"), "31 March B.E. 2566"),
        (format_short(END_OF_MARCH), "31 มี.ค. 2566"),
        (format_short(END_OF_MARCH, language="en"), "31 Mar B.E. 2566"),
        (format_numeric(date(2023, 3, 1)), "01/03/2566"),
        (format_datetime(datetime(2026, 11, 22, 14, 5)), "22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น."),
        (
            format_datetime(datetime(2026, 11, 22, 14, 5), numerals="thai"),
            "๒๒ พฤศจิกายน พ.ศ. ๒๕๖๙ เวลา ๑๔.๐๕ น.",
        ),
        (format_datetime(datetime(2026, 11, 22, 14, 5), language="en"), "22 November B.E. 2569, 14:05"),
    ],
)
def test_dates_are_written_as_in_official_letters(written, expected):
    assert written == expected


def test_every_month_has_its_name_and_its_abbreviation():
    days = [date(2023, month, 1) for month in range(1, 13)]
    assert [format_short(day).split()[1] for day in days] == (
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
    )
    assert [format_long(day).split()[1] for day in days] == (
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
    )


@unhurried
@given(
    day=DAYS_BE_2400_TO_2700,
    form=st.sampled_from([format_long, format_short]),
    language=st.sampled_from(["th", "en"]),
    numerals=st.sampled_from(["arabic", "thai"]),
)
def test_every_written_date_is_read_back(day, form, language, numerals):
    assert parse_date(form(day, language=language, numerals=numerals)) == day


@unhurried
@given(DAYS_BE_2400_TO_2700)
def test_every_date_in_a_field_is_read_back(day):
    assert parse_date(format_numeric(day)) == parse_date(to_thai(format_numeric(day))) == day


@unhurried
@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text):
    try:
        assert isinstance(parse_date(text), date)
    except ValueError:
        pass


def test_a_moment_belongs_to_the_day_that_bangkok_has_then():
    moment = datetime(2023, 3, 31, 18, 30, tzinfo=UTC)
    assert local_day(moment) == date(2023, 4, 1)
    assert format_long(moment) == "1 เมษายน พ.ศ. 2566"
    assert format_datetime(moment) == "1 เมษายน พ.ศ. 2566 เวลา 01.30 น."
    assert local_day(datetime(2023, 3, 31, 18, 30)) == END_OF_MARCH


# Fiscal years


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


# Numbers


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
    with pytest.raises(ValueError):
        parse_decimal(typed)
    with pytest.raises(ValueError):
        parse_whole(typed)


def test_a_whole_number_has_no_decimal_point():
    assert parse_whole(" ๒๕ ") == 25
    with pytest.raises(ValueError):
        parse_whole("25.0")


@unhurried
@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text):
    try:
        assert parse_decimal(text).is_finite()
    except ValueError:
        pass


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
    with pytest.raises(ValueError):
        two_places(Decimal(value))


def test_minus_zero_is_zero():
    assert str(parse_decimal("-0.00")) == "0.00"


# Form fields


class ScoreForm(forms.Form):
    """One field of each kind, as the portal uses them."""

    score = ThaiDecimalField(min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False)
    number = ThaiIntegerField(min_value=1, max_value=50, required=False)
    due = BuddhistDateField(required=False)
    year = FiscalYearField(required=False)


def messages(**typed):
    """Return the messages of the one form with these texts, by field."""
    return {name: list(errors) for name, errors in ScoreForm(typed).errors.items()}


def test_thai_digits_and_buddhist_dates_are_understood():
    form = ScoreForm({"score": " ๘๗.๔๙\u00a0", "number": "๑๒", "due": "๓๑ มีนาคม ๒๕๖๖", "year": "๒๕๖๖"})
    assert form.is_valid()
    assert form.cleaned_data == {"score": Decimal("87.49"), "number": 12, "due": END_OF_MARCH, "year": 2566}


@pytest.mark.parametrize("blank", ["", "  ", "\u00a0"])
def test_a_blank_field_is_empty_and_not_zero(blank):
    form = ScoreForm(dict.fromkeys(ScoreForm.base_fields, blank))
    assert form.is_valid()
    assert set(form.cleaned_data.values()) == {None}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("score", "๑๐๑", "Ensure this value is less than or equal to 100."),
        ("score", "-1", "Ensure this value is greater than or equal to 0."),
        ("score", "87.491", "Too many decimal places: at most 2 are allowed."),
        ("score", "๘๗.๔๙๐", "Too many decimal places: at most 2 are allowed."),
        ("score", "abc", "Enter a number, for example 87.49."),
        ("number", "51", "Ensure this value is less than or equal to 50."),
        ("number", "2.0", "Enter a whole number, for example 25."),
        ("number", "9" * 5000, "Enter a whole number, for example 25."),
        ("due", "31/3/2023", "2023 is a year of the Christian Era (C.E.). Do you mean B.E. 2566?"),
        ("due", "31/2/2566", "There is no such day in the calendar. Check the day, the month and the year."),
        (
            "due",
            "31/3/66",
            "Enter a date with a four-digit year of the Buddhist Era, for example 31/03/2566.",
        ),
        ("year", "๒๐๒๓", "2023 is a year of the Christian Era (C.E.). Do you mean B.E. 2566?"),
        ("year", "2499", "Enter a fiscal year between B.E. 2500 and 2650."),
        ("year", "2651", "Enter a fiscal year between B.E. 2500 and 2650."),
        ("year", "66", "Enter a fiscal year between B.E. 2500 and 2650."),
        ("year", "พ.ศ.", "Enter a fiscal year of the Buddhist Era with four digits, for example 2566."),
    ],
)
def test_a_wrong_entry_gets_a_message_that_helps(field, typed, message):
    assert message in messages(**{field: typed})[field]


@pytest.mark.parametrize("typed", [text for text in NOT_NUMBERS if text.strip()])
@pytest.mark.parametrize("field", ["score", "number", "due", "year"])
def test_odd_characters_are_refused_at_the_field(field, typed):
    assert list(messages(**{field: typed})) == [field]


@unhurried
@given(text=st.text(), field=st.sampled_from(["score", "number", "due", "year"]))
def test_no_text_breaks_a_form(text, field):
    form = ScoreForm({field: text})
    form.is_valid()
    assert BeautifulSoup(form.as_p(), "html5lib").find("input", {"name": field})


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("score", "abc"),
        ("score", "87.491"),
        ("number", "1.5"),
        ("due", "31/3/2023"),
        ("due", "31/2/2566"),
        ("due", "?"),
        ("year", "2023"),
    ],
)
def test_messages_are_in_thai_for_thai_readers(field, typed):
    with translation.override("th"):
        (message,) = messages(**{field: typed})[field]
    assert any("ก" <= letter <= "๛" for letter in message)
    assert "Enter" not in message and "%(" not in message


def test_more_digits_than_the_column_holds_are_refused():
    field = ThaiDecimalField(max_digits=5, decimal_places=2)
    with pytest.raises(forms.ValidationError, match="Too many digits before the decimal point: at most 3"):
        field.clean("1234.5")
    with pytest.raises(forms.ValidationError, match="Too many digits: at most 5"):
        field.clean("1234.56")


@pytest.mark.parametrize(
    ("field", "initial", "typed"),
    [
        *(("score", Decimal("87.50"), text) for text in ["87.50", "๘๗.๕", " 87.5 "]),
        *(("number", 12, text) for text in ["12", "๑๒", "012"]),
        *(("due", END_OF_MARCH, text) for text in ["31/03/2566", "๓๑/๓/๒๕๖๖", "31 มี.ค. 2566"]),
        ("due", datetime(2023, 3, 31, 9, 0), "31/03/2566"),
        ("year", 2566, "๒๕๖๖"),
        ("score", "87.50", "๘๗.๕๐"),
        *((field, None, " ") for field in ["score", "number", "due", "year"]),
    ],
)
def test_the_same_value_written_otherwise_is_no_change(field, initial, typed):
    assert not ScoreForm({field: typed}, initial={field: initial}).has_changed()


@pytest.mark.parametrize(
    ("field", "initial", "typed"),
    [
        *(("score", Decimal("87.50"), text) for text in ["", "87.51", "abc"]),
        *(("score", None, "0"), ("score", Decimal(0), ""), ("number", 12, "21"), ("year", 2566, "2023")),
        *(("due", END_OF_MARCH, text) for text in ["", "30/03/2566", "31/03/2023"]),
    ],
)
def test_another_value_is_a_change(field, initial, typed):
    assert ScoreForm({field: typed}, initial={field: initial}).changed_data == [field]


def inputs(form):
    """Return the inputs of a rendered form by name."""
    return {tag["name"]: tag for tag in BeautifulSoup(form.as_p(), "html5lib").find_all("input")}


def test_fields_show_their_values_in_inputs_that_take_thai_text():
    initial = {"score": Decimal("1E+2"), "number": 12, "due": date(2023, 3, 1), "year": 2566}
    rendered = inputs(ScoreForm(initial=initial))
    assert {name: tag["value"] for name, tag in rendered.items()} == {
        "score": "100",
        "number": "12",
        "due": "01/03/2566",
        "year": "2566",
    }
    assert {tag["type"] for tag in rendered.values()} == {"text"}
    assert [tag["inputmode"] for tag in rendered.values()] == ["decimal", "numeric", "decimal", "numeric"]


def test_a_date_field_says_how_a_date_is_written():
    with translation.override("th"):
        assert inputs(ScoreForm())["due"]["placeholder"] == "วว/ดด/ปปปป (พ.ศ.)"


def test_what_was_typed_is_shown_again_as_it_was_typed_and_escaped():
    rendered = inputs(ScoreForm({"score": "๑๐๑", "due": '"><script>31/3/2023'}))
    assert rendered["score"]["value"] == "๑๐๑"
    assert rendered["due"]["value"] == '"><script>31/3/2023'


def test_a_disabled_field_keeps_and_shows_its_value():
    class Fixed(forms.Form):
        due = BuddhistDateField(disabled=True)

    form = Fixed({"due": "1/1/2500"}, initial={"due": END_OF_MARCH})
    assert form.is_valid() and form.cleaned_data["due"] == END_OF_MARCH
    assert inputs(form)["due"]["value"] == "31/03/2566"
    assert not form.has_changed()


def test_a_hidden_initial_value_is_read_back():
    class Counted(forms.Form):
        due = BuddhistDateField(initial=lambda: END_OF_MARCH, show_hidden_initial=True)

    rendered = inputs(Counted())
    assert rendered["initial-due"]["type"] == "hidden"
    sent = {name: tag["value"] for name, tag in rendered.items()}
    assert not Counted(sent).has_changed()
    assert Counted({**sent, "due": "1/4/2566"}).has_changed()


def test_a_crispy_form_shows_the_same_inputs():
    rendered = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(
        Context({"form": ScoreForm({"score": "๑๐๑"}, initial={"due": END_OF_MARCH})})
    )
    score = BeautifulSoup(rendered, "html5lib").find("input", {"name": "score"})
    assert (score["type"], score["value"], score["inputmode"]) == ("text", "๑๐๑", "decimal")
    assert "is-invalid" in score["class"] and "form-control" in score["class"]
    assert "Ensure this value is less than or equal to 100." in rendered


# The admin


@pytest.fixture
def record_admin():
    """A model with a column of every kind that the admin overrides or must leave alone."""
    with isolate_apps("thai"):

        class Record(models.Model):
            score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
            due = models.DateField()
            number = models.IntegerField(default=1)
            order = models.PositiveSmallIntegerField()
            votes = models.BigIntegerField()
            level = models.PositiveSmallIntegerField(choices=[(1, "one")])
            closed_at = models.DateTimeField(null=True, blank=True)

            class Meta:
                app_label = "thai"

        class RecordAdmin(ModelAdmin):
            formfield_overrides = ADMIN_FORMFIELDS

        yield RecordAdmin(Record, AdminSite())


def test_the_admin_uses_our_fields_and_leaves_the_others(record_admin, rf):
    fields = record_admin.get_form(rf.get("/")).base_fields
    assert {name: type(field).__name__ for name, field in fields.items()} == {
        "score": "ThaiDecimalField",
        "due": "BuddhistDateField",
        "number": "ThaiIntegerField",
        "order": "ThaiIntegerField",
        "votes": "ThaiIntegerField",
        "level": "TypedChoiceField",
        "closed_at": "SplitDateTimeField",
    }
    assert fields["score"].decimal_places == 2 and fields["order"].min_value == 0


def test_the_admin_shows_and_saves_what_was_meant(record_admin, rf):
    form_class = record_admin.get_form(rf.get("/"))
    stored = record_admin.model(score=Decimal("87.50"), due=END_OF_MARCH, number=3, order=4, votes=5, level=1)
    shown = inputs(form_class(instance=stored))
    assert [shown[name]["value"] for name in ("score", "due", "number", "order", "votes")] == (
        ["87.50", "31/03/2566", "3", "4", "5"]
    )
    assert not any("vDateField" in tag.get("class", []) for name, tag in shown.items() if name == "due")

    typed = {"score": "๘๗.๕", "due": "๓๑ มี.ค. ๒๕๖๖", "number": "๓", "order": "๔", "votes": "๕", "level": "1"}
    unchanged = form_class(typed, instance=stored)
    assert unchanged.is_valid(), unchanged.errors
    assert unchanged.changed_data == []
    corrected = form_class({**typed, "score": "๙๕", "due": "30/9/2566"}, instance=stored).save(commit=False)
    assert (corrected.score, corrected.due) == (Decimal("95"), date(2023, 9, 30))


def test_a_date_alone_does_not_bring_the_calendar_script_of_the_christian_era(record_admin, rf):
    request = rf.get("/")
    assert "calendar.js" not in str(record_admin.get_form(request, fields=["due"])().media)
    assert "calendar.js" in str(record_admin.get_form(request, fields=["due", "closed_at"])().media)


def test_a_fiscal_year_column_refuses_what_its_field_refuses():
    field = models.PositiveSmallIntegerField().formfield(form_class=FiscalYearField)
    assert field.clean("๒๕๖๖") == 2566
    with pytest.raises(forms.ValidationError, match="between B.E. 2500 and 2650"):
        field.clean("12")


# Filters


def rendered(source, **context):
    """Render a template with the library loaded."""
    return Template("{% load thai %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "thai", "english"),
    [
        ("{{ value|be_date }}", END_OF_MARCH, "31 มีนาคม พ.ศ. 2566", "31 March B.E. 2566"),
        ("{{ value|be_date }}", "2023-03-31", "31 มีนาคม พ.ศ. 2566", "31 March B.E. 2566"),
        ("{{ value|be_date }}", "2023-03-31T18:00:00Z", "1 เมษายน พ.ศ. 2566", "1 April B.E. 2566"),
        ("{{ value|be_date_short }}", END_OF_MARCH, "31 มี.ค. 2566", "31 Mar B.E. 2566"),
        (
            "{{ value|be_datetime }}",
            datetime(2026, 11, 22, 7, 5, tzinfo=UTC),
            "22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.",
            "22 November B.E. 2569, 14:05",
        ),
        (
            "{{ value|be_datetime }}",
            "2026-11-22T14:05:59.5+07:00",
            "22 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.",
            "22 November B.E. 2569, 14:05",
        ),
        ("{{ value|be_datetime }}", "2026-11-22", "22 พฤศจิกายน พ.ศ. 2569", "22 November B.E. 2569"),
        ("{{ value|be_date|thai_digits }}", END_OF_MARCH, "๓๑ มีนาคม พ.ศ. ๒๕๖๖", "๓๑ March B.E. ๒๕๖๖"),
        ("{{ value|be_year }}", 2023, "2566", "2566"),
        *(
            (f"{{{{ value|{name} }}}}", None, "", "")
            for name in ["be_date", "be_date_short", "be_datetime", "be_year"]
        ),
        *(
            (f"{{{{ value|{name} }}}}", "", "", "")
            for name in ["be_date", "be_date_short", "be_datetime", "be_year"]
        ),
    ],
)
def test_filters_write_dates_in_the_language_of_the_page(source, value, thai, english):
    with translation.override("th"):
        assert rendered(source, value=value) == thai
    with translation.override("en-gb"):
        assert rendered(source, value=value) == english
    with translation.override(None, deactivate=True):
        assert rendered(source, value=value) == thai


def test_a_moment_is_shown_by_the_clock_of_bangkok_wherever_it_was_taken():
    moment = datetime(2026, 11, 22, 23, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert rendered("{{ value|be_datetime }}", value=moment) == "23 November B.E. 2569, 11:05"


def test_a_broken_date_is_a_loud_fault():
    with pytest.raises(ValueError):
        rendered("{{ value|be_date }}", value="31/3/2566")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(
            (Decimal("85.655"), "85.66"),
            (Decimal("0"), "0.00"),
            (Decimal("1E+2"), "100.00"),
            ("85.66", "85.66"),
        ),
        *(("84", "84.00"), (85, "85.00"), (None, "–"), ("", "–")),
    ],
)
def test_a_score_has_two_decimals_and_an_empty_one_is_a_dash(value, text):
    assert rendered("{{ value|score }}", value=value) == text


@pytest.mark.parametrize(
    ("value", "fault"), [(85.66, TypeError), ("abc", ValueError), (Decimal("NaN"), ValueError)]
)
def test_what_is_not_a_score_is_a_loud_fault(value, fault):
    with pytest.raises(fault):
        rendered("{{ value|score }}", value=value)


def test_thai_digits_leave_escaping_to_the_template():
    assert rendered("{{ value|thai_digits }}", value="<b>1</b> '2") == "&lt;b&gt;๑&lt;/b&gt; &#x27;๒"
    assert rendered("{{ value|escape|thai_digits }}", value="'2") == "&#x27;๒"
    assert rendered("{{ value|thai_digits }}", value=mark_safe('<h1 id="a1">1</h1>')) == '<h1 id="a1">๑</h1>'
    assert rendered("{{ year|thai_digits }}{{ nothing|thai_digits }}", year=2566, nothing=None) == "๒๕๖๖"


# The block tag


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("ปี 2566", "ปี ๒๕๖๖"),
        ("<h1 id=\"a1\" data-n=2 title='3>4'>5</h1>", "<h1 id=\"a1\" data-n=2 title='3>4'>๕</h1>"),
        ('<a href="/2566/plan.pdf?a=1&amp;b=2">3</a>', '<a href="/2566/plan.pdf?a=1&amp;b=2">๓</a>'),
        ("it&#x27;s &#39;1&#39; &frac12; &sup2; &#3654;2", "it&#x27;s &#39;๑&#39; &frac12; &sup2; &#3654;๒"),
        ("R&amp;D2566 a&1 <2 3>2 a < 4", "R&amp;D๒๕๖๖ a&๑ <๒ ๓>๒ a < ๔"),
        ('1 <span translate="no">O42</span> 2', '๑ <span translate="no">O42</span> ๒'),
        ("<SPAN TRANSLATE=NO>1<br>2<b>3</b></SPAN >4", "<SPAN TRANSLATE=NO>1<br>2<b>3</b></SPAN >๔"),
        (
            "<p translate='no'>1<p>2</p><i translate=yes>3</i>4</p>",
            "<p translate='no'>1<p>2</p><i translate=yes>๓</i>4</p>",
        ),
        (
            '<br translate="no">1<img alt="2" translate="no"/>3',
            '<br translate="no">๑<img alt="2" translate="no"/>๓',
        ),
        (
            '<i title="translate=no">1</i><i data-translate="no">2</i>',
            '<i title="translate=no">๑</i><i data-translate="no">๒</i>',
        ),
        ("<div translate=no><p>1</div>2", "<div translate=no><p>1</div>๒"),
        ("1</i>2</div>3", "๑</i>๒</div>๓"),
        ("<style>h1{margin:1px}</style>1", "<style>h1{margin:1px}</style>๑"),
        ("<script>if(1<2){a='</p>3'}</SCRIPT >4", "<script>if(1<2){a='</p>3'}</SCRIPT >๔"),
        ("<textarea>1</textarea>2", "<textarea>1</textarea>๒"),
        ("<!-- 1 > 2 --> 3 <!--> 4 <!DOCTYPE html5> 5", "<!-- 1 > 2 --> ๓ <!--> ๔ <!DOCTYPE html5> ๕"),
        ('<a b="1>2', '<a b="1>2'),
        ("<!-- 1", "<!-- 1"),
        ("<style>1", "<style>1"),
        ("</1>2", "</1>๒"),
        ("", ""),
    ],
)
def test_digits_turn_thai_in_text_only(html, expected):
    assert thai_numerals(html) == expected


def test_the_tag_turns_the_digits_of_what_it_encloses():
    source = "1{% thai_numerals %}{% for n in list %}<b class='n{{ n }}'>{{ n }}</b>{% endfor %}{% endthai_numerals %}2"
    assert rendered(source, list=[10, 20]) == "1<b class='n10'>๑๐</b><b class='n20'>๒๐</b>2"


@pytest.mark.parametrize(
    "attack",
    [
        *(
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' onmouseover='alert(1)",
            "&lt;b&gt;1",
            "&#60;b&#62;1",
        ),
        *(
            '<span translate="no">1',
            "</style><script>1",
            "<!-- 1",
            "--> 1",
            "</textarea>1",
            "&#x3c;1",
            "&1;",
            "<1>",
        ),
    ],
)
def test_text_from_staff_stays_text(attack):
    source = '{% thai_numerals %}<p title="{{ text }}">{{ text }}</p>9{% endthai_numerals %}'
    page = BeautifulSoup(rendered(source, text=attack), "html5lib")
    assert page.p["title"] == attack
    assert page.p.string == to_thai(attack)
    assert page.body.get_text() == to_thai(attack) + "๙"
    assert [tag.name for tag in page.body.find_all()] == ["p"]


@unhurried
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("<>&#;\"'/=-!0123456789x"))
)
def test_no_text_from_staff_leaves_its_place(text):
    source = '{% thai_numerals %}<p title="{{ text }}">{{ text }}</p>{% endthai_numerals %}'
    page = BeautifulSoup(rendered(source, text=text), "html5lib")
    assert page.p["title"] == text
    assert page.p.get_text() == to_thai(text)


def shape(html):
    """Return all that a browser would make of the page, with Thai digits in texts taken for Arabic ones."""
    page = BeautifulSoup(html, "html5lib")
    return [
        to_arabic(node) if isinstance(node, NavigableString) else (node.name, node.attrs)
        for node in page.descendants
    ]


FRAGMENTS = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<!",
            "<?",
            "'",
            '"',
            "=",
            " ",
            "\n",
            "/",
            "&",
            "#",
            ";",
            "x",
            "&#",
            "&#x27;",
            "&sup2",
        ),
        *(
            "1",
            "2566",
            "a",
            "<b",
            "<b ",
            "<p>",
            "</p>",
            "<br/>",
            " translate=no",
            ' translate="no"',
            " title=",
            "<i>",
            "</i>",
        ),
        *(
            "<style>",
            "</style>",
            "<script>",
            "</script>",
            "<textarea>",
            "</textarea>",
            "<title>",
            "</title>",
            "-",
            "!",
            "]]>",
        ),
    ]
)


@unhurried
@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_the_page_keeps_its_shape_whatever_the_markup(html):
    assert shape(thai_numerals(html)) == shape(html)


def test_long_broken_markup_is_read_in_one_pass():
    for piece in ["<a ", "<a b=", '<a "', "<!--", "&#", "</", "<i translate=no>", "<script>"]:
        html = piece * 20_000
        assert thai_numerals(html) == html
