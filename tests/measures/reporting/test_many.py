"""More than a report takes: files, pieces, and places in a row; what is too much is refused and the text is kept."""

import pytest

from measures.reporting import added, storing

from .pages import address, form_of, picture, said, write

pytestmark = pytest.mark.django_db


def test_the_pieces_of_a_report_have_an_end_and_the_text_is_kept(report, officer, monkeypatch):
    monkeypatch.setattr(storing, "MOST_PIECES", 2)
    files = [picture(f"{number}.jpg", colour) for number, colour in enumerate(("red", "blue", "teal"))]
    links = "https://a.go.th/1"
    answer = write(officer, report, new__uploads=files, new__links=links, done="ทำแล้ว")
    told = said(officer.get(answer.url))
    assert [sentence for sentence in told if "2 รายการ" in sentence and "2.jpg" in sentence]
    assert [sentence for sentence in told if "2 รายการ" in sentence and links in sentence]
    report.refresh_from_db()
    assert (report.done, report.evidence.count()) == ("ทำแล้ว", 2)


def test_more_files_than_a_form_of_django_takes_lose_no_text(report, officer, monkeypatch):
    monkeypatch.setattr(storing, "MOST_PIECES", 3)
    sent = form_of(officer.get(address(report)))
    files = [picture(f"{number}.png", (number, 0, 0), "PNG") for number in range(101)]
    answer = officer.post(address(report), {**sent, "done": "ทำแล้ว", "new-uploads": files, "_save": ""})
    report.refresh_from_db()
    assert (answer.status_code, report.done, report.evidence.count()) == (302, "ทำแล้ว", 3)


def test_after_the_last_place_pieces_are_added_all_the_same(report, officer):
    report.evidence.create(url="https://a.go.th/1", caption="ก", position=storing.LAST_POSITION)
    write(officer, report, new__links="https://a.go.th/2")
    assert [piece.position for piece in report.evidence.all()] == [storing.LAST_POSITION] * 2
    write(officer, report, done="ทำแล้ว")
    report.refresh_from_db()
    assert report.done == "ทำแล้ว"


def test_files_that_are_too_large_together_are_added_as_far_as_there_is_room(report, officer, monkeypatch):
    monkeypatch.setattr(added, "MOST_AT_ONCE", 1500)
    files = [picture(f"{colour}.jpg", colour) for colour in ("red", "blue", "teal")]
    assert all(500 < file.size < 900 for file in files)
    told = said(officer.get(write(officer, report, new__uploads=files, done="ทำแล้ว").url))
    assert [sentence for sentence in told if sentence.startswith("ไม่ได้เพิ่ม: teal.jpg: ไฟล์ทั้งหมดรวมกันมีขนาดเกิน 1.5 กิโลไบต์")]
    report.refresh_from_db()
    assert (report.done, [piece.name for piece in report.evidence.all()]) == ("ทำแล้ว", ["red.jpg", "blue.jpg"])
