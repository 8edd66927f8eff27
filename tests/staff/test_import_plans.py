"""Measures with their steps and owners, and rounds, as people bring them in as XLSX."""

import datetime

import pytest

from measures.models import Measure, Plan, Round
from measures.resources import MeasureResource, RoundResource
from tests.factories import keep_frameworks_of, make_division, make_measure, make_plan, make_user
from tests.files import imported, xlsx
from tests.staff.imports import MEASURE_COLUMNS, told

pytestmark = pytest.mark.usefixtures("in_english")


def test_the_rows_of_a_measure_are_its_steps(agency):
    for name in ("สำนักปลัด", "กองคลัง", "กองการศึกษา, ศาสนา"):
        make_division(agency, name)
    rows = [
        [2566, 1, "มาตรการหนึ่ง", "", "ขั้นแรก\nบรรทัดสอง", "กองคลัง; สำนักปลัด", "4; 5"],
        [2566, 1, "", "", "ขั้นสอง", "", ""],
        [2566, 2, "มาตรการสอง", 2, "หลัง", "ทุกกอง", ""],
        [2566, 2, "มาตรการสอง", 1, "ก่อน", "", ""],
        [2566, 3, "มาตรการสาม", "", "", "กองการศึกษา, ศาสนา", "๑๐"],
    ]
    assert imported(MeasureResource, xlsx(MEASURE_COLUMNS, *rows)).faults == ()
    first, second, third = Measure.objects.order_by("number")
    assert [step.text for step in first.steps.all()] == ["ขั้นแรก\nบรรทัดสอง", "ขั้นสอง"]
    assert [str(division) for division in first.divisions.all()] == ["สำนักปลัด", "กองคลัง"]
    assert [indicator.number for indicator in first.indicators.all()] == [4, 5]
    assert ([step.text for step in second.steps.all()], second.every_division) == (["ก่อน", "หลัง"], True)
    assert [str(division) for division in third.divisions.all()] == ["กองการศึกษา, ศาสนา"]
    assert set(Plan.objects.get().rounds.values_list("kind", flat=True)) == set(Round.Kind.values)


def test_steps_that_the_file_no_longer_has_go_and_those_that_stay_keep_their_rows(agency):
    make_division(agency)
    measure = make_measure(make_plan(agency), steps=("หนึ่ง", "สอง", "สาม"))
    kept = measure.steps.first().pk
    rows = [[2566, 1, "มาตรการที่ 1", "", "หนึ่ง", "ทุกกอง", ""], [2566, 1, "", "", "สองใหม่", "", ""]]
    imported(MeasureResource, xlsx(MEASURE_COLUMNS, *rows))
    assert [step.text for step in measure.steps.all()] == ["หนึ่ง", "สองใหม่"]
    assert measure.steps.first().pk == kept


def test_what_rows_say_of_a_measure_must_agree_and_lead_somewhere(agency):
    make_division(agency, "กองคลัง")
    make_division(agency, "กองเก่า", is_active=False)
    rows = [
        [2566, 1, "มาตรการ", 1, "หนึ่ง", "กองเก่า", "11"],
        [2566, 1, "มาตรการอื่น", 1, "สอง", "", ""],
        [2566, 2, "", "", "หนึ่ง", "กองคลัง", "4.5"],
        [2566, 3, "มาตรการ", 1, "", "กองคลัง", ""],
        [2566, 4, "มาตรการ", 1, "หนึ่ง", "", ""],
        [2566, 4, "", "", "สอง", "", ""],
        [2566, 0, "มาตรการ", "", "", "", ""],
    ]
    result = imported(MeasureResource, xlsx(MEASURE_COLUMNS, *rows))
    assert sorted((fault.row, fault.column) for fault in result.faults) == [
        (2, "indicators it serves"),
        (2, "responsible divisions"),
        (3, "number of the step"),
        (3, "title of the measure"),
        (4, "indicators it serves"),
        (4, "title of the measure"),
        (5, "step or method"),
        (7, "number of the step"),
        (8, "number of the measure"),
    ]
    assert "กองคลัง" in str(next(fault for fault in result.faults if fault.value == "กองเก่า").reason)
    assert not Plan.objects.exists()


def test_rounds_are_known_by_their_names_and_get_their_days(agency):
    columns = ["fiscal_year", "round", "title", "covers_from", "covers_to", "due_on"]
    rows = [
        [2566, "progress", "รอบแรก", "1/10/2565", datetime.date(2023, 3, 31), "๑๕ เมษายน ๒๕๖๖"],
        [2566, "สรุปผล (สิ้นปีงบประมาณ)", "รอบสอง", "1/4/2566", "30/9/2566", ""],
    ]
    assert imported(RoundResource, xlsx(columns, *rows)).faults == ()
    progress, final = Round.objects.order_by("covers_to")
    assert (progress.title, progress.due_on) == ("รอบแรก", datetime.date(2023, 4, 15))
    assert (final.covers_from, final.covers_to) == (datetime.date(2023, 4, 1), datetime.date(2023, 9, 30))


def test_days_that_cannot_be_are_refused_at_their_cells(agency):
    columns = ["fiscal_year", "round", "title", "covers_from", "covers_to"]
    rows = [[2566, "รอบแรก", "", "31/2/2566", "31/3/2023"], [2566, "final", "รอบ", "30/9/2566", "1/4/2566"]]
    result = imported(RoundResource, xlsx(columns, *rows))
    assert [(fault.row, fault.column) for fault in result.faults] == [
        (2, "round"),
        (2, "title of the round"),
        (2, "covers from"),
        (2, "covers to"),
        (3, "covers to"),
    ]


def test_a_closed_round_is_not_changed_and_keeps_the_whole_file_out(agency):
    plan = make_plan(agency)
    plan.rounds.get(kind="progress").close(by=make_user())
    columns = ["fiscal_year", "round", "title", "covers_from", "covers_to"]
    rows = [
        [2566, "final", "ใหม่", "1/4/2566", "30/9/2566"],
        [2566, "progress", "ใหม่", "1/10/2565", "31/3/2566"],
    ]
    result = imported(RoundResource, xlsx(columns, *rows))
    assert [(fault.row, "closed" in str(fault.reason)) for fault in result.faults] == [(3, True)]
    assert not plan.rounds.filter(title="ใหม่").exists()


def test_indicators_of_a_year_without_rules_are_refused_once_for_a_row(agency):
    keep_frameworks_of(2565)
    result = imported(MeasureResource, xlsx(MEASURE_COLUMNS, [2567, 1, "มาตรการ", "", "", "", "4; 5"]))
    assert told(result) == [(2, "indicators it serves", "4; 5")]
    assert "2566" in str(result.faults[0].reason)


def test_a_measure_without_a_number_has_no_place(agency):
    result = imported(MeasureResource, xlsx(MEASURE_COLUMNS, [2566, "", "มาตรการ", "", "", "", ""]))
    assert told(result) == [(2, "number of the measure", "")]


def test_the_days_of_an_open_round_are_not_moved_by_a_file(agency):
    plan = make_plan(agency)
    stored = plan.rounds.get(kind="progress")
    columns = ["fiscal_year", "round", "title", "covers_from", "covers_to", "due_on"]
    days = [stored.covers_from, stored.covers_to, stored.due_on]
    moved = imported(RoundResource, xlsx(columns, [2566, "progress", "ใหม่", days[0], "30/04/2566", days[2]]))
    assert "the reason is asked" in " ".join(fault.reason for fault in moved.faults)
    assert plan.rounds.get(kind="progress").covers_to == stored.covers_to
    assert imported(RoundResource, xlsx(columns, [2566, "progress", "ใหม่", *days])).faults == ()
    assert plan.rounds.get(kind="progress").title == "ใหม่"
