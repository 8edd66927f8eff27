"""A forgotten password: a link by mail, which leads to a page where a new one is chosen.

Whoever asks hears the same, whether or not an account has the address: these pages are open to everybody.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User

from .first_password import OwnPasswordForm

logger = logging.getLogger(__name__)


class LinkByMailForm(PasswordResetForm):
    """Sends the link to everybody who has the address, may sign in and has a password that can be forgotten."""

    def save(self, *, request: HttpRequest, **options) -> None:
        self.request = request
        super().save(request=request, **options)

    def get_users(self, email):
        for user in super().get_users(email):
            if user.is_staff and host_for(user, self.request):
                yield user
            elif user.is_staff:
                logger.warning(
                    "No link was sent to user %s: no agency and no entry of ALLOWED_HOSTS is the host.", user.pk
                )

    def send_mail(self, subject_template_name, email_template_name, context, *args, **options):
        user = context["user"]
        told = {
            "domain": host_for(user, self.request),
            "valid_until": timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        }
        super().send_mail(subject_template_name, email_template_name, context | told, *args, **options)


def host_for(user: User, request: HttpRequest) -> str | None:
    """The host to which the link of `user` leads; None where only the request vouches for it.

    A browser can be made to name any host that ALLOWED_HOSTS lets through with a wildcard: a link to a stranger's
    host would hand him the key. So the link leads to the person's own agency, or to a host that is named in full.
    """
    asked = request.get_host()
    name = split_domain_port(asked)[0]
    own = user.agency.domain if user.agency else None
    if own:
        return asked if name == own else own
    is_known = name in settings.ALLOWED_HOSTS or Agency.objects.filter(domain=name).exists()
    return asked if is_known else None


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
