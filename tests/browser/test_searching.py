"""A copy of the site that no server answers for searches in the browser, and finds and shows the same as the server."""

import re

import pytest
from playwright.sync_api import Page, expect

from publications.public import pages
from publications.public.question import Question
from publications.public.search import Answer
from tests import factories
from tests.editions import freeze
from tests.publications.searched import reported_plan
from tests.thai.hard_cases import ALL
from thai.clusters import edges
from thai.folding import fold, folded

pytestmark = pytest.mark.django_db(transaction=True)

QUESTIONS = [
    *("กล่อง", "กลอง", "เปิดกล่อง", "จ\u0e4dานวน", "การ", "ก", "คลินิกคุณธรรม", "government ASSETS", "ป้า", "ป่า"),
    *("2566", "๒๕๖๖", "พ.ศ. 2565", "ค.ศ. 2023", "ปี2566 กล่อง", "กองช่าง ต้นไม้", "<b>", "&amp;", ".*", "(a|b)", "-"),
    *("ไดโนเสาร์", "่", "\u202e\u200b", "ก" * 300, "ขข", "a\0b"),
]
SHOWN = """
() => ["search-status", "search-found"].map(id => document.getElementById(id).innerHTML.replace(/\\s+/gu, " ")
    .replace(/> </gu, "><").trim())
"""


@pytest.fixture
def exported(monkeypatch) -> None:
    """The page as it stands in a copy of the site: a file, which is the same whatever is asked."""
    render, nothing = pages.render_to_string, Answer(Question.read(""), 0, 0, ())
    fixed = {"is_exported": True, "answer": nothing}
    monkeypatch.setattr(pages, "render_to_string", lambda name, context: render(name, context | fixed))


@pytest.fixture
def published() -> None:
    agency = factories.make_agency()
    freeze(
        reported_plan(agency, 2566, done="ข" * 90 + "ต้นไม้ <b>&amp;</b> ในป่า (a|b)" + "ก" * 90, result="ผ้าป้า - .*"),
        "progress",
    )
    freeze(reported_plan(agency, 2567, done="เทียบกับ ค.ศ. 2023"), "progress")


def answer(window: Page, question: str) -> list[str]:
    """What the page says to a question that is typed into its field."""
    window.goto("/search/")
    window.locator("#search-field").fill(question)
    window.get_by_role("button", name="ค้นหา").click()
    window.wait_for_url("**/search/?q=*")
    expect(window.locator("#search-status")).to_have_text(re.compile(r"\S"))
    return window.evaluate(SHOWN)


def test_a_browser_folds_as_the_server_does(open_window, exported, published):
    window = open_window()
    window.goto("/search/")
    for text in [text for text in ALL if not any("\ud800" <= sign <= "\udfff" for sign in text)]:
        found = window.evaluate("text => portalFolding.fold(text)", text)
        exact = window.evaluate("text => portalFolding.fold(text, { tones: true }).text", text)
        # A browser counts a letter beyond the first 65,536 twice in a folded text, and so does its way back.
        origins = [
            origin
            for origin, letter in zip(fold(text).origins, fold(text).text, strict=True)
            for _ in range(1 + (letter > "\uffff"))
        ]
        assert found == {"text": folded(text), "origins": origins}, ascii(text)
        assert exact == folded(text, tones=True), ascii(text)
        assert window.evaluate("text => portalFolding.edges(text)", text) == edges(text), ascii(text)


def test_a_browser_reads_a_question_as_the_server_does(open_window, exported, published):
    window = open_window()
    window.goto("/search/")
    for typed in QUESTIONS:
        read, expected = window.evaluate("typed => portalSearch.read(typed, 200)", typed), Question.read(typed)
        assert (read["text"], read["isCut"]) == (expected.text, expected.is_cut), ascii(typed)
        assert (read["words"], read["exact"], read["years"]) == tuple(
            map(list, (expected.words, expected.exact, expected.years))
        ), ascii(typed)


def test_a_browser_finds_and_shows_what_the_server_does(open_window, published, request):
    window = open_window()
    by_server = {question: answer(window, question) for question in QUESTIONS if question.strip("\u202e\u200b")}
    faults: list[str] = []
    request.getfixturevalue("exported")
    window.on("console", lambda message: faults.append(message.text))
    window.on("pageerror", lambda error: faults.append(str(error)))
    for question, expected in by_server.items():
        assert answer(window, question) == expected, ascii(question)
    assert faults == []
    assert sum("search-hit" in found for _status, found in by_server.values()) > 12


def test_a_copy_of_the_site_says_so_when_its_index_is_not_there(open_window, exported, published):
    window = open_window()
    window.route("**/index.json", lambda route: route.fulfill(status=404))
    window.goto("/en/search/?q=a")
    expect(window.locator("#search-status")).to_have_text(re.compile(r"\S"))
    assert window.locator("#search-status").inner_text() == "The search does not work at this moment."


def test_nothing_is_searched_in_the_browser_where_a_server_answers(open_window, published):
    window, asked = open_window(), []
    window.on("request", lambda request: asked.append(request.url))
    window.goto("/search/?q=กล่อง")
    assert window.locator(".search-hit").count() == 6
    assert [address for address in asked if "index.json" in address or ".js" in address] == []
