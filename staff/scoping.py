"""Whose rows a page shows: one's own agency's, in lists, in forms and in every choice."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models

from agencies.models import Agency
from thai.forms import ADMIN_FORMFIELDS, FiscalYearField

from .be_columns import dates_of


def own_agency(request) -> Agency | None:
    """The agency that a new row gets without being asked: one's own, for a superuser the only one there is."""
    if not hasattr(request, "_own_agency"):
        request._own_agency = _only_agency() if request.user.is_superuser else request.user.agency
    return request._own_agency


def _only_agency() -> Agency | None:
    found = Agency.objects.order_by("pk")[:2]  # in the order of their names, thousands would be sorted for two
    return found[0] if len(found) == 1 else None


def names_agencies(request) -> bool:
    """Whether pages have to say which agency is meant: only to a superuser, and only when there are several."""
    return request.user.is_superuser and own_agency(request) is None


def is_row_number(text: str) -> bool:
    """Whether a text from outside can be the number of a row at all, as the databases keep it."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 2**63


def row_of_number(rows: models.QuerySet, number: str) -> models.Model | None:
    """The row whose number an address gives; None for whatever is no number of a row."""
    return rows.filter(pk=number).first() if is_row_number(number) else None


class SearchedChoice(AutocompleteSelect):
    """A choice among many rows; shown anew with what is no row's number, Django would break down."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [chosen for chosen in value if is_row_number(chosen)] or [""], attr)


class ImplicitFieldsForm(forms.ModelForm):
    """A form for a row some of whose fields are implicit by where it stands and not asked.

    Django leaves fields that are not in the form out of the check of the model's constraints, so that a duplicate
    would only be found by the database. Here constraints see the fields named in `implicit`, too.
    """

    implicit: dict[str, models.Model | None] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in self.implicit.items():
            if name not in self.fields and getattr(self.instance, f"{name}_id") is None:
                setattr(self.instance, name, value)

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - (set(self.implicit) - set(self.fields))


class AgencyScopedMixin:
    """Limits an admin or an inline, and all choices in it, to the signed-in person's agency.

    `agency_path` is the lookup that leads from a row to its agency; None for what all agencies share.
    """

    agency_path: str | None = "agency"
    formfield_overrides = {**ADMIN_FORMFIELDS, models.URLField: {"assume_scheme": "https"}}

    def own(self, rows: models.QuerySet, request) -> models.QuerySet:
        """Those of `rows` that the signed-in person may see."""
        if request.user.is_superuser or not self.agency_path:
            return rows
        return rows.filter(**{self.agency_path: request.user.agency_id}) if request.user.agency_id else rows.none()

    def get_queryset(self, request):
        return self.own(super().get_queryset(request), request)

    def get_field_queryset(self, db, db_field, request):
        related = self.admin_site._registry.get(db_field.remote_field.model)
        rows = super().get_field_queryset(db, db_field, request)
        if not isinstance(related, AgencyScopedMixin):
            return rows
        return related.own(db_field.remote_field.model._default_manager.all() if rows is None else rows, request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedChoice(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "fiscal_year":
            kwargs.setdefault("form_class", FiscalYearField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Rows of other tables are kept on their own pages: no pop-up windows beside a choice.
            field.widget = field.widget.widget
        return field

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        return [(name, {**options, "fields": self._readable(options["fields"])}) for name, options in fieldsets]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if self.has_change_permission(request, obj) else [*fields, *dates_of(self.model).values()]

    def _readable(self, fields):
        dates = dates_of(self.model)
        return [self._readable(name) if isinstance(name, list | tuple) else dates.get(name, name) for name in fields]
