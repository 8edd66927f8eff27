"""Reading the rounds of follow-up out of the staff's tables: how far everything is, who reported and who did not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils import timezone

from agencies.models import Division
from measures import progress
from measures.models import Evidence, Measure, Plan, Report, Round
from measures.progress import Standing
from publications.document import (
    Approval,
    Counts,
    DivisionProgress,
    EvidencePart,
    Excused,
    Extension,
    Progress,
    Redaction,
    ReportPart,
    RoundPart,
    StepReport,
    Unreported,
)

NO_REDACTIONS: Mapping[str, Redaction] = MappingProxyType({})


@dataclass(frozen=True)
class Claim:
    """One report that a division owes on a measure in a round; the row is None while it was never opened."""

    measure: Measure
    round: Round
    division: Division
    report: Report | None

    @property
    def facts(self) -> progress.Owed:
        """What its standing follows from."""
        if self.report is not None:
            return self.report.facts()
        days = (self.round.covers_from, self.round.covers_to, self.round.due_on)
        return progress.Owed(*days, is_accepted=False, implementation="", submitted_on=None)


def round_part(round_: Round, reported: frozenset[str]) -> RoundPart:
    """A round as it stands in the document."""
    approval = Approval(approved_on=round_.approved_on, position=round_.approver_position, name=round_.approver_name)
    return RoundPart(
        kind=round_.kind,
        title=round_.title,
        covers_from=round_.covers_from,
        covers_to=round_.covers_to,
        due_on=round_.due_on,
        is_reported=round_.kind in reported,
        approval=approval if approval != Approval(approved_on=None, position="", name="") else None,
        closed_on=timezone.localdate(round_.closed_at) if round_.closed_at else None,
    )


# Who owes what


def claims(measure: Measure, round_: Round) -> list[Claim]:
    """Every report that is owed on a measure in a round, in the order of the divisions.

    In an open round also the owners whose report is not opened yet. Never one that was excused, none in a round that
    was never opened.
    """
    rows = {report.division_id: report for report in measure.reports.all() if report.round_id == round_.pk}
    owed: list[tuple[Division, Report | None]]
    owed = [(report.division, report) for report in rows.values() if report.is_owed]
    if round_.is_opened and not round_.is_closed:
        owed += [(division, None) for division in measure.owners() if division.pk not in rows]
    owed.sort(key=lambda pair: (pair[0].position, pair[0].pk))
    return [Claim(measure, round_, division, report) for division, report in owed]


def claims_of(plan: Plan, reported: frozenset[str]) -> list[Claim]:
    """The same of all measures in the reported rounds, round by round."""
    return [
        claim
        for round_ in plan.rounds.all()
        if round_.kind in reported
        for measure in plan.measures.all()
        for claim in claims(measure, round_)
    ]


# How far it is


def progress_of(measure: Measure, plan: Plan, reported: frozenset[str]) -> tuple[Progress, ...]:
    """How far a measure is in each reported round."""
    rounds = [round_ for round_ in plan.rounds.all() if round_.kind in reported]
    found = ((round_.kind, progress.progress(claim.facts for claim in claims(measure, round_))) for round_ in rounds)
    return tuple(
        Progress(
            round=kind,
            expected=counted.expected,
            accepted=counted.accepted,
            status=counted.status,
            counts=_counts(counted),
        )
        for kind, counted in found
    )


def division_progress(plan: Plan, reported: frozenset[str]) -> tuple[DivisionProgress, ...]:
    """How far each division is in each reported round, in the divisions' order."""
    found: dict[tuple[str, int, int], list[Claim]] = {}
    for claim in claims_of(plan, reported):
        found.setdefault((claim.round.kind, claim.division.position, claim.division.pk), []).append(claim)
    rounds = [round_.kind for round_ in plan.rounds.all()]
    places = sorted(found, key=lambda place: (rounds.index(place[0]), *place[1:]))
    return tuple(_division_progress(found[place]) for place in places)


def _division_progress(owed: list[Claim]) -> DivisionProgress:
    counted = progress.progress(claim.facts for claim in owed)
    return DivisionProgress(
        round=owed[0].round.kind,
        division=owed[0].division.name,
        expected=counted.expected,
        accepted=counted.accepted,
        counts=_counts(counted),
    )


def _counts(counted: progress.Progress) -> Counts:
    return Counts(late=counted.late, **{str(standing): counted.of(standing) for standing in Standing})


# Who did not report


def unreported(plan: Plan, reported: frozenset[str]) -> tuple[Unreported, ...]:
    """Who owes a report on what in the reported rounds, and none was accepted."""
    return tuple(
        Unreported(
            round=claim.round.kind,
            measure=claim.measure.number,
            division=claim.division.name,
            due_on=progress.day_due(claim.facts),
        )
        for claim in claims_of(plan, reported)
        if not claim.facts.is_accepted
    )


def excused(plan: Plan, reported: frozenset[str]) -> tuple[Excused, ...]:
    """Which reports of the reported rounds are not owed any more, and why."""
    return tuple(
        Excused(round=report.round.kind, measure=measure.number, division=report.division.name, reason=report.excuse)
        for measure in plan.measures.all()
        for report in measure.reports.all()
        if not report.is_owed and report.round.kind in reported
    )


# The reports


def reports_of(
    plan: Plan, reported: frozenset[str], redactions: Mapping[str, Redaction] = NO_REDACTIONS
) -> tuple[ReportPart, ...]:
    """The accepted reports of the reported rounds; a report that is not accepted is never read.

    `redactions` say by SHA-256 which files are not shown any more.
    """
    return tuple(
        _report(report, redactions, shows_obstacles=plan.agency.obstacles_are_public)
        for measure in plan.measures.all()
        for report in measure.reports.all()
        if report.is_accepted and report.round.kind in reported
    )


def _report(report: Report, redactions: Mapping[str, Redaction], *, shows_obstacles: bool) -> ReportPart:
    facts = report.facts()
    return ReportPart(
        round=report.round.kind,
        measure=report.measure.number,
        division=report.division.name,
        implementation=report.implementation,
        standing=str(progress.standing(facts)),
        done=report.done,
        steps=tuple(_steps(report)),
        value_reached=report.value_reached,
        result=report.result,
        obstacles=report.obstacles if shows_obstacles else "",
        next_step=report.next_step,
        evidence=tuple(_evidence(piece, redactions) for piece in report.evidence.all()),
        submitted_on=facts.submitted_on,
        due_on=progress.day_due(facts),
        is_late=progress.is_late(facts),
        review_days=report.days_in_review if report.submitted_at else None,
        extension=_extension(report),
    )


def _steps(report: Report) -> Iterable[StepReport]:
    """What was written of single steps; of most nothing is."""
    for number, step in enumerate(report.steps.all(), start=1):
        if step.done.strip():
            yield StepReport(number=number, text=step.text, done=step.done)


def _extension(report: Report) -> Extension | None:
    if report.extended_to is None:
        return None
    return Extension(until=report.extended_to, reason=report.extension_reason)


def _evidence(piece: Evidence, redactions: Mapping[str, Redaction]) -> EvidencePart:
    return EvidencePart(
        caption=piece.caption,
        url=piece.url,
        file_name=piece.name or (piece.file.name or "").rpartition("/")[2],
        happened_on=piece.happened_on,
        sha256=piece.sha256 or None,
        size=piece.size,
        content_type=piece.content_type,
        redaction=redactions.get(piece.sha256),
    )
