"""Who looks after rounds, of which agency, and what everybody else is told."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agencies.models import User
from measures.models import Round

TEMPLATES = "admin/measures/reviewing"


class StaffRequest(HttpRequest):
    """A request that the staff's site has let through: somebody is signed in."""

    user: User


def may_review(user: User) -> bool:
    """Whether somebody opens and closes rounds, accepts and returns reports."""
    return user.has_perm("measures.review_report")


def rounds_of(user: User) -> QuerySet[Round]:
    """The rounds of one's own agency, of a superuser's every one."""
    rounds = Round.objects.select_related("plan__agency", "opened_by", "closed_by", "reopened_by")
    return rounds if user.is_superuser else rounds.filter(plan__agency=user.agency_id)


def page(request: StaffRequest, template: str, context: dict[str, Any], status: int = 200) -> TemplateResponse:
    """A page of this room in the frame of the staff's site."""
    whole = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"{TEMPLATES}/{template}", whole, status=status)


def for_reviewers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those in who look after rounds; a round's number in the address becomes the round, if it is theirs."""

    @wraps(view)
    def guarded(request: StaffRequest, pk: int | None = None) -> HttpResponse:
        if not may_review(request.user):
            return page(request, "refused.html", {"title": _("Only the Palad's office looks after rounds")}, status=403)
        return view(request) if pk is None else view(request, get_object_or_404(rounds_of(request.user), pk=pk))

    return guarded
