"""The story of a fiscal year, played by the people in it: planner, officers, publisher and a citizen."""

import datetime
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone
from PIL import Image

from agencies.models import User
from measures.models import Plan, Report, ReportAct, Round
from publications.models import PublishedFile
from tests import factories
from tests.editions import freeze

from .people import Person

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = 12
WHY_REDACTED = "เห็นใบหน้าผู้ที่ไม่ยินยอมให้เผยแพร่ภาพ"
FINAL = "รายงานสรุปผล ณ สิ้นปีงบประมาณ"


@pytest.fixture
def plan(settings, tmp_path) -> Plan:
    """A published plan of two measures; its rounds are planned, as a new plan has them."""
    settings.MEDIA_ROOT = tmp_path / "media"
    agency = factories.make_agency()
    office, finance, _works = (
        factories.make_division(agency, name, position=place)
        for place, name in enumerate(("สำนักปลัด", "กองคลัง", "กองช่าง"))
    )
    factories.make_assessment(agency, 2565)
    plan = factories.make_plan(agency, rounds=False)
    factories.make_measure(plan, 1, title="อบรมจริยธรรม", indicators=(2, 3, 4, 5, 6, 8))
    factories.make_measure(plan, 2, title="เปิดเผยการใช้งบประมาณ", divisions=(finance,), indicators=(2,))
    Round.objects.prepare_for(plan)
    freeze(plan)
    factories.make_user("วิไล", agency=agency)
    factories.make_user("ปลัดสมหมาย", agency=agency, role=User.Role.PUBLISHER)
    factories.make_user("สมศรี", agency=agency, role=User.Role.OFFICER, division=office)
    factories.make_user("สมชาย", agency=agency, role=User.Role.OFFICER, division=finance)
    return plan


@pytest.fixture
def arrives(open_window):
    """A function that opens a window for somebody; at the end no page that anybody saw may have a fault."""
    people: list[Person] = []

    def arrives(name: str = "", width: int = 1280, **options) -> Person:
        person = Person(open_window(width, **options), runs_scripts=options.get("java_script_enabled", True))
        if name:
            person.signs_in(name)
        people.append(person)
        return person

    yield arrives
    assert [fault for person in people for fault in person.faults] == []


def picture(folder, colour: str):
    """A picture as a camera writes it."""
    path = folder / f"{colour}.jpg"
    Image.new("RGB", (1600, 1200), colour).save(path)
    return path


def let_days_pass(count: int) -> None:
    """All that has happened in the open round, and its day due, lie further back."""
    ago = datetime.timedelta(days=count)
    Round.objects.filter(is_opened=True).update(due_on=F("due_on") - ago, opened_at=F("opened_at") - ago)
    stamps = ("submitted_at", "returned_at", "accepted_at")
    Report.objects.update(**{stamp: F(stamp) - ago for stamp in stamps})
    ReportAct.objects.update(at=F("at") - ago)


def test_the_story_of_a_year(plan, arrives, tmp_path):
    planner = arrives("วิไล")
    opens_the_round(planner)
    reports_on_a_telephone(arrives("สมศรี", 360, java_script_enabled=False), picture(tmp_path, "green"))
    officer = arrives("สมชาย")
    reports(officer, "อบรมจริยธรรม", "อบรมแล้ว")
    returns_a_report(planner, "วันที่และจำนวนผู้เข้าอบรมยังไม่ระบุ")
    mends_it(officer, picture(tmp_path, "navy"))
    let_days_pass(7)
    reports(officer, "เปิดเผยการใช้งบประมาณ", "เผยแพร่รายงานการใช้จ่ายบนเว็บไซต์")
    accepts_all(planner)
    closes_the_round(planner)
    publisher = arrives("ปลัดสมหมาย")
    publishes(publisher)
    citizen = arrives()
    reads_of_it(citizen)
    redacts(publisher)
    reads_what_is_left(citizen)
    nothing_differs_until_a_byte_does()


def opens_the_round(planner: Person) -> None:
    """The day that is proposed lies in the past, as the whole year does; she is told, and gives another."""
    planner.follows(FINAL)
    planner.follows("เปิดรอบติดตามผล")
    planner.presses("เปิดรอบติดตามผล")
    assert "วันนี้ผ่านไปแล้ว" in planner.reads()
    due_on = timezone.localdate() + datetime.timedelta(days=3)
    planner.types("กำหนดรายงานภายในวันที่", f"{due_on.day}/{due_on.month}/{due_on.year + 543}")
    planner.presses("เปิดรอบติดตามผล")
    assert "มีแบบรายงานรอกองดำเนินการ 4 ฉบับ" in planner.reads()


def reports_on_a_telephone(officer: Person, photograph) -> None:
    officer.follows("อบรมจริยธรรม")
    officer.ticks("ดำเนินการแล้วเสร็จ")
    officer.types("การดำเนินการ", "จัดอบรมจริยธรรมแก่เจ้าหน้าที่ 24 คน เมื่อวันที่ 15 มิถุนายน")
    officer.takes_a_picture("ไฟล์", photograph)
    officer.types("คำบรรยาย", "ภาพการอบรมจริยธรรม")
    officer.types("วันที่เกิดเหตุการณ์", "15/6/2566")
    officer.presses("ส่งรายงาน")
    officer.ticks("ยืนยันเว้นว่างช่องต่อไปนี้")
    officer.presses("ส่งรายงาน")
    assert "ส่งรายงานแล้ว" in officer.reads()
    assert officer.taps <= TAPS, officer.taps


def reports(officer: Person, measure: str, done: str) -> None:
    """Without any evidence, and with fields left empty."""
    officer.opens("/admin/")
    officer.follows(measure)
    officer.ticks("ดำเนินการแล้วเสร็จ")
    officer.types("การดำเนินการ", done)
    officer.presses("ส่งรายงาน")
    officer.ticks("ยืนยันเว้นว่างช่องต่อไปนี้")
    officer.presses("ส่งรายงาน")
    assert "ส่งรายงานแล้ว" in officer.reads()


def returns_a_report(planner: Person, note: str) -> None:
    planner.opens("/admin/")
    planner.follows(FINAL)
    row = planner.window.get_by_role("row", name="อบรมจริยธรรม")
    planner.taps_on(row.get_by_role("link").nth(1))
    planner.presses("ส่งกลับให้แก้ไข")
    assert "กรุณาระบุสิ่งที่ต้องแก้ไข" in planner.reads()
    planner.types("สิ่งที่ต้องแก้ไข", note)
    planner.presses("ส่งกลับให้แก้ไข")
    assert "ส่งรายงานกลับให้แก้ไขแล้ว" in planner.reads()


def mends_it(officer: Person, photograph) -> None:
    officer.opens("/admin/")
    assert "วันที่และจำนวนผู้เข้าอบรมยังไม่ระบุ" in officer.reads()
    officer.follows("อบรมจริยธรรม")
    officer.types("การดำเนินการ", "อบรมเมื่อวันที่ 20 มิถุนายน ผู้เข้าอบรม 8 คน")
    officer.takes_a_picture("ไฟล์", photograph)
    officer.types("คำบรรยาย", "ภาพการอบรมของกองคลัง")
    officer.types("วันที่เกิดเหตุการณ์", "20/6/2566")
    officer.presses("ส่งรายงาน")
    officer.ticks("ยืนยันเว้นว่างช่องต่อไปนี้")
    officer.presses("ส่งรายงาน")
    assert "ส่งรายงานแล้ว" in officer.reads()


def accepts_all(planner: Person) -> None:
    planner.opens("/admin/")
    planner.follows(FINAL)
    for box in planner.window.get_by_role("cell", name="รอพิจารณา").get_by_role("checkbox").all():
        planner.taps_on(box)
    planner.presses("รับรองรายงานที่เลือก")
    assert "รับรองแล้ว 3 จาก 4 รายงาน · เกินกำหนด 1 · ส่งล่าช้า 1" in planner.reads()


def closes_the_round(planner: Person) -> None:
    """And fills in who approved its report."""
    planner.follows("ปิดรอบติดตามผล")
    assert re.search(r"ยังไม่ส่งรายงาน \(1\) 1\. .* · กองช่าง", planner.reads())
    planner.presses("ปิดรอบ")
    assert "ปิดรอบเรียบร้อยแล้ว" in planner.reads()
    planner.follows("ชื่อ วัน และการอนุมัติ")
    planner.types("วันที่อนุมัติรายงาน", "30/10/2566")
    planner.types("ชื่อผู้อนุมัติรายงาน", "นายสมชัย ใจดี")
    planner.types("ตำแหน่งผู้อนุมัติรายงาน", "นายกองค์การบริหารส่วนตำบลทดสอบ")
    planner.presses("บันทึก")
    assert planner.window.locator(".messagelist .success").count() == 1


def publishes(publisher: Person) -> None:
    """With a reason for each warning: a division did not report, a report came without evidence."""
    publisher.follows("แผนมาตรการ", within="#content")
    publisher.follows("2566", within="#content")
    final = publisher.window.locator("#documents").get_by_role("row", name="รายงานสรุปผล")
    publisher.taps_on(final.get_by_role("link", name="เผยแพร่", exact=True))
    publisher.types("กองช่าง: ยังไม่มีรายงานที่รับรองแล้ว", "กองช่างไม่มีบุคลากรปฏิบัติงาน")
    publisher.presses("ยืนยันการเผยแพร่")
    publisher.types("รายงานของกองคลังไม่มีหลักฐาน", "เผยแพร่แล้วแต่ไม่ได้เก็บภาพไว้")
    publisher.presses("ยืนยันการเผยแพร่")
    assert "เผยแพร่ฉบับที่ 2 ปีงบประมาณ พ.ศ. 2566 เรียบร้อยแล้ว" in publisher.reads()


def reads_of_it(citizen: Person) -> None:
    citizen.opens("/")
    citizen.follows("มาตรการ", within="nav")
    citizen.follows("อบรมจริยธรรม", within="main")
    assert "ดำเนินการแล้วเสร็จ 2 ไม่ได้รายงาน 1" in citizen.reads()
    with citizen.window.expect_response("**/evidence/*.jpg") as shown:
        citizen.window.get_by_role("link", name="ภาพการอบรมจริยธรรม").click()
    assert shown.value.status == 200
    assert shown.value.headers["x-content-type-options"] == "nosniff"
    citizen.opens("/2566/measures/2/")
    assert "ส่งล่าช้า" in citizen.reads()


def redacts(publisher: Person) -> None:
    publisher.opens("/admin/")
    publisher.follows("ไฟล์ที่เผยแพร่", within="#content")
    publisher.follows("green", within="#content")
    publisher.follows("ปกปิดไฟล์")
    publisher.types("เหตุผล", WHY_REDACTED)
    publisher.presses("ยืนยันการปกปิดไฟล์")
    assert "ปกปิดไฟล์แล้ว และเผยแพร่ฉบับที่ไม่มีไฟล์นี้ 1 ฉบับ" in publisher.reads()


def reads_what_is_left(citizen: Person) -> None:
    """The tombstone in place of the picture, a PDF that is gone, and the edition that follows it."""
    citizen.opens("/2566/measures/1/")
    assert f"เนื่องจาก {WHY_REDACTED}" in citizen.reads()
    assert citizen.window.get_by_role("link", name="ภาพการอบรมจริยธรรม").count() == 0
    assert citizen.window.get_by_role("link", name="ภาพการอบรมของกองคลัง").count() == 1
    assert citizen.opens("/2566/editions/2.pdf") == 410
    assert WHY_REDACTED in citizen.reads()
    citizen.opens("/2566/editions/")
    assert "ลบ PDF เมื่อ" in citizen.reads()
    citizen.follows("ฉบับที่ 3", within="main")
    assert WHY_REDACTED in citizen.reads()


def nothing_differs_until_a_byte_does() -> None:
    call_command("verify_editions", stdout=StringIO())
    file = PublishedFile.objects.get(redacted_at=None)
    path = Path(file.file.path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    said = StringIO()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_editions", stdout=said)
    assert f"{file}: ตัวไฟล์หายไปหรือไม่ตรงกับค่า SHA-256" in said.getvalue()
