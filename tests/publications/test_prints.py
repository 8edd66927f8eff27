"""Printed again, an edition gives the bytes that were published; what does not is named."""

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import models

from publications import document, publishing
from publications.models import Edition
from publications.render import pdf
from tests import factories, followed_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def said() -> str:
    out = StringIO()
    call_command("verify_editions", render=True, stdout=out)
    return out.getvalue()


def faults() -> list[tuple]:
    return [(fault.subject, fault.code) for fault in publishing.Prints().verify()]


def tamper(edition: Edition, **change) -> None:
    models.QuerySet(Edition).filter(pk=edition.pk).update(**change)


def test_a_report_with_a_picture_is_printed_again_from_what_was_published_alone():
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    drawn = followed_up.drawn()
    piece = factories.make_file(report, drawn, thumbnail=drawn, caption="ภาพการอบรม", name="อบรม.jpg")
    factories.publish(plan, "progress")
    for kept in (piece.file, piece.thumbnail):
        kept.storage.delete(kept.name)
    assert "1 printed again with the same bytes, 0 printed by another version" in said()


def test_an_edition_that_is_not_what_is_printed_today_is_named_though_its_hash_fits():
    edition = factories.publish(factories.make_year())
    other = bytes(edition.pdf).replace(b"%PDF-1.7", b"%PDF-1.6")
    tamper(edition, pdf=other, pdf_sha256=document.sha256_of(other))
    assert faults() == [(edition, "reprint")]


def test_what_another_version_printed_is_kept_as_stored(monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(pdf, "RENDERER", "WeasyPrint 69")
        edition = factories.publish(factories.make_year())
    assert document.parse(edition.content).renderer == "WeasyPrint 69"
    assert "0 printed again with the same bytes, 1 printed by another version and kept as stored" in said()
    tamper(edition, pdf=b"%PDF-as it was")
    assert faults() == []


def test_what_cannot_be_printed_any_more_is_named_and_the_next_one_is_printed():
    plan = factories.make_year()
    plan.agency.seal.save("seal.jpg", ContentFile(followed_up.drawn()))
    first = factories.publish(plan)
    default_storage.delete(plan.agency.seal.name)
    plan.agency.seal = ""
    plan.agency.save()
    second = factories.publish(plan)
    assert first.agency_id == second.agency_id
    with pytest.raises(CommandError):
        said()
    assert faults() == [(first, "unprintable")]


def test_withdrawn_and_erased_editions_are_left_out():
    plan = factories.make_year()
    publisher = factories.make_user(agency=plan.agency, role="publisher")
    factories.publish(plan).withdraw(by=publisher, reason="มีข้อมูลส่วนบุคคล")
    factories.publish(plan).erase_pdf(by=publisher, reason="มีภาพเด็ก", at=factories.at())
    prints = publishing.Prints()
    assert list(prints.verify()) == []
    assert (prints.same, prints.of_another_version) == (0, 0)
