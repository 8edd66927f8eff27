"""Who may read, write and decide a report: each role, for the own division and agency and for others."""

import pytest

from agencies.models import User
from measures.models import Evidence, Report
from measures.models.process import AWAITS_ITS_HEAD, CHANGED_MEANWHILE
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import page, staff

from .pages import address, decide, form_of, picture, said, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(report, finance) -> Report:
    """Another division's draft with a picture."""
    draft = factories.make_report(report.measure, report.round, finance, status="draft")
    Evidence.objects.create(report=draft, caption="ภาพ", file=picture())
    return draft


def at(report: Report, status: str) -> Report:
    Report.objects.filter(pk=report.pk).update(status=status)
    report.refresh_from_db()
    return report


@pytest.mark.parametrize(
    ("status", "answer"),
    [("draft", 403), ("returned", 403), ("submitted", 200), ("endorsed", 200), ("accepted", 200)],
)
def test_another_divisions_report_is_read_once_it_is_handed_in(officer, others, status, answer):
    at(others, status)
    shown = officer.get(address(others))
    assert shown.status_code == answer
    assert ("ดำเนินการแล้ว" in text(shown)) is (answer == 200)
    assert not soup(shown).select("#report_form, #decision")
    piece = others.evidence.exclude(file="").get()
    file = officer.get(page("my_evidence", piece.pk, piece.file.name.rpartition("/")[2]))
    assert file.status_code == (200 if answer == 200 else 404)
    file.getvalue()
    listed = soup(officer.get(page("measures_report_changelist"))).select("#result_list tbody tr")
    assert len(listed) == (2 if answer == 200 else 1)


@pytest.mark.parametrize("status", Report.Status.values)
def test_nobody_of_another_division_writes_submits_or_decides(officer, others, status):
    at(others, status)
    for name in ("my_report", "my_report_submit", "my_report_decide"):
        sent = {"done": "เปลี่ยน", "status": "draft", "_submit": ""}
        assert officer.post(page(name, others.pk), sent).status_code == 403
    others.refresh_from_db()
    assert (others.status, others.done) == (status, "ดำเนินการแล้ว")


@pytest.mark.parametrize("role", ["officer", "planner", "publisher"])
def test_another_agencys_report_is_not_there(report, other, role):
    client = staff(other, role)
    write(staff(report.division.agency), report, new__uploads=[picture()])
    piece = report.evidence.get()
    for name in ("my_report", "my_report_submit", "my_report_decide"):
        assert client.post(page(name, report.pk)).status_code == 404
    assert client.get(address(report)).status_code == 404
    assert client.get(page("my_evidence", piece.pk, f"{piece.sha256}.jpg")).status_code == 404


def test_an_officer_of_two_divisions_and_an_acting_one_write_for_both(report, others, officer, finance):
    user = User.objects.get(role="officer")
    user.also_serves.add(finance)
    assert officer.get(address(others)).status_code == 200
    write(officer, others, done="เขียนแทน")
    others.refresh_from_db()
    assert others.done == "เขียนแทน"
    assert len(soup(officer.get(page("my_reports"))).select(".report-lines li")) == 2


@pytest.mark.parametrize("role", ["planner", "publisher"])
def test_planners_write_accept_and_return(report, role):
    planner = staff(report.division.agency, role)
    write(planner, report, implementation="done", done="สำนักปลัดเขียน")
    report.refresh_from_db()
    assert report.done == "สำนักปลัดเขียน"
    at(report, "submitted")
    assert said(decide(planner, report, "returned", "เพิ่มภาพ"))[-1].startswith("ส่งรายงานกลับให้แก้ไขแล้ว")
    report.refresh_from_db()
    assert (report.status, report.return_note) == ("returned", "เพิ่มภาพ")
    at(report, "submitted")
    decide(planner, report, "accepted")
    report.refresh_from_db()
    assert report.status == "accepted"


def test_an_officer_takes_back_and_decides_nothing_else(report, officer):
    Report.objects.update(done="เสร็จ")
    at(report, "submitted")
    opened = form_of(officer.get(address(report)), "decision")
    for status in ("accepted", "returned", "endorsed", "nonsense", "submitted"):
        assert decide(officer, report, status, "x", opened=opened).status_code == 403
    assert said(decide(officer, report, "draft")) == ["ดึงรายงานกลับแล้ว รายงานกลับเป็นฉบับร่าง"]
    report.refresh_from_db()
    assert report.status == "draft"


def test_a_head_passes_on_what_the_agency_sends_through_heads_first(report):
    agency = report.division.agency
    head = staff(agency, User.Role.HEAD, division=report.division)
    Report.objects.update(done="เสร็จ")
    at(report, "submitted")
    opened = form_of(head.get(address(report)), "decision")
    assert "ไม่ต้องผ่านผู้อำนวยการกอง" in said(decide(head, report, "endorsed", opened=opened))[-1]
    agency.heads_review = True
    agency.save()
    planner = staff(agency)
    early = form_of(planner.get(address(report)), "decision")
    assert str(AWAITS_ITS_HEAD) in said(decide(planner, report, "accepted", opened=early))[-1]
    decide(head, report, "endorsed")
    report.refresh_from_db()
    assert (report.status, report.endorsed_by.role) == ("endorsed", "head")
    assert decide(head, report, "returned", "แก้", opened=opened).status_code == 403
    decide(planner, report, "accepted")
    report.refresh_from_db()
    assert report.status == "accepted"


def test_a_returned_report_is_not_accepted_and_the_note_is_kept(report):
    Report.objects.update(done="เสร็จ")
    at(report, "submitted")
    planner = staff(report.division.agency)
    opened = form_of(planner.get(address(report)), "decision")
    assert "กรุณาระบุสิ่งที่ต้องแก้ไข" in said(decide(planner, report, "returned", " "))[-1]
    decide(planner, report, "returned", "เพิ่มภาพ", opened=opened)
    late = decide(planner, report, "accepted", opened=opened)
    assert "รับรองได้เฉพาะรายงานที่ส่งแล้ว" in said(late)[-1]
    report.refresh_from_db()
    assert report.status == "returned"


def test_what_is_accepted_is_what_was_looked_at(report, officer):
    Report.objects.update(done="เสร็จ")
    at(report, "submitted")
    planner = staff(report.division.agency)
    opened = form_of(planner.get(address(report)), "decision")
    write(officer, report, result="เปลี่ยนหลังจากเปิดดู")
    assert str(CHANGED_MEANWHILE) in said(decide(planner, report, "accepted", opened=opened))[-1]
    report.refresh_from_db()
    assert report.status == "submitted"


def test_a_note_with_zeros_which_postgresql_does_not_take_is_kept_without_them(report):
    report.done, report.status = "ทำแล้ว", "submitted"
    report.save()
    decide(staff(report.division.agency), report, "returned", "เพิ่ม\0ภาพ")
    report.refresh_from_db()
    assert (report.status, report.return_note) == ("returned", "เพิ่มภาพ")
