"""The mails with a link to a new password: a job, so that the time of an answer tells nobody whether a mail is sent."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from agencies.models import Agency, User
from jobs.queue import job

from .language import language_of

logger = logging.getLogger(__name__)


@job
def send_links(user_pks: list[int], *, scheme: str, host: str) -> None:
    """Send a link to each of these people who may sign in, in the person's language; `scheme` and `host` as asked.

    Repeated, it sends a second link that counts as well. The key to the account is made here and stands in no queue.
    """
    for user in _who_may_sign_in(user_pks):
        if leads_to := host_for(user, host):
            with translation.override(language_of(user)):
                _send_link(user, f"{scheme}://{leads_to}")
        else:
            logger.warning("No link was sent to user %s: no agency and no entry of ALLOWED_HOSTS is the host.", user.pk)


def _who_may_sign_in(user_pks: list[int]) -> Iterable[User]:
    found: Iterable[User] = User.objects.filter(pk__in=user_pks, is_active=True, is_staff=True).select_related("agency")
    return found


def _send_link(user: User, site: str) -> None:
    told = {
        "user": user,
        "site": site,
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
        "valid_until": timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    }
    subject = render_to_string("registration/password_reset_subject.txt", told).strip()
    body = render_to_string("registration/password_reset_email.html", told)
    send_mail(subject, body, from_email=None, recipient_list=[user.email])


def host_for(user: User, asked: str) -> str | None:
    """The host to which the link of `user` leads; None where only the request vouches for the one that was `asked`.

    A browser can be made to name any host that ALLOWED_HOSTS lets through with a wildcard: a link to a stranger's
    host would hand him the key. So the link leads to the person's own agency, or to a host that is named in full.
    """
    name = split_domain_port(asked)[0]
    own = user.agency.domain if user.agency else None
    if own:
        return asked if name == own else own
    is_known = name in settings.ALLOWED_HOSTS or Agency.objects.filter(domain=name).exists()
    return asked if is_known else None
