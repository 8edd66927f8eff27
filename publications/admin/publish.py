"""The page on which a document is published: what will be published, what is missing, a reason for every warning."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.models import Plan
from publications import publishing
from publications.document.differences import differences
from publications.models import Edition
from publications.publishing import Review

from .addresses import kind_meant, may_publish, only_publishers, plan_meant
from .links import public_links

REASON = {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80}), "strip": True}


class PublishForm(forms.Form):
    """Why an earlier edition is corrected, and why each warning may stand: sentences that citizens read."""

    PREFIX = "because:"

    reason = forms.CharField(label=_("reason for the correction"), **REASON)

    def __init__(self, data, review: Review):
        super().__init__(data)
        if not review.is_correction:
            del self.fields["reason"]
        for position, issue in enumerate(review.warnings, start=1):
            known = review.reasons.get(issue.key)
            # The message is a sentence, which needs no colon after its end.
            field = forms.CharField(label=issue.message, label_suffix="", initial=known and known.text, **REASON)
            # A key may hold the name of a division; a blank in it would break the link between field and error.
            field.widget.attrs["id"] = f"id_because_{position}"
            field.known = known
            self.fields[self.PREFIX + issue.key] = field

    def reasons(self) -> dict[str, str]:
        """The reason for every warning, by its key."""
        given = self.cleaned_data.items()
        return {name.removeprefix(self.PREFIX): text for name, text in given if name.startswith(self.PREFIX)}

    def unasked(self) -> list[str]:
        """What was typed for remarks that no longer stand, as when a figure changed meanwhile: shown, not lost."""
        names = [name for name in self.data if name == "reason" or name.startswith(self.PREFIX)]
        return [text for name in names if name not in self.fields and (text := self.data[name].strip())]


def publish(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """What will be published and what is missing; on POST, the publication."""
    if not may_publish(request.user):
        return only_publishers(edition_admin, request)
    review = Review.of(plan_meant(edition_admin, request, plan), kind_meant(kind))
    form = PublishForm(request.POST if request.method == "POST" else None, review)
    if request.method != "POST" or not form.is_valid():
        return _page(edition_admin, request, review, form)
    try:
        edition = _publish(request, review, form)
    except publishing.Refused as refusal:
        messages.error(request, str(refusal))
        now = Review.of(review.year.plan, review.kind)
        return _page(edition_admin, request, now, PublishForm(request.POST, now))
    edition_admin.log_addition(request, edition, gettext("Published."))
    messages.success(request, _published(edition))
    return HttpResponseRedirect(reverse("admin:publications_edition_change", args=[edition.pk]))


def _publish(request, review: Review, form: PublishForm) -> Edition:
    return publishing.publish(
        review.year.plan,
        review.kind,
        by=request.user,
        reason=form.cleaned_data.get("reason", ""),
        reasons=form.reasons(),
        reviewed=request.POST.get("reviewed", ""),
        review=review,
    )


def _page(edition_admin, request, review: Review, form: PublishForm) -> TemplateResponse:
    context = {
        **edition_admin.admin_site.each_context(request),
        **seen(review),
        "title": _("Publish fiscal year %(year)s: %(kind)s")
        % {"year": review.year.plan.fiscal_year, "kind": review.kind.label},
        "form": form,
        "is_ready": review.draft and not review.errors,
        "reviewed": review.proposed_hash,
    }
    return TemplateResponse(request, "admin/publications/edition/publish.html", context)


def seen(review: Review) -> dict:
    """What a person looks at before an edition: the check-list, the document in figures, what differs from the last."""
    before = publishing.frozen(review.newest) if review.newest else None
    return {
        "plan_opts": Plan._meta,
        "plan": review.year.plan,
        "kind": review.kind,
        "review": review,
        "checklist": review.checks,
        "document": review.draft,
        "last": review.newest,
        "differences": differences(before, review.draft) if before and review.draft else [],
    }


def _published(edition: Edition) -> str:
    links = format_html_join(" · ", '<a href="{}">{}</a>', public_links(edition))
    return format_html_join("", "{} {}", [(gettext("%(edition)s is published.") % {"edition": edition}, links)])
