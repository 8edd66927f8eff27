"""A document as it would be published now: what was found, what it says, what came before it; read once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from django.utils import translation

from assessments.consistency.discrepancies import Severity
from measures.kinds import Kind, reported_rounds
from measures.models import Plan
from publications.document import Document, EditionPart, PreviousEdition, Remark, sha256_of
from publications.document.builder import document_of
from publications.document.year import Year
from publications.models import ApprovalRequest, DraftedReason, Edition
from publications.public import editions as published
from publications.render import pdf

from . import letter_checks
from .checklist import checklist
from .issues import Check, Issue, issues
from .report_checks import returning

NO_REASONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a warning may stand, and whose words these are: of an earlier edition, or of a planner who drafted them."""

    text: str
    edition: Edition | None = None
    drafted: DraftedReason | None = None


@dataclass(frozen=True)
class Review:
    """A year as a document of one kind, as it stood when it was read; what follows from it is computed once."""

    year: Year
    kind: Kind
    editions: tuple[Edition, ...]
    drafted: tuple[DraftedReason, ...]
    requests: tuple[ApprovalRequest, ...]

    @classmethod
    def of(cls, plan: Plan, kind: str) -> "Review":
        """Read everything that an edition of `kind` depends on, in a fixed number of queries."""
        year = Year.of(plan)
        return cls(
            year,
            Kind(kind),
            tuple(Edition.objects.for_agency(year.plan.agency_id).without_files().in_order()),
            tuple(DraftedReason.objects.filter(plan=year.plan).select_related("drafted_by")),
            tuple(ApprovalRequest.objects.filter(plan=year.plan, edition=None).select_related("sent_by")),
        )

    def of_kind(self, kind: str) -> "Review":
        """The same rows as another document of the year."""
        return replace(self, kind=Kind(kind))

    # What was found

    @cached_property
    def checks(self) -> list[Check]:
        """The check-list, in the language of the person who reads it."""
        return self._checklist()

    def _checklist(self) -> list[Check]:
        withdrawn = [kind for kind in self.reported if kind != self.kind and self._is_withdrawn(kind)]
        return [
            *checklist(self.year, self.kind),
            *([letter_checks.check(self.draft, self.year)] if self.draft else []),
            *([returning(self.year.plan, withdrawn)] if withdrawn else []),
        ]

    def _is_withdrawn(self, kind: str) -> bool:
        """Whether citizens could once read a document of `kind` of this year, and can read none any more."""
        return kind in (edition.kind for edition in self.of_year) and kind not in self._newest_by_kind()

    @property
    def errors(self) -> list[Issue]:
        """Everything that blocks an edition; empty when only warnings are left."""
        return issues(self.checks, Severity.ERROR)

    @property
    def warnings(self) -> list[Issue]:
        """Everything that is published only with a written reason, which citizens read beside the figure."""
        return issues(self.checks, Severity.WARNING)

    def unexplained(self, given: Mapping[str, str] = NO_REASONS) -> list[Issue]:
        """The warnings for which neither `given` nor what was written before has a reason."""
        explained = self._explained(given)
        return [issue for issue in self.warnings if issue.key not in explained]

    # What came before it

    @property
    def of_year(self) -> list[Edition]:
        """The editions of the year, oldest first, withdrawn ones included."""
        return [edition for edition in self.editions if edition.fiscal_year == self.year.plan.fiscal_year]

    @property
    def number(self) -> int:
        """The number of the next edition of the year."""
        return 1 + len(self.of_year)

    @property
    def previous(self) -> Edition | None:
        """The agency's newest edition, which the next one follows."""
        return self.editions[-1] if self.editions else None

    @property
    def newest(self) -> Edition | None:
        """The newest readable edition of this kind."""
        return self._newest_by_kind().get(self.kind)

    def _newest_by_kind(self) -> dict[str, Edition]:
        return {edition.kind: edition for edition in self.of_year if not edition.is_withdrawn}

    @property
    def is_correction(self) -> bool:
        """Whether an edition of this kind would correct one that was published before, and so needs a reason."""
        return any(edition.kind == self.kind for edition in self.of_year)

    @property
    def reported(self) -> frozenset[str]:
        """The rounds whose reports the document contains: what citizens have seen stays, and the new one comes."""
        return reported_rounds([self.kind, *self._newest_by_kind()])

    # What it says

    @cached_property
    def draft(self) -> Document | None:
        """What would be published now, without reasons; also while something blocks it. None without all scores."""
        return self.draft_with(self.reported)

    def draft_with(self, reported: frozenset[str]) -> Document | None:
        """The draft with the reports of other rounds than those that the next edition would contain."""
        try:
            return document_of(self.year, self.kind, reported=reported)
        except ValueError:
            return None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the draft without any reason; empty without one."""
        return sha256_of(self.draft.canonical()) if self.draft else ""

    @cached_property
    def proposed(self) -> Document | None:
        """The draft with the reasons that were written before: what a planner sends for approval."""
        return self.draft and self.draft.model_copy(update={"remarks": self._remarks(self._explained(NO_REASONS))})

    @cached_property
    def proposed_hash(self) -> str:
        """SHA-256 of the draft with its reasons, by which what a person looked at is tied to what is sent for approval
        or published; empty while there is no draft."""
        return sha256_of(self.proposed.canonical()) if self.proposed else ""

    def document(self, part: EditionPart, given: Mapping[str, str]) -> Document:
        """The document as an edition, with the reasons of its publisher. Call it when nothing blocks it."""
        values = {"edition": part, "remarks": self._remarks(self._explained(given)), "renderer": pdf.RENDERER}
        return self.draft.model_copy(update=values)  # type: ignore[union-attr]  # nothing blocks it

    def _remarks(self, reasons: Mapping[str, str]) -> tuple[Remark, ...]:
        """The warnings that stand and have a reason, in the words of the official document."""
        with translation.override("th"):
            found = issues(self._checklist(), Severity.WARNING)
        return tuple(
            Remark(
                key=issue.key,
                message=issue.message,
                reason=reasons[issue.key],
                instrument=issue.instrument,
                indicators=issue.indicators,
            )
            for issue in found
            if issue.key in reasons
        )

    # What was written before

    @cached_property
    def reasons(self) -> dict[str, Reason]:
        """Reasons by the warning's key: a drafted one before the newest one that an edition of the year gave."""
        newest = sorted(self._newest_by_kind().values(), key=lambda edition: edition.number)
        carried = {
            remark.key: Reason(remark.reason, edition=edition) for edition in newest for remark in _remarks_of(edition)
        }
        return carried | {row.key: Reason(row.text, drafted=row) for row in self.drafted}

    def _explained(self, given: Mapping[str, str]) -> dict[str, str]:
        known = {key: reason.text for key, reason in self.reasons.items()}
        return known | {key: text.strip() for key, text in given.items() if text.strip()}

    @property
    def request(self) -> ApprovalRequest | None:
        """The open request for approval, also when what it was sent for has changed since."""
        return next((request for request in self.requests if request.kind == self.kind), None)

    @property
    def is_sent(self) -> bool:
        """Whether a planner sent for approval what would be published now."""
        return self.request is not None and self.request.sha256 == self.proposed_hash


def link_to(edition: Edition) -> PreviousEdition:
    """The link of the chain that names `edition` in the one after it."""
    return PreviousEdition(
        fiscal_year=edition.fiscal_year,
        number=edition.number,
        sha256=edition.sha256,
        pdf_sha256=edition.pdf_sha256,
    )


def frozen(edition: Edition) -> Document | None:
    """What an edition says; None when it was damaged, which `verify_editions` reports and no page of staff hides."""
    try:
        return published.read(edition)
    except (published.EditionDamaged, ValueError):
        return None


def _remarks_of(edition: Edition) -> tuple[Remark, ...]:
    document = frozen(edition)
    return document.remarks if document else ()
