"""Before a report goes out: personal data and children in it need a decision, wherever they stand."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.readers import soup, text
from tests.staff_pages import page, staff

from .pages import address, decide, form_of, picture, said, submit, write

pytestmark = pytest.mark.django_db
WRITTEN = {"implementation": "in_progress", "done": "เริ่มแล้ว", "result": "ดี", "obstacles": "ไม่มี"}


def docx(words: str) -> SimpleUploadedFile:
    file = io.BytesIO()
    document = Document()
    document.add_paragraph(words)
    document.save(file)
    return SimpleUploadedFile("รายชื่อ.docx", file.getvalue())


PLACES = {
    "a text": {"done": "โทร ๐๘๑-๒๓๔-๕๖๗๘"},
    "a step": {"steps__0__done": "โทร 081-234-5678"},
    "a caption": {"new__links": "https://a.go.th/1", "new__caption": "โทร 081-234-5678"},
    "a file's name": {"new__uploads": [picture("081-234-5678.jpg")], "new__caption": "ภาพ"},
    "inside a document": {"new__uploads": [docx("โทร 081-234-5678")], "new__caption": "รายชื่อ"},
}


@pytest.mark.parametrize("place", PLACES)
def test_a_telephone_number_needs_a_decision(report, officer, place):
    for file in PLACES[place].get("new__uploads", []):
        file.seek(0)
    write(officer, report, "_submit", **WRITTEN | PLACES[place])
    look = officer.get(page("my_report_submit", report.pk))
    marked = soup(look).select(".marked li")
    assert len(marked) == 1
    assert "081-xxx-xx78" in marked[0].get_text()
    assert "กรุณาพิจารณาข้อมูลส่วนบุคคล" in said(submit(officer, report))[-1]
    report.refresh_from_db()
    assert report.status == "draft"
    submit(officer, report, cleared=marked[0].select_one("input")["value"])
    report.refresh_from_db()
    assert report.status == "submitted"
    assert report.clearances.get().decided_by.role == "officer"


def test_what_is_not_published_needs_no_decision(report, officer):
    agency = report.division.agency
    write(officer, report, "_submit", **WRITTEN | {"obstacles": "โทร 081-234-5678"})
    assert soup(officer.get(page("my_report_submit", report.pk))).select(".marked li")
    agency.obstacles_are_public = False
    agency.save()
    assert not soup(officer.get(page("my_report_submit", report.pk))).select(".marked li")


def test_a_change_of_what_was_handed_in_asks_again(report, officer):
    write(officer, report, "_submit", **WRITTEN)
    submit(officer, report)
    answer = write(officer, report, done="โทร 081-234-5678")
    assert answer.url == page("my_report_submit", report.pk)
    look = officer.get(answer.url)
    digest = soup(look).select_one(".marked input")["value"]
    officer.post(answer.url, {**form_of(look, "submit_form"), "cleared": digest, "_decide": ""})
    assert report.clearances.get().digest == digest
    assert write(officer, report, result="อีกครั้ง").url == address(report)


def test_children_need_the_consent_of_their_parents(report, officer):
    new = {"new__uploads": [picture()], "new__caption": "เด็กนักเรียน", "new__shows_children": "on"}
    write(officer, report, "_submit", **WRITTEN | new)
    assert "“เด็กนักเรียน” มีภาพเด็กที่ระบุตัวได้" in text(officer.get(page("my_report_submit", report.pk)))
    submit(officer, report)
    report.refresh_from_db()
    assert report.status == "draft"
    write(officer, report, evidence__0__has_consent="on")
    submit(officer, report)
    report.refresh_from_db()
    assert report.status == "submitted"


@pytest.fixture
def rewritten(report, officer):
    """A report that was submitted without, and rewritten with a telephone number in it."""
    write(officer, report, "_submit", **WRITTEN)
    submit(officer, report)
    write(officer, report, done="โทร 081-234-5678")
    report.refresh_from_db()
    assert (report.status, report.done) == ("submitted", "โทร 081-234-5678")
    return report


WAYS = {
    "its page": lambda planner, report: decide(planner, report, "accepted"),
    "the round's page": lambda planner, report: planner.post(
        page("review_chosen", report.round_id), {"act": "accept", "report": [str(report.pk)]}
    ),
    "the list": lambda planner, report: planner.post(
        page("measures_report_changelist"),
        {"action": "accept_reports", "_selected_action": report.pk},
        follow=True,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_rewritten_is_accepted_only_when_somebody_has_decided_about_it(rewritten, way):
    planner = staff(rewritten.division.agency)
    assert "มีข้อมูลส่วนบุคคลที่ยังไม่มีผู้พิจารณา" in text(WAYS[way](planner, rewritten))
    rewritten.refresh_from_db()
    assert rewritten.status == "submitted"
    look = page("my_report_submit", rewritten.pk)
    form = form_of(planner.get(look), "submit_form")
    cleared = soup(planner.get(look)).select_one(".marked li input")["value"]
    planner.post(look, {**form, "cleared": cleared, "_decide": ""})
    WAYS[way](planner, rewritten)
    rewritten.refresh_from_db()
    assert rewritten.status == "accepted"
