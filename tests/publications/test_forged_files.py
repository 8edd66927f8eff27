"""A published file whose row was changed behind the portal's back is named, and nothing that stands there is an end."""

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.db import models

from publications.models import Edition, PublishedFile
from publications.publishing import verify
from publications.publishing.faults import of
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("press")]

PICTURE, SMALL = b"\xff\xd8\xff not decoded here", b"\xff\xd8\xff small"


@pytest.fixture
def edition() -> Edition:
    """An edition that names one picture."""
    plan = factories.make_year()
    report = factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"))
    factories.make_file(report, PICTURE, thumbnail=SMALL, caption="ภาพการอบรม", name="อบรม.jpg")
    return factories.publish(plan, "progress")


def faults() -> set[tuple]:
    return {(fault.subject, fault.code) for fault in verify()}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"size": 1}, "row"),
        ({"content_type": "text/html"}, "row"),
        ({"extension": "html"}, "row"),
        ({"name": "อื่น.jpg"}, "row"),
        ({"thumbnail": ""}, "row"),
        ({"file": "published/1/aa/other.jpg"}, "row"),
        ({"file": "../../../../etc/passwd"}, "bytes"),
        ({"thumbnail": "../../../../etc/passwd"}, "thumbnail"),
    ],
)
def test_a_row_that_says_something_else_is_named(edition, change, code):
    assert faults() == set()
    models.QuerySet(PublishedFile).update(**change)
    assert (PublishedFile.objects.get(), code) in faults()


def test_a_file_that_is_taken_from_its_edition_or_given_to_another_is_named(edition):
    file = edition.files.get()
    edition.files.clear()
    assert faults() == {(file, "editions")}
    other = factories.publish(factories.make_year(factories.make_agency("อื่น", subdistrict="อื่น")))
    edition.files.add(file)
    other.files.add(file)
    assert faults() == {(file, "editions")}


@pytest.mark.parametrize("error", [TypeError, ValueError, AttributeError, SuspiciousFileOperation])
def test_what_cannot_even_be_looked_for_is_named_and_no_end(edition, error):
    def broken():
        raise error
        yield

    assert [(fault.subject, fault.code) for fault in of(edition, broken())] == [(edition, "unreadable")]
