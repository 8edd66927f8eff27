"""Citizens read editions and nothing else: no draft, no withdrawn content, and which edition is which."""

import re

import pytest
from django.db.models import QuerySet
from django.template.loader import render_to_string

from publications.models import Edition
from tests import factories
from tests.editions import addresses, freeze, withdraw
from tests.readers import pages_of, reported_year, site, soup, text

pytestmark = pytest.mark.django_db


def test_no_address_shows_a_draft():
    plan = factories.make_year()
    edition = freeze(plan)
    plan.measures.update(title="ร่างที่ยังไม่เผยแพร่")
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), done="รายงานลับ")
    shown = {address: site().get(address).content.decode(errors="ignore") for address in addresses(edition)}
    assert "มาตรการที่ 1" in shown["/2566/"]
    assert "มาตรการที่ 1" in shown["/2566/data/measures.csv"]
    assert [address for address, page in shown.items() if "ร่างที่" in page or "รายงานลับ" in page] == []


def test_the_page_changes_with_the_next_publication_and_with_a_withdrawal():
    plan = factories.make_year()
    first = freeze(plan)
    assert "มาตรการที่ 1" in text(site().get("/2566/"))
    plan.measures.update(title="มาตรการที่แก้แล้ว")
    second = freeze(plan, reason="แก้ไข")
    assert "มาตรการที่แก้แล้ว" in text(site().get("/2566/"))
    withdraw(second)
    assert "มาตรการที่แก้แล้ว" not in text(site().get("/2566/"))
    assert f"/verify/{first.sha256}/" in site().get("/2566/").content.decode()


def test_a_withdrawn_edition_answers_410_with_its_reason_and_without_its_content():
    plan = factories.make_year(title="ชื่อแผนที่ถอน")
    edition = withdraw(freeze(plan, reason="เหตุผลที่อยู่ในเนื้อหา"), "มีเลขประจำตัวประชาชน")
    gone = [address for address in addresses(edition) if address.startswith("/2566/") and address != "/2566/editions/"]
    for address in [*gone, f"/verify/{edition.sha256}/", f"/verify/{edition.pdf_sha256}/"]:
        response = site().get(address)
        assert (address, response.status_code) == (address, 410)
        page = response.content.decode()
        assert "มีเลขประจำตัวประชาชน" in page
        assert edition.sha256[:16] in page
        assert not re.search("ชื่อแผนที่ถอน|มาตรการที่ 1|เหตุผลที่อยู่ในเนื้อหา", page)
    assert "ชื่อแผนที่ถอน" not in text(site().get("/"))
    assert "มีเลขประจำตัวประชาชน" in text(site().get("/2566/editions/"))


def test_the_stable_address_falls_back_to_the_edition_before_a_withdrawn_one():
    plan = factories.make_year()
    first = freeze(plan)
    withdraw(freeze(plan, reason="แก้ไข"))
    assert site().get("/2566/plan.pdf").content == bytes(first.pdf)


def test_a_year_offers_no_document_that_was_withdrawn():
    plan = reported_year()
    withdraw(freeze(plan, reason="แก้ไข"))
    withdraw(freeze(plan, "progress"))
    measures, *reports = soup(site().get("/2566/")).select(".document-card")
    assert "ฉบับที่ 1 เผยแพร่" in measures.get_text()
    assert ["ยังไม่ได้เผยแพร่" in report.get_text() for report in reports] == [True, True]


def test_a_year_of_which_everything_was_withdrawn_gives_way_to_the_year_before():
    agency = factories.make_agency()
    kept = freeze(factories.make_year(agency, 2566))
    withdraw(freeze(factories.make_year(agency, 2567)))
    for address in ("/", "/indicators/", "/indicators/4/"):
        shown = site().get(address)
        assert (address, shown.status_code) == (address, 200)
        assert not soup(shown).select("a[href='/2567/']")
    assert f"/verify/{kept.sha256}/" in site().get("/").content.decode()
    assert "/2567/" not in site().get("/sitemap.xml").content.decode()


def test_an_old_edition_says_that_there_is_a_newer_one():
    plan = factories.make_year()
    freeze(plan)
    assert not soup(site().get("/2566/editions/1/")).select(".notice")
    freeze(plan, reason="แก้ไข")
    assert "มีฉบับใหม่กว่า" in soup(site().get("/2566/editions/1/")).select_one(".notice-warning").get_text()
    assert not soup(site().get("/2566/editions/2/")).select(".notice")


def test_an_edition_of_another_kind_follows_a_plan_and_does_not_replace_it():
    plan = reported_year()
    freeze(plan, "progress")
    assert "ยังมีผลใช้อยู่" in soup(site().get("/2566/editions/1/")).select_one(".notice-plain").get_text()


def test_nobody_named_on_the_approval_appears_on_a_page():
    plan = factories.make_year(approver_name="นายสมมติ ใจดี", approver_position="นายก อบต.")
    edition = freeze(plan)
    assert "สมมติ" in edition.content
    assert [address for address in pages_of(edition) if "สมมติ" in site().get(address).content.decode()] == []


@pytest.mark.parametrize("address", ["/2566/", "/2566/analysis/", "/indicators/"])
def test_nothing_is_shown_of_an_edition_that_was_tampered_with(address):
    edition = freeze(factories.make_year())
    # Past the edition's own guard, as somebody with the database file would.
    QuerySet(Edition).update(content=edition.content.replace("85.66", "99.99"))
    client = site()
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == 500
    assert "ระบบขัดข้อง" in text(response)
    assert "99.99" not in text(response)


def test_the_pages_for_when_little_works_need_no_context():
    for template in ("400.html", "403_csrf.html", "500.html"):
        page = render_to_string(template)
        assert page.count("<h1") == 1
        assert 'lang="th"' in page
