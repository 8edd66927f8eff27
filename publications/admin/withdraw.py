"""Taking an edition out of the public's sight, for good and in the open."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publications.models import Edition

from .addresses import may_withdraw, only_publishers
from .publish import REASON


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn: a sentence that citizens read."""

    reason = forms.CharField(label=_("reason"), **REASON)


def withdraw(edition_admin: ModelAdmin, request, edition: int):
    """What a withdrawal means and the reason for it; on POST, the withdrawal."""
    if not may_withdraw(request.user):
        return only_publishers(edition_admin, request)
    row = get_object_or_404(edition_admin.get_queryset(request), pk=edition)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _withdrawn(edition_admin, request, row, form.cleaned_data["reason"])
    context = {
        **edition_admin.admin_site.each_context(request),
        "title": _("Withdraw %(edition)s") % {"edition": row},
        "opts": edition_admin.opts,
        "edition": row,
        "form": form,
    }
    return TemplateResponse(request, "admin/publications/edition/withdraw.html", context)


def _withdrawn(edition_admin, request, edition: Edition, reason: str):
    try:
        edition.withdraw(by=request.user, reason=reason)
    except ValueError as refusal:
        messages.error(request, str(refusal))
    else:
        edition_admin.log_change(request, edition, gettext("Withdrawn: %(reason)s") % {"reason": reason})
        messages.success(request, gettext("%(edition)s is withdrawn.") % {"edition": edition})
    return HttpResponseRedirect(reverse("admin:publications_edition_change", args=[edition.pk]))
