"""Spreadsheets in the staff's room: look, confirm, read it in the history; and whatever is sent, no broken page."""

import io
import os
import re
import time
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from agencies.models import User
from assessments.models import Assessment, IndicatorScore
from ita_portal import roles
from measures.models import Measure, Round
from staff.importing import uploads
from tests.factories import keep_frameworks_of, make_agency, make_assessment, make_division, make_user
from tests.files import csv_file, scores_file, xlsx
from tests.readers import soup
from tests.spreadsheets.bad_files import BAD
from tests.spreadsheets.pages import PLANS, RESULTS, address, confirm, kept_files, send, ticket_of
from tests.staff_pages import browser

pytestmark = pytest.mark.django_db


def test_a_file_is_looked_at_confirmed_and_told_of_in_the_history(agency, office):
    assessment = make_assessment(agency)
    preview = send(office, scores_file([2565, 1, "๙๐"], [2565, 2, "77.85"]))
    row = soup(preview).select_one("table.differences tbody tr")
    assert [change.get_text() for change in row.select("del, ins")] == ["87.49", "90.00"]
    assert len(soup(preview).select("table.differences tbody tr")) == 1
    assert assessment.scores.get(indicator__number=1).score != 90

    done = confirm(office, ticket_of(preview))
    assert "แก้ไข 1" in soup(done).select_one(".messagelist .success").get_text()
    assert assessment.scores.get(indicator__number=1).score == 90
    entry = LogEntry.objects.get()
    assert (entry.get_edited_object(), "ผลการประเมิน.xlsx" in entry.change_message) == (assessment, True)
    assert kept_files() == []


def test_measures_and_rounds_are_brought_in_from_the_list_of_plans(agency, office):
    make_division(agency)
    columns = ["fiscal_year", "measure", "title", "step_text", "divisions", "indicators"]
    preview = send(office, xlsx(columns, [2566, 1, "มาตรการ", "ขั้นแรก\nต่อ", "ทุกกอง", "4"]), table="measures", of=PLANS)
    assert "1. ขั้นแรก<br>ต่อ" in preview.content.decode()
    confirm(office, ticket_of(preview), of=PLANS)
    assert Measure.objects.get().steps.get().text == "ขั้นแรก\nต่อ"
    columns = ["fiscal_year", "round", "title", "covers_from", "covers_to"]
    preview = send(
        office, csv_file(columns, [2566, "final", "รอบสอง", "1/4/2566", "30/9/2566"]), table="rounds", of=PLANS
    )
    confirm(office, ticket_of(preview), of=PLANS)
    assert Round.objects.get(kind="final").title == "รอบสอง"


@pytest.mark.parametrize(
    ("table", "of", "lines"),
    [
        ("scores", RESULTS, [["fiscal_year", "indicator", "score"], [2565, 1, "90"]]),
        ("declared", RESULTS, [["fiscal_year", "total"], [2565, "85.66"]]),
        (
            "rounds",
            PLANS,
            [
                ["fiscal_year", "round", "title", "covers_from", "covers_to"],
                [2566, "progress", "รอบ", "1/10/2565", "31/3/2566"],
            ],
        ),
    ],
)
def test_a_year_that_was_not_there_is_confirmed_as_it_was_shown(agency, office, table, of, lines):
    preview = send(office, xlsx(*lines), table=table, of=of)
    done = confirm(office, ticket_of(preview), of=of)
    assert "เพิ่มใหม่ 1 แถว" in soup(done).select_one(".messagelist .success").get_text()


def test_the_preview_says_what_was_left_out(agency, office):
    preview = send(office, xlsx(["fiscal_year", "indicator", "score"], [2565, 1, 50], สรุป=[["x"]]))
    assert "สรุป" in soup(preview).select_one("section .notice").get_text()
    assert soup(confirm(office, ticket_of(preview))).select_one(".messagelist .success")


def test_a_template_is_offered_for_every_year_that_has_rules(agency, office):
    keep_frameworks_of(2564, 2565)
    page = soup(office.get(address("spreadsheets")))
    links = [link["href"] for link in page.select("#content a[href*='scores/template.xlsx?year']")]
    assert [link[-4:] for link in links] == ["2565", "2564"]
    sheet = load_workbook(io.BytesIO(office.get(links[1]).content)).worksheets[0]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == {2564}


def test_a_file_that_says_what_is_there_already_offers_nothing_to_save(agency, office):
    make_assessment(agency)
    page = soup(send(office, scores_file([2565, 1, "87.49"])))
    assert page.select_one("input[name=ticket]") is None
    assert page.select_one("table.differences") is None
    assert kept_files() == []


def test_all_faults_stand_on_the_page_with_row_column_value_and_reason(agency, office):
    page = soup(send(office, scores_file([2565, 1, 8749], [2023, 2, 50])))
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("table.faults tbody tr")]
    assert [row[0] for row in rows] == ["2", "3"]
    assert [row[2] for row in rows] == ["8749", "2023"]
    assert "87.49" in rows[0][3]
    assert "2566" in rows[1][3]
    assert page.select_one("input[name=ticket]") is None
    assert page.select_one("input[type=file]")


def test_a_long_list_of_faults_or_changes_is_cut_and_counted(agency, office):
    page = soup(send(office, scores_file(*([2565, 1, 101] for _row in range(300)))))
    assert len(page.select("table.faults tbody tr")) == 200
    assert re.search(r"\d+", page.select_one("section.module > p").get_text())[0] == "399"


@pytest.mark.parametrize("name", BAD)
def test_no_bad_file_breaks_the_page(agency, office, name):
    response = send(office, BAD[name][0])
    assert response.status_code == 200
    assert soup(response).select("table.faults tbody tr, ul.errorlist li")
    assert not Assessment.objects.exists()
    assert kept_files() == []


def test_points_are_converted_when_the_box_is_ticked(agency, office):
    points = ["5.25", "4.67", "4.91", "4.68", "4.82", "7.84", "8.59", "8.40", "19.00", "17.50"]
    data = scores_file(*([2565, number, figure] for number, figure in enumerate(points, start=1)))
    assert len(soup(send(office, data)).select("table.faults tbody tr")) == 10
    confirm(office, ticket_of(send(office, data, convert="on")))
    assert IndicatorScore.objects.get(indicator__number=10).score == 87.5


def test_only_results_can_be_points(agency, office):
    assert soup(office.get(address("spreadsheets"))).select_one("input[name=convert]")
    assert soup(office.get(address("spreadsheets", of=PLANS))).select_one("input[name=convert]") is None


@pytest.mark.parametrize("ticket", ["", "nonsense", "WyJhIl0:1vMZ:x"])
def test_a_made_up_ticket_leads_back_to_the_form(agency, office, ticket):
    response = confirm(office, ticket)
    assert soup(response).select_one(".messagelist .error")
    assert soup(response).select_one("input[type=file]")


def test_a_ticket_is_good_once_and_for_its_owner_only(agency, office):
    ticket = ticket_of(send(office, scores_file([2565, 1, 50])))
    colleague = browser(make_user("colleague", agency=agency))
    assert soup(confirm(colleague, ticket)).select_one(".messagelist .error")
    assert soup(confirm(office, ticket)).select_one(".messagelist .success")
    assert soup(confirm(office, ticket)).select_one(".messagelist .error")


def test_a_file_whose_preview_was_never_confirmed_is_forgotten(agency, office):
    ticket = ticket_of(send(office, scores_file([2565, 1, 50])))
    (name,) = kept_files()
    long_ago = time.time() - 2 * 60 * 60
    os.utime(Path(default_storage.path(f"{uploads.FOLDER}/{name}")), (long_ago, long_ago))
    send(office, scores_file([2565, 1, 60]))
    assert len(kept_files()) == 1
    assert soup(confirm(office, ticket)).select_one(".messagelist .error")


def test_what_became_wrong_since_the_preview_is_told_and_nothing_is_saved(agency, office):
    make_division(agency, "กองคลัง")
    columns = ["fiscal_year", "measure", "title", "divisions"]
    preview = send(office, xlsx(columns, [2566, 1, "มาตรการ", "กองคลัง"]), table="measures", of=PLANS)
    agency.divisions.update(is_active=False)
    page = soup(confirm(office, ticket_of(preview), of=PLANS))
    assert "กองคลัง" in page.select_one("table.faults").get_text()
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    "fields", [{}, {"table": "measures"}, {"table": "scores"}, {"table": "scores", "file": "text"}]
)
def test_an_incomplete_form_comes_back(agency, office, fields):
    assert soup(office.post(address("spreadsheets"), fields)).select("ul.errorlist li")


@pytest.mark.parametrize("path", ["unknown.xlsx", "scores.pdf", "measures.csv", "unknown/template.xlsx"])
def test_a_table_or_format_that_is_not_there_is_not_found(agency, office, path):
    assert office.get(address("spreadsheets") + path).status_code == 404


def test_a_division_officer_takes_out_but_brings_nothing_in(agency):
    make_assessment(agency)
    officer = browser(make_user(agency=agency, role=User.Role.OFFICER))
    assert soup(officer.get(address("spreadsheets"))).select_one("input[type=file]") is None
    assert send(officer, scores_file([2565, 1, 50])).status_code == 403
    assert confirm(officer, "x").status_code == 403
    assert b"87.49" in officer.get(address("spreadsheets_export", "scores", "csv")).content


def test_who_may_not_read_the_list_gets_no_file(agency, monkeypatch):
    make_assessment(agency)
    monkeypatch.setitem(roles.PERMISSIONS, User.Role.OFFICER, frozenset())
    officer = browser(make_user(agency=agency, role=User.Role.OFFICER))
    for page in ("spreadsheets/", "spreadsheets/scores.csv", "spreadsheets/scores/template.xlsx"):
        assert officer.get(address("changelist") + page).status_code == 403


def test_the_rows_of_another_agency_come_neither_in_nor_out(agency, office):
    other = make_agency("องค์การบริหารส่วนตำบลอื่น")
    make_assessment(other, scores=["11.11"] * 10)
    make_assessment(agency)
    foreign = xlsx(["agency", "fiscal_year", "indicator", "score"], [other.name, 2565, 1, 50])
    assert soup(send(office, foreign)).select_one("table.faults tbody tr")
    data = office.get(address("spreadsheets_export", "scores", "csv")).content.decode()
    assert ("87.49" in data, "11.11" in data, other.name in data) == (True, False, False)
