"""What is asked about a person, new or known."""

from django import forms
from django.contrib.auth.forms import ReadOnlyPasswordHashField, ReadOnlyPasswordHashWidget, UsernameField
from django.contrib.auth.hashers import is_password_usable
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User

from .scoping import ImplicitFieldsForm
from .which_division import OF_ANOTHER_AGENCY

# What is chosen in place of a role for those to whom the roles of an agency do not apply.
HOST = "host"
ROLES = [*User.Role.choices, (HOST, _("Host administrator"))]


class NameField(UsernameField):
    """A user name in the one spelling under which it is kept."""

    def to_python(self, value):
        return User.normalize_username(super().to_python(value))


class PasswordState(ReadOnlyPasswordHashWidget):
    """Whether there is a password, and the way to a new one; how it is kept is nobody's business."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        has_one = bool(value) and is_password_usable(value)
        state = gettext("A password is set.") if has_one else gettext("There is no password: nobody can sign in.")
        return context | {"summary": [{"label": state}], "button_label": gettext("New first password")}


class StaffForm(ImplicitFieldsForm):
    """A person: the role decides which of the other fields count."""

    # Those that the one who is signed in may give; the page knows.
    roles = frozenset(dict(ROLES))

    role = forms.ChoiceField(label=_("role"), choices=ROLES)

    class Meta:
        model = User
        fields = []  # the page names them
        field_classes = {"username": NameField}
        help_texts = {
            "email": _("A link for a new password is sent there when this person has forgotten the old one."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["role"] = HOST if self.instance.is_superuser else self.instance.role
        if "role" in self.fields:
            self.fields["role"].choices = [choice for choice in ROLES if choice[0] in self.roles]
            self.fields["role"].help_text = self._role_help()

    def _role_help(self) -> str:
        if HOST in self.roles:
            return _("A host administrator sees all agencies, keeps accounts and rules, and reports for no division.")
        return _("Planners and publishers get their accounts from the host administrator.")

    def _get_validation_exclusions(self):
        # Chosen as a role: the model's constraints are to see it although no field of the page has its name.
        return super()._get_validation_exclusions() - {"is_superuser"}

    def clean_username(self):
        """Refuse a name that another person has in capitals or small letters; the database would let it pass."""
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
            cleaned |= {"division": None, "also_serves": []}
        agency, division = cleaned.get("agency", self.instance.agency), cleaned.get("division")
        if division and agency and division.agency_id != agency.pk:
            self.add_error("division", OF_ANOTHER_AGENCY)
        if agency and any(other.agency_id != agency.pk for other in cleaned.get("also_serves", ())):
            self.add_error("also_serves", _("One of these divisions belongs to another agency."))
        return cleaned


class StaffChangeForm(StaffForm):
    """What is known about a member of staff."""

    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordState)
