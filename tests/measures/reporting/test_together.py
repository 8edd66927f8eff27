"""Two people have the same report open: nothing is overwritten unseen, and nobody loses a text."""

import pytest

from agencies.models import User
from measures.reporting import submitting
from measures.reporting.access import Access
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import browser, page

from .pages import address, decide, form_of, picture, said, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(report):
    user = factories.make_user("มานะ", agency=report.division.agency, role=User.Role.OFFICER, division=report.division)
    return browser(user)


def test_fields_that_only_one_of_them_changed_are_merged(report, officer, colleague):
    opened = form_of(officer.get(address(report)))
    write(colleague, report, result="ของมานะ", steps__0__done="ขั้นของมานะ")
    answer = officer.get(write(officer, report, opened=opened, done="ของสมศรี").url)
    report.refresh_from_db()
    assert (report.done, report.result, report.steps.get().done) == ("ของสมศรี", "ของมานะ", "ขั้นของมานะ")
    assert any("มานะ แก้ไข ผลที่ได้รับ" in sentence for sentence in said(answer))


def test_a_field_that_both_changed_shows_both_texts_and_is_decided_by_the_second(report, officer, colleague):
    opened = form_of(officer.get(address(report)))
    write(colleague, report, done="ของมานะ")
    answer = write(officer, report, opened=opened, done="ของสมศรี")
    report.refresh_from_db()
    assert report.done == "ของมานะ"
    table = soup(answer).select_one(".overtaken").get_text(" ")
    assert "ของมานะ" in table
    assert "ของสมศรี" in table
    assert "มานะ" in table
    assert form_of(answer)["done"] == "ของสมศรี"
    write(officer, report, opened=form_of(answer))
    report.refresh_from_db()
    assert report.done == "ของสมศรี"


def test_pictures_of_both_are_kept(report, officer, colleague):
    opened = form_of(officer.get(address(report)))
    write(colleague, report, new__uploads=[picture()])
    write(officer, report, opened=opened, new__uploads=[picture(colour="blue")], new__caption="ของสมศรี")
    assert [piece.caption for piece in report.evidence.all()] == ["ภาพกิจกรรม", "ของสมศรี"]


def test_files_are_stored_also_when_a_text_is_still_to_be_decided(report, officer, colleague):
    opened = form_of(officer.get(address(report)))
    write(colleague, report, done="ของมานะ")
    answer = write(officer, report, opened=opened, done="ของสมศรี", new__uploads=[picture()])
    assert report.evidence.count() == 1
    kept = form_of(answer)
    assert (kept["done"], kept["evidence-0-caption"]) == ("ของสมศรี", "ภาพกิจกรรม")
    write(officer, report, opened=kept)
    report.refresh_from_db()
    assert report.done == "ของสมศรี"


def test_a_piece_that_was_removed_meanwhile_stays_removed(report, officer, colleague):
    write(officer, report, new__links="https://a.go.th/1")
    opened = form_of(officer.get(address(report)))
    write(colleague, report, evidence__0__DELETE="on")
    write(officer, report, opened=opened, done="ของสมศรี")
    report.refresh_from_db()
    assert (report.done, report.evidence.count()) == ("ของสมศรี", 0)


def test_a_caption_typed_for_a_piece_that_was_removed_meanwhile_is_told(report, officer, colleague):
    write(officer, report, new__uploads=[picture()])
    opened = form_of(officer.get(address(report)))
    write(colleague, report, evidence__0__DELETE="on")
    answer = write(officer, report, opened=opened, evidence__0__caption="ภาพใหม่", done="ของสมศรี")
    shown = answer if answer.status_code == 200 else officer.get(answer.url)
    assert "ภาพใหม่" in text(shown)


def test_what_was_typed_for_a_report_that_was_deleted_meanwhile_is_shown(report, officer):
    opened = form_of(officer.get(address(report)))
    lost = address(report)
    report.delete()
    gone = officer.post(lost, opened | {"done": "พิมพ์ไว้นานแล้ว"})
    assert gone.status_code == 404
    assert "พิมพ์ไว้นานแล้ว" in text(gone)


def test_a_report_that_is_rewritten_at_the_moment_of_the_decision_is_not_accepted_unseen(report, officer, monkeypatch):
    write(officer, report, "_submit", implementation="done", done="ที่อ่านแล้ว", result="ดี", obstacles="ไม่มี")
    submit(officer, report)
    planner = browser(factories.make_user("planner", agency=report.division.agency))
    opened = form_of(planner.get(address(report)), "decision")
    may_decide = Access.may_decide

    def meanwhile(access, row, status):
        type(row).objects.filter(pk=row.pk).update(done="ที่ยังไม่มีผู้อ่าน")
        return may_decide(access, row, status)

    monkeypatch.setattr(Access, "may_decide", meanwhile)
    answer = decide(planner, report, "accepted", opened=opened)
    report.refresh_from_db()
    assert (answer.status_code, report.status, report.done) == (409, "submitted", "ที่ยังไม่มีผู้อ่าน")


def test_a_report_that_is_rewritten_at_the_moment_of_submitting_is_not_submitted_unseen(report, officer, monkeypatch):
    write(officer, report, "_submit", implementation="done", done="ที่อ่านแล้ว", result="ดี", obstacles="ไม่มี")
    preview = submitting.preview

    def meanwhile(row):
        found = preview(row)
        type(row).objects.filter(pk=row.pk).update(done="โทร 081-234-5678")
        return found

    sent = form_of(officer.get(page("my_report_submit", report.pk)), "submit_form")
    monkeypatch.setattr(submitting, "preview", meanwhile)
    answer = officer.post(page("my_report_submit", report.pk), {**sent, "_submit": ""}, follow=True)
    report.refresh_from_db()
    assert report.status == "draft"
    assert "ผู้อื่น" in said(answer)[0]


@pytest.mark.parametrize("meanwhile", ["taken back", "closed"])
def test_a_note_that_comes_too_late_to_return_the_report_is_shown_to_be_copied(report, officer, meanwhile):
    write(officer, report, "_submit", implementation="done", done="ทำแล้ว", result="ดี", obstacles="ไม่มี")
    submit(officer, report)
    person = factories.make_user("planner", agency=report.division.agency)
    planner = browser(person)
    opened = form_of(planner.get(address(report)), "decision")
    if meanwhile == "closed":
        report.round.close(by=person)
    else:
        decide(officer, report, "draft")
    answer = decide(planner, report, "returned", "ขอให้แนบภาพกิจกรรม", opened=opened)
    assert (answer.status_code, soup(answer).select("form#decision")) == (409, [])
    assert "ขอให้แนบภาพกิจกรรม" in text(answer)


def test_a_note_of_somebody_who_may_not_return_the_report_is_shown_to_be_copied(report, officer):
    sent = {"status": "returned", "note": "ขอให้แนบภาพกิจกรรม"}
    refused = officer.post(page("my_report_decide", report.pk), sent)
    assert refused.status_code == 403
    assert "ขอให้แนบภาพกิจกรรม" in text(refused)
