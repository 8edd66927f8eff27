"""What pages and PDF say of the rounds of follow-up: who did what in each, in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.document import (
    Approval,
    Document,
    EvidencePart,
    Excused,
    MeasurePart,
    Progress,
    ReportPart,
    RoundPart,
    StepReport,
    Unreported,
)
from publications.models import PublishedFile
from thai.calendar import BUDDHIST_OFFSET, ENGLISH_MONTHS, THAI_MONTHS
from thai.templatetags.thai import language_of_reader

register = template.Library()

NOBODY = Approval(approved_on=None, position="", name="")

# How far a report counts as being, in words; the shapes and colours stand in components/standing.html.
STANDINGS: dict[str, str | Promise] = {
    "done": _("done"),
    "said_done": _("said to be done, no evidence"),
    "partly_done": _("done in part"),
    "in_progress": _("in progress"),
    "not_started": _("not started"),
    "not_done": _("not done"),
    "reported": _("reported"),
    "missing": _("did not report"),
}
TYPES: dict[str, str | Promise] = {
    "pdf": _("PDF document"),
    "jpg": _("picture (JPEG)"),
    "png": _("picture (PNG)"),
    "webp": _("picture (WebP)"),
    "docx": _("Word document (DOCX)"),
    "xlsx": _("Excel workbook (XLSX)"),
}


# What may take more than half of a printed page: so many letters at about 75 a line, or so many pictures three beside
# each other; such a row is cut at a page's end, where any other goes to the next page as a whole.
LONG, LONG_TEXT, LINE, MANY_PIECES = "doc-long", 1500, 75, 9


@dataclass(frozen=True, slots=True)
class MeasureInRound:
    """One measure in one round: who reported, who did not, who need not; `progress` is None if it is not reported."""

    round: RoundPart
    progress: Progress | None
    reports: tuple[ReportPart, ...]
    unreported: tuple[Unreported, ...]
    excused: tuple[Excused, ...]


@register.filter
def timeline(document: Document, measure: MeasurePart) -> tuple[MeasureInRound, ...]:
    """A measure in every round of its year, in their order."""
    return tuple(_in_round(document, measure, round_) for round_ in document.rounds)


def _in_round(document: Document, measure: MeasurePart, round_: RoundPart) -> MeasureInRound:
    here = (round_.kind, measure.number)
    return MeasureInRound(
        round=round_,
        progress=next((part for part in measure.progress if part.round == round_.kind), None),
        reports=tuple(part for part in document.reports if (part.round, part.measure) == here),
        unreported=tuple(part for part in document.unreported if (part.round, part.measure) == here),
        excused=tuple(part for part in document.excused if (part.round, part.measure) == here),
    )


@register.filter
def standing_in_words(standing: str) -> str | Promise:
    """How far a report counts as being."""
    return STANDINGS[standing]


@register.filter
def days_late(report: ReportPart) -> int:
    """How many days after the day due a late report was last submitted."""
    if report.submitted_on is None or report.due_on is None:
        return 0
    return (report.submitted_on - report.due_on).days


@register.filter
def type_of(piece: EvidencePart | PublishedFile) -> str | Promise:
    """What kind of file a piece of evidence is."""
    return TYPES.get(piece.extension, _("file"))


@register.filter
def report_approval(document: Document) -> Approval | None:
    """Who approved the report of the round on which the document reports.

    None for a plan, and for an older edition, which knows no approval but the plan's.
    """
    if document.kind.round is None or document.schema_version == "1":
        return None
    own = next((part.approval for part in document.rounds if part.kind == document.kind), None)
    return own or NOBODY


@register.filter
def signing_approval(document: Document) -> Approval:
    """Whose approval stands under the printed document: that of its own round, or the plan's."""
    return report_approval(document) or document.approval


@register.filter
def be_month(day: date) -> str:
    """`มีนาคม พ.ศ. 2566`, in English `March B.E. 2566`."""
    months, era = (ENGLISH_MONTHS, "B.E.") if language_of_reader() == "en" else (THAI_MONTHS, "พ.ศ.")
    return f"{months[day.month - 1]} {era} {day.year + BUDDHIST_OFFSET}"


@register.filter
def pictures_of(report: ReportPart) -> tuple[EvidencePart, ...]:
    """The pieces of evidence of a report that are pictures which can be seen."""
    return tuple(piece for piece in report.evidence if _is_seen(piece))


@register.filter
def other_evidence_of(report: ReportPart) -> tuple[EvidencePart, ...]:
    """All its other pieces: files, links, and what is left of redacted ones."""
    return tuple(piece for piece in report.evidence if not _is_seen(piece))


def _is_seen(piece: EvidencePart) -> bool:
    return piece.is_readable and piece.is_picture


# In print: rows that may go over a page's end, for they need more than half of one


@register.filter
def long_row(text: str) -> str:
    """`doc-long` for a text that may need more than half a page."""
    return LONG if len(text) > LONG_TEXT else ""


@register.filter
def long_steps(steps: Sequence[StepReport]) -> str:
    """`doc-long` for steps that may need more than half a page together."""
    return LONG if sum(len(step.text) + len(step.done) + LINE for step in steps) > LONG_TEXT else ""


@register.filter
def long_evidence(evidence: Sequence[EvidencePart]) -> str:
    """`doc-long` for evidence that may need more than half a page."""
    return LONG if len(evidence) > MANY_PIECES else ""
