"""`{% load charts %}`: the charts of a document, each a picture (inline SVG) with its figures as a table."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from publications.document import Document, EarlierResult, LevelPart, Result
from publications.public.years import YearOfIndicator
from publications.render import charts
from publications.templatetags.document import label_of, named
from thai.templatetags.thai import score

register = template.Library()


@register.inclusion_tag("publications/charts/bars.html")
def indicator_bars(
    document: Document, folded: bool = True, tabled: bool = True, spelled_out: bool = False
) -> dict[str, Any]:
    """The indicators against the target; `folded=False` shows the table at once.

    `tabled=False`, of this and the other charts, leaves the table out where the same figures stand beside the picture;
    `spelled_out=True` says every value in the picture's own words, which is all that a PDF tells of a picture.
    """
    result = document.result
    chart = charts.bars(_scored(result), result.target)
    caption = _("Scores of the indicators against the target, fiscal year %(year)s") % {"year": result.fiscal_year}
    description = _bars_in_words(chart)
    return {
        "chart": chart,
        "id": f"bars-{result.fiscal_year}",
        "caption": caption,
        "title": _spelled_out(caption, description, _scores_in_words(result)) if spelled_out else caption,
        "description": description,
        "folded": folded,
        "tabled": tabled,
    }


@register.inclusion_tag("publications/charts/radar.html")
def indicator_radar(
    document: Document, folded: bool = False, tabled: bool = True, spelled_out: bool = False
) -> dict[str, Any]:
    """The indicators and, where the document has the year before, its scores; the table names the numbers."""
    result, earlier = document.result, document.result.earlier
    years = {"year": result.fiscal_year, "year_before": earlier.fiscal_year if earlier else None}
    chart = charts.radar(_scored(result), _scored(earlier) if earlier else None, result.target)
    both = _("Radar of the indicators, fiscal years %(year)s and %(year_before)s")
    caption = (both if earlier else _("Radar of the indicators, fiscal year %(year)s")) % years
    description = _radar_in_words(chart, years)
    scores = [_scores_in_words(result), *([_scores_in_words(earlier)] if earlier else [])]
    return years | {
        "chart": chart,
        "id": f"radar-{result.fiscal_year}",
        "caption": caption,
        "title": _spelled_out(caption, description, *scores) if spelled_out else caption,
        "description": description,
        "folded": folded,
        "tabled": tabled,
    }


@register.inclusion_tag("publications/charts/lines.html")
def indicator_lines(history: Sequence[YearOfIndicator], folded: bool = True, tabled: bool = True) -> dict[str, Any]:
    """One indicator across the years, as `years.of_indicator` gives it; under the name of its newest year."""
    latest = max(history, key=lambda entry: entry.document.result.fiscal_year).part
    chart = charts.lines(_year_score(entry) for entry in history)
    words = {"number": latest.number, "name": named(latest)}
    return {
        "chart": chart,
        "id": f"lines-{latest.number}",
        "title": _("Indicator %(number)s across the years: %(name)s") % words,
        "description": _lines_in_words(chart),
        "folded": folded,
        "tabled": tabled,
    }


def _scored(result: Result | EarlierResult) -> list[charts.Scored]:
    return [charts.Scored(part.number, named(part), part.score, part.instrument) for part in result.indicators]


def _year_score(entry: YearOfIndicator) -> charts.YearScore:
    result = entry.document.result
    return charts.YearScore(
        result.fiscal_year, entry.part.score, result.target, scale=result.levels, scale_name=_scale_name(result.levels)
    )


def _scale_name(levels: Sequence[LevelPart]) -> str:
    """A scale of levels by its highest and lowest: "AA – F"."""
    ends = [label_of(level) for level in (levels[0], levels[-1])]
    return " – ".join(ends)


# What a picture shows, for those who do not see it.


def _bars_in_words(chart: charts.BarChart) -> str:
    if not chart.known:
        return _("No indicator has a score.")
    highest, lowest = chart.known[0], chart.known[-1]
    return _(
        "%(reached)s of %(known)s indicators reach the target of %(target)s. Highest: indicator %(highest)s with "
        "%(highest_score)s. Lowest: indicator %(lowest)s with %(lowest_score)s."
    ) % {
        "reached": len(chart.reached),
        "known": len(chart.known),
        "target": score(chart.target),
        "highest": highest.number,
        "highest_score": score(highest.score),
        "lowest": lowest.number,
        "lowest_score": score(lowest.score),
    }


def _radar_in_words(chart: charts.RadarChart, years: dict[str, int | None]) -> str:
    axes = _(
        "One axis for each of %(number)s indicators, from 0 in the centre to 100 at the edge; the ring is the target "
        "of %(target)s."
    ) % {"number": len(chart.spokes), "target": score(chart.target)}
    if chart.last_year is None:
        return axes
    changes = _("Against fiscal year %(year_before)s, %(rose)s indicators rose and %(fell)s fell.")
    return f"{axes} {changes % (years | {'rose': len(chart.rose), 'fell': len(chart.fell)})}"


def _spelled_out(caption: str, *sentences: str) -> str:
    return f"{caption}: {' '.join(sentences)}"


def _scores_in_words(result: Result | EarlierResult) -> str:
    """Every indicator's score of one year, in one sentence."""
    scores = ", ".join(f"{part.number} = {score(part.score)}" for part in result.indicators)
    return _("Scores by number of the indicator, fiscal year %(year)s: %(scores)s.") % {
        "year": result.fiscal_year,
        "scores": scores,
    }


def _lines_in_words(chart: charts.LineChart) -> str:
    first, latest = chart.known[0], chart.known[-1]
    sentences = [_("The axis begins at %(floor)s and ends at 100.") % {"floor": chart.ticks[0].value}]
    if len(chart.known) > 1:
        sentences.append(_score_of(first))
    sentences.append(_score_of(latest))
    return " ".join(sentences)


def _score_of(year: charts.Year) -> str:
    return _("Fiscal year %(year)s: %(score)s.") % {"year": year.fiscal_year, "score": score(year.score)}
