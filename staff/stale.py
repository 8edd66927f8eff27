"""
The check that a form was made from what is stored now, so that nobody undoes unseen what another has saved.

A stale form is shown anew, saved nowhere: what its sender changed stays as it was typed, what others changed
meanwhile is taken over where the sender had left it alone, and a table names both values, who and when.
"""

import copy
import hashlib

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError, transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from . import versions
from .deleted import DeletedRowMixin
from .rebasing import Forms, rebased
from .refusals import RefusalMixin, refuse

OVERTAKEN = _(
    "Somebody else has changed these data since you opened the page; nothing of yours has been saved yet. "
    "Compare the values below, then save again. Files have to be chosen again."
)
OVERTAKEN_DELETION = _(
    "Somebody else has changed these data since you opened the page, so nothing was deleted. "
    "Look at what would be deleted now before you confirm again."
)


class StaleCheckMixin(DeletedRowMixin, RefusalMixin):
    """An admin whose pages carry the version from which they were made, and are refused when it is no longer true."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self._locked(request, object_id)
            if row is not None and self.has_change_permission(request, row):
                try:
                    self._refuse_when_stale(request, row)
                except (DataError, OverflowError) as error:
                    raise BadRequest from error  # not even to be compared
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _refuse_when_stale(self, request, row) -> None:
        stored = self._forms(as_read(request), row)
        carried, now = versions.read(request.POST.get(versions.FIELD, "")), versions.version_of(*stored)
        request._version = versions.written(now)
        if carried == now or hasattr(request, "_refusal"):
            return
        sent = self._forms(request, row)
        refuse(request, OVERTAKEN)
        if all(formset.management_form.is_valid() for formset in sent.formsets):
            request.POST, request._overtaken = rebased(request.POST, carried, sent, stored)
        else:
            request._version = request.POST.get(versions.FIELD, "")  # nothing could be compared

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj and self.has_change_permission(request, obj):
            context["version"] = getattr(request, "_version", None) or self._version_shown(context)
            context["overtaken"] = getattr(request, "_overtaken", [])
            context["origin"] = self.origin_of(obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def _version_shown(self, context) -> str:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        return versions.written(versions.version_of(context["adminform"].form, formsets))

    def delete_view(self, request, object_id, extra_context=None):
        with transaction.atomic():
            row = self._locked(request, object_id) if request.method == "POST" else self._found(request, object_id)
            version = self._deletion_version(request, row) if row and self.has_delete_permission(request, row) else ""
            # A request that is no page's own carries nothing that could be out of date.
            if request.POST.get(versions.FIELD, version) != version:
                self.message_user(request, OVERTAKEN_DELETION, messages.WARNING)
                request.POST = QueryDict()  # Django deletes on any answer that is not empty
            return super().delete_view(request, object_id, {**(extra_context or {}), "version": version})

    def _deletion_version(self, request, row) -> str:
        """A digest of the row, of the rows on its page, and of the names of everything that would go with it."""
        going = self.get_deleted_objects([row], request)[0]
        shown = versions.version_of(*self._forms(as_read(request), row))
        return hashlib.sha256(f"{shown} {going}".encode()).hexdigest()

    # What is compared

    def _forms(self, request, row) -> Forms:
        """The page's form and formsets: bound in a request that sends them, else as they would be shown."""
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form_class = self.get_form(request, row, change=True, fields=fields)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        formsets, _inlines = self._create_formsets(request, row, change=True)
        return Forms(form_class(*sent, instance=row), formsets)

    def _found(self, request, object_id):
        return self.get_object(request, unquote(object_id))

    def _locked(self, request, object_id):
        """The row, locked together with the rows on its page until the transaction ends."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        lock(self.model, pk=pk)
        row = self._found(request, object_id)
        for inline in self.get_inline_instances(request, row) if row else ():
            key = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            lock(inline.model, **{key.attname: row.pk})
        return row


def lock(model, **which) -> None:
    """Keep everybody else from changing these rows until the transaction ends."""
    list(model._base_manager.select_for_update().filter(**which).order_by("pk").values_list("pk"))


def as_read(request: HttpRequest) -> HttpRequest:
    """The same request as if the page were only opened."""
    reading = copy.copy(request)
    reading.method = "GET"
    return reading
