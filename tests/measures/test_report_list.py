"""The list of reports: each opens on its own page, several are accepted at once, the history tells old and new text."""

import pytest

from agencies.models import User
from measures.models import Report
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import page, staff, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    plan = factories.make_year()
    return factories.make_report(plan.measures.get(), plan.rounds.first(), status="draft")


@pytest.fixture
def agency(report):
    return report.division.agency


def accept(client, *reports: Report):
    chosen = {"action": "accept_reports", "_selected_action": [str(report.pk) for report in reports]}
    return client.post(page("measures_report_changelist"), chosen, follow=True)


def test_a_report_of_the_list_opens_on_its_own_page(report, agency):
    address = page("measures_report_change", report.pk)
    assert staff(agency).get(address).url == page("my_report", report.pk)
    other = staff(agency, User.Role.OFFICER, division=factories.make_division(agency, "กองคลัง"))
    assert other.get(address).url == page("index")


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


def test_an_officer_accepts_none(report, agency):
    Report.objects.update(status="submitted")
    accept(staff(agency, User.Role.OFFICER), report)
    assert not Report.objects.accepted().exists()


def test_what_is_accepted_or_closed_is_deleted_by_nobody(report, agency):
    Report.objects.update(status="accepted")
    address = page("measures_report_delete", report.pk)
    for client in (staff(agency), superuser()):
        assert client.post(address, {"post": "yes"}).status_code == 403
    Report.objects.update(status="returned")
    report.round.close(by=factories.make_user("closer", agency=agency))
    assert staff(agency, User.Role.PUBLISHER).post(address, {"post": "yes"}).status_code == 403
    assert Report.objects.exists()


@pytest.mark.parametrize("address", ["measures_report_delete", "measures_measure_delete"])
def test_what_a_division_has_written_is_not_deleted_and_what_nobody_has_begun_is(report, agency, address):
    of = {"measures_report_delete": report.pk, "measures_measure_delete": report.measure_id}
    client = staff(agency)
    assert client.post(page(address, of[address]), {"post": "yes"}).status_code == 403
    report.evidence.all().delete()
    assert client.post(page(address, of[address]), {"post": "yes"}).status_code == 403
    Report.objects.update(done="", result="", implementation="")
    assert client.post(page(address, of[address]), {"post": "yes"}).status_code == 302
    assert not Report.objects.exists()


def test_the_history_tells_texts_steps_evidence_and_decisions_with_old_and_new(report, agency):
    by = factories.make_user("สมศรี", agency=agency)
    report.steps.create(text="จัดอบรม", done="ครั้งที่หนึ่ง")
    said, piece = report.steps.get(), report.evidence.get()
    report.result, said.done, piece.caption = "ครบถ้วนแล้ว", "ครั้งที่สอง", "ภาพใหม่"
    for row in (report, said, piece):
        row.save()
    report.submit(by=by)
    report.return_for_correction(by=by, note="เพิ่มภาพ")
    piece.delete()
    told = text(staff(agency).get(page("measures_report_history", report.pk)))
    for words in ("แล้วเสร็จ", "ครบถ้วนแล้ว", "ครั้งที่หนึ่ง", "ครั้งที่สอง", "ภาพกิจกรรม", "ภาพใหม่", "เพิ่มภาพ", "ส่งกลับ"):
        assert words in told, words


@pytest.mark.parametrize("place", ["report", "round"])
def test_a_history_tells_what_was_drafted_to_the_own_division_and_the_reviewers_alone(report, agency, place):
    report.done, report.status = "คำที่เปลี่ยนใจแล้ว", "draft"
    report.save()
    report.done = "คำที่ส่ง"
    report.save()
    report.submit(by=factories.make_user("สมศรี", agency=agency))
    address = page(f"measures_{place}_history", report.pk if place == "report" else report.round_id)
    finance = factories.make_division(agency, "กองคลัง")
    readers = {
        "own": staff(agency, User.Role.OFFICER, division=report.division),
        "planner": staff(agency),
        "other": staff(agency, User.Role.HEAD, division=finance),
    }
    told = {name for name, client in readers.items() if "คำที่เปลี่ยนใจแล้ว" in text(client.get(address))}
    assert told == {"own", "planner"}
