"""A PDF that another program saved or printed anew: known by the data inside, and never taken for the original."""

import io
import subprocess
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from publications.hashing import sha256_of
from publications.models import Edition
from publications.public import attachments, upload_hash
from tests import factories
from tests.editions import freeze, withdraw
from tests.readers import site, soup, text, words

pytestmark = pytest.mark.django_db

NOT_THE_FILE = "ไม่ใช่ไฟล์ที่หน่วยงานเผยแพร่ มีเพียงข้อมูลที่แนบอยู่ในไฟล์เท่านั้นที่เป็นของหน่วยงาน"


@pytest.fixture
def edition():
    return freeze(factories.make_year())


def pdf(*attached: tuple[str, bytes], **options) -> bytes:
    """A PDF of one page that carries files."""
    document, file = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    for number, (name, content) in enumerate(attached):
        kept = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.attachments[f"{number:05}"] = kept
    document.save(file, **options)
    return file.getvalue()


def packed_zeros(*, megabytes: int) -> bytes:
    """A PDF to which an edition is attached that consists of so many megabytes of nothing."""
    document, file, packing = pikepdf.new(), io.BytesIO(), zlib.compressobj()
    document.add_blank_page()
    packed = b"".join(packing.compress(bytes(1024 * 1024)) for _number in range(megabytes)) + packing.flush()
    kept = pikepdf.AttachedFileSpec(document, b"", filename="edition.json")
    kept.obj.EF.F.write(packed, filter=pikepdf.Name.FlateDecode)
    document.attachments["a"] = kept
    document.save(file)
    return file.getvalue()


def carrying(edition, **options) -> bytes:
    return pdf(("edition.json", edition.content.encode()), **options)


def verified(content: bytes, **site_of):
    return site(**site_of).post("/verify/", {"file": SimpleUploadedFile("x.pdf", content)}, follow=True)


def heading(response) -> str:
    return words(soup(response).h1)


def links(response) -> list[str]:
    return [link["href"] for link in soup(response).select(".answer a")]


def test_it_is_said_to_be_another_file_and_the_original_is_offered(edition):
    response = verified(carrying(edition))
    assert (response.status_code, heading(response)) == (200, NOT_THE_FILE)
    assert "ข้อความที่เห็นในไฟล์จึงอาจถูกแก้ไขแล้ว" in text(response)
    assert links(response) == ["/2566/editions/1.pdf"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_word_or_colour_of_it_is_that_of_a_genuine_file(edition, language):
    genuine = site(language=language).get(f"/verify/{edition.sha256}/")
    response = verified(carrying(edition), language=language)
    word = heading(genuine).split(",")[0]
    assert word in text(genuine)
    assert word not in text(response)
    assert soup(genuine).select(".answer-good")
    assert not soup(response).select(".answer-good, .answer-old")


def test_it_shows_the_hash_of_the_file_that_was_sent(edition):
    content = carrying(edition)
    shown = "".join(span.get_text() for span in soup(verified(content)).select(".answer .sha256 span"))
    assert shown == sha256_of(content)


def test_the_published_file_itself_is_genuine_though_it_carries_its_data(edition):
    original = carrying(edition)
    models.QuerySet(Edition).filter(pk=edition.pk).update(pdf=original, pdf_sha256=sha256_of(original))
    assert heading(verified(original)) == "เป็นเอกสารจริง และเป็นฉบับล่าสุด"
    assert heading(verified(original + b"\n")) == NOT_THE_FILE


def test_one_of_an_old_edition_also_names_the_newer(edition):
    freeze(edition.agency.plans.get(), reason="แก้ไข")
    response = verified(carrying(edition))
    assert heading(response) == NOT_THE_FILE
    assert links(response) == ["/2566/editions/1.pdf", "/2566/editions/2/"]


def test_one_of_a_withdrawn_edition_offers_nothing_of_it(edition):
    content = carrying(withdraw(edition))
    response = verified(content)
    assert (response.status_code, heading(response), links(response)) == (410, NOT_THE_FILE, [])
    assert "ถูกถอนการเผยแพร่แล้ว" in text(response)


@pytest.mark.parametrize(
    "attached",
    [
        [],
        [("edition.json", b"{}")],
        [("edition.json", b"")],
        [("other.json", None)],
        [("edition.json", None, b" ")],
    ],
    ids=["nothing", "something else", "nothing in it", "under another name", "changed by a blank"],
)
def test_data_that_are_not_exactly_ours_are_not_ours(edition, attached):
    files = [
        (name, content if content is not None else edition.content.encode() + b"".join(more))
        for name, content, *more in attached
    ]
    response = verified(pdf(*files))
    assert (response.status_code, heading(response)) == (404, "ไม่ใช่เอกสารของหน่วยงาน")


def test_data_of_another_agency_are_not_ours(edition):
    edition.agency.domain = "other.go.th"
    edition.agency.save()
    factories.make_agency("ของเรา", domain="testserver")
    assert heading(verified(carrying(edition))) == "ไม่ใช่เอกสารของหน่วยงาน"
    assert heading(verified(carrying(edition), host="other.go.th")) == NOT_THE_FILE


# Files that mean no good


def test_whoever_protects_it_with_a_password_hears_that_it_is_not_ours(edition):
    content = carrying(edition, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert heading(verified(content)) == "ไม่ใช่เอกสารของหน่วยงาน"


@pytest.mark.parametrize("kept", [5, 200, -40])
def test_a_file_that_is_cut_off_gets_a_plain_answer(edition, kept):
    assert verified(carrying(edition)[:kept]).status_code in (200, 404)


def test_a_thousand_attachments_are_not_all_read(edition):
    many = [("edition.json", b"%d" % number) for number in range(1000)]
    ours = ("edition.json", edition.content.encode())
    assert heading(verified(pdf(ours, *many))) == NOT_THE_FILE
    assert heading(verified(pdf(*many, ours))) == "ไม่ใช่เอกสารของหน่วยงาน"


def test_data_that_grow_without_end_when_unpacked_end_the_reader_and_nothing_else(edition):
    bomb = packed_zeros(megabytes=600)
    assert len(bomb) < upload_hash.PDF_LIMIT
    assert attachments.digests(bomb) == []
    assert heading(verified(bomb)) == "ไม่ใช่เอกสารของหน่วยงาน"


def test_a_reader_that_takes_too_long_is_ended_with_what_it_had_told(monkeypatch):
    monkeypatch.setattr(attachments, "MAX_SECONDS", 0.5)
    monkeypatch.setattr(attachments, "_COMMAND", ["sh", "-c", f"echo {'a' * 64}; exec sleep 60"])
    assert attachments.digests(b"") == ["a" * 64]


def test_whoever_waits_too_long_for_others_is_asked_to_come_back(edition, monkeypatch):
    monkeypatch.setattr(attachments, "MAX_WAIT", 0)
    with attachments._ONE_AT_A_TIME:
        response = verified(carrying(edition))
    assert response.status_code == 503
    assert "กรุณาลองใหม่ในอีกหนึ่งนาที" in text(response)
    assert heading(verified(carrying(edition))) == NOT_THE_FILE


@pytest.mark.parametrize("limit", [0, 100_000])
def test_only_a_pdf_that_is_not_too_large_is_looked_into(edition, monkeypatch, limit):
    monkeypatch.setattr(upload_hash, "PDF_LIMIT", limit)
    assert (heading(verified(carrying(edition))) == NOT_THE_FILE) is bool(limit)


def test_what_is_no_pdf_or_known_already_starts_no_reader(edition, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a reader was started")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert heading(verified(b"GIF89a" + carrying(edition))) == "ไม่ใช่เอกสารของหน่วยงาน"
    assert heading(verified(bytes(edition.pdf))) == "เป็นเอกสารจริง และเป็นฉบับล่าสุด"
    with pytest.raises(AssertionError):
        verified(carrying(edition))


def test_a_large_pdf_arrives_in_pieces_and_is_looked_into_as_a_whole(edition):
    noise = ("noise.bin", bytes(number * 7919 % 251 for number in range(300_000)))
    content = pdf(noise, ("edition.json", edition.content.encode()), compress_streams=False)
    assert len(content) > 3 * 64 * 1024
    assert heading(verified(content)) == NOT_THE_FILE
