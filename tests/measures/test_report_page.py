"""A report's page: an officer writes and submits, the Palad's office accepts or returns, evidence is attached."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Division, User
from measures.models import Evidence, Report
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, send, staff, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(agency) -> Report:
    plan = factories.make_year(agency)
    return factories.make_report(
        plan.measures.get(), plan.rounds.get(kind="progress"), status="draft", done="", result=""
    )


def test_an_officer_writes_and_submits_the_own_divisions_report(agency, report):
    client = staff(agency, User.Role.OFFICER)
    answer = send(client, page("measures_report_change", report.pk), done="จัดอบรมแล้ว", status="submitted")
    report.refresh_from_db()
    assert (answer.status_code, report.status, report.done) == (302, "submitted", "จัดอบรมแล้ว")


def test_a_report_is_not_submitted_without_saying_what_was_done(agency, report):
    response = send(
        staff(agency, User.Role.OFFICER), page("measures_report_change", report.pk), done="  ", status="submitted"
    )
    assert "กรุณากรอกการดำเนินการก่อนส่งรายงาน" in errors(response)
    assert Report.objects.get().status == "draft"


@pytest.mark.parametrize("before", ["draft", "submitted", "returned"])
@pytest.mark.parametrize("decision", ["accepted", "nonsense"])
def test_an_officer_does_not_decide_about_a_report(agency, report, before, decision):
    Report.objects.update(status=before, done="เสร็จแล้ว")
    address = page("measures_report_change", report.pk)
    response = send(staff(agency, User.Role.OFFICER), address, status=decision)
    assert "กรุณาเลือกจากตัวเลือกที่มี" in errors(response)
    assert Report.objects.get().status == before


def test_an_officer_does_not_return_a_report(agency, report):
    Report.objects.update(status="submitted", done="เสร็จแล้ว")
    send(staff(agency, User.Role.OFFICER), page("measures_report_change", report.pk), status="returned")
    assert Report.objects.get().status == "submitted"


NOT_TO_BE_CHANGED = {
    "another division's": lambda report: factories.make_division(report.division.agency, "กองคลัง"),
    "accepted": lambda report: Report.objects.update(status="accepted", done="เสร็จแล้ว"),
    "of a closed round": lambda report: report.round.close(
        by=factories.make_user("closer", agency=report.division.agency)
    ),
}


@pytest.mark.parametrize("reason", NOT_TO_BE_CHANGED)
def test_an_officer_only_reads_what_is_not_to_be_changed(agency, report, reason):
    changed = NOT_TO_BE_CHANGED[reason](report)
    division = changed if isinstance(changed, Division) else report.division
    client = staff(agency, User.Role.OFFICER, division=division)
    address = page("measures_report_change", report.pk)
    assert "done" not in form_of(client.get(address))
    assert client.post(address, {"done": "เปลี่ยน", "status": "submitted"}).status_code == 403
    assert Report.objects.get().done != "เปลี่ยน"


@pytest.mark.parametrize("role", [User.Role.PLANNER, User.Role.PUBLISHER])
@pytest.mark.parametrize("decision", ["accepted", "returned"])
def test_the_palads_office_and_the_publisher_accept_or_return(agency, report, role, decision):
    Report.objects.update(status="submitted", done="เสร็จแล้ว")
    send(staff(agency, role), page("measures_report_change", report.pk), status=decision, note="แก้ไข")
    assert Report.objects.get().status == decision


def test_nobody_changes_a_report_of_a_closed_round(agency, report):
    report.round.close(by=factories.make_user("closer", agency=agency))
    for client in (staff(agency), superuser()):
        assert client.post(page("measures_report_change", report.pk), {"done": "เปลี่ยน"}).status_code == 403
        client.post(page("measures_report_delete", report.pk), {"post": "yes"})
    assert Report.objects.get().done == ""


def test_an_accepted_report_is_deleted_by_nobody_until_it_is_returned(agency, report):
    Report.objects.update(status="accepted", done="เสร็จแล้ว")
    address = page("measures_report_delete", report.pk)
    for client in (staff(agency), superuser()):
        assert client.post(address, {"post": "yes"}).status_code == 403
    Report.objects.update(status="returned")
    assert staff(agency, User.Role.PUBLISHER).post(address, {"post": "yes"}).status_code == 302
    assert not Report.objects.exists()


def test_several_submitted_reports_are_accepted_at_once_and_drafts_are_not(agency, report):
    finance = factories.make_division(agency, "กองคลัง")
    sent = factories.make_report(report.measure, report.round, finance, status="submitted")
    data = {"action": "accept_reports", "_selected_action": [str(report.pk), str(sent.pk)]}
    staff(agency, User.Role.OFFICER).post(page("measures_report_changelist"), data)
    assert not Report.objects.accepted().exists()
    response = staff(agency).post(page("measures_report_changelist"), data, follow=True)
    assert "รับรองรายงานแล้ว 1 ฉบับ" in text(response)
    assert list(Report.objects.accepted()) == [sent]


def test_evidence_is_a_file_or_a_link(agency, report):
    client, address = staff(agency, User.Role.OFFICER), page("measures_report_change", report.pk)
    file = SimpleUploadedFile("ภาพ.pdf", b"%PDF-1.7")
    both = send(client, address, evidence__1__caption="ภาพ", evidence__1__url="https://a.go.th", evidence__1__file=file)
    assert "กรุณาแนบไฟล์หรือระบุลิงก์อย่างใดอย่างหนึ่ง" in errors(both)
    file.seek(0)
    assert send(client, address, evidence__1__caption="ภาพ", evidence__1__file=file).status_code == 302
    stored = Evidence.objects.exclude(file="").get()
    download = client.get(page("measures_evidence_file", stored.pk))
    assert (download.getvalue(), download["Content-Disposition"][:10]) == (b"%PDF-1.7", "attachment")


def test_evidence_of_another_divisions_report_is_only_read(agency, report):
    finance = factories.make_division(agency, "กองคลัง")
    Evidence.objects.create(report=report, caption="ประกาศ", url="https://a.go.th")
    shown = soup(staff(agency, User.Role.OFFICER, division=finance).get(page("measures_report_change", report.pk)))
    assert "ประกาศ" in shown.get_text()
    assert not shown.select("input[name^='evidence-0-caption']")


def test_a_file_that_is_gone_is_not_there(agency, report):
    lost = Evidence.objects.create(report=report, caption="หาย", file="evidence/gone.pdf")
    assert staff(agency).get(page("measures_evidence_file", lost.pk)).status_code == 404
