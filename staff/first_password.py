"""A first password that the portal makes up, and the change of it before anything else.

It is shown once, in the answer to the request that made it: it stands in no session, message, log or table.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import User

from .kept import Kept
from .signing_in import kept_page

# Read aloud or copied by hand, none of these is taken for another: no l and 1, no o and 0, no i and j.
LETTERS_AND_DIGITS = "abcdefghkmnpqrstuvwxyz23456789"
GROUPS, SIGNS_IN_A_GROUP = 4, 4

# What stays open to a person who has to choose a new password.
OPEN = {f"admin:{name}" for name in ("password_change", "login", "logout", "jsi18n")}


def new_first_password() -> str:
    """A password that nobody guesses and everybody can type, for example `k7mw-3hxa-pq9e-z2dt`."""
    groups = [[secrets.choice(LETTERS_AND_DIGITS) for _sign in range(SIGNS_IN_A_GROUP)] for _group in range(GROUPS)]
    return "-".join("".join(signs) for signs in groups)


def give_first_password(person: User) -> str:
    """Set a new first password on `person`, who then has to change it; the caller saves, and shows it once."""
    password = new_first_password()
    person.set_password(password)
    person.must_change_password = True
    return password


class OwnPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # no class takes one at run time
    """The own password, chosen by whoever has a link that was mailed: from then on nobody else knows it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("new_password1")
        if chosen and self.user.must_change_password and self.user.check_password(chosen):
            self.add_error("new_password1", _("Somebody else knows this password: choose another one."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.user.must_change_password = False
        return super().save(commit)


class OwnPasswordChangeForm(OwnPasswordForm, AdminPasswordChangeForm):
    """The own password, changed by whoever knows the present one."""


class FirstPasswordMiddleware:
    """Leads people who still have a first password to the page where they choose their own, whatever they ask for.

    It looks at the address and not at the view, so that no page of the staff's room can be forgotten.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer in place of the view, or let it answer."""
        is_open = request.resolver_match is not None and request.resolver_match.view_name in OPEN
        if is_open or not request.path.startswith(reverse("admin:index")):
            return None
        if not (request.user.is_authenticated and request.user.must_change_password):
            return None
        kept = Kept.of(request)
        return kept_page(request, kept) if kept else HttpResponseRedirect(reverse("admin:password_change"))
