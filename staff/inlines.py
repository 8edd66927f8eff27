"""The rows that are kept on the page of the row to which they belong, with an order or without."""

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from .scoping import AgencyScopedMixin


class StaffFormSet(BaseInlineFormSet):
    """The rows of an inline; a duplicate is named by the words on the page and not by the column of the table."""

    def get_unique_error_message(self, unique_check):
        fields = [self.model._meta.get_field(name) for name in unique_check if name != self.fk.name]
        return super().get_unique_error_message([str(field.verbose_name) for field in fields])


class StaffInline(AgencyScopedMixin, admin.TabularInline):
    """Rows that are kept on the page of the row to which they belong."""

    formset = StaffFormSet
    extra = 0


class OrderedFormSet(StaffFormSet):
    """Rows with a place among each other; one without a number comes after the one above it."""

    def clean(self):
        super().clean()
        last = 0
        for form in self.forms:
            data = getattr(form, "cleaned_data", None)
            if not data or data.get("DELETE"):
                continue
            if data.get("position") is None:
                form.instance.position = last + 1
            last = form.instance.position


class OrderedInline(StaffInline):
    """Rows that are kept in order; nobody has to number them."""

    formset = OrderedFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.required, field.initial = False, None
            field.help_text = _("May stay empty: the row then comes after the one above it.")
        return field
