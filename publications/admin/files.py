"""The published files, evidence and signed copies, in the staff's room; a publisher redacts one for good."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from publications import publishing
from publications.models import PublishedFile
from publications.templatetags.rounds import type_of
from staff.admin_base import StaffAdmin
from staff.be_columns import NOTHING, buddhist
from thai.sizes import in_words

from .addresses import may_redact, only_publishers
from .links import address_of
from .publish import REASON

PUBLISHED_AT, REDACTED_AT = (buddhist(PublishedFile, name) for name in ("published_at", "redacted_at"))


class RedactForm(forms.Form):
    """Why a file is redacted: a sentence that citizens read."""

    reason = forms.CharField(label=_("reason"), **REASON)


@admin.register(PublishedFile)
class PublishedFileAdmin(StaffAdmin):
    """What was published beside the editions: read here, never changed."""

    fields = ["name", "opened", "kind", "size_in_words", PUBLISHED_AT, "sha256", "named_by", REDACTED_AT, "why"]
    list_display = ["name", "kind", "size_in_words", PUBLISHED_AT, "state"]
    list_select_related = ["agency"]
    search_fields = ["name", "sha256"]
    ordering = ["-pk"]
    actions = None

    @admin.display(description=_("for citizens"))
    def opened(self, file):
        address = address_of(file)
        return format_html('<a href="{}">{}</a>', address, _("Look at the file")) if address else NOTHING

    @admin.display(description=_("kind"), ordering="content_type")
    def kind(self, file):
        return type_of(file)

    @admin.display(description=_("size"), ordering="size")
    def size_in_words(self, file):
        return in_words(file.size)

    @admin.display(description=_("state"))
    def state(self, file):
        return gettext("redacted") if file.is_redacted else gettext("can be read")

    @admin.display(description=_("reason for the redaction"))
    def why(self, file):
        return file.redaction_reason or NOTHING

    @admin.display(description=_("editions that it belongs to"))
    def named_by(self, file):
        scanned = [event.edition for event in file.events.scans()]
        links = [
            (reverse("admin:publications_edition_change", args=[edition.pk]), edition)
            for edition in [*file.editions.without_files().in_order(), *scanned]
        ]
        return format_html_join(" · ", '<a href="{}">{}</a>', links) or NOTHING

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_redact"] = obj and not obj.is_redacted and may_redact(request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_urls(self):
        page = self.admin_site.admin_view(partial(redact, self))
        return [path("<int:file>/redact/", page, name="publications_publishedfile_redact"), *super().get_urls()]


def redact(file_admin: PublishedFileAdmin, request, file: int):
    """What a redaction means and the reason for it; on POST, the redaction with its successors."""
    if not may_redact(request.user):
        return only_publishers(file_admin, request)
    row = get_object_or_404(file_admin.get_queryset(request), pk=file)
    form = RedactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _redacted(file_admin, request, row, form.cleaned_data["reason"])
    context = {
        **file_admin.admin_site.each_context(request),
        "title": _("Redact %(file)s") % {"file": row.name},
        "opts": file_admin.opts,
        "file": row,
        "address": address_of(row),
        "form": form,
        "consequences": publishing.consequences(row),
    }
    return TemplateResponse(request, "admin/publications/publishedfile/redact.html", context)


def _redacted(file_admin, request, row: PublishedFile, reason: str):
    try:
        successors = publishing.redact(row, by=request.user, reason=reason)
    except publishing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        file_admin.log_change(request, row, gettext("Redacted: %(reason)s") % {"reason": reason})
        said = ngettext(
            "The file is erased. %(count)d edition without it is published.",
            "The file is erased. %(count)d editions without it are published.",
            len(successors),
        )
        messages.success(request, said % {"count": len(successors)})
    return HttpResponseRedirect(reverse("admin:publications_publishedfile_change", args=[row.pk]))
