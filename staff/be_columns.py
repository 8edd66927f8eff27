"""Dates of the Buddhist Era as columns and read-only fields; Django would write them in C.E."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.contrib import admin
from django.db import models

from thai.templatetags.thai import be_date, be_date_short, be_datetime

# What stands where there is nothing; Django would write "None" in a read-only field.
NOTHING = "–"


@cache
def dates_of(model: type[models.Model]) -> dict[str, Callable[[models.Model], str]]:
    """What read-only pages show in place of a model's dates, by name."""
    names = [field.name for field in model._meta.fields if isinstance(field, models.DateField)]
    return {name: buddhist(model, name) for name in names}


def buddhist(model: type[models.Model], name: str, *, is_short: bool = False) -> Callable[[models.Model], str]:
    """A date or moment of `model` as a read-only field (`31 มีนาคม พ.ศ. 2566`) or column (`31 มี.ค. 2566`)."""
    write = be_date_short if is_short else be_date
    label = model._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # a column of the table

    @admin.display(description=label, ordering=name)
    def shown(row: models.Model) -> str:
        value = getattr(row, name)
        return (be_datetime(value) if isinstance(value, datetime) else write(value)) or NOTHING

    return shown
