"""Publishing in the staff's room: previews, the publish page, the editions and withdrawing one."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from publications.models import Edition
from tests import factories
from tests.editions import freeze
from tests.readers import soup, text
from tests.staff_pages import errors, form_of, page, staff

pytestmark = pytest.mark.django_db


def test_the_publish_page_says_what_will_be_published_and_publishes_it(agency, plan):
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    shown = text(client.get(address))
    assert "85.66 , ระดับ A" in shown
    assert "31 มีนาคม พ.ศ. 2566" in shown
    response = client.post(address, form_of(client.get(address)), follow=True)
    edition = Edition.objects.get()
    assert edition.published_by.role == User.Role.PUBLISHER
    assert "เผยแพร่ฉบับที่ 1 ปีงบประมาณ พ.ศ. 2566 เรียบร้อยแล้ว" in text(response)
    links = [link["href"] for link in soup(response).select(".messagelist a")]
    assert links == ["/2566/editions/1/", *(f"/2566/editions/1.{ending}" for ending in ("pdf", "docx", "json"))]
    assert [client.get(link).status_code for link in links] == [200] * 4


def test_links_lead_to_the_agencys_own_host(agency, plan):
    agency.domain = "ita.go.th"
    agency.save()
    shown = soup(staff(agency).get(page("publications_edition_change", freeze(plan).pk)))
    assert shown.select_one("a[href='//ita.go.th/2566/editions/1.pdf']")


def test_an_incomplete_plan_is_not_published_and_the_page_says_what_is_missing(agency, plan):
    plan.assessment().scores.filter(indicator__number=2).update(score=None)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    issues = soup(client.get(address)).select(".checklist .issue-error a")
    assert [issue.get_text() for issue in issues] == ["ตัวชี้วัดที่ 2 (การใช้งบประมาณ) ปีงบประมาณ พ.ศ. 2565 ยังไม่มีคะแนน"]
    assert "ยังไม่ได้เผยแพร่" in text(client.post(address, {"reviewed": ""}))
    assert not Edition.objects.exists()


def test_a_warning_is_published_only_with_a_reason_that_citizens_read(agency, plan):
    plan.assessment().scores.update(is_urgent=False)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    looked_at = form_of(client.get(address))
    response = client.post(address, looked_at)
    assert "กรุณากรอกช่องนี้" in errors(response)
    assert not Edition.objects.exists()
    client.post(address, looked_at | {"because:no_urgent_point": "ที่ประชุมเห็นว่าไม่มีเรื่องเร่งด่วน"})
    edition = Edition.objects.get()
    assert "ที่ประชุมเห็นว่าไม่มีเรื่องเร่งด่วน" in edition.content
    again = form_of(client.get(address))
    assert again["because:no_urgent_point"] == "ที่ประชุมเห็นว่าไม่มีเรื่องเร่งด่วน"


def test_what_changed_since_it_was_looked_at_is_not_published(agency, plan):
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    looked_at = form_of(client.get(address))
    plan.measures.update(title="เปลี่ยนหลังจากดูแล้ว")
    response = client.post(address, looked_at)
    assert "ข้อมูลมีการเปลี่ยนแปลงหลังจากที่ท่านตรวจ" in text(response)
    assert not Edition.objects.exists()
    assert form_of(response)["reviewed"] != looked_at["reviewed"]


def test_nothing_is_published_without_having_been_looked_at(agency, plan):
    staff(agency, User.Role.PUBLISHER).post(page("publications_edition_publish", plan.pk, "plan"), {})
    assert not Edition.objects.exists()


def test_a_correction_needs_a_reason_and_shows_what_differs(agency, plan):
    freeze(plan)
    plan.assessment().scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    factories.make_measure(plan, 2, title="เพิ่มใหม่")
    type(plan).objects.update(is_announced=True, preparer_name="นางสาวสมศรี ใจดี")
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    differences = [
        item.get_text() for item in soup(client.get(address)).select("[aria-labelledby=differences-heading] li")
    ]
    assert differences[0] == "คะแนนรวม: 85.66 → 83.66"
    assert "คะแนนตัวชี้วัดที่ 9: 95.00 → 85.00" in differences
    assert "เพิ่มมาตรการที่ 2" in differences
    assert "ประกาศ" in differences
    assert any(difference.startswith("ชื่อหรือตำแหน่งผู้ลงนาม") for difference in differences)
    assert "กรุณากรอกช่องนี้" in errors(client.post(address, form_of(client.get(address))))
    assert Edition.objects.count() == 1


def test_a_refusal_keeps_the_reason_that_was_typed(agency, plan):
    freeze(plan)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_publish", plan.pk, "plan")
    looked_at = form_of(client.get(address))
    plan.measures.update(title="เปลี่ยนหลังจากดูแล้ว")
    response = client.post(address, looked_at | {"reason": "แก้ชื่อมาตรการ"})
    assert form_of(response)["reason"] == "แก้ชื่อมาตรการ"


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.PLANNER])
def test_only_publishers_publish(agency, plan, role):
    client = staff(agency, role)
    assert client.post(page("publications_edition_publish", plan.pk, "plan"), {"reviewed": "x"}).status_code == 403
    edition = freeze(plan).pk
    assert client.post(page("publications_edition_withdraw", edition), {"reason": "ลอง"}).status_code == 403
    assert not soup(client.get(page("publications_edition_change", edition))).select("a.withdrawlink")
    assert not Edition.objects.get().is_withdrawn


def test_a_preview_is_the_public_page_marked_as_not_published(agency, plan):
    response = staff(agency).get(page("publications_edition_preview", plan.pk, "plan"))
    shown = text(response)
    assert "85.66" in shown
    assert "มาตรการที่ 1" in shown
    assert "ดูตัวอย่าง" in shown
    assert not Edition.objects.exists()


def test_the_preview_of_the_pdf_is_a_draft(agency, plan):
    response = staff(agency).get(page("publications_edition_preview_pdf", plan.pk, "plan"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert not Edition.objects.exists()


def test_a_progress_document_can_be_looked_at_before_its_reports_are_accepted(agency, plan):
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), status="draft", done="ยังเป็นร่าง")
    response = staff(agency).get(page("publications_edition_preview", plan.pk, "progress"))
    assert response.status_code == 200
    assert "ยังเป็นร่าง" not in text(response)


def test_an_edition_shows_its_proof_and_its_place_in_the_chain(agency, plan):
    first, second = freeze(plan), freeze(plan, reason="แก้ไขชื่อมาตรการ")
    shown = text(staff(agency).get(page("publications_edition_change", second.pk)))
    for expected in (
        second.sha256,
        second.pdf_sha256,
        first.sha256,
        "แก้ไขชื่อมาตรการ",
        "16 มกราคม พ.ศ. 2566 เวลา 09.01 น.",
    ):
        assert expected in shown


def test_neither_list_nor_page_of_editions_reads_contents_and_files(agency, plan):
    edition = freeze(plan)
    client = staff(agency)
    for address in (
        page("publications_edition_changelist"),
        page("publications_edition_change", edition.pk),
    ):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        read = " ".join(query["sql"] for query in queries)
        assert '"publications_edition"."sha256"' in read
        assert '"publications_edition"."pdf"' not in read
        assert '"publications_edition"."content"' not in read


def test_a_plans_page_reads_no_file_and_only_the_newest_content_and_that_once(agency, plan):
    freeze(plan)
    newest, client = freeze(plan, reason="แก้ไข"), staff(agency)
    for expected in (1, 0):
        with CaptureQueriesContext(connection) as queries:
            client.get(page("measures_plan_change", plan.pk))
        contents = [query["sql"] for query in queries if '"publications_edition"."content"' in query["sql"]]
        assert len(contents) == expected
        assert all(newest.sha256 in sql for sql in contents)
        assert not any('"publications_edition"."pdf"' in query["sql"] for query in queries)


def test_an_edition_is_withdrawn_with_a_reason_and_once(agency, plan):
    edition = freeze(plan)
    client, address = staff(agency, User.Role.PUBLISHER), page("publications_edition_withdraw", edition.pk)
    assert soup(client.get(page("publications_edition_change", edition.pk))).select("a.withdrawlink")
    assert "กรุณากรอกช่องนี้" in errors(client.post(address, {"reason": "  "}))
    response = client.post(address, {"reason": "มีข้อมูลส่วนบุคคล"}, follow=True)
    assert "มีข้อมูลส่วนบุคคล" in text(response)
    assert not soup(response).select("a.withdrawlink")
    assert "ฉบับนี้ถูกถอนการเผยแพร่ไปแล้ว" in text(client.post(address, {"reason": "อีกครั้ง"}, follow=True))
    assert Edition.objects.get().withdrawal_reason == "มีข้อมูลส่วนบุคคล"
