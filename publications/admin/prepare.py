"""The planner's page before an edition: a reason for every warning, one for several, and sending it for approval."""

import hashlib

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.models import Plan
from publications import publishing
from publications.publishing import Review
from staff import versions
from staff.stale import lock

from .addresses import kind_meant, may_prepare, may_publish, plan_meant
from .publish import REASON, seen

OVERTAKEN = _(
    "Somebody else has changed the reasons since you opened the page, so yours is not kept yet. "
    "Look at the reasons as they are now, then keep yours again."
)


class ReasonForm(forms.Form):
    """One reason for all warnings that are ticked."""

    keys = forms.MultipleChoiceField(
        label=_("warnings"), error_messages={"required": _("Choose the warnings for which the reason is given.")}
    )
    text = forms.CharField(label=_("reason for the chosen warnings"), **REASON)

    def __init__(self, data, review: Review, initial: dict | None = None):
        super().__init__(data, initial=initial)
        self.fields["keys"].choices = [(issue.key, issue.message) for issue in review.warnings]
        self.fields["text"].required = "remove" not in (data or {})


def prepare(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """The reasons so far and what is sent; on POST, a reason is written or deleted, or the document is sent."""
    if not may_prepare(request.user):
        raise PermissionDenied
    row, kind = plan_meant(edition_admin, request, plan), kind_meant(kind)
    if request.method != "POST":
        review = Review.of(row, kind)
        return _page(edition_admin, request, review, ReasonForm(None, review, _shared(review, request.GET.get("key"))))
    with transaction.atomic():
        lock(Plan, pk=row.pk)
        return _answer(edition_admin, request, Review.of(row, kind))


def _answer(edition_admin: ModelAdmin, request, review: Review):
    if "send" in request.POST:
        _send(request, review)
        return _again(review)
    form = ReasonForm(request.POST, review)
    # A request that is no page's own carries nothing that could be out of date.
    if request.POST.get(versions.FIELD, version := _version(review)) != version:
        messages.warning(request, OVERTAKEN)
        return _page(edition_admin, request, review, form)
    if not form.is_valid():
        return _page(edition_admin, request, review, form)
    _write(request, review, form.cleaned_data)
    return _again(review)


def _version(review: Review) -> str:
    """A digest of the reasons that the page shows."""
    shown = [(issue.key, (known := review.reasons.get(issue.key)) and known.text) for issue in review.warnings]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def _shared(review: Review, key: str | None) -> dict:
    """The reason of a warning and all warnings that it serves, to be changed together."""
    known = review.reasons.get(key)
    if known is None:
        return {}
    alike = [issue.key for issue in review.warnings if (it := review.reasons.get(issue.key)) and it.text == known.text]
    return {"text": known.text, "keys": alike}


def _write(request, review: Review, given: dict) -> None:
    if "remove" in request.POST:
        publishing.forget_reasons(review, given["keys"])
        messages.success(request, gettext("The drafted reasons of the chosen warnings are deleted."))
    else:
        publishing.draft_reason(review, given["keys"], given["text"], by=request.user)
        messages.success(request, gettext("The reason is kept for the chosen warnings."))


def _send(request, review: Review) -> None:
    if request.POST.get("reviewed") != review.proposed_hash:
        messages.error(request, gettext("The data changed after you looked at it. Check once more, then send."))
        return
    try:
        publishing.send_for_approval(review, by=request.user)
    except publishing.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Sent for approval. Whoever publishes finds it on the start page."))


def _again(review: Review) -> HttpResponseRedirect:
    where = [review.year.plan.pk, review.kind]
    return HttpResponseRedirect(reverse("admin:publications_edition_prepare", args=where))


def _page(edition_admin, request, review: Review, form: ReasonForm) -> TemplateResponse:
    chosen = form["keys"].value() or []
    context = {
        **edition_admin.admin_site.each_context(request),
        **seen(review),
        "title": _("Reasons and approval, fiscal year %(year)s: %(kind)s")
        % {"year": review.year.plan.fiscal_year, "kind": review.kind.label},
        "form": form,
        "version": _version(review),
        "warnings": [(issue, review.reasons.get(issue.key), issue.key in chosen) for issue in review.warnings],
        "is_ready": bool(review.proposed) and not review.errors and not review.unexplained(),
        "may_publish": may_publish(request.user),
    }
    return TemplateResponse(request, "admin/publications/edition/prepare.html", context)
