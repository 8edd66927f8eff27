"""A form that is refused with a sentence and everything that was typed in it, where the database would only fail."""

import logging

from django.core.exceptions import BadRequest
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

UNSTORABLE = _(
    "This cannot be saved: a value is given twice where it may stand once only, or is too large. Nothing was changed."
)


class RefusedForm:
    """A form that is never valid; it says why."""

    refusal = ""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, self.refusal)
        return cleaned


def refuse(request, reason) -> None:
    """Have the form that this request sends shown anew with the reason, and nothing saved."""
    request._refusal = reason


class RefusalMixin:
    """An admin whose form can be refused before it is looked at, and after the database has refused it."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        reason = getattr(request, "_refusal", None)
        return type(form.__name__, (RefusedForm, form), {"refusal": reason}) if reason else form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, DataError, OverflowError):
            logger.warning("The database refused what a form had let pass.", exc_info=True)
        refuse(request, UNSTORABLE)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (DataError, OverflowError) as error:
            raise BadRequest from error  # not even to be looked up
