"""The part of the check-list that looks at a round's reports: who is missing, what is unproved, what may not go out."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.consistency.discrepancies import Severity
from measures.kinds import Kind, reported_rounds
from measures.marked import marked_in
from measures.models import Evidence, Plan, Report, Round
from measures.progress import Standing, standing
from publications.document.follow_up import Claim, claims_of
from publications.document.year import Year

from .issues import Check, Issue


def of(year: Year, kind: str) -> list[Check]:
    """Every check of the reports that an edition of `kind` is about; asks the database nothing."""
    plan = year.plan
    round_ = next((row for row in plan.rounds.all() if row.kind == kind), None)
    if round_ is None:
        message = _("The plan has no round for this report yet.")
        issue = Issue("no_round", message, reverse("admin:measures_plan_change", args=[plan.pk]))
        return [Check(_("Every division has reported."), (issue,))]
    claims = claims_of(plan, frozenset([kind]))
    accepted = [claim.report for claim in claims if claim.report and claim.report.is_accepted]
    shown = _accepted(plan, reported_rounds([kind]))
    return [
        Check(_("Every division has reported."), (*_missing(round_, claims), *_open(round_))),
        Check(_("What is said to be done is shown by evidence of the round."), tuple(_unproved(round_, accepted))),
        Check(_("Every file of evidence can be published."), tuple(_unusable(shown))),
        Check(_("Somebody has decided about all personal data in the reports."), tuple(_undecided(plan, shown))),
        Check(_("The report is approved and dated."), tuple(_not_approved(round_))),
    ]


def returning(plan: Plan, kinds: Iterable[str]) -> Check:
    """A round whose document was withdrawn comes back with a later one of the year: only with a reason."""
    url = reverse("admin:measures_plan_change", args=[plan.pk])
    message = _("%(document)s was withdrawn; this edition would show the reports of that round again.")
    found = (
        Issue("round_returns", message % {"document": Kind(kind).label}, url, Severity.WARNING, f"round_returns:{kind}")
        for kind in sorted(kinds)
    )
    return Check(_("No round comes back whose document was withdrawn."), tuple(found))


def _accepted(plan: Plan, rounds: frozenset[str]) -> list[Report]:
    """The reports whose texts and files the edition would publish, those of earlier rounds included."""
    reports = (report for measure in plan.measures.all() for report in measure.reports.all())
    return [report for report in reports if report.is_accepted and report.round.kind in rounds]


def _missing(round_: Round, claims: Iterable[Claim]) -> Iterator[Issue]:
    """One warning a division, since the reason for it is one; citizens read beside it who is missing."""
    url = reverse("admin:measures_report_changelist") + f"?round__id__exact={round_.pk}"
    lacking = [claim for claim in claims if not (claim.report and claim.report.is_accepted)]
    lacking.sort(key=lambda claim: (claim.division.position, claim.division.pk))
    for division, theirs in groupby(lacking, key=lambda claim: claim.division):
        numbers = [str(claim.measure.number) for claim in theirs]
        values = {"division": division, "measures": ", ".join(numbers)}
        message = _("%(division)s: no report is accepted yet on these measures: %(measures)s.") % values
        key = f"no_report:{round_.kind}:{division}:{','.join(numbers)}"
        yield Issue("no_report", message, url, Severity.WARNING, key)


def _open(round_: Round) -> Iterator[Issue]:
    page = reverse("admin:review_round", args=[round_.pk])
    if not round_.is_opened:
        yield Issue("round_not_opened", _("The round was never opened, so nobody was asked to report."), page)
    elif not round_.is_closed:
        message = _("The round is not closed: its reports can still change, and this edition keeps what they say now.")
        yield Issue("round_open", message, page, Severity.NOTE)


def _unproved(round_: Round, reports: Iterable[Report]) -> Iterator[Issue]:
    for report in reports:
        if standing(report.facts()) is Standing.SAID_DONE or not report.evidence.all():
            key = f"no_evidence:{round_.kind}:{report.measure.number}:{report.division}"
            message = _("Measure %(number)s: the report of %(division)s has no evidence that is dated in the round.")
            yield Issue("no_evidence", message % _named(report), _page_of(report), Severity.WARNING, key)


def _unusable(reports: Iterable[Report]) -> Iterator[Issue]:
    for report in reports:
        for piece in report.evidence.all():
            message = _fault_of(piece)
            if message:
                values = {**_named(report), "caption": piece.caption}
                yield Issue("bad_evidence", message % values, _page_of(report))


def _undecided(plan: Plan, reports: Iterable[Report]) -> Iterator[Issue]:
    for report in reports:
        found = marked_in(report, with_obstacles=plan.agency.obstacles_are_public)
        places = [marked.where for marked in found if not marked.is_cleared]
        if places:
            message = _("Measure %(number)s, %(division)s: personal data nobody has decided about, in: %(places)s.")
            values = {**_named(report), "places": ", ".join(places)}
            yield Issue("undecided", message % values, _page_of(report))


def _fault_of(piece: Evidence) -> str:
    if piece.file and not piece.sha256:
        return _(
            "Measure %(number)s, %(division)s: the file of the evidence “%(caption)s” is missing. Upload it again."
        )
    if piece.shows_children and not piece.has_consent:
        return _(
            "Measure %(number)s, %(division)s: “%(caption)s” shows children, and nobody has said that their parents "
            "consent."
        )
    return ""


def _not_approved(round_: Round) -> Iterator[Issue]:
    if not (round_.approved_on and round_.approver_position.strip()):
        url = reverse("admin:measures_round_change", args=[round_.pk])
        message = _("The report of this round does not say who approved it and when.")
        yield Issue("report_not_approved", message, url, Severity.WARNING, f"report_not_approved:{round_.kind}")


def _named(report: Report) -> dict[str, object]:
    return {"number": report.measure.number, "division": report.division}


def _page_of(report: Report) -> str:
    return reverse("admin:my_report", args=[report.pk])
