"""The one verb that crosses the rooms: publish a year, all or nothing."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency, User
from measures import kinds
from measures.models import Plan
from publications import document
from publications.models import ApprovalRequest, DraftedReason, Edition, Event, append
from publications.render import pdf

from . import letter_checks
from .evidence import FileIsLost, Pictures, keep_files
from .issues import Issue
from .review import NO_REASONS, Review, link_to

log = logging.getLogger(__name__)

# What is printed carries its number, its link and its time: guessed, and printed again when somebody was faster.
MOST_RENDERINGS = 3


class Refused(Exception):
    """Publishing was refused; `issues` says what is missing, the message is a sentence for the person who asked."""

    def __init__(self, message: str, issues: list[Issue] | None = None):
        super().__init__(message)
        self.issues = issues or []


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the publisher gave: who, the reason for a correction, reasons for warnings, what was looked at, the time."""

    by: User | None
    reason: str
    reasons: Mapping[str, str]
    reviewed: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class _Printed:
    """A document as it was rendered, with the moment that stands in it."""

    at: datetime
    content: bytes
    sha256: str
    pdf: bytes


def publish(
    plan: Plan,
    kind: str,
    *,
    by: User | None = None,
    reason: str = "",
    reasons: Mapping[str, str] = NO_REASONS,
    reviewed: str | None = None,
    at: datetime | None = None,
    review: Review | None = None,
) -> Edition:
    """Freeze `plan`'s year as its next edition: read model, canonical JSON, hash, link to the edition before, PDF, row.

    The PDF is rendered before the agency's lock is taken and the content compared under it, so that others wait for
    milliseconds; two publishers get two editions in order, a failure leaves nothing behind.
    `reason` says why an earlier edition is corrected; `reasons` say by key why a warning may stand, and are published
    beside it (one that was drafted, or that an edition of the year gave for the same warning, holds without them).
    `reviewed` is the hash (`Review.proposed_hash`) of what the publisher looked at, `review` what the caller has read
    already.
    Raises Refused when something is missing, when a correction or a warning has no reason, when the data changed after
    the review or changes all the time, when the PDF cannot be made, or when a lock is held for too long.
    """
    wish = _Wish(by, reason.strip(), reasons, reviewed, at)
    try:
        review = review or Review.of(plan, kind)
        for _attempt in range(MOST_RENDERINGS):
            _check(review, wish)
            printed = _print(review, wish)
            with transaction.atomic():
                Agency.objects.select_for_update().get(pk=plan.agency_id)
                review = Review.of(plan, kind)
                _check(review, wish)
                if _content(review, wish, printed.at) == printed.content:
                    return _freeze(review, wish, printed)
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        raise Refused(_("Somebody else is publishing at this moment. Wait a minute and try again.")) from error
    raise Refused(_("Not published: others published or changed the data three times meanwhile. Try again."))


def _check(review: Review, wish: _Wish) -> None:
    if review.errors:
        raise Refused(_("Not published: something is still missing."), review.errors)
    if review.draft is None:
        raise Refused(_("Not published: the document cannot be put together. Tell whoever runs the portal."))
    if review.is_correction and not wish.reason:
        raise Refused(_("This document was published before. Give the reason for the correction."))
    if wish.reviewed is not None and wish.reviewed != review.proposed_hash:
        raise Refused(_("The data changed after you looked at it. Check once more, then publish."))
    for written in (wish.reason, *wish.reasons.values()):
        letters = letter_checks.faults(written)
        if letters:
            message = _("Not published: a reason contains what cannot be printed: %(letters)s.")
            raise Refused(message % {"letters": letters})
    unexplained = review.unexplained(wish.reasons)
    if unexplained:
        raise Refused(_("Not published: a warning needs a written reason."), unexplained)


def _content(review: Review, wish: _Wish, at: datetime) -> bytes:
    return _document(review, wish, at).canonical()


def _document(review: Review, wish: _Wish, at: datetime) -> document.Document:
    part = document.EditionPart(
        number=review.number,
        published_at=at,
        reason=wish.reason,
        previous=review.previous and link_to(review.previous),
    )
    return review.document(part, wish.reasons)


def _print(review: Review, wish: _Wish) -> _Printed:
    at = timezone.localtime(wish.at).replace(microsecond=0)
    drafted = _document(review, wish, at)
    content = drafted.canonical()
    digest, pictures = document.sha256_of(content), Pictures.of(review.year.plan)
    try:
        return _Printed(at, content, digest, pdf.render(drafted, sha256=digest, pictures=pictures))
    except pdf.RenderingFailed as error:
        log.exception("the PDF of %s, %s, was not made", review.year.plan, review.kind)
        message = _("Not published: the PDF could not be made. Tell whoever runs the portal: %(error)s")
        raise Refused(message % {"error": error}) from error


def _freeze(review: Review, wish: _Wish, printed: _Printed) -> Edition:
    plan = review.year.plan
    edition = Edition.objects.create(
        agency_id=plan.agency_id,
        fiscal_year=plan.fiscal_year,
        number=review.number,
        kind=review.kind,
        content=printed.content.decode(),
        sha256=printed.sha256,
        pdf=printed.pdf,
        pdf_sha256=document.sha256_of(printed.pdf),
        previous=review.previous,
        reason=wish.reason,
        published_at=printed.at,
        published_by=wish.by,
    )
    append(Event.Act.PUBLISHED, edition=edition, reason=edition.reason, by=wish.by, at=edition.published_at)
    try:
        keep_files(edition, document.parse(edition.content), plan)
    except FileIsLost as lost:
        message = _("Not published: the file of the evidence “%(caption)s” is missing or was changed. Upload it again.")
        raise Refused(message % {"caption": lost.piece.caption}) from lost
    except OSError as error:
        log.exception("the files of %s, %s, were not stored", plan, review.kind)
        message = _(
            "Not published: the files of the evidence could not be stored. Tell whoever runs the portal: %(error)s"
        )
        raise Refused(message % {"error": error.strerror or error}) from error
    # What was drafted for it stands in the edition now, in the publisher's words, and is offered from there.
    DraftedReason.objects.filter(plan=plan, key__in=[issue.key for issue in review.warnings]).delete()
    ApprovalRequest.objects.filter(plan=plan, kind=review.kind, edition=None).update(edition=edition)
    return edition


def of_year(plan: Plan) -> QuerySet[Edition]:
    """All editions of the plan's agency and year, withdrawn ones included."""
    return Edition.objects.for_agency(plan.agency_id).filter(fiscal_year=plan.fiscal_year)


def needs_reason(plan: Plan, kind: str) -> bool:
    """Whether an edition of `kind` would correct one that was published before."""
    return of_year(plan).filter(kind=kind).exists()


def reported_rounds(plan: Plan, kind: str) -> frozenset[str]:
    """The rounds whose reports an edition of `kind` would contain now."""
    return kinds.reported_rounds([kind, *of_year(plan).filter(withdrawn_at=None).values_list("kind", flat=True)])


def draft(plan: Plan, kind: str) -> document.Document:
    """What would be published now, built but not frozen. Raises ValueError while the year is incomplete."""
    drafted = Review.of(plan, kind).draft
    if drafted is None:
        raise ValueError(f"the year {plan.fiscal_year} is not complete")
    return drafted
