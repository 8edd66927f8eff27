"""The tables of the result and of the plan that answers it."""

from publications.document import Document, MeasurePart

from .tables import AGENCY, FISCAL_YEAR, RESULT_YEAR, SEPARATOR, TARGET, Column, Subject, Table, day, truth


def _figures(document: Document) -> list[Subject]:
    """The result as a whole and its instruments: code, name, weight, score and level of each."""
    result = document.result
    return [
        ("total", "", "100.00", result.total, result.level),
        *((part.code, part.name, f"{part.weight:.2f}", part.score, part.level) for part in result.instruments),
    ]


SUMMARY = Table(
    "summary",
    _figures,
    (
        FISCAL_YEAR,
        RESULT_YEAR,
        AGENCY,
        Column("figure", lambda _document, code, *_rest: code),
        Column("name_th", lambda _document, _code, name, *_rest: name),
        Column("weight", lambda _document, _code, _name, weight, *_rest: weight),
        Column("score", lambda _document, _code, _name, _weight, score, _level: f"{score:.2f}"),
        Column("level", lambda _document, *figure: figure[-1]),
        TARGET,
    ),
)
INDICATORS = Table(
    "indicators",
    lambda document: ((indicator,) for indicator in document.result.indicators),
    (
        FISCAL_YEAR,
        RESULT_YEAR,
        AGENCY,
        Column("instrument", lambda _document, indicator: indicator.instrument),
        Column("indicator", lambda _document, indicator: indicator.number),
        Column("name_th", lambda _document, indicator: indicator.name),
        Column("name_en", lambda _document, indicator: indicator.name_en),
        Column("score", lambda _document, indicator: f"{indicator.score:.2f}"),
        TARGET,
        Column("contribution", lambda _document, indicator: f"{indicator.contribution:.2f}"),
        Column("assessment", lambda _document, indicator: "strength" if indicator.is_strength else "improvement"),
        Column("finding", lambda _document, indicator: indicator.finding),
        Column("recommendation", lambda _document, indicator: indicator.recommendation),
        Column("measures", lambda _document, indicator: SEPARATOR.join(map(str, indicator.measures))),
        Column("is_urgent", lambda _document, indicator: truth(indicator.is_urgent)),
    ),
)


def _steps(document: Document) -> list[Subject]:
    """Each step with its measure and number, so that no cell holds a list of sentences."""
    return [
        (measure, number, text) for measure in document.measures for number, text in enumerate(measure.steps, start=1)
    ]


def _amount(measure: MeasurePart) -> str:
    """In baht; nothing where it was not stated."""
    return "" if measure.budget is None else f"{measure.budget:.2f}"


MEASURES = Table(
    "measures",
    _steps,
    (
        FISCAL_YEAR,
        AGENCY,
        Column("measure", lambda _document, measure, *_step: measure.number),
        Column("title", lambda _document, measure, *_step: measure.title),
        Column("step", lambda _document, _measure, number, _text: number),
        Column("step_text", lambda _document, _measure, _number, text: text),
        Column("every_division", lambda _document, measure, *_step: truth(measure.every_division)),
        Column("divisions", lambda _document, measure, *_step: SEPARATOR.join(measure.divisions)),
        Column("indicators", lambda _document, measure, *_step: SEPARATOR.join(map(str, measure.indicators))),
        Column("follow_up", lambda document, *_step: SEPARATOR.join(round_.title for round_ in document.rounds)),
        Column("status", lambda _document, measure, *_step: measure.status),
        Column("starts_on", lambda _document, measure, *_step: day(measure.starts_on)),
        Column("ends_on", lambda _document, measure, *_step: day(measure.ends_on)),
        Column("success_indicator", lambda _document, measure, *_step: measure.success_indicator),
        Column("target", lambda _document, measure, *_step: measure.target),
        Column("budget", lambda _document, measure, *_step: _amount(measure)),
        Column("needs_no_budget", lambda _document, measure, *_step: truth(measure.needs_no_budget)),
    ),
)
