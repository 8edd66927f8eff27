"""My reports: what came back and why, what is due, what waits, what is accepted; and why there is none."""

import datetime

import pytest

from agencies.models import User
from measures.reporting import own
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import page, staff

pytestmark = pytest.mark.django_db


def test_what_came_back_stands_first_with_why(report, officer):
    by = factories.make_user("planner", agency=report.division.agency)
    measure = factories.make_measure(report.round.plan, 2)
    back = factories.make_report(measure, report.round, status="draft")
    back.submit(by=by)
    back.return_for_correction(by=by, note="เพิ่มภาพกิจกรรม")
    shown = soup(officer.get(page("my_reports")))
    assert [heading.get_text() for heading in shown.select("h3")] == ["ส่งกลับให้แก้ไข (1)", "ต้องจัดทำและส่ง (1)"]
    assert "เพิ่มภาพกิจกรรม" in shown.select_one(".report-lines--returned").get_text()


def test_an_officer_sees_the_own_divisions_reports_alone(report, officer, finance):
    factories.make_report(report.measure, report.round, finance, status="submitted")
    assert len(soup(officer.get(page("my_reports"))).select(".report-lines li")) == 1


@pytest.mark.parametrize(("day", "words"), [(12, "เหลือเวลาอีก 3 วัน"), (15, "ครบกำหนดวันนี้"), (17, "เกินกำหนดมาแล้ว 2 วัน")])
def test_it_is_said_how_long_is_left(report, day, words):
    report.round.due_on = datetime.date(2023, 4, 15)
    report.round.save()
    user = factories.make_user("u", agency=report.division.agency, role="officer", division=report.division)
    (line,) = own.rounds_of(user, today=datetime.date(2023, 4, day))[0].due
    assert line.time_left == words
    assert line.is_overdue is (day == 17)


def test_more_time_counts(report):
    report.round.due_on = datetime.date(2023, 4, 15)
    report.round.save()
    user = factories.make_user("u", agency=report.division.agency, role="officer", division=report.division)
    until, at = datetime.date(2023, 4, 30), factories.at("2023-04-10T09:00:00+07:00")
    report.extend(by=user, until=until, reason="น้ำท่วม", at=at)
    (line,) = own.rounds_of(user, today=datetime.date(2023, 4, 20))[0].due
    assert line.days_left == 10


def test_the_start_page_opens_with_ones_reports_and_a_planner_has_none(report, officer):
    shown = soup(officer.get(page("index")))
    first = shown.select_one("#content > div, #content-main > div, #content section")
    assert first["id"] == "my-reports"
    assert first.select_one(".report-lines a")["href"] == page("my_report", report.pk)
    assert not soup(staff(report.division.agency).get(page("index"))).select("#my-reports")


def test_a_list_without_reports_says_why(report, officer, finance):
    agency = report.division.agency
    at_finance = staff(agency, User.Role.HEAD, division=finance)
    assert "กองของท่านเป็นผู้รับผิดชอบ" in text(at_finance.get(page("my_reports")))
    assert "บัญชีของท่านยังไม่ได้ผูกกับกองใด" in text(staff(agency).get(page("my_reports")))
    for round_ in report.round.plan.rounds.all():
        round_.close(by=factories.make_user(f"closer{round_.pk}", agency=agency))
    assert "ไม่มีรอบติดตามผลที่เปิดอยู่" in text(officer.get(page("my_reports")))
    assert "ไม่มีรอบติดตามผลที่เปิดอยู่" in text(officer.get(page("index")))


def test_a_report_that_is_not_owed_any_more_is_not_due(report, officer):
    report.release(by=factories.make_user("p", agency=report.division.agency), reason="ยุบกอง")
    shown = soup(officer.get(page("my_reports")))
    assert [heading.get_text() for heading in shown.select("h3")] == ["ยกเว้นแล้ว (1)"]
    assert "ยุบกอง" in shown.get_text()
