"""The real sample, a round reported in every way, and what bad input makes of them, as documents to write."""

import pytest
from django.core.management import call_command
from django.db import transaction

from measures.models import Plan
from publications.document import Document, EditionPart, builder
from publications.models import PublishedFile
from publications.public.editions import read
from tests import factories, followed_up


@pytest.fixture(scope="package")
def sample(django_db_setup, django_db_blocker) -> Document:
    """The real sample as a document, without leaving anything in the database."""
    edition = EditionPart(number=1, published_at=factories.at(), reason="", previous=None)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "fixtures/thamaling_2566.yaml", verbosity=0)
        built = builder.build_document(Plan.objects.get(), "plan", edition=edition)
        transaction.set_rollback(True)
    return built


@pytest.fixture
def reported(db) -> Document:
    """A progress report with pictures, a paper, a link, a redacted file, a late division and a missing one."""
    return read(followed_up.freeze_followed_up(base_url="https://ita.example.go.th"))


def handed(sha256: str) -> bytes:
    """The small picture, as the public pages hand it over."""
    with PublishedFile.objects.get(sha256=sha256).thumbnail.open() as file:
        return file.read()
