"""What of a document can be found: every text of it that a citizen may look for, and where that stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications.document import Document, IndicatorPart, MeasurePart, ReportPart

PassageKind = Literal[
    "indicator",
    "finding",
    "recommendation",
    "measure",
    "step",
    "done",
    "result",
    "obstacles",
    "next_step",
    "evidence",
]
# What each is called; `number` is that of the indicator or measure, `year` the fiscal year that it is about.
NAMES = {
    "indicator": _("Indicator %(number)s, result of fiscal year %(year)s"),
    "finding": _("Finding on indicator %(number)s, result of fiscal year %(year)s"),
    "recommendation": _("Recommendation on indicator %(number)s, result of fiscal year %(year)s"),
    "measure": _("Measure %(number)s"),
    "step": _("Step of measure %(number)s"),
    "done": _("Report on measure %(number)s: what was done"),
    "result": _("Report on measure %(number)s: result"),
    "obstacles": _("Report on measure %(number)s: obstacles and suggestions"),
    "next_step": _("Report on measure %(number)s: next step"),
    "evidence": _("Evidence for measure %(number)s"),
}


def patterns() -> dict[str, str]:
    """What each kind is called in the reader's language, with `{number}` and `{year}` to be filled in by a browser."""
    return {kind: str(name) % {"number": "{number}", "year": "{year}"} for kind, name in NAMES.items()}


# The pieces of the analysis page that have an id of their own; all else stands on the page of its measure.
_OF_INDICATORS = {"indicator": "indicator", "finding": "indicator", "recommendation": "recommendation"}


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a document.

    `year` is the fiscal year of the document, `about` the one that the passage is about: of indicators the year of
    the result. `title` is the name of the indicator or measure, `source` who reported and when, in Thai.
    """

    year: int
    about: int
    kind: PassageKind
    number: int
    title: str
    text: str
    source: str = ""
    lang: Literal["th", "en"] = "th"

    @property
    def is_named_by_title(self) -> bool:
        """Whether the title is the passage itself, and the text only goes with it."""
        return self.kind in ("indicator", "measure")

    @property
    def name(self) -> str:
        """What kind of passage it is, in the reader's language."""
        return str(NAMES[self.kind]) % {"number": self.number, "year": self.about}

    @property
    def address(self) -> str:
        """The page where it stands, in the reader's language, with the piece of that page."""
        if self.kind in _OF_INDICATORS:
            page = reverse("publications:analysis-detail", args=[self.year])
            return f"{page}#{_OF_INDICATORS[self.kind]}-{self.number}"
        return reverse("publications:measure-detail", args=[self.year, self.number])


def passages(document: Document) -> Iterator[Passage]:
    """All that a document says and that can be found, in its order; what is empty is left out."""
    for indicator in document.result.indicators:
        yield from _of_indicator(document, indicator)
    for measure in document.measures:
        yield from _of_measure(document, measure)
        for report in document.reports_on(measure.number):
            yield from _of_report(document, measure, report)


def _of_indicator(document: Document, part: IndicatorPart) -> Iterator[Passage]:
    year, about = document.fiscal_year, document.result.fiscal_year
    yield Passage(year, about, "indicator", part.number, part.name, part.name_en, lang="en")
    if part.finding:
        yield Passage(year, about, "finding", part.number, part.name, part.finding)
    if part.recommendation:
        yield Passage(year, about, "recommendation", part.number, part.name, part.recommendation)


def _of_measure(document: Document, measure: MeasurePart) -> Iterator[Passage]:
    year = document.fiscal_year
    stated = " · ".join(filter(None, (measure.success_indicator, measure.target, *measure.divisions)))
    yield Passage(year, year, "measure", measure.number, measure.title, stated)
    for step in measure.steps:
        yield Passage(year, year, "step", measure.number, measure.title, step)


def _of_report(document: Document, measure: MeasurePart, report: ReportPart) -> Iterator[Passage]:
    year = document.fiscal_year
    titles = [part.title for part in document.rounds if part.kind == report.round]
    source = " · ".join([report.division, *titles])
    for kind, text in _texts(document, report):
        if text:
            yield Passage(year, year, kind, measure.number, measure.title, text, source)


def _texts(document: Document, report: ReportPart) -> Iterator[tuple[PassageKind, str]]:
    yield "done", "\n".join(filter(None, (report.done, *(step.done for step in report.steps))))
    yield "result", "\n".join(filter(None, (report.value_reached, report.result)))
    if document.obstacles_are_public:
        yield "obstacles", report.obstacles
    yield "next_step", report.next_step
    for piece in report.evidence:
        yield "evidence", piece.caption
