"""What every government site carries: the agency's texts or the portal's, how it is reached, the map of all pages."""

import re

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from agencies.models import Agency, SitePage, SiteText
from agencies.site_texts import Block, blocks, default_text
from tests import factories
from tests.editions import addresses, freeze, withdraw
from tests.readers import answered, site, soup, text, words

pytestmark = pytest.mark.django_db

LANGUAGES = list(dict(settings.LANGUAGES))
STATED = {
    "postal_address": "99 หมู่ที่ 9\nตำบลทดสอบ",
    "telephone": "0 0000 0001 ต่อ 12, 191",
    "email": "us@example.go.th",
    "opening_hours": "วันจันทร์ถึงวันศุกร์",
}
FOOTER = ["/privacy/", "/policy/", "/accessibility/", "/contact/", "/site-map/"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", SitePage.values)
def test_without_a_text_of_the_agency_a_page_says_what_the_portal_says_of_it(agency, page, language):
    shown = answered(site(language=language).get(f"/{page}/")).main
    assert agency.name in words(shown)
    assert len(words(shown)) > 400
    assert not re.search(r"{{|{%|# |&amp;|&#", str(shown))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", SitePage.values)
def test_an_agencys_own_text_stands_on_its_page_in_its_language_only(agency, page, language):
    factories.make_site_text(agency, page, language, text="# Our heading\nOur own words.")
    for asked in LANGUAGES:
        shown = answered(site(language=asked).get(f"/{page}/")).main
        assert ("Our own words." in words(shown)) == (asked == language)
        assert ("Our heading" in [heading.get_text() for heading in shown.find_all("h2")]) == (asked == language)


def test_an_agencys_text_is_not_anothers(agency, other):
    factories.make_site_text(agency, text="ของเราเท่านั้น")
    agency.domain = "one.go.th"
    agency.save()
    assert "ของเราเท่านั้น" in text(site("one.go.th").get("/privacy/"))
    assert "ของเราเท่านั้น" not in text(site("other.go.th").get("/privacy/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_looks_like_html_is_printed_as_it_was_typed(agency, language):
    written = "# <i>ก</i>\n<script>alert(1)</script> & <b>ข</b>\n\n<a href='javascript:x'>ค</a>"
    factories.make_site_text(agency, language=language, text=written)
    shown = answered(site(language=language).get("/privacy/")).main.select_one(".prose")
    assert not shown.select("script, b, i, a[href^=javascript]")
    assert "<script>alert(1)</script> & <b>ข</b>" in shown.get_text()


def test_a_long_text_is_shown_whole(agency):
    factories.make_site_text(agency, text="ก" * 10_000)
    factories.make_site_text(agency, language="en", text="ก1 a" * 2_500)
    assert "ก" * 10_000 in text(site().get("/privacy/"))
    assert "ก1 a" * 2_500 in soup(site(language="en").get("/privacy/")).get_text()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", []),
        ("ก", [(False, "ก")]),
        ("ก\nข\n\n\nค", [(False, "ก\nข"), (False, "ค")]),
        ("# ก\nข\r\n \r\nค\n# ง", [(True, "ก"), (False, "ข"), (False, "ค"), (True, "ง")]),
        ("#ก\n## ข", [(False, "#ก\n## ข")]),
        ("  ก  ", [(False, "ก")]),
    ],
)
def test_an_empty_line_ends_a_paragraph_and_a_sign_begins_a_heading(written, read):
    assert list(blocks(written)) == [Block(*block) for block in read]


@pytest.mark.parametrize("page", SitePage.values)
def test_the_portals_own_text_has_headings(agency, page):
    headings = answered(site().get(f"/{page}/")).main.find_all("h2")
    assert len(headings) >= 3
    assert all(heading.get_text(strip=True) for heading in headings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_the_portals_texts_speak_of_is_called_so(agency, language):
    freeze(factories.make_year(agency))
    client = site(language=language)
    called = {words(link) for link in soup(client.get("/site-map/")).find_all("a")}
    meant = {
        name
        for page in SitePage.values
        for name in re.findall(r"(?:หน้า|page) “(.+?)”", default_text(agency, page, language))
    }
    assert len(meant) >= 4
    assert meant <= called


def test_the_licence_is_linked_only_where_it_is_the_portals(agency):
    assert (
        answered(site().get("/licence/")).select_one("a[rel=license]")["href"].startswith("https://creativecommons.org")
    )
    factories.make_site_text(agency, SitePage.LICENCE, text="สัญญาอนุญาตของเรา")
    assert not answered(site().get("/licence/")).select("a[rel=license]")


def test_how_the_agency_is_reached_is_linked(agency):
    Agency.objects.update(**STATED)
    shown = answered(site().get("/contact/")).main
    assert [link["href"] for link in shown.select("dl a")] == ["tel:000000001", "tel:191", "mailto:us@example.go.th"]
    for stated in STATED.values():
        assert " ".join(stated.split()) in words(shown).replace(" , ", ", ")
    assert not shown.select("dd .quiet")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_agency_has_not_stated_is_said_in_words_beside_its_place(agency, language):
    shown = answered(site(language=language).get("/contact/")).main
    assert not shown.select("dl a")
    for place in (agency.name, agency.subdistrict, agency.district, agency.province):
        assert place in words(shown.dl)
    unstated = "หน่วยงานยังไม่ได้ระบุ" if language == "th" else "The agency has not stated this."
    assert [words(said) for said in shown.select("dd .quiet")] == [unstated] * 3
    assert shown.select_one(".page-lead")


@pytest.mark.parametrize("name", STATED)
def test_each_field_stands_without_the_others(agency, name):
    Agency.objects.update(**{name: STATED[name]})
    shown = answered(site().get("/contact/")).main
    assert len(shown.select("dd .quiet")) == (3 if name == "postal_address" else 2)
    assert bool(shown.select(".page-lead")) == (name not in ("telephone", "email"))


def test_what_is_stated_is_never_more_than_words(agency):
    hostile = "<script>alert(1)</script>"
    Agency.objects.update(postal_address=hostile, opening_hours=hostile, email='"?bcc=x"@example.go.th')
    shown = answered(site().get("/contact/")).main
    assert not shown.select("script")
    assert words(shown).count(hostile) == 2
    assert shown.select_one("dl a")["href"] == "mailto:%22%3Fbcc%3Dx%22@example.go.th"


# At once


def test_a_change_of_what_is_shown_is_seen_at_once(agency):
    freeze(factories.make_year(agency))
    before = site().get("/contact/")
    assert site().get("/contact/").content == before.content
    agency.telephone = "191"
    agency.save()
    assert "191" in text(site().get("/contact/"))
    written = factories.make_site_text(agency)
    assert "ข้อความของเรา" in text(site().get("/privacy/"))
    written.text = "ข้อความใหม่"
    written.save()
    assert "ข้อความใหม่" in text(site().get("/privacy/"))
    written.delete()
    assert agency.name in text(site().get("/privacy/"))
    assert "ข้อความใหม่" not in text(site().get("/privacy/"))


def version(agency: Agency) -> int:
    return Agency.objects.values_list("site_version", flat=True).get(pk=agency.pk)


@pytest.mark.parametrize("name", Agency.SHOWN_TO_CITIZENS)
def test_the_version_of_the_site_rises_by_one_with_each_field_that_is_shown(agency, name):
    setattr(agency, name, "191")
    agency.save()
    agency.save()
    assert (version(agency), agency.site_version) == (1, 1)


@pytest.mark.parametrize(("name", "value"), [("days_to_report", 20), ("menu_path", "ก > ข"), ("heads_review", True)])
def test_the_version_of_the_site_stays_when_nothing_that_is_shown_is_changed(agency, name, value):
    setattr(agency, name, value)
    agency.save()
    assert version(agency) == 0


def test_the_version_of_the_site_never_falls(agency):
    """Whoever holds an agency as it was read before writes no number of then."""
    held = Agency.objects.get()
    factories.make_site_text(agency)
    factories.make_site_text(agency, language="en")
    assert version(agency) == 2
    held.save()
    assert version(agency) == 2
    held.telephone = "191"
    held.save(update_fields=["telephone"])
    assert version(agency) == 3


def test_a_text_raises_the_version_of_its_own_agency_only(agency, other):
    text_of_site = factories.make_site_text(agency)
    text_of_site.save()
    assert (version(agency), version(other)) == (2, 0)
    text_of_site.delete()
    assert (version(agency), version(other)) == (3, 0)


# The map


def test_the_foot_of_every_page_leads_to_what_a_site_must_carry(agency):
    edition = freeze(factories.make_year(agency))
    for address in ["/", f"/{edition.fiscal_year}/", *FOOTER, "/nothing/"]:
        links = [link["href"] for link in soup(site().get(address)).select("footer nav a")]
        assert (address, links) == (address, FOOTER)


def test_the_map_leads_to_every_page_and_nowhere_else(agency):
    plan = factories.make_year(agency)
    edition = freeze(plan)
    found = {link["href"] for link in answered(site().get("/site-map/")).main.select(".site-map a")}
    # The narrowed lists of measures are reached from the whole one.
    narrowed = {"/2566/measures/division/1/", "/2566/measures/indicator/4/"}
    pages = {address for address in addresses(edition) if address.endswith("/")} - narrowed
    assert pages - found == {"/site-map/", f"/verify/{edition.sha256}/"}
    assert {site().get(address).status_code for address in found} == {200}


def test_the_map_leaves_out_what_was_withdrawn(agency):
    plan = factories.make_year(agency)
    withdraw(freeze(plan))
    freeze(plan, reason="แก้ไข")
    found = {link["href"] for link in answered(site().get("/site-map/")).main.select(".site-map a")}
    assert "/2566/editions/2/" in found
    assert "/2566/editions/1/" not in found


def test_before_the_first_publication_the_map_and_the_texts_are_there(agency):
    for address in ("/site-map/", "/contact/", "/privacy/"):
        assert agency.name in text(site().get(address))


def test_search_engines_hear_of_the_general_pages(agency):
    freeze(factories.make_year(agency))
    told = site().get("/sitemap.xml").content.decode()
    for address in [*FOOTER, "/about/", "/licence/"]:
        assert f"http://testserver{address}</loc>" in told


def test_the_open_data_name_their_licence(agency):
    freeze(factories.make_year(agency))
    assert answered(site().get("/2566/data/")).select("main a[href='/licence/']")


def test_a_text_is_never_empty_and_written_once(agency):
    factories.make_site_text(agency)
    for wrong in ({"text": "อื่น"}, {"page": SitePage.ABOUT, "text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.make_site_text(agency, **wrong)
    assert SiteText.objects.count() == 1
