"""Whose pages an address shows, what is not there, and what is kept of what was shown before."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from publications.public import editions, search, views
from publications.public.errors import year_meant
from tests import factories
from tests.editions import addresses, freeze, freeze_sample
from tests.readers import site, soup, text

pytestmark = pytest.mark.django_db


def test_each_host_shows_its_own_agency_under_the_same_address():
    for name, host in (("อบต.หนึ่ง", "one.go.th"), ("อบต.สอง", "two.go.th")):
        freeze(factories.make_year(factories.make_agency(name, domain=host)))
    for _ in range(2):
        assert "อบต.หนึ่ง" in text(site("one.go.th").get("/2566/"))
        assert "อบต.หนึ่ง" not in text(site("two.go.th").get("/2566/"))
        assert "อบต.สอง" in text(site("TWO.go.th:8000").get("/2566/"))


def test_a_host_that_is_nobodys_hears_of_no_agency():
    edition = freeze(factories.make_year(factories.make_agency("อบต.หนึ่ง", domain="one.go.th")))
    freeze(factories.make_year(factories.make_agency("อบต.สอง", domain="two.go.th")))
    assert site("one.go.th").get("/2566/").status_code == 200
    for address in [*addresses(edition), "/nothing/"]:
        response = site("nobody.go.th").get(address)
        assert (address, response.status_code) == (address, 404)
        assert not re.search("อบต|2566", text(response)), address


def test_before_the_first_publication_the_home_page_says_so():
    factories.make_year()
    response = site().get("/")
    assert response.status_code == 200
    assert "ยังไม่มีการเผยแพร่ข้อมูล" in text(response)
    assert site().get("/indicators/").status_code == 200
    assert site().get("/2566/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/2599/",
            "/2023/",
            "/02566/",
            "/๒๕๖๖/",
            "/256/",
            "/nothing/at/all",
            "/2566/measures/99/",
            "/2566/measures/01/",
        ),
        *("/2566/editions/99/", "/2566/final.pdf", "/2566/data/secret.csv", "/indicators/11/", "/gallery/", "/%00/"),
        "/2566/editions/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_answered_in_thai_with_the_years_that_are(address):
    freeze(factories.make_year())
    response = site().get(address)
    assert response.status_code == 404
    assert "ไม่พบหน้าที่ต้องการ" in text(response)
    assert [link["href"] for link in soup(response).select(".year-links a")] == ["/2566/"]


@pytest.mark.parametrize("first", ["2023", "๒๕๖๖", "02566", "2566"])
def test_a_year_written_otherwise_is_understood(first):
    assert year_meant(f"/{first}/measures/", [2566]) == 2566


@pytest.mark.parametrize("first", ["", "2024", "word", "123456789", "²", "1.5"])
def test_what_is_no_year_is_not_taken_for_one(first):
    assert year_meant(f"/{first}/", [2566]) is None


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_page_is_only_read(method):
    edition = freeze(factories.make_year())
    strict = Client(headers={"host": "testserver"}, enforce_csrf_checks=True)
    asked = [address for address in addresses(edition) if (address, method) != ("/verify/", "post")]
    assert {getattr(strict, method)(address).status_code for address in asked} == {405}


def test_only_the_citizens_pages_pass_their_reasons_on():
    freeze(factories.make_year())
    assert "ไม่มีมาตรการที่ 99" in text(site().get("/2566/measures/99/"))
    office = site()
    office.force_login(factories.make_user())
    assert "No " not in text(office.get("/admin/publications/edition/999/history/"))


def test_who_may_not_is_told_so_in_the_portals_words(rf):
    from publications.public.errors import forbidden

    freeze(factories.make_year())
    response = forbidden(rf.get("/admin/"), PermissionError())
    assert response.status_code == 403
    assert "ไม่มีสิทธิเข้าถึง" in text(response)


def test_twenty_editions_take_no_more_queries_than_one_and_never_more_than_four():
    """An old edition that is verified takes one more: what the newest changed is read out of both contents."""
    plan = factories.make_year()
    edition = freeze(plan)

    def queries() -> dict[str, int]:
        counted = {}
        for address in addresses(edition):
            cache.clear()
            editions.read_by_hash.cache_clear()
            search.entries_of.cache_clear()
            with CaptureQueriesContext(connection) as captured:
                assert site().get(address).status_code == 200
            counted[address] = len(captured)
        return counted

    one = queries()
    for number in range(2, 21):
        freeze(plan, reason=f"แก้ไขครั้งที่ {number}")
    verified = f"/verify/{edition.sha256}/"
    assert queries() == one | {verified: one[verified] + 1}
    assert max(one.values()) <= 4, one


def test_a_page_that_was_rendered_once_costs_one_query():
    freeze_sample()
    first = site().get("/2566/")
    with CaptureQueriesContext(connection) as captured:
        again = site().get("/2566/")
    assert (again.content, again["ETag"], len(captured)) == (first.content, first["ETag"], 1)


def test_a_public_page_reads_no_table_of_the_staff_but_the_agency_and_its_texts():
    edition = freeze(factories.make_year())
    with CaptureQueriesContext(connection) as captured:
        for address in addresses(edition):
            site().get(address)
    tables = {name for query in captured for name in re.findall(r'(?:FROM|JOIN) "?(\w+)', query["sql"])}
    own = {"agencies_agency", "agencies_formerhostname", "agencies_sitetext"}
    assert tables == {*own, "publications_edition", "publications_event"}


def test_who_has_the_page_already_is_told_so_in_the_same_language_only():
    freeze_sample()
    tag = site().get("/2566/")["ETag"]
    known = {"if-none-match": tag}
    assert site().get("/2566/", headers=known).status_code == 304
    assert site(language="en").get("/2566/", headers=known).status_code == 200
    assert site().get("/2566/")["Cache-Control"] == "no-cache"


def test_a_stored_file_is_tagged_with_its_own_hash():
    edition = freeze_sample()
    for address, sha256 in (("/2566/plan.pdf", edition.pdf_sha256), ("/2566/editions/1.json", edition.sha256)):
        response = site().get(address)
        assert response["ETag"] == f'"{sha256}"'
        assert site().get(address, headers={"if-none-match": f'"{sha256}"'}).status_code == 304
    assert site().get("/2566/editions/1.json").content == edition.content.encode()


def test_open_data_are_saved_under_a_name_that_says_what_they_are():
    freeze_sample()
    response = site().get("/2566/data/measures.csv")
    assert response["Content-Disposition"] == 'attachment; filename="ita-2566-plan-1-measures.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_a_head_request_gets_the_same_head_and_no_body():
    freeze_sample()
    for address in ("/2566/", "/2566/plan.pdf"):
        whole, head = site().get(address), RequestFactory().head(address, headers={"host": "testserver"})
        view = {"/2566/": lambda r: views.year_detail(r, year=2566)}.get(
            address, lambda r: views.document_download(r, year=2566, kind="plan")
        )
        answer = view(head)
        assert (answer.content, answer["ETag"]) == (b"", whole["ETag"])
        assert answer["Content-Length"] == str(len(whole.content))
