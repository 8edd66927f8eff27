"""Search over the published years: what is found and what is not, in whatever way it is typed."""

import pytest

from publications.public import search
from publications.public.editions import PublishedEditions
from tests import factories
from tests.editions import freeze, freeze_sample, withdraw
from tests.publications.searched import asked, reported_plan, titles
from tests.readers import answered, site, words

pytestmark = pytest.mark.django_db


# What is found


@pytest.mark.parametrize(
    ("typed", "kind", "address"),
    [
        ("การใช้ทรัพย์สินของทางราชการ", "ตัวชี้วัดที่ 4 ผลการประเมินปีงบประมาณ พ.ศ. 2565", "/2566/analysis/#indicator-4"),
        ("ยืมรถ", "ข้อค้นพบของตัวชี้วัดที่ 4 ผลการประเมินปีงบประมาณ พ.ศ. 2565", "/2566/analysis/#indicator-4"),
        ("ธงเตือน", "ข้อเสนอแนะของตัวชี้วัดที่ 4 ผลการประเมินปีงบประมาณ พ.ศ. 2565", "/2566/analysis/#recommendation-4"),
        ("คลินิก", "มาตรการที่ 4", "/2566/measures/4/"),
        ("จำนวนกล่อง", "มาตรการที่ 4", "/2566/measures/4/"),
        ("เปิดกล่อง", "ขั้นตอนของมาตรการที่ 4", "/2566/measures/4/"),
        ("ต้นไม้", "รายงานผลมาตรการที่ 4: การดำเนินการ · กองช่าง · รอบ progress", "/2566/measures/4/"),
        ("ร่มเย็น", "รายงานผลมาตรการที่ 4: ผลที่ได้รับ · กองช่าง · รอบ progress", "/2566/measures/4/"),
        ("ฝนแล้ง", "รายงานผลมาตรการที่ 4: ปัญหา อุปสรรค และข้อเสนอแนะ · กองช่าง · รอบ progress", "/2566/measures/4/"),
        ("รดน้ำ", "รายงานผลมาตรการที่ 4: การดำเนินการต่อไป · กองช่าง · รอบ progress", "/2566/measures/4/"),
        ("ศาลาประชาคม", "หลักฐานประกอบมาตรการที่ 4 · กองช่าง · รอบ progress", "/2566/measures/4/"),
    ],
)
def test_every_kind_of_passage_is_found_where_it_stands(typed, kind, address):
    freeze(reported_plan(), "progress")
    (hit,) = asked(typed)
    assert (words(hit.select_one(".search-kind")), hit.a["href"]) == (kind, address)
    assert "".join(mark.get_text() for mark in hit.find_all("mark")) == typed
    page, _, fragment = address.partition("#")
    assert not fragment or answered(site().get(page)).find(id=fragment)


def test_an_indicator_is_found_by_its_english_name():
    freeze(reported_plan())
    (hit,) = asked("government ASSETS", language="en")
    assert words(hit.select_one(".search-kind")) == "Indicator 4, result of fiscal year 2565"
    assert hit.select_one(".search-context")["lang"] == "en"
    assert hit.a["lang"] == "th"


def test_what_was_not_published_is_not_found():
    plan = reported_plan()
    plan.measures.get().steps.create(position=9, text="ยังเป็นร่าง")
    assert asked("คลินิก") == []
    freeze(plan)
    assert len(asked("คลินิก")) == 1
    plan.measures.update(title="ศูนย์ใหม่")
    assert asked("ศูนย์ใหม่") == []
    assert asked("ร่มเย็น") == []  # accepted, and no edition says so yet


def test_a_withdrawn_edition_is_not_found_though_it_was_found_before():
    plan = reported_plan()
    first = freeze(plan)
    plan.measures.update(title="ชื่อบุคคล")
    second = freeze(plan, reason="แก้ไข")
    assert (len(asked("ชื่อบุคคล")), len(asked("คลินิก"))) == (1, 0)
    withdraw(second)
    assert (len(asked("ชื่อบุคคล")), len(asked("คลินิก"))) == (0, 1)
    withdraw(first)
    assert asked("คลินิก") == []


def test_only_the_newest_edition_of_a_year_is_searched():
    plan = reported_plan()
    freeze(plan)
    plan.measures.update(title="ศูนย์ใหม่")
    freeze(plan, reason="แก้ไข")
    assert (len(asked("ศูนย์ใหม่")), len(asked("คลินิก"))) == (1, 0)


def test_another_agencys_texts_are_not_found():
    freeze(reported_plan(factories.make_agency("อบต.หนึ่ง", domain="one.go.th")))
    freeze(factories.make_year(factories.make_agency("อบต.สอง", domain="two.go.th")))
    assert len(asked("คลินิก", host="one.go.th")) == 1
    assert asked("คลินิก", host="two.go.th") == []
    assert site("two.go.th").get("/search/index.json").content.count("คลินิก".encode()) == 0


def test_obstacles_that_are_kept_internally_are_not_found():
    plan = reported_plan()
    freeze(plan, "progress", obstacles_are_public=False)
    assert asked("ฝนแล้ง") == []
    assert len(asked("ร่มเย็น")) == 1


# In whatever way it is typed


@pytest.mark.parametrize(
    "typed", ["จำนวน", "จ\u0e4dานวน", "จ\u0e4d\u0e48านวน", "จำ\u200bนวน", "  จำนวน\u00a0", "จ่ำนวน"]
)
def test_sara_am_is_found_however_it_is_typed(typed):
    freeze(reported_plan())
    assert titles(typed) == ["คลินิกคุณธรรม"]


@pytest.mark.parametrize("typed", ["กล่อง", "กลอง", "กล้อง", "กล่่อง"])
def test_a_wrong_or_missing_tone_still_finds(typed):
    freeze(reported_plan())
    assert len(asked(typed)) == 3


def test_the_tones_that_were_typed_come_first():
    plan = reported_plan(done="เดินในป่า", result="ใช้ผ้าป้า", obstacles="ปานกลาง", next_step="")
    freeze(plan, "progress")
    first = {typed: asked(typed)[0].select_one(".search-context").get_text() for typed in ("ป่า", "ป้า", "ปา")}
    assert first == {"ป่า": "เดินในป่า", "ป้า": "ใช้ผ้าป้า", "ปา": "ปานกลาง"}
    assert len(asked("ปา")) == 3


def test_exact_tones_of_an_old_year_are_shown_before_others_of_a_new_one(monkeypatch):
    monkeypatch.setattr(search, "MOST_SHOWN", 1)
    agency = factories.make_agency()
    freeze(reported_plan(agency, 2566, done="ในป่า"), "progress")
    freeze(reported_plan(agency, 2567, done="ในป้า"), "progress")
    answer = search.find(PublishedEditions(agency), "ในป่า")
    assert (answer.total, [year for year, _hits in answer.by_year]) == (2, [2566])


@pytest.mark.parametrize(
    "typed", ["2566", "๒๕๖๖", "2023", "พ.ศ. 2566", "พ.ศ.๒๕๖๖", "ค.ศ. 2023", "ปีงบประมาณ พ.ศ. 2566", "FY 2566", "ปี2566"]
)
def test_a_year_finds_what_is_of_it_and_what_names_it(typed):
    agency = factories.make_agency()
    freeze(reported_plan(agency, 2566))
    freeze(
        reported_plan(agency, 2568, done="เทียบกับ พ.ศ. ๒๕๖๖", result="ตั้งแต่ ค.ศ. 2023 เป็นต้นมา", obstacles="12566 20231"),
        "progress",
    )
    page = answered(site().get("/search/", {"q": typed}))
    by_year = {words(part.h2): len(part.select(".search-hit")) for part in page.select(".search-found section")}
    assert by_year == {"ปีงบประมาณ พ.ศ. 2568": 2, "ปีงบประมาณ พ.ศ. 2566": 33}


@pytest.mark.parametrize("typed", ["พ.ศ. 2023", "ค.ศ. 2566", "2600", "1999"])
def test_a_number_that_is_no_year_of_its_era_or_of_nothing_finds_nothing(typed):
    freeze(reported_plan())
    assert asked(typed) == []


def test_a_result_is_found_by_its_own_year_too():
    freeze(reported_plan())
    assert len(asked("2565 ยืมรถไถ")) == len(asked("2566 ยืมรถไถ")) == 1
    assert asked("2564 ยืมรถไถ") == []


def test_a_year_alone_finds_its_own_document_and_not_the_one_that_analyses_its_result():
    agency = factories.make_agency()
    for year in (2566, 2567):
        freeze(reported_plan(agency, year))
    assert {hit.a["href"][:6] for hit in asked("2566")} == {"/2566/"}


def test_all_words_must_occur_in_the_passage_or_its_heading():
    freeze(reported_plan(), "progress")
    assert len(asked("ไม้ ปลูก")) == 1
    assert len(asked("ต้นไม้ คลินิก กองช่าง 2566")) == 1
    assert asked("ต้นไม้ ร่มเย็น") == []
    assert asked("ต้นไม้ 2565") == []


def test_a_heading_alone_does_not_find_all_that_stands_under_it():
    freeze(reported_plan(), "progress")
    assert len(asked("คลินิกคุณธรรม")) == 1


def test_the_sample_is_searched_as_it_is():
    freeze_sample()
    assert len(asked("งบประมาณ")) == 5
    assert asked("การใช้งบประมาณ")[0].mark.get_text() == "การใช้งบประมาณ"
