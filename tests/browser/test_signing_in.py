"""A member of staff who has forgotten the password comes back in, on a telephone and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from tests import factories
from tests.queued import run_jobs

pytestmark = pytest.mark.django_db(transaction=True)

WIDTH = "document.documentElement.scrollWidth"
WCAG_21_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def test_a_forgotten_password_is_replaced_on_a_telephone_without_javascript(open_window):
    factories.make_user("สมศรี", agency=factories.make_agency(), email="somsri@thamaling.go.th")
    window = open_window(360, java_script_enabled=False)
    window.goto("/admin/login/")
    window.get_by_role("link", name="ลืมชื่อผู้ใช้หรือรหัสผ่าน").click()
    window.get_by_label("อีเมล").fill("somsri@thamaling.go.th")
    window.get_by_role("button", name="ส่งลิงก์").click()
    window.wait_for_url("**/sent/")
    run_jobs()
    window.goto(re.search(r"https?://\S+", mail.outbox[0].body)[0])
    window.get_by_label("รหัสผ่านใหม่", exact=False).first.fill("ต้นไม้ริมน้ำ-2566")
    window.get_by_label("ยืนยันรหัสผ่านใหม่").fill("ต้นไม้ริมน้ำ-2566")
    window.get_by_role("button", name="เปลี่ยนรหัสผ่าน").click()
    window.wait_for_url("**/chosen/")
    window.get_by_role("main").get_by_role("link", name="เข้าสู่ระบบ").last.click()
    window.get_by_label("ชื่อผู้ใช้").fill("สมศรี")
    window.get_by_label("รหัสผ่าน").fill("ต้นไม้ริมน้ำ-2566")
    window.get_by_role("button", name="เข้าสู่ระบบ").click()
    window.wait_for_url("**/admin/")


@pytest.mark.looks
def test_the_pages_of_a_forgotten_password_fit_a_telephone_and_break_no_rule_of_wcag(open_window):
    factories.make_user("สมศรี", agency=factories.make_agency(), email="somsri@thamaling.go.th")
    window = open_window(360)
    window.goto("/admin/password_reset/")
    window.get_by_label("อีเมล").fill("somsri@thamaling.go.th")
    window.get_by_role("button", name="ส่งลิงก์").click()
    window.wait_for_url("**/sent/")
    run_jobs()
    faults = []
    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    for address in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/sent/", link):
        window.goto(address)
        broken = Axe().run(window, options=WCAG_21_AA).response["violations"]
        faults += [f"{address} {rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
        if window.evaluate(WIDTH) > 360:
            faults.append(f"{address} is wider than the window")
    assert faults == []
