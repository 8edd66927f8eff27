"""The page on which a publisher redacts a published file: what it says before, who may, and what it does."""

import pytest

from agencies.models import User
from publications.models import PublishedFile
from tests import factories
from tests.readers import answered, text
from tests.staff_pages import errors, page, staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("press")]


@pytest.fixture
def file() -> PublishedFile:
    """A picture in the progress report of an agency."""
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    factories.make_file(report, b"picture", thumbnail=b"small", name="อบรม.jpg")
    return factories.publish(plan, "progress").files.get()


def test_the_page_leads_to_the_file_and_names_the_editions_that_change(file):
    shown = answered(staff(file.agency, User.Role.PUBLISHER).get(page("publications_publishedfile_redact", file.pk)))
    assert shown.select_one(f"#content a[href='/2566/evidence/{file.sha256}.jpg']")
    assert shown.get_text().count("ฉบับที่ 1 ปีงบประมาณ พ.ศ. 2566") == 2


def test_a_redaction_without_a_reason_is_refused_with_a_sentence(file):
    client, address = staff(file.agency, User.Role.PUBLISHER), page("publications_publishedfile_redact", file.pk)
    assert errors(client.post(address, {"reason": " "}))
    assert not PublishedFile.objects.get().is_redacted


def test_a_publisher_redacts_once_and_the_file_is_offered_nowhere_any_more(file):
    client, address = staff(file.agency, User.Role.PUBLISHER), page("publications_publishedfile_redact", file.pk)
    done = client.post(address, {"reason": "เห็นหน้าเด็ก"}, follow=True)
    assert "ฉบับที่ไม่มีไฟล์นี้ 1 ฉบับ" in text(done)
    assert "เปิดดูไฟล์" not in text(done)
    again = client.post(address, {"reason": "อีกครั้ง"}, follow=True)
    assert PublishedFile.objects.get().redaction_reason == "เห็นหน้าเด็ก"
    assert again.status_code == 200
    first = answered(client.get(page("publications_edition_change", file.editions.order_by("pk").first().pk)))
    assert not first.select("a[href$='.pdf']")


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.HEAD, User.Role.PLANNER])
def test_nobody_else_redacts(file, role):
    address = page("publications_publishedfile_redact", file.pk)
    assert staff(file.agency, role).post(address, {"reason": "เห็นหน้าเด็ก"}).status_code == 403
    assert not PublishedFile.objects.get().is_redacted
