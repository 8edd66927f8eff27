"""Editions: frozen for ever, in one chain, and every fault of the chain is named."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from publications import document, publishing
from publications.models import Edition, EditionIsFrozen
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]


def tamper(edition: Edition, **change) -> None:
    """Change a published row behind the portal's back, as somebody with the database in hands could."""
    models.QuerySet(Edition).filter(pk=edition.pk).update(**change)


# What an edition is


def test_an_edition_is_canonical_json_under_its_own_hash():
    edition = factories.publish(factories.make_year())
    assert document.sha256_of(edition.content.encode()) == edition.sha256
    assert document.sha256_of(bytes(edition.pdf)) == edition.pdf_sha256
    content = json.loads(edition.content)
    assert json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == edition.content


def test_the_frozen_document_reads_back_as_it_was_written():
    edition = factories.load_sample()
    frozen = document.parse(edition.content)
    assert frozen.canonical().decode() == edition.content


def test_an_edition_follows_the_agencys_edition_before_it():
    plan = factories.make_year()
    first = factories.publish(plan)
    second = factories.publish(plan)
    link = json.loads(second.content)["edition"]["previous"]
    assert (first.number, second.number, second.previous) == (1, 2, first)
    assert link == {"fiscal_year": 2566, "number": 1, "sha256": first.sha256, "pdf_sha256": first.pdf_sha256}


def test_the_chain_goes_on_into_the_next_year_and_numbers_begin_anew():
    agency = factories.make_agency()
    first = factories.publish(factories.make_year(agency, 2566))
    second = factories.publish(factories.make_year(agency, 2567))
    assert (second.number, second.previous) == (1, first)


def test_every_agency_has_a_chain_of_its_own():
    first = factories.publish(factories.make_year(factories.make_agency("อบต.หนึ่ง")))
    second = factories.publish(factories.make_year(factories.make_agency("อบต.สอง")))
    assert (first.previous, second.previous) == (None, None)


def test_who_published_is_recorded_and_not_published():
    plan = factories.make_year()
    user = factories.make_user("palad.somchai", agency=plan.agency, role="publisher")
    edition = factories.publish(plan, by=user)
    assert edition.published_by == user
    assert "somchai" not in edition.content


# What nobody can do to it

WAYS_TO_CHANGE = {
    "save": lambda edition: edition.save(),
    "delete": lambda edition: edition.delete(),
    "update": lambda edition: Edition.objects.update(content="{}"),
    "update what was filtered": lambda edition: Edition.objects.filter(pk=edition.pk).update(content="{}"),
    "delete all": lambda edition: Edition.objects.all().delete(),
    "delete as a collector does": lambda edition: Edition.objects.all()._raw_delete("default"),
    "update in bulk": lambda edition: Edition.objects.bulk_update([edition], ["content"]),
    "update or create": lambda edition: Edition.objects.update_or_create(pk=edition.pk, defaults={"content": "{}"}),
    "create over it": lambda edition: Edition.objects.bulk_create(
        [edition], update_conflicts=True, update_fields=["content"], unique_fields=["id"]
    ),
    "through the agency": lambda edition: edition.agency.editions.all().delete(),
    "through the base manager": lambda edition: Edition._base_manager.update(content="{}"),
}


@pytest.mark.parametrize("way", WAYS_TO_CHANGE)
def test_an_edition_cannot_be_changed_or_deleted(way):
    edition = factories.publish(factories.make_year())
    content = edition.content
    edition.content = "{}"
    with pytest.raises(EditionIsFrozen):
        WAYS_TO_CHANGE[way](edition)
    assert Edition.objects.get().content == content


def test_an_agency_with_editions_cannot_be_deleted():
    edition = factories.publish(factories.make_year())
    with pytest.raises(ProtectedError):
        edition.agency.delete()


def test_no_second_edition_follows_the_same_one():
    plan = factories.make_year()
    first, second = factories.publish(plan), factories.publish(plan)
    fork = Edition(
        agency=plan.agency,
        fiscal_year=2566,
        number=3,
        kind="plan",
        content="{}",
        sha256="0" * 64,
        pdf=b"",
        pdf_sha256="0" * 64,
        previous=first,
        published_at=second.published_at,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save()
    fork.previous = None
    with pytest.raises(IntegrityError), transaction.atomic():
        fork.save()


# Withdrawing


def test_a_withdrawn_edition_keeps_its_place_in_the_chain():
    plan = factories.make_year()
    edition = factories.publish(plan)
    user = factories.make_user(agency=plan.agency, role="publisher")
    edition.withdraw(by=user, reason="มีข้อมูลส่วนบุคคล", at=factories.at())
    assert (edition.withdrawn_by, edition.withdrawn_at, edition.is_withdrawn) == (user, factories.at(), True)
    assert factories.publish(plan).previous == edition
    assert list(publishing.verify()) == []


def test_an_edition_is_withdrawn_once_and_with_a_reason():
    plan = factories.make_year()
    edition, user = factories.publish(plan), factories.make_user(agency=plan.agency, role="publisher")
    with pytest.raises(ValueError, match=r"\S"):
        edition.withdraw(by=user, reason="  ")
    edition.withdraw(by=user, reason="แรก")
    with pytest.raises(ValueError, match=r"\S"):
        edition.withdraw(by=user, reason="สอง")
    assert Edition.objects.get().withdrawal_reason == "แรก"


def test_a_withdrawal_by_nobody_is_refused():
    edition = factories.publish(factories.make_year())
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(edition, withdrawal_reason="ไม่มีผู้ถอน")


# Verifying


def test_untouched_editions_verify():
    plan = factories.make_year()
    factories.publish(plan)
    factories.publish(plan)
    call_command("verify_editions", verbosity=0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content": "{}"}, "content"),
        ({"content": "not json"}, "unreadable"),
        ({"pdf": b"%PDF-forged"}, "pdf"),
        ({"reason": "เปลี่ยนเหตุผล"}, "row"),
        ({"number": 7}, "row"),
        ({"published_at": factories.at("2020-01-01T00:00:00+07:00")}, "row"),
        ({"previous": None}, "chain"),
    ],
)
def test_what_was_changed_behind_the_portals_back_is_named(change, code):
    plan = factories.make_year()
    first = factories.publish(plan)
    other = factories.publish(plan) if code == "chain" else first
    if code == "chain":
        with connection.constraint_checks_disabled():
            models.QuerySet(Edition).filter(pk=first.pk).update(previous=other)
    tamper(other, **change)
    assert code in [fault.code for fault in publishing.verify()]


def test_a_forged_content_under_a_fitting_hash_breaks_the_next_link():
    plan = factories.make_year()
    first, second = factories.publish(plan), factories.publish(plan)
    forged = first.content.replace("87.49", "97.49")
    tamper(first, content=forged, sha256=document.sha256_of(forged.encode()))
    assert {(fault.subject, fault.code) for fault in publishing.verify()} == {
        (second, "link"),
        (first.events.get(), "row"),
    }


def test_the_command_names_the_fault_and_fails(capsys):
    edition = factories.publish(factories.make_year())
    tamper(edition, pdf=b"%PDF-forged")
    with pytest.raises(CommandError) as failure:
        call_command("verify_editions")
    assert failure.value.returncode == 1
    assert "PDF" in capsys.readouterr().out
