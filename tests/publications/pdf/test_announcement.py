"""The sheet with which a printed document may begin: its words, its day, who signs, in print and as a Word file."""

from datetime import date

import pymupdf
import pytest

from publications.document import builder
from publications.render import docx, pdf
from tests import factories
from tests.publications.docx.reading import text_of
from tests.publications.pdf.printing import SHA256, by_mupdf, changed, in_order, pages, unbroken

WORDS = {"announced_on": None, "text": "ด้วยองค์การบริหารส่วนตำบลท่ามะลิ่ง มีมาตรการ\nจึงประกาศให้ทราบโดยทั่วกัน"}
SHEET = 1


@pytest.fixture
def announced(sample):
    approval = sample.approval.model_dump() | {"name": "นายสมชาย ดีจริง", "approved_on": date(2023, 1, 12)}
    return changed(sample, announcement=WORDS | {"announced_on": date(2023, 1, 19)}, approval=approval)


@pytest.mark.django_db
def test_it_stands_between_cover_and_contents_with_its_day_and_the_approver(announced):
    content = pdf.render(announced, sha256=SHA256)
    sheet = pages(content)[SHEET]
    assert in_order(
        unbroken(sheet),
        *("ประกาศองค์การบริหารส่วนตำบลท่ามะลิ่ง", "เรื่องมาตรการส่งเสริมคุณธรรม", "ด้วยองค์การ", "จึงประกาศให้ทราบโดยทั่วกัน"),
        *("ประกาศณวันที่๑๙มกราคมพ.ศ.๒๕๖๖", "(ลงชื่อ)", "(นายสมชายดีจริง)", "นายกองค์การบริหารส่วนตำบล"),
    )
    assert "๑๒มกราคม" not in unbroken(sheet)
    assert "สารบัญ" in pages(content)[SHEET + 1]
    assert "ประกาศ ณ วันที่" not in pages(pdf.render(changed(announced, announcement=None), sha256=SHA256))[SHEET]


@pytest.mark.django_db
def test_a_day_that_is_not_known_is_left_to_the_hand(announced):
    sheet = pages(pdf.render(changed(announced, announcement=WORDS), sha256=SHA256))[SHEET]
    assert "ประกาศ ณ วันที่ ..... เดือน ............. พ.ศ. ......." in sheet


@pytest.mark.django_db
def test_the_numbers_of_the_sections_are_those_without_it(announced):
    with pymupdf.open(stream=pdf.render(announced, sha256=SHA256)) as opened:
        titles = [title for _, title, _ in opened.get_toc()]
    assert titles[1:3] == ["ประกาศองค์การบริหารส่วนตำบลท่ามะลิ่ง", "๑. ผลการประเมิน"]


@pytest.mark.django_db
def test_the_word_file_has_it_too(announced):
    text = text_of(docx.render(announced, sha256=SHA256))
    assert in_order(text, "ประกาศองค์การบริหารส่วนตำบล", "จึงประกาศให้ทราบ", "ประกาศ ณ วันที่", "๑. ผลการประเมิน")


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "count"), [("ยาว", 3000), ("บรรทัด\n", 60)])
def test_long_words_go_on_over_the_page(announced, words, count):
    long = changed(announced, announcement={"announced_on": None, "text": words * count})
    assert unbroken(by_mupdf(pdf.render(long, sha256=SHA256))).count(words.strip()) == count


# What is put on it


def test_a_plan_and_a_round_are_announced_each_for_itself_in_the_usual_words_or_in_others(plan):
    assert builder.build_document(plan, "plan").announcement is None
    plan.is_announced = True
    plan.save()
    usual = builder.build_document(plan, "plan").announcement
    assert usual.announced_on is None
    assert in_order(usual.text, "ด้วย", plan.agency.name, "พ.ศ. 2565", plan.title, "\nจึงประกาศให้ทราบโดยทั่วกัน")
    assert builder.build_document(plan, "progress").announcement is None
    row = plan.rounds.get(kind="progress")
    row.is_announced, row.announced_on, row.announcement = True, date(2023, 4, 20), " หนึ่ง \r\n\r\nสอง "
    row.save()
    own = builder.build_document(type(plan).objects.get(), "progress").announcement
    assert (own.announced_on, own.text) == (date(2023, 4, 20), "หนึ่ง\nสอง")
    row.announcement = " "
    row.save()
    usual = builder.build_document(type(plan).objects.get(), "progress").announcement
    assert f"รายงานความก้าวหน้าการดำเนินการตาม{plan.title}" in usual.text


def test_words_without_the_tick_are_not_announced(plan):
    plan.announcement, plan.announced_on = "ข้อความ", factories.at().date()
    plan.save()
    assert builder.build_document(plan, "plan").announcement is None
