"""Acting officials (รักษาราชการแทน) on a person's page: who holds which role, from which day to which."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import ActingAppointment, Role, User

from .authority import appointable, holds_as_much, may_appoint
from .inlines import StaffFormSet, StaffInline
from .scoping import names_agencies
from .which_division import OF_ANOTHER_AGENCY, labelled_by_agency


class AppointmentFormSet(StaffFormSet):
    """A person's appointments; those to a role that the one who is signed in may not give stay as they are."""

    giver: User

    def add_fields(self, form, index):
        super().add_fields(form, index)
        given, allowed = form.instance, appointable(self.giver)
        if given.pk and given.role not in allowed:
            for name in {*form.fields} - {self._pk_field.name, self.fk.name}:
                form.fields[name].disabled = True
        elif "role" in form.fields:
            choices = [choice for choice in Role.choices if choice[0] in allowed]
            form.fields["role"].choices = [("", "---------"), *choices]

    def clean(self):
        super().clean()
        for form in self.forms:
            sent = getattr(form, "cleaned_data", None)
            if sent and not sent.get("DELETE") and not form.fields["role"].disabled:
                self._check(form, sent)

    def _check(self, form, sent: dict) -> None:
        division, role, last = sent.get("division"), sent.get("role"), sent.get("ends_on")
        if division and division.agency_id != self.instance.agency_id:
            form.add_error("division", OF_ANOTHER_AGENCY)
        if not (form.has_changed() and role and last and sent.get("starts_on")):
            return
        if not all(
            holds_as_much(self.giver, role, day) for day in (max(sent["starts_on"], timezone.localdate()), last)
        ):
            form.add_error("ends_on", _("You hold this role for a time only: nobody can be given it for longer."))


class AppointmentInline(StaffInline):
    """The appointments of one person; whoever may give no role sees them."""

    model = ActingAppointment
    formset = AppointmentFormSet
    agency_path = "user__agency"
    fields = ["role", "division", "starts_on", "ends_on"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.giver = request.user
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "division" and names_agencies(request):
            kwargs |= labelled_by_agency(one=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and bool(obj) and may_appoint(request.user, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and bool(obj) and may_appoint(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and bool(obj) and may_appoint(request.user, obj)
