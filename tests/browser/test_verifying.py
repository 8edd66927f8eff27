"""A citizen who holds the PDF finds out that it is genuine: by its code, by its link, by giving the file."""

from pathlib import Path

import pymupdf
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page

from measures.models import Plan
from publications.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

GENUINE, OLD = "เป็นเอกสารจริง และเป็นฉบับล่าสุด", "เป็นเอกสารจริง แต่มีฉบับใหม่กว่าแล้ว"


@pytest.fixture
def edition(live_server, settings) -> Edition:
    """An edition whose address leads to the portal that is tested."""
    settings.BASE_ADDRESS = live_server.url
    return factories.publish(factories.make_year())


def downloaded(window: Page, folder: Path) -> Path:
    """The PDF as a reader saves it from the page of the year."""
    window.goto("/2566/")
    address = window.get_by_role("link", name="PDF").first.get_attribute("href")
    file = folder / "plan.pdf"
    file.write_bytes(window.request.get(address).body())
    return file


def answer(window: Page) -> str:
    return window.locator("h1").inner_text()


def test_the_code_on_the_last_page_leads_to_the_answer(open_window, edition, tmp_path):
    window = open_window(360)
    opened = pypdfium2.PdfDocument(downloaded(window, tmp_path))
    [code] = zxingcpp.read_barcodes(opened[len(opened) - 1].render(scale=2).to_pil())
    opened.close()
    window.goto(code.text)
    assert answer(window) == GENUINE
    assert "ฉบับที่ 1" in window.locator("main").inner_text()


def test_the_link_on_the_last_page_leads_to_the_same_answer(open_window, edition, tmp_path):
    window = open_window()
    with pymupdf.open(downloaded(window, tmp_path)) as opened:
        [address] = [link["uri"] for link in opened[-1].get_links() if "uri" in link]
    assert edition.sha256 in address
    window.goto(address)
    assert answer(window) == GENUINE


def test_the_file_itself_is_recognised_and_what_a_newer_edition_changed_is_shown(open_window, edition, tmp_path):
    window = open_window(360)
    file = downloaded(window, tmp_path)
    give(window, file)
    assert answer(window) == GENUINE
    Plan.objects.update(introduction="คำนำที่เพิ่มเข้ามา")
    factories.publish(Plan.objects.get())
    give(window, file)
    assert answer(window) == OLD
    assert "คำนำที่เพิ่มเข้ามา" in window.locator("main").inner_text()


def give(window: Page, file: Path) -> None:
    window.goto("/verify/")
    window.set_input_files("input[type=file]", file)
    window.get_by_role("button", name="ตรวจสอบ").click()
    window.wait_for_url("**/verify/*/")
