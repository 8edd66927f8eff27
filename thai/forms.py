"""Form fields that take numbers in Thai digits and dates of the Buddhist Era, in the admin and outside it."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from thai.calendar import CHRISTIAN_YEARS, ChristianEraYear, NoSuchDay, format_numeric, local_day, parse_date
from thai.numbers import parse_amount, parse_decimal, parse_whole

FISCAL_YEARS = range(2500, 2651)
CHRISTIAN_ERA_MESSAGE = _("%(year)s is a year of the Christian Era (C.E.). Do you mean B.E. %(buddhist_year)s?")


class _TypedTextInput(forms.TextInput):
    """A text input, since `type="number"` and `type="date"` refuse Thai digits and Buddhist years."""

    own_attrs: dict[str, Any] = {}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **self.own_attrs, **(attrs or {})})


class DecimalTextInput(_TypedTextInput):
    """A number with decimals; a phone shows its number pad."""

    own_attrs = {"inputmode": "decimal", "size": "10"}


class IntegerTextInput(_TypedTextInput):
    """A whole number; a phone shows its number pad."""

    own_attrs = {"inputmode": "numeric", "size": "10"}


class BuddhistDateInput(_TypedTextInput):
    """A date of the Buddhist Era; a phone shows the pad that has a point, so that 31.3.2566 can be typed."""

    own_attrs = {"inputmode": "decimal", "size": "20", "placeholder": _("dd/mm/yyyy (B.E.)")}


class _ComparedByMeaning(forms.Field):
    """Compares what was typed with the initial value by what both mean: ๘๗.๕ is no change of 87.50."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the value differs; an initial value that cannot be read counts as it stands."""
        with suppress(ValidationError):
            initial = self.to_python(initial)
        return super().has_changed(initial, data)


class ThaiDecimalField(_ComparedByMeaning, forms.DecimalField):
    """A decimal number in Thai or Arabic digits, kept exactly as typed."""

    widget = DecimalTextInput
    default_error_messages = {
        "invalid": _("Enter a number, for example 87.49."),
        # Django's own words for these three have no Thai translation.
        "max_decimal_places": _("Too many decimal places: at most %(max)s are allowed."),
        "max_digits": _("Too many digits: at most %(max)s are allowed."),
        "max_whole_digits": _("Too many digits before the decimal point: at most %(max)s are allowed."),
    }

    read = staticmethod(parse_decimal)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django's own DecimalField
        """Read what was typed; None when it is empty or blank."""
        if isinstance(value, Decimal | int):
            return super().to_python(value)
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Never show an exponent, which could not be typed back."""
        return f"{value:f}" if isinstance(value, Decimal) else value


class AmountField(ThaiDecimalField):
    """An amount of money in Thai or Arabic digits, with separators of thousands or without."""

    default_error_messages = {"invalid": _("Enter an amount in baht, for example 20,000 or 20,000.50.")}
    read = staticmethod(parse_amount)

    def prepare_value(self, value: Any) -> Any:
        """Show the thousands as people write them."""
        return f"{value:,f}" if isinstance(value, Decimal) else value


class ThaiIntegerField(_ComparedByMeaning, forms.IntegerField):
    """A whole number in Thai or Arabic digits."""

    widget = IntegerTextInput
    default_error_messages = {"invalid": _("Enter a whole number, for example 25.")}

    def to_python(self, value: Any) -> int | None:
        """Read what was typed; None when it is empty or blank."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        try:
            return parse_whole(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class BuddhistDateField(_ComparedByMeaning, forms.DateField):
    """A date of the Buddhist Era in any of the forms of thai.calendar.parse_date, shown as 31/03/2566."""

    widget = BuddhistDateInput
    default_error_messages = {
        "invalid": _("Enter a date with a four-digit year of the Buddhist Era, for example 31/03/2566."),
        "no_such_day": _("There is no such day in the calendar. Check the day, the month and the year."),
        "christian_era": CHRISTIAN_ERA_MESSAGE,
    }

    def to_python(self, value: Any) -> date | None:
        """Read what was typed; None when it is empty or blank."""
        if isinstance(value, date):
            return local_day(value)
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        try:
            return parse_date(text)
        except ChristianEraYear as error:
            raise _christian_era(self, error) from None
        except NoSuchDay:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Show a date in B.E. whatever the widget: Django's hidden input would write C.E."""
        return format_numeric(value) if isinstance(value, date) else value


class FiscalYearField(ThaiIntegerField):
    """A fiscal year B.E. 2500–2650; a C.E. year is answered with the B.E. year that was probably meant."""

    default_error_messages = {
        "invalid": _("Enter a fiscal year of the Buddhist Era with four digits, for example 2566."),
        "min_value": _("Enter a fiscal year between B.E. 2500 and 2650."),
        "max_value": _("Enter a fiscal year between B.E. 2500 and 2650."),
        "christian_era": CHRISTIAN_ERA_MESSAGE,
    }

    def __init__(self, **kwargs: Any) -> None:
        # A model's PositiveSmallIntegerField brings its own min_value=0, which must not widen the years.
        super().__init__(**{**kwargs, "min_value": FISCAL_YEARS[0], "max_value": FISCAL_YEARS[-1]})

    def validate(self, value: int | None) -> None:
        """Propose the B.E. year for a C.E. one before the limits speak."""
        super().validate(value)
        if value is not None and value in CHRISTIAN_YEARS:
            raise _christian_era(self, ChristianEraYear(value))


# For `formfield_overrides` of a ModelAdmin. The widgets are named because Django merges these over its own
# entries, whose AdminDateWidget would bring the C.E. calendar script. DateTimeField keeps Django's own entry.
_INTEGER: dict[str, Any] = {"form_class": ThaiIntegerField, "widget": IntegerTextInput}
ADMIN_FORMFIELDS: dict[type, dict[str, Any]] = {
    models.DecimalField: {"form_class": ThaiDecimalField, "widget": DecimalTextInput},
    models.DateField: {"form_class": BuddhistDateField, "widget": BuddhistDateInput},
    models.IntegerField: _INTEGER,
    models.BigIntegerField: _INTEGER,
    models.PositiveSmallIntegerField: _INTEGER,
}


def _christian_era(field: forms.Field, error: ChristianEraYear) -> ValidationError:
    params = {"year": error.year, "buddhist_year": error.buddhist_year}
    return ValidationError(field.error_messages["christian_era"], code="christian_era", params=params)
