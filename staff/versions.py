"""The version of a form: a digest of every stored value from which it was made, carried by the form itself."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import InvalidOperation
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField

from audit.history import comparable

FIELD = "_version"
SALT = "staff.versions"
DIGITS = 10  # of a digest: enough to tell two values of one field apart

# By part of the page ("" is the form itself, else an inline's prefix), row and field: the digest of a value.
Version = dict[str, dict[str, dict[str, str]]]


def digest(value: str) -> str:
    """A few digits that stand for a value."""
    return hashlib.sha256(value.encode()).hexdigest()[:DIGITS]


def version_of(form: "forms.ModelForm[Any]", formsets: "Iterable[BaseInlineFormSet[Any, Any, Any]]") -> Version:
    """The version of unbound forms, which show what is stored."""
    found: Version = {"": {str(form.instance.pk): _digests(form)}}
    for formset in formsets:
        rows = {str(row.instance.pk): _digests(row) for row in formset.initial_forms}
        found[formset.prefix] = rows  # type: ignore[index]  # an inline has a prefix
    return found


def written(version: Version) -> str:
    """A version as the hidden field carries it."""
    return signing.dumps(version, salt=SALT, compress=True)


def read(token: str) -> Version | None:
    """The version that a form carried, or None when it carried none of ours."""
    try:
        version: Version = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return version


def tracked(form: "forms.ModelForm[Any]") -> "Iterator[tuple[str, models.Field[Any, Any]]]":
    """The fields of a form that would write to the database, with the model's own."""
    columns = {field.name: field for field in (*form._meta.model._meta.fields, *form._meta.model._meta.many_to_many)}
    for name, field in form.fields.items():
        is_place = field.disabled or isinstance(field, InlineForeignKeyField)
        if name in columns and not columns[name].primary_key and not is_place:
            yield name, columns[name]


def _digests(form: "forms.ModelForm[Any]") -> dict[str, str]:
    return {name: digest(plain(column, form.initial.get(name))) for name, column in tracked(form)}


def sent_value(form: "forms.ModelForm[Any]", name: str) -> Any:
    """What was sent for a field, as its model would get it; as it was typed where that is no value at all."""
    bound = form[name]
    try:
        if isinstance(bound.field, forms.FileField):
            return bound.field.clean(bound.data, bound.initial)
        return bound.field.clean(bound.data)
    except ValidationError:
        return bound.data


def plain(column: "models.Field[Any, Any]", value: Any) -> str:
    """A value as text that is the same whether it was typed or read: 87.5 is 87.50, however lines end."""
    if column.many_to_many:
        return ",".join(sorted(str(getattr(row, "pk", row)) for row in value or ()))
    value = getattr(value, "pk", value)
    # What was typed and is no value of this field differs from every stored one as it stands.
    with suppress(ValidationError, InvalidOperation):
        value = comparable(column, value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
