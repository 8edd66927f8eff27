"""The people: the host's administrators keep all accounts, planners and publishers those of officers and heads."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from agencies.models import ActingAppointment, User
from audit.changes import written as told
from thai.templatetags.thai import be_date_short

from .admin_base import StaffAdmin
from .appointments import AppointmentInline
from .authority import employable, keeps, may_appoint
from .be_columns import NOTHING, buddhist
from .first_password import give_first_password
from .people_forms import HOST, ROLES, StaffChangeForm, StaffForm
from .scoping import names_agencies
from .which_division import labelled_by_agency

NAMES = ["first_name", "last_name", "email"]
WORK = (_("Work"), {"fields": ["role", "division", "also_serves"]})
DATES = (_("Dates"), {"fields": [buddhist(User, "last_login"), buddhist(User, "date_joined")]})


class RoleFilter(admin.SimpleListFilter):
    """What people are here, or are today as acting officials; a host administrator is no officer."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return ROLES if request.user.is_superuser else User.Role.choices

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen == HOST:
            return queryset.filter(is_superuser=True)
        return queryset.holding(chosen) if chosen in User.Role else queryset


class DivisionFilter(admin.RelatedOnlyFieldListFilter):
    """By division: the people whose own it is, and those who also serve it."""

    def field_choices(self, field, request, model_admin):
        people = model_admin.get_queryset(request).order_by()
        served = Q(pk__in=people.values("division")) | Q(pk__in=people.values("also_serves"))
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, limit_choices_to=served, ordering=ordering)

    def queryset(self, request, queryset):
        own = super().queryset(request, queryset)
        if not self.lookup_val:
            return own
        also = queryset.filter(also_serves__in=self.lookup_val)
        return queryset.filter(Q(pk__in=own.values("pk")) | Q(pk__in=also.values("pk")))


@admin.register(User)
class StaffUserAdmin(StaffAdmin, UserAdmin):
    """The people of one's own agency; of those whose accounts one does not keep, the page is there to be read."""

    form = StaffChangeForm
    add_form = StaffForm
    add_form_template = None
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": NAMES}),
        WORK,
        (_("Access"), {"fields": ["is_active", "is_staff", "must_choose"]}),
        DATES,
    ]
    add_fieldsets = [(None, {"fields": ["username", *NAMES]}), WORK]
    readonly_fields = ["must_choose", *DATES[1]["fields"]]
    list_display = ["username", "full_name", "role_name", "division_name", "state"]
    list_filter = [RoleFilter, ("division", DivisionFilter), "is_active"]
    list_select_related = ["division", "agency"]
    search_fields = ["username", *NAMES]
    filter_horizontal = []

    def own(self, rows, request):
        rows = super().own(rows, request)
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("also_serves", "acting_appointments")

    # Columns

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user):
        return user.get_full_name() or NOTHING

    @admin.display(description=_("role"), ordering="role")
    def role_name(self, user):
        today = timezone.localdate()
        acting = [appointment for appointment in user.acting_appointments.all() if appointment.holds_on(today)]
        return "; ".join([str(user.role_name), *map(_acting, acting)])

    @admin.display(description=_("division"), ordering="division")
    def division_name(self, user):
        if user.is_superuser or not user.division:
            return NOTHING
        return ", ".join(str(division) for division in [user.division, *user.also_serves.all()])

    @admin.display(description=_("state"), ordering="is_active")
    def state(self, user):
        return _("may sign in") if user.is_active and user.is_staff else _("may not sign in")

    @admin.display(description=User._meta.get_field("must_change_password").verbose_name)
    def must_choose(self, user):
        return told(user.must_change_password)

    # Who may do what

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or keeps(request.user, obj) or may_appoint(request.user, obj)

    def get_fieldsets(self, request, obj=None):
        if request.user.is_superuser or not obj:
            return super().get_fieldsets(request, obj)
        if keeps(request.user, obj):
            access = (_("Access"), {"fields": ["is_active", "must_choose"]})
            return [self.fieldsets[0], (_("Person"), {"fields": NAMES}), WORK, access, DATES]
        work = (_("Work"), {"fields": ["role_name", "division", "also_serves", "state"]})
        return [(None, {"fields": ["username"]}), (_("Person"), {"fields": NAMES}), work, DATES]

    def get_readonly_fields(self, request, obj=None):
        # Unlike a row, a person may change to another agency.
        if not obj or keeps(request.user, obj):
            return self.readonly_fields
        # What the form itself declares would stay in it, although the page does not show it.
        return [*flatten_fieldsets(self.get_fieldsets(request, obj)), *self.form.declared_fields]

    def get_inlines(self, request, obj):
        return [AppointmentInline] if obj and not obj.is_superuser else []

    # The form

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.roles = frozenset(dict(ROLES)) if request.user.is_superuser else employable(request.user)
        return form

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "division" and names_agencies(request):
            kwargs |= labelled_by_agency(one=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if names_agencies(request):
            kwargs |= labelled_by_agency(one=False)
        else:
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # First passwords: shown in the answer, kept nowhere

    @sensitive_variables("password")
    def save_model(self, request, obj, form, change):
        if not change:
            obj.first_password = give_first_password(obj)
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self._first_password_page(request, obj, obj.first_password)

    @sensitive_variables("password")
    def user_change_password(self, request, id, form_url=""):
        """Ask whether a person is to get a new first password, then show it; one's own is changed elsewhere."""
        person = self.get_object(request, unquote(id))
        if person is None:
            raise Http404
        if not (self.has_change_permission(request, person) and keeps(request.user, person)):
            raise PermissionDenied
        if person == request.user:
            return HttpResponseRedirect(reverse("admin:password_change"))
        if request.method != "POST":
            return self._first_password_page(request, person)
        password = give_first_password(person)
        person.save(update_fields=["password", "must_change_password"])
        self.log_change(request, person, gettext("Gave a new first password."))
        return self._first_password_page(request, person, password)

    def _first_password_page(self, request, person, password: str = "") -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("First password of %(name)s") % {"name": person.name},
            "opts": self.opts,
            "person": person,
            "password": password,
        }
        return TemplateResponse(request, "admin/agencies/user/first_password.html", context)


def _acting(appointment: ActingAppointment) -> str:
    values = {"role": appointment.get_role_display(), "until": be_date_short(appointment.ends_on)}
    return gettext("acting %(role)s until %(until)s") % values
