"""The sample and its PDF, printed once for all tests of this folder; a complaint of WeasyPrint fails a test."""

import logging

import pytest
from django.core.management import call_command
from django.db import transaction

from measures.models import Plan
from publications import document as read_model
from publications.document import builder
from publications.render import pdf
from tests import factories
from tests.publications.pdf.printing import SHA256


class Complaints(logging.Handler):
    """Keeps what WeasyPrint logs; a test that expects complaints empties the list."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@pytest.fixture(scope="package", autouse=True)
def listening():
    handler = Complaints()
    logging.getLogger("weasyprint").addHandler(handler)
    yield handler.messages
    logging.getLogger("weasyprint").removeHandler(handler)


@pytest.fixture(autouse=True)
def complaints(listening):
    """What WeasyPrint complained of in this test; anything that is left at its end fails it."""
    listening.clear()
    yield listening
    assert listening == []


@pytest.fixture(scope="package")
def sample(django_db_setup, django_db_blocker, listening):
    """The real sample as a document, without leaving anything in the database."""
    edition = read_model.EditionPart(number=1, published_at=factories.at(), reason="", previous=None)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "fixtures/thamaling_2566.yaml", verbosity=0)
        built = builder.build_document(Plan.objects.get(), "plan", edition=edition)
        transaction.set_rollback(True)
    return built


@pytest.fixture(scope="package")
def printed(sample):
    """The sample's PDF."""
    return pdf.render(sample, sha256=SHA256)
