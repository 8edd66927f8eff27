"""The chain of events: every act upon what was published is one, in order, and nothing of it can be changed unseen."""

import json
from datetime import UTC

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, models, transaction

from publications import document, publishing
from publications.models import Edition, Event, EventIsFrozen, append
from tests import factories
from tests.editions import freeze, withdraw

pytestmark = pytest.mark.django_db

REASON = "มีข้อมูลส่วนบุคคล"


def tamper(row, **change) -> None:
    """Change a row behind the portal's back, as somebody with the database in hands could."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**change)


def faults() -> set[tuple]:
    return {(fault.subject, fault.code) for fault in publishing.verify()}


@pytest.fixture
def plan():
    return factories.make_year()


# What becomes an event


@pytest.mark.usefixtures("press")
def test_a_publication_is_an_event_that_names_the_edition_by_its_hashes(plan):
    palad = factories.make_user("palad.somchai", agency=plan.agency, role="publisher")
    edition = factories.publish(plan, by=palad)
    event = Event.objects.get()
    assert (event.number, event.act, event.edition, event.by, event.previous) == (1, "published", edition, palad, None)
    assert json.loads(event.content) == {
        "number": 1,
        "act": "published",
        "at": edition.published_at.astimezone(UTC).isoformat(),
        "edition": {
            "fiscal_year": 2566,
            "number": 1,
            "sha256": edition.sha256,
            "pdf_sha256": edition.pdf_sha256,
        },
        "file": None,
        "reason": "",
        "by_role": "publisher",
        "withdrawal": None,
        "previous": None,
    }
    assert event.sha256 == document.sha256_of(event.content.encode())


def test_a_withdrawal_is_an_event_with_its_reason_and_the_hash_of_the_one_before(plan):
    edition = withdraw(freeze(plan), REASON)
    first, second = Event.objects.in_order()
    said = json.loads(second.content)
    assert (second.number, second.act, second.edition, second.previous) == (2, "withdrawn", edition, first)
    assert (said["reason"], said["by_role"], said["previous"]) == (REASON, "publisher", first.sha256)
    assert (second.at, second.by) == (edition.withdrawn_at, edition.withdrawn_by)


def test_no_name_of_a_person_stands_in_an_event(plan):
    publisher = factories.make_user("palad.somchai", agency=plan.agency, role="publisher", first_name="สมชาย")
    freeze(plan).withdraw(by=publisher, reason=REASON)
    assert not any(name in event.content for event in Event.objects.all() for name in ("somchai", "สมชาย"))


@pytest.mark.parametrize(("fields", "role"), [({"role": "planner"}, "planner"), ({"is_superuser": True}, "host")])
def test_an_event_names_the_role_in_which_somebody_acted(plan, fields, role):
    someone = factories.make_user(agency=plan.agency, **fields)
    event = append(Event.Act.SCANNED, edition=freeze(plan), by=someone)
    assert json.loads(event.content)["by_role"] == role


@pytest.mark.usefixtures("press")
def test_a_publication_that_fails_leaves_no_event(plan, monkeypatch):
    monkeypatch.setattr(Event, "save", lambda event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        factories.publish(plan)
    assert not Event.objects.exists()
    assert not Edition.objects.exists()


def test_a_withdrawal_without_its_event_is_none(plan, monkeypatch):
    edition = freeze(plan)
    monkeypatch.setattr(Event, "save", lambda event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        withdraw(edition)
    assert not Edition.objects.get().is_withdrawn


def test_a_withdrawal_that_is_refused_leaves_no_event(plan):
    edition = withdraw(freeze(plan))
    with pytest.raises(ValueError, match=r"\S"):
        edition.withdraw(by=edition.withdrawn_by, reason="อีกครั้ง")
    assert [event.act for event in Event.objects.in_order()] == ["published", "withdrawn"]


def test_every_agency_has_a_chain_of_its_own(plan):
    other = factories.make_year(factories.make_agency("อบต.อื่น"))
    freeze(plan), freeze(other), freeze(plan, reason="แก้ไข")
    numbers = Event.objects.in_order().values_list("agency", "number", "previous__number")
    assert set(numbers) == {(plan.agency_id, 1, None), (plan.agency_id, 2, 1), (other.agency_id, 1, None)}
    assert faults() == set()


# What nobody can do to it


WAYS_TO_CHANGE = {
    "save": lambda event: event.save(),
    "delete": lambda event: event.delete(),
    "update": lambda event: Event.objects.update(content="{}"),
    "delete all": lambda event: Event.objects.all().delete(),
    "update in bulk": lambda event: Event.objects.bulk_update([event], ["content"]),
    "through the agency": lambda event: event.agency.events.all().delete(),
    "through the edition": lambda event: event.edition.events.update(content="{}"),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_an_event_cannot_be_changed_or_deleted(plan, way):
    event = freeze(plan).events.get()
    with pytest.raises(EventIsFrozen):
        WAYS_TO_CHANGE[way](event)
    assert Event.objects.get().content == event.content


@pytest.mark.parametrize("change", [{"number": 1}, {"previous": None}, {"edition": None}])
def test_no_two_events_share_a_place_and_each_is_about_something(plan, change):
    second = withdraw(freeze(plan)).events.get(act="withdrawn")
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(second, **change)


# Editions that are older than the chain


def adopt(edition: Edition, withdrawal: dict | None = None) -> Event:
    """The edition's event as the migration writes it, in the place of the one that publishing made."""
    models.QuerySet(Event).filter(edition=edition)._raw_delete("default")
    event = Event(agency=edition.agency, number=1, act=Event.Act.ADOPTED, edition=edition, at=factories.at())
    event.by = edition.withdrawn_by
    content = event.canonical(reason="", by_role="", withdrawal=withdrawal)
    event.content, event.sha256 = content.decode(), document.sha256_of(content)
    event.save()
    return event


def withdrawal_of(edition: Edition, **other) -> dict:
    at = edition.withdrawn_at.astimezone(UTC).isoformat()
    return {"at": at, "reason": edition.withdrawal_reason, "by_role": "publisher"} | other


def test_an_adopted_edition_goes_on_like_any_other(plan):
    edition = freeze(plan)
    adopt(edition)
    assert faults() == set()
    withdraw(edition)
    assert [event.act for event in edition.events.in_order()] == ["adopted", "withdrawn"]
    assert faults() == set()


def test_an_adopted_withdrawal_stands_in_the_event(plan):
    edition = withdraw(freeze(plan))
    adopt(edition, withdrawal_of(edition))
    assert faults() == set()


@pytest.mark.parametrize("other", [{"reason": "อื่น"}, {"at": "2020-01-01T00:00:00+00:00"}, None])
def test_an_adopted_withdrawal_that_differs_is_named(plan, other):
    edition = withdraw(freeze(plan))
    adopt(edition, other and withdrawal_of(edition, **other))
    assert faults() == {(edition, "events")}


# Verifying

TAMPERED = {
    "content": ({"content": '{"reason":"","by_role":"","withdrawal":null}'}, {"content", "row", "events"}),
    "no JSON": ({"content": "["}, {"content", "unreadable", "events"}),
    "endless brackets": ({"content": "[" * 50_000}, {"content", "unreadable", "events"}),
    "a content of other kinds": ({"content": '{"reason":1,"by_role":[],"withdrawal":"x"}'}, {"content", "unreadable"}),
    "a hash": ({"sha256": "0" * 64}, {"content"}),
    "a hash that is none": ({"sha256": "ไม่ใช่"}, {"content"}),
    "number": ({"number": 7}, {"chain", "row"}),
    "act": ({"act": "scanned"}, {"row", "events"}),
    "moment": ({"at": factories.at("2020-01-01T00:00:00+07:00")}, {"row", "events"}),
    "person": ({"by": None}, {"events"}),
}


@pytest.mark.parametrize(("change", "codes"), TAMPERED.values(), ids=TAMPERED)
def test_an_event_that_was_changed_is_named(plan, change, codes):
    edition = withdraw(freeze(plan))
    assert faults() == set()
    tamper(edition.events.get(act="withdrawn"), **change)
    assert {code for _subject, code in faults()} >= codes


def test_an_event_that_follows_another_than_the_one_before_it_is_named(plan):
    edition = withdraw(freeze(plan))
    third = append(Event.Act.SCANNED, edition=edition)
    tamper(third.previous, previous=third)
    assert (edition.events.get(act="withdrawn"), "chain") in faults()


def test_a_forged_content_under_a_fitting_hash_breaks_the_next_link(plan):
    edition = withdraw(freeze(plan), REASON)
    later = freeze(plan, reason="แก้ไข").events.get()
    event = edition.events.get(act="withdrawn")
    forged = event.content.replace(REASON, "ไม่มีเหตุผล")
    tamper(event, content=forged, sha256=document.sha256_of(forged.encode()))
    assert faults() == {(edition, "events"), (later, "row")}


WITHDRAWN_OTHERWISE = {
    "another reason": {"withdrawal_reason": "อื่น"},
    "another moment": {"withdrawn_at": factories.at("2020-01-01T00:00:00+07:00")},
    "not at all": {"withdrawn_at": None, "withdrawn_by": None, "withdrawal_reason": ""},
}


@pytest.mark.parametrize("change", WITHDRAWN_OTHERWISE.values(), ids=WITHDRAWN_OTHERWISE)
def test_a_withdrawal_that_differs_from_its_event_is_named(plan, change):
    edition = withdraw(freeze(plan))
    tamper(edition, **change)
    assert faults() == {(edition, "events")}


def test_a_withdrawal_by_another_person_is_named(plan):
    edition = withdraw(freeze(plan))
    tamper(edition, withdrawn_by=factories.make_user("other", agency=plan.agency, role="publisher"))
    assert faults() == {(edition, "events")}


def test_a_withdrawal_behind_the_portals_back_is_named(plan):
    edition, someone = freeze(plan), factories.make_user(agency=plan.agency, role="publisher")
    tamper(edition, withdrawn_at=factories.at(), withdrawn_by=someone, withdrawal_reason=REASON)
    assert faults() == {(edition, "events")}


def test_an_edition_without_an_event_is_named(plan):
    edition = freeze(plan)
    models.QuerySet(Event)._raw_delete("default")
    assert faults() == {(edition, "events")}


def test_an_edition_that_was_published_twice_by_its_events_is_named(plan):
    edition = freeze(plan)
    append(Event.Act.PUBLISHED, edition=edition, at=edition.published_at)
    assert faults() == {(edition, "events")}


def test_an_event_of_another_agencys_edition_is_named(plan):
    edition = freeze(plan)
    other = factories.make_agency("อบต.อื่น")
    tamper(edition.events.get(), agency=other)
    assert faults() == {(edition, "events"), (Event.objects.get(), "row")}


def test_a_hash_of_an_edition_that_is_none_is_a_fault_and_no_end(plan):
    first = freeze(plan)
    second = freeze(plan, reason="แก้ไข")
    tamper(first, sha256="ไม่ใช่")
    assert {(first, "content"), (second, "link"), (first.events.get(), "row")} <= faults()


def test_scans_and_stamps_of_an_edition_are_no_faults(plan):
    edition = freeze(plan)
    append(Event.Act.SCANNED, edition=edition)
    append(Event.Act.STAMPED, edition=edition, reason="RFC 3161")
    assert faults() == set()


def test_the_command_names_a_fault_in_the_chain_of_events(plan, capsys):
    tamper(freeze(plan).events.get(), content="{")
    with pytest.raises(CommandError) as failure:
        call_command("verify_editions")
    assert failure.value.returncode == 1
    assert "เหตุการณ์ที่ 1" in capsys.readouterr().out
