"""An officer reports on a telephone: a picture and a few taps, without JavaScript; pages fit and break no rule."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from agencies.models import User
from measures.models import Report
from tests import factories
from tests.staff_pages import page

from .test_signing_in import WCAG_21_AA, WIDTH

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = 12


@pytest.fixture
def report(settings, tmp_path) -> Report:
    settings.MEDIA_ROOT = tmp_path / "media"
    agency = factories.make_agency()
    division = factories.make_division(agency)
    plan = factories.make_year(agency)
    factories.make_user("สมศรี", agency=agency, role=User.Role.OFFICER, division=division)
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    blank = {"status": "draft", "done": "", "result": "", "implementation": ""}
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="final"), **blank)
    report.evidence.all().delete()
    return report


def sign_in(window, username: str) -> None:
    window.goto("/admin/")
    window.get_by_label("ชื่อผู้ใช้").fill(username)
    window.get_by_label("รหัสผ่าน").fill("secret")
    window.get_by_role("button", name="เข้าสู่ระบบ").click()
    window.wait_for_url("**/admin/")


def test_a_first_report_with_a_picture_takes_at_most_twelve_taps_without_javascript(open_window, report, tmp_path):
    Image.new("RGB", (800, 600), "green").save(tmp_path / "photo.jpg")
    window = open_window(360, java_script_enabled=False)
    sign_in(window, "สมศรี")
    taps = 2  # the camera's own: take the picture, use it

    def tap(target):
        nonlocal taps
        taps += 1
        target.click()
        return target

    tap(window.locator("#my-reports .report-lines a").first)
    tap(window.locator("input[name=implementation][value=done]"))
    tap(window.locator("#id_done")).fill("จัดอบรมจริยธรรมแก่เจ้าหน้าที่ทุกคน")
    taps += 1
    window.locator("#id_new-uploads").set_input_files(tmp_path / "photo.jpg")
    tap(window.locator("#id_new-caption")).fill("ภาพการอบรม")
    tap(window.locator("#id_new-happened_on")).fill("15/06/2566")
    tap(window.get_by_role("button", name="ส่งรายงาน"))
    tap(window.locator("input[name=leave_empty]"))
    tap(window.get_by_role("button", name="ส่งรายงาน"))
    window.wait_for_url(f"**{page('my_report', report.pk)}")
    report.refresh_from_db()
    assert (report.status, report.evidence.get().caption) == ("submitted", "ภาพการอบรม")
    assert taps <= TAPS, taps


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_reports_fit_a_telephone_and_break_no_rule_of_wcag(open_window, report, scheme):
    window = open_window(360, scheme)
    sign_in(window, "สมศรี")
    piece = {"happened_on": report.round.covers_from, "url": "https://www.example.go.th/activity"}
    report.evidence.create(caption="ภาพกิจกรรม", **piece)
    for name, args in [
        ("index", []),
        ("my_reports", []),
        ("my_report", [report.pk]),
        ("my_report_submit", [report.pk]),
    ]:
        window.goto(page(name, *args))
        assert window.evaluate(WIDTH) == 360, name
        found = Axe().run(window, options=WCAG_21_AA)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
