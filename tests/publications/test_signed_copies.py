"""The scan of the signed print beside the accessible original: which is taken, what citizens get, what remains."""

import io
import itertools

import pymupdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from agencies.models import User
from publications import publishing
from publications.models import Edition, Event, PublishedFile
from publications.publishing import scan_codes, scan_reader
from publications.publishing.filing import FilingSheet
from publications.render import pdf
from tests import factories
from tests.readers import answered, site, text
from tests.scans import address_of, blank_pdf, scan, scan_of_print
from tests.staff_pages import errors, page, staff

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED = "/2566/editions/1/signed.pdf"


@pytest.fixture
def pages(monkeypatch) -> None:
    """Every print has two blank pages."""
    made = itertools.count()
    monkeypatch.setattr(pdf, "render", lambda document, **_: blank_pdf(2, str(next(made))))


@pytest.fixture
def edition(pages) -> Edition:
    return factories.publish(factories.make_year())


@pytest.fixture
def publisher(edition) -> User:
    return factories.make_user("palad", agency=edition.agency, role=User.Role.PUBLISHER)


def lay(edition: Edition, content: bytes, by: User, **options) -> Event:
    return publishing.lay_signed_copy(edition, ContentFile(content, name="สแกน.pdf"), by=by, **options)


def right(edition: Edition) -> bytes:
    return scan("", address_of(edition))


def refusal(edition: Edition, content: bytes, by: User, **options) -> str:
    """Why a scan is refused; nothing is kept of it."""
    with pytest.raises(publishing.Refused) as refused:
        lay(edition, content, by, **options)
    assert not PublishedFile.objects.filter(redacted_at=None).exists()
    return str(refused.value)


def test_citizens_open_the_scan_byte_for_byte_and_the_chain_names_both(edition, publisher):
    event = lay(edition, right(edition), publisher)
    shown = site().get(SIGNED)
    assert shown.content == right(edition)
    assert shown.headers["Content-Type"] == "application/pdf"
    assert "ita-2566-plan-1-signed.pdf" in shown.headers["Content-Disposition"]
    assert event.file.sha256 in event.content
    assert edition.sha256 in event.content
    assert list(publishing.verify()) == []


@pytest.mark.parametrize(("turned", "light"), [(0, 1), (1.5, 0.8), (90, 0.9), (180, 0.9)])
def test_the_code_of_a_real_print_is_read_as_scanners_give_it(turned, light, settings):
    settings.BASE_ADDRESS = "https://ita.example.go.th"
    printed = factories.publish(factories.make_year())
    by = factories.make_user("palad", agency=printed.agency, role=User.Role.PUBLISHER)
    event = lay(printed, scan_of_print(printed, turned=turned, light=light), by)
    assert "QR" in event.reason


def test_a_scan_with_the_code_of_another_edition_is_refused_by_name_and_page(edition, publisher):
    other = factories.publish(edition_again(edition), reason="แก้ไข")
    said = refusal(edition, scan("", address_of(edition), address_of(other)), publisher, is_compared=True)
    assert "หน้า 3" in said
    assert "ฉบับที่ 2 ปีงบประมาณ พ.ศ. 2566" in said
    strangers = f"https://other.go.th/verify/{'0' * 64}/"
    assert "หน้า 1" in refusal(edition, scan(strangers, address_of(edition)), publisher, is_compared=True)


def edition_again(edition: Edition):
    plan = edition.agency.plans.get()
    plan.introduction = "คำนำใหม่"
    plan.save()
    return plan


@pytest.mark.parametrize("codes", [("", ""), ("https://www.example.go.th/", "")])
def test_a_scan_without_the_code_is_taken_only_when_it_was_compared(edition, publisher, codes):
    assert "อ่านรหัส QR" in refusal(edition, scan(*codes), publisher)
    event = lay(edition, scan(*codes), publisher, is_compared=True)
    assert "ตรวจเทียบ" in event.reason
    assert event.reason in text(site().get("/2566/editions/1/"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_scan_with_other_pages_is_taken_only_when_it_was_compared(edition, publisher, count):
    said = refusal(edition, scan(*[""] * (count - 1), address_of(edition)), publisher)
    assert f"{count} หน้า" in said
    assert "2 หน้า" in said
    assert lay(edition, scan(*[""] * (count - 1), address_of(edition)), publisher, is_compared=True)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "ว่าง"),
        (b"no PDF at all", ""),
        (b"%PDF-1.7 cut off", "เสียหาย"),
        (blank_pdf(2)[:-400], ""),
    ],
)
def test_what_is_no_readable_pdf_is_refused_with_a_sentence(edition, publisher, content, word):
    assert word in refusal(edition, content, publisher, is_compared=True)


def test_a_picture_is_no_pdf(edition, publisher):
    drawn = io.BytesIO()
    Image.new("L", (300, 300), "white").save(drawn, "JPEG")
    assert "ไม่ใช่ PDF" in refusal(edition, drawn.getvalue(), publisher, is_compared=True)


def test_the_print_itself_bears_no_signature(edition, publisher):
    assert "ไม่มีลายมือชื่อ" in refusal(edition, bytes(edition.pdf), publisher, is_compared=True)


def test_a_scan_that_asks_for_too_much_is_refused(edition, publisher, monkeypatch):
    monkeypatch.setattr(scan_reader, "MAX_PAGES", 1)
    assert "200" in refusal(edition, right(edition), publisher, is_compared=True)
    monkeypatch.setattr(scan_reader, "MAX_PAGES", 300)
    monkeypatch.setattr(scan_codes, "_MAX_SECONDS", 0.001)
    assert "200" in refusal(edition, right(edition), publisher, is_compared=True)


def test_an_edition_has_one_signed_copy_until_it_is_redacted(edition, publisher):
    first = lay(edition, right(edition), publisher)
    with pytest.raises(publishing.Refused, match="มีสำเนา"):
        lay(edition, scan(address_of(edition), ""), publisher)
    publishing.redact(first.file, by=publisher, reason="สแกนกลับหัว")
    assert site().get(SIGNED).status_code == 410
    assert "สแกนกลับหัว" in text(site().get(SIGNED))
    assert "สแกนกลับหัว" in text(site().get("/2566/editions/1/"))
    with pytest.raises(publishing.Refused, match="ปกปิด"):
        lay(edition, right(edition), publisher)
    second = lay(edition, scan(address_of(edition), ""), publisher)
    assert site().get(SIGNED).content == scan(address_of(edition), "")
    assert "สแกนกลับหัว" not in text(site().get("/2566/editions/1/"))
    assert [event.file for event in edition.events.scans()] == [first.file, second.file]
    assert list(publishing.verify()) == []


def test_the_same_file_is_the_signed_copy_of_one_edition(edition, publisher):
    other = factories.publish(edition_again(edition), reason="แก้ไข")
    lay(edition, scan("", ""), publisher, is_compared=True)
    with pytest.raises(publishing.Refused, match="ฉบับที่ 1"):
        lay(other, scan("", ""), publisher, is_compared=True)


def test_nothing_is_laid_beside_what_was_withdrawn_and_its_scan_is_gone(edition, publisher):
    lay(edition, right(edition), publisher)
    edition.withdraw(by=publisher, reason="มีเลขประจำตัว")
    gone = site().get(SIGNED)
    assert gone.status_code == 410
    assert "มีเลขประจำตัว" in text(gone)
    with pytest.raises(publishing.Refused, match="ถอน"):
        lay(edition, scan(address_of(edition), ""), publisher)


def test_an_edition_withdrawn_while_the_scan_is_read_gets_none(edition, publisher, monkeypatch):
    def withdrawn(content: bytes) -> scan_codes.Codes:
        Edition.objects.get().withdraw(by=publisher, reason="ถอนระหว่างนั้น")
        return scan_codes.Codes(2, ((2, edition.sha256),))

    monkeypatch.setattr(scan_codes.Codes, "of", withdrawn)
    assert "ถอน" in refusal(edition, right(edition), publisher)


def test_a_redacted_picture_takes_the_scans_that_print_it_along(pages):
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    factories.make_file(report, b"picture", thumbnail=b"small", name="อบรม.jpg")
    edition = factories.publish(plan, "progress")
    by = factories.make_user("palad", agency=edition.agency, role=User.Role.PUBLISHER)
    copy = lay(edition, right(edition), by).file
    picture = edition.files.get()
    assert publishing.consequences(picture).scans == (copy,)
    publishing.redact(picture, by=by, reason="เห็นหน้าเด็ก")
    assert site().get(SIGNED).status_code == 410
    assert not copy.file.storage.exists(copy.file.name)
    with pytest.raises(publishing.Refused, match="ลบ"):
        lay(edition, scan(address_of(edition), ""), by)
    assert list(publishing.verify()) == []


def test_no_scan_answers_404_and_no_page_offers_one(edition):
    assert site().get(SIGNED).status_code == 404
    assert "สำเนา" not in text(site().get("/2566/editions/1/"))


def test_a_scan_whose_bytes_were_changed_is_not_shown_and_is_found(edition, publisher):
    file = lay(edition, right(edition), publisher).file
    file.file.storage.delete(file.file.name)
    file.file.storage.save(file.file.name, ContentFile(scan("", "")))
    assert site().get(SIGNED).status_code == 503
    assert [fault.code for fault in publishing.verify()] == ["bytes"]


def test_the_scan_is_recognised_by_its_hash_and_as_a_file(edition, publisher):
    copy = lay(edition, right(edition), publisher).file
    shown = text(site().get(f"/verify/{copy.sha256}/"))
    assert "เป็นเอกสารจริง และเป็นฉบับล่าสุด" in shown
    assert "สำเนาสแกนฉบับลงนาม" in shown
    given = site().post("/verify/", {"file": ContentFile(right(edition), name="a.pdf")}, follow=True)
    assert "สำเนาสแกนฉบับลงนาม" in text(given)
    factories.publish(edition_again(edition), reason="แก้ไข")
    assert "มีฉบับใหม่กว่าแล้ว" in text(site().get(f"/verify/{copy.sha256}/"))
    edition.withdraw(by=publisher, reason="ถอนแล้ว")
    assert site().get(f"/verify/{copy.sha256}/").status_code == 410


def test_a_signed_copy_that_carries_the_edition_s_data_is_more_than_a_file_saved_anew(edition, publisher):
    with pymupdf.open(stream=right(edition)) as opened:
        opened.embfile_add("edition.json", edition.content.encode())
        signed = opened.tobytes()
    assert "สำเนาสแกนฉบับลงนาม" not in text(site().post("/verify/", {"file": ContentFile(signed, name="a.pdf")}))
    lay(edition, signed, publisher)
    given = text(site().post("/verify/", {"file": ContentFile(signed, name="a.pdf")}, follow=True))
    assert "เป็นเอกสารจริง และเป็นฉบับล่าสุด" in given
    assert "สำเนาสแกนฉบับลงนาม" in given


def test_the_edition_page_leads_to_the_scan(edition, publisher):
    assert answered(site().get("/2566/editions/1/"))
    lay(edition, right(edition), publisher)
    assert answered(site().get("/2566/editions/1/")).select_one(f"a[href='{SIGNED}']")


# The page of the staff's room


def test_a_publisher_lays_a_scan_beside_and_is_led_to_it(edition):
    client, address = (
        staff(edition.agency, User.Role.PUBLISHER),
        page("publications_edition_lay_signed_copy", edition.pk),
    )
    change = page("publications_edition_change", edition.pk)
    assert answered(client.get(change)).select_one(f"a[href='{address}']")
    done = client.post(address, {"file": ContentFile(right(edition), name="ลงนาม.pdf")}, follow=True)
    assert answered(done).select_one(f"a[href$='{SIGNED}']")
    assert not answered(client.get(change)).select_one(f"a[href='{address}']")
    file = page("publications_publishedfile_change", PublishedFile.objects.get().pk)
    shown = answered(client.get(file))
    assert shown.select_one(f"a[href$='{SIGNED}']")
    assert shown.select_one(f"a[href='{change}']")


def test_what_is_refused_is_said_at_the_file_and_taken_once_it_was_compared(edition):
    client, address = (
        staff(edition.agency, User.Role.PUBLISHER),
        page("publications_edition_lay_signed_copy", edition.pk),
    )
    assert "กรุณากรอก" in errors(client.post(address, {}))
    assert "อ่านรหัส QR" in errors(client.post(address, {"file": ContentFile(scan("", ""), name="a.pdf")}))
    assert not PublishedFile.objects.exists()
    client.post(address, {"file": ContentFile(scan("", ""), name="a.pdf"), "is_compared": "on"})
    assert PublishedFile.objects.get().name == "a.pdf"


@pytest.mark.parametrize("role", [User.Role.OFFICER, User.Role.HEAD, User.Role.PLANNER])
def test_nobody_else_lays_a_scan_beside(edition, role):
    client, address = staff(edition.agency, role), page("publications_edition_lay_signed_copy", edition.pk)
    assert client.post(address, {"file": ContentFile(right(edition), name="a.pdf")}).status_code == 403
    assert not PublishedFile.objects.exists()
    assert not answered(client.get(page("publications_edition_change", edition.pk))).select(f"a[href='{address}']")


def test_a_publisher_of_another_agency_finds_no_such_edition(edition, other):
    client = staff(other, User.Role.PUBLISHER)
    sent = {"file": ContentFile(right(edition), name="a.pdf")}
    assert client.post(page("publications_edition_lay_signed_copy", edition.pk), sent).status_code == 404
    assert not PublishedFile.objects.exists()


def test_the_filing_sheet_gives_its_address_after_the_document(edition, publisher):
    lay(edition, right(edition), publisher)
    [answer] = [answer for answer in FilingSheet.of(edition.agency, 2566).answers if answer.documents]
    assert answer.addresses[:2] == ("/2566/plan.pdf", SIGNED)
    publishing.redact(PublishedFile.objects.get(), by=publisher, reason="สแกนกลับหัว")
    [answer] = [answer for answer in FilingSheet.of(edition.agency, 2566).answers if answer.documents]
    assert SIGNED not in answer.addresses
