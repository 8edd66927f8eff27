"""An officer writes a report: drafts, submits after a last look, takes back; everything works without JavaScript."""

import pytest

from measures.reporting import submitting
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import page, staff

from .pages import address, form_of, picture, said, submit, write, wrong

pytestmark = pytest.mark.django_db
WRITTEN = {"implementation": "done", "done": "จัดอบรมแล้ว", "result": "ครบถ้วน", "obstacles": "ไม่มี"}


def test_a_draft_is_saved_and_says_that_it_is_not_submitted(report, officer):
    answer = officer.get(write(officer, report, **WRITTEN).url)
    report.refresh_from_db()
    assert (report.status, report.done, report.implementation) == ("draft", "จัดอบรมแล้ว", "done")
    assert said(answer) == ["บันทึกฉบับร่างแล้ว ยังไม่ได้ส่งรายงาน"]


def test_a_first_report_with_a_picture_goes_out_after_one_form_and_one_look(report, officer):
    new = {"new__uploads": [picture()], "new__caption": "ภาพการอบรม", "new__happened_on": "15/01/2566"}
    assert write(officer, report, "_submit", **WRITTEN, **new).url == page("my_report_submit", report.pk)
    answer = submit(officer, report)
    report.refresh_from_db()
    assert (report.status, report.submitted_by.role) == ("submitted", "officer")
    assert said(answer)[-1] == "ส่งรายงานแล้ว สำนักปลัดจะเป็นผู้พิจารณาต่อไป"
    piece = report.evidence.get()
    assert (piece.caption, piece.happened_on.isoformat(), piece.content_type) == (
        "ภาพการอบรม",
        "2023-01-15",
        "image/jpeg",
    )


def test_a_day_outside_the_round_is_asked_about_and_not_refused(report, officer):
    new = {"new__uploads": [picture()], "new__happened_on": "15/01/2564"}
    asked = write(officer, report, **WRITTEN, **new)
    assert "อยู่นอกช่วงเวลาของรอบนี้" in wrong(asked)
    kept = form_of(asked)
    assert (kept["done"], kept["evidence-0-happened_on"], report.evidence.get().happened_on) == (
        "จัดอบรมแล้ว",
        "15/01/2564",
        None,
    )
    write(officer, report, opened=kept, evidence__0__is_that_day="on")
    report.refresh_from_db()
    assert (report.done, report.evidence.get().happened_on.isoformat()) == ("จัดอบรมแล้ว", "2021-01-15")


def test_a_report_does_not_go_out_before_it_says_what_was_done(report, officer):
    look = officer.get(write(officer, report, "_submit", implementation="done").url)
    assert "กรุณากรอกการดำเนินการก่อนส่งรายงาน" in text(look)
    assert not soup(look).select("button[name=_submit]")
    officer.post(page("my_report_submit", report.pk), {**form_of(look, "submit_form"), "_submit": ""})
    report.refresh_from_db()
    assert (report.status, report.implementation) == ("draft", "done")


def test_empty_fields_are_asked_about_once(report, officer):
    write(officer, report, "_submit", implementation="in_progress", done="เริ่มแล้ว")
    assert "มีช่องที่ยังว่าง" in said(submit(officer, report))[-1]
    submit(officer, report, leave_empty="on")
    report.refresh_from_db()
    assert report.status == "submitted"


def test_done_without_evidence_in_the_round_is_said_before_it_goes_out(report, officer):
    look = officer.get(write(officer, report, "_submit", **WRITTEN).url)
    assert "แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน" in text(look)
    submit(officer, report)
    report.refresh_from_db()
    assert report.status == "submitted"


def test_what_was_looked_at_is_what_goes_out(report, officer):
    write(officer, report, "_submit", **WRITTEN)
    look = page("my_report_submit", report.pk)
    opened = form_of(officer.get(look), "submit_form")
    write(officer, report, result="เปลี่ยนแล้ว")
    officer.post(look, {**opened, "_submit": ""})
    report.refresh_from_db()
    assert report.status == "draft"


def test_what_was_done_in_each_step_is_kept_also_when_the_step_is_deleted(report, officer):
    assert "จัดทำแนวทาง" in text(officer.get(address(report)))
    write(officer, report, steps__0__done="ประชุมแล้ว")
    report.measure.steps.all().delete()
    assert "ขั้นตอนที่ไม่มีในแผนแล้ว" in text(officer.get(address(report)))
    assert [(said.text, said.done, said.step) for said in report.steps.all()] == [("จัดทำแนวทาง", "ประชุมแล้ว", None)]


def test_an_empty_row_of_a_step_follows_the_plan(report, officer):
    officer.get(address(report))
    report.measure.steps.update(text="จัดทำคู่มือ")
    officer.get(address(report))
    assert [said.text for said in report.steps.all()] == ["จัดทำคู่มือ"]
    report.measure.steps.all().delete()
    officer.get(address(report))
    assert not report.steps.exists()


def test_the_value_reached_is_asked_where_the_plan_has_a_success_indicator(report, officer):
    assert "value_reached" not in form_of(officer.get(address(report)))
    report.measure.success_indicator, report.measure.target = "ผู้ผ่านการอบรม", "ร้อยละ 90"
    report.measure.save()
    shown = officer.get(address(report))
    assert "ผู้ผ่านการอบรม" in text(shown)
    assert "ร้อยละ 90" in text(shown)
    write(officer, report, value_reached="ร้อยละ 95")
    report.refresh_from_db()
    assert report.value_reached == "ร้อยละ 95"


@pytest.mark.parametrize(("is_public", "words"), [(True, "ประชาชนจะอ่าน"), (False, "เก็บไว้ภายในหน่วยงาน")])
def test_it_is_said_whether_obstacles_are_published(report, officer, is_public, words):
    agency = report.division.agency
    agency.obstacles_are_public = is_public
    agency.save()
    write(officer, report, **WRITTEN | {"obstacles": "งบประมาณไม่พอ"})
    help_text = soup(officer.get(address(report))).select_one("#id_obstacles_helptext").get_text()
    assert words in help_text
    preview = soup(officer.get(page("my_report_submit", report.pk))).select_one(".as-published").get_text()
    assert ("งบประมาณไม่พอ" in preview) is is_public


def test_the_report_before_fills_empty_fields_only(report, officer):
    later = factories.make_report(report.measure, report.round.plan.rounds.get(kind="final"), status="draft", done="")
    report.done, report.result = "จัดอบรมรอบแรก", "ครบถ้วน"
    report.save()
    assert "จัดอบรมรอบแรก" in text(officer.get(address(later)))
    write(officer, later, "_carry", result="ของรอบนี้")
    later.refresh_from_db()
    assert (later.done, later.result) == ("จัดอบรมรอบแรก", "ของรอบนี้")


def test_the_report_of_the_same_measure_last_year_stands_beside_it(report, officer):
    agency = report.division.agency
    before = factories.make_plan(agency, 2565)
    measure = factories.make_measure(before, 9, title=report.measure.title)
    other = factories.make_measure(before, 1, title="เรื่องอื่น")
    factories.make_report(other, before.rounds.last(), done="คนละเรื่อง")
    assert not soup(officer.get(address(report))).select(".earlier")
    factories.make_report(measure, before.rounds.last(), done="ปีที่แล้วทำแล้ว")
    assert "ปีที่แล้วทำแล้ว" in soup(officer.get(address(report))).select_one(".earlier").get_text()


def test_a_change_of_what_was_accepted_goes_back_for_review(report, officer):
    planner = factories.make_user("planner", agency=report.division.agency)
    write(officer, report, "_submit", **WRITTEN)
    submit(officer, report)
    report.refresh_from_db()
    report.accept(by=planner)
    write(officer, report)
    report.refresh_from_db()
    assert report.status == "accepted"
    answer = officer.get(write(officer, report, result="แก้ไขผล").url)
    report.refresh_from_db()
    assert (report.status, report.accepted_by, report.result) == ("submitted", None, "แก้ไขผล")
    assert said(answer) == ["บันทึกการแก้ไขแล้ว ถือเป็นการส่งรายงานใหม่และรอพิจารณา"]


def test_what_was_handed_in_is_not_emptied(report, officer):
    write(officer, report, "_submit", **WRITTEN)
    submit(officer, report)
    answer = write(officer, report, done=" ")
    assert "กรุณากรอกการดำเนินการก่อนส่งรายงาน" in wrong(answer)
    report.refresh_from_db()
    assert report.done == "จัดอบรมแล้ว"


def test_a_form_that_comes_after_the_round_was_closed_is_shown_to_be_copied(report, officer):
    opened = form_of(officer.get(address(report)))
    report.round.close(by=factories.make_user("closer", agency=report.division.agency))
    answer = write(officer, report, opened=opened, done="พิมพ์ไว้นานแล้ว")
    assert answer.status_code == 409
    assert "พิมพ์ไว้นานแล้ว" in text(answer)
    assert "รอบติดตามผลปิดแล้ว" in text(answer)
    report.refresh_from_db()
    assert report.done == ""
    assert not soup(officer.get(address(report))).select("#report_form")
    assert not staff(report.division.agency).get(address(report)).context["may_write"]


def test_a_second_press_of_submit_is_answered_with_a_notice_and_changes_nothing(report, officer):
    look = officer.get(write(officer, report, "_submit", **WRITTEN).url)
    address, pressed = page("my_report_submit", report.pk), {**form_of(look, "submit_form"), "_submit": ""}
    officer.post(address, pressed)
    report.refresh_from_db()
    first = (report.submitted_at, report.history.count(), report.acts.count())
    again = officer.post(address, pressed)
    assert again.url == page("my_report", report.pk)
    assert said(officer.get(again.url))[-1].startswith("รายงานนี้ส่งเรียบร้อยแล้ว")
    report.refresh_from_db()
    assert (report.submitted_at, report.history.count(), report.acts.count()) == first


def test_two_presses_at_the_same_moment_submit_once_and_both_end_well(report, officer, monkeypatch):
    look = officer.get(write(officer, report, "_submit", **WRITTEN).url)
    address, pressed = page("my_report_submit", report.pk), {**form_of(look, "submit_form"), "_submit": ""}
    hand_in = submitting.submit

    def overtaken(*args, **kwargs):
        hand_in(*args, **kwargs)  # the other press
        return hand_in(*args, **kwargs)

    monkeypatch.setattr(submitting, "submit", overtaken)
    told = said(officer.post(address, pressed, follow=True))
    assert [words for words in told if "ส่งเรียบร้อยแล้ว" in words] == told[-1:]
    assert report.acts.filter(act="submitted").count() == 1
