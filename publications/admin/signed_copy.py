"""Laying the scan of an edition's signed print beside it: the page of the staff's room on which it is chosen."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publications import publishing
from publications.models import Edition

from .addresses import may_publish, only_publishers


class SignedCopyForm(forms.Form):
    """The scan, and whether the publisher has compared one of which its code tells too little."""

    file = forms.FileField(
        label=_("the scan of the signed print"),
        help_text=_(
            "One PDF with all pages, scanned with 200 to 300 dots per inch. "
            "The QR code on the last page is read: it has to be the code of this edition."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    is_compared = forms.BooleanField(
        label=_("I have compared every page of the scan with the edition."),
        required=False,
        help_text=_(
            "Needed only where the QR code cannot be read or the scan has more or fewer pages than the edition."
        ),
    )


def lay_signed_copy(edition_admin: ModelAdmin, request, edition: int):
    """What a signed copy is and the choice of its file; on POST, the file laid beside the edition."""
    if not may_publish(request.user):
        return only_publishers(edition_admin, request)
    row = get_object_or_404(edition_admin.get_queryset(request), pk=edition)
    form = SignedCopyForm(request.POST, request.FILES) if request.method == "POST" else SignedCopyForm()
    if form.is_valid():
        try:
            _lay(request, row, **form.cleaned_data)
        except publishing.Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return _laid(edition_admin, request, row)
    context = {
        **edition_admin.admin_site.each_context(request),
        "title": _("Signed copy of %(edition)s") % {"edition": row},
        "opts": edition_admin.opts,
        "edition": row,
        "form": form,
    }
    return TemplateResponse(request, "admin/publications/edition/lay_signed_copy.html", context)


def _lay(request, edition: Edition, *, file, is_compared: bool) -> None:
    publishing.lay_signed_copy(edition, file, by=request.user, is_compared=is_compared)


def _laid(edition_admin: ModelAdmin, request, edition: Edition):
    edition_admin.log_change(request, edition, gettext("Laid a signed copy beside it."))
    messages.success(request, gettext("The signed copy stands beside %(edition)s.") % {"edition": edition})
    return HttpResponseRedirect(reverse("admin:publications_edition_change", args=[edition.pk]))


def may_lay_beside(user, edition: Edition) -> bool:
    """Whether somebody may lay a signed copy beside an edition, which has none that can be read."""
    is_open = not edition.is_withdrawn and edition.pdf_erased_at is None
    return may_publish(user) and is_open and edition.signed_file is None
