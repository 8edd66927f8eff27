"""What the pages between a plan and its edition share: which plan and document is meant, and who may go how far."""

from django.contrib.admin.options import ModelAdmin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models import Plan
from publications.models import Kind


def may_prepare(user) -> bool:
    """Whether somebody drafts reasons and sends for approval."""
    return user.has_perm("publications.prepare_edition")


def may_publish(user) -> bool:
    """Whether somebody publishes."""
    return user.has_perm("publications.publish_edition")


def may_withdraw(user) -> bool:
    """Whether somebody withdraws what was published."""
    return user.has_perm("publications.withdraw_edition")


def may_redact(user) -> bool:
    """Whether somebody takes a published file out of everybody's reach."""
    return user.has_perm("publications.redact_file")


def plan_meant(edition_admin: ModelAdmin, request, pk: int) -> Plan:
    """The plan of an address, if it is one of those that the signed-in person sees."""
    return get_object_or_404(edition_admin.admin_site.get_model_admin(Plan).get_queryset(request), pk=pk)


def kind_meant(value: str) -> Kind:
    """The kind of document of an address."""
    if value not in Kind.values:
        raise Http404
    return Kind(value)


def only_publishers(edition_admin: ModelAdmin, request) -> TemplateResponse:
    """Say by name who publishes and withdraws, to somebody who may not."""
    publishers = User.objects.holding(User.Role.PUBLISHER).filter(agency=request.user.agency_id, is_active=True)
    context = {
        **edition_admin.admin_site.each_context(request),
        "title": _("Only the Palad or the chief executive can do this"),
        "opts": edition_admin.opts,
        "publishers": publishers.order_by("username"),
        "may_prepare": may_prepare(request.user),
    }
    return TemplateResponse(request, "admin/publications/edition/only_publishers.html", context, status=403)
