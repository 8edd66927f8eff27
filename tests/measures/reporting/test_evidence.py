"""Evidence on a report's page: files and links, good ones and bad ones, and the room that they take."""

import errno
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from measures.models import Evidence
from tests import factories
from tests.readers import soup, text
from tests.staff_pages import page

from .pages import address, form_of, picture, said, write, wrong

pytestmark = pytest.mark.django_db
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def files(folder: Path) -> list[str]:
    """Every file that is stored."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_several_files_and_links_are_added_at_once_and_captioned_each(report, officer, media):
    new = {
        "new__uploads": [picture(), picture("ก.png", "blue", "PNG")],
        "new__links": "https://a.go.th/1\nhttps://a.go.th/2",
    }
    answer = officer.get(write(officer, report, **new).url)
    assert "เพิ่มหลักฐานแล้ว 4 รายการ" in said(answer)
    assert [piece.caption for piece in report.evidence.all()] == [
        *("ภาพกิจกรรม", "ก", "https://a.go.th/1", "https://a.go.th/2"),
    ]
    write(officer, report, evidence__1__caption="ภาพป้าย", evidence__1__happened_on="15/01/2566")
    piece = report.evidence.get(caption="ภาพป้าย")
    assert piece.happened_on.isoformat() == "2023-01-15"
    assert len(files(media)) == 4  # each picture with its small one


BAD = {
    "a page under the name of a picture": SimpleUploadedFile("ภาพ.jpg", PAGE),
    "a drawing with a script": SimpleUploadedFile(
        "ภาพ.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"
    ),
    "a broken PDF": SimpleUploadedFile("ประกาศ.pdf", b"%PDF-1.7 broken"),
    "an empty file": SimpleUploadedFile("ว่าง.pdf", b""),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_named_with_why_and_everything_else_is_kept(report, officer, media, kind):
    BAD[kind].seek(0)
    answer = officer.get(write(officer, report, done="พิมพ์แล้ว", new__uploads=[BAD[kind], picture()]).url)
    assert said(answer)[0].startswith(f"ไม่ได้เพิ่ม: {BAD[kind].name}: ")
    report.refresh_from_db()
    assert (report.done, report.evidence.get().name) == ("พิมพ์แล้ว", "ภาพกิจกรรม.jpg")
    assert len(files(media)) == 2


def test_a_file_beyond_the_limit_is_refused_and_the_text_is_kept(report, officer, media, settings):
    settings.EVIDENCE_MAX_FILE_SIZE = 100
    answer = officer.get(write(officer, report, done="พิมพ์แล้ว", new__uploads=[picture()]).url)
    assert said(answer)[0].startswith("ไม่ได้เพิ่ม: ภาพกิจกรรม.jpg: ")
    report.refresh_from_db()
    assert (report.done, report.evidence.count(), files(media)) == ("พิมพ์แล้ว", 0, [])


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://localhost/x", "ไม่ใช่ลิงก์", "https://a.go.th/" + "x" * 500]
)
def test_a_bad_link_is_refused(report, officer, link):
    answer = officer.get(write(officer, report, new__links=f"{link}\nhttps://a.go.th/1").url)
    assert said(answer)[0].startswith("ไม่ได้เพิ่ม: ")
    assert [piece.url for piece in report.evidence.all()] == ["https://a.go.th/1"]


@pytest.mark.parametrize(("day", "words"), [("15/01/2023", "พ.ศ. 2566"), ("31/12/2643", "ยังมาไม่ถึง"), ("เมื่อวาน", "")])
def test_a_day_that_cannot_be_is_said_at_its_picture(report, officer, day, words):
    asked = write(officer, report, done="พิมพ์แล้ว", new__uploads=[picture()], new__happened_on=day)
    assert words in wrong(asked)
    assert soup(asked).select("#id_evidence-0-happened_on.is-invalid")
    kept = form_of(asked)
    assert (kept["done"], kept["evidence-0-happened_on"]) == ("พิมพ์แล้ว", day)


def test_the_same_file_is_attached_once(report, officer, media):
    write(officer, report, new__uploads=[picture()])
    answer = officer.get(write(officer, report, new__uploads=[picture("อีกชื่อ.jpg")]).url)
    assert "ไฟล์นี้แนบไว้ในรายงานแล้ว" in said(answer)[0]
    assert (report.evidence.count(), len(files(media))) == (1, 2)


def test_the_room_of_an_agency_is_kept(report, officer, media, settings):
    settings.EVIDENCE_QUOTA = 1000
    answer = officer.get(write(officer, report, done="พิมพ์แล้ว", new__uploads=[picture()]).url)
    assert report.evidence.count() == 1
    settings.EVIDENCE_QUOTA = report.evidence.get().size
    answer = officer.get(write(officer, report, new__uploads=[picture(colour="blue")]).url)
    assert "พื้นที่เก็บหลักฐานของหน่วยงาน" in said(answer)[0]
    assert (report.evidence.count(), len(files(media))) == (1, 2)


def test_a_full_disk_leaves_nothing_half_and_loses_no_text(report, officer, media, monkeypatch):
    save = FileSystemStorage._save

    def full(storage, name, content):
        save(storage, name, content)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    answer = officer.get(write(officer, report, done="พิมพ์แล้ว", new__uploads=[picture()]).url)
    assert "พื้นที่จัดเก็บของระบบเต็ม" in said(answer)[0]
    report.refresh_from_db()
    assert (report.done, report.evidence.count(), files(media)) == ("พิมพ์แล้ว", 0, [])


def test_a_failure_after_storing_leaves_no_file(report, officer, media, monkeypatch):
    def fail(sent):
        raise RuntimeError

    monkeypatch.setattr("measures.reporting.saving._write", fail)
    with pytest.raises(RuntimeError):
        write(officer, report, new__uploads=[picture()])
    assert (report.evidence.count(), files(media)) == (0, [])


def test_a_removed_piece_takes_its_files_along(report, officer, media, django_capture_on_commit_callbacks):
    write(officer, report, new__uploads=[picture()])
    with django_capture_on_commit_callbacks(execute=True):
        write(officer, report, evidence__0__DELETE="on")
    assert (report.evidence.count(), files(media)) == (0, [])


def test_what_goes_with_a_plan_takes_its_files_along(report, officer, media, django_capture_on_commit_callbacks):
    write(officer, report, new__uploads=[picture()])
    with django_capture_on_commit_callbacks() as waiting:
        report.round.plan.delete()
    assert len(files(media)) == 2  # not before the transaction is over
    for callback in waiting:
        callback()
    assert files(media) == []


def test_a_replaced_file_is_deleted(report, officer, media, django_capture_on_commit_callbacks):
    write(officer, report, new__uploads=[picture()])
    piece = report.evidence.get()
    before = Path(piece.file.name).name
    with django_capture_on_commit_callbacks(execute=True):
        piece.file.save("neu.jpg", picture(colour="green"))
    assert before not in files(media)
    assert Path(piece.file.name).name in files(media)


def test_pieces_are_put_in_another_order(report, officer):
    write(officer, report, new__links="https://a.go.th/1\nhttps://a.go.th/2")
    write(officer, report, evidence__0__position="5")
    assert [piece.url[-1] for piece in Evidence.objects.all()] == ["2", "1"]


def test_what_is_stored_is_shown_as_what_it_is(report, officer):
    write(officer, report, new__uploads=[picture("ภาพ การอบรม.jpg")])
    shown = soup(officer.get(address(report)))
    full = officer.get(shown.select_one(".piece-file")["href"])
    small = officer.get(shown.select_one(".piece-file img")["src"])
    assert (full["Content-Type"], small["Content-Type"]) == ("image/jpeg", "image/jpeg")
    assert full["Content-Disposition"].startswith("inline; filename*=utf-8''%E0%B8%A0")
    assert (full["X-Content-Type-Options"], full["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    assert full.getvalue()
    assert small.getvalue()


def test_what_a_browser_would_run_is_a_download(report, officer):
    piece = Evidence.objects.create(
        report=report,
        caption="เก่า",
        file=SimpleUploadedFile("old.html", PAGE),
        name="หน้าเว็บ.html",
        sha256="0" * 64,
        size=len(PAGE),
        content_type="text/html",
    )
    answer = officer.get(page("my_evidence", piece.pk, f"{piece.sha256}.html"))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")
    answer.getvalue()


def test_a_file_that_is_gone_or_has_another_name_is_not_there(report, officer):
    lost = Evidence.objects.create(report=report, caption="หาย", file="evidence/gone.pdf")
    assert officer.get(page("my_evidence", lost.pk, "gone.pdf")).status_code == 404
    assert officer.get(page("my_evidence", lost.pk, "other.pdf")).status_code == 404


def test_a_disk_that_is_full_while_an_upload_comes_in_loses_that_file_alone(
    report, officer, media, settings, monkeypatch
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0

    def full(handler, raw_data, start):
        if handler.file_name.startswith("ใหญ่"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return handler.file.write(raw_data) and None

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    sent = write(officer, report, done="พิมพ์แล้ว", new__uploads=[picture("ใหญ่.jpg"), picture("เล็ก.jpg", "blue")])
    report.refresh_from_db()
    assert (report.done, report.evidence.get().name) == ("พิมพ์แล้ว", "เล็ก.jpg")
    assert "ไม่ได้เพิ่ม: ใหญ่.jpg: พื้นที่จัดเก็บของระบบเต็ม" in said(officer.get(sent.url))[0]


@pytest.mark.parametrize("forged", ["", "abc", "0", "9" * 19, "๑"])
def test_a_row_of_evidence_that_is_none_of_the_reports_is_refused_and_the_text_is_kept(report, officer, forged):
    factories.make_file(report)
    answer = write(officer, report, evidence__0__id=forged, done="พิมพ์แล้ว")
    assert (answer.status_code, form_of(answer)["done"]) == (200, "พิมพ์แล้ว")
    assert "ยังไม่ได้บันทึกข้อความ" in said(answer)[0]
    assert report.evidence.get().caption == "เอกสาร"


@pytest.mark.parametrize("initial", ["0", "1"])
def test_rows_of_evidence_that_are_said_to_be_new_are_refused_and_the_text_is_kept(report, officer, initial):
    write(officer, report, new__links="https://a.go.th/1\nhttps://a.go.th/2")
    answer = write(officer, report, evidence__INITIAL_FORMS=initial, done="พิมพ์แล้ว")
    assert (answer.status_code, form_of(answer)["done"]) == (200, "พิมพ์แล้ว")
    assert "ได้รับรายการในหน้านี้ไม่ครบถ้วน" in text(answer)
    assert report.evidence.count() == 2
