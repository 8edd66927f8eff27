"""What is printed: who owes what, and the memo to the chief executive."""

import re

import pytest

from agencies.models import Role, User
from tests import factories
from tests.measures.reminders.days import morning
from tests.readers import answered, words
from tests.staff_pages import browser, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(round_, report, finance, works, planner):
    """The finance division's first report is accepted and late, its second came back; the works' one is missing."""
    factories.make_measure(round_.plan, 2, title="ส่งเสริมจริยธรรม", divisions=(finance.division,))
    round_.open_reports(by=planner, at=morning(-20))
    report.done = "อบรมแล้ว"
    report.save()
    report.submit(by=finance, at=morning(2))
    report.accept(by=planner, at=morning(3))
    back = round_.reports.get(measure__number=2)
    back.done = "ประชุม"
    back.save()
    back.submit(by=finance, at=morning(-3))
    back.return_for_correction(by=planner, note="ระบุวันที่ประชุม", at=morning(-2))
    return round_


def test_the_list_names_what_each_division_owes_with_room_to_sign(busy, planner, finance):
    User.objects.filter(pk=finance.pk).update(email="")
    shown = answered(browser(planner).get(page("review_owing", busy.pk)))
    sections = {words(section.h2): section for section in shown.select("main section")}
    assert list(sections) == ["กองคลัง (๑ ฉบับ)", "กองช่าง (๑ ฉบับ)"]
    finances, workss = sections.values()
    assert "สมศรี (ไม่มีอีเมล)" in words(finances)
    assert "สมชาย (ไม่มีอีเมล)" not in words(workss)
    (row,) = finances.select("tbody tr")
    assert "๒. ส่งเสริมจริยธรรม" in words(row)
    assert "ระบุวันที่ประชุม" in words(row)
    assert "๑๗ เม.ย. ๒๕๖๖" in words(row)
    assert words(row.select("td")[-1]) == ""
    assert "ลงชื่อ" in words(finances.thead)


def test_a_list_of_a_round_that_owes_nothing_says_so(round_, planner):
    round_.reports.update(status="accepted", done="แล้ว")
    assert "ทุกกองส่งรายงานครบถ้วนแล้ว" in words(answered(browser(planner).get(page("review_owing", round_.pk))).main)


def test_the_memo_has_the_parts_of_an_official_memo_in_their_order_and_the_figures(busy, planner, agency):
    type(busy.plan).objects.update(approver_position="นายกองค์การบริหารส่วนตำบลทดสอบ")
    memo = words(answered(browser(planner).get(page("review_memo", busy.pk))).main)
    parts = [
        "บันทึกข้อความ",
        "ส่วนราชการ",
        "ที่",
        "วันที่",
        "เรื่อง",
        "เรียน นายก",
        "ตามที่",
        "บัดนี้",
        "จึงเรียนมาเพื่อโปรดทราบและพิจารณา",
        "(ลงชื่อ)",
    ]
    places = [memo.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places
    assert "มีรายงานที่ต้องส่งทั้งสิ้น ๓ ฉบับ รับรองแล้ว ๑ ฉบับ ในจำนวนนี้ส่งล่าช้า ๑ ฉบับ และยังไม่ได้รับรอง ๒ ฉบับ" in memo
    assert "ยังส่งรายงานไม่ครบ ได้แก่ กองคลัง และกองช่าง" in memo
    assert "(วิไล)" in memo


def test_the_memos_table_counts_by_division(busy, planner):
    shown = answered(browser(planner).get(page("review_memo", busy.pk)))
    rows = [[words(cell) for cell in row.select("th, td")] for row in shown.select("tbody tr")]
    assert rows == [["กองคลัง", "๒", "๑", "๑", "๐", "๑"], ["กองช่าง", "๑", "๐", "๐", "๐", "๑"]]


def test_a_memo_on_a_complete_round_says_that_all_was_accepted(round_, planner):
    round_.reports.update(status="accepted", done="แล้ว")
    memo = words(answered(browser(planner).get(page("review_memo", round_.pk))).main)
    assert "ครบถ้วนและได้รับการรับรองแล้วทั้ง ๒ ฉบับ" in memo
    assert "ยังส่งรายงานไม่ครบ" not in memo


@pytest.mark.parametrize("name", ["review_owing", "review_memo"])
def test_papers_hold_no_arabic_digits_and_no_frame(busy, planner, name):
    shown = answered(browser(planner).get(page(name, busy.pk)))
    assert not re.search("[0-9]", words(shown.main))
    assert shown.select("#header, #nav-sidebar") == []
    assert len(shown.select("h1")) == 1


@pytest.mark.parametrize("name", ["review_owing", "review_memo"])
def test_papers_are_the_own_agencys_planners(busy, finance, name):
    elsewhere = factories.make_agency("อบต.อื่น", domain="other.go.th")
    stranger = factories.make_user("stranger", agency=elsewhere, role=Role.PLANNER)
    asked = page(name, busy.pk)
    assert browser(finance).get(asked).status_code == 403
    assert browser(stranger).get(asked).status_code == 404
    assert browser(factories.make_user("root")).get(asked).status_code == 200


def test_what_is_not_owed_any_more_stands_on_no_paper(busy, planner, works):
    busy.reports.get(division=works.division).release(by=planner, reason="ยุบกอง", at=morning(0))
    for name in ("review_owing", "review_memo"):
        shown = words(answered(browser(planner).get(page(name, busy.pk))).main)
        assert "กองช่าง" not in shown
        assert "กองคลัง" in shown


@pytest.mark.parametrize("name", ["review_owing", "review_memo"])
@pytest.mark.parametrize("measures", [1, 6])
def test_papers_take_as_many_queries_with_many_reports(round_, planner, name, measures, django_assert_max_num_queries):
    for number in range(2, measures + 1):
        factories.make_measure(round_.plan, number)
    round_.open_reports(by=planner, at=morning(-20))
    client = browser(planner)
    with django_assert_max_num_queries(14):
        client.get(page(name, round_.pk))
