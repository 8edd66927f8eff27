"""From a plan to an edition, in the staff's room: look at it, publish it, withdraw it."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.models import Plan
from publications import document, publishing
from publications.document.differences import differences
from publications.models import Edition, Kind
from publications.public import editions
from publications.publishing import checklist
from publications.render import pdf
from thai.templatetags.thai import be_datetime

REASON = {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80}), "strip": True}


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn: a sentence that citizens read."""

    reason = forms.CharField(label=_("reason"), **REASON)


class PublishForm(forms.Form):
    """Why an earlier edition is corrected, and why each warning may stand: sentences that citizens read."""

    PREFIX = "because:"

    reason = forms.CharField(label=_("reason for the correction"), **REASON)

    def __init__(self, data, *, is_correction: bool, warnings: list[checklist.Issue], known: dict[str, str]):
        super().__init__(data)
        if not is_correction:
            del self.fields["reason"]
        for position, issue in enumerate(warnings, start=1):
            field = forms.CharField(label=issue.message, initial=known.get(issue.key), **REASON)
            # A key may hold the name of a division; a blank in it would break the link between field and error.
            field.widget.attrs["id"] = f"id_because_{position}"
            self.fields[self.PREFIX + issue.key] = field

    def reasons(self) -> dict[str, str]:
        """The reason for every warning, by its key."""
        given = self.cleaned_data.items()
        return {name.removeprefix(self.PREFIX): text for name, text in given if name.startswith(self.PREFIX)}

    def unasked(self) -> list[str]:
        """What was typed for remarks that no longer stand, as when a figure changed meanwhile: shown, not lost."""
        names = [name for name in self.data if name == "reason" or name.startswith(self.PREFIX)]
        return [text for name in names if name not in self.fields and (text := self.data[name].strip())]


def may_publish(user) -> bool:
    return user.has_perm("publications.publish_edition")


def may_withdraw(user) -> bool:
    return user.has_perm("publications.withdraw_edition")


# Looking at what would be published


def preview(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """The public page of the edition that would be published now, marked as a draft."""
    plan, drafted = _draft_to_look_at(edition_admin, request, plan, kind)
    if drafted is None:
        return _not_ready(request, plan)
    context = {
        "document": drafted,
        "edition": None,
        "site": drafted.agency,
        "years": [],
        "path": request.path,
        "plan": plan,
    }
    return HttpResponse(render_to_string("publications/preview.html", context))


def preview_pdf(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """The PDF of the edition that would be published now, marked as a draft on every page."""
    plan, drafted = _draft_to_look_at(edition_admin, request, plan, kind)
    if drafted is None:
        return _not_ready(request, plan)
    response = HttpResponse(pdf.render(drafted, sha256=None), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="draft-{plan.fiscal_year}-{kind}.pdf"'
    return response


def _draft_to_look_at(edition_admin, request, plan: int, kind: str):
    if not edition_admin.has_view_permission(request):
        raise PermissionDenied
    plan, kind = _plan(edition_admin, request, plan), _kind(kind)
    return plan, _draft(plan, kind)


def _draft(plan: Plan, kind: Kind) -> document.Document | None:
    """What would be published now, also while something keeps it from being published; None without all scores."""
    try:
        return publishing.draft(plan, kind)
    except ValueError:
        return None


def _not_ready(request, plan: Plan):
    messages.warning(request, gettext("There is nothing to look at yet: something is still missing."))
    return HttpResponseRedirect(reverse("admin:measures_plan_change", args=[plan.pk]))


def _plan(edition_admin, request, pk: int) -> Plan:
    return get_object_or_404(edition_admin.admin_site.get_model_admin(Plan).get_queryset(request), pk=pk)


def _kind(value: str) -> Kind:
    if value not in Kind.values:
        raise Http404
    return Kind(value)


# Publishing


def publish(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """What will be published and what is missing; on POST, the publication."""
    if not may_publish(request.user):
        raise PermissionDenied
    plan, kind = _plan(edition_admin, request, plan), _kind(kind)
    form = _publish_form(request, plan, kind)
    if request.method != "POST" or not form.is_valid():
        return _publish_page(edition_admin, request, plan, kind, form)
    try:
        edition = publishing.publish(
            plan,
            kind,
            by=request.user,
            reason=form.cleaned_data.get("reason", ""),
            reasons=form.reasons(),
            reviewed=request.POST.get("reviewed", ""),
        )
    except publishing.Refused as refusal:
        messages.error(request, str(refusal))
        return _publish_page(edition_admin, request, plan, kind, form)
    edition_admin.log_addition(request, edition, gettext("Published."))
    messages.success(request, _published(edition))
    return HttpResponseRedirect(reverse("admin:publications_edition_change", args=[edition.pk]))


def _publish_form(request, plan: Plan, kind: Kind) -> PublishForm:
    return PublishForm(
        request.POST if request.method == "POST" else None,
        is_correction=publishing.needs_reason(plan, kind),
        warnings=checklist.warnings(plan, kind),
        known=publishing.known_reasons(plan),
    )


def _publish_page(edition_admin, request, plan: Plan, kind: Kind, form: PublishForm):
    checks, drafted = checklist.checklist(plan, kind), _draft(plan, kind)
    last = publishing.of_year(plan).filter(kind=kind, withdrawn_at=None).without_files().order_by("-pk").first()
    context = {
        **edition_admin.admin_site.each_context(request),
        "title": _("Publish fiscal year %(year)s: %(kind)s") % {"year": plan.fiscal_year, "kind": kind.label},
        "plan_opts": Plan._meta,
        "plan": plan,
        "kind": kind,
        "form": form,
        "checklist": checks,
        "is_ready": drafted and not any(check.state == "error" for check in checks),
        "document": drafted,
        "reviewed": drafted and document.sha256_of(drafted.canonical()),
        "step_count": drafted and sum(len(measure.steps) for measure in drafted.measures),
        "last": last,
        "differences": differences(editions.read(last), drafted) if last and drafted else [],
    }
    return TemplateResponse(request, "admin/publications/edition/publish.html", context)


def _published(edition: Edition) -> str:
    links = format_html_join(" · ", '<a href="{}">{}</a>', public_links(edition))
    return format_html_join("", "{} {}", [(gettext("%(edition)s is published.") % {"edition": edition}, links)])


# What was published


def public_links(edition: Edition) -> list[tuple[str, str]]:
    """Addresses and names of what citizens can open of an edition; at its agency's own host, where it has one."""
    host = f"//{edition.agency.domain}" if edition.agency.domain else ""
    names = [
        ("edition-detail", _("public page")),
        ("pdf-download", _("PDF")),
        ("json-download", _("content (JSON)")),
    ]
    where = [edition.fiscal_year, edition.number]
    return [(host + reverse(f"publications:{name}", args=where), label) for name, label in names]


def state_of(edition: Edition) -> str:
    """Published, or withdrawn by whom, when and why."""
    if not edition.is_withdrawn:
        return gettext("published")
    return gettext("withdrawn on %(when)s by %(who)s: %(why)s") % {
        "when": be_datetime(edition.withdrawn_at),
        "who": edition.withdrawn_by,
        "why": edition.withdrawal_reason,
    }


def withdraw(edition_admin: ModelAdmin, request, edition: int):
    """What a withdrawal means and the reason for it; on POST, the withdrawal."""
    if not may_withdraw(request.user):
        raise PermissionDenied
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
