"""Reading the rounds of follow-up out of the staff's tables: how far everything is, who reported and who did not."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from agencies.models import Agency, Division
from measures.models import Evidence, Measure, Plan, Report, Round
from publications.document import (
    Counts,
    DivisionProgress,
    EvidencePart,
    Progress,
    ReportPart,
    RoundPart,
    Unreported,
)

# A division that owes a report, with the report if one was accepted.
Owed = tuple[Division, Report | None]


def round_part(round_: Round, reported: frozenset[str]) -> RoundPart:
    """A round as it stands in the document."""
    return RoundPart(
        kind=round_.kind,
        title=round_.title,
        covers_from=round_.covers_from,
        covers_to=round_.covers_to,
        due_on=round_.due_on,
        is_reported=round_.kind in reported,
        closed_on=timezone.localdate(round_.closed_at) if round_.closed_at else None,
    )


def progress_of(measure: Measure, plan: Plan, reported: frozenset[str]) -> tuple[Progress, ...]:
    """How far a measure is in each reported round."""
    return tuple(_progress(round_, _owed(measure, round_)) for round_ in _reported_rounds(plan, reported))


def _progress(round_: Round, owed: list[Owed]) -> Progress:
    accepted = sum(1 for _, report in owed if report)
    status = "pending" if not accepted else "complete" if accepted == len(owed) else "partial"
    return Progress(round=round_.kind, expected=len(owed), accepted=accepted, status=status, counts=_counts(owed))


def division_progress(plan: Plan, reported: frozenset[str]) -> tuple[DivisionProgress, ...]:
    """How far each division is in each reported round, in the divisions' order."""
    return tuple(
        _division_progress(round_, owed)
        for round_ in _reported_rounds(plan, reported)
        for owed in _by_division(pair for measure in plan.measures.all() for pair in _owed(measure, round_))
    )


def _division_progress(round_: Round, owed: list[Owed]) -> DivisionProgress:
    return DivisionProgress(
        round=round_.kind,
        division=owed[0][0].name,
        expected=len(owed),
        accepted=sum(1 for _, report in owed if report),
        counts=_counts(owed),
    )


def _by_division(owed: Iterable[Owed]) -> list[list[Owed]]:
    found: dict[tuple[int, int], list[Owed]] = {}
    for division, report in owed:
        found.setdefault((division.position, division.pk), []).append((division, report))
    return [found[place] for place in sorted(found)]


def unreported(plan: Plan, reported: frozenset[str]) -> tuple[Unreported, ...]:
    """Who owes a report on what in the reported rounds, and none was accepted."""
    return tuple(
        Unreported(round=round_.kind, measure=measure.number, division=division.name, due_on=round_.due_on)
        for round_ in _reported_rounds(plan, reported)
        for measure in plan.measures.all()
        for division, report in _owed(measure, round_)
        if report is None
    )


def reports_of(plan: Plan, reported: frozenset[str]) -> tuple[ReportPart, ...]:
    """The accepted reports of the reported rounds; a report that is not accepted is never read."""
    return tuple(
        _report(report, plan.agency)
        for measure in plan.measures.all()
        for report in measure.reports.all()
        if report.is_accepted and report.round.kind in reported
    )


def _report(report: Report, agency: Agency) -> ReportPart:
    return ReportPart(
        round=report.round.kind,
        measure=report.measure.number,
        division=report.division.name,
        done=report.done,
        result=report.result,
        obstacles=report.obstacles if agency.obstacles_are_public else "",
        evidence=tuple(_evidence(evidence) for evidence in report.evidence.all()),
        submitted_on=_submitted_on(report),
        due_on=report.round.due_on,
        is_late=_is_late(report),
    )


def _evidence(evidence: Evidence) -> EvidencePart:
    file_name = (evidence.file.name or "").rpartition("/")[2]
    return EvidencePart(caption=evidence.caption, url=evidence.url, file_name=file_name)


# What follows from the rows


def _reported_rounds(plan: Plan, reported: frozenset[str]) -> list[Round]:
    return [round_ for round_ in plan.rounds.all() if round_.kind in reported]


def _owed(measure: Measure, round_: Round) -> list[Owed]:
    """An accepted report of a division that answers no more counts, and never for one that still owes its own."""
    accepted = {
        report.division_id: report
        for report in measure.reports.all()
        if report.is_accepted and report.round_id == round_.pk
    }
    owed: list[Owed] = [(division, accepted.pop(division.pk, None)) for division in measure.owners()]
    return owed + [(report.division, report) for report in accepted.values()]


def _counts(owed: list[Owed]) -> Counts:
    reports = [report for _, report in owed if report]
    return Counts(
        reported=len(reports), missing=len(owed) - len(reports), late=sum(1 for report in reports if _is_late(report))
    )


def _is_late(report: Report) -> bool:
    submitted_on, due_on = _submitted_on(report), report.round.due_on
    return submitted_on is not None and due_on is not None and submitted_on > due_on


def _submitted_on(report: Report) -> date | None:
    """The day in Thailand on which the text that was accepted came in; unknown of reports older than that column."""
    return timezone.localdate(report.submitted_at) if report.submitted_at else None
