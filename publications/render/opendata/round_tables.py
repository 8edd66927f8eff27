"""The tables of the rounds of follow-up: reports, their evidence, how far everything is, and who gave no report."""

from django.urls import reverse

from publications.document import Counts, Document, EvidencePart, Excused, Progress, Unreported

from .tables import AGENCY, FISCAL_YEAR, SEPARATOR, Column, Subject, Table, day, number, truth

REPORTS = Table(
    "reports",
    lambda document: ((report,) for report in document.reports),
    (
        FISCAL_YEAR,
        AGENCY,
        Column("round", lambda _document, report: report.round),
        Column("measure", lambda _document, report: report.measure),
        Column("division", lambda _document, report: report.division),
        Column("done", lambda _document, report: report.done),
        Column("result", lambda _document, report: report.result),
        Column("obstacles", lambda _document, report: report.obstacles),
        Column(
            "evidence",
            lambda _document, report: SEPARATOR.join(piece.url or piece.file_name for piece in report.evidence),
        ),
        Column("implementation", lambda _document, report: report.implementation),
        Column("standing", lambda _document, report: report.standing),
        Column("steps", lambda _document, report: "\n".join(f"{step.number}. {step.done}" for step in report.steps)),
        Column("value_reached", lambda _document, report: report.value_reached),
        Column("next_step", lambda _document, report: report.next_step),
        Column("submitted_on", lambda _document, report: day(report.submitted_on)),
        Column("due_on", lambda _document, report: day(report.due_on)),
        Column("is_late", lambda _document, report: truth(report.is_late)),
        Column("review_days", lambda _document, report: number(report.review_days)),
        Column("extension_until", lambda _document, report: day(report.extension and report.extension.until)),
        Column("extension_reason", lambda _document, report: report.extension.reason if report.extension else ""),
    ),
)


def _pieces(document: Document) -> list[Subject]:
    return [(report, piece) for report in document.reports for piece in report.evidence]


def _address(document: Document, piece: EvidencePart) -> str:
    """Where a file can be read; a redacted one nowhere."""
    if not piece.is_readable:
        return ""
    path = reverse("files:evidence-show", args=[document.fiscal_year, piece.sha256, piece.extension])
    return document.base_url + path


EVIDENCE = Table(
    "evidence",
    _pieces,
    (
        FISCAL_YEAR,
        AGENCY,
        Column("round", lambda _document, report, _piece: report.round),
        Column("measure", lambda _document, report, _piece: report.measure),
        Column("division", lambda _document, report, _piece: report.division),
        Column("caption", lambda _document, _report, piece: piece.caption),
        Column("happened_on", lambda _document, _report, piece: day(piece.happened_on)),
        Column("url", lambda document, _report, piece: piece.url or _address(document, piece)),
        Column("file_name", lambda _document, _report, piece: piece.file_name),
        Column("content_type", lambda _document, _report, piece: piece.content_type),
        Column("size", lambda _document, _report, piece: number(piece.size)),
        Column("sha256", lambda _document, _report, piece: piece.sha256 or ""),
        Column("redaction", lambda _document, _report, piece: piece.redaction.reason if piece.redaction else ""),
        Column(
            "redacted_on",
            lambda _document, _report, piece: day(piece.redaction and piece.redaction.redacted_on),
        ),
    ),
)


def _progress(document: Document) -> list[Subject]:
    """Each measure, then each division, in each reported round; of a division there is no status."""
    measures = [(part, measure.number, "") for measure in document.measures for part in measure.progress]
    return [*measures, *((part, "", part.division) for part in document.division_progress)]


PROGRESS = Table(
    "progress",
    _progress,
    (
        FISCAL_YEAR,
        AGENCY,
        Column("round", lambda _document, part, *_whose: part.round),
        Column("measure", lambda _document, _part, measure, _division: measure),
        Column("division", lambda _document, _part, _measure, division: division),
        Column("expected", lambda _document, part, *_whose: part.expected),
        Column("accepted", lambda _document, part, *_whose: part.accepted),
        Column("status", lambda _document, part, *_whose: part.status if isinstance(part, Progress) else ""),
        *(
            Column(name, lambda _document, part, *_whose, name=name: getattr(part.counts, name))
            for name in Counts.model_fields
        ),
    ),
)


def _without_report(document: Document) -> list[Subject]:
    return [(part,) for part in (*document.unreported, *document.excused)]


WITHOUT_REPORT = Table(
    "without_report",
    _without_report,
    (
        FISCAL_YEAR,
        AGENCY,
        Column("round", lambda _document, part: part.round),
        Column("measure", lambda _document, part: part.measure),
        Column("division", lambda _document, part: part.division),
        Column("state", lambda _document, part: "unreported" if isinstance(part, Unreported) else "excused"),
        Column("due_on", lambda _document, part: day(part.due_on) if isinstance(part, Unreported) else ""),
        Column("reason", lambda _document, part: part.reason if isinstance(part, Excused) else ""),
    ),
)
