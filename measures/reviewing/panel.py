"""The planners' part of the start page: the rounds that are open, and how many reports are in, to review, overdue."""

from typing import Any

from django.utils import timezone

from .access import StaffRequest, may_review, rounds_of
from .tallies import tallied

ROUNDS_ON_THE_START_PAGE = 6


def rounds_due(request: StaffRequest) -> dict[str, Any] | None:
    """The own agency's open rounds and those whose time to be opened has come; nothing for other people.

    The host's administrators, who see every agency, get none.
    """
    if not may_review(request.user) or request.user.agency_id is None:
        return None
    today = timezone.localdate()
    rounds = rounds_of(request.user).filter(closed_at=None, covers_from__lte=today).order_by("covers_to")
    found = tallied(rounds[:ROUNDS_ON_THE_START_PAGE], today)
    return {"tallies": found} if found else None
