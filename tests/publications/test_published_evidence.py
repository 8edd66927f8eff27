"""The files of evidence that editions name: kept for good, served as long as they can be read, redacted in the open."""

import errno
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from measures.models import Evidence
from measures.personal_data import find
from publications import publishing
from publications.models import Edition, Event, PublishedFile
from publications.publishing import Refused, verify
from tests import factories
from tests.readers import answered, site, soup, text, words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("press")]

PICTURE = b"\xff\xd8\xff not decoded here"
SMALL = b"\xff\xd8\xff small"


@pytest.fixture
def plan():
    """A year whose only report has a picture."""
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    factories.make_file(report, PICTURE, thumbnail=SMALL, caption="ภาพการอบรม", name="อบรม.jpg")
    return plan


@pytest.fixture
def palad(plan):
    return factories.make_user("palad", agency=plan.agency, role="publisher")


def published(plan, kind="progress") -> Edition:
    return factories.publish(plan, kind)


def addresses(edition) -> tuple[str, str]:
    sha256 = edition.files.get().sha256
    return f"/{edition.fiscal_year}/evidence/{sha256}.jpg", f"/{edition.fiscal_year}/evidence/{sha256}-small.jpg"


def test_an_edition_freezes_hash_size_and_type_of_a_file_and_keeps_its_bytes(plan):
    edition = published(plan)
    frozen = json.loads(edition.content)["reports"][0]["evidence"][1]
    file = edition.files.get()
    assert (frozen["sha256"], frozen["size"], frozen["content_type"]) == (file.sha256, len(PICTURE), "image/jpeg")
    Evidence.objects.all().delete()
    full, small = (site().get(address) for address in addresses(edition))
    assert (full.content, small.content) == (PICTURE, SMALL)
    assert (full["Content-Type"], full["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert list(verify()) == []


def test_a_file_that_a_browser_would_run_is_downloaded(plan):
    Evidence.objects.exclude(file="").update(content_type="application/msword")
    file = published(plan).files.get()
    answer = site().get(f"/2566/evidence/{file.sha256}.bin")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_has_one_address_in_its_own_year_and_agency(plan, other):
    full, _small = addresses(published(plan))
    for address in (
        full.replace("2566", "2565"),
        full.replace(".jpg", ".pdf"),
        full.replace("/evidence/", "/evidence/0"),
    ):
        assert site().get(address).status_code == 404
    assert site("other.go.th").get(full).status_code == 404


def test_what_is_not_published_has_no_public_address(plan):
    sha256 = Evidence.objects.exclude(file="").get().sha256
    factories.publish(plan, "plan")
    assert site().get(f"/2566/evidence/{sha256}.jpg").status_code == 404


def test_a_file_of_withdrawn_editions_alone_answers_as_they_do(plan, palad):
    edition = published(plan)
    full, small = addresses(edition)
    edition.withdraw(by=palad, reason="ผิดฉบับ")
    assert {site().get(address).status_code for address in (full, small)} == {410}
    published(plan)
    assert site().get(full).status_code == 200


def test_a_changed_byte_of_a_picture_is_noticed_and_not_served(plan):
    edition = published(plan)
    file = edition.files.get()
    file.file.storage.delete(file.file.name)
    file.file.storage.save(file.file.name, ContentFile(PICTURE[:-1] + b"!"))
    assert [fault.code for fault in verify()] == ["bytes"]
    assert site().get(addresses(edition)[0]).status_code == 503


@pytest.mark.parametrize("content", [b"", b"another picture"])
def test_nothing_is_published_when_the_staffs_file_is_lost_or_changed(plan, content):
    piece = Evidence.objects.exclude(file="").get()
    piece.file.storage.delete(piece.file.name)
    if content:
        piece.file.storage.save(piece.file.name, ContentFile(content))
    with pytest.raises(Refused, match="ภาพการอบรม"):
        published(plan)
    assert not Edition.objects.exists()
    assert not PublishedFile.objects.exists()


def test_a_redaction_erases_the_file_and_the_pdfs_and_publishes_on_without_it(plan, palad):
    first = published(plan)
    full, small = addresses(first)
    assert site().get("/2566/editions/1.pdf").status_code == 200
    (second,) = publishing.redact(first.files.get(), by=palad, reason="เห็นหน้าเด็ก")
    for address in (full, small, "/2566/editions/1.pdf"):
        answer = site().get(address)
        assert answer.status_code == 410
        assert "เห็นหน้าเด็ก" in text(answer)
        assert soup(answer).select_one("main a[href='/2566/editions/']")
    file = PublishedFile.objects.get()
    assert not file.file.storage.exists(file.file.name)
    assert not file.thumbnail.storage.exists(file.thumbnail.name)
    assert bytes(Edition.objects.get(number=1).pdf) == b""
    frozen = json.loads(second.content)["reports"][0]["evidence"][1]
    assert (frozen["redaction"]["reason"], frozen["sha256"]) == ("เห็นหน้าเด็ก", file.sha256)
    assert site().get("/2566/progress.pdf").status_code == 200
    listed = [link["href"] for link in answered(site().get("/2566/editions/")).select(".edition-links a")]
    assert ("/2566/editions/1.pdf" in listed, "/2566/editions/2.pdf" in listed) == (False, True)
    assert list(verify()) == []
    assert [event.act for event in Event.objects.in_order()] == ["published", "redacted", "redacted", "published"]


def test_a_successor_says_what_its_predecessor_said_and_nothing_that_staff_wrote_since(plan, palad):
    first = published(plan)
    plan.measures.update(title="ยังไม่ได้เผยแพร่")
    (second,) = publishing.redact(first.files.get(), by=palad, reason="เห็นหน้าเด็ก")
    assert "ยังไม่ได้เผยแพร่" not in second.content


def test_no_link_leads_to_a_pdf_that_was_erased(plan, palad):
    first = published(plan)
    publishing.redact(first.files.get(), by=palad, reason="เห็นหน้าเด็ก")
    for address in ("/2566/editions/", "/2566/editions/1/"):
        found = soup(site().get(address))
        assert not found.select("a[href$='/1.pdf']")
        assert "ลบ PDF เมื่อ" in words(found)
    assert soup(site().get("/2566/editions/")).select("a[href$='/2.pdf']")
    assert "ลบ PDF เมื่อ" not in words(soup(site().get("/2566/editions/2/")))


def test_every_document_that_citizens_read_gets_its_successor_and_older_editions_lose_their_pdf(plan, palad):
    published(plan)
    published(plan)
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="final"))
    published(plan, "final")
    successors = publishing.redact(PublishedFile.objects.get(), by=palad, reason="เห็นหน้าเด็ก")
    assert [(edition.number, edition.kind) for edition in successors] == [(4, "progress"), (5, "final")]
    assert list(Edition.objects.exclude(pdf_erased_at=None).values_list("number", flat=True).order_by("number")) == [
        *(1, 2, 3)
    ]
    assert list(verify()) == []


def test_a_redacted_file_is_not_published_again(plan, palad):
    publishing.redact(published(plan).files.get(), by=palad, reason="เห็นหน้าเด็ก")
    third = published(plan)
    assert json.loads(third.content)["reports"][0]["evidence"][1]["redaction"]["reason"] == "เห็นหน้าเด็ก"
    file = PublishedFile.objects.get()
    assert not file.file.storage.exists(file.file.name)
    assert list(verify()) == []


def test_a_redaction_happens_wholly_or_not_at_all(plan, palad, monkeypatch):
    edition = published(plan)

    def fails(*args, **kwargs):
        raise publishing.redact.__globals__["pdf"].RenderingFailed("no paper")

    monkeypatch.setattr("publications.render.pdf.render", fails)
    with pytest.raises(Refused):
        publishing.redact(edition.files.get(), by=palad, reason="เห็นหน้าเด็ก")
    assert site().get(addresses(edition)[0]).content == PICTURE
    assert [event.act for event in Event.objects.in_order()] == ["published"]


def test_a_redaction_needs_a_reason_and_happens_once(plan, palad):
    file = published(plan).files.get()
    with pytest.raises(Refused):
        publishing.redact(file, by=palad, reason="  ")
    publishing.redact(file, by=palad, reason="เห็นหน้าเด็ก")
    with pytest.raises(Refused):
        publishing.redact(file, by=palad, reason="อีกครั้ง")
    assert Event.objects.filter(act="redacted", file=file).count() == 1


def test_a_restored_backup_loses_again_what_was_redacted(plan, palad, settings, tmp_path):
    settings.REDACTION_LOG = tmp_path / "redactions.jsonl"
    edition = published(plan)
    file = edition.files.get()
    publishing.redact(file, by=palad, reason="เห็นหน้าเด็ก")
    file.file.storage.save(file.file.name, ContentFile(PICTURE))  # the files of a backup from before
    call_command("replay_redactions")
    assert not file.file.storage.exists(file.file.name)


def test_a_redaction_that_the_restored_database_does_not_know_happens_again(plan, palad, settings, tmp_path):
    settings.REDACTION_LOG = tmp_path / "redactions.jsonl"
    edition = published(plan)
    sha256 = edition.files.get().sha256
    line = {"agency": plan.agency.natural_key(), "sha256": sha256, "by": "palad", "at": "2026-11-26T10:00:00+07:00"}
    settings.REDACTION_LOG.write_text(json.dumps(line | {"reason": "เห็นหน้าเด็ก"}) + '\n{"agency": [')
    call_command("replay_redactions")
    call_command("replay_redactions")
    assert PublishedFile.objects.get().redaction_reason == "เห็นหน้าเด็ก"
    assert Edition.objects.count() == 2
    assert list(verify()) == []


def test_personal_data_that_nobody_has_decided_about_is_not_published(plan, palad):
    report = plan.measures.get().reports.get()
    report.result = "ติดต่อ somsri@example.go.th"
    report.save()
    with pytest.raises(Refused) as refusal:
        published(plan)
    assert [issue.code for issue in refusal.value.issues] == ["undecided"]
    (found,) = find(report.result)
    report.clearances.create(digest=found.digest, decided_by=palad, decided_at=factories.at())
    assert "somsri@example.go.th" in published(plan).content


def test_obstacles_that_are_kept_within_the_agency_stand_in_no_edition_and_are_not_asked_about(plan):
    plan.measures.get().reports.update(obstacles="โทร somsri@example.go.th")
    type(plan.agency).objects.update(obstacles_are_public=False)
    assert "somsri" not in published(plan).content


def test_a_picture_of_children_waits_for_the_consent_of_their_parents(plan):
    Evidence.objects.exclude(file="").update(shows_children=True)
    with pytest.raises(Refused) as refusal:
        published(plan)
    assert [issue.code for issue in refusal.value.issues] == ["bad_evidence"]
    Evidence.objects.update(has_consent=True)
    assert published(plan)


def test_nothing_is_published_when_the_disk_is_full_and_it_is_said(plan, monkeypatch):
    def full(*_anything):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(Refused, match="จัดเก็บไฟล์หลักฐานไม่ได้"):
        published(plan)
    assert not Edition.objects.exists()
    assert not PublishedFile.objects.exists()
