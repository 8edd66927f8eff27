"""A planner takes on an officer, who signs in with the first password and chooses another one, both on telephones."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from agencies.models import User
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WIDTH = "document.documentElement.scrollWidth"
WCAG_21_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
OWN = "ต้นไม้ริมน้ำ-2566"


def sign_in(window, username: str, password: str) -> None:
    window.goto("/admin/login/")
    window.get_by_label("ชื่อผู้ใช้").fill(username)
    window.get_by_label("รหัสผ่าน").fill(password)
    window.get_by_role("button", name="เข้าสู่ระบบ").click()


def check(window) -> None:
    """The page fits the telephone and breaks no rule of WCAG."""
    assert window.evaluate(WIDTH) <= 360, window.url
    found = Axe().run(window, options=WCAG_21_AA)
    assert found.violations_count == 0, found.generate_report()


def test_a_new_officer_comes_in_with_the_first_password_and_leaves_with_an_own_one(open_window):
    agency = factories.make_agency()
    factories.make_division(agency, "กองคลัง")
    factories.make_user("palad", agency=agency)
    planner, officer = (open_window(360, java_script_enabled=True) for _person in range(2))
    sign_in(planner, "palad", "secret")
    planner.goto("/admin/agencies/user/add/")
    planner.get_by_label("ชื่อผู้ใช้").fill("somsri")
    planner.locator("[name=division]").select_option(label="กองคลัง")
    planner.locator("[name=_save]").click()
    password = planner.locator(".first-password code").inner_text()
    check(planner)
    sign_in(officer, "somsri", password)
    officer.wait_for_url("**/password_change/")
    check(officer)
    officer.locator("[name=old_password]").fill(password)
    officer.locator("[name=new_password1]").fill(OWN)
    officer.locator("[name=new_password2]").fill(OWN)
    officer.get_by_role("button", name="เปลี่ยนรหัสผ่าน").click()
    officer.wait_for_url("**/done/")
    officer.goto("/admin/")
    assert officer.url.endswith("/admin/")
    planner.goto(f"/admin/agencies/user/{User.objects.get(username='somsri').pk}/password/")
    check(planner)
