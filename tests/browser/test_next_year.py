"""A planner starts the new year's plan from last year's, on a telephone and without JavaScript."""

import datetime
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe

from measures.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WIDTH = "document.documentElement.scrollWidth"
WCAG_21_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture
def planner(open_window):
    """A function that opens a page in a window in which the planner of last year's plan is signed in."""
    agency = factories.make_agency()
    plan = factories.make_year(agency)
    gone = factories.make_division(agency, "กองที่ยุบแล้ว", is_active=False)
    stated = {"starts_on": datetime.date(2022, 10, 1), "ends_on": datetime.date(2023, 3, 31), "budget": Decimal(20_000)}
    factories.make_measure(plan, 2, divisions=(gone,), title="อบรมบุคลากร", **stated)
    plan.measures.get(number=1).indicators.clear()
    factories.make_assessment(agency, 2566)
    factories.make_user("สมศรี", agency=agency)

    def sign_in(address: str, **options):
        window = open_window(360, **options)
        window.goto("/admin/login/")
        window.get_by_label("ชื่อผู้ใช้").fill("สมศรี")
        window.get_by_label("รหัสผ่าน").fill("secret")
        window.get_by_role("button", name="เข้าสู่ระบบ").click()
        window.wait_for_url("**/admin/")
        window.goto(address.format(plan=plan.pk, measure=plan.measures.get(number=1).pk))
        return window

    return sign_in


def test_a_plan_is_started_from_last_years_on_a_telephone_without_javascript(planner):
    window = planner("/admin/measures/plan/add/", java_script_enabled=False)
    window.get_by_role("link", name="จัดทำแผนปี 2567 จากแผนปี 2566").click()
    window.get_by_label("1. มาตรการที่ 1").uncheck()
    for box in window.get_by_role("checkbox", name="ยังไม่มีมาตรการรองรับ").all()[1:]:
        box.uncheck()
    window.get_by_role("button", name="จัดทำแผนปีงบประมาณ พ.ศ. 2567").click()
    window.wait_for_url("**/change/")
    titles = list(Plan.objects.get(fiscal_year=2567).measures.values_list("title", flat=True))
    assert titles == ["อบรมบุคลากร", "มาตรการยกระดับการใช้งบประมาณ"]


@pytest.mark.looks
@pytest.mark.parametrize("address", ["/admin/measures/plan/{plan}/next/", "/admin/measures/measure/{measure}/change/"])
def test_its_page_and_a_measures_page_fit_a_telephone_and_break_no_rule_of_wcag(planner, address):
    window = planner(address)
    for details in window.locator("details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    assert window.evaluate(WIDTH) <= 360
    assert Axe().run(window, options=WCAG_21_AA).response["violations"] == []
