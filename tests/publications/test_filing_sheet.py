"""The filing sheet: the answer to each disclosure item as the assessment system takes it, and what is still missing."""

import pytest
from django.db import models

from agencies.models import User
from publications.models import Edition
from publications.public import files
from publications.public.editions import Erased
from tests import factories
from tests.editions import freeze, withdraw
from tests.readers import answered, words
from tests.staff_pages import browser, page, staff

pytestmark = pytest.mark.django_db

HOST = "ita.go.th"


@pytest.fixture
def agency(settings):
    settings.ALLOWED_HOSTS = ["localhost", HOST]
    return factories.make_agency(domain=HOST, menu_path="ข้อมูลสาธารณะ (OIT) > มาตรการ ITA")


@pytest.fixture
def plan(agency):
    return factories.make_year(agency)


def sheet(plan):
    officer = User.objects.filter(role=User.Role.OFFICER).first()
    client = browser(officer) if officer else staff(plan.agency, User.Role.OFFICER)
    return answered(client.get(page("publications_edition_filing_sheet", plan.pk)))


def item(plan, code: str):
    """The part of the sheet that is about one disclosure item."""
    return next(part for part in sheet(plan).select(".filing-item") if code in words(part.h2))


def pasted(plan, code: str) -> list[str]:
    """The two texts that are ready to be pasted, as they stand."""
    return [part.get_text() for part in item(plan, code).select("pre")]


def test_the_plan_is_filed_under_its_code_with_document_page_and_data(plan):
    freeze(plan)
    addresses, _path = pasted(plan, "O42")
    assert addresses.split() == [f"https://{HOST}/2566/plan.pdf", f"https://{HOST}/2566/", f"https://{HOST}/2566/data/"]


def test_the_way_of_clicking_begins_in_the_main_sites_menu_in_thai_digits(plan):
    freeze(plan)
    assert pasted(plan, "O42")[1].splitlines() == [
        "๑. หน้าหลักของเว็บไซต์ เลือกหัวข้อ ข้อมูลสาธารณะ (OIT)",
        "๒. เลือก มาตรการ ITA",
        "๓. เลือก พ.ศ. ๒๕๖๖",
        "๔. เลือกหัวข้อ เอกสารทางการ รายการ มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "๕. เลือก เปิดไฟล์ PDF จะแสดงเอกสารฉบับที่ ๑",
    ]


def test_every_word_to_click_stands_on_the_pages(plan, client):
    freeze(plan)
    shown = words(answered(client.get("/2566/", headers={"host": HOST})))
    for word in ("พ.ศ. 2566", "เอกสารทางการ", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "เปิดไฟล์ PDF"):
        assert word in shown


def test_an_agency_that_prints_arabic_digits_files_them(plan):
    freeze(plan)
    plan.agency.digits = "arabic"
    plan.agency.save()
    assert pasted(plan, "O42")[1].startswith("1. หน้าหลัก")


def test_the_report_at_the_years_end_is_filed_before_the_one_after_six_months(plan):
    freeze(plan)
    freeze(plan, "progress")
    assert pasted(plan, "O43")[0].split()[0] == f"https://{HOST}/2566/progress.pdf"
    freeze(plan, "final")
    assert [line.rsplit("/", 1)[-1] for line in pasted(plan, "O43")[0].split()][:2] == ["final.pdf", "progress.pdf"]


def test_a_year_whose_report_covers_the_year_before_files_that_years(plan):
    freeze(plan)
    freeze(plan, "final")
    later = factories.make_year(plan.agency, 2568)
    before = factories.make_plan(plan.agency, 2567)
    assert "ข้อมูลปีงบประมาณ พ.ศ. 2566" in words(item(before, "O35").h2)
    assert pasted(before, "O35")[0].split()[0] == f"https://{HOST}/2566/final.pdf"
    assert not item(later, "O28").select("pre")


def test_edition_first_day_and_hash_of_a_corrected_document_are_told(plan):
    first = freeze(plan)
    models.QuerySet(Edition).filter(pk=first.pk).update(published_at=factories.at("2023-01-09T09:00:00+07:00"))
    newest = freeze(plan, reason="แก้ไข")
    shown = words(item(plan, "O42"))
    assert "ฉบับที่ 2 เผยแพร่ครั้งแรกเมื่อวันที่ 9 มกราคม พ.ศ. 2566 ฉบับปัจจุบันเผยแพร่เมื่อวันที่ 16 มกราคม" in shown
    assert newest.sha256 in shown


def test_each_address_is_said_to_be_open_to_strangers(plan):
    freeze(plan)
    found = [words(line) for line in item(plan, "O42").select("li")]
    assert len(found) == 3
    assert all("เปิดอ่านได้โดยไม่ต้องเข้าสู่ระบบ (รหัส 200)" in line for line in found)


def test_an_address_that_is_not_open_is_said_not_to_be(plan, monkeypatch):
    def erased(edition):
        raise Erased("ลบ", None, year=2566, sha256="")

    freeze(plan)
    monkeypatch.setattr(files, "pdf", erased)
    assert "เปิดอ่านไม่ได้ (รหัส 410)" in words(item(plan, "O42").select_one("li"))


def test_a_host_name_that_the_installation_does_not_take_is_named(plan, settings):
    freeze(plan)
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "ระบบนี้ไม่รับชื่อโฮสต์ดังกล่าว" in words(item(plan, "O42").select_one("li"))


def test_what_was_not_published_or_was_withdrawn_is_missing(plan):
    missing = "ยังไม่มีเอกสารของปีงบประมาณ พ.ศ. 2566 ที่เผยแพร่สำหรับข้อนี้"
    assert missing in words(item(plan, "O42"))
    edition = freeze(plan)
    assert missing not in words(item(plan, "O42"))
    assert missing in words(item(plan, "O43"))
    withdraw(edition)
    assert missing in words(item(plan, "O42"))


def test_without_host_name_and_menu_the_sheet_says_what_is_missing(plan, settings):
    settings.BASE_ADDRESS = ""
    type(plan.agency).objects.update(domain=None, menu_path="")
    freeze(plan)
    shown = words(sheet(plan))
    assert "ยังไม่ได้ระบุชื่อโฮสต์ของหน่วยงาน" in shown
    assert "ยังไม่ได้ระบุเส้นทางเมนูของเว็บไซต์หลัก" in shown
    assert pasted(plan, "O42")[0].split()[0] == "/2566/plan.pdf"
    assert not item(plan, "O42").select("li")


def test_with_both_it_misses_nothing(plan):
    freeze(plan)
    freeze(plan, "final")
    assert not sheet(plan).select(".filing-missing")


def test_a_year_whose_rules_are_not_known_says_so(plan):
    factories.keep_frameworks_of(2565)
    assert "ระบบยังไม่มีหลักเกณฑ์ของปีงบประมาณ พ.ศ. 2566" in words(sheet(plan))


def test_the_plans_page_leads_to_the_sheet(plan):
    shown = answered(staff(plan.agency).get(page("measures_plan_change", plan.pk)))
    assert shown.select_one(f"a[href='{page('publications_edition_filing_sheet', plan.pk)}']")


def test_a_slash_at_the_end_of_the_host_s_address_stands_in_no_filed_one_twice(plan, settings):
    settings.BASE_ADDRESS = "https://ita.example.go.th/"
    type(plan.agency).objects.update(domain=None)
    freeze(plan)
    assert pasted(plan, "O42")[0].split()[0] == "https://ita.example.go.th/2566/plan.pdf"
