"""The one verb that crosses the rooms: publish a year, all or nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agencies.models import Agency
from measures.models import Plan
from publications import document
from publications.document import builder
from publications.models import Edition, Kind
from publications.render import pdf

from . import checklist


class Refused(Exception):
    """Publishing was refused; `issues` says what is missing, the message is a sentence for the person who asked."""

    def __init__(self, message: str, issues: list[checklist.Issue] | None = None):
        super().__init__(message)
        self.issues = issues or []


NO_REASONS: Mapping[str, str] = MappingProxyType({})


def publish(
    plan: Plan,
    kind: str,
    *,
    by=None,
    reason: str = "",
    reasons: Mapping[str, str] = NO_REASONS,
    reviewed: str | None = None,
    at=None,
) -> Edition:
    """Freeze `plan`'s year as its next edition: read model, canonical JSON, hash, link to the edition before, PDF, row.

    One transaction under the agency's lock: two publishers get two editions in order, a failure leaves nothing behind.
    `reason` says why an earlier edition is corrected; `reasons` say by key why a warning may stand, and are published
    beside it (one that the newest edition gave for the same warning still holds).
    `reviewed` is the hash (`draft_hash`) of what the publisher looked at. Raises Refused when something
    is missing, when a correction or a warning has no reason, when the data changed after the review, or when another
    publisher holds the lock for too long.
    """
    try:
        with transaction.atomic():
            Agency.objects.select_for_update().get(pk=plan.agency_id)
            _check(plan, Kind(kind), reason=reason, reasons=reasons, reviewed=reviewed)
            return _freeze(plan, Kind(kind), by=by, reason=reason.strip(), reasons=reasons, at=at or timezone.now())
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        raise Refused(_("Somebody else is publishing at this moment. Wait a minute and try again.")) from error


def _check(plan: Plan, kind: Kind, *, reason: str, reasons: Mapping[str, str], reviewed: str | None) -> None:
    missing = checklist.errors(plan, kind)
    if missing:
        raise Refused(_("Not published: something is still missing."), missing)
    if not reason.strip() and needs_reason(plan, kind):
        raise Refused(_("This document was published before. Give the reason for the correction."))
    if reviewed is not None and reviewed != draft_hash(plan, kind):
        raise Refused(_("The data changed after you looked at it. Check once more, then publish."))
    explained = _reasons(plan, reasons)
    unexplained = [issue for issue in checklist.warnings(plan, kind) if issue.key not in explained]
    if unexplained:
        raise Refused(_("Not published: a warning needs a written reason."), unexplained)


def _reasons(plan: Plan, given: Mapping[str, str]) -> dict[str, str]:
    return known_reasons(plan) | {key: text.strip() for key, text in given.items() if text.strip()}


def known_reasons(plan: Plan) -> dict[str, str]:
    """The reasons, by key, with which the newest readable edition of the year explained its warnings."""
    newest = of_year(plan).filter(withdrawn_at=None).in_order().last()
    remarks = document.Document.model_validate_json(newest.content).remarks if newest else ()
    return {remark.key: remark.reason for remark in remarks}


def _remarks(plan: Plan, kind: Kind, reasons: Mapping[str, str]) -> tuple[document.Remark, ...]:
    """The warnings that stand, in the words of the official document, each with its reason."""
    known = _reasons(plan, reasons)
    with translation.override("th"):
        return tuple(
            document.Remark(
                key=issue.key,
                message=issue.message,
                reason=known[issue.key],
                instrument=issue.instrument,
                indicators=issue.indicators,
            )
            for issue in checklist.warnings(plan, kind)
        )


def _freeze(plan: Plan, kind: Kind, *, by, reason: str, reasons: Mapping[str, str], at) -> Edition:
    previous = Edition.objects.for_agency(plan.agency_id).without_files().in_order().last()
    number = 1 + of_year(plan).count()
    part = document.EditionPart(
        number=number,
        published_at=timezone.localtime(at).replace(microsecond=0),
        reason=reason,
        previous=previous and link_to(previous),
    )
    frozen = builder.build_document(
        plan, kind, reported=reported_rounds(plan, kind), edition=part, remarks=_remarks(plan, kind, reasons)
    )
    content = frozen.canonical()
    digest = document.sha256_of(content)
    file = pdf.render(frozen, sha256=digest)
    return Edition.objects.create(
        agency_id=plan.agency_id,
        fiscal_year=plan.fiscal_year,
        number=number,
        kind=kind,
        content=content.decode(),
        sha256=digest,
        pdf=file,
        pdf_sha256=document.sha256_of(file),
        previous=previous,
        reason=reason,
        published_at=part.published_at,
        published_by=by,
    )


def link_to(edition: Edition) -> document.PreviousEdition:
    return document.PreviousEdition(
        fiscal_year=edition.fiscal_year,
        number=edition.number,
        sha256=edition.sha256,
        pdf_sha256=edition.pdf_sha256,
    )


def of_year(plan: Plan):
    """All editions of the plan's agency and year, withdrawn ones included."""
    return Edition.objects.for_agency(plan.agency_id).filter(fiscal_year=plan.fiscal_year)


def needs_reason(plan: Plan, kind: str) -> bool:
    """Whether an edition of `kind` would correct one that was published before."""
    return of_year(plan).filter(kind=kind).exists()


def reported_rounds(plan: Plan, kind: str) -> frozenset[str]:
    """The rounds whose reports an edition of `kind` contains: what citizens have seen stays, and the new one comes."""
    published = of_year(plan).filter(withdrawn_at=None).values_list("kind", flat=True)
    due = {Kind.PLAN: set(), Kind.PROGRESS: {Kind.PROGRESS}, Kind.FINAL: {Kind.PROGRESS, Kind.FINAL}}[Kind(kind)]
    return frozenset(str(each) for each in (due | set(published)) - {Kind.PLAN})


def draft(plan: Plan, kind: str) -> document.Document:
    """What would be published now, built but not frozen. Raises ValueError while the year is incomplete."""
    return builder.build_document(plan, kind, reported=reported_rounds(plan, kind))


def draft_hash(plan: Plan, kind: str) -> str:
    """SHA-256 of the draft, by which a publisher's review is tied to what gets published."""
    return document.sha256_of(draft(plan, kind).canonical())
