"""How far a year is, and everything of it in the order in which it happened."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.document import EvidencePart
from publications.public import chronicle as events_of_year
from publications.public.editions import read
from tests import factories, followed_up
from tests.editions import freeze, withdraw
from tests.publications import kept
from tests.readers import answered, site, soup, words

pytestmark = pytest.mark.django_db


def chronicle(language: str = "th") -> list[tuple[str, list[str]]]:
    """The page of the year as its reader gets it: each month with what happened in it."""
    months = answered(site(language=language).get("/2566/progress/")).select(".month")
    return [(words(month.h2), [words(entry) for entry in month.select(".happening")]) for month in months]


# How far


def test_the_year_page_says_how_far_each_measure_and_each_division_is():
    followed_up.freeze_followed_up()
    section = answered(site().get("/2566/")).select_one(".how-far")
    assert "รอบ progress : 2 จาก 3 รายงาน" in words(section)
    measures, divisions = section.select("table")
    assert [words(row) for row in measures.tbody.select("tr")] == [
        "1. มาตรการที่ 1 2 จาก 3 รายงาน ดำเนินการแล้วเสร็จ 1 แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน 1 ไม่ได้รายงาน 1 ในจำนวนนี้ส่งล่าช้า 1"
    ]
    assert [words(row) for row in divisions.tbody.select("tr")] == [
        "สำนักปลัด 1 จาก 1 รายงาน ดำเนินการแล้วเสร็จ 1",
        "กองคลัง 1 จาก 1 รายงาน แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน 1 ในจำนวนนี้ส่งล่าช้า 1",
        "กองช่าง 0 จาก 1 รายงาน ไม่ได้รายงาน 1",
    ]
    assert measures.a["href"] == "/2566/measures/1/"


def test_the_segments_of_a_bar_fill_it_in_the_order_of_the_words():
    followed_up.freeze_followed_up()
    bar = answered(site().get("/2566/")).select_one(".how-far .tally-bar")
    segments = [(part["class"], part["x"], part["width"]) for part in bar.select("svg")]
    assert segments == [
        (["tally-done"], "0.00%", "33.33%"),
        (["tally-said_done"], "33.33%", "33.33%"),
        (["tally-missing"], "66.67%", "33.33%"),
    ]


def test_the_latest_reported_round_is_the_one_that_counts():
    plan = followed_up.plan_with_facts()
    parts = followed_up.parts(plan)
    later = [part.model_dump() | {"round": "final"} for part in parts["division_progress"][:1]]
    rounds = [part | {"is_reported": True} for part in parts["rounds"]]
    divisions = (*parts["division_progress"], *later)
    freeze(plan, "final", **parts | {"division_progress": divisions, "rounds": rounds})
    assert "รอบ final : 1 จาก 1 รายงาน" in words(answered(site().get("/2566/")).select_one(".how-far"))


@pytest.mark.parametrize("published", [lambda: freeze(factories.make_year()), kept.restored])
def test_a_plan_and_an_old_edition_say_nothing_of_how_far_the_work_is(published):
    published()
    page = answered(site().get("/2566/"))
    assert page.select(".measure-card")
    assert not page.select(".how-far, .tally-bar")


def test_a_card_says_in_short_how_far_the_measure_is():
    followed_up.freeze_followed_up()
    (card,) = answered(site().get("/2566/measures/")).select(".measure-card")
    assert "รายงานแล้วบางส่วน 2 จาก 3 กอง ดำเนินการแล้วเสร็จ 1" in words(card)


# The year in its order


def test_the_year_is_told_month_by_month_in_the_order_in_which_it_happened():
    followed_up.freeze_followed_up()
    months = chronicle()
    assert [month for month, _ in months] == [
        *("มกราคม พ.ศ. 2566", "เมษายน พ.ศ. 2566", "พฤษภาคม พ.ศ. 2566", "มิถุนายน พ.ศ. 2566", "ไม่ได้ระบุวันที่"),
    ]
    said = [entry for _, entries in months for entry in entries]
    assert [entry.split(" ")[0] for entry in said[:-1]] == [*["16"] * 5, "10", "19", "28", "2", "1"]
    for entry, expected in zip(
        said,
        (
            *("ภาพการอบรม", "ภาพการลงนาม", "บันทึกการประชุม", "บัตรประชาชน", "เผยแพร่: ฉบับที่ 1"),
            *("ส่งรายงาน: สำนักปลัด , มาตรการที่ 1 ดำเนินการแล้วเสร็จ", "ครบกำหนดส่งรายงานของรอบนี้"),
            *("แต่ไม่มีหลักฐาน ส่งล่าช้า", "ปิดรอบติดตามผล"),
            *("ปกปิดไฟล์หลักฐาน: บัตรประชาชน · สำนักปลัด , มาตรการที่ 1 · เนื่องจาก มีเลขประจำตัวประชาชน", "ข่าวกิจกรรม"),
        ),
        strict=True,
    ):
        assert expected in entry
    assert [month for month, _ in chronicle("en")][:1] == ["January B.E. 2566"]


def test_what_has_no_day_stands_at_the_end():
    undated = EvidencePart(caption="ไม่ทราบวัน", url="", file_name="old.jpg")
    old = followed_up.report(standing="reported", submitted_on=None, evidence=(undated,))
    followed_up.freeze_followed_up(reports=(old,))
    heading, entries = chronicle()[-1]
    assert heading == "ไม่ได้ระบุวันที่"
    assert [entry.split(" , ")[0] for entry in entries] == ["ส่งรายงาน: สำนักปลัด", "ไม่ทราบวัน old.jpg สำนักปลัด"]


def test_a_withdrawn_edition_is_told_with_its_reason_and_has_no_link():
    plan = factories.make_year()
    withdraw(freeze(plan), "มีเลขบัตรประชาชน")
    freeze(plan, reason="แก้ไข")
    page = answered(site().get("/2566/progress/"))
    assert "ถอนการเผยแพร่: ฉบับที่ 1, เนื่องจาก มีเลขบัตรประชาชน" in words(page.main)
    links = [link["href"] for link in page.main.find_all("a")]
    assert "/2566/editions/2/" in links
    assert "/2566/editions/1/" not in links


def test_days_are_those_of_thailand():
    plan = factories.make_year()
    edition = freeze(plan)
    late_evening = datetime.datetime(2023, 1, 31, 18, 0, tzinfo=datetime.UTC)
    edition.published_at = late_evening
    told = events_of_year.chronicle(read(edition), [edition])
    assert [month.first_day for month in told.months] == [datetime.date(2023, 2, 1)]


def test_the_page_of_the_year_is_found_from_every_page_of_the_year():
    followed_up.freeze_followed_up()
    for address in ("/2566/", "/2566/measures/", "/2566/measures/1/", "/2566/data/"):
        assert soup(site().get(address)).select_one(".year-nav a[href='/2566/progress/']"), address
    assert b"http://testserver/2566/progress/" in site().get("/sitemap.xml").content


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert site().get(address).status_code == 200
    return len(asked)


def test_a_page_asks_the_same_of_the_database_for_one_report_and_for_thirty():
    addresses = ["/2566/", "/2566/measures/", "/2566/measures/1/", "/2566/progress/"]
    plan = followed_up.plan_with_facts()
    freeze(plan, "progress", **followed_up.parts(plan) | {"reports": (followed_up.report(),)})
    few = {address: queries(address) for address in addresses}
    many = tuple(followed_up.full_report(plan.agency) for _ in range(30))
    freeze(plan, "progress", reason="แก้ไข", **followed_up.parts(plan) | {"reports": many})
    assert {address: queries(address) for address in addresses} == few
