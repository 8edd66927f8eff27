"""Accounts: the agency's own data, its divisions, and (for superusers) the people."""

import re

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Division, User

from .admin_base import StaffAdmin
from .be_columns import NOTHING, buddhist
from .scoping import ImplicitFieldsForm, names_agencies

HOST_NAME = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*")


class AgencyForm(ImplicitFieldsForm):
    """Keeps what is no host name out of the place where requests are told apart by it."""

    def clean_domain(self):
        domain = (self.cleaned_data["domain"] or "").strip().lower()
        if domain and not HOST_NAME.fullmatch(domain):
            raise forms.ValidationError(_("Give the host name alone, for example ita.thamaling.go.th."))
        return domain or None


@admin.register(Agency)
class AgencyAdmin(StaffAdmin):
    """One's own agency; with one agency there is no list, only its page."""

    form = AgencyForm
    agency_path = "pk"
    fields = ["name", "subdistrict", "district", "province", "domain", "seal"]
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


class DivisionChoice(forms.ModelChoiceField):
    """A division by its name; where there are several agencies, with the agency's name."""

    def label_from_instance(self, division):
        return f"{division.name} · {division.agency.name}"


class OwnDivision:
    """Refuses a division of another agency."""

    def clean(self):
        super().clean()
        agency = self.cleaned_data.get("agency", self.instance.agency)
        division = self.cleaned_data.get("division")
        if division and agency and division.agency_id != agency.pk:
            self.add_error("division", _("This division belongs to another agency."))
        return self.cleaned_data


class StaffCreationForm(OwnDivision, ImplicitFieldsForm, AdminUserCreationForm):
    """A new member of staff."""


class StaffChangeForm(OwnDivision, ImplicitFieldsForm, UserChangeForm):
    """What is known about a member of staff."""


@admin.register(User)
class StaffUserAdmin(StaffAdmin, UserAdmin):
    """The people; superusers only."""

    form = StaffChangeForm
    add_form = StaffCreationForm
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["division", "role"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": [buddhist(User, "last_login"), buddhist(User, "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name"]}),
        (_("Work"), {"fields": ["division", "role", "is_superuser"]}),
        (_("Password"), {"fields": ["usable_password", "password1", "password2"]}),
    ]
    readonly_fields = fieldsets[-1][1]["fields"]
    list_display = ["username", "full_name", "role", "division", "state"]
    list_filter = ["role", "is_active"]
    list_select_related = ["division", "agency"]
    search_fields = ["username", "first_name", "last_name", "email"]
    filter_horizontal = []

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user):
        return user.get_full_name() or NOTHING

    @admin.display(description=_("state"), ordering="is_active")
    def state(self, user):
        return _("may sign in") if user.is_active and user.is_staff else _("may not sign in")

    def get_readonly_fields(self, request, obj=None):
        # Unlike a row, a person may change to another agency.
        return self.readonly_fields

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "division" and names_agencies(request):
            kwargs["form_class"] = DivisionChoice
            kwargs["queryset"] = Division.objects.select_related("agency").order_by("agency", "position")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
