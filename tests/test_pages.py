"""The citizens' pages: what every address answers, in both languages, and what no address shows."""

import re
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext

from measures.models import Evidence, Plan
from publications import shelf, views
from publications.errors import year_meant
from publications.models import Edition

from . import factories
from .editions import addresses, freeze, freeze_sample, withdraw

pytestmark = pytest.mark.django_db

COMPONENTS = Path(settings.BASE_DIR / "templates" / "publications" / "components")
MISSING = "!missing {%s}!"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()
    shelf._frozen.cache_clear()


@pytest.fixture
def strict_templates(settings) -> None:
    """A variable that a template names and nobody gives is printed instead of being passed over."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"OPTIONS": engine["OPTIONS"] | {"string_if_invalid": MISSING}}]


def site(host: str = "testserver", language: str = "th") -> Client:
    client = Client(headers={"host": host})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html5lib")


def text(response) -> str:
    return " ".join(soup(response).get_text(" ").split())


def reported_year(**report):
    """A year of one measure whose progress report is accepted and published, after its plan."""
    plan = factories.make_year()
    freeze(plan)
    row = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), **report)
    Evidence.objects.create(report=row, caption="ภาพกิจกรรม", url="https://example.go.th/picture")
    return plan


def pages_of(edition: Edition) -> list[str]:
    return [each for each in addresses(edition) if each.endswith("/")]


# ── Every address ──────────────────────────────────────────


def test_every_address_answers():
    edition = freeze_sample()
    assert {address: site().get(address).status_code for address in addresses(edition)} == dict.fromkeys(
        addresses(edition), 200
    )


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
        assert not soup(response).select("script, style, [style], [onclick]"), address
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_every_table_has_a_caption_or_heading_and_headed_columns():
    tables = [
        table for address in pages_of(freeze(factories.make_year())) for table in soup(site().get(address)).find_all("table")
    ]
    assert len(tables) > 5
    for table in tables:
        assert table.caption or table.find_parent(attrs={"aria-labelledby": True}), table
        assert all(head.get("scope") for head in table.find_all("th")), table


def test_the_year_page_says_what_the_result_means():
    freeze_sample()
    page = text(site().get("/2566/"))
    assert "ผลการประเมินปีงบประมาณ พ.ศ. 2565 ได้ 85.66 คะแนน ผ่านเป้าหมาย 85.00 คะแนน" in page
    assert "จุดแข็ง 4" in page
    assert "จุดที่ต้องปรับปรุงพัฒนา 6" in page


def test_a_result_below_the_target_is_not_said_to_reach_it():
    plan = factories.make_plan(factories.make_agency())
    factories.make_division(plan.agency)
    factories.make_assessment(plan.agency, scores=["84.00"] * 10)
    factories.make_measure(plan)
    freeze(plan)
    page = text(site().get("/2566/"))
    assert "ได้ 84.00 คะแนน ยังไม่ถึงเป้าหมาย 85.00 คะแนน" in page
    assert "ผ่านเป้าหมาย 85.00" not in page


def test_every_page_of_a_year_says_which_edition_it_shows():
    edition = freeze_sample()
    for address in ("/2566/", "/2566/analysis/", "/2566/measures/", "/2566/measures/4/", "/2566/data/"):
        ribbon = soup(site().get(address)).select_one(".ribbon")
        assert "ฉบับที่ 1" in ribbon.get_text()
        assert "16 มกราคม พ.ศ. 2566" in ribbon.get_text()
        assert ribbon.a["href"] == f"/verify/{edition.sha256}/"


def test_a_measure_shows_steps_owners_indicators_and_reports():
    plan = reported_year(done="อบรมแล้ว", result="เข้าใจมากขึ้น", obstacles="เวลาน้อย")
    freeze(plan, "progress")
    page = text(site().get("/2566/measures/1/"))
    for words in ("จัดทำแนวทาง", "ทุกกอง", "การใช้ทรัพย์สินของทางราชการ", "อบรมแล้ว", "เข้าใจมากขึ้น", "เวลาน้อย"):
        assert words in page
    assert "รายงานครบถ้วนแล้ว 1 จาก 1 กอง" in page


def test_a_weak_indicator_without_a_measure_is_called_so():
    freeze(factories.make_year())
    rows = {row.th.get_text(): row.get_text() for row in soup(site().get("/2566/analysis/")).select(".score-table tbody tr")}
    assert "ยังไม่มีมาตรการ" in rows["การใช้งบประมาณ"]
    assert "ยังไม่มีมาตรการ" not in rows["การใช้ทรัพย์สินของทางราชการ"]
    assert "ไม่จำเป็นต้องมี" in rows["การเปิดเผยข้อมูล"]


def test_the_indicator_page_holds_each_year_against_the_year_before():
    agency = factories.make_agency()
    for year, score in ((2565, "70.10"), (2566, "71.35")):
        factories.make_division(agency, f"กอง {year}")
        factories.make_assessment(agency, year - 1, scores=[score] + ["90.00"] * 9)
        factories.load_framework(year)
        plan = factories.make_plan(agency, year)
        factories.make_measure(plan, indicators=(1,))
        freeze(plan)
    newest, oldest = (" ".join(row.stripped_strings) for row in soup(site().get("/indicators/1/")).select("tbody tr"))
    assert newest.startswith("2565 71.35")
    assert "+1.25" in newest
    assert "ไม่มีข้อมูลปีก่อน" in oldest


def test_the_sitemap_knows_every_page_and_no_withdrawn_edition():
    plan = factories.make_year()
    withdraw(freeze(plan))
    edition = freeze(plan, reason="แก้ไข")
    found = re.findall("<loc>http://testserver(.*?)</loc>", site().get("/sitemap.xml").content.decode())
    assert set(pages_of(edition)) - {f"/verify/{edition.sha256}/"} <= set(found)
    assert "/2566/editions/1/" not in found


def test_health_is_told_under_any_allowed_host_and_is_bad_without_tables():
    factories.make_agency(domain="a.go.th")
    factories.make_agency("อื่น", domain="b.go.th")
    assert site("nobody.go.th").get("/healthz").content == b"ok\n"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publications_edition RENAME TO gone")
    assert site().get("/healthz").status_code == 503


# ── Reading only what is published ─────────────────────────


def test_no_address_shows_a_draft():
    plan = factories.make_year()
    edition = freeze(plan)
    plan.measures.update(title="ร่างที่ยังไม่เผยแพร่")
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), done="รายงานลับ")
    shown = {address: site().get(address).content.decode(errors="ignore") for address in addresses(edition)}
    assert "มาตรการที่ 1" in shown["/2566/"]
    assert "มาตรการที่ 1" in shown["/2566/data/measures.csv"]
    assert [address for address, page in shown.items() if "ร่างที่" in page or "รายงานลับ" in page] == []


def test_the_page_changes_with_the_next_publication_and_with_a_withdrawal():
    plan = factories.make_year()
    first = freeze(plan)
    assert "มาตรการที่ 1" in text(site().get("/2566/"))
    plan.measures.update(title="มาตรการที่แก้แล้ว")
    second = freeze(plan, reason="แก้ไข")
    assert "มาตรการที่แก้แล้ว" in text(site().get("/2566/"))
    withdraw(second)
    assert "มาตรการที่แก้แล้ว" not in text(site().get("/2566/"))
    assert f"/verify/{first.sha256}/" in site().get("/2566/").content.decode()


def test_a_withdrawn_edition_answers_410_with_its_reason_and_without_its_content():
    plan = factories.make_year(title="ชื่อแผนที่ถอน")
    edition = withdraw(freeze(plan, reason="เหตุผลที่อยู่ในเนื้อหา"), "มีเลขประจำตัวประชาชน")
    gone = [each for each in addresses(edition) if each.startswith("/2566/") and each != "/2566/editions/"]
    for address in [*gone, f"/verify/{edition.sha256}/", f"/verify/{edition.pdf_sha256}/"]:
        response = site().get(address)
        assert (address, response.status_code) == (address, 410)
        page = response.content.decode()
        assert "มีเลขประจำตัวประชาชน" in page
        assert edition.sha256[:16] in page
        assert not re.search("ชื่อแผนที่ถอน|มาตรการที่ 1|เหตุผลที่อยู่ในเนื้อหา", page)
    assert "ชื่อแผนที่ถอน" not in text(site().get("/"))
    assert "มีเลขประจำตัวประชาชน" in text(site().get("/2566/editions/"))


def test_the_stable_address_falls_back_to_the_edition_before_a_withdrawn_one():
    plan = factories.make_year()
    first = freeze(plan)
    withdraw(freeze(plan, reason="แก้ไข"))
    assert site().get("/2566/plan.pdf").content == bytes(first.pdf)


def test_an_old_edition_says_that_there_is_a_newer_one():
    plan = factories.make_year()
    freeze(plan)
    assert not soup(site().get("/2566/editions/1/")).select(".notice")
    freeze(plan, reason="แก้ไข")
    assert "มีฉบับใหม่กว่า" in soup(site().get("/2566/editions/1/")).select_one(".notice-warning").get_text()
    assert not soup(site().get("/2566/editions/2/")).select(".notice")


def test_an_edition_of_another_kind_follows_a_plan_and_does_not_replace_it():
    plan = reported_year()
    freeze(plan, "progress")
    assert "ยังมีผลใช้อยู่" in soup(site().get("/2566/editions/1/")).select_one(".notice-plain").get_text()


def test_nobody_named_on_the_approval_appears_on_a_page():
    plan = factories.make_year(approver_name="นายสมมติ ใจดี", approver_position="นายก อบต.")
    edition = freeze(plan)
    assert "สมมติ" in edition.content
    assert [each for each in pages_of(edition) if "สมมติ" in site().get(each).content.decode()] == []


# ── Whose site it is ───────────────────────────────────────


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


# ── What is not there ──────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    [
        *("/2599/", "/2023/", "/02566/", "/๒๕๖๖/", "/256/", "/nothing/at/all", "/2566/measures/99/", "/2566/measures/01/"),
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
    asked = [each for each in addresses(edition) if (each, method) != ("/verify/", "post")]
    assert {getattr(strict, method)(address).status_code for address in asked} == {405}


def test_only_the_citizens_pages_pass_their_reasons_on():
    freeze(factories.make_year())
    assert "ไม่มีมาตรการที่ 99" in text(site().get("/2566/measures/99/"))
    office = site()
    office.force_login(factories.make_user())
    assert "No " not in text(office.get("/admin/publications/edition/999/history/"))


def test_who_may_not_is_told_so_in_the_portals_words(rf):
    from publications.errors import forbidden

    freeze(factories.make_year())
    response = forbidden(rf.get("/admin/"), PermissionError())
    assert response.status_code == 403
    assert "ไม่มีสิทธิ์เข้าถึง" in text(response)


# ── Kept and asked for again ───────────────────────────────


def test_twenty_editions_take_no_more_queries_than_one_and_never_more_than_four():
    plan = factories.make_year(factories.make_agency(domain="testserver"))
    edition = freeze(plan)

    def queries() -> dict[str, int]:
        counted = {}
        for address in addresses(edition):
            cache.clear()
            shelf._frozen.cache_clear()
            with CaptureQueriesContext(connection) as captured:
                assert site().get(address).status_code == 200
            counted[address] = len(captured)
        return counted

    one = queries()
    for number in range(2, 21):
        freeze(plan, reason=f"แก้ไขครั้งที่ {number}")
    assert queries() == one
    assert max(one.values()) <= 4, one


def test_a_page_that_was_rendered_once_costs_one_query():
    freeze_sample()
    first = site().get("/2566/")
    with CaptureQueriesContext(connection) as captured:
        again = site().get("/2566/")
    assert (again.content, again["ETag"], len(captured)) == (first.content, first["ETag"], 1)


def test_a_public_page_reads_no_table_of_the_staff_but_the_agency():
    edition = freeze(factories.make_year())
    with CaptureQueriesContext(connection) as captured:
        for address in addresses(edition):
            site().get(address)
    tables = {name for query in captured for name in re.findall(r'(?:FROM|JOIN) "?(\w+)', query["sql"])}
    assert tables == {"agencies_agency", "publications_edition"}


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


# ── What staff typed is text ───────────────────────────────


def test_html_that_was_typed_is_shown_as_text():
    evil = "<script>alert(1)</script><b>ตัวหนา</b>"
    agency = factories.make_agency(f"อบต.{evil}")
    factories.make_division(agency, f"กอง{evil}")
    plan = factories.make_year(agency, title=evil, introduction=evil)
    plan.measures.update(title=evil)
    plan.assessment().scores.update(finding=evil, recommendation=evil)
    freeze(plan)
    row = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), done=evil, result=evil)
    Evidence.objects.create(report=row, caption=evil, url="https://example.go.th/?a=<b>")
    edition = freeze(plan, "progress", reason=evil)
    for address in [*pages_of(edition), "/nothing/", f"/verify/{evil}/", f"/2566/measures/?division={evil}"]:
        page = site().get(address).content.decode()
        assert "<script" not in page, address
        assert "<b>" not in page, address
    assert "&lt;script&gt;" in site().get("/2566/measures/1/").content.decode()


def test_evidence_is_linked_only_when_it_is_a_web_page():
    plan = reported_year()
    row = plan.measures.get().reports.get()
    Evidence.objects.create(report=row, caption="ไม่ใช่หน้าเว็บ", url="javascript:alert(1)")
    freeze(plan, "progress")
    page = soup(site().get("/2566/measures/1/"))
    links = page.select(".report a")
    assert [(link["href"], link["rel"]) for link in links] == [
        ("https://example.go.th/picture", ["nofollow", "noopener"])
    ]
    assert "ไม่ใช่หน้าเว็บ" in page.select_one(".report").get_text()


# ── Narrowing the list ─────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"division": "กองคลัง"}, [2, 3]),
        ({"indicator": "4"}, [1, 3]),
        ({"division": "กองคลัง", "indicator": "4"}, [3]),
        ({"status": "complete"}, [1]),
        ({"status": "pending"}, [2]),
        ({"status": "partial"}, [3]),
        ({"division": "ไม่มีกองนี้"}, []),
        ({"indicator": "abc"}, []),
        ({"indicator": "7"}, []),
        ({"unknown": "1"}, [1, 2, 3]),
    ],
)
def test_the_measures_can_be_narrowed(query, numbers):
    agency = factories.make_agency()
    office, finance = factories.make_division(agency, "สำนักปลัด"), factories.make_division(agency, "กองคลัง")
    factories.make_assessment(agency)
    plan = factories.make_plan(agency)
    first = factories.make_measure(plan, 1, divisions=(office,), indicators=(4,))
    factories.make_measure(plan, 2, divisions=(finance,), indicators=(2,))
    third = factories.make_measure(plan, 3, divisions=(office, finance), indicators=(4, 2))
    for measure in (first, third):
        factories.make_report(measure, plan.rounds.get(kind="progress"), office)
    freeze(plan, "progress")
    page = soup(site().get("/2566/measures/", query))
    assert [int(number.get_text()) for number in page.select(".measure-number")] == numbers
    assert f"แสดง {len(numbers)} จาก 3 มาตรการ" in page.select_one(".found").get_text()


# ── Two languages ──────────────────────────────────────────


def test_thai_is_spoken_unless_the_reader_chose_english():
    freeze_sample()
    assert soup(Client(headers={"host": "testserver", "accept-language": "en"}).get("/2566/")).html["lang"] == "th"
    client = site()
    answer = client.post("/language/", {"language": "en", "next": "/2566/measures/?indicator=4"})
    assert answer["Location"] == "/2566/measures/?indicator=4"
    page = soup(client.get("/2566/"))
    assert page.html["lang"] == "en"
    assert "At a glance" in page.get_text()
    assert page.select_one(".language button")["lang"] == "th"


def test_in_english_the_documents_own_words_are_marked_as_thai():
    freeze_sample()
    page = soup(site(language="en").get("/2566/measures/4/"))
    thai = re.compile("[\u0e01-\u0e5b]")
    unmarked = [
        words for words in page.body.find_all(string=thai) if words.find_parent(attrs={"lang": True})["lang"] != "th"
    ]
    assert unmarked == []
    assert page.find_all(string=re.compile("ทบทวน ปรับปรุง"))


def test_in_thai_no_word_is_left_in_english():
    freeze_sample()
    plan = Plan.objects.get()
    factories.make_report(plan.measures.get(number=1), plan.rounds.get(kind="progress"))
    edition = freeze(plan, "progress")
    allowed = r"ITA|IIT|EIT|OIT|SHA|PDF|JSON|English|UTF|Schema|edition.json|Excel|LibreOffice|Linux|Windows|macOS|MB|[A-Fa-f]{1,2}\b"
    for address in pages_of(edition):
        page = soup(site().get(address))
        for code in page.select("code, dd a[href^=http]"):
            code.decompose()
        words = re.findall(r"[A-Za-z]{3,}", re.sub(allowed, "", page.get_text(" ")))
        assert (address, words) == (address, [])


# ── Components ─────────────────────────────────────────────


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
    without = [path.name for path in COMPONENTS.glob("*.html") if "Contract:" not in path.read_text().split("%}{%")[0][:400]]
    assert without == []
