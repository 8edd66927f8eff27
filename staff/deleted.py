"""
A form whose row somebody has deleted since it was opened: everything typed in it is shown once more, to be copied.

The form carries, signed, of which row it was made and whose that row was. Of a row that is gone nothing else may be
known any more, and nobody is to learn of another agency's rows: any other answer for a missing row is Django's own.
"""

import re
from operator import attrgetter
from typing import NamedTuple

from django import forms
from django.contrib.admin.utils import unquote
from django.core import signing
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import _get_foreign_key
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from audit.changes import written as told
from audit.latest import latest_deletion

from .scoping import is_row_number

FIELD = "_origin"
SALT = "staff.deleted"
OF_A_ROW = re.compile(r"(?P<prefix>\w+)-(?P<number>[0-9]{1,4})-(?P<name>\w+)", re.ASCII)
# What a form sends beside what was typed: its own hidden fields and buttons, counts of rows, and the row to be copied.
UNTYPED = re.compile(r"csrfmiddlewaretoken|_.*|.+_FORMS|.+-__prefix__-.+", re.DOTALL)


class Typed(NamedTuple):
    """A value of a form, and where it was typed."""

    row: str
    field: str
    value: str


class DeletedRowMixin:
    """An admin whose pages, sent for a row that is gone, are answered with what was typed."""

    def origin_of(self, row) -> str:
        """The row and whose it is, as the hidden field carries them."""
        agency = attrgetter(self.agency_path.replace("__", "."))(row) if self.agency_path else None
        return signing.dumps([self.opts.label, str(row.pk), getattr(agency, "pk", agency)], salt=SALT)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        if self.was_deleted(request, unquote(object_id)):
            return self.deleted_page(request, unquote(object_id), typed(self, request))
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def deleted_page(self, request, pk: str, values: list[Typed]) -> TemplateResponse:
        """That the row was deleted, by whom and when, and what was typed in the form that was made of it."""
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("%(row)s: deleted meanwhile") % {"row": capfirst(self.opts.verbose_name)},
            "opts": self.opts,
            "deletion": latest_deletion(self.model, pk),
            "typed": values,
        }
        return TemplateResponse(request, "admin/recorded/deleted.html", context, status=410)

    def was_deleted(self, request, pk: str) -> bool:
        """Whether the form was made of this row when it was there, and of a row that its sender may know."""
        try:
            model, number, agency = signing.loads(request.POST.get(FIELD, ""), salt=SALT)
        except signing.BadSignature:
            return False
        is_own = request.user.is_superuser or not self.agency_path or agency == request.user.agency_id
        is_meant = (model, number) == (self.opts.label, pk)
        return is_own and is_meant and not self.model._base_manager.filter(pk=pk).exists()


def typed(page, request) -> list[Typed]:
    """What was typed in a page's form and in the rows below it, in the order of the form; what is empty is left out."""
    inlines = {
        _key(page, kind).remote_field.get_accessor_name(): kind(page.model, page.admin_site) for kind in page.inlines
    }
    sent = {name: values for name, values in request.POST.lists() if not UNTYPED.fullmatch(name)}
    sent |= {name: [file.name for file in files] for name, files in request.FILES.lists()}
    found = [
        _typed(page, inlines, request, name, values) for name, values in sent.items() if any(map(str.strip, values))
    ]
    return [value for value in found if value]


def _key(page, inline) -> models.ForeignKey:
    return _get_foreign_key(page.model, inline.model, fk_name=inline.fk_name)


def _typed(page, inlines: dict, request, name: str, values: list[str]) -> Typed | None:
    place = OF_A_ROW.fullmatch(name)
    inline = inlines.get(place["prefix"]) if place else None
    if inline is None:
        return Typed("", *_told(page, request, name, values))
    if place["name"] in (_key(page, inline).name, inline.opts.pk.name):
        return None
    row = f"{capfirst(inline.opts.verbose_name)} {int(place['number']) + 1}"
    return Typed(row, *_told(inline, request, place["name"], values))


def _told(page, request, name: str, values: list[str]) -> tuple[str, str]:
    """The label and the value of a field in words; of what is no field of ours both as they were sent."""
    field = _field(page, request, name)
    if field is None:
        return name, "\n".join(values)
    return capfirst(str(field.label or name)), "\n".join(_in_words(field, values))


def _field(page, request, name: str) -> forms.Field | None:
    if name == DELETION_FIELD_NAME:
        return forms.BooleanField(label=gettext("Delete?"))
    columns = {column.name: column for column in (*page.opts.fields, *page.opts.many_to_many)}
    if name in columns:
        return page.formfield_for_dbfield(columns[name], request)
    return page.form.declared_fields.get(name)


def _in_words(field: forms.Field, values: list[str]) -> list[str]:
    if isinstance(field, forms.BooleanField):
        return [told(True)]  # only a tick is sent
    names = {}
    if isinstance(field, forms.ModelChoiceField):
        chosen = field.queryset.filter(pk__in=[value for value in values if is_row_number(value)])
        names = {str(row.pk): field.label_from_instance(row) for row in chosen}
    elif isinstance(field, forms.ChoiceField):
        names = {str(value): str(label) for value, label in field.choices}
    return [names.get(value, value) for value in values]
