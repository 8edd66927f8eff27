"""The web server with the shipped configuration: files with the portal's headers, and the portal asked for the rest."""

import ssl
from http.client import HTTPSConnection
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.templatetags.static import static

from publications.public.languages import in_language
from tests import factories
from tests.editions import addresses, freeze, withdraw
from tests.publications.site.nginx import Nginx, free_port
from tests.readers import reported_year, site

pytestmark = pytest.mark.django_db(transaction=True)

SAME = (
    *("Content-Language", "Cache-Control", "X-Content-Type-Options", "X-Frame-Options"),
    *("Referrer-Policy", "Cross-Origin-Opener-Policy"),
)


class Answer:
    """What nginx answers at an address."""

    def __init__(self, nginx: Nginx, address: str, method: str = "GET", host: str = "testserver", body=None, **headers):
        context = ssl._create_unverified_context()  # noqa: S323  # its certificate was made a moment ago
        connection = HTTPSConnection("127.0.0.1", nginx.port, context=context, timeout=60)
        connection.request(method, address, body=body, headers={"Host": host, **headers})
        response = connection.getresponse()
        self.status, self.body, self.headers = response.status, response.read(), response.headers
        connection.close()


@pytest.fixture
def alone(tmp_path, site_root):
    """nginx in front of a portal that is switched off."""
    with Nginx(tmp_path, site_root, free_port()) as nginx:
        yield nginx


@pytest.fixture
def before_portal(tmp_path, site_root, live_server, settings):
    """nginx in front of a portal that answers."""
    settings.ALLOWED_HOSTS = ["*"]
    with Nginx(tmp_path, site_root, urlsplit(live_server.url).port) as nginx:
        yield nginx


def test_the_shipped_configuration_is_valid(tmp_path, site_root):
    said = Nginx(tmp_path, site_root, free_port()).checked()
    assert (said.returncode, "warn" in said.stderr) == (0, False), said.stderr


def test_readers_are_served_while_portal_and_database_are_down(written, without_files, alone):
    edition = freeze(reported_year(), "progress")
    pages = [address for address in addresses(edition) if address.endswith("/")]
    asked = [address for address in addresses(edition) if "?" not in address]
    asked += [in_language(address, "en") for address in pages]
    by_django = {address: without_files(site(), address) for address in asked}
    written(edition.agency)
    for address, expected in by_django.items():
        found = Answer(alone, address)
        assert (address, found.status) == (address, 200)
        kind = expected["Content-Type"]
        assert found.headers["Content-Type"] in (kind, f"{kind}; charset=utf-8"), address
        assert {name: found.headers.get_all(name) for name in SAME} == {
            name: [expected[name]] if name in expected else None for name in SAME
        }, address
        assert rules(found.headers["Content-Security-Policy"]) == rules(expected["Content-Security-Policy"]), address
        assert (found.headers["Content-Disposition"] or "").partition(";")[0] == attached(expected), address


def rules(policy: str) -> set[str]:
    return set(policy.split("; "))


def attached(expected) -> str:
    """Whether a file is saved instead of shown; what is shown need not say so."""
    return "attachment" if expected.get("Content-Disposition", "").startswith("attachment") else ""


def test_every_link_of_every_page_leads_somewhere_while_the_portal_is_down(written, alone):
    edition = freeze(reported_year(), "progress")
    written(edition.agency)
    asked, seen = ["/", "/en/"], set()
    while asked:
        address = asked.pop()
        seen.add(address)
        answer = Answer(alone, address)
        assert (address, answer.status) == (address, 200)
        if "html" in answer.headers["Content-Type"]:
            asked += [link for link in links_of(address, answer.body) if link not in seen and link not in asked]
    assert len(seen) > 100
    assert {"/2566/progress.pdf", "/en/2566/measures/1/", "/verify/"} <= seen


def links_of(address: str, page: bytes) -> set[str]:
    """The addresses on this site to which a page leads, but for the staff's door."""
    found = BeautifulSoup(page, "lxml").select("[href], [src]")
    links = {urljoin(address, part.get("href") or part["src"]).partition("#")[0] for part in found}
    own = (urlsplit(link) for link in links if urlsplit(link).netloc in ("", "testserver"))
    return {link.path for link in own if not link.path.startswith("/admin/")}


def test_what_is_compressed_is_sent_compressed(written, alone):
    written(freeze(factories.make_year()).agency)
    plain = Answer(alone, "/2566/")
    for coding in ("br", "gzip"):
        packed = Answer(alone, "/2566/", **{"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
        assert len(packed.body) < len(plain.body) / 3
    assert Answer(alone, "/2566/", **{"If-None-Match": plain.headers["ETag"]}).status == 304


def test_a_stylesheet_is_fresh_for_ever(alone):
    for name in ("css/base.css", "sarabun/Sarabun-Regular.ttf"):
        answer = Answer(alone, static(name))
        assert (answer.status, "immutable" in answer.headers["Cache-Control"]) == (200, True)


def test_what_was_withdrawn_is_answered_with_its_reason_without_the_portal(written, alone):
    plan = factories.make_year()
    first = freeze(plan)
    freeze(plan, reason="แก้ไข")
    withdraw(first, reason="มีเลขประจำตัวประชาชน")
    written(plan.agency)
    for address in ("/2566/editions/1/", "/en/2566/editions/1/", "/2566/editions/1.pdf", f"/verify/{first.sha256}/"):
        answer = Answer(alone, address)
        assert (address, answer.status) == (address, 410)
        assert "มีเลขประจำตัวประชาชน" in answer.body.decode()
        assert answer.headers["Content-Security-Policy"]


def test_what_only_the_portal_knows_is_said_to_be_away_for_a_moment(written, alone):
    written(freeze(factories.make_year()).agency)
    for address in ("/admin/", "/nothing/", "/2599/", "/verify/abc/", "/healthz", "/2566/measures/?division=x"):
        answer = Answer(alone, address)
        assert (address, answer.status) == (address, 503)
        assert "กรุณาลองใหม่ภายหลัง" in answer.body.decode()
        assert Answer(alone, address, "POST", body=b"a=b").status == 503


def test_nothing_but_pages_is_served(written, alone):
    written(freeze(factories.make_year()).agency)
    for address in ("/gone/2566/index.html", "/errors/503.html", "/site.json", "/../site.json", "/%2e%2e/site.json"):
        assert Answer(alone, address).status in (400, 404, 503), address
    assert Answer(alone, "//etc/passwd").status == 503


def test_each_host_has_its_own_files_and_a_stranger_none(written, alone):
    for name in ("one", "two"):
        agency = factories.make_agency(f"อบต.{name}", domain=f"{name}.go.th")
        written(freeze(factories.make_year(agency)).agency)
    assert "อบต.one" in Answer(alone, "/2566/", host="ONE.go.th:443").body.decode()
    assert "อบต.two" in Answer(alone, "/2566/", host="two.go.th").body.decode()
    for host in ("nobody.go.th", "..", "one.go.th/../two.go.th", "_"):
        assert Answer(alone, "/2566/", host=host).status in (400, 404, 503), host


def test_the_portal_is_asked_for_what_no_file_answers(written, before_portal):
    edition = freeze(factories.make_year())
    written(edition.agency)
    assert Answer(before_portal, "/2566/measures/?indicator=4").headers["Location"] == "/2566/measures/indicator/4/"
    assert Answer(before_portal, "/nothing/").status == 404
    assert Answer(before_portal, "/2566").headers["Location"] == "/2566/"
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = Answer(before_portal, "/verify/", "POST", body=f"sha256={edition.sha256}".encode(), **sent)
    assert answer.headers["Location"] == f"/verify/{edition.sha256}/"
    assert Answer(before_portal, "/2566/", "POST", body=b"").status == 405
    door = Answer(before_portal, "/admin/login/")
    assert (door.status, len(door.headers.get_all("Content-Security-Policy"))) == (200, 1)


def test_what_is_withdrawn_is_gone_behind_the_web_server_before_the_act_is_answered(written, before_portal):
    edition = freeze(factories.make_year())
    written(edition.agency)
    tag = Answer(before_portal, "/2566/plan.pdf").headers["ETag"]
    withdraw(edition, reason="มีเลขประจำตัวประชาชน")
    for headers in ({}, {"If-None-Match": tag}):
        answer = Answer(before_portal, "/2566/plan.pdf", **headers)
        assert (answer.status, "มีเลขประจำตัวประชาชน" in answer.body.decode()) == (410, True)
