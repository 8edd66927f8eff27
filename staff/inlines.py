"""The rows that are kept on the page of the row to which they belong, with an order or without."""

from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.formsets import DEFAULT_MAX_NUM, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, ManagementForm
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .exchange import vacate
from .scoping import AgencyScopedMixin


class CountedRows(ManagementForm):
    """How many rows are sent, of which how many exist; Django would take a negative number, and show 2,000 rows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.validators += [MinValueValidator(0), MaxValueValidator(DEFAULT_MAX_NUM)]

    def clean(self):
        counts = self.cleaned_data
        if counts.get(INITIAL_FORM_COUNT, 0) > counts.get(TOTAL_FORM_COUNT, 0):
            self.add_error(INITIAL_FORM_COUNT, "More rows that exist than rows.")  # the formset says it in its words
        return super().clean()


class StaffFormSet(BaseInlineFormSet):
    """The rows of an inline.

    A duplicate is named by the words on the page and not by the column of the table, and two rows may exchange what
    each of them may have once only.
    """

    default_error_messages = {
        "missing_management_form": _(
            "The rows of this page did not arrive whole, so nothing was saved. Open the page again."
        ),
    }

    @cached_property
    def management_form(self):
        if not self.is_bound:
            return super().management_form
        form = CountedRows(self.data, auto_id=self.auto_id, prefix=self.prefix, renderer=self.renderer)
        form.full_clean()
        return form

    def save_existing_objects(self, commit=True):
        if commit:
            leaving = [form.instance for form in self.deleted_forms]
            there = [form for form in self.initial_forms if form.instance.pk]
            changed = [form.instance for form in there if form.has_changed() or form.instance in leaving]
            vacate(self.model, changed, leaving=leaving)
        return super().save_existing_objects(commit)

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
