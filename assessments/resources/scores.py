"""The scores of the indicators with findings and recommendations: one row for each indicator of a result."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from assessments.consistency import points
from assessments.models import Assessment, Framework, IndicatorScore
from spreadsheets import cells
from spreadsheets.tables import Column, Record

from .results import ResultResource, offer, prepared
from .years import no_such_indicator, year_column

YEAR = year_column("assessment__framework__fiscal_year")
INDICATOR = Column(
    "indicator",
    gettext_lazy("number of the indicator"),
    gettext_lazy("1 to 10."),
    read=cells.whole,
    path="indicator__number",
    is_key=True,
    is_required=True,
    example="1",
    also=("ตัวชี้วัด", "ตัวชี้วัดที่", "ลำดับตัวชี้วัด"),
)
INDICATOR_NAME = Column(
    "indicator_name",
    gettext_lazy("name of the indicator"),
    gettext_lazy("May be left out. Where it is given, the name of another indicator is refused."),
    path="indicator__name",
    is_key=True,
    example="การปฏิบัติหน้าที่",
)
SCORE = Column(
    "score",
    gettext_lazy("score"),
    gettext_lazy("0–100 with at most two decimals. Empty means not known yet, which is not zero."),
    read=cells.score,
    path="score",
    example="87.49",
    also=("ผลคะแนน", "คะแนนที่ได้", "คะแนนตัวชี้วัด"),
)


class ScoreResource(ResultResource):
    """The ten scores of each result."""

    name = "scores"
    title = gettext_lazy("scores of the indicators")
    agency_path = "assessment__agency"
    subject_name = "assessment"
    columns = (
        YEAR,
        INDICATOR,
        INDICATOR_NAME,
        SCORE,
        Column(
            "finding",
            gettext_lazy("finding"),
            gettext_lazy("What the result shows in this indicator."),
            path="finding",
        ),
        Column(
            "recommendation",
            gettext_lazy("recommendation"),
            gettext_lazy("What should be improved."),
            path="recommendation",
        ),
        Column(
            "urgent",
            gettext_lazy("urgent"),
            gettext_lazy("ใช่ when this point has to be mended urgently, else empty."),
            read=cells.yes_no,
            path="is_urgent",
            example=cells.YES,
        ),
    )

    class Meta:
        model = IndicatorScore

    def identify(self, record, agency):
        framework = self.years.framework(record, YEAR)
        number = record.get("indicator")
        if framework is None or number is None:
            return ()
        indicators = self.years.indicators(framework.fiscal_year)
        if number not in indicators:
            record.refuse(INDICATOR, no_such_indicator(number, framework.fiscal_year, indicators))
            return ()
        _refuse_other_name(record, {indicator.number: cells.key(indicator.name) for indicator in indicators.values()})
        record.found |= {"agency": agency, "framework": framework, "indicator": indicators[number]}
        return (agency.pk, framework.fiscal_year, number)

    def judge(self, records):
        self.refuse_repeated(records, INDICATOR)
        results = defaultdict(list)
        for record in records:
            results[record.key[:2]].append(record)
        for key, rows in results.items():
            if key and not any(record.faults for record in rows):
                self._judge_points(rows)
        return records

    def _judge_points(self, records: list[Record]) -> None:
        rules = records[0].found["framework"].rules()
        scores = {record.key[2]: record.get("score") for record in records}
        for record in records:
            better = points.scores_from_points(rules, scores).get(record.key[2])
            if better is not None and self.convert:
                record.values["score"] = better
            elif better is not None:
                record.refuse(SCORE, offer(better))

    def prepare(self, records):
        assessments, new = prepared(records)
        scores = IndicatorScore.objects.filter(assessment__in=assessments.values())
        for score in scores.select_related("assessment__agency", "assessment__framework", "indicator"):
            key = (score.assessment.agency_id, score.assessment.framework.fiscal_year, score.indicator.number)
            (self.made if key[:2] in new else self.existing)[key] = score
        for record in records:
            record.found["assessment"] = assessments[record.key[:2]]

    def init_instance(self, row=None):
        record = row["record"]
        return self.made.get(record.key) or IndicatorScore(
            assessment=record.found["assessment"], indicator=record.found["indicator"]
        )

    @classmethod
    def template_years(cls):
        return list(Framework.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True))

    def template_rows(self, fiscal_year):
        """
        The indicators of a year, with what is there of the only agency: an empty cell would empty it.

        Without a year it is the latest one of which that agency has no result.
        """
        own = self.agencies.first() if not self.names_agencies else None
        there = self.rows(Assessment.objects.filter(agency=own))
        known = {(score.assessment.fiscal_year, score.indicator.number): score for score in there}
        scored = {year for year, _number in known}
        years = self.template_years()
        year = fiscal_year or next((year for year in years if year not in scored), max(years, default=None))
        framework = Framework.objects.with_rules().filter(fiscal_year=year).first()
        blank = Assessment(agency=own or Agency(), framework=framework)
        return [
            known.get((year, indicator.number)) or IndicatorScore(assessment=blank, indicator=indicator)
            for indicator in (framework.indicators.all() if framework else ())
        ]

    def rows(self, queryset):
        scores = IndicatorScore.objects.select_related("assessment__agency", "assessment__framework", "indicator")
        if queryset is not None:
            scores = scores.filter(assessment__in=queryset.values("pk"))
        return scores.order_by("-assessment__framework__fiscal_year", "assessment__agency", "indicator__number")


def _refuse_other_name(record: Record, names: dict[int, str]) -> None:
    """Rows that slipped by one carry the name of a neighbour; a name that is nobody's may be an abbreviation."""
    given, number = cells.key(record.get("indicator_name") or ""), record.get("indicator")
    others = [other for other, name in names.items() if name == given and other != number]
    if others and names[number] != given:
        record.refuse(INDICATOR_NAME, _("This is the name of indicator %(number)s.") % {"number": others[0]})
