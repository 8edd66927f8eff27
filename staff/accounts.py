"""Accounts: the agency's own data, its divisions, and (for superusers) the people."""

import re

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
    UsernameField,
)
from django.contrib.auth.hashers import is_password_usable
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
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


class NameField(UsernameField):
    """A user name in the one spelling under which it is kept."""

    def to_python(self, value):
        return User.normalize_username(super().to_python(value))


class PasswordState(ReadOnlyPasswordHashWidget):
    """Whether there is a password, and the way to change it; how it is kept is nobody's business."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        has_one = bool(value) and is_password_usable(value)
        state = gettext("A password is set.") if has_one else gettext("There is no password: nobody can sign in.")
        return context | {"summary": [{"label": state}]}


# What is chosen in place of a role for those to whom the roles of an agency do not apply.
HOST = "host"
ROLES = [*User.Role.choices, (HOST, _("Host administrator"))]


class StaffForm(ImplicitFieldsForm):
    """What is asked about a person, new or known: the role decides which of the other fields count."""

    role = forms.ChoiceField(
        label=_("role"),
        choices=ROLES,
        help_text=_("A host administrator sees all agencies, keeps accounts and rules, and reports for no division."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["role"] = HOST if self.instance.is_superuser else self.instance.role

    def _get_validation_exclusions(self):
        # Chosen as a role: the model's constraints are to see it although no field of the page has its name.
        return super()._get_validation_exclusions() - {"is_superuser"}

    def clean_username(self):
        """Refuse a name that another person has in capitals or small letters; Django does so for new people only."""
        name = self.cleaned_data["username"]
        others = User.objects.exclude(pk=self.instance.pk)
        if others.filter(username__iexact=name).exists():
            raise forms.ValidationError(self.instance.unique_error_message(User, ["username"]))
        return name

    def clean_role(self):
        chosen = self.cleaned_data["role"]
        self.instance.is_superuser = chosen == HOST
        return self.instance.role if chosen == HOST else chosen

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.is_superuser:
            cleaned["division"] = None
        agency, division = cleaned.get("agency", self.instance.agency), cleaned.get("division")
        if division and agency and division.agency_id != agency.pk:
            self.add_error("division", _("This division belongs to another agency."))
        return cleaned


EMAIL_HELP = {"email": _("A link for a new password is sent there when this person has forgotten the old one.")}


class StaffCreationForm(StaffForm, AdminUserCreationForm):
    """A new member of staff."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        field_classes = {"username": NameField}
        help_texts = EMAIL_HELP


class StaffChangeForm(StaffForm, UserChangeForm):
    """What is known about a member of staff."""

    class Meta(UserChangeForm.Meta):
        model = User
        field_classes = {"username": NameField}
        help_texts = EMAIL_HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].widget = PasswordState()
        self.fields["password"].help_text = ""


class StaffPasswordForm(AdminPasswordChangeForm):
    """A new password for a person, or none; Django's own warning is in English for every reader."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "usable_password" in self.fields:
            # Django's page shows and hides the warning by its id.
            self.fields["usable_password"].help_text = format_html(
                '<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
                gettext("When signing in with a password is disabled, the present password is lost."),
            )


class RoleFilter(admin.SimpleListFilter):
    """What people are here; a host administrator is no officer, whatever the unused role says."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return ROLES

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen == HOST:
            return queryset.filter(is_superuser=True)
        return queryset.filter(role=chosen, is_superuser=False) if chosen in User.Role else queryset


@admin.register(User)
class StaffUserAdmin(StaffAdmin, UserAdmin):
    """The people; superusers only."""

    form = StaffChangeForm
    add_form = StaffCreationForm
    change_password_form = StaffPasswordForm
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["division", "role"]}),
        (_("Access"), {"fields": ["is_active", "is_staff"]}),
        (_("Dates"), {"fields": [buddhist(User, "last_login"), buddhist(User, "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["division", "role"]}),
        (_("Password"), {"fields": ["usable_password", "password1", "password2"]}),
    ]
    readonly_fields = fieldsets[-1][1]["fields"]
    list_display = ["username", "full_name", "role_name", "division_name", "state"]
    list_filter = [RoleFilter, "is_active"]
    list_select_related = ["division", "agency"]
    search_fields = ["username", "first_name", "last_name", "email"]
    filter_horizontal = []

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user):
        return user.get_full_name() or NOTHING

    @admin.display(description=_("role"), ordering="role")
    def role_name(self, user):
        return user.role_name

    @admin.display(description=_("division"), ordering="division")
    def division_name(self, user):
        return NOTHING if user.is_superuser or not user.division else user.division

    @admin.display(description=_("state"), ordering="is_active")
    def state(self, user):
        return _("may sign in") if user.is_active and user.is_staff else _("may not sign in")

    def get_readonly_fields(self, request, obj=None):
        # Unlike a row, a person may change to another agency.
        return self.readonly_fields

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
