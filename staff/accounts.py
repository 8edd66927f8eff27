"""Accounts: the agency's own data and its divisions; the people stand in `people`."""

import re
from contextlib import suppress

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Division
from thai.telephones import parse_telephones

from .admin_base import StaffAdmin
from .scoping import ImplicitFieldsForm

HOST_NAME = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*")


class AgencyForm(ImplicitFieldsForm):
    """Keeps what is no host name out of the place where requests are told apart by it."""

    class Meta:
        widgets = {name: AdminTextareaWidget({"rows": 3}) for name in ("postal_address", "opening_hours")}

    def clean_domain(self):
        domain = (self.cleaned_data["domain"] or "").strip().lower()
        if domain and not HOST_NAME.fullmatch(domain):
            raise forms.ValidationError(_("Give the host name alone, for example ita.thamaling.go.th."))
        return domain or None

    def clean_telephone(self):
        """With Arabic digits, however they were typed; what is no number the model refuses."""
        written = self.cleaned_data["telephone"]
        with suppress(ValueError):
            return parse_telephones(written)
        return written


@admin.register(Agency)
class AgencyAdmin(StaffAdmin):
    """One's own agency; with one agency there is no list, only its page."""

    form = AgencyForm
    agency_path = "pk"
    fieldsets = [
        (None, {"fields": ["name", "subdistrict", "district", "province", "domain", "seal"]}),
        (_("Contact"), {"fields": ["postal_address", "telephone", "email", "opening_hours"]}),
        (_("Rounds of follow-up"), {"fields": ["days_to_report", "heads_review", "obstacles_are_public"]}),
        (_("Printed documents"), {"fields": ["digits"]}),
        (_("Filing with the assessors"), {"fields": ["menu_path"]}),
    ]
    list_display = ["name", "subdistrict", "district", "province", "domain"]
    list_filter = ["province"]
    search_fields = ["name", "subdistrict", "district", "province", "domain"]

    def _names_agency(self, request):
        # The columns are the agency's own name already.
        return False

    def get_readonly_fields(self, request, obj=None):
        # Which agency answers at which address is the host's to say: it decides whose pages a citizen sees.
        return [] if request.user.is_superuser else ["domain"]

    def changelist_view(self, request, extra_context=None):
        if request.user.is_superuser or not request.user.agency_id or not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:agencies_agency_change", args=[request.user.agency_id]))


@admin.register(Division)
class DivisionAdmin(StaffAdmin):
    """The divisions of one's own agency, in their order."""

    fields = ["name", "position", "is_active"]
    list_display = ["name", "position", "state"]
    list_filter = ["is_active"]
    list_select_related = ["agency"]
    search_fields = ["name"]

    @admin.display(description=_("state"), ordering="is_active")
    def state(self, division):
        return _("active") if division.is_active else _("no longer exists")

    def has_delete_permission(self, request, obj=None):
        # One that anything refers to is unticked instead: measures would lose their owner without a word.
        return super().has_delete_permission(request, obj) and not (obj and _is_used(obj))

    def get_changeform_initial_data(self, request):
        last = self.get_queryset(request).aggregate(last=Max("position"))["last"] or 0
        return {"position": last + 1, **super().get_changeform_initial_data(request)}


def _is_used(row) -> bool:
    relations = (getattr(row, relation.get_accessor_name()) for relation in row._meta.related_objects)
    return any(related.exists() for related in relations)
