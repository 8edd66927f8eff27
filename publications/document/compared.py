"""What is held against each other of two documents, named for readers: no name of a person, nothing of printing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from publications.document import (
    Announcement,
    Approval,
    Document,
    EvidencePart,
    IndicatorPart,
    InstrumentPart,
    MeasurePart,
    ReportPart,
    RoundPart,
)
from thai.templatetags.thai import be_date, score

Lines = tuple[str, ...]
ReportKey = tuple[str, int, str]


class Value(NamedTuple):
    """What stands at one place: `text` or `lines`; `kind` is `thai` for the document's words, `standing` for a code.

    A `secret` one is compared and never shown.
    """

    text: str = ""
    kind: str = "plain"
    lines: Lines = ()


Values = Mapping[str, Value]


def of_document(document: Document) -> Values:
    """What stands before and after the tables."""
    return {
        _("Title"): _thai(document.title),
        _("Introduction"): _thai(document.introduction),
        **_of_announcement(document.announcement),
        _("Agency"): _thai(document.agency.name),
        **_of_approval(document.approval),
        _("Names or positions in the signatures"): _secret(document.signatories),
        _("Divisions"): _thai(", ".join(document.divisions)),
        _("Remark"): _list(f"{part.message} – {part.reason}" for part in document.remarks),
    }


def _of_announcement(announcement: Announcement | None) -> Values:
    return {
        _("Announcement"): _thai(announcement.text if announcement else ""),
        _("Announced on"): _date(announcement.announced_on if announcement else None),
    }


def of_result(document: Document) -> Values:
    """The result with all its figures."""
    result = document.result
    return {
        _("Total"): Value(score(result.total)),
        _("Level"): _thai(result.level),
        _("Declared total"): _score(result.declared_total),
        _("Declared level"): _thai(result.declared_level),
        **_merged(_of_instrument(part) for part in result.instruments),
        **{
            _("Score of indicator %(number)s") % {"number": part.number}: _score(part.score)
            for part in result.indicators
        },
    }


def of_analysis(document: Document) -> Values:
    """What is found and recommended about the indicators."""
    return {
        _("Nothing needs urgent mending"): _yes(document.result.has_no_urgent_points),
        **_merged(_of_indicator(part) for part in document.result.indicators),
    }


def of_round(part: RoundPart) -> Values:
    """The days of a round, and who approved its report."""
    return {
        _("Title"): _thai(part.title),
        _("Covers"): Value(f"{be_date(part.covers_from)} – {be_date(part.covers_to)}"),
        _("Due"): _date(part.due_on),
        _("Its reports are published"): _yes(part.is_reported),
        **(_of_approval(part.approval) if part.approval else {}),
    }


def of_measure(part: MeasurePart) -> Values:
    """What is planned in a measure."""
    owners = _("every division") if part.every_division else ", ".join(part.divisions)
    return {
        _("Number"): Value(str(part.number)),
        _("Title"): _thai(part.title),
        _("Step"): _list(part.steps),
        _("Responsible"): Value(owners) if part.every_division else _thai(owners),
        _("Serves the indicators"): Value(", ".join(map(str, part.indicators))),
        _("Begins"): _date(part.starts_on),
        _("Ends"): _date(part.ends_on),
        _("Success indicator"): _thai(part.success_indicator),
        _("Target value"): _thai(part.target),
        _("Budget in baht"): Value(_("none needed") if part.needs_no_budget else _money(part)),
    }


def of_reports(document: Document) -> dict[ReportKey, Values]:
    """What is said of each report that is owed, given or not, by round, measure and division."""
    missing = Value("missing", "standing")
    return {
        **{(part.round, part.measure, part.division): {_("How far"): missing} for part in document.unreported},
        **{
            (part.round, part.measure, part.division): {_("Need not report"): _thai(part.reason)}
            for part in document.excused
        },
        **{(part.round, part.measure, part.division): _of_report(part) for part in document.reports},
    }


def _of_report(part: ReportPart) -> Values:
    return {
        _("How far"): Value(part.standing, "standing"),
        _("What was done"): _thai(part.done),
        _("Step"): _list(f"{step.number}. {step.text}: {step.done}" for step in part.steps),
        _("Value reached"): _thai(part.value_reached),
        _("Result"): _thai(part.result),
        _("Obstacles"): _thai(part.obstacles),
        _("Next step"): _thai(part.next_step),
        _("Evidence"): _list(map(_evidence, part.evidence)),
        _("Submitted"): _date(part.submitted_on),
        _("Due"): _date(part.due_on),
    }


def _of_approval(approval: Approval) -> Values:
    return {
        _("Approved on"): _date(approval.approved_on),
        _("Approved by the"): _thai(approval.position),
        _("Name of the approver, in the printed document"): _secret(approval.name),
    }


def _of_instrument(part: InstrumentPart) -> Values:
    about = {"code": part.code}
    return {
        _("Score of %(code)s") % about: _score(part.score),
        _("Level of %(code)s") % about: _thai(part.level),
        _("Declared score of %(code)s") % about: _score(part.declared_score),
        _("Declared level of %(code)s") % about: _thai(part.declared_level),
    }


def _of_indicator(part: IndicatorPart) -> Values:
    about = {"number": part.number}
    return {
        _("Finding on indicator %(number)s") % about: _thai(part.finding),
        _("Recommendation on indicator %(number)s") % about: _thai(part.recommendation),
        _("Indicator %(number)s is to be mended urgently") % about: _yes(part.is_urgent),
    }


def _evidence(piece: EvidencePart) -> str:
    """Caption and what it leads to; the hash tells two files of one name apart."""
    where = piece.url or f"{piece.file_name} {(piece.sha256 or '')[:16]}".strip()
    said = f"{piece.caption} ({where})" if where else piece.caption
    return f"{said} – {piece.redaction.reason}" if piece.redaction else said


def _merged(parts: Iterable[Values]) -> dict[str, Value]:
    return {name: value for part in parts for name, value in part.items()}


def _thai(text: str) -> Value:
    return Value(text, "thai")


def _list(lines: Iterable[str]) -> Value:
    return Value(kind="thai", lines=tuple(lines))


def _secret(value: object) -> Value:
    return Value(repr(value), "secret")


def _score(value: object) -> Value:
    return Value("" if value is None else str(value))


def _date(day: date | None) -> Value:
    return Value(be_date(day))


def _yes(said: bool | None) -> Value:
    return Value("" if said is None else _("yes") if said else _("no"))


def _money(part: MeasurePart) -> str:
    return "" if part.budget is None else f"{part.budget:,.2f}"
