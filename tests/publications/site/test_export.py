"""A copy of the site for any hosting: crawled with Python's own server, below a folder, without the portal."""

from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from tests import factories
from tests.editions import freeze, withdraw
from tests.readers import reported_year

pytestmark = pytest.mark.django_db


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hosting(tmp_path):
    """Python's server for a folder; gives its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "hosting"))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def answer(port: int, path: str) -> tuple[int, bytes, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    found = response.status, response.read(), response.headers["Content-Type"] or ""
    connection.close()
    return found


def test_every_link_of_the_copy_leads_to_a_file_and_none_is_sent_on(tmp_path, hosting):
    freeze(reported_year(), "progress")
    call_command("export_site", str(tmp_path / "hosting" / "sub" / "path"))
    asked, seen = ["/sub/path/", "/sub/path/en/"], set()
    while asked:
        address = asked.pop()
        seen.add(address)
        status, content, kind = answer(hosting, address)
        assert (address, status) == (address, 200)
        if "html" in kind:
            asked += [link for link in links_of(address, content) if link not in seen and link not in asked]
        elif "css" in kind:
            assert b"url(/" not in content
    assert len(seen) > 100
    assert all(address.startswith("/sub/path/") for address in seen)
    assert {"/sub/path/2566/progress.pdf", "/sub/path/en/2566/measures/1/", "/sub/path/search/"} <= seen


def links_of(address: str, page: bytes) -> set[str]:
    found = BeautifulSoup(page, "lxml")
    assert not found.select("form[method=post], a[href*=admin]")
    parts = found.select("a[href], link[rel=stylesheet], link[rel=icon], link[rel=preload], [src], [data-index]")
    links = [part.get("href") or part.get("src") or part["data-index"] for part in parts]
    whole = (urlsplit(urljoin(address, link)) for link in links)
    return {link.path for link in whole if not link.netloc and not link.scheme}


def test_whole_addresses_begin_where_the_copy_will_be_found(tmp_path):
    freeze(factories.make_year())
    copy = tmp_path / "copy"
    call_command("export_site", str(copy), "--origin", "https://www.example.go.th/ita/")
    page = (copy / "2566" / "index.html").read_text()
    assert '<link rel="canonical" href="https://www.example.go.th/ita/2566/">' in page
    assert "<loc>https://www.example.go.th/ita/en/2566/</loc>" in (copy / "sitemap.xml").read_text()


def test_what_was_withdrawn_is_said_at_its_page_and_its_files_are_not_there(tmp_path):
    plan = factories.make_year()
    first = freeze(plan)
    freeze(plan, reason="แก้ไข")
    withdraw(first, reason="มีเลขประจำตัวประชาชน")
    copy = tmp_path / "copy"
    call_command("export_site", str(copy))
    assert "มีเลขประจำตัวประชาชน" in (copy / "2566/editions/1/index.html").read_text()
    assert not list(copy.glob("2566/editions/1.*"))
    assert not [path for path in copy.rglob("*") if path.suffix in (".gz", ".br")]


def test_what_cannot_be_copied_is_said_in_a_line(tmp_path):
    freeze(factories.make_year(factories.make_agency(domain="one.go.th")))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_site", str(tmp_path / "full"))
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    factories.make_agency("อบต.สอง", domain="two.go.th")
    with pytest.raises(CommandError, match="--agency"):
        call_command("export_site", str(tmp_path / "copy"))
    call_command("export_site", str(tmp_path / "copy"), "--agency", "one.go.th")
