"""A language more is a catalogue and an entry of a list: its pages have addresses, and files stay where they are."""

import pytest
from django.utils import translation

from publications.public import languages
from tests.editions import freeze_sample
from tests.readers import site, soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_malay(settings) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ms", "Malay")]


def test_a_third_language_is_an_entry_of_the_list(with_malay):
    freeze_sample()
    page = soup(site(language="ms").get("/2566/analysis/"))
    assert page.html["lang"] == "ms"
    assert {link["href"]: link.get_text() for link in page.select(".language a")} == {
        "/2566/analysis/": "ภาษาไทย",
        "/en/2566/analysis/": "English",
    }
    assert [link["hreflang"] for link in page.select("link[hreflang]")] == ["th", "en", "ms", "x-default"]
    assert page.select_one(".score-table tbody th")["lang"] == "th"
    assert page.select("a[href='/ms/2566/measures/1/']")
    assert "http://testserver/ms/2566/" in site().get("/sitemap.xml").content.decode()


def test_a_language_that_is_not_spoken_has_no_address():
    freeze_sample()
    for address in ("/ms/2566/", "/th/2566/", "/EN/2566/", "/en", "/en/2566/plan.pdf"):
        assert site().get(address, follow=True).status_code == (200 if address == "/en" else 404), address


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/", "en", "/en/"),
        ("/en/", "th", "/"),
        ("/en/2566/", "en", "/en/2566/"),
        ("/2566/", "th", "/2566/"),
        ("/english/", "en", "/en/english/"),
        ("/verify/en/", "th", "/verify/en/"),
    ],
)
def test_the_path_of_a_page_in_another_language(path, code, expected):
    assert languages.in_language(path, code) == expected


def test_one_answer_leaves_no_language_behind_for_the_next():
    freeze_sample()
    site(language="en").get("/2566/")
    assert soup(site().get("/2566/")).html["lang"] == "th"
    translation.activate("th")
