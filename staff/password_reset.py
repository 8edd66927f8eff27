"""A forgotten password: a link by mail, which leads to a page where a new one is chosen.

Whoever asks hears the same, whether or not an account has the address: these pages are open to everybody.
"""

from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from .first_password import OwnPasswordForm
from .password_mails import send_links


class LinkByMailForm(PasswordResetForm):
    """Has the link sent to everybody who has the address and a password that can be forgotten."""

    def save(self, *, request: HttpRequest, **options) -> None:
        # One job in any case, for nobody too: the time of the answer does not tell whether an account has the address.
        found = [user.pk for user in self.get_users(self.cleaned_data["email"])]
        send_links.enqueue(found, scheme=request.scheme, host=request.get_host())


class StaffsRoomMixin:
    """Gives a page of Django's own the head of the staff's site."""

    def get_context_data(self, **kwargs):
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


class PasswordForgotten(StaffsRoomMixin, views.PasswordResetView):
    """Asks for the address."""

    form_class = LinkByMailForm
    title = _("Forgotten password")


class LinkSent(StaffsRoomMixin, views.PasswordResetDoneView):
    """Says what to do next, in the same words for every address."""

    title = _("Look into your mail")


class NewPassword(StaffsRoomMixin, views.PasswordResetConfirmView):
    """Takes the new password from whoever has a link that still counts."""

    form_class = OwnPasswordForm
    title = _("Choose a new password")


class PasswordChosen(StaffsRoomMixin, views.PasswordResetCompleteView):
    """Leads back to signing in."""

    title = _("The new password counts from now on")


# Under the names that Django's own templates look for.
urlpatterns = [
    path("", PasswordForgotten.as_view(), name="admin_password_reset"),
    path("sent/", LinkSent.as_view(), name="password_reset_done"),
    path("chosen/", PasswordChosen.as_view(), name="password_reset_complete"),
    path("<uidb64>/<token>/", NewPassword.as_view(), name="password_reset_confirm"),
]
