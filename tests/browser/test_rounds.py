"""The rounds of follow-up in a real browser: readable on a telephone and in the dark, and nothing jumps."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from publications.public.languages import in_language
from tests import followed_up
from tests.browser.test_reading import WCAG_21_AA

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]

PAGES = ("/2566/", "/2566/measures/", "/2566/measures/1/", "/2566/progress/", "/2566/editions/1/")


@pytest.mark.parametrize("look", [(360, "dark", "th"), (320, "light", "en"), (1280, "light", "th")])
def test_no_page_of_a_reported_year_breaks_a_rule_of_wcag_or_is_wider_than_the_window(open_window, look):
    followed_up.freeze_followed_up()
    width, scheme, language = look
    window = open_window(width, scheme)
    faults: list[str] = []
    for address in PAGES:
        window.goto(in_language(address, language))
        broken = Axe().run(window, options=WCAG_21_AA).response["violations"]
        faults += [f"{address} {rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
        if window.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address} is wider than {width} px")
    assert faults == []


def test_a_picture_keeps_its_place_before_it_arrives(open_window):
    followed_up.freeze_followed_up()
    window = open_window(360)
    held = []
    window.route("**/*-small.jpg", lambda route: held.append(route))
    window.goto("/2566/measures/1/", wait_until="domcontentloaded")
    picture = window.locator(".evidence-picture img").first
    picture.scroll_into_view_if_needed()
    before = picture.bounding_box()
    assert before["height"] > 150
    for route in held:
        route.continue_()
    window.unroute("**/*-small.jpg")
    picture.evaluate("picture => picture.decode()")
    assert picture.bounding_box() == before


def test_a_citizen_opens_a_measure_and_a_picture_of_it(open_window):
    followed_up.freeze_followed_up()
    window = open_window(360)
    window.goto("/2566/")
    window.locator(".how-far").get_by_role("link", name="มาตรการที่ 1").click()
    assert "สำนักปลัด" in window.locator(".report").first.inner_text()
    with window.expect_response("**/evidence/*.jpg") as answer:
        window.get_by_role("link", name="ภาพการอบรม").click()
    assert answer.value.headers["content-type"] == "image/jpeg"
