"""The invented agency, loaded once for the tests of a file, which only read, and forgotten at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.test import TestCase

from agencies.models import Agency
from publications.document import Document, parse
from publications.models import Edition
from publications.render import pdf
from tests import editions

DEMO, HOME = "demo.localhost", "127.0.0.1"


@contextmanager
def loaded(django_db_blocker) -> Iterator[Agency]:
    """The agency beside the real sample; `said` is what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        editions.freeze_sample()
        said = StringIO()
        with TestCase.captureOnCommitCallbacks(execute=True):  # what is redacted is erased
            call_command("load_demo", stdout=said)
        agency = Agency.objects.get(domain=DEMO)
        agency.said = said.getvalue()
        yield agency
        transaction.set_rollback(True)


def without_pdfs(monkeypatch) -> None:
    """A stand-in for the PDFs, which take most of the time."""
    monkeypatch.setattr(pdf, "render", lambda frozen, sha256, **_pictures: b"%PDF-1.7 stand-in for " + sha256.encode())


def newest(agency: Agency, year: int) -> Document:
    """What the newest edition of a year says."""
    edition = Edition.objects.for_agency(agency).filter(fiscal_year=year).in_order().last()
    return parse(edition.content)
