"""Saves one year of the national table in one transaction; what is there already and says the same is not touched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db import transaction

from agencies.models import Agency
from assessments.models import Assessment, DeclaredInstrument, IndicatorScore
from audit.history import recording
from spreadsheets import cells

from .table import ABSENT, EMPTY, Table, Year
from .upsert import ready, upsert

Progress = Callable[[int], object]

BATCH = 500  # agencies at a time: 5,000 scores in memory


class Saved(NamedTuple):
    """How many agencies, results and scores were new, how many scores changed and how many stayed."""

    agencies: int = 0
    results: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def plus(self, other: "Saved") -> "Saved":
        """Both together."""
        return Saved(*(one + another for one, another in zip(self, other, strict=True)))


@transaction.atomic
def save(table: Table, fiscal_year: int, *, progress: Progress = lambda rows: None) -> Saved:
    """
    Save all scores of a sound year; `progress` is told the scores that were dealt with since the last time.

    Agencies and results that are missing are made. A score that is empty in the file never takes away one that is
    there: the national table does not know it, the agency does.
    """
    year = table.years[fiscal_year]
    pks = _known_agencies()
    saved = Saved()
    for indexes in _batches(year.agencies()):
        created = _create_agencies(table, indexes, pks)
        agencies = {pks[_key(table.places[index])]: year.scores(index) for index in indexes}
        saved = saved.plus(_save_results(year, agencies)).plus(Saved(agencies=created))
        progress(sum(len(scores) for scores in agencies.values()))
    return saved


def _batches(indexes: Sequence[int]) -> Iterator[Sequence[int]]:
    return (indexes[start : start + BATCH] for start in range(0, len(indexes), BATCH))


def _known_agencies() -> dict[tuple[str, ...], int]:
    rows = Agency.objects.values_list("pk", "name", "district", "province")
    return {_key(names): pk for pk, *names in rows.iterator()}


def _key(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(cells.key(name) for name in names[:3])


def _create_agencies(table: Table, indexes: Sequence[int], pks: dict[tuple[str, ...], int]) -> int:
    missing = [table.places[index] for index in indexes if _key(table.places[index]) not in pks]
    created = Agency.objects.bulk_create(Agency(**place._asdict()) for place in missing)
    pks |= {_key(place): agency.pk for place, agency in zip(missing, created, strict=True)}
    return len(created)


def _save_results(year: Year, agencies: dict[int, Sequence[int]]) -> Saved:
    there = dict(Assessment.objects.filter(framework=year.framework, agency__in=agencies).values_list("agency", "pk"))
    known = _known_scores(there.values())
    created = _create_results(year, agencies.keys() - there.keys())
    scores, saved = _wanted(year, agencies, there | created, known)
    # A new result leaves one record of its own; of a result that was there every changed figure is recorded.
    touched = {assessment for assessment, *_rest in scores} & set(there.values())
    with recording(IndicatorScore.objects.filter(assessment__in=touched)):
        upsert(
            IndicatorScore, ("assessment_id", "indicator_id", "score"), scores, unique=("assessment_id", "indicator_id")
        )
    return saved.plus(Saved(results=len(created)))


def _known_scores(assessments: Iterable[int]) -> dict[tuple[int, int], int]:
    """By assessment and indicator, the hundredths that are in the database."""
    rows = IndicatorScore.objects.filter(assessment__in=list(assessments)).order_by()
    return {
        (assessment, indicator): EMPTY if score is None else int(score * 100)
        for assessment, indicator, score in rows.values_list("assessment", "indicator", "score").iterator()
    }


def _create_results(year: Year, agencies: Iterable[int]) -> dict[int, int]:
    """New results by agency, each with the rows in which its office will enter what the official result declares."""
    agencies = sorted(agencies)
    with recording(Assessment.objects.filter(framework=year.framework, agency__in=agencies)):
        created = Assessment.objects.bulk_create(
            Assessment(agency_id=agency, framework=year.framework) for agency in agencies
        )
    instruments = [instrument.pk for instrument in year.framework.instruments.all()]
    declared = [(assessment.pk, instrument) for assessment in created for instrument in instruments]
    upsert(DeclaredInstrument, ("assessment_id", "instrument_id"), declared, unique=("assessment_id", "instrument_id"))
    return {assessment.agency_id: assessment.pk for assessment in created}


def _wanted(
    year: Year,
    agencies: dict[int, Sequence[int]],
    assessments: dict[int, int],
    known: dict[tuple[int, int], int],
) -> tuple[list[tuple[int, int, Any]], Saved]:
    """The scores to write: those that differ, and the empty rows that a result still lacks."""
    indicators = [indicator.pk for indicator in year.framework.indicators.all()]
    wanted, counts = [], {"new": 0, "changed": 0, "unchanged": 0}
    for agency, scores in agencies.items():
        for indicator, cents in zip(indicators, scores, strict=True):
            place = (assessments[agency], indicator)
            what = _what(known.get(place), cents)
            if what != "unchanged":
                wanted.append((*place, _score(cents)))
            counts[what] += cents != ABSENT
    return wanted, Saved(**counts)


def _what(before: int | None, cents: int) -> str:
    if before is None:
        return "new"
    return "changed" if cents >= 0 and cents != before else "unchanged"


@cache
def _score(cents: int) -> Any:
    """Hundredths as the database takes a score; there are only ten thousand of them."""
    return ready(IndicatorScore, "score", Decimal(cents).scaleb(-2) if cents >= 0 else None)
