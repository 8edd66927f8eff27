"""Fields that take Thai digits and Buddhist-era dates, in plain forms, in crispy ones and in the admin."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.admin import AdminSite, ModelAdmin
from django.db import models
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from thai.forms import ADMIN_FORMFIELDS, BuddhistDateField, FiscalYearField, ThaiDecimalField, ThaiIntegerField

END_OF_MARCH = date(2023, 3, 31)
unhurried = settings(deadline=None)  # a busy machine is no fault of the code
ODD_ENTRIES = [
    *("abc", "NaN", "Infinity", "1e2", "1_000", "1,000", "87,49", "+1", "- 1", ".5", "5.", "8 7", "87.49%"),
    *("²", "8²", "٣", "８７", "½", "1\u200b", "1\x00", "−1", "0x10", "ร้อย"),
]


@pytest.fixture(autouse=True)
def english():
    """Most messages are compared in the language in which they stand in the code."""
    with translation.override("en"):
        yield


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


@pytest.mark.parametrize("typed", ODD_ENTRIES)
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
    assert "Enter" not in message
    assert "%(" not in message


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
        ("due", datetime(2023, 3, 30, 18, 0, tzinfo=UTC), "31/03/2566"),
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
    assert form.is_valid()
    assert form.cleaned_data["due"] == END_OF_MARCH
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
    assert {"is-invalid", "form-control"} <= set(score["class"])
    assert "Ensure this value is less than or equal to 100." in rendered


# The admin


@pytest.fixture
def record_admin():
    """A model with a column of every kind that the admin overrides or must leave alone."""
    with isolate_apps("thai"):

        class Record(models.Model):  # noqa: DJ008
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
    assert (fields["score"].decimal_places, fields["order"].min_value) == (2, 0)


def test_the_admin_shows_and_saves_what_was_meant(record_admin, rf):
    form_class = record_admin.get_form(rf.get("/"))
    stored = record_admin.model(score=Decimal("87.50"), due=END_OF_MARCH, number=3, order=4, votes=5, level=1)
    shown = inputs(form_class(instance=stored))
    assert [shown[name]["value"] for name in ("score", "due", "number", "order", "votes")] == (
        ["87.50", "31/03/2566", "3", "4", "5"]
    )
    assert {shown[name]["type"] for name in ("score", "due", "number", "order", "votes")} == {"text"}
    assert "vDateField" not in shown["due"].get("class", [])

    typed = {"score": "๘๗.๕", "due": "๓๑ มี.ค. ๒๕๖๖", "number": "๓", "order": "๔", "votes": "๕", "level": "1"}
    unchanged = form_class(typed, instance=stored)
    assert unchanged.is_valid(), unchanged.errors
    assert unchanged.changed_data == []
    corrected = form_class({**typed, "score": "๙๕", "due": "30/9/2566"}, instance=stored).save(commit=False)
    assert (corrected.score, corrected.due) == (Decimal("95"), date(2023, 9, 30))


def test_a_date_alone_does_not_bring_the_calendar_script_of_the_christian_era(record_admin, rf):
    request = rf.get("/")
    assert "admin/js/calendar" not in str(record_admin.get_form(request, fields=["due"])().media)
    assert "admin/js/calendar" in str(record_admin.get_form(request, fields=["due", "closed_at"])().media)


def test_a_fiscal_year_column_refuses_what_its_field_refuses():
    field = models.PositiveSmallIntegerField().formfield(form_class=FiscalYearField)
    assert field.clean("๒๕๖๖") == 2566
    with pytest.raises(forms.ValidationError, match=r"between B\.E\. 2500 and 2650"):
        field.clean("12")
