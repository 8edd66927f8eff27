"""What official results declare: one row for each result, with a score and a level of every instrument."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.consistency import points
from assessments.consistency.declared import Declared
from assessments.models import Assessment, DeclaredInstrument, Instrument
from spreadsheets import cells
from spreadsheets.tables import Column, Record

from .results import ResultResource, offer, prepared, results_of
from .years import year_column

YEAR = year_column("framework__fiscal_year")
LEVEL_LENGTH = 50


def instrument_columns(codes: Iterable[str]) -> tuple[Column, ...]:
    """Score and level of each instrument; which there are is a matter of the years' rules."""
    return tuple(
        column
        for code in codes
        for column in (
            Column(
                code,
                code,
                gettext_lazy("Score of the instrument as printed, 0–100."),
                read=cells.score,
                path=f"stated__{code}",
                example="81.12",
            ),
            Column(
                f"{code}_level",
                format_lazy(gettext_lazy("level of {}"), code),
                gettext_lazy("As printed; may stay empty."),
                read=cells.limited(LEVEL_LENGTH),
                path=f"stated__{code}_level",
                example="B",
            ),
        )
    )


class DeclaredResource(ResultResource):
    """What the official result declares, kept apart from what the portal computes."""

    name = "declared"
    title = gettext_lazy("declared results")
    agency_path = "agency"
    columns = (
        YEAR,
        Column(
            "total",
            gettext_lazy("declared total"),
            gettext_lazy("As the official result prints it, 0–100 with two decimals."),
            read=cells.score,
            path="declared_total",
            example="85.66",
            also=("คะแนนรวม", "คะแนนภาพรวม"),
        ),
        Column(
            "level",
            gettext_lazy("declared level"),
            gettext_lazy("As the official result prints it."),
            read=cells.limited(LEVEL_LENGTH),
            path="declared_level",
            example="A",
            also=("ระดับ", "ระดับผลการประเมิน"),
        ),
    )
    last_columns = (
        Column(
            "source",
            gettext_lazy("source"),
            gettext_lazy("Where the official result was published: document or address."),
            read=cells.limited(500),
            path="source",
        ),
        Column(
            "announced_on",
            gettext_lazy("announced on"),
            gettext_lazy("Date of the official announcement, B.E."),
            read=cells.date,
            path="announced_on",
            example="01/08/2565",
        ),
    )

    class Meta:
        model = Assessment

    def __init__(self, **kwargs):
        codes = Instrument.objects.order_by("position").values_list("code", flat=True)
        self.codes = tuple(dict.fromkeys(codes))
        super().__init__(**kwargs)

    def file_columns(self):
        return (*self.columns, *instrument_columns(self.codes), *self.last_columns)

    def identify(self, record, agency):
        framework = self.years.framework(record, YEAR)
        if framework is None:
            return ()
        own = {instrument.code for instrument in framework.instruments.all()}
        for column in instrument_columns(set(self.codes) - own):
            if record.get(column.name) not in (None, ""):
                record.refuse(column, _("The rules of this year have no such instrument."))
        record.found |= {"agency": agency, "framework": framework}
        return (agency.pk, framework.fiscal_year)

    def judge(self, records):
        self.refuse_repeated(records, YEAR)
        sound = [record for record in records if record.key and not record.faults]
        scores = {
            (result.agency_id, result.fiscal_year): {row.indicator.number: row.score for row in result.scores.all()}
            for result in results_of(sound).with_scores()
        }
        for record in sound:
            self._judge_points(record, scores.get(record.key, {}))
        return records

    def _judge_points(self, record: Record, scores: dict[int, Decimal | None]) -> None:
        rules = record.found["framework"].rules()
        declared = Declared({rule.code: record.get(rule.code) for rule in rules.instruments}, record.get("total"))
        columns = {column.name: column for column in instrument_columns(self.codes)}
        for code, better in points.instruments_from_points(rules, scores, declared).items():
            if self.convert:
                record.values[code] = better
            else:
                weight = next(rule.weight for rule in rules.instruments if rule.code == code)
                record.refuse(columns[code], offer(better, weight=weight))

    def prepare(self, records):
        results, new = prepared(records)
        for result in self.rows(Assessment.objects.filter(pk__in=[result.pk for result in results.values()])):
            key = (result.agency_id, result.fiscal_year)
            (self.made if key in new else self.existing)[key] = with_stated(result)

    def init_instance(self, row=None):
        return self.made[row["record"].key]

    def after_save_instance(self, instance, row, **kwargs):
        there = {declared.instrument.code: declared for declared in instance.declared_instruments.all()}
        for instrument in row["record"].found["framework"].instruments.all():
            kept = there.get(instrument.code) or DeclaredInstrument(assessment=instance, instrument=instrument)
            stated = (instance.stated.get(instrument.code), instance.stated.get(f"{instrument.code}_level") or "")
            if stated != (kept.score, kept.level):
                kept.score, kept.level = stated
                kept.save()

    def rows(self, queryset):
        results = Assessment.objects.all()
        if queryset is not None:
            results = results.filter(pk__in=queryset.values("pk"))
        return (
            results.select_related("agency", "framework")
            .prefetch_related("declared_instruments__instrument")
            .order_by("-framework__fiscal_year", "agency")
        )

    def lines(self, instance):
        return super().lines(with_stated(instance))


def with_stated(assessment: Assessment) -> Assessment:
    """The result with what is declared for its instruments at hand, by the names of the columns."""
    assessment.stated = {}
    for row in assessment.declared_instruments.all():
        assessment.stated |= {row.instrument.code: row.score, f"{row.instrument.code}_level": row.level}
    return assessment
