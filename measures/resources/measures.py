"""The measures of a plan: one row of the file for each step, brought together by the number of the measure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Division
from assessments.resources.years import Years, no_such_indicator
from measures.models import Measure
from spreadsheets import cells
from spreadsheets.tables import Column, Record
from staff.importing.resource import TableResource

from .owners import Owners, listed, owners_of
from .plans import PLAN_YEAR, prepared
from .stated import STATED, refuse_stated, stated_budget, take_budget

NUMBER = Column(
    "measure",
    gettext_lazy("number of the measure"),
    gettext_lazy("Rows with the same number are the steps of one measure."),
    read=cells.whole,
    path="number",
    is_key=True,
    is_required=True,
    example="1",
    also=("มาตรการที่", "ลำดับ", "ลำดับที่", "ที่"),
)
TITLE = Column(
    "title",
    gettext_lazy("title of the measure"),
    gettext_lazy("What the measure is called. Enough in the first row of a measure."),
    path="title",
    example="มาตรการส่งเสริมการใช้ทรัพย์สินของทางราชการ",
    also=("มาตรการ", "ชื่อมาตรการ"),
)
STEP = Column(
    "step",
    gettext_lazy("number of the step"),
    gettext_lazy("May be left out; the steps then stand in the order of the rows."),
    read=cells.whole,
    example="1",
    also=("ขั้นตอนที่",),
)
STEP_TEXT = Column(
    "step_text",
    gettext_lazy("step or method"),
    gettext_lazy("One step in each row. The rows of a measure are all its steps: one that is missing is deleted."),
    example="จัดทำคู่มือการยืมทรัพย์สิน",
    also=("ขั้นตอน", "วิธีการ", "ขั้นตอนหรือวิธีการ"),
)
OWNERS = Column(
    "divisions",
    gettext_lazy("responsible divisions"),
    gettext_lazy("Names of divisions, one a line or separated by semicolons, or “ทุกกอง”. Enough in the first row."),
    path="stated__owners",
    write=listed,
    example="สำนักปลัด; กองคลัง",
    also=("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ"),
)
INDICATORS = Column(
    "indicators",
    gettext_lazy("indicators it serves"),
    gettext_lazy("Numbers of last year's indicators, separated by semicolons. Enough in the first row."),
    read=cells.wholes,
    path="stated__indicators",
    write=lambda numbers: "; ".join(map(str, numbers)),
    example="4; 5",
    also=("ตัวชี้วัด", "ตัวชี้วัดที่เกี่ยวข้อง"),
)
STEPS = Column(
    "steps",
    gettext_lazy("steps"),
    "",
    path="stated__steps",
    write=lambda steps: "\n".join(f"{number}. {text}" for number, text in enumerate(steps, start=1)),
)
# What is said of a measure as a whole, and needs to stand in one of its rows only.
OF_MEASURE = (TITLE, OWNERS, INDICATORS, *STATED)


class MeasureResource(TableResource):
    """Measures with their steps, owners and the indicators that they serve."""

    name = "measures"
    title = gettext_lazy("measures")
    agency_path = "plan__agency"
    subject_name = "plan"
    columns = (PLAN_YEAR, NUMBER, TITLE, STEP, STEP_TEXT, OWNERS, INDICATORS, *STATED)

    class Meta:
        model = Measure

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.years = Years()

    def compared_columns(self):
        return (PLAN_YEAR, NUMBER, TITLE, STEPS, OWNERS, INDICATORS, *STATED)

    def identify(self, record, agency):
        year, number = record.get("fiscal_year"), record.get("measure")
        if year is None or number is None:
            return ()
        if number < 1:
            record.refuse(NUMBER, _("Measures are numbered from 1."))
            return ()
        record.found["agency"] = agency
        return (agency.pk, year, number)

    def judge(self, records):
        rows = defaultdict(list)
        for record in records:
            if record.key:
                rows[record.key].append(record)
        self.existing = _existing(rows)
        divisions = defaultdict(list)
        for division in Division.objects.filter(agency__in={key[0] for key in rows}):
            divisions[division.agency_id].append(division)
        for key, group in rows.items():
            owned = set(self.existing[key].stated["owners"].names) if key in self.existing else set()
            known = [division for division in divisions[key[0]] if division.is_active or division.name in owned]
            for record in group:
                _read_owners(record, known)
                self._check_indicators(record)
        return [self._together(group) for group in rows.values()]

    def _check_indicators(self, record: Record) -> None:
        year = record.key[1] - 1
        known = self.years.indicators(year)
        for number in record.get("indicators") or ():
            if not known:
                reason = _("The measures answer the result of fiscal year %(year)s, which has no rules yet.")
                record.refuse(INDICATORS, reason % {"year": year})
                return
            if number not in known:
                record.refuse(INDICATORS, no_such_indicator(number, year, known))

    def _together(self, rows: list[Record]) -> Record:
        """The measure that the rows make up; what they contradict each other in is refused."""
        first = rows[0]
        measure = Record(first.number, first.cells, key=first.key, found=first.found)
        for column in (PLAN_YEAR, NUMBER, *OF_MEASURE):
            _take_common(measure, column, rows)
        title = measure.get("title")
        if title == "" or (title is None and measure.key not in self.existing):
            first.refuse(TITLE, _("The measure has no title."))
        refuse_stated(first, measure, measure.key[1], self.existing.get(measure.key))
        steps = _steps(rows)
        if steps is not None:
            measure.values["steps"] = steps
        return measure

    def prepare(self, records):
        plans, _new = prepared(records)
        for record in records:
            record.found["plan"] = plans[record.key[:2]]

    def init_instance(self, row=None):
        record = row["record"]
        measure = Measure(plan=record.found["plan"], number=record.get("measure"))
        measure.stated = {"steps": (), "owners": Owners(), "indicators": (), "budget": ""}
        return measure

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        instance.every_division = instance.stated["owners"].every
        take_budget(instance)

    def after_save_instance(self, instance, row, **kwargs):
        stated, agency = instance.stated, row["record"].found["agency"]
        write_steps(instance, stated["steps"])
        instance.divisions.set(agency.divisions.filter(name__in=stated["owners"].names))
        known = self.years.indicators(row["record"].key[1] - 1)
        instance.indicators.set([known[number] for number in stated["indicators"]])

    def rows(self, queryset):
        measures = complete(Measure.objects.order_by("-plan__fiscal_year", "plan__agency", "number"))
        return measures if queryset is None else measures.filter(plan__in=queryset.values("pk"))

    def lines(self, instance):
        told = dict(zip(self.fields, self.export_resource(with_stated(instance)), strict=True))
        keys = [column.name for column in self.told((PLAN_YEAR, NUMBER))]
        names = [column.name for column in self.told(self.columns)]
        for number, text in enumerate(instance.stated["steps"] or ("",), start=1):
            step = {"step": number, "step_text": text} if instance.stated["steps"] else {}
            line = {**(told if number == 1 else {name: told[name] for name in keys}), **step}
            yield [line.get(name, "") for name in names]


def complete(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """With all that a row tells, in a fixed number of queries."""
    return measures.select_related("plan__agency").prefetch_related("steps", "divisions", "indicators__framework")


def with_stated(measure: Measure) -> Measure:
    """The measure with its steps, owners and indicators as plain values at hand."""
    year = measure.plan.fiscal_year - 1
    measure.stated = {
        "steps": tuple(step.text for step in measure.steps.all()),
        "owners": Owners(measure.every_division, tuple(division.name for division in measure.divisions.all())),
        "indicators": tuple(
            sorted(
                indicator.number for indicator in measure.indicators.all() if indicator.framework.fiscal_year == year
            )
        ),
        "budget": stated_budget(measure),
    }
    return measure


def write_steps(measure: Measure, texts: Sequence[str]) -> None:
    """Make these the measure's steps; a step that stays keeps its row, so that its history goes on."""
    there = list(measure.steps.all())
    for step, text in zip(there, texts, strict=False):
        if step.text != text:
            step.text = text
            step.save()
    for surplus in there[len(texts) :]:
        surplus.delete()
    last = there[-1].position if there else 0
    for position, text in enumerate(texts[len(there) :], start=last + 1):
        measure.steps.create(position=position, text=text)


def _existing(keys: Iterable[tuple]) -> dict[tuple, Measure]:
    measures = Measure.objects.filter(
        plan__agency__in={key[0] for key in keys}, plan__fiscal_year__in={key[1] for key in keys}
    )
    return {
        (measure.plan.agency_id, measure.plan.fiscal_year, measure.number): with_stated(measure)
        for measure in complete(measures)
    }


def _read_owners(record: Record, divisions: Sequence[Division]) -> None:
    if "divisions" not in record.values:
        return
    try:
        record.values["divisions"] = owners_of(record.values["divisions"], divisions)
    except cells.Refused as reason:
        record.refuse(OWNERS, str(reason))
        del record.values["divisions"]


def _take_common(measure: Record, column: Column, rows: Sequence[Record]) -> None:
    """Give the measure the value that its rows state; empty cells state nothing as long as another does."""
    given = [record for record in rows if column.name in record.values]
    stating = [record for record in given if record.cells[column.name].strip()]
    for record in stating[1:]:
        if not cells.same(record.get(column.name), stating[0].get(column.name)):
            reason = _("Row %(row)s says otherwise of the same measure.")
            record.refuse(column, reason % {"row": stating[0].number})
    if given:
        measure.values[column.name] = (stating or given)[0].get(column.name)


def _steps(rows: Sequence[Record]) -> tuple[str, ...] | None:
    """The steps in order; None when the file does not speak of steps."""
    if not any("step_text" in record.values for record in rows):
        return None
    filled = [record for record in rows if record.get("step_text")]
    numbered = [record for record in rows if record.get("step") is not None]
    for record in numbered:
        if record not in filled:
            record.refuse(STEP_TEXT, _("The step has a number but no text."))
    if numbered and len(numbered) < len(filled):
        bare = next(record for record in filled if record not in numbered)
        bare.refuse(STEP, _("Number all steps of a measure or none."))
    _refuse_repeated_steps(numbered)
    return tuple(record.get("step_text") for record in sorted(filled, key=lambda record: record.get("step") or 0))


def _refuse_repeated_steps(numbered: Sequence[Record]) -> None:
    first: dict[int, int] = {}
    for record in numbered:
        row = first.setdefault(record.get("step"), record.number)
        if row != record.number:
            record.refuse(STEP, _("Row %(row)s has the same number of a step.") % {"row": row})
