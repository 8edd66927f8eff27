"""What some plans state of a measure besides, as optional columns of the measures' file."""

import datetime
from decimal import Decimal

import pytest

from measures.models import Measure
from measures.resources import MeasureResource
from tests.factories import make_division, make_measure, make_plan
from tests.files import imported, xlsx
from tests.staff.imports import MEASURE_COLUMNS, told

COLUMNS = ["fiscal_year", "measure", "starts_on", "ends_on", "success_indicator", "target", "budget"]
STATED = {
    "starts_on": datetime.date(2022, 10, 1),
    "ends_on": datetime.date(2023, 3, 31),
    "success_indicator": "จำนวนผู้ผ่านการอบรม",
    "target": "ร้อยละ 90",
    "budget": Decimal(20_000),
}


@pytest.fixture
def plan(agency, in_english):
    make_division(agency)
    return make_plan(agency)


def columns_of(measure: Measure) -> dict:
    measure.refresh_from_db()
    return {name: getattr(measure, name) for name in STATED}


def test_a_file_states_them_in_the_first_row_of_a_measure(plan):
    rows = [
        [2566, 1, "อบรม", "ขั้นแรก", "1/10/2565", "๓๑ มี.ค. ๒๕๖๖", "จำนวนผู้ผ่านการอบรม", "ร้อยละ 90", "๒๐,๐๐๐ บาท"],
        [2566, 1, "", "ขั้นสอง", "", "", "", "", ""],
    ]
    columns = ["fiscal_year", "measure", "title", "step_text", *STATED]
    assert imported(MeasureResource, xlsx(columns, *rows)).faults == ()
    measure = plan.measures.get()
    assert (measure.steps.count(), columns_of(measure)) == (2, STATED)


def test_a_file_of_before_leaves_them_as_they_are(plan):
    measure = make_measure(plan, **STATED)
    row = [2566, 1, "ชื่อใหม่", "", "จัดทำแนวทาง", "ทุกกอง", ""]
    assert imported(MeasureResource, xlsx(MEASURE_COLUMNS, row)).faults == ()
    assert columns_of(measure) == STATED
    assert measure.title == "ชื่อใหม่"


def test_empty_cells_take_them_away(plan):
    measure = make_measure(plan, **STATED)
    assert imported(MeasureResource, xlsx(COLUMNS, [2566, 1, "", "", "", "", ""])).faults == ()
    assert columns_of(measure) == dict.fromkeys(STATED) | {"success_indicator": "", "target": ""}


@pytest.mark.parametrize("cell", ["none", "ไม่ใช้งบประมาณ", "No budget is needed"])
def test_no_budget_is_another_answer_than_an_empty_cell(plan, cell):
    measure = make_measure(plan, **STATED)
    assert imported(MeasureResource, xlsx(["fiscal_year", "measure", "budget"], [2566, 1, cell])).faults == ()
    measure.refresh_from_db()
    assert (measure.budget, measure.needs_no_budget) == (None, True)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["1/10/2565", "", "", "", ""], "last day"),
        (["", "31/3/2566", "", "", ""], "first day"),
        (["1/4/2566", "31/3/2566", "", "", ""], "last day"),
        (["30/9/2565", "31/3/2566", "", "", ""], "first day"),
        (["1/10/2565", "1/10/2566", "", "", ""], "last day"),
        (["", "", "", "ร้อยละ 90", ""], "success indicator"),
        (["", "", "ผู้ผ่าน", "ก" * 301, ""], "target"),
        (["", "", "", "", "20.000,50"], "budget (baht)"),
        (["", "", "", "", "0"], "budget (baht)"),
        (["", "", "", "", "1.005"], "budget (baht)"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(plan, cells, column):
    measure = make_measure(plan)
    result = imported(MeasureResource, xlsx(COLUMNS, [2566, 1, *cells]))
    assert [(row, heading) for row, heading, _value in told(result)] == [(2, column)]
    assert columns_of(measure)["starts_on"] is None


def test_a_column_that_comes_alone_is_held_against_what_is_there(plan):
    make_measure(plan, **STATED)
    result = imported(MeasureResource, xlsx(["fiscal_year", "measure", "ends_on"], [2566, 1, "1/9/2565"]))
    assert told(result) == [(2, "last day", "1/9/2565")]
