"""An officer writes a report: drafts, submits after a last look, takes back; everything works without JavaScript."""

import pytest

from tests.staff_pages import page

from .pages import picture, said, submit, write

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
    assert said(answer) == ["1 · ส่งรายงานแล้ว สำนักปลัดจะเป็นผู้พิจารณาต่อไป"] or "ส่งรายงานแล้ว" in said(answer)[-1]
    piece = report.evidence.get()
    assert (piece.caption, piece.happened_on.isoformat(), piece.content_type) == (
        "ภาพการอบรม",
        "2023-01-15",
        "image/jpeg",
    )
