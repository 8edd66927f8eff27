"""What changed between two documents of a year, in a few lines for the person who is about to publish."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publications.document import Document, MeasurePart


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: what it is, how it was and how it would be; both empty for a text that was reworded."""

    what: str
    before: str = ""
    after: str = ""


def differences(before: Document, after: Document) -> list[Difference]:
    """Everything that citizens would see changed, in the order of the document; empty when nothing differs."""
    return _figures(before, after) + _texts(before, after) + _measures(before, after)


def is_same(before: Document, after: Document) -> bool:
    """Whether two documents say the same, each edition's own apart: its number, its reasons, how it was printed.

    One of an older version is compared by what citizens see: it knows nothing of what the schema got since.
    """
    if before.schema_version != after.schema_version:
        return not differences(before, after)
    return _said(before) == _said(after)


def _said(document: Document) -> Document:
    """The document without what is an edition's own; that a round was closed since changes nothing that was said."""
    rounds = tuple(part.model_copy(update={"closed_on": None}) for part in document.rounds)
    own = {"edition": None, "remarks": (), "renderer": "", "base_url": ""}
    return document.model_copy(update=own | {"rounds": rounds})


def _figures(before: Document, after: Document) -> list[Difference]:
    pairs = [
        (_("Total"), before.result.total, after.result.total),
        (_("Level"), before.result.level, after.result.level),
        *_scores(before, after),
        (_("Measures"), len(before.measures), len(after.measures)),
        (_("Steps"), _steps(before), _steps(after)),
        (_("Rounds"), len(before.rounds), len(after.rounds)),
        (_("Accepted reports"), len(before.reports), len(after.reports)),
    ]
    return [Difference(what, str(old), str(new)) for what, old, new in pairs if old != new]


def _scores(before: Document, after: Document) -> list[tuple[str, object, object]]:
    old = {part.number: part.score for part in before.result.indicators}
    return [
        (_("Score of indicator %(number)s") % {"number": part.number}, old.get(part.number, "–"), part.score)
        for part in after.result.indicators
    ]


def _steps(document: Document) -> int:
    return sum(len(measure.steps) for measure in document.measures)


def _texts(before: Document, after: Document) -> list[Difference]:
    pairs = [
        (_("Title"), before.title, after.title),
        (_("Introduction"), before.introduction, after.introduction),
        (_("Announcement"), before.announcement, after.announcement),
        (_("Names or positions in the signatures"), before.signatories, after.signatories),
        (_("Approval"), before.approval, after.approval),
        (_("Agency"), before.agency, after.agency),
        (_("Declared figures"), _declared(before), _declared(after)),
        (_("Analysis of the indicators"), _analysis(before), _analysis(after)),
        (_("Days of the rounds"), _rounds(before), _rounds(after)),
        (_("Texts of the reports"), _reports(before), _reports(after)),
    ]
    return [Difference(what) for what, old, new in pairs if old != new]


def _declared(document: Document) -> list[object]:
    result = document.result
    parts = ((part.declared_score, part.declared_level) for part in result.instruments)
    return [result.declared_total, result.declared_level, *parts]


def _analysis(document: Document) -> list[object]:
    parts = document.result.indicators
    return [
        document.result.has_no_urgent_points,
        *((part.finding, part.recommendation, part.is_urgent) for part in parts),
    ]


def _rounds(document: Document) -> list[tuple[object, ...]]:
    return [(part.kind, part.title, part.covers_from, part.covers_to, part.due_on) for part in document.rounds]


def _reports(document: Document) -> list[tuple[object, ...]]:
    return [
        (
            *(report.round, report.measure, report.division, report.implementation),
            *(report.done, report.result, report.obstacles, report.value_reached, report.next_step),
            *(step.done for step in report.steps),
            *((piece.caption, piece.url, piece.file_name) for piece in report.evidence),
        )
        for report in document.reports
    ]


def _measures(before: Document, after: Document) -> list[Difference]:
    old, new = _by_number(before), _by_number(after)
    return [
        *(
            Difference(_("Measure %(number)s is new") % {"number": number})
            for number in sorted(new.keys() - old.keys())
        ),
        *(
            Difference(_("Measure %(number)s is left out") % {"number": number})
            for number in sorted(old.keys() - new.keys())
        ),
        *(
            Difference(_("Measure %(number)s was changed") % {"number": number})
            for number in sorted(old.keys() & new.keys())
            if _what_is_planned(old[number]) != _what_is_planned(new[number])
        ),
    ]


def _by_number(document: Document) -> dict[int, MeasurePart]:
    return {measure.number: measure for measure in document.measures}


def _what_is_planned(measure: MeasurePart) -> tuple[object, ...]:
    return (
        *(measure.title, measure.steps, measure.every_division, measure.divisions, measure.indicators),
        *(measure.starts_on, measure.ends_on, measure.success_indicator, measure.target),
        *(measure.budget, measure.needs_no_budget),
    )
