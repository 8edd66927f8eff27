"""What a planner prepares for the publisher: reasons for warnings, and the word that a document is ready."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from publications.models import ApprovalRequest, DraftedReason

from .publish import Refused
from .review import Review


@transaction.atomic
def draft_reason(review: Review, keys: Iterable[str], text: str, *, by: User, at: datetime | None = None) -> None:
    """Write one reason for several warnings of a review, in place of what was drafted for them before.

    Raises Refused for an empty reason, for no warning, and for one that does not stand any more.
    """
    keys, text = set(keys), text.strip()
    if not text:
        raise Refused(_("Write the reason."))
    if not keys or keys - {issue.key for issue in review.warnings}:
        raise Refused(_("Choose the warnings for which the reason is given."))
    for key in sorted(keys):
        DraftedReason.objects.update_or_create(
            plan=review.year.plan,
            key=key,
            defaults={"text": text, "drafted_by": by, "drafted_at": at or timezone.now()},
        )


def forget_reasons(review: Review, keys: Iterable[str]) -> int:
    """Delete what was drafted for these warnings; returns for how many. What an edition says is offered again."""
    return DraftedReason.objects.filter(plan=review.year.plan, key__in=list(keys)).delete()[0]


def send_for_approval(review: Review, *, by: User, at: datetime | None = None) -> ApprovalRequest:
    """Tell the publisher that what the review proposes is ready; in place of an earlier request.

    Raises Refused while something is missing or a warning has no reason.
    """
    if review.errors or review.proposed is None:
        raise Refused(_("Not sent: something is still missing."), review.errors)
    if review.unexplained():
        raise Refused(_("Not sent: a warning needs a written reason."), review.unexplained())
    request, _is_new = ApprovalRequest.objects.update_or_create(
        plan=review.year.plan,
        kind=review.kind,
        edition=None,
        defaults={"sha256": review.proposed_hash, "sent_by": by, "sent_at": at or timezone.now()},
    )
    return request
