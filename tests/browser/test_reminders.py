"""The planner's papers, the calendar's and the hand-over page: no rule of WCAG is broken, and they fit a telephone."""

import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from agencies.models import Agency, User
from measures.models import Round
from tests import factories
from tests.editions import freeze

pytestmark = pytest.mark.django_db(transaction=True)

WIDTH = "document.documentElement.scrollWidth"
WCAG_21_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture
def round_(db) -> Round:
    agency = factories.make_agency()
    for place, name in enumerate(("กองคลัง", "กองการศึกษา ศาสนาและวัฒนธรรม", "กองช่าง")):
        division = factories.make_division(agency, name, position=place)
        factories.make_user(f"เจ้าหน้าที่{place}", agency=agency, role=User.Role.OFFICER, division=division)
    plan = factories.make_year(agency)
    freeze(plan)
    long = "มาตรการเผยแพร่ข้อมูลสาธารณะผ่านเว็บไซต์หลักของหน่วยงานและส่งเสริมการมีส่วนร่วมของประชาชนในการตรวจสอบ"
    factories.make_measure(plan, 2, title=long, steps=("แต่งตั้งคณะทำงาน", "เผยแพร่ข้อมูล"))
    progress = plan.rounds.get(kind="progress")
    Round.objects.filter(pk=progress.pk).update(due_on=datetime.date(2023, 4, 17))
    progress.open_reports()
    return progress


@pytest.mark.looks
def test_papers_calendar_and_handover_fit_a_telephone_and_break_no_rule_of_wcag(open_window, round_):
    factories.make_user("วิไล", agency=Agency.objects.get())
    window = open_window(360)
    window.goto("/admin/login/")
    window.get_by_label("ชื่อผู้ใช้").fill("วิไล")
    window.get_by_label("รหัสผ่าน").fill("secret")
    window.get_by_role("button", name="เข้าสู่ระบบ").click()
    window.wait_for_url("**/admin/")
    faults = []
    for address in (
        f"/admin/review/{round_.pk}/list/",
        f"/admin/review/{round_.pk}/memo/",
        "/admin/review/calendar/",
        "/admin/my/handover/",
    ):
        assert window.goto(address).status == 200
        broken = Axe().run(window, options=WCAG_21_AA).response["violations"]
        faults += [f"{address} {rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
        if window.evaluate(WIDTH) > 360:
            faults.append(f"{address} is wider than the window")
    assert faults == []
