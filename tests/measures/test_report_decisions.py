"""A report's page in the staff's room: the page asks, the report's own methods decide, who and when are kept."""

import pytest
from django.contrib.admin.models import LogEntry

from agencies.models import User
from measures.models import Report
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    plan = factories.make_year()
    return factories.make_report(plan.measures.get(), plan.rounds.first(), status="draft")


@pytest.fixture
def agency(report):
    return report.division.agency


def address(report: Report) -> str:
    return page("measures_report_change", report.pk)


def accept(client, *reports: Report):
    chosen = {"action": "accept_reports", "_selected_action": [str(report.pk) for report in reports]}
    return client.post(page("measures_report_changelist"), chosen, follow=True)


def test_submitting_returning_and_accepting_keep_who_did_it(report, agency):
    officer, office = staff(agency, User.Role.OFFICER), staff(agency)
    send(officer, address(report), status="submitted")
    send(office, address(report), status="returned", note="เพิ่มภาพกิจกรรม")
    send(officer, address(report), status="submitted", done="ดำเนินการแล้ว พร้อมภาพ")
    send(office, address(report), status="accepted")
    report.refresh_from_db()
    assert (report.status, report.done) == ("accepted", "ดำเนินการแล้ว พร้อมภาพ")
    assert report.submitted_by.role == User.Role.OFFICER
    assert report.returned_by.role == report.accepted_by.role == User.Role.PLANNER
    assert report.return_note == "เพิ่มภาพกิจกรรม"


def test_the_history_tells_each_act(report, agency):
    send(staff(agency, User.Role.OFFICER), address(report), status="submitted")
    send(staff(agency), address(report), status="returned", note="เพิ่มภาพกิจกรรม")
    told = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert "ส่งรายงาน" in told
    assert "ส่งรายงานคืนให้แก้ไข: เพิ่มภาพกิจกรรม" in told


def test_what_happened_to_a_report_is_told_in_the_order_in_which_it_happened(report, agency):
    user = factories.make_user(agency=agency)
    first, second, third = (factories.at(f"2023-04-0{day}T09:00:00+07:00") for day in (1, 2, 3))
    report.submit(by=user, at=first)
    report.return_for_correction(by=user, note="เพิ่มภาพ", at=second)
    report.submit(by=user, at=third)
    told = soup(staff(agency).get(address(report))).select(".field-trail p")
    assert [sentence.get_text().partition("เมื่อ")[0] for sentence in told] == ["ส่งคืนให้แก้ไข", "ส่ง"]


def test_the_division_reads_what_is_to_be_corrected(report, agency):
    report.submit(by=factories.make_user(agency=agency))
    send(staff(agency), address(report), status="returned", note="เพิ่มภาพกิจกรรม")
    assert "สิ่งที่ต้องแก้ไข: เพิ่มภาพกิจกรรม" in text(staff(agency, User.Role.OFFICER).get(address(report)))


def test_a_report_is_not_returned_without_saying_why(report, agency):
    report.submit(by=factories.make_user(agency=agency))
    answer = send(staff(agency), address(report), status="returned", note="  ")
    assert "กรุณาระบุสิ่งที่ต้องแก้ไข" in errors(answer)
    assert Report.objects.get().status == "submitted"


def test_only_a_reviewer_is_asked_what_is_to_be_corrected(report, agency):
    report.submit(by=factories.make_user(agency=agency))
    assert "note" not in form_of(staff(agency, User.Role.OFFICER).get(address(report)))
    assert "note" in form_of(staff(agency).get(address(report)))


def test_a_report_is_taken_back(report, agency):
    officer = staff(agency, User.Role.OFFICER)
    send(officer, address(report), status="submitted")
    send(officer, address(report), status="draft")
    report.refresh_from_db()
    assert (report.status, report.submitted_by) == ("draft", None)


def test_an_accepted_report_is_only_read_until_it_is_returned(report, agency):
    accepted = factories.make_user(agency=agency)
    report.submit(by=accepted)
    report.accept(by=accepted)
    office = staff(agency)
    asked = form_of(office.get(address(report)))
    assert not {"done", "result", "obstacles", "evidence-0-caption"} & set(asked)
    forged = {"done": "เปลี่ยน", "evidence-0-caption": "เปลี่ยน", "evidence-0-id": str(report.evidence.get().pk)}
    office.post(address(report), asked | forged | {"evidence-INITIAL_FORMS": "1", "evidence-TOTAL_FORMS": "1"})
    report.refresh_from_db()
    assert (report.status, report.done, report.evidence.get().caption) == ("accepted", "ดำเนินการแล้ว", "ภาพกิจกรรม")
    send(office, address(report), status="returned", note="แก้ไขผล")
    assert "done" in form_of(office.get(address(report)))


def test_saving_the_text_of_a_report_leaves_its_status_alone(report, agency, monkeypatch):
    report.submit(by=factories.make_user(agency=agency))
    save = Report.save

    def accepted_meanwhile(row, **kwargs):
        Report.objects.update(status="accepted")
        save(row, **kwargs)

    monkeypatch.setattr(Report, "save", accepted_meanwhile)
    send(staff(agency, User.Role.OFFICER), address(report), result="ครบถ้วน")
    assert Report.objects.get().status == "accepted"


def test_a_decision_that_came_too_late_is_answered_with_a_sentence(report, agency, monkeypatch):
    report.submit(by=factories.make_user(agency=agency))
    save = Report.save

    def returned_meanwhile(row, **kwargs):
        save(row, **kwargs)
        Report.objects.update(status="returned")

    monkeypatch.setattr(Report, "save", returned_meanwhile)
    office = staff(agency)
    send(office, address(report), status="accepted")
    assert Report.objects.get().status == "returned"
    assert "รับรองได้เฉพาะรายงานที่ส่งแล้ว" in text(office.get(page("measures_report_changelist")))


def test_accepting_several_keeps_who_and_refuses_closed_rounds_and_drafts_with_a_sentence(report, agency):
    by = factories.make_user(agency=agency)
    closed = factories.make_report(report.measure, report.round.plan.rounds.last(), status="submitted")
    closed.round.close(by=by)
    finance = factories.make_division(agency, "กองคลัง")
    sent = factories.make_report(report.measure, report.round, finance, status="submitted")
    answer = accept(staff(agency), report, closed, sent)
    assert "รับรองรายงานแล้ว 1 ฉบับ" in text(answer)
    said = [message.get_text(" ", strip=True) for message in soup(answer).select(".messagelist .warning")]
    assert said == [
        "ไม่ได้รับรอง: 1 · สำนักปลัด เพราะรับรองได้เฉพาะรายงานที่ส่งแล้วและรอการพิจารณา",
        "ไม่ได้รับรอง: 1 · สำนักปลัด เพราะรอบติดตามผลปิดแล้ว จึงแก้ไขรายงานในรอบนี้ไม่ได้อีก",
    ]
    assert list(Report.objects.accepted().values_list("pk", "accepted_by__role")) == [(sent.pk, User.Role.PLANNER)]
