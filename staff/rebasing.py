"""What a stale form would send had it been made from what is stored now, and where the two differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django import forms
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.changes import NOTHING
from audit.changes import written as told
from audit.latest import latest_change, latest_log

from .versions import Version, digest, plain, sent_value, tracked


class Forms(NamedTuple):
    """The form of a page and the formsets of its inlines."""

    form: forms.ModelForm
    formsets: Sequence[BaseInlineFormSet]


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A value that somebody else has changed since the form was opened, beside the sender's own."""

    row: str
    field: str
    yours: str
    stored: str
    is_kept: bool  # the sender's value stands in the form; else what is stored was taken over
    by: str = ""
    at: datetime | None = None


def rebased(posted: QueryDict, base: Version | None, sent: Forms, stored: Forms) -> tuple[QueryDict, list[Overtaken]]:
    """The form's answer on top of what is stored now, and everything that others changed meanwhile."""
    rebasing = _Rebasing(posted, base, stored.form.instance)
    rebasing.take_fields(sent.form, stored.form, part="")
    for sent_rows, stored_rows in zip(sent.formsets, stored.formsets, strict=True):
        rebasing.take_rows(sent_rows, stored_rows)
    return rebasing.data, rebasing.found


class _Rebasing:
    """The answer that is being made: it begins as it was sent."""

    def __init__(self, posted: QueryDict, base: Version | None, page_row):
        self.posted, self.data, self.base, self.page_row = posted, posted.copy(), base, page_row
        self.found: list[Overtaken] = []

    # One row

    def take_fields(self, sent: forms.ModelForm, stored: forms.ModelForm, *, part: str) -> None:
        """Take over what only others changed; what both changed stays as it was sent."""
        base = self._base(part, stored)
        for name, column in tracked(stored):
            now = digest(plain(column, stored.initial.get(name)))
            mine = digest(plain(column, sent_value(sent, name))) if name in sent.fields else now
            if now in (base.get(name), mine):
                continue
            is_kept = mine != base.get(name)
            if not is_kept:
                _send_as_stored(self.data, stored, name)
            self._tell(stored, name, _shown(sent, name), _shown(stored, name), is_kept=is_kept)

    def _base(self, part: str, form: forms.ModelForm) -> dict[str, str]:
        return (self.base or {}).get(part, {}).get(str(form.instance.pk), {})

    def _tell(self, form, name: str, yours: str, stored: str, *, is_kept: bool) -> None:
        row, page = form.instance, self.page_row
        latest = latest_change(type(row), row.pk, field=name) or latest_log(page)
        by, at = latest or ("", None)
        label = str(form.fields[name].label or name) if name else ""
        self.found.append(Overtaken("" if row == page else str(row), capfirst(label), yours, stored, is_kept, by, at))

    # The rows of an inline

    def take_rows(self, sent: BaseInlineFormSet, stored: BaseInlineFormSet) -> None:
        """The rows as they are stored now, each with what was sent for it; then those that the sender adds."""
        prefix, kept = sent.prefix, _sent_rows(sent)
        for key in [key for key in self.data if key.startswith(f"{prefix}-") and key.split("-")[1].isdecimal()]:
            del self.data[key]
        for form in stored.initial_forms:
            mine = kept.pop(str(form.instance.pk), None)
            if mine is None:
                self._add_stored(form)
            else:
                self._copy(mine.prefix, form.prefix)
                self.take_fields(mine, form, part=prefix)
        added = [form.prefix for form in sent.extra_forms]
        added += [form.prefix for pk, form in kept.items() if self._is_lost(form, pk, part=prefix)]
        for place, old in enumerate(added, start=len(stored.initial_forms)):
            self._copy(old, f"{prefix}-{place}")
            self.data.pop(f"{prefix}-{place}-{stored.model._meta.pk.name}", None)  # also of what is no row any more
        self.data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(stored.initial_forms))
        self.data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(stored.initial_forms) + len(added))

    def _copy(self, old: str, new: str) -> None:
        for key in [key for key in self.posted if key.startswith(f"{old}-")]:
            self.data.setlist(new + key.removeprefix(old), self.posted.getlist(key))

    def _add_stored(self, form: forms.ModelForm) -> None:
        """A row that was not sent: somebody else has added it."""
        for name in form.fields:
            _send_as_stored(self.data, form, name)
        values = [_shown(form, name) for name, _column in tracked(form)]
        self._tell(form, "", _("not there yet"), " · ".join(filter(None, values)), is_kept=False)

    def _is_lost(self, form: forms.ModelForm, pk: str, *, part: str) -> bool:
        """Whether the sender changed a row that somebody else has deleted; it is then offered as a new one."""
        base = (self.base or {}).get(part, {}).get(pk, {})
        values = {name: digest(plain(column, sent_value(form, name))) for name, column in tracked(form)}
        is_changed = values != {name: base.get(name) for name in values}
        yours = " · ".join(filter(None, (_shown(form, name) for name in values)))
        latest = latest_change(form._meta.model, pk) or latest_log(self.page_row)
        by, at = latest or ("", None)
        name = capfirst(str(form._meta.model._meta.verbose_name))
        self.found.append(Overtaken(name, "", yours, _("deleted meanwhile"), is_changed, by, at))
        return is_changed


def _sent_rows(formset: BaseInlineFormSet) -> dict[str, forms.ModelForm]:
    pk = formset.model._meta.pk.name
    return {str(form.data.get(f"{form.prefix}-{pk}", "")): form for form in formset.initial_forms}


def _send_as_stored(data: QueryDict, form: forms.ModelForm, name: str) -> None:
    """Put into the answer what an untouched field would send."""
    bound = form[name]
    widget, value = bound.field.widget, bound.value()
    if isinstance(bound.field, forms.FileField):
        return
    if isinstance(widget, forms.CheckboxInput):
        data.setlist(bound.html_name, ["on"] if widget.check_test(value) else [])
        return
    shown = widget.format_value(value)
    values = shown if isinstance(shown, list | tuple) else [shown]
    data.setlist(bound.html_name, [str(text) for text in values if text is not None])


def _shown(form: forms.ModelForm, name: str) -> str:
    """A field's value for readers: of a bound form what was sent, else what is stored."""
    field = form.fields[name]
    value = sent_value(form, name) if form.is_bound else form.initial.get(name)
    if isinstance(field, forms.ModelChoiceField):
        return _names(field, value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return told(value) or NOTHING


def _names(field: forms.ModelChoiceField, value) -> str:
    if value is None or isinstance(value, str | int):
        row = field.queryset.filter(pk=value).first() if str(value).isdecimal() else None
        return str(row or value or NOTHING)
    rows: Iterator = value if hasattr(value, "__iter__") else iter([value])
    return ", ".join(field.label_from_instance(row) if hasattr(row, "pk") else str(row) for row in rows) or NOTHING
