"""What every page of the staff's room shares: whose rows it shows, forms that know what was implicit, dates in B.E."""

from datetime import datetime
from functools import cache

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from thai.forms import ADMIN_FORMFIELDS, FiscalYearField
from thai.templatetags.thai import be_date, be_date_short, be_datetime

# A list of more agencies than this is no filter any more: provinces take its place.
AGENCIES_IN_A_FILTER = 30
# What stands where there is nothing; Django would write "None" in a read-only field.
NOTHING = "–"


def own_agency(request) -> Agency | None:
    """The agency that a new row gets without being asked: one's own, for a superuser the only one there is."""
    if not hasattr(request, "_own_agency"):
        request._own_agency = _only_agency() if request.user.is_superuser else request.user.agency
    return request._own_agency


def _only_agency() -> Agency | None:
    found = Agency.objects.all()[:2]
    return found[0] if len(found) == 1 else None


def names_agencies(request) -> bool:
    """Whether pages have to say which agency is meant: only to a superuser, and only when there are several."""
    return request.user.is_superuser and own_agency(request) is None


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
        return fields if self.has_change_permission(request, obj) else [*fields, *_dates_of(self.model).values()]

    def _readable(self, fields):
        dates = _dates_of(self.model)
        return [self._readable(each) if isinstance(each, list | tuple) else dates.get(each, each) for each in fields]


@cache
def _dates_of(model) -> dict:
    """What read-only pages show in place of a model's dates, by name: Django would write them in C.E."""
    names = [field.name for field in model._meta.fields if isinstance(field, models.DateField)]
    return {name: buddhist(model, name) for name in names}


def buddhist(model, name: str, *, is_short: bool = False):
    """A date or moment of `model` as a read-only field (`31 มีนาคม พ.ศ. 2566`) or column (`31 มี.ค. 2566`)."""
    write = be_date_short if is_short else be_date

    @admin.display(description=model._meta.get_field(name).verbose_name, ordering=name)
    def shown(row):
        value = getattr(row, name)
        return (be_datetime(value) if isinstance(value, datetime) else write(value)) or NOTHING

    return shown


class StaffAdmin(AgencyScopedMixin, admin.ModelAdmin):
    """A page of the staff's room."""

    form = ImplicitFieldsForm
    list_per_page = 50
    # The count of all rows beside the count of the rows found is one more query over a large table.
    show_full_result_count = False

    def implicit(self, request, obj) -> dict[str, models.Model | None]:
        """What a new row gets without being asked."""
        return {"agency": own_agency(request)} if self.agency_path == "agency" else {}

    def _names_agency(self, request) -> bool:
        return bool(self.agency_path) and names_agencies(request)

    def _asks_agency(self, request) -> bool:
        return self.agency_path == "agency" and names_agencies(request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_saveasnew" in request.POST:
            raise PermissionDenied  # Django would take it although no page of ours offers it
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.implicit = self.implicit(request, obj)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [(None, {"fields": ["agency"]}), *fieldsets] if self._asks_agency(request) else fieldsets

    def get_readonly_fields(self, request, obj=None):
        # A row never moves to another agency: what hangs on it would stay behind.
        fixed = ["agency"] if obj and self._asks_agency(request) else []
        return [*fixed, *super().get_readonly_fields(request, obj)]

    def get_autocomplete_fields(self, request):
        fields = super().get_autocomplete_fields(request)
        return ["agency", *fields] if self._asks_agency(request) else fields

    def get_list_display(self, request):
        columns = list(super().get_list_display(request))
        return [*columns, self.agency_path] if self._names_agency(request) else columns

    def get_list_filter(self, request):
        filters = list(super().get_list_filter(request))
        return [*filters, self._agency_filter()] if self._names_agency(request) else filters

    def _agency_filter(self):
        if Agency.objects.count() > AGENCIES_IN_A_FILTER:
            return f"{self.agency_path}__province"
        return (self.agency_path, admin.RelatedOnlyFieldListFilter)

    def get_search_fields(self, request):
        fields = list(super().get_search_fields(request))
        return [*fields, f"{self.agency_path}__name"] if self._names_agency(request) else fields

    def get_deleted_objects(self, objs, request):
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        # Rows that only link two others have no name; they go with either of them.
        links = [model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created]
        counts = {name: count for name, count in counts.items() if name not in {o.verbose_name_plural for o in links}}
        return _unlinked(rows, tuple(f"{capfirst(o.verbose_name)}: " for o in links)), counts, lacking, protected


def _unlinked(rows: list, prefixes: tuple[str, ...]) -> list:
    kept = [_unlinked(row, prefixes) if isinstance(row, list) else row for row in rows]
    return [row for row in kept if row and not (isinstance(row, str) and row.startswith(prefixes))]


class OpenedAfterAdding:
    """For rows that are added with the least and then filled in: whatever button was pressed, the new row opens."""

    def response_add(self, request, obj, post_url_continue=None):
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request, context, **kwargs):
        context.update(show_save_and_add_another=False, show_save_and_continue=bool(kwargs.get("change")))
        return super().render_change_form(request, context, **kwargs)


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


def year_filter(path: str):
    """A filter by fiscal year that offers the years of one's own rows only; `path` leads to the year."""

    class YearFilter(admin.SimpleListFilter):
        title = _("fiscal year (B.E.)")
        parameter_name = "year"

        def lookups(self, request, model_admin):
            years = model_admin.get_queryset(request).order_by().values_list(path, flat=True).distinct()
            return [(str(year), str(year)) for year in sorted(years, reverse=True)]

        def queryset(self, request, queryset):
            chosen = self.value()
            return queryset.filter(**{path: chosen}) if chosen in dict(self.lookup_choices) else queryset

    return YearFilter
