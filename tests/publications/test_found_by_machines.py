"""What search engines, feed readers and catalogues of data find: addresses, descriptions, hashes, the files' kinds."""

import csv
import hashlib
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from publications.models import Edition
from publications.render.opendata.catalogues import kind_of
from tests import factories
from tests.editions import freeze, freeze_sample, withdraw
from tests.readers import pages_of, reported_year, site, soup

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def described(address: str, language: str = "th"):
    return soup(site(language=language).get(address)).head


def linked_data(head) -> dict[str, dict]:
    """The things of a page's JSON-LD by their type."""
    told = json.loads(head.select_one("script[type='application/ld+json']").string)
    assert told["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in told["@graph"]}


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_has_one_description_of_its_own_and_one_address(language):
    edition = freeze(reported_year(), "progress")
    pages = [address for address in pages_of(edition) if address != "/" and not address.startswith("/search/")]
    descriptions = {}
    for address in pages:
        head = described(address, language)
        (description,) = head.select("meta[name=description]")
        assert 30 <= len(description["content"]) <= 320, address
        assert not re.search(r"<|&\w+;|\s\s", description["content"]), address
        descriptions.setdefault(description["content"], []).append(address)
        (canonical,) = head.select("link[rel=canonical]")
        prefix = "" if language == "th" else "/en"
        assert canonical["href"] == f"http://testserver{prefix}{address}"
        assert head.select_one("meta[property='og:url']")["content"] == canonical["href"]
        assert head.select_one("meta[property='og:title']")["content"]
        assert not head.select("meta[name=robots]"), address
    verifying = ["/verify/", f"/verify/{edition.sha256}/"]
    assert [found for found in descriptions.values() if len(found) > 1] == [verifying]


def test_each_language_names_the_other_and_thai_is_where_nobody_chose():
    freeze_sample()
    for language in ("th", "en"):
        links = described("/2566/measures/1/", language).select("link[rel=alternate][hreflang]")
        assert {link["hreflang"]: link["href"] for link in links} == {
            "th": "http://testserver/2566/measures/1/",
            "en": "http://testserver/en/2566/measures/1/",
            "x-default": "http://testserver/2566/measures/1/",
        }


def test_the_home_page_is_the_newest_years():
    freeze_sample()
    for language, home in (("th", "/2566/"), ("en", "/en/2566/")):
        assert described("/", language).select_one("link[rel=canonical]")["href"] == f"http://testserver{home}"


def test_what_cannot_be_read_is_not_listed():
    withdraw(freeze(factories.make_year()))
    for address in ("/2566/", "/2566/editions/1/", "/nothing/", "/verify/abc/"):
        head = described(address)
        assert head.select_one("meta[name=robots]")["content"] == "noindex", address
        assert not head.select("link[rel=canonical], link[hreflang], script"), address


def test_a_page_says_in_schema_org_who_publishes_what():
    edition = freeze_sample()
    told = linked_data(described("/2566/editions/1/"))
    assert told["GovernmentOrganization"]["name"] == "องค์การบริหารส่วนตำบลท่ามะลิ่ง"
    assert told["Report"]["publisher"]["@id"] == told["GovernmentOrganization"]["@id"]
    assert told["Report"]["encoding"]["contentUrl"] == "http://testserver/2566/editions/1.pdf"
    assert told["Report"]["encoding"]["sha256"] == edition.pdf_sha256
    assert set(linked_data(described("/indicators/"))) == {"GovernmentOrganization"}


def test_the_open_data_are_a_dataset_whose_files_can_be_opened():
    freeze_sample()
    data = linked_data(described("/2566/data/"))["Dataset"]
    assert data["temporalCoverage"] == "2022-10-01/2023-09-30"
    files = {file["contentUrl"]: file["encodingFormat"] for file in data["distribution"]}
    assert len(files) == 12
    for address, kind in files.items():
        response = site().get(address.removeprefix("http://testserver"))
        assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, kind)


def test_words_that_would_end_the_data_stay_inside_them():
    evil = "</script><script>alert(1)</script>\u2028&amp;"
    freeze(factories.make_year(factories.make_agency(f"อบต.{evil}")))
    page = site().get("/2566/").content.decode()
    assert page.count("</script>") == 1
    assert linked_data(soup(site().get("/2566/")).head)["GovernmentOrganization"]["name"] == f"อบต.{evil}"


def test_an_agency_with_a_host_name_is_found_there_whatever_was_asked():
    freeze(factories.make_year(factories.make_agency(domain="ita.example.go.th")))
    head = described("/2566/")
    assert head.select_one("link[rel=canonical]")["href"] == "https://ita.example.go.th/2566/"
    locations = re.findall("<loc>(.*?)</loc>", site().get("/sitemap.xml").content.decode())
    assert {location[:25] for location in locations} == {"https://ita.example.go.th"}
    assert "Sitemap: https://ita.example.go.th/sitemap.xml" in site().get("/robots.txt").content.decode()


def test_the_sitemap_names_each_page_in_both_languages_with_its_day():
    edition = freeze_sample()
    page = site().get("/sitemap.xml").content.decode()
    etree.fromstring(page.encode())
    found = re.findall(r"<loc>http://testserver(/en)?/2566/</loc><lastmod>([^<]+)</lastmod>", page)
    assert [prefix for prefix, _day in found] == ["", "/en"]
    assert {day[:10] for _prefix, day in found} == {edition.published_at.date().isoformat()}
    assert 'hreflang="en" href="http://testserver/en/2566/"' in page


def test_the_feed_names_every_edition_with_both_hashes_and_the_withdrawn_one_with_its_reason():
    plan = factories.make_year()
    first = withdraw(freeze(plan), reason="มีข้อมูล\x0bส่วนบุคคล <b>")
    second = freeze(plan, reason="แก้ไขคะแนน")
    response = site().get("/feed.xml")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    newest, oldest = etree.fromstring(response.content).findall(f"{ATOM}entry")
    for entry, edition in ((newest, second), (oldest, first)):
        assert [mark.get("term") for mark in entry.findall(f"{ATOM}category")] == [edition.sha256, edition.pdf_sha256]
    assert newest.findtext(f"{ATOM}summary").startswith("แก้ไขคะแนน")
    assert oldest.findtext(f"{ATOM}summary").startswith("มีข้อมูลส่วนบุคคล <b>")
    assert oldest.findtext(f"{ATOM}title").startswith("ถอนการเผยแพร่แล้ว")
    assert [link.get("href") for link in newest.findall(f"{ATOM}link")] == [
        f"http://testserver{path}" for path in ("/2566/editions/2/", "/2566/editions/2.pdf", "/2566/editions/2.json")
    ]
    assert [link.get("rel") for link in oldest.findall(f"{ATOM}link")] == ["alternate"]


def test_without_an_edition_there_is_no_feed():
    factories.make_year()
    assert site().get("/feed.xml").status_code == 404


KINDS = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_the_data_package_describes_the_tables_as_they_are():
    freeze(reported_year(), "progress")
    package = json.loads(site().get("/2566/data/datapackage.json").content)
    assert len(package["resources"]) == 6
    for resource in package["resources"]:
        content = site().get(f"/2566/data/{resource['path']}").content
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        kinds = [KINDS[column["type"]] for column in resource["schema"]["fields"]]
        assert rows[0] == [column["name"] for column in resource["schema"]["fields"]]
        assert all(read(value) is not None for row in rows[1:] for read, value in zip(kinds, row, strict=True) if value)


def test_what_was_done_is_a_number_of_divisions_in_one_table_and_words_in_another():
    from publications.render import opendata

    assert (kind_of(opendata.PROGRESS, "done"), kind_of(opendata.REPORTS, "done")) == ("integer", "string")


def test_the_catalogues_description_leads_to_the_files_beside_it():
    freeze_sample()
    told = json.loads(site().get("/2566/data/dcat.jsonld").content)
    names = [part["dcat:downloadURL"] for part in told["dcat:distribution"]]
    assert {site().get(f"/2566/data/{name}").status_code for name in names} == {200}
    assert told["dct:spatial"].startswith("ตำบลท่ามะลิ่ง อำเภอ")
    fields = json.loads(site().get("/2566/data/ckan.json").content)
    assert fields["owner_org"] == Edition.objects.get().agency.name
    assert {"CSV", "JSON", "JSONLD", "XLSX"} == set(fields["data_format"])
