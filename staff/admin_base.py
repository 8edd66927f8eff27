"""What every page of the staff's room is made from."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.text import capfirst

from agencies.models import Agency

from .lookups import AnsweredLookupsMixin
from .scoping import AgencyScopedMixin, ImplicitFieldsForm, names_agencies, own_agency
from .stale import StaleCheckMixin

# A list of more agencies than this is no filter any more: provinces take its place.
AGENCIES_IN_A_FILTER = 30


class StaffAdmin(AgencyScopedMixin, AnsweredLookupsMixin, StaleCheckMixin, admin.ModelAdmin):
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

    def get_object(self, request, object_id, from_field=None):
        # An empty name of a field is none; Django would look for a field of that name.
        return super().get_object(request, object_id, from_field or None)

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
