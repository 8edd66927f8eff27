"""The citizens' pages: what each says, how the measures are narrowed, and that what staff typed is text."""

import re

import pytest
from django.db import connection

from measures.models import Evidence
from tests import factories
from tests.editions import addresses, freeze, freeze_sample, withdraw
from tests.readers import pages_of, reported_year, site, soup, text

pytestmark = pytest.mark.django_db


def test_every_address_answers():
    edition = freeze_sample()
    assert {address: site().get(address).status_code for address in addresses(edition)} == dict.fromkeys(
        addresses(edition), 200
    )


def test_the_year_page_says_what_the_result_means():
    freeze_sample()
    page = text(site().get("/2566/"))
    assert "ผลการประเมินปีงบประมาณ พ.ศ. 2565 ได้ 85.66 คะแนน ผ่านเกณฑ์เป้าหมาย 85.00 คะแนน" in page
    assert "จุดแข็ง 4" in page
    assert "จุดที่ต้องปรับปรุงพัฒนา 6" in page


def test_a_result_below_the_target_is_not_said_to_reach_it():
    plan = factories.make_plan(factories.make_agency())
    factories.make_division(plan.agency)
    factories.make_assessment(plan.agency, scores=["84.00"] * 10)
    factories.make_measure(plan)
    freeze(plan)
    page = text(site().get("/2566/"))
    assert "ได้ 84.00 คะแนน ยังไม่ผ่านเกณฑ์เป้าหมาย 85.00 คะแนน" in page
    assert "คะแนน ผ่านเกณฑ์เป้าหมาย 85.00" not in page


def test_every_page_of_a_year_says_which_edition_it_shows():
    edition = freeze_sample()
    for address in ("/2566/", "/2566/analysis/", "/2566/measures/", "/2566/measures/4/", "/2566/data/"):
        ribbon = soup(site().get(address)).select_one(".ribbon")
        assert "ฉบับที่ 1" in ribbon.get_text()
        assert "16 มกราคม พ.ศ. 2566" in ribbon.get_text()
        assert ribbon.a["href"] == f"/verify/{edition.sha256}/"


def test_a_measure_shows_steps_owners_indicators_and_reports():
    plan = reported_year(done="อบรมแล้ว", result="เข้าใจมากขึ้น", obstacles="เวลาน้อย")
    freeze(plan, "progress")
    page = text(site().get("/2566/measures/1/"))
    for words in ("จัดทำแนวทาง", "ทุกกอง", "การใช้ทรัพย์สินของทางราชการ", "อบรมแล้ว", "เข้าใจมากขึ้น", "เวลาน้อย"):
        assert words in page
    assert "รายงานครบถ้วนแล้ว 1 จาก 1 กอง" in page


def test_a_weak_indicator_without_a_measure_is_called_so():
    agency = factories.make_agency()
    factories.make_division(agency)
    factories.make_assessment(agency)
    plan = factories.make_plan(agency)
    factories.make_measure(plan, indicators=(4,))
    freeze(plan)
    rows = {
        row.th.find(string=True).strip(): row.get_text()
        for row in soup(site().get("/2566/analysis/")).select(".score-table tbody tr")
    }
    assert "ยังไม่มีมาตรการ" in rows["การใช้งบประมาณ"]
    assert "ยังไม่มีมาตรการ" not in rows["การใช้ทรัพย์สินของทางราชการ"]
    assert "ไม่จำเป็นต้องมี" in rows["การเปิดเผยข้อมูล"]


def test_the_indicator_page_holds_each_year_against_the_year_before():
    agency = factories.make_agency()
    for year, score in ((2565, "70.10"), (2566, "71.35")):
        factories.make_division(agency, f"กอง {year}")
        factories.make_assessment(agency, year - 1, scores=[score] + ["90.00"] * 9)
        plan = factories.make_plan(agency, year)
        factories.make_measure(plan, indicators=(1,))
        freeze(plan)
    oldest, newest = (" ".join(row.stripped_strings) for row in soup(site().get("/indicators/1/")).select("tbody tr"))
    assert newest.startswith("2565 71.35")
    assert "+1.25" in newest
    assert "ไม่มีข้อมูลปีก่อน" in oldest


def test_the_sitemap_knows_every_page_and_no_withdrawn_edition():
    plan = factories.make_year()
    withdraw(freeze(plan))
    edition = freeze(plan, reason="แก้ไข")
    found = re.findall("<loc>http://testserver(.*?)</loc>", site().get("/sitemap.xml").content.decode())
    # The home page is the year's.
    for_no_engine = {"/", f"/verify/{edition.sha256}/", "/search/", "/search/?q=2566"}
    assert set(pages_of(edition)) - for_no_engine <= set(found)
    assert "/2566/editions/1/" not in found


def test_health_is_told_under_any_allowed_host_and_is_bad_without_tables():
    factories.make_agency(domain="a.go.th")
    factories.make_agency("อื่น", domain="b.go.th")
    assert site("nobody.go.th").get("/healthz").content == b"ok\n"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publications_edition RENAME TO gone")
    assert site().get("/healthz").status_code == 503


def test_html_that_was_typed_is_shown_as_text():
    evil = "<script>alert(1)</script><b>ตัวหนา</b>"
    agency = factories.make_agency(f"อบต.{evil}")
    factories.make_division(agency, f"กอง{evil}")
    plan = factories.make_year(agency, title=evil, introduction=evil)
    plan.measures.update(title=evil)
    plan.assessment().scores.update(finding=evil, recommendation=evil)
    freeze(plan)
    row = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), done=evil, result=evil)
    Evidence.objects.create(report=row, caption=evil, url="https://example.go.th/?a=<b>")
    edition = freeze(plan, "progress", reason=evil)
    for address in [*pages_of(edition), "/nothing/", f"/verify/{evil}/", f"/2566/measures/?division={evil}"]:
        page = site().get(address).content.decode()
        assert "<script>" not in page, address
        assert page.count("<script") == page.count('<script type="application/ld+json">'), address
        assert "<b>" not in page, address
    assert "&lt;script&gt;" in site().get("/2566/measures/1/").content.decode()


def test_evidence_is_linked_only_when_it_is_a_web_page():
    plan = reported_year()
    row = plan.measures.get().reports.get()
    Evidence.objects.create(report=row, caption="ไม่ใช่หน้าเว็บ", url="javascript:alert(1)")
    freeze(plan, "progress")
    page = soup(site().get("/2566/measures/1/"))
    links = page.select(".report a")
    assert [link["href"] for link in links] == [row.evidence.get(caption="ภาพกิจกรรม").url]
    assert links[0]["rel"] == ["nofollow", "noopener"]
    assert "ไม่ใช่หน้าเว็บ" in page.select_one(".report").get_text()


@pytest.fixture
def three_measures() -> None:
    """Published: the first measure is the office's alone and reported, the second finance's, the third of both."""
    agency = factories.make_agency()
    office, finance = factories.make_division(agency, "สำนักปลัด"), factories.make_division(agency, "กองคลัง")
    factories.make_assessment(agency)
    plan = factories.make_plan(agency)
    first = factories.make_measure(plan, 1, divisions=(office,), indicators=(4,))
    factories.make_measure(plan, 2, divisions=(finance,), indicators=(2,))
    third = factories.make_measure(plan, 3, divisions=(office, finance), indicators=(4, 2))
    for measure in (first, third):
        factories.make_report(measure, plan.rounds.get(kind="progress"), office)
    freeze(plan, "progress")


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        ("", [1, 2, 3]),
        ("division/1/", [1, 3]),
        ("division/2/", [2, 3]),
        ("indicator/4/", [1, 3]),
        ("indicator/7/", []),
        ("status/complete/", [1]),
        ("status/pending/", [2]),
        ("status/partial/", [3]),
    ],
)
def test_the_measures_can_be_narrowed_and_each_choice_says_how_many(three_measures, choice, numbers):
    page = soup(site().get(f"/2566/measures/{choice}"))
    assert [int(number.get_text()) for number in page.select(".measure-number")] == numbers
    assert f"แสดง {len(numbers)} จาก 3 มาตรการ" in page.select_one(".found").get_text()
    link = page.select_one(f".narrow a[href='/2566/measures/{choice}']")
    assert not choice or (link["aria-current"], f"({len(numbers)} มาตรการ)" in link.get_text()) == ("page", True)
    assert len(page.select(".narrow a")) == 2 + 3 + 10


@pytest.mark.parametrize(
    "choice", ["division/3/", "division/01/", "indicator/11/", "status/late/", "owner/1/", "status/"]
)
def test_what_is_no_choice_is_not_found(three_measures, choice):
    assert site().get(f"/2566/measures/{choice}").status_code == 404


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ({"division": "กองคลัง"}, "division/2/"),
        ({"indicator": "4"}, "indicator/4/"),
        ({"status": "partial", "division": ""}, "status/partial/"),
        ({"division": "กองคลัง", "indicator": "4"}, "division/2/"),
    ],
)
def test_an_address_of_old_leads_to_the_page_of_its_choice(three_measures, query, leads_to):
    for reader, root in ((site(), ""), (site(language="en"), "/en")):
        answer = reader.get("/2566/measures/", query)
        assert (answer.status_code, answer["Location"]) == (301, f"{root}/2566/measures/{leads_to}")


@pytest.mark.parametrize("address", ["/2566/measures/?indicator=4", "/2566/measures/?page=2", "/search/?q=2566"])
def test_a_query_about_a_year_that_was_withdrawn_is_answered_like_its_page(address):
    withdraw(freeze(factories.make_year()), reason="มีข้อมูลส่วนบุคคล")
    answer = site().get(address)
    assert answer.status_code == (200 if address.startswith("/search/") else 410)
    assert address.startswith("/search/") or "มีข้อมูลส่วนบุคคล" in text(answer)


@pytest.mark.parametrize("query", [{"division": "ไม่มีกองนี้"}, {"indicator": "11"}, {"page": "2"}, {"division": ""}])
def test_a_query_that_chooses_nothing_shows_all(three_measures, query):
    assert len(soup(site().get("/2566/measures/", query)).select(".measure-number")) == 3
