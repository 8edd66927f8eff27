"""An officer's session ends while a report is being written; on a telephone and without JavaScript nothing is lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session

from tests.staff_pages import page

from .test_reporting import report, sign_in  # noqa: F401  # the fixture is found by its name
from .test_signing_in import WCAG_21_AA, WIDTH

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "จัดอบรมจริยธรรมแก่เจ้าหน้าที่ทุกคน\nครบ ๓๐ คน"


@pytest.mark.parametrize("runs_scripts", [True, False])
def test_a_report_is_sent_again_after_the_session_has_ended(open_window, report, runs_scripts):  # noqa: F811
    window = open_window(360, java_script_enabled=runs_scripts)
    sign_in(window, "สมศรี")
    window.goto(page("my_report", report.pk))
    window.locator("#id_done").fill(TYPED)
    Session.objects.all().delete()
    window.locator("button[name=_save]").first.click()
    window.get_by_text("การเข้าสู่ระบบของท่านสิ้นสุดลงแล้ว").wait_for()
    faults = _faults(window) if runs_scripts else []
    window.get_by_label("ชื่อผู้ใช้").fill("สมศรี")
    window.get_by_label("รหัสผ่าน").fill("secret")
    window.get_by_role("button", name="เข้าสู่ระบบ").click()
    window.get_by_text("ครบ ๓๐ คน").wait_for()
    faults += _faults(window) if runs_scripts else []
    window.get_by_role("button", name="ส่งอีกครั้ง").click()
    window.wait_for_url(f"**{page('my_report', report.pk)}")
    report.refresh_from_db()
    assert report.done.splitlines() == TYPED.splitlines()
    assert faults == []


def _faults(window) -> list[str]:
    """What is wrong with the page: rules of WCAG that it breaks, a width beyond the telephone's."""
    broken = Axe().run(window, options=WCAG_21_AA).response["violations"]
    found = [f"{rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
    return [*found, *(["wider than the window"] if window.evaluate(WIDTH) > 360 else [])]
