"""What the typeface cannot print is refused before publishing, by name and place, and never an error of the server."""

import pytest

from publications import publishing
from publications.publishing import Refused, Review
from publications.publishing.letter_checks import IN_PLACE_OF, faults
from publications.render import pdf
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ผ่าน ✓", "“✓” (U+2713 ใช้ • แทน)"),
        ("①", "“①” (U+2460 ใช้ 1 แทน)"),
        ("25 ℃", "“℃” (U+2103 ใช้ °C แทน)"),
        ("Ａ", "“Ａ” (U+FF21 ใช้ A แทน)"),
        ("😀 ยิ้ม", "“😀” (U+1F600)"),
        ("中文", "“中” (U+4E2D), “文” (U+6587)"),
        ("ລາວ", "“ລ” (U+0EA5), “າ” (U+0EB2), “ວ” (U+0EA7)"),
        ("שלום", "“ש” (U+05E9), “ל” (U+05DC), “ו” (U+05D5), “ם” (U+05DD)"),
        ("ก\uf70a", "อักขระที่มองไม่เห็นหรือไม่รู้จัก (U+F70A)"),
        ("ก\u202eข", "อักขระที่เปลี่ยนทิศทางข้อความ (U+202E)"),
        ("ก\x07ข", "อักขระที่มองไม่เห็นหรือไม่รู้จัก (U+0007)"),
        ("ก\ud800ข", "อักขระที่มองไม่เห็นหรือไม่รู้จัก (U+D800)"),
    ],
)
def test_what_cannot_be_printed_is_named(text, named):
    assert faults(text) == named


@pytest.mark.parametrize(
    "text", ["น้ำใจ ๑๒๓ ABC é “คำพูด” – … • ½ % ฿ ฯลฯ ๆ ๏", "บรรทัด\r\nใหม่\tเว้น", "ไม่\u200bขาด\u00a0คำ", ""]
)
def test_what_people_write_in_offices_can_be_printed(text):
    assert faults(text) == ""


PLACES = {
    "the title": (lambda plan: set_(plan, title="แผน ✓"), "แผนมาตรการ ช่องชื่อเรื่อง"),
    "a step": (lambda plan: set_(plan.measures.get().steps.get(), text="ทำ ✓"), "มาตรการที่ 1 ขั้นตอนที่ 1"),
    "a measure": (lambda plan: set_(plan.measures.get(), title="มาตรการ ✓"), "มาตรการที่ 1 ช่องชื่อเรื่อง"),
    "the agency": (lambda plan: set_(plan.agency, name="อบต. ✓"), "ข้อมูลหน่วยงานหรือชื่อกอง"),
    "a round": (lambda plan: set_(plan.rounds.first(), title="รอบ ✓"), "รอบ"),
    "the result": (lambda plan: set_(plan.assessment(), source="ที่มา ✓"), "ผลการประเมิน"),
    "a finding": (lambda plan: set_(plan.assessment().scores.first(), finding="พบ ✓"), "ตัวชี้วัดที่ 1 ช่องข้อค้นพบ"),
    "the announcement": (
        lambda plan: set_(plan, is_announced=True, announcement="ประกาศ ✓"),
        "แผนมาตรการ ช่องข้อความในประกาศ",
    ),
    "a signatory": (lambda plan: set_(plan, reviewer_name="นาย ✓"), "แผนมาตรการ ช่องผู้ลงนาม"),
}


def set_(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_with_the_place_where_it_stands(place):
    plan = factories.make_year()
    change, words = PLACES[place]
    change(plan)
    issue = next(issue for issue in Review.of(plan, "plan").errors if issue.code == "unprintable")
    assert issue.message.startswith(f"{words}")
    assert "“✓” (U+2713 ใช้ • แทน)" in issue.message
    assert issue.url.startswith("/admin/")
    with pytest.raises(Refused) as refused:
        publishing.publish(plan, "plan", by=factories.make_user(agency=plan.agency, role="publisher"))
    assert issue.message in [found.message for found in refused.value.issues]


def test_a_reason_that_cannot_be_printed_is_refused():
    plan = factories.make_year()
    publishing.publish(plan, "plan")
    with pytest.raises(Refused, match=r"เหตุผลที่เขียนมีอักขระที่พิมพ์ลงในเอกสารไม่ได้: “😀” \(U\+1F600\)"):
        publishing.publish(plan, "plan", reason="แก้ไข 😀")


def test_a_plan_in_ordinary_letters_is_found_to_be_printable():
    checks = {check.title: check.state for check in Review.of(factories.make_year(), "plan").checks}
    assert checks["ตัวอักษรทุกตัวพิมพ์ลงในเอกสารได้"] == "ok"


def test_who_signs_a_report_is_mended_in_its_round():
    plan = factories.make_year()
    round_ = plan.rounds.get(kind="progress")
    set_(round_, preparer_name="นาย ✓")
    issue = next(issue for issue in Review.of(plan, "progress").errors if issue.code == "unprintable")
    assert issue.message.startswith(str(round_))
    assert issue.url == f"/admin/measures/round/{round_.pk}/change/"


def test_why_a_report_is_not_owed_is_mended_in_the_list_of_reports():
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    planner = factories.make_user("planner", agency=plan.agency)
    set_(report, status="draft", excused_at=factories.at(), excused_by=planner, excuse="ย้ายงาน ✓")
    issue = next(issue for issue in Review.of(plan, "progress").errors if issue.code == "unprintable")
    assert issue.message.startswith(f"รายงานของ{report.division}")


def test_every_sign_that_is_proposed_can_be_printed_and_stands_for_one_that_cannot():
    assert pdf.unprintable("".join(IN_PLACE_OF.values())) == []
    assert pdf.unprintable("".join(IN_PLACE_OF)) == list(IN_PLACE_OF)
