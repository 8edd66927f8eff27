"""What citizens read of a measure's rounds: who did what, late or not, with which evidence, who did not report."""

import datetime

import pytest
from bs4 import BeautifulSoup

from tests import factories, followed_up
from tests.editions import freeze
from tests.publications import kept
from tests.readers import answered, reported_year, site, words

pytestmark = pytest.mark.django_db


def measure_page(language: str = "th") -> BeautifulSoup:
    return answered(site(language=language).get("/2566/measures/1/")).main


def rounds(page: BeautifulSoup) -> list[str]:
    return [words(part) for part in page.select(".round")]


def reports(page: BeautifulSoup) -> list[str]:
    return [words(part) for part in page.select(".report")]


def shape(part) -> str:
    """What is drawn beside a word."""
    return "".join(str(child) for child in part.svg.children)


# The plan's facts


def test_period_success_indicator_target_and_budget_stand_among_the_facts_where_they_are_stated():
    followed_up.freeze_followed_up()
    facts = words(measure_page().select_one(".facts"))
    assert "ระยะเวลาดำเนินการ ไตรมาส 1–2" in facts
    assert "ตัวชี้วัดความสำเร็จ ร้อยละของบุคลากรที่ผ่านการอบรม" in facts
    assert "ค่าเป้าหมาย ร้อยละ 90" in facts
    assert "งบประมาณ 150,000 บาท" in facts
    assert "quarters 1–2" in words(measure_page("en").select_one(".facts"))


def test_what_the_plan_does_not_state_has_no_empty_label():
    freeze(factories.make_year())
    facts = words(measure_page().select_one(".facts"))
    assert "ผู้รับผิดชอบ" in facts
    for label in ("ระยะเวลาดำเนินการ", "ตัวชี้วัดความสำเร็จ", "ค่าเป้าหมาย", "งบประมาณ "):
        assert label not in facts.replace("การใช้งบประมาณ", "")


def test_a_measure_that_needs_no_budget_says_so():
    plan = factories.make_year()
    plan.measures.update(needs_no_budget=True)
    freeze(plan)
    assert "งบประมาณ ไม่ใช้งบประมาณ" in words(measure_page().select_one(".facts"))


# The rounds


def test_a_round_says_its_days_when_it_was_due_and_closed_and_how_far_it_is():
    followed_up.freeze_followed_up()
    first, second = rounds(measure_page())
    assert "ครอบคลุมวันที่ 1 ต.ค. 2565 ถึง 31 มี.ค. 2566" in first
    assert "กำหนดรายงานภายในวันที่ 19 เม.ย. 2566" in first
    assert "ปิดรอบเมื่อ 2 พ.ค. 2566" in first
    assert "2 จาก 3 กอง ดำเนินการแล้วเสร็จ 1 แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน 1 ไม่ได้รายงาน 1" in first
    assert "ในจำนวนนี้ส่งล่าช้า 1" in first
    assert "ยังไม่มีรายงาน" in second
    assert "ปิดรอบเมื่อ" not in second


def test_every_report_says_all_that_the_division_said():
    followed_up.freeze_followed_up()
    first, second = reports(measure_page())
    for said in (
        *("สำนักปลัด ดำเนินการแล้วเสร็จ ส่งเมื่อวันที่ 10 เมษายน พ.ศ. 2566", "ขั้นตอนที่ 1: จัดทำแนวทาง จัดทำและเวียนแจ้งแล้ว"),
        *("ค่าที่ทำได้ ร้อยละ 92", "เข้าใจมากขึ้น", "วิทยากรมีเวลาน้อย", "การดำเนินการต่อไป อบรมซ้ำในปีถัดไป"),
    ):
        assert said in first
    assert "กองคลัง แจ้งว่าดำเนินการแล้ว แต่ไม่มีหลักฐาน" in second
    for unsaid in ("ค่าที่ทำได้", "การดำเนินการต่อไป", "รายขั้นตอน", "ปัญหา"):
        assert unsaid not in second


def test_no_standing_is_told_by_colour_alone():
    followed_up.freeze_followed_up()
    shown = measure_page().select(".tally-words .status")
    assert len(shown) == len({words(part) for part in shown}) == len({shape(part) for part in shown}) == 4


def test_what_came_late_says_by_how_much_how_long_it_was_reviewed_and_why_there_was_more_time():
    followed_up.freeze_followed_up()
    punctual, late = reports(measure_page())
    assert "ช้ากว่ากำหนด 3 วัน (ครบกำหนด 25 เม.ย. 2566)" in late
    assert "อยู่ระหว่างการพิจารณารวม 2 วัน" in late
    assert "ขยายเวลาส่งถึงวันที่ 25 เมษายน พ.ศ. 2566 เนื่องจาก น้ำท่วมที่ทำการ" in late
    assert "3 days after the due date (25 Apr B.E. 2566)" in reports(measure_page("en"))[1]
    for unsaid in ("ช้ากว่ากำหนด", "อยู่ระหว่างการพิจารณา", "ขยายเวลา"):
        assert unsaid not in punctual


def test_a_single_day_late_is_one_day():
    late = followed_up.late(submitted_on=datetime.date(2023, 4, 26), review_days=1)
    followed_up.freeze_followed_up(reports=(late,))
    (said,) = reports(measure_page("en"))
    assert "1 day after the due date" in said
    assert "1 day in all" in said


def test_who_did_not_report_and_who_need_not_is_named():
    followed_up.freeze_followed_up()
    named = words(measure_page().select_one(".without-report"))
    assert named.startswith("ไม่ได้รายงาน กองช่าง กำหนดรายงานภายในวันที่ 19 เม.ย. 2566")
    assert "กองการศึกษา ได้รับยกเว้นไม่ต้องรายงาน เนื่องจาก จัดตั้งหลังสิ้นรอบ" in named
    assert len(measure_page().select(".without-report")) == 1


def test_obstacles_that_are_kept_internally_are_said_to_be_so():
    followed_up.freeze_followed_up(obstacles_are_public=False, reports=(followed_up.report(),))
    (said,) = reports(measure_page())
    assert "ปัญหา อุปสรรค และข้อเสนอแนะ หน่วยงานเก็บข้อมูลปัญหาและอุปสรรคไว้ใช้ภายใน" in said


# Evidence


def test_a_picture_is_a_figure_that_leads_to_the_whole_picture_and_keeps_its_place():
    edition = followed_up.freeze_followed_up()
    figures = measure_page().select("figure")
    assert [words(figure.figcaption) for figure in figures] == [
        "ภาพการอบรม 16 มกราคม พ.ศ. 2566 ภาพ JPEG 4.4 กิโลไบต์",
        "ภาพการลงนาม 16 มกราคม พ.ศ. 2566 ภาพ JPEG 4.8 กิโลไบต์",
    ]
    picture, link = figures[0].img, figures[0].a["href"]
    assert (picture["alt"], picture["loading"], picture["width"], picture["height"]) == (
        *("ภาพการอบรม", "lazy"),
        *("320", "240"),
    )
    assert edition.files.filter(sha256__in=[link[15:-4], picture["src"][15:-10]]).count() == 1
    small, whole = site().get(picture["src"]), site().get(link)
    assert (small.status_code, small["Content-Type"], whole.status_code) == (200, "image/jpeg", 200)
    assert len(small.content) < len(whole.content)


def test_other_files_are_links_with_their_type_and_size():
    followed_up.freeze_followed_up()
    paper = measure_page().select_one(".evidence-file")
    assert words(paper) == "บันทึกการประชุม minutes.pdf 16 มกราคม พ.ศ. 2566 เอกสาร PDF 16 ไบต์"
    assert site().get(paper.a["href"])["Content-Type"] == "application/pdf"


def test_a_redacted_file_leaves_its_reason_and_hash_and_no_link():
    edition = followed_up.freeze_followed_up()
    tombstone = measure_page().select_one(".evidence-redacted")
    said = words(tombstone)
    assert "ปกปิดเมื่อวันที่ 1 มิถุนายน พ.ศ. 2566 เนื่องจาก มีเลขประจำตัวประชาชน" in said
    assert not tombstone.find_all(["a", "img"])
    digits = tombstone.code.get_text()
    assert edition.files.filter(sha256=digits).exists()
    assert digits not in "".join(link.get("href", "") for link in measure_page().find_all("a"))


def test_a_type_that_is_not_known_is_a_file():
    agency = followed_up.plan_with_facts().agency
    kept_file = followed_up.paper(agency).model_copy(update={"content_type": "application/zip"})
    plan = agency.plans.get()
    freeze(plan, "progress", **followed_up.parts(plan) | {"reports": (followed_up.report(evidence=(kept_file,)),)})
    assert "ไฟล์ 16 ไบต์" in words(measure_page().select_one(".evidence-file"))


# Old editions


def test_a_report_that_says_nothing_of_how_far_it_is_shows_no_standing():
    freeze(reported_year(implementation=""), "progress")
    page = measure_page()
    assert "ดำเนินการแล้ว" in words(page.select_one(".report"))
    assert not page.select(".report-standing, .tally-bar, .report-days, [class*=standing-]")


def test_an_edition_of_version_1_shows_its_measures_without_empty_labels():
    kept.restored()
    page = measure_page()
    assert "ยังไม่มีรายงาน" in words(page)
    assert not page.select(".tally-bar, .report, .without-report")
    assert "งบประมาณ ไม่" not in words(page)
