"""What changed between two editions, as citizens read it; never what stood in a withdrawn one."""

import datetime
from decimal import Decimal

import pytest

from measures.models import Evidence
from tests import factories
from tests.editions import freeze, withdraw
from tests.readers import answered, site, soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return factories.make_year()


def changes(number: int, language: str = "th") -> list[str]:
    """What the page of an edition's changes lists, a line for each thing."""
    page = answered(site(language=language).get(f"/2566/editions/{number}/changes/"))
    return [f"{words(name)}: {words(name.find_next('dd'))}" for name in page.select(".changes-section dt")]


def headings(number: int) -> list[str]:
    page = answered(site().get(f"/2566/editions/{number}/changes/"))
    return [words(heading) for heading in page.select(".changes-section h3")]


def test_a_score_is_shown_as_it_was_and_as_it_is(plan):
    freeze(plan)
    plan.assessment().scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    freeze(plan, reason="แก้คะแนน")
    assert "คะแนนรวม: [ตัดออก: 85.66 ] [เพิ่ม: 83.66 ]" in changes(2)
    assert "คะแนนตัวชี้วัดที่ 9: [ตัดออก: 95.00 ] [เพิ่ม: 85.00 ]" in changes(2)


def test_of_a_long_text_only_what_was_taken_out_and_put_in_is_marked(plan):
    sentence = "เปิดเผยขั้นตอน {} และผู้รับผิดชอบงานบริการให้ชัดเจน"
    row = plan.assessment().scores.filter(indicator__number=2)
    row.update(finding=sentence.format("ระยะเวลา"))
    freeze(plan)
    row.update(finding=sentence.format("ค่าธรรมเนียม"))
    freeze(plan, reason="แก้ข้อค้นพบ")
    page = answered(site().get("/2566/editions/2/changes/"))
    assert [(part.name, part["lang"]) for part in page.select(".changes dd > *")][1:3] == [("del", "th"), ("ins", "th")]
    assert words(page.select_one(".changes del")) == "[ตัดออก: ระยะเวลา ]"
    assert words(page.select_one(".changes ins")) == "[เพิ่ม: ค่าธรรมเนียม ]"


def test_measures_and_steps_that_came_went_or_were_reworded_are_told_apart(plan):
    factories.make_measure(plan, 2, title="จะตัดออก", steps=("ขั้นเดียว",))
    plan.measures.get(number=1).steps.create(position=2, text="ติดตามผล")
    freeze(plan)
    plan.measures.get(number=2).delete()
    plan.measures.get(number=1).steps.filter(position=1).update(text="จัดทำคู่มือ")
    factories.make_measure(plan, 3, title="มาใหม่")
    freeze(plan, reason="ปรับมาตรการ")
    assert headings(2) == ["มาตรการที่ 1 มาตรการที่ 1", "มาตรการที่ 3 มาใหม่ · เพิ่มใหม่", "มาตรการที่ 2 จะตัดออก · ตัดออกทั้งรายการ"]
    assert "ขั้นตอนที่ 1: [ตัดออก: จัดทำแนวทาง ] [เพิ่ม: จัดทำคู่มือ ]" in changes(2)
    assert "ขั้นตอนที่ 1: [ตัดออก: ขั้นเดียว ]" in changes(2)
    assert not [line for line in changes(2) if "ติดตามผล" in line]


def test_a_measure_that_only_got_another_number_is_told_as_such(plan):
    factories.make_measure(plan, 2, title="คงอยู่")
    freeze(plan)
    plan.measures.get(number=1).delete()
    plan.measures.filter(number=2).update(number=1)
    freeze(plan, reason="เรียงลำดับใหม่")
    assert "มาตรการที่ 1 คงอยู่" in headings(2)
    assert "ลำดับที่: [ตัดออก: 2 ] [เพิ่ม: 1 ]" in changes(2)


def test_a_report_that_was_missing_and_came_is_told_with_its_words_and_evidence(plan):
    freeze(plan, "progress")
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    freeze(plan, "progress", reason="เพิ่มรายงาน")
    assert "รอบ 6 เดือน รายงานมาตรการที่ 1 สำนักปลัด" in headings(2)
    assert "การดำเนินการ: [เพิ่ม: ดำเนินการแล้ว ]" in changes(2)
    assert [line for line in changes(2) if line.startswith("ความก้าวหน้า: [ตัดออก: ไม่ได้รายงาน ]")]
    assert [line for line in changes(2) if "https://www.example.go.th/activity" in line]


def test_the_report_on_a_new_measure_is_new_with_it(plan):
    freeze(plan, "progress")
    measure = factories.make_measure(plan, 2, title="มาใหม่")
    factories.make_report(measure, plan.rounds.get(kind="progress"))
    freeze(plan, "progress", reason="เพิ่มมาตรการ")
    assert headings(2) == ["มาตรการที่ 2 มาใหม่ · เพิ่มใหม่", "รอบ 6 เดือน รายงานมาตรการที่ 2 สำนักปลัด · เพิ่มใหม่"]


def test_evidence_that_was_added_to_a_report_is_the_only_change(plan):
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    freeze(plan, "progress")
    Evidence.objects.create(
        report=report, caption="ภาพที่สอง", url="https://www.example.go.th/2", happened_on=datetime.date(2023, 1, 5)
    )
    freeze(plan, "progress", reason="เพิ่มหลักฐาน")
    assert [line for line in changes(2) if "หลักฐาน" in line] == changes(2) != []


def test_a_persons_name_is_compared_and_never_shown(plan):
    plan.approver_name = "นายคนเดิม"
    plan.save()
    freeze(plan)
    plan.approver_name = "นายคนใหม่"
    plan.save()
    freeze(plan, reason="แก้ชื่อ")
    page = site().get("/2566/editions/2/changes/")
    assert "ชื่อผู้ให้ความเห็นชอบ (แสดงในเอกสารฉบับพิมพ์เท่านั้น): มีการเปลี่ยนแปลง (ไม่แสดงรายละเอียด)" in changes(2)
    assert "คนเดิม" not in page.text
    assert "คนใหม่" not in page.text


def test_the_first_edition_of_a_kind_says_so_even_after_one_of_another_kind(plan):
    freeze(plan)
    freeze(plan, "progress")
    for number in (1, 2):
        page = answered(site().get(f"/2566/editions/{number}/changes/"))
        assert "ฉบับนี้เป็นฉบับแรกของเอกสาร" in words(page)


def test_the_same_content_published_again_differs_in_nothing(plan):
    freeze(plan)
    freeze(plan, reason="เผยแพร่ซ้ำ")
    assert changes(2) == []
    assert "ไม่แตกต่างกัน" in words(answered(site().get("/2566/editions/2/changes/")))


def test_what_stood_in_a_withdrawn_edition_is_no_difference_either(plan):
    freeze(plan)
    plan.measures.update(title="ข้อมูลส่วนบุคคลของนางสาวลับ")
    second = freeze(plan, reason="ผิดพลาด")
    plan.measures.update(title="แก้แล้ว")
    freeze(plan, reason="แก้ไข")
    assert "นางสาวลับ" in site().get("/2566/editions/3/changes/").text
    withdraw(second)
    shown = site().get("/2566/editions/3/changes/")
    assert "นางสาวลับ" not in shown.text
    assert "ฉบับที่ 2 ของเอกสารเดียวกันนี้ถูกถอนการเผยแพร่แล้ว" in shown.text
    assert any("แก้แล้ว" in line for line in changes(3)), "it is compared with the first instead"
    assert site().get("/2566/editions/2/changes/").status_code == 410


def test_an_edition_before_which_only_withdrawn_ones_stand_is_compared_with_none(plan):
    withdraw(freeze(plan))
    freeze(plan, reason="แก้ไข")
    page = answered(site().get("/2566/editions/2/changes/"))
    assert not page.select(".changes-section")
    assert "ฉบับที่ 1 ของเอกสารเดียวกันนี้ถูกถอนการเผยแพร่แล้ว" in words(page)


def test_whoever_verifies_an_old_edition_reads_what_the_newest_changed(plan):
    old = freeze(plan)
    for title in ("แก้ครั้งที่หนึ่ง", "แก้ครั้งที่สอง"):
        plan.measures.update(title=title)
        newest = freeze(plan, reason="แก้ไข")
    page = answered(site().get(f"/verify/{old.pdf_sha256}/"))
    assert words(page.select_one("#changes")) == "สิ่งที่เปลี่ยนแปลงจากฉบับที่ 1 เป็นฉบับที่ 3"
    assert "แก้ครั้งที่สอง" in words(page.select_one(".changes ins"))
    assert not soup(site().get(f"/verify/{newest.sha256}/")).select("#changes")


def test_whoever_verifies_reads_who_published_by_agency_and_office(plan):
    edition = freeze(plan)
    shown = words(answered(site().get(f"/verify/{edition.sha256}/")))
    assert "เผยแพร่โดย องค์การบริหารส่วนตำบลทดสอบ" in shown
    assert "นายกองค์การบริหารส่วนตำบลทดสอบ" in shown


def test_list_and_page_of_an_edition_lead_to_its_changes(plan):
    freeze(plan)
    for address in ("/2566/editions/", "/2566/editions/1/"):
        assert soup(site().get(address)).select_one("a[href='/2566/editions/1/changes/']"), address


def test_the_words_around_the_changes_follow_the_readers_language(plan):
    freeze(plan)
    plan.assessment().scores.filter(indicator__number=9).update(score=Decimal("85.00"))
    freeze(plan, reason="แก้คะแนน")
    assert "Total: [taken out: 85.66 ] [put in: 83.66 ]" in changes(2, "en")
    assert "คะแนนรวม: [ตัดออก: 85.66 ] [เพิ่ม: 83.66 ]" in changes(2)
