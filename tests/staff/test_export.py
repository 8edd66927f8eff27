"""What goes out can come in again and changes nothing, in every table and both kinds of file."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.translation import override
from openpyxl import load_workbook

from agencies.models import Agency
from assessments.models import Assessment, DeclaredInstrument, Indicator, IndicatorScore
from assessments.resources import ScoreResource
from measures.models import Measure, Plan, Round, Step
from spreadsheets import tables, workbook
from spreadsheets.formula_guard import harmless
from staff.importing.formats import CSV, FORMATS, XLSX
from tests.factories import (
    SCORES,
    keep_frameworks_of,
    load_sample,
    make_agency,
    make_assessment,
    make_division,
    make_measure,
    make_user,
    make_year,
)
from tests.files import RESOURCES, imported

# All that a text can do to a file: lines of every kind, starts of formulas, quotes, separators, what XML cannot hold.
TEXTS = [
    "บรรทัดแรก\nบรรทัดสอง\n\nบรรทัดสี่",
    "บรรทัดแรก\r\nบรรทัดสอง",
    "=SUM(A1:A9)",
    "-ข้อแรก",
    "+66 2 123 4567",
    "@ทุกกอง",
    "'ในเครื่องหมาย'",
    "'=1+1",
    "\t=1",
    "  มีช่องว่างรอบ  ",
    'คำว่า "โปร่งใส", และ; อื่น ๆ\tต่อท้าย',
    "\u200bช่องว่างที่มองไม่เห็น\ufeff",
    "ขึ้นบรรทัดใน Word\vแบบนี้",
    "<b>ไม่ใช่ HTML</b> & อื่น ๆ",
    "รหัส _x0041_x0042_ และ _x000B\v",
]


def every_value() -> list[list[dict]]:
    """All values of all rows that the tables tell, byte for byte."""
    results = [Assessment, IndicatorScore, DeclaredInstrument]
    plans = [Plan, Round, Measure, Measure.divisions.through, Measure.indicators.through, Step]
    return [list(model.objects.order_by("pk").values()) for model in (*results, *plans)]


def exported(resource, file_format, *, agencies=None, **options) -> bytes:
    agencies = Agency.objects.all() if agencies is None else agencies
    return file_format.write(resource(agencies=agencies).export(**options))


def fill_with_odd_texts(agency: Agency) -> None:
    """A year whose texts are all of the kind that gets lost on the way, with values left empty here and there."""
    make_division(agency)
    plan = make_year(agency)
    old = make_division(agency, "กองเดิม; ยุบแล้ว", is_active=False)
    for score, text in zip(agency.assessments.get().scores.all(), TEXTS, strict=False):
        score.finding, score.recommendation, score.is_urgent = text, text[::-1], len(text) > 20
        score.score = None if score.indicator.number == 3 else score.score
        score.save()
    agency.assessments.update(declared_total="85.66", source=TEXTS[2], announced_on=datetime.date(2022, 8, 1))
    agency.assessments.get().declared_instruments.filter(instrument__code="IIT").update(score="81.12", level=TEXTS[3])
    for number, text in enumerate(TEXTS, start=2):
        owners = {"divisions": (old,)} if number % 2 else {"every_division": number % 3 == 0}
        steps = (text, "", text[::-1])[: number % 4]
        make_measure(plan, number, title=text, steps=steps, indicators=(1, 10), **owners, **stated(number, text))
    plan.rounds.filter(kind="final").update(title=TEXTS[4], due_on=datetime.date(2023, 10, 15))
    plan.rounds.get(kind="progress").close(by=make_user("closer"))


def stated(number: int, text: str) -> dict:
    """What some plans state of a measure besides; every third an amount, every third that none is needed."""
    budget = [{}, {"budget": Decimal("20000.50")}, {"needs_no_budget": True}][number % 3]
    period = {"starts_on": datetime.date(2022, 10, 1), "ends_on": datetime.date(2023, 3, 31)}
    return {**budget, "success_indicator": text, "target": text[::-1], **(period if number % 2 else {})}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("file_format", FORMATS, ids=["xlsx", "csv"])
@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_what_was_exported_changes_nothing_when_it_is_imported(resource, file_format, language):
    fill_with_odd_texts(make_agency())
    Step.objects.filter(text="").delete()
    before = every_value()
    with override(language):
        data = exported(resource, file_format)
    result = imported(resource, data)
    assert result.faults == ()
    assert (result.totals["skip"], result.has_changes()) == (result.total_rows, False)
    assert every_value() == before


@pytest.mark.parametrize("file_format", FORMATS, ids=["xlsx", "csv"])
@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_several_agencies_go_out_and_come_in_together(resource, file_format):
    for name in ("องค์การบริหารส่วนตำบลหนึ่ง", "องค์การบริหารส่วนตำบลสอง"):
        make_year(make_agency(name))
    before = every_value()
    result = imported(resource, exported(resource, file_format))
    assert (result.faults, result.has_changes(), result.total_rows > 1) == ((), False, True)
    assert every_value() == before


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_the_real_sample_goes_out_and_comes_in_unchanged(resource):
    load_sample()
    before = every_value()
    result = imported(resource, exported(resource, XLSX))
    assert (result.faults, result.has_changes()) == ((), False)
    assert every_value() == before


@pytest.mark.parametrize("file_format", FORMATS, ids=["xlsx", "csv"])
@pytest.mark.django_db
def test_what_was_exported_fills_an_agency_that_is_empty(file_format):
    full = make_agency()
    make_year(full)
    files = {resource: exported(resource, file_format) for resource in RESOURCES}
    empty = make_agency("องค์การบริหารส่วนตำบลใหม่")
    make_division(empty)
    for resource in RESOURCES:
        assert imported(resource, files[resource], agencies=Agency.objects.filter(pk=empty.pk)).faults == ()
    for resource in RESOURCES:
        only = [
            exported(resource, file_format, agencies=Agency.objects.filter(pk=agency.pk)) for agency in (full, empty)
        ]
        assert rows_of(only[0]) == rows_of(only[1])


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_only_ones_own_rows_go_out(resource):
    agency, other = make_agency(), make_agency("องค์การบริหารส่วนตำบลอื่น")
    make_year(agency)
    plan = make_year(other)
    foreign = Agency.objects.for_user(make_user(agency=other))
    data = exported(resource, CSV, agencies=foreign)
    assert len(rows_of(data)) > 1
    assert agency.name not in data.decode()
    every = {"scores": other.assessments, "declared": other.assessments}.get(resource.name, type(plan).objects)
    assert exported(resource, CSV, agencies=foreign, queryset=type(every.first()).objects.all()) == data
    assert len(rows_of(exported(resource, CSV, agencies=Agency.objects.none()))) == 1


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_only_the_chosen_rows_go_out(resource):
    agency = make_agency()
    plan = make_year(agency)
    make_year(agency, 2564)
    chosen = agency.plans.filter(pk=plan.pk) if resource.agency_path == "plan__agency" else agency.assessments.all()[:1]
    years = {row[0] for row in rows_of(exported(resource, CSV, queryset=chosen))[1:]}
    assert len(years) == 1


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_no_cell_of_a_file_runs_as_a_formula(resource):
    fill_with_odd_texts(make_agency())
    for row in rows_of(exported(resource, CSV)):
        assert [harmless(cell) for cell in row] == row
    book = load_workbook(io.BytesIO(exported(resource, XLSX)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"n", "s"}


def test_neither_headings_nor_texts_of_a_workbook_become_formulas():
    book = load_workbook(io.BytesIO(workbook.write([workbook.Page("x", ["=1+1"], [["=2+2"]])])))
    assert [cell.data_type for row in book.active.iter_rows() for cell in row] == ["s", "s"]


@pytest.mark.django_db
def test_scores_stay_numbers_in_excel_and_keep_two_decimals_in_csv():
    make_year(make_agency())
    with override("en"):
        book = load_workbook(io.BytesIO(exported(RESOURCES[0], XLSX)))
        (first, *_rest) = rows_of(exported(RESOURCES[0], CSV))[1:]
    assert book.active["D2"].value == 87.49
    assert first[3] == "87.49"


@pytest.mark.django_db
def test_a_text_that_is_too_long_for_excel_is_not_cut_but_refused():
    agency = make_agency()
    make_year(agency)
    agency.assessments.get().scores.filter(indicator__number=1).update(finding="ก" * 32_768)
    with pytest.raises(ValueError, match="CSV"):
        exported(RESOURCES[0], XLSX)
    assert imported(RESOURCES[0], exported(RESOURCES[0], CSV)).has_changes() is False


# Templates


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_a_blank_template_explains_every_column_and_says_nothing_yet(resource):
    agency = make_agency()
    data = resource(agencies=Agency.objects.all()).template()
    table, explanation = load_workbook(io.BytesIO(data)).worksheets
    headings = [cell.value for cell in table[1]]
    assert [row[0].value for row in explanation.iter_rows(min_row=2)] == headings
    assert all(row[3].value for row in explanation.iter_rows(min_row=2))
    with override("en"):
        faults = imported(resource, data).faults
    if resource.template_years():
        assert faults == ()
    else:
        assert ["no rows below" in str(fault.reason) for fault in faults] == [True]
    assert agency.name not in headings


@pytest.mark.django_db
def test_a_template_of_scores_holds_the_indicators_of_the_latest_year_without_a_result():
    keep_frameworks_of(2563, 2564, 2565)
    agency = make_agency()
    make_assessment(agency, 2565)
    data = ScoreResource(agencies=Agency.objects.all()).template()
    _headings, *rows = rows_of(data)
    names = list(Indicator.objects.filter(framework__fiscal_year=2564).values_list("name", flat=True))
    assert rows == [["2564", str(number), name, "", "", "", ""] for number, name in enumerate(names, start=1)]
    assert imported(ScoreResource, data).has_changes() is False


@pytest.mark.django_db
def test_a_template_of_a_year_that_has_a_result_holds_it_so_that_no_empty_cell_takes_it_away():
    agency = make_agency()
    make_assessment(agency, 2565)
    data = ScoreResource(agencies=Agency.objects.all()).template("2565")
    assert [row[3] for row in rows_of(data)[1:]] == [f"{float(score):g}" for score in SCORES]
    assert imported(ScoreResource, data).has_changes() is False


@pytest.mark.parametrize("year", ["", "2570", "x", "9" * 400])
@pytest.mark.django_db
def test_a_template_of_no_known_year_is_that_of_the_latest(year):
    keep_frameworks_of(2564)
    for name in ("องค์การบริหารส่วนตำบลหนึ่ง", "องค์การบริหารส่วนตำบลสอง"):
        make_agency(name)
    headings, *rows = rows_of(ScoreResource(agencies=Agency.objects.all()).template(year))
    assert (len(rows), {row[headings.index("ปีงบประมาณ (พ.ศ.)")] for row in rows}) == (10, {"2564"})
    assert {row[0] for row in rows} == {""}


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_the_examples_of_a_template_can_be_imported(resource):
    agency = make_agency()
    for name in ("สำนักปลัด", "กองคลัง"):
        make_division(agency, name)
    columns = resource(agencies=Agency.objects.all()).file_columns()
    file = io.StringIO(newline="")
    csv.writer(file).writerows([[column.name for column in columns], [column.example for column in columns]])
    assert imported(resource, file.getvalue().encode()).faults == ()


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_no_heading_means_two_columns(resource):
    table = resource(agencies=Agency.objects.all())
    columns = [*table.agency_columns, *table.file_columns()]
    spellings = [
        spelling for column in columns for spelling in tables.spellings(column.name, column.heading, *column.also)
    ]
    assert len(spellings) == len(set(spellings))


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a CSV file, or of the first sheet of a workbook as text."""
    if data.startswith(b"PK"):
        rows = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.django_db
def test_the_manual_names_every_column(resource):
    manual = (settings.BASE_DIR / "docs" / "import.md").read_text()
    table = resource()
    columns = [*table.agency_columns, *table.file_columns()]
    assert [column.name for column in columns if f"`{column.name}`" not in manual] == []
