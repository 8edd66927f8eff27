"""Is this document genuine, and is it the newest: asked with a file or with its SHA-256."""

import hashlib

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publications.public import upload_hash
from tests import factories
from tests.editions import freeze, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Client:
    """A reader whose browser brings no token along: none is needed."""
    return Client(headers={"host": "testserver"}, enforce_csrf_checks=True)


def heading(response) -> str:
    return BeautifulSoup(response.content, "html5lib").h1.get_text(strip=True)


def test_the_newest_edition_is_recognised_by_content_and_by_pdf(site):
    edition = freeze(factories.make_year())
    for sha256, words in ((edition.sha256, "เนื้อหา (JSON) "), (edition.pdf_sha256, "ไฟล์ PDF ")):
        response = site.get(f"/verify/{sha256}/")
        assert response.status_code == 200
        assert heading(response) == "เป็นเอกสารจริง และเป็นฉบับล่าสุด"
        assert f"เป็น{words}ของเอกสารฉบับที่ 1 ปีงบประมาณ พ.ศ. 2566" in response.content.decode()


def test_upper_case_is_read_as_lower_case(site):
    edition = freeze(factories.make_year())
    assert site.get(f"/verify/{edition.sha256.upper()}/").status_code == 200


def test_a_corrected_edition_is_genuine_but_names_its_successor(site):
    plan = factories.make_year()
    old = freeze(plan)
    freeze(plan, reason="แก้ไข")
    response = site.get(f"/verify/{old.sha256}/")
    assert heading(response) == "เป็นเอกสารจริง แต่มีฉบับใหม่กว่าแล้ว"
    assert 'href="/2566/editions/2/"' in response.content.decode()


def test_a_plan_stays_the_newest_plan_when_a_report_follows_it(site):
    plan = factories.make_year()
    first = freeze(plan)
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    freeze(plan, "progress")
    assert heading(site.get(f"/verify/{first.sha256}/")) == "เป็นเอกสารจริง และเป็นฉบับล่าสุด"


def test_a_withdrawn_edition_is_genuine_and_withdrawn(site):
    edition = withdraw(freeze(factories.make_year()), "มีข้อมูลส่วนบุคคล")
    response = site.get(f"/verify/{edition.pdf_sha256}/")
    assert response.status_code == 410
    assert heading(response) == "เป็นเอกสารจริง แต่ถูกถอนการเผยแพร่แล้ว"
    assert "มีข้อมูลส่วนบุคคล" in response.content.decode()


@pytest.mark.parametrize("asked", ["0" * 64, "f" * 63, "abc", "ก"])
def test_what_is_not_ours_is_said_not_to_be(site, asked):
    freeze(factories.make_year())
    response = site.get(f"/verify/{asked}/")
    assert response.status_code == 404
    assert heading(response) == "ไม่ใช่เอกสารของหน่วยงาน"


def test_an_edition_of_another_agency_is_not_ours(site):
    theirs = freeze(factories.make_year(factories.make_agency("อบต.อื่น", domain="other.go.th")))
    factories.make_agency("ของเรา", domain="testserver")
    assert site.get(f"/verify/{theirs.sha256}/").status_code == 404
    assert site.get(f"/verify/{theirs.sha256}/", headers={"host": "other.go.th"}).status_code == 200


def test_an_uploaded_file_leads_to_what_is_known_about_it(site):
    edition = freeze(factories.make_year())
    response = site.post("/verify/", {"file": SimpleUploadedFile("plan.pdf", bytes(edition.pdf))})
    assert response.status_code == 302
    assert response["Location"] == f"/verify/{edition.pdf_sha256}/"


def test_an_upload_in_many_chunks_has_the_same_hash(site):
    freeze(factories.make_year())
    content = b"0123456789" * 50_000
    response = site.post("/verify/", {"file": SimpleUploadedFile("large.pdf", content)})
    assert response["Location"] == f"/verify/{hashlib.sha256(content).hexdigest()}/"


def test_a_file_with_one_letter_changed_is_not_ours(site):
    edition = freeze(factories.make_year())
    response = site.post("/verify/", {"file": SimpleUploadedFile("x.pdf", bytes(edition.pdf) + b".")}, follow=True)
    assert response.status_code == 404
    assert heading(response) == "ไม่ใช่เอกสารของหน่วยงาน"


def test_a_pasted_hash_may_hold_blanks_and_capitals(site):
    edition = freeze(factories.make_year())
    pasted = f"  {edition.sha256[:32].upper()} {edition.sha256[32:]}\n"
    assert site.post("/verify/", {"sha256": pasted})["Location"] == f"/verify/{edition.sha256}/"


@pytest.mark.parametrize(
    "address",
    ["https://ita.go.th/verify/{}/", "HTTPS://ITA.GO.TH/VERIFY/{}", "/verify/{}/", "https://a:8000/en/verify/{}/"],
)
def test_the_whole_printed_address_is_taken_for_its_hash(site, address):
    edition = freeze(factories.make_year())
    response = site.post("/verify/", {"sha256": address.format(edition.sha256)})
    assert response["Location"] == f"/verify/{edition.sha256}/"


@pytest.mark.parametrize(
    "address", ["https://ita.go.th/verify/abc/", "https://ita.go.th/{}/", "https://x/verify/{}/more"]
)
def test_an_address_without_a_hash_at_its_end_is_refused(site, address):
    edition = freeze(factories.make_year())
    assert site.post("/verify/", {"sha256": address.format(edition.sha256)}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "อย่างใดอย่างหนึ่ง"),
        ({"sha256": "xyz"}, "ต้องมี 64 ตัว"),
        ({"sha256": "a" * 64, "file": b"content"}, "อย่างใดอย่างหนึ่ง"),
    ],
)
def test_what_cannot_be_looked_up_is_explained(site, sent, message):
    freeze(factories.make_year())
    sent = {name: SimpleUploadedFile("x", value) if isinstance(value, bytes) else value for name, value in sent.items()}
    response = site.post("/verify/", sent)
    assert response.status_code == 422
    assert message in response.content.decode()


def test_a_file_that_is_too_large_is_refused(site, monkeypatch):
    freeze(factories.make_year())
    monkeypatch.setattr(upload_hash, "LIMIT", 1000)
    response = site.post("/verify/", {"file": SimpleUploadedFile("x.pdf", b"x" * 1001)})
    assert response.status_code == 422
    assert "เกิน 100 MB" in response.content.decode()


def test_an_empty_file_has_a_hash(site):
    freeze(factories.make_year())
    response = site.post("/verify/", {"file": SimpleUploadedFile("empty.pdf", b"")})
    assert response["Location"] == f"/verify/{hashlib.sha256(b'').hexdigest()}/"
