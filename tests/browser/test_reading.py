"""Citizens read the portal in a real browser: on a telephone, in the dark, with a keyboard, without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publications.models import Edition
from publications.public.languages import in_language
from tests import factories
from tests.editions import freeze, freeze_sample
from tests.readers import pages_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]

# The level that the Government Website Standard demands.
WCAG_21_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
LARGEST = """
    [...document.querySelectorAll("main *")]
        .map(element => [parseFloat(getComputedStyle(element).fontSize), element.className])
        .sort((one, other) => other[0] - one[0])[0][1]
"""


def published_sample() -> list[str]:
    """The sample with a reported round and an old edition; the addresses of its pages."""
    plan = freeze_sample() and factories.Plan.objects.get()
    factories.make_report(plan.measures.get(number=1), plan.rounds.get(kind="progress"))
    edition = freeze(plan, "progress")
    old = Edition.objects.first()
    return [*pages_of(edition), "/2566/editions/1/", f"/verify/{old.pdf_sha256}/", "/verify/abc/", "/2023/"]


@pytest.mark.parametrize("look", [(320, "light", "th"), (1280, "dark", "en")])
def test_no_page_breaks_a_rule_of_wcag_asks_elsewhere_or_is_wider_than_the_window(open_window, live_server, look):
    pages = published_sample()
    width, scheme, language = look
    window = open_window(width, scheme)
    faults: list[str] = []
    window.on("console", lambda message: "status of 4" in message.text or faults.append(message.text))
    window.on("request", lambda asked: asked.url.startswith((live_server.url, "data:")) or faults.append(asked.url))
    for address in pages:
        window.goto(in_language(address, language))
        broken = Axe().run(window, options=WCAG_21_AA).response["violations"]
        faults += [f"{address} {rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
        if window.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address} is wider than {width} px")
    assert faults == []


def test_the_first_key_leads_past_the_head_and_every_link_can_be_reached(open_window):
    published_sample()
    window = open_window()
    window.goto("/2566/")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip-link"
    assert window.locator(".skip-link").bounding_box()["y"] >= 0
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"
    reached = set()
    for _ in range(window.locator("main a").count()):
        window.keyboard.press("Tab")
        reached.add(window.evaluate("document.activeElement.getAttribute('href')"))
    assert "/2566/measures/9/" in reached
    assert "/2566/plan.pdf" in reached


def test_what_has_the_focus_is_seen_to_have_it(open_window):
    published_sample()
    window = open_window()
    window.goto("/2566/")
    for selector in (".language a", ".year-nav a", ".ribbon a", ".indicator-name", ".document-card .btn"):
        window.keyboard.press("Tab")
        window.locator(selector).first.focus()
        outline = window.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in outline, (selector, outline)


def test_a_wide_table_scrolls_in_its_own_region(open_window):
    published_sample()
    window = open_window(360)
    window.goto("/2566/analysis/")
    region = window.locator(".table-scroll").first
    assert region.evaluate("element => element.scrollWidth > element.clientWidth")
    assert region.get_attribute("tabindex") == "0"


def test_a_dark_window_gets_a_dark_page_in_sarabun(open_window):
    published_sample()
    paper = {}
    for scheme in ("light", "dark"):
        window = open_window(scheme=scheme)
        window.goto("/2566/")
        paper[scheme] = window.evaluate("getComputedStyle(document.body).backgroundColor")
        assert window.evaluate("document.fonts.ready.then(() => document.fonts.check('17px Sarabun', 'ที่'))")
    assert paper == {"light": "rgb(251, 247, 238)", "dark": "rgb(18, 22, 31)"}


def test_the_total_is_the_largest_thing_on_the_year_page(open_window):
    published_sample()
    window = open_window()
    window.goto("/2566/")
    assert window.evaluate(LARGEST) == "total-figure"


def test_everything_works_without_javascript(open_window):
    edition = published_sample() and Edition.objects.get(number=1)
    window = open_window(java_script_enabled=False)
    window.goto("/")
    window.get_by_role("link", name="มาตรการ", exact=True).click()
    window.locator(".narrow summary", has_text="กอง").click()
    window.locator(".narrow").get_by_role("link", name="กองคลัง").click()
    window.wait_for_url(re.compile("/2566/measures/division/"))
    assert window.locator(".measure-card").count() == 7
    window.get_by_role("link", name="English").click()
    expect(window.locator("h1")).to_contain_text("Measures of fiscal year 2566")
    window.wait_for_load_state()
    assert window.locator(".measure-card").count() == 7
    window.get_by_role("link", name="Verify a document").click()
    window.get_by_label("The file").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": bytes(edition.pdf)}
    )
    window.get_by_role("button", name="Verify").click()
    expect(window.locator("h1")).to_have_text("Genuine, and the newest")
