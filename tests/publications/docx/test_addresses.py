"""Where the Word files are found: beside the PDF as copies, gone where it is gone, a draft's for staff only."""

import pytest
from django.urls import reverse

from publications.models import PublishedFile
from publications.public import editions
from publications.render import docx
from tests import factories, followed_up
from tests.editions import freeze, withdraw
from tests.publications.docx.conftest import handed
from tests.publications.docx.reading import opened, text_of
from tests.readers import site, soup, text

pytestmark = pytest.mark.django_db


def test_the_newest_edition_of_a_kind_has_a_stable_address():
    plan = factories.make_year()
    freeze(plan)
    newest = freeze(plan, reason="แก้ไขคำผิด")
    answer = site().get("/2566/plan.docx")
    assert answer["Content-Type"] == docx.CONTENT_TYPE
    assert answer["Content-Disposition"] == 'attachment; filename="ita-2566-plan-2.docx"'
    assert newest.sha256 in text_of(answer.content)
    assert answer.content == site().get("/2566/editions/2.docx").content
    assert newest.sha256 not in text_of(site().get("/2566/editions/1.docx").content)
    assert site().get("/2566/final.docx").status_code == 404


def test_it_is_written_once_and_asked_for_again_by_its_tag(monkeypatch):
    freeze(factories.make_year())
    first = site().get("/2566/plan.docx")
    monkeypatch.setattr(docx, "render", lambda *args, **named: pytest.fail("written a second time"))
    assert site().get("/2566/plan.docx").content == first.content
    assert site().get("/2566/plan.docx", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_published_pictures_are_in_it():
    edition = followed_up.freeze_followed_up()
    answer = site().get("/2566/progress.docx")
    assert answer.content == docx.render(editions.read(edition), sha256=edition.sha256, pictures=handed)
    assert "ไม่พบไฟล์ภาพ" not in text_of(answer.content)


def test_a_picture_whose_file_is_lost_leaves_a_word_and_no_error():
    followed_up.freeze_followed_up()
    for file in PublishedFile.objects.exclude(thumbnail=""):
        file.thumbnail.storage.delete(file.thumbnail.name)
    answer = site().get("/2566/progress.docx")
    assert answer.status_code == 200
    assert text_of(answer.content).count("(ไม่พบไฟล์ภาพ)") == 2


def test_a_withdrawn_edition_has_none_any_more():
    edition = freeze(factories.make_year())
    assert site().get("/2566/editions/1.docx").status_code == 200
    withdraw(edition)
    for address in ("/2566/editions/1.docx", "/2566/plan.docx"):
        assert site().get(address).status_code == 410


def test_where_the_pdf_is_erased_there_is_no_word_file_either():
    edition = freeze(factories.make_year())
    publisher = factories.make_user("palad", agency=edition.agency, role="publisher")
    edition.erase_pdf(by=publisher, reason="มีเลขประจำตัวประชาชน")
    answer = site().get("/2566/editions/1.docx")
    assert answer.status_code == 410
    assert "มีเลขประจำตัวประชาชน" in text(answer)
    assert not soup(site().get("/2566/editions/1/")).select("a[href$='.docx']")
    assert not soup(site().get("/2566/editions/")).select("a[href$='.docx']")


@pytest.mark.parametrize("page", ["/2566/", "/2566/editions/", "/2566/editions/1/"])
def test_pages_name_it_beside_the_pdf(page):
    freeze(factories.make_year())
    links = [link["href"] for link in soup(site().get(page)).select("a[href$='.pdf'], a[href$='.docx']")]
    assert [link.split(".")[-1] for link in links[:2]] == ["pdf", "docx"]


@pytest.mark.parametrize("page", ["/2566/", "/2566/editions/", "/2566/editions/1/"])
def test_pages_say_that_it_is_not_the_original(page):
    freeze(factories.make_year())
    assert "ฉบับสำหรับแก้ไข ไม่ใช่ต้นฉบับ" in text(site().get(page))


def test_staff_see_a_draft_marked_as_one(client):
    agency = factories.make_agency()
    plan = factories.make_year(agency)
    client.force_login(factories.make_user("planner", agency=agency, role="planner"))
    answer = client.get(reverse("admin:publications_edition_preview_word", args=[plan.pk, "plan"]))
    assert answer["Content-Disposition"] == 'attachment; filename="draft-2566-plan.docx"'
    assert opened(answer.content).sections[0].header.paragraphs[0].text == "ร่าง / ตัวอย่าง ยังไม่เผยแพร่"
