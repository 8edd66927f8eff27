"""What is looked at before a report is submitted: what lacks, what is asked once, which personal data it has."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from audit.history import ChangeSource, recorded_as
from measures.marked import Marked, marked_in
from measures.models import Clearance, Report, ReportAct
from measures.models.process import CHANGED_MEANWHILE, NOTHING_DONE
from measures.models.rounds import WrongState
from measures.progress import has_evidence
from staff import versions

from .access import HANDED_IN
from .forms import forms_of, label_of
from .saving import locked

# What may stay empty when somebody says that it is meant.
ASKED_ABOUT = ["result", "obstacles"]
HANDING_IN = [ReportAct.Act.SUBMITTED, ReportAct.Act.REWRITTEN]
UNDECIDED = gettext_lazy(
    "It was changed after it was submitted, and contains personal data about which nobody has decided yet. "
    "Open “what citizens will see” of the report and decide there first."
)


@dataclass(frozen=True, slots=True)
class Lack:
    """What has to be done first, and the field of the report's page where it is done."""

    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that is to be known before a report goes out."""

    lacks: list[Lack]
    empty: list[str]
    marked: list[Marked]
    is_without_evidence: bool
    version: str

    @property
    def undecided(self) -> list[Marked]:
        """What nobody has decided about yet."""
        return [marked for marked in self.marked if not marked.is_cleared]


def preview(report: Report) -> Preview:
    """What stands between a report and its being submitted."""
    is_said_done = report.implementation == Report.Implementation.DONE
    return Preview(
        list(_lacks(report)),
        [label_of(name) for name in ASKED_ABOUT if not getattr(report, name).strip()],
        _marked(report),
        is_said_done and not has_evidence(report.facts()),
        version(report),
    )


def _marked(report: Report) -> list[Marked]:
    return marked_in(report, with_obstacles=report.division.agency.obstacles_are_public)


def version(report: Report) -> str:
    """A digest of all that a report says, by which a page knows whether it is still what was looked at."""
    stored = f"{report.status} {versions.version_of(*forms_of(report))}"
    return hashlib.sha256(stored.encode()).hexdigest()


def _lacks(report: Report) -> Iterator[Lack]:
    if not report.implementation:
        yield Lack(_("Say how far the work is."), "div_id_implementation")
    if not report.done.strip() and report.implementation != Report.Implementation.NOT_STARTED:
        yield Lack(str(NOTHING_DONE), "div_id_done")
    for number, piece in enumerate(report.evidence.all()):
        if piece.shows_children and not piece.has_consent:
            message = _(
                "“%(caption)s” shows children who can be recognised: tick that the consent exists, or remove it."
            )
            yield Lack(message % {"caption": piece.caption}, f"evidence-{number}")


# The act


def submit(report: Report, *, looked_at: str, cleared: Iterable[str], by: User) -> None:
    """Keep the decisions about personal data, and hand the report in as it was looked at. Raises WrongState."""
    with transaction.atomic(), recorded_as(means=ChangeSource.FORM):
        if version(locked(report.pk)) != looked_at:
            raise WrongState(CHANGED_MEANWHILE)
        clear(report, cleared, by=by)
        report.submit(by=by)


def accept(report: Report, *, by: User, at: datetime | None = None) -> None:
    """Accept a report. Raises WrongState, also for one that was rewritten and has personal data nobody decided about.

    Only a rewritten one is looked through: of any other everything was decided when it was submitted.
    """
    with transaction.atomic():
        _check_decided(locked(report.pk))
        report.accept(by=by, at=at)


def _check_decided(report: Report) -> None:
    last = report.acts.filter(act__in=HANDING_IN).last()
    is_rewritten = last is not None and last.act == ReportAct.Act.REWRITTEN
    if is_rewritten and not all(marked.is_cleared for marked in _marked(report)):
        raise WrongState(UNDECIDED)


def clear(report: Report, digests: Iterable[str], *, by: User) -> None:
    """Keep that somebody decided to publish what was marked."""
    now = timezone.now()
    decisions = [Clearance(report=report, digest=digest, decided_by=by, decided_at=now) for digest in digests]
    Clearance.objects.bulk_create(decisions, ignore_conflicts=True)


def is_handed_in(report: Report) -> bool:
    """Whether a report is out of its division's hands, so that only the decisions are still asked."""
    return report.status in HANDED_IN
