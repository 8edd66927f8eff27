"""Files as they were published: kept once, erased only by a redaction, and every changed byte is noticed."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from publications import document, publishing
from publications.models import Edition, Event, FileIsFrozen, PublishedFile, append, store
from tests import factories
from tests.editions import freeze

pytestmark = pytest.mark.django_db

PICTURE, SMALL = b"\xff\xd8 a picture", b"\xff\xd8 small"
SHA256 = document.sha256_of(PICTURE)
JPEG = {"name": "กิจกรรม.jpg", "extension": "jpg", "content_type": "image/jpeg"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def agency():
    return factories.make_agency()


@pytest.fixture
def picture(agency) -> PublishedFile:
    return store(agency, PICTURE, thumbnail=SMALL, **JPEG)


@pytest.fixture
def publisher(agency):
    return factories.make_user(agency=agency, role="publisher")


def lying(media) -> dict[str, bytes]:
    """Every file in the storage."""
    return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}


def tamper(row, **change) -> None:
    models.QuerySet(type(row)).filter(pk=row.pk).update(**change)


def faults() -> set[tuple]:
    return {(fault.subject, fault.code) for fault in publishing.verify()}


# Keeping


def test_a_file_lies_under_its_agency_and_its_hash_with_its_small_picture_beside_it(agency, picture, media):
    place = f"published/{agency.pk}/{SHA256[:2]}/{SHA256}"
    kept = PublishedFile.objects.get()
    assert (kept.file.name, kept.thumbnail.name) == (f"{place}.jpg", f"{place}-small.jpg")
    assert lying(media) == {f"{place}.jpg": PICTURE, f"{place}-small.jpg": SMALL}
    assert (kept.sha256, kept.size, kept.name, kept.content_type) == (SHA256, len(PICTURE), "กิจกรรม.jpg", "image/jpeg")


def test_the_same_bytes_are_the_same_file_whatever_they_are_called(agency, picture, media):
    again = store(agency, PICTURE, thumbnail=SMALL, **JPEG | {"name": "อีกชื่อหนึ่ง.jpg"})
    assert (again, PublishedFile.objects.count(), len(lying(media))) == (picture, 1, 2)


def test_every_agency_keeps_its_own(picture, media):
    other = store(factories.make_agency("อบต.อื่น"), PICTURE, **JPEG)
    assert other != picture
    assert len(lying(media)) == 3


def test_what_a_failed_transaction_left_behind_is_taken_up_and_half_a_file_is_written_anew(agency, media):
    place = media / f"published/{agency.pk}/{SHA256[:2]}/{SHA256}.jpg"
    for left in (PICTURE, PICTURE[:3]):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(left)
        row = store(agency, PICTURE, **JPEG)
        assert list(lying(media).values()) == [PICTURE]
        models.QuerySet(PublishedFile).filter(pk=row.pk)._raw_delete("default")


def test_bytes_that_were_lost_are_kept_again_with_the_next_publication(agency, picture, media):
    (media / picture.file.name).unlink()
    store(agency, PICTURE, thumbnail=SMALL, **JPEG)
    assert lying(media)[picture.file.name] == PICTURE


@pytest.mark.parametrize(
    "other", [{"extension": "../x"}, {"extension": ""}, {"extension": "JPG"}, {"name": "ก" * 301}, {"name": ""}]
)
def test_a_name_or_extension_that_is_none_is_refused_and_nothing_is_kept(agency, media, other):
    with pytest.raises(ValidationError):
        store(agency, PICTURE, **JPEG | other)
    assert lying(media) == {}


WAYS_TO_CHANGE = {
    "save": lambda file: file.save(),
    "delete": lambda file: file.delete(),
    "update": lambda file: PublishedFile.objects.update(sha256="0" * 64),
    "delete all": lambda file: PublishedFile.objects.all().delete(),
    "through the agency": lambda file: file.agency.published_files.all().delete(),
    "erase what is not redacted": lambda file: file.erase(),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_a_published_file_cannot_be_changed_or_deleted(picture, media, way):
    with pytest.raises(FileIsFrozen):
        WAYS_TO_CHANGE[way](picture)
    assert PublishedFile.objects.get().sha256 == SHA256
    assert len(lying(media)) == 2


def test_the_database_refuses_the_same_file_twice(picture):
    twin = PublishedFile(agency=picture.agency, sha256=SHA256, size=1, published_at=factories.at())
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


# Redacting


def test_a_redacted_file_loses_its_bytes_and_keeps_its_hash_and_the_reason(
    picture, publisher, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        picture.redact(by=publisher, reason=" มีใบหน้าเด็ก ", at=factories.at())
    assert lying(media) == {}
    kept = PublishedFile.objects.get()
    assert (kept.is_redacted, kept.redacted_at, kept.redacted_by) == (True, factories.at(), publisher)
    assert (kept.redaction_reason, kept.sha256, kept.size) == ("มีใบหน้าเด็ก", SHA256, len(PICTURE))
    assert not PublishedFile.objects.readable().exists()
    event = Event.objects.get()
    said = json.loads(event.content)
    assert (event.act, event.file, event.by, said["file"], said["edition"]) == (
        "redacted",
        kept,
        publisher,
        SHA256,
        None,
    )
    assert (said["reason"], said["by_role"]) == ("มีใบหน้าเด็ก", "publisher")
    assert faults() == set()


def test_nothing_is_erased_before_the_redaction_is_committed(
    picture, publisher, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as after:
        picture.redact(by=publisher, reason="มีใบหน้าเด็ก")
    assert len(lying(media)) == 2
    assert len(after) == 1


def test_a_redaction_that_fails_changes_nothing(picture, publisher, monkeypatch):
    monkeypatch.setattr(Event, "save", lambda event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        picture.redact(by=publisher, reason="มีใบหน้าเด็ก")
    assert not PublishedFile.objects.get().is_redacted


def test_a_file_is_redacted_once_and_with_a_reason(picture, publisher):
    with pytest.raises(ValueError, match=r"\S"):
        picture.redact(by=publisher, reason="  ")
    picture.redact(by=publisher, reason="แรก")
    with pytest.raises(ValueError, match=r"\S"):
        picture.redact(by=publisher, reason="สอง")
    assert PublishedFile.objects.get().redaction_reason == "แรก"
    assert Event.objects.count() == 1


def test_a_redaction_by_nobody_is_refused(picture):
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(picture, redaction_reason="ไม่มีผู้ปกปิด")


def test_what_was_redacted_does_not_come_back(agency, picture, publisher, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture.redact(by=publisher, reason="มีใบหน้าเด็ก")
    assert store(agency, PICTURE, thumbnail=SMALL, **JPEG).is_redacted
    assert lying(media) == {}


# Verifying


@pytest.fixture
def edition() -> Edition:
    """An edition that names the picture."""
    plan = factories.make_year()
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    return naming(freeze(plan, "progress"), SHA256)


def naming(edition: Edition, sha256: str) -> Edition:
    """The edition with the SHA-256 of a file in its first piece of evidence."""
    content = json.loads(edition.content)
    content["reports"][0]["evidence"][0] |= {
        "file_name": JPEG["name"],
        "sha256": sha256,
        "size": len(PICTURE),
        "content_type": JPEG["content_type"],
    }
    canonical = document.parse(json.dumps(content)).canonical()
    models.QuerySet(Event)._raw_delete("default")
    tamper(edition, content=canonical.decode(), sha256=document.sha256_of(canonical))
    edition.refresh_from_db()
    append(Event.Act.PUBLISHED, edition=edition, at=edition.published_at)
    return edition


@pytest.fixture
def published(edition) -> PublishedFile:
    file = store(edition.agency, PICTURE, thumbnail=SMALL, **JPEG)
    file.editions.add(edition)
    return file


def test_a_file_that_is_kept_as_it_was_verifies(published):
    assert faults() == set()


def test_one_changed_byte_of_a_picture_is_named(published, media):
    place = media / published.file.name
    place.write_bytes(PICTURE[:-1] + b"E")
    assert faults() == {(published, "bytes")}
    place.unlink()
    assert faults() == {(published, "bytes")}


def test_another_small_picture_is_named(published, media):
    (media / published.thumbnail.name).write_bytes(SMALL + b".")
    assert faults() == {(published, "thumbnail")}


def test_a_file_that_an_edition_names_and_nobody_kept_is_named(edition):
    (fault,) = publishing.verify()
    assert (fault.subject, fault.code) == (edition, "file")
    assert SHA256 in fault.message


def test_a_file_of_another_agency_does_not_stand_in_for_it(edition):
    store(factories.make_agency("อบต.อื่น"), PICTURE, **JPEG)
    assert faults() == {(edition, "file")}


def test_a_withdrawn_edition_needs_its_files_no_more(edition):
    edition.withdraw(by=factories.make_user(agency=edition.agency, role="publisher"), reason="มีข้อมูลส่วนบุคคล")
    assert faults() == set()


def test_a_redacted_file_whose_bytes_came_back_is_named_until_they_are_erased_again(published, media):
    someone = factories.make_user(agency=published.agency, role="publisher")
    published.redact(by=someone, reason="มีใบหน้าเด็ก")
    assert faults() == {(published, "erased")}
    published.erase()
    published.erase()
    assert lying(media) == {}
    assert faults() == set()


REDACTED_OTHERWISE = {
    "another reason": {"redaction_reason": "อื่น"},
    "another moment": {"redacted_at": factories.at() - datetime.timedelta(days=1)},
    "not at all": {"redacted_at": None, "redacted_by": None, "redaction_reason": ""},
}


@pytest.mark.parametrize("change", REDACTED_OTHERWISE.values(), ids=REDACTED_OTHERWISE)
def test_a_redaction_that_differs_from_its_event_is_named(published, change):
    published.redact(by=factories.make_user(agency=published.agency, role="publisher"), reason="มีใบหน้าเด็ก")
    tamper(published, **change)
    assert (published, "events") in faults()


def test_a_redaction_behind_the_portals_back_is_named(published):
    someone = factories.make_user(agency=published.agency, role="publisher")
    tamper(published, redacted_at=factories.at(), redacted_by=someone, redaction_reason="มีใบหน้าเด็ก")
    assert (published, "events") in faults()
