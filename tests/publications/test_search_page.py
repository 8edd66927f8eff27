"""How the search shows what it found, what it takes, and what it bears."""

import json
import random
import re
from urllib.parse import quote

import html5lib
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.public import pages, search
from publications.public.editions import PublishedEditions
from publications.public.passages import NAMES
from publications.public.question import LONGEST, Question
from tests import factories
from tests.editions import freeze
from tests.publications.searched import asked, reported_plan
from tests.readers import answered, site, text, thai, words

pytestmark = pytest.mark.django_db

# How it is shown


def test_years_stand_newest_first():
    agency = factories.make_agency()
    for year in (2565, 2567, 2566):
        freeze(reported_plan(agency, year))
    headings = answered(site().get("/search/", {"q": "คลินิก"})).select(".search-found h2")
    assert [words(heading)[-4:] for heading in headings] == ["2567", "2566", "2565"]


def test_the_form_alone_stands_there_while_nothing_is_asked():
    freeze(reported_plan())
    page = answered(site().get("/search/"))
    assert page.select_one("form[role=search]")["action"] == "/search/"
    assert words(page.select_one("[role=status]")) == ""
    assert words(page.select_one(".search-found")) == ""
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert not page.main.select("script, template, [data-index]")
    assert page.select_one(".masthead-nav a[href='/search/']")


def test_what_was_asked_stands_in_the_field_again():
    freeze(reported_plan())
    field = answered(site().get("/search/", {"q": '"><b>กล่อง'})).select_one("input[name=q]")
    assert (field["value"], field["lang"]) == ('"><b>กล่อง', "th")
    assert "lang" not in answered(site().get("/search/", {"q": "box"})).select_one("input[name=q]").attrs


@pytest.mark.parametrize(
    ("typed", "thai_words", "english_words"),
    [
        ("ยืมรถไถ", "พบ 1 รายการ", "1 passage was found."),
        ("กล่อง", "พบ 3 รายการ", "3 passages were found."),
    ],
)
def test_the_number_of_passages_is_told_in_both_languages(typed, thai_words, english_words):
    freeze(reported_plan())
    for language, expected in (("th", thai_words), ("en", english_words)):
        page = answered(site(language=language).get("/search/", {"q": typed}))
        assert words(page.select_one("[role=status]")) == expected


def test_at_most_fifty_are_shown():
    plan = reported_plan()
    for position in range(10, 70):
        plan.measures.get().steps.create(position=position, text="ทำความสะอาด")
    freeze(plan)
    page = answered(site().get("/search/", {"q": "ทำความสะอาด"}))
    assert len(page.select(".search-hit")) == 50
    assert words(page.select_one("[role=status]")) == "พบ 60 รายการ แสดงเพียง 50 รายการ โปรดเพิ่มคำหรือระบุปีเพื่อจำกัดผลการค้นหา"


def test_where_nothing_is_found_the_page_says_what_to_try():
    freeze(reported_plan())
    page = answered(site().get("/search/", {"q": "ไดโนเสาร์"}))
    assert words(page.select_one("[role=status]")) == thai("Nothing was found.")
    assert thai("What you can try") in words(page.select_one(".search-found h2"))
    assert page.select_one(".search-found a")["href"] == "/search/?q=2566"
    assert thai("What you can try") not in text(site().get("/search/", {"q": "คลินิก"}))


def test_before_the_first_publication_the_page_says_so():
    factories.make_year()
    assert thai("Nothing has been published yet.") in text(site().get("/search/", {"q": "คลินิก"}))


@pytest.mark.parametrize("count", [LONGEST, LONGEST + 1, 10_000])
def test_a_long_question_is_cut_and_the_page_says_so(count):
    freeze(reported_plan())
    page = answered(site().get("/search/", {"q": "ก" * count}))
    said = thai("Only the first %(longest)s letters were searched for.", longest=LONGEST)
    assert (said in words(page.select_one("[role=status]"))) == (count > LONGEST)
    assert len(page.select_one("input[name=q]")["value"]) == LONGEST


def test_the_text_around_the_first_match_is_shown():
    freeze(reported_plan(done="ก" * 100 + "ต้นไม้" + "ข" * 100), "progress")
    (hit,) = asked("ต้นไม้")
    assert hit.select_one(".search-context").get_text() == "…" + "ก" * 40 + "ต้นไม้" + "ข" * 40 + "…"


def test_what_staff_typed_is_text_in_marks_and_around_them():
    freeze(reported_plan(done="<script>alert(1)</script> & <b>กล้อง</b>"), "progress")
    page = site().get("/search/", {"q": "<b>กล้อง"}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>&lt;b&gt;กล้อง</mark>&lt;/b&gt;" in page


def test_of_what_is_its_own_title_nothing_is_shown_that_was_not_looked_for():
    freeze(reported_plan())
    assert [hit.select_one(".search-context") for hit in asked("คลินิก")] == [None]
    assert [hit.select_one(".search-context").get_text() for hit in asked("ห้าใบ")] == ["จำนวนกล่อง · ห้าใบ · กองช่าง"]


# What it takes, and what it bears


@pytest.mark.parametrize("address", ["/search/", "/search/?q=2566", "/search/index.json"])
def test_it_takes_at_most_four_queries_and_no_content_when_it_was_asked_before(address):
    agency = factories.make_agency()
    for year in range(2564, 2570):
        freeze(reported_plan(agency, year))
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert site().get(address).status_code == 200
        counted.append(len(captured))
    assert counted[0] <= 4
    assert counted[1] <= 3


def test_an_answer_to_a_question_is_not_kept():
    freeze(reported_plan())
    site().get("/search/", {"q": "คลินิก"})
    assert not cache._cache


ALPHABETS = [
    "กขคงจฉชซทนมยรลวสหอเแโใไาำะิีึืุู่้๊๋็์ํๆฯ๐๑๒๓ ",
    "abcXYZ 0123456789'\";--/*()%_\\",
    ".*+?^${}()|[]\\(?P<a>)(?=){1,9999}",
    "\0\x01\x08\x0b\x1f\x7f\x85\u200b\u200e\u202e\u2066\ufeff\ufffe\U0010ffff",
    "\ud800\udfff\udc00a",
    "שלוםمرحبا\u0301\u0323👩‍👧🇹🇭",
]


def hostile(chance: random.Random) -> str:
    alphabet = chance.choice(ALPHABETS) if chance.random() < 0.7 else "".join(ALPHABETS)
    return "".join(chance.choices(alphabet, k=chance.choice([1, 2, 5, 20, 80, 250])))


def test_ten_thousand_hostile_questions_are_read_and_answered():
    freeze(reported_plan(), "progress")
    published, chance = PublishedEditions(factories.Agency.objects.get()), random.Random(2566)  # noqa: S311
    for _ in range(10_000):
        typed = hostile(chance)
        answer = search.find(published, typed)
        assert answer.total >= answer.shown == sum(len(hits) for _year, hits in answer.by_year)
        answer.question.text.encode()  # can be shown


def test_hundreds_of_hostile_addresses_are_answered():
    freeze(reported_plan(), "progress")
    reader, chance = site(), random.Random(2567)  # noqa: S311
    bytes_ = [chance.randbytes(chance.choice([1, 5, 50])) for _ in range(100)]
    asked = [quote(hostile(chance), errors="surrogatepass") for _ in range(200)] + [quote(some) for some in bytes_]
    asked += ["%", "%zz", "%00", "%ED%A0%80", "%C0%80", "a&q=b&q[]=c", "+" * 300, "%2525"]
    statuses = {query: reader.get(f"/search/?q={query}").status_code for query in asked}
    assert {query: status for query, status in statuses.items() if status not in (200, 400)} == {}
    assert list(statuses.values()).count(200) > 250


def test_what_is_shown_of_a_question_can_be_seen():
    question = Question.read("ก\0\u202e\ud800\u200bข\x1b ")
    assert question.text == "ก ข"


# For a copy of the site without a server


@pytest.mark.parametrize("language", ["th", "en"])
def test_in_a_copy_of_the_site_the_page_brings_what_a_browser_searches_with(monkeypatch, language):
    freeze(reported_plan())
    rendered = pages.render_to_string
    monkeypatch.setattr(pages, "render_to_string", lambda name, given: rendered(name, given | {"is_exported": True}))
    response = site(language=language).get("/search/")
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    page = answered(response)
    assert page.select_one("form[role=search]")["data-index"] == "/search/index.json"
    assert len(page.select("script[src*='/js/']")) == 2
    assert {*NAMES} < set(re.findall(r'data-word="(\w+)"', response.content.decode()))


def test_the_index_holds_all_that_can_be_found_with_addresses_from_the_root():
    freeze(reported_plan(), "progress")
    response = site().get("/search/index.json")
    passages = json.loads(response.content)["passages"]
    assert response["Content-Type"] == "application/json"
    assert len(passages) == 30 + 3 + 5
    (obstacles,) = [passage for passage in passages if passage["kind"] == "obstacles"]
    assert obstacles == {
        "year": 2566,
        "about": 2566,
        "kind": "obstacles",
        "number": 4,
        "title": "คลินิกคุณธรรม",
        "text": "ฝนแล้ง",
        "source": "กองช่าง · รอบ progress",
        "lang": "th",
        "address": "2566/measures/4/",
    }
