"""What holds for every page: valid markup, both languages, and components that keep their contracts."""

import re
from pathlib import Path

import html5lib
import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.test.signals import template_rendered

from measures.models import Plan
from publications.public import views
from tests import factories
from tests.editions import addresses, freeze, freeze_sample
from tests.readers import pages_of, reported_year, site, soup

pytestmark = pytest.mark.django_db

COMPONENTS = settings.BASE_DIR / "templates" / "publications" / "components"
MISSING = "!missing {%s}!"
THAI = re.compile("[\u0e01-\u0e5b]")


@pytest.fixture
def strict_templates(settings) -> None:
    """A variable that a template names and nobody gives is printed instead of being passed over."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"OPTIONS": engine["OPTIONS"] | {"string_if_invalid": MISSING}}]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_is_valid_html_with_one_heading_and_no_missing_variable(strict_templates, language):
    edition = freeze(reported_year(), "progress")
    client = site(language=language)
    for address in [*pages_of(edition), "/nothing/", "/verify/abc/", f"/verify/{edition.previous.pdf_sha256}/"]:
        page = client.get(address).content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        assert (address, page.count("<h1"), page.count("<main")) == (address, 1, 1)
        assert (address, re.findall("!missing .*?!", page)) == (address, [])


def test_no_page_holds_what_the_content_security_policy_would_refuse():
    edition = freeze(reported_year(), "progress")
    for address in pages_of(edition):
        response = site().get(address)
        # JSON-LD are data, which no policy asks about: a browser never runs them.
        assert not soup(response).select("script:not([type='application/ld+json']), style, [style], [onclick]"), address
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_every_stylesheet_of_a_page_is_loaded_once_with_what_a_reader_prints_last():
    freeze(factories.make_year())
    links = [link["href"] for link in soup(site().get("/2566/")).select("link[rel=stylesheet]")]
    names = [re.search(r"css/([a-z]+)\.[0-9a-f]+\.css", link)[1] for link in links if "bootstrap" not in link]
    staffs = {"admin", "handover", "history", "paper", "reporting", "review", "spreadsheets"}
    elsewhere = staffs | {"pdf", "pdf-arabic", "pdf-draft"}
    written = {path.stem for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
    assert sorted(names) == sorted(written - elsewhere)
    assert (names[0], names[-1]) == ("base", "print")


def test_every_table_has_a_caption_or_heading_and_headed_columns():
    tables = [
        table
        for address in pages_of(freeze(factories.make_year()))
        for table in soup(site().get(address)).find_all("table")
    ]
    assert len(tables) > 5
    for table in tables:
        assert table.caption or table.find_parent(attrs={"aria-labelledby": True}), table
        assert all(head.get("scope") for head in table.find_all("th")), table


def test_the_address_says_the_language_and_no_cookie_or_browser_does():
    freeze_sample()
    client = Client(headers={"host": "testserver", "accept-language": "en"})
    client.cookies["django_language"] = "en"
    thai = client.get("/2566/measures/indicator/4/")
    assert (soup(thai).html["lang"], thai["Content-Language"]) == ("th", "th")
    (other,) = soup(thai).select(".language a")
    assert (other["href"], other["lang"], other.get_text()) == ("/en/2566/measures/indicator/4/", "en", "English")
    english = client.get(other["href"])
    assert (soup(english).html["lang"], english["Content-Language"]) == ("en", "en")
    assert "Measures of fiscal year 2566" in soup(english).h1.get_text()
    assert [link["href"] for link in soup(english).select(".language a")] == ["/2566/measures/indicator/4/"]


def test_no_reader_gets_a_cookie():
    for address in [*addresses(freeze_sample()), "/nothing/", "/en/2566/"]:
        response = Client(headers={"host": "testserver"}).get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_a_page_links_pages_of_its_own_language_and_files_at_their_one_address():
    edition = freeze_sample()
    for address in [*pages_of(edition), "/nothing/"]:
        page = soup(site(language="en").get(address))
        page.select_one(".language").decompose()
        links = {link["href"].partition("#")[0] for link in page.select("a[href^='/']")}
        inner = {link for link in links if link != "/admin/"}
        assert inner, address
        assert not [link for link in inner if link.endswith("/") != link.startswith("/en/")], address


def language_of(part) -> str:
    """The language in which a part of a page is read aloud."""
    return next(parent["lang"] for parent in [part, *part.parents] if getattr(parent, "attrs", {}).get("lang"))


def said_in_english(page) -> list[str]:
    """The Thai words that a reader of English would hear with English sounds: texts, and attributes that are read."""
    page.head.decompose()  # a title and a description cannot hold marks: they name the agency
    texts = [text for text in page.find_all(string=THAI) if language_of(text) != "th"]
    heard = [
        element[name]
        for element in page.find_all(True)
        for name in ("title", "alt", "aria-label", "aria-description", "placeholder", "label", "value", "content")
        if THAI.search(element.get(name, "")) and language_of(element) != "th"
    ]
    return texts + heard


def test_on_every_english_page_thai_words_are_marked_as_thai():
    old, plan = freeze_sample(), Plan.objects.get()
    factories.make_report(plan.measures.get(number=1), plan.rounds.get(kind="progress"), obstacles="มีบุคลากรน้อย")
    edition = freeze(plan, "progress", reason="แก้ไข")
    client = site(language="en")
    for address in [*pages_of(edition), "/2566/editions/1/", f"/verify/{old.pdf_sha256}/", "/verify/abc/", "/nothing/"]:
        page = soup(client.get(address))
        assert page.html["lang"] == "en"
        assert page.find_all(string=THAI), address
        assert (address, said_in_english(page)) == (address, [])


def test_in_thai_no_word_is_left_in_english():
    freeze_sample()
    plan = Plan.objects.get()
    factories.make_report(plan.measures.get(number=1), plan.rounds.get(kind="progress"))
    edition = freeze(plan, "progress")
    allowed = (
        r"ITA|IIT|EIT|OIT|SHA|PDF|JSON|English|UTF|Schema|edition.json|Word|Excel|LibreOffice|"
        r"Linux|Windows|macOS|MB|Data Package|Frictionless|DCAT|data\.go\.th|LD|WCAG|axe|HTTPS|CSV|XLSX|[A-Fa-f]{1,2}\b"
    )
    for address in pages_of(edition):
        page = soup(site().get(address))
        for code in page.select("code, .doc-evidence__source"):
            code.decompose()
        words = re.findall(r"[A-Za-z]{3,}", re.sub(allowed, "", page.get_text(" ")))
        assert (address, words) == (address, [])


def test_the_gallery_shows_every_component(strict_templates):
    freeze(reported_year(), "progress")
    rendered = set()

    def note(template, **kwargs):
        rendered.add(template.name)

    template_rendered.connect(note)
    try:
        page = views.gallery(RequestFactory().get("/gallery/", headers={"host": "testserver"}))
    finally:
        template_rendered.disconnect(note)
    shown = {Path(name).name for name in rendered if name and "components/" in name}
    assert shown == {path.name for path in COMPONENTS.glob("*.html")}
    assert "!missing" not in page.content.decode()


def test_every_component_begins_with_its_contract():
    without = [
        path.name for path in COMPONENTS.glob("*.html") if "Contract:" not in path.read_text().split("%}{%")[0][:400]
    ]
    assert without == []
